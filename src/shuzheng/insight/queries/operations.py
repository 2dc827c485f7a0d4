"""How the platform itself is doing: jobs, schedules, storage, locked-out sign-ins.

For its administrators. Nothing here shows what anybody's work was about: a job's name and state, a
schedule's last service, sizes in bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from axes.models import AccessAttempt
from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Sum

from shuzheng.foundation import jobs
from shuzheng.foundation.models import Fact, Job, ScheduleMark, StoredFile
from shuzheng.insight.adapters import disk
from shuzheng.kernel.actor import NotPermitted
from shuzheng.transparency.models import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from django_stubs_ext import StrOrPromise

    from shuzheng.kernel.actor import Actor

LATELY: Final = timedelta(days=7)
MOST: Final = 20
FAILING: Final = (jobs.State.FAILED, jobs.State.REFUSED)


@dataclass(frozen=True, slots=True)
class JobLine:
    """One job that went wrong; `is_ours` says that the clock asked for it."""

    uid: UUID
    title: StrOrPromise
    name: str
    state: jobs.State
    code: str
    attempt: int
    ended_at: datetime | None
    is_ours: bool


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One schedule: when its newest served period was due, and how its job ended."""

    name: str
    title: StrOrPromise
    due_at: datetime | None
    state: jobs.State | None


@dataclass(frozen=True, slots=True)
class Storage:
    """What lies where, in bytes and in numbers."""

    database: int
    files: int
    file_bytes: int
    facts: int
    entries: int
    free: int


@dataclass(frozen=True, slots=True)
class Lockout:
    """A sign-in that is locked: by name and address, after how many failures, until when."""

    id: int
    username: str
    address: str
    failures: int
    last_at: datetime
    until: datetime


def counts(actor: Actor) -> Mapping[str, int]:
    """Return the number of jobs by state."""
    actor.require(jobs.Permission.OVERSEE)
    rows = Job.objects.values_list("state").annotate(Count("pk")).order_by()
    return dict(rows)


def failing(actor: Actor, now: datetime) -> list[JobLine]:
    """Return the jobs that failed or were refused in the last week, newest first."""
    actor.require(jobs.Permission.OVERSEE)
    rows = Job.objects.filter(state__in=FAILING, ended_at__gte=now - LATELY)
    kinds = jobs.kinds()
    return [
        JobLine(
            uid=row.uid,
            title=kinds[row.name].title if row.name in kinds else row.name,
            name=row.name,
            state=jobs.State(row.state),
            code=row.error_code,
            attempt=row.attempt,
            ended_at=row.ended_at,
            is_ours=not row.user_id,
        )
        for row in rows.order_by("-ended_at", "-pk")[:MOST]
    ]


def oldest_waiting(actor: Actor) -> datetime | None:
    """Return since when the oldest waiting job could have run, or None."""
    actor.require(jobs.Permission.OVERSEE)
    waiting = Job.objects.filter(state=jobs.State.QUEUED).order_by("run_after")
    return waiting.values_list("run_after", flat=True).first()


def schedules(actor: Actor) -> list[ScheduleLine]:
    """Return every schedule with what became of its newest period, by name."""
    actor.require(jobs.Permission.OVERSEE)
    newest = dict(ScheduleMark.objects.values_list("name").annotate(Max("due_at")).order_by())
    states = {
        (row.name, row.due_at): row.job.state
        for row in ScheduleMark.objects.filter(due_at__in=newest.values()).select_related("job")
        if row.job
    }
    kinds = jobs.kinds()
    lines = []
    for name in sorted(jobs.declared_schedules()):
        due_at = newest.get(name)
        state = states.get((name, due_at)) if due_at else None
        lines.append(
            ScheduleLine(name, kinds[name].title, due_at, jobs.State(state) if state else None)
        )
    return lines


def storage(actor: Actor) -> Storage:
    """Return how much the database, the documents and the log hold, and what is free."""
    actor.require(jobs.Permission.OVERSEE)
    files = StoredFile.objects.aggregate(count=Count("pk"), size=Sum("size", default=0))
    return Storage(
        database=_database_bytes(),
        files=files["count"],
        file_bytes=files["size"],
        facts=Fact.objects.count(),
        entries=Entry.objects.count(),
        free=disk.free(),
    )


def newest_job(name: str) -> tuple[UUID, str, datetime | None, Mapping[str, Any]] | None:
    """Return (uid, state, end, result) of the newest job of a kind, for the page that asks it."""
    row = Job.objects.filter(name=name).order_by("-enqueued_at", "-pk").first()
    return (row.uid, row.state, row.ended_at, row.result) if row else None


def lockouts(actor: Actor, permission: str, now: datetime) -> list[Lockout]:
    """Return the sign-ins that are locked now, newest first. For the security administrator."""
    if not actor.may(permission):
        raise NotPermitted(permission=permission)
    rows = AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
        attempt_time__gte=now - settings.AXES_COOLOFF_TIME,
    )
    return [
        Lockout(
            id=row.pk,
            username=row.username or "",
            address=row.ip_address or "",
            failures=row.failures_since_start,
            last_at=row.attempt_time,
            until=row.attempt_time + settings.AXES_COOLOFF_TIME,
        )
        for row in rows.order_by("-attempt_time", "-pk")[:MOST]
    ]


def _database_bytes() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return int(cursor.fetchone()[0])
