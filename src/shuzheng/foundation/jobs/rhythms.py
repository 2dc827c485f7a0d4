"""When scheduled work is due: periods with a permanent key, computed without a clock.

Authority: handbook 3.18. A period's `on` is its day in the province, which its work concerns; where
only working days count, a period that falls on a day of rest is due on the next working day and
still concerns its own day. What a newcomer would get wrong: the key decides that a period is served
once, so a rhythm's hour may be changed on the day itself without a second run.
"""

from __future__ import annotations

import calendar as months_of
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Protocol

from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.kernel.periods import Calendar

LONGEST_REST = timedelta(days=20)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Period:
    """One occasion: its permanent key, the day it concerns, the instant it is due."""

    key: str
    on: date
    due_at: datetime


class Rhythm(Protocol):
    """A way of being due again and again.

    `missed` is how many missed periods are caught up; `look_back` is how far before the first
    run a due period is looked for.
    """

    @property
    def missed(self) -> int:
        """How many missed periods are served, the newest ones."""

    @property
    def look_back(self) -> timedelta:
        """How far apart two periods may lie."""

    def due(self, after: datetime, until: datetime, calendar: Calendar) -> list[Period]:
        """Return the periods due after `after` and no later than `until`, oldest first."""


@dataclass(frozen=True, slots=True)
class Days:
    """Once a day, or on chosen days of the month, or of chosen months (1 to 12).

    A day that a month does not have is its last one.
    """

    at: time
    days: frozenset[int] = field(default_factory=frozenset)
    months: frozenset[int] = field(default_factory=frozenset)
    working_days_only: bool = False
    missed: int = 31

    @property
    def look_back(self) -> timedelta:
        """A year where months are chosen, two months where days are, else a long holiday."""
        if self.months:
            return timedelta(days=366) + LONGEST_REST
        return timedelta(days=31) + LONGEST_REST if self.days else LONGEST_REST

    def due(self, after: datetime, until: datetime, calendar: Calendar) -> list[Period]:
        """Return the periods due after `after` and no later than `until`, oldest first."""
        found = []
        on = periods.day(after - LONGEST_REST)
        while on <= periods.day(until):
            if self._concerns(on, calendar):
                due_at = self._due_at(on, calendar)
                if after < due_at <= until:
                    found.append(Period(on.isoformat(), on, due_at))
            on += DAY
        return found

    def _concerns(self, on: date, calendar: Calendar) -> bool:
        if self.months and on.month not in self.months:
            return False
        if not self.days:
            return not self.working_days_only or calendar.works(on)
        last = months_of.monthrange(on.year, on.month)[1]
        return on.day in {min(day, last) for day in self.days}

    def _due_at(self, on: date, calendar: Calendar) -> datetime:
        if self.working_days_only and not calendar.works(on):
            on = calendar.after(on, 1)
        return datetime.combine(on, self.at, periods.SHANGHAI).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Minutes:
    """Every so many minutes, counted from midnight UTC; only the newest missed one is served."""

    minutes: int
    working_days_only: bool = False
    missed: int = 1

    @property
    def look_back(self) -> timedelta:
        """Two periods, or a long holiday."""
        return LONGEST_REST if self.working_days_only else 2 * timedelta(minutes=self.minutes)

    def due(self, after: datetime, until: datetime, calendar: Calendar) -> list[Period]:
        """Return the periods due after `after` and no later than `until`, oldest first."""
        return [
            Period(f"{due_at:%Y-%m-%dT%H:%M}", periods.day(due_at), due_at)
            for due_at in self._instants(after, until)
            if not self.working_days_only or calendar.works(periods.day(due_at))
        ]

    def _instants(self, after: datetime, until: datetime) -> Iterator[datetime]:
        step = timedelta(minutes=self.minutes)
        midnight = datetime.combine(after.astimezone(UTC).date(), time(), UTC)
        at = midnight + step * ((after - midnight) // step + 1)
        while at <= until:
            yield at
            at += step
