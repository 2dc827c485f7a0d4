"""Calendar days, working days and deadlines in the province's time.

Every calendar rule runs on Asia/Shanghai, every stored instant on UTC. A deadline in working days
skips weekends and public holidays and counts make-up workdays, which are data (`Calendar`), never
a formula: the State Council announces them year by year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
SATURDAY = 5
MONTHS = 12


def day(now: datetime) -> date:
    """Return the calendar day in the province at the instant `now` (aware)."""
    return now.astimezone(SHANGHAI).date()


def end_of(on: date) -> datetime:
    """Return the instant at which `on` ends (24:00) in the province."""
    return datetime.combine(on + timedelta(days=1), time(), SHANGHAI)


def start_of(on: date) -> datetime:
    """Return the instant at which `on` begins (00:00) in the province."""
    return datetime.combine(on, time(), SHANGHAI)


def span(on: date, months: int) -> tuple[date, date]:
    """Return the first and last day of the span of whole months that `on` falls in.

    Spans begin with the year, and `months` divides it: 6 gives half-years.
    """
    first = (on.month - 1) // months * months + 1
    after = first + months
    following = date(on.year + 1, 1, 1) if after > MONTHS else date(on.year, after, 1)
    return date(on.year, first, 1), following - timedelta(days=1)


def months_between(since: date, until: date) -> int:
    """Return how many whole months lie between two days; negative where `until` is earlier."""
    whole = (until.year - since.year) * MONTHS + until.month - since.month
    return whole - (until.day < since.day)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Public holidays and make-up workdays, as announced."""

    holidays: frozenset[date]
    workdays: frozenset[date]

    def works(self, on: date) -> bool:
        """Return whether offices work on `on`."""
        if on in self.workdays:
            return True
        return on.weekday() < SATURDAY and on not in self.holidays

    def after(self, start: date, working_days: int) -> date:
        """Return the `working_days`-th working day after `start` (0 gives `start` itself)."""
        on = start
        left = working_days
        while left > 0:
            on += timedelta(days=1)
            if self.works(on):
                left -= 1
        return on
