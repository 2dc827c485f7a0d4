"""Work that the clock asks for: each period of a schedule is served exactly once.

A tick marks a period and queues its job in one transaction; the mark is unique, so however many
processes tick, and however late or often, there is one job. Periods missed while nothing ran are
caught up, the newest ones first to be kept. The job's function receives `on`, the period's day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from shuzheng.foundation.jobs import queueing, registry
from shuzheng.foundation.jobs.registry import ATTEMPTS, Kind
from shuzheng.foundation.jobs.rhythms import Days, Minutes
from shuzheng.foundation.models import ScheduleMark
from shuzheng.kernel.actor import CLOCK

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.jobs.handle import Handle
    from shuzheng.foundation.jobs.registry import Result
    from shuzheng.foundation.jobs.rhythms import Period, Rhythm
    from shuzheng.kernel.periods import Calendar

    OnDay = Callable[[Handle, date], Result | None]

MARKS_KEPT = timedelta(days=500)
MINUTES_PER_HOUR = 60


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job of the clock and its rhythm."""

    name: str
    rhythm: Rhythm


_schedules: dict[str, Schedule] = {}


def daily(
    name: str,
    *,
    at: str,
    working_days_only: bool = False,
    attempts: int = ATTEMPTS,
    title: StrOrPromise = "",
) -> Callable[[OnDay], OnDay]:
    """Run `run(handle, on)` each day (or working day) `at` an hour of the province, "06:00"."""
    rhythm = Days(time.fromisoformat(at), working_days_only=working_days_only)
    return _declare(name, rhythm, attempts, title)


def monthly(
    name: str,
    *,
    day: int | Sequence[int],
    at: str = "06:00",
    months: Sequence[int] = (),
    working_days_only: bool = False,
    attempts: int = ATTEMPTS,
    title: StrOrPromise = "",
) -> Callable[[OnDay], OnDay]:
    """Run `run(handle, on)` on one or several days of each month, or of the given `months`."""
    days = frozenset([day] if isinstance(day, int) else day)
    rhythm = Days(
        time.fromisoformat(at),
        days=days,
        months=frozenset(months),
        working_days_only=working_days_only,
        missed=12 * len(days),
    )
    return _declare(name, rhythm, attempts, title)


def hourly(
    name: str,
    *,
    working_days_only: bool = False,
    attempts: int = ATTEMPTS,
    title: StrOrPromise = "",
) -> Callable[[OnDay], OnDay]:
    """Run `run(handle, on)` at every full hour; up to a day of missed hours is caught up."""
    rhythm = Minutes(MINUTES_PER_HOUR, working_days_only=working_days_only, missed=24)
    return _declare(name, rhythm, attempts, title)


def every(
    name: str,
    *,
    minutes: int,
    working_days_only: bool = False,
    attempts: int = ATTEMPTS,
    title: StrOrPromise = "",
) -> Callable[[OnDay], OnDay]:
    """Run `run(handle, on)` every so many minutes; of missed periods only the newest is served."""
    rhythm = Minutes(minutes, working_days_only=working_days_only)
    return _declare(name, rhythm, attempts, title)


def _declare(
    name: str, rhythm: Rhythm, attempts: int, title: StrOrPromise
) -> Callable[[OnDay], OnDay]:
    def declare(work: OnDay) -> OnDay:
        def on_day(handle: Handle, *, on: str) -> Result | None:
            return work(handle, date.fromisoformat(on))

        registry.add(Kind(name, on_day, attempts, title, ""))
        _schedules[name] = Schedule(name, rhythm)
        return work

    return declare


def schedules() -> Mapping[str, Schedule]:
    """Return every declared schedule."""
    registry.discover()
    return _schedules


def tick(now: datetime, calendar: Calendar) -> int:
    """Queue a job for every period that is due and not yet served; returns how many."""
    marked = dict(ScheduleMark.objects.values_list("name").annotate(Max("due_at")))
    return sum(
        _serve(schedule, marked.get(schedule.name), now, calendar)
        for schedule in schedules().values()
    )


def _serve(schedule: Schedule, marked: datetime | None, now: datetime, calendar: Calendar) -> int:
    rhythm = schedule.rhythm
    kept = rhythm.missed if marked else 1
    due = rhythm.due(marked or now - rhythm.look_back, now, calendar)[-kept:]
    return sum(_serve_once(schedule, period, now) for period in due)


@transaction.atomic
def _serve_once(schedule: Schedule, period: Period, now: datetime) -> bool:
    defaults: dict[str, Any] = {"due_at": period.due_at, "marked_at": now}
    mark, fresh = ScheduleMark.objects.get_or_create(
        name=schedule.name, period=period.key, defaults=defaults
    )
    if fresh:
        arguments = {"on": period.on.isoformat()}
        mark.job = queueing.enqueue(schedule.name, arguments, actor=CLOCK, now=now)
        mark.save(update_fields=["job"])
    return fresh


def forget_before(instant: datetime) -> int:
    """Delete the marks of periods due before `instant`, but never a schedule's newest."""
    newest = ScheduleMark.objects.values("name").annotate(at=Max("due_at")).values("at")
    old = ScheduleMark.objects.filter(due_at__lt=instant).exclude(due_at__in=newest)
    return old.delete()[0]
