"""Where a job stands, shaped for its page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuzheng.foundation import sealing
from shuzheng.foundation.jobs import access, registry
from shuzheng.foundation.jobs.lifecycle import JOB, OVER, State, Verb

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta
    from uuid import UUID

    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.models import Job
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Told:
    """The refusal that ended a job: code, message id, parameters, and the rule it rests on."""

    code: str
    template: str
    params: Mapping[str, Any]
    rule: str


@dataclass(frozen=True, slots=True)
class Status:
    """One job. `done` of `total` is counted in whatever the job counts; `total` 0 is not known."""

    uid: UUID
    name: str
    title: StrOrPromise
    state: State
    done: int
    total: int
    note: str
    attempt: int
    attempts: int
    enqueued_at: datetime
    run_after: datetime
    started_at: datetime | None
    ended_at: datetime | None
    refusal: Told | None
    error_code: str
    result: Mapping[str, Any]

    @property
    def over(self) -> bool:
        """Whether nothing runs any more."""
        return self.state in OVER

    @property
    def may_cancel(self) -> bool:
        """Whether the job can still be cancelled."""
        return JOB.allows(self.state, Verb.CANCEL)

    @property
    def may_retry(self) -> bool:
        """Whether the job can be asked for again."""
        return JOB.allows(self.state, Verb.RETRY)

    @property
    def url(self) -> str:
        """Where the result is to be seen, or "": an address of our own, never another's."""
        url = str(self.result.get("url", ""))
        return url if url.startswith("/") and not url.startswith("//") else ""

    def left(self, now: datetime) -> timedelta | None:
        """Estimate how long the work still takes, from how long it took so far; None if unknown."""
        if self.state is not State.RUNNING or self.started_at is None or not self.done:
            return None
        rest = max(self.total - self.done, 0)
        return (now - self.started_at) * rest / self.done if self.total else None


def status(uid: UUID, actor: Actor) -> Status:
    """Return where the job `uid` stands. Refuses with NoSuchJob (404) out of reach."""
    job = access.of(uid, actor)
    kind = registry.find(job.name)
    return Status(
        uid=job.uid,
        name=job.name,
        title=kind.title if kind else "",
        state=State(job.state),
        done=job.done,
        total=job.total,
        note=job.note,
        attempt=job.attempt,
        attempts=job.attempts,
        enqueued_at=job.enqueued_at,
        run_after=job.run_after,
        started_at=job.started_at,
        ended_at=job.ended_at,
        refusal=_told(job),
        error_code=job.error_code,
        result=job.result,
    )


def _told(job: Job) -> Told | None:
    if not job.refusal_sealed:
        return None
    body = json.loads(sealing.unseal(job.refusal_sealed, job.place()))
    return Told(body["code"], body["template"], body["params"], body["rule"])
