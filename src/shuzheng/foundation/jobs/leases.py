"""Who runs a job: one run holds it by a lease, renewed by a heartbeat while it lives.

Everything here is compare-and-set on the job's row: the state, and the lease's token. A run that
was silent for longer than its lease is first doubted and, when it is still silent a little later,
its job is taken back. The doubt is for SQLite, where one long transaction keeps heartbeats out as
well: when it ends, the run must have a chance to be heard before its job is given away.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import OperationalError
from django.db.models import F
from django_tasks_db.utils import is_locked_database_exception

from shuzheng.foundation import moves
from shuzheng.foundation.jobs.lifecycle import JOB, UNDER_WAY, State, Verb
from shuzheng.foundation.models import Job

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

LEASE = timedelta(seconds=60)
DOUBT = timedelta(seconds=15)
EARLY = timedelta(seconds=5)
BACK_OFF = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 4


def claim(uid: UUID, now: datetime) -> Job | None:
    """Take a waiting job for one run, whose lease begins at `now`; None if it is not to be had."""
    taken = moves.move_all(
        Job.objects.filter(uid=uid, run_after__lte=now + EARLY),
        JOB,
        State.QUEUED,
        Verb.START,
        attempt=F("attempt") + 1,
        started_at=now,
        lease=secrets.token_hex(16),
        leased_until=now + LEASE,
        doubted_at=None,
        done=0,
        total=0,
        note="",
    )
    return Job.objects.get(uid=uid) if taken else None


def held(job: Job) -> QuerySet[Job]:
    """Return the row of `job` as long as this run holds it."""
    return Job.objects.filter(pk=job.pk, lease=job.lease, state__in=UNDER_WAY)


def end(job: Job, verb: Verb, **changes: Any) -> bool:  # noqa: ANN401 - columns of any type
    """End this run of `job` by `verb`; False where the run no longer holds it or may not."""
    changes = {"lease": "", "leased_until": None, "doubted_at": None, **changes}
    sources = [source for source in JOB.sources(verb) if source in UNDER_WAY]
    return any(moves.move_all(held(job), JOB, source, verb, **changes) for source in sources)


def silent(now: datetime) -> QuerySet[Job]:
    """Doubt every run whose lease is over; return those that were doubted long enough ago."""
    over = Job.objects.filter(state__in=UNDER_WAY, leased_until__lt=now)
    over.filter(doubted_at=None).update(doubted_at=now)
    return over.filter(doubted_at__lte=now - DOUBT).order_by("pk")


def still_silent(job: Job, now: datetime) -> bool:
    """Return whether nothing was heard of the run since `job` was read; locks the row if so."""
    return bool(held(job).filter(leased_until=job.leased_until).update(doubted_at=now))


def kept_out(error: Exception) -> bool:
    """Return whether SQLite only did not let us write, because a transaction of another writes."""
    return isinstance(error, OperationalError) and is_locked_database_exception(error)


def back_off(attempt: int) -> timedelta:
    """Return how long to wait after the `attempt`-th start (from 1) broke off."""
    return BACK_OFF[min(attempt, len(BACK_OFF)) - 1]


def error_code() -> str:
    """Return a new code to quote, such as E-7F3K."""
    return "E-" + "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
