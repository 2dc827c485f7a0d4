"""Which bi-weekly report is due when, and from whom.

Rules: R-190 (due days), R-192 (reminders), R-196 (who owes none). Source: handbook 3.3, 3.12, 3.18
and 6.4, 4; 皖教秘职成〔2021〕41号 三（二）. A period runs from a due day to the day before the next
one; it is due on the day after its last, until that day ends. Weekends and holidays count. Duty
begins with the first period that starts after the filing took effect, and rests with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shuzheng.kernel.rulebook import Rulebook

DAY = timedelta(days=1)
LONGEST = timedelta(days=62)
"""Within so many days there is a due day, as long as each month has one."""


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """What one report covers, both days included, and the day by whose end it is filed."""

    since: date
    until: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Spell:
    """Days in the pilot: in force from `since`, no longer from `until` on (None: still)."""

    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """Days for which the office asks for no reports, both included."""

    since: date
    until: date


@applies("R-190")
def is_due_day(on: date, book: Rulebook) -> bool:
    """Return whether a report is due on `on`."""
    return on.day in book.on(on, "R-190").integers("due_days")


@applies("R-190")
def due_after(on: date, book: Rulebook) -> ReportPeriod:
    """Return the first period that is due after the day `on`."""
    due_on = next(day for day in _days(on + DAY, on + LONGEST, step=DAY) if is_due_day(day, book))
    since = next(
        day for day in _days(due_on - DAY, due_on - LONGEST, step=-DAY) if is_due_day(day, book)
    )
    return ReportPeriod(since, due_on - DAY, due_on)


@applies("R-190")
def current(on: date, book: Rulebook) -> ReportPeriod:
    """Return the period that is due next, counting one that is due on `on` itself."""
    return due_after(on - DAY, book)


@applies("R-190")
def begun(after: date, on: date, book: Rulebook) -> Iterator[ReportPeriod]:
    """Yield the periods due after `after` that have begun by `on`, oldest first."""
    period = due_after(after, book)
    while period.since <= on:
        yield period
        period = due_after(period.due_on, book)


@applies("R-190")
def closes_at(due_on: date, book: Rulebook) -> datetime:
    """Return the instant from which a report due on `due_on` is late."""
    hours = book.on(due_on, "R-190").integer("cutoff_hour")
    return periods.start_of(due_on) + timedelta(hours=hours)


@applies("R-190")
def late_until(due_on: date, book: Rulebook) -> date:
    """Return the day until which a missed report can still be filed: the next due day."""
    return due_after(due_on, book).due_on


@applies("R-192")
def reminds(on: date, book: Rulebook) -> bool:
    """Return whether reminders of the next report go out on `on`."""
    days_left = (current(on, book).due_on - on).days
    return days_left in book.on(on, "R-192").integers("reminder_days")


def merged(spells: Iterable[Spell]) -> list[Spell]:
    """Return the same days without gaps of zero days: one year's filing goes over into the next."""
    found: list[Spell] = []
    for spell in sorted(spells, key=lambda one: one.since):
        last = found[-1] if found else None
        if last and (last.until is None or spell.since <= last.until):
            ends = (last.until, spell.until)
            until = None if None in ends else max(day for day in ends if day)
            found[-1] = Spell(last.since, until)
        else:
            found.append(spell)
    return found


def opens(period: ReportPeriod, spells: Iterable[Spell]) -> bool:
    """Return whether an institution is asked for a report: in force on the day before it begins.

    What happens on the first day itself is not known when it begins, so it must not matter.
    """
    return any(
        spell.since < period.since and (spell.until is None or period.since <= spell.until)
        for spell in merged(spells)
    )


@applies("R-196")
def owes(period: ReportPeriod, spells: Iterable[Spell]) -> bool:
    """Return whether an institution that was in the pilot for `spells` owes this report.

    It does where its filing was in force before the period began and until the due day is over:
    whoever joins in mid-period begins with the next, whoever rests or left owes nothing.
    """
    return any(
        spell.since < period.since and (spell.until is None or period.due_on < spell.until)
        for spell in merged(spells)
    )


@applies("R-196")
def in_break(due_on: date, breaks: Iterable[Break]) -> bool:
    """Return whether a report due on `due_on` falls in a break that the office has declared."""
    return any(one.since <= due_on <= one.until for one in breaks)


def _days(first: date, last: date, *, step: timedelta) -> Iterator[date]:
    day = first
    while day != last:
        yield day
        day += step
