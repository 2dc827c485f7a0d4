"""Ask for work, cancel it, ask for it again.

`enqueue` belongs to the act that asks: the job is queued only if that act commits, and it is that
act's fact that says so. Cancelling and asking again are acts of their own.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation import facts, moves
from shuzheng.foundation.jobs import access, registry, running
from shuzheng.foundation.jobs.lifecycle import JOB, Verb
from shuzheng.foundation.models import Job
from shuzheng.kernel.actor import CLOCK

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from shuzheng.kernel.actor import Actor

facts.declare("foundation.job.cancelled", _("cancelled work in the background"), data=("name",))
facts.declare("foundation.job.retried", _("asked for work in the background again"), data=("name",))


@transaction.atomic
def enqueue(
    name: str,
    arguments: Mapping[str, Any] | None = None,
    *,
    actor: Actor,
    now: datetime,
    after: datetime | None = None,
) -> Job:
    """Queue the job `name` for `actor`, to be run at once or `after` an instant.

    `arguments` are plain JSON without personal data: name rows by their keys. Raises ValueError for
    an unknown job, and for an actor who has not signed in: these are defects of the caller.
    """
    kind = registry.find(name)
    if kind is None:
        raise ValueError(f"there is no job {name}")
    if not actor.user_id and actor.role != CLOCK.role:
        raise ValueError("jobs are for somebody who has signed in, or for the clock")
    plain = dict(arguments or {})
    json.dumps(plain, allow_nan=False)
    job = Job.objects.create(
        name=name,
        arguments=plain,
        user_id=actor.user_id,
        membership_id=actor.membership_id,
        organisation_id=actor.organisation_id,
        attempts=kind.attempts,
        enqueued_at=now,
        run_after=after or now,
    )
    running.dispatch(job, after)
    return job


@transaction.atomic
def cancel(uid: UUID, *, actor: Actor, now: datetime) -> Job:
    """Cancel a waiting job, or tell a running one to stop.

    Refuses with NoSuchJob (404) out of reach, and with IllegalStep once the job is over.
    """
    job = access.of(uid, actor)
    waits = job.state == JOB.initial
    moved = moves.move(job, JOB, Verb.CANCEL, **({"ended_at": now} if waits else {}))
    facts.record("foundation.job.cancelled", job, actor=actor, now=now, moved=moved, name=job.name)
    return job


@transaction.atomic
def retry(uid: UUID, *, actor: Actor, now: datetime) -> Job:
    """Queue a job again that was refused, cancelled or broken off; it now acts for `actor`.

    A job of the clock stays the clock's. Refuses as `cancel` does.
    """
    job = access.of(uid, actor)
    changes: dict[str, Any] = {
        "attempt": 0,
        "run_after": now,
        "started_at": None,
        "ended_at": None,
        "done": 0,
        "total": 0,
        "note": "",
        "result": {},
        "refusal_sealed": "",
        "error_code": "",
    }
    if job.user_id:
        changes |= {
            "user_id": actor.user_id,
            "membership_id": actor.membership_id,
            "organisation_id": actor.organisation_id,
        }
    moved = moves.move(job, JOB, Verb.RETRY, **changes)
    running.dispatch(job)
    facts.record("foundation.job.retried", job, actor=actor, now=now, moved=moved, name=job.name)
    return job
