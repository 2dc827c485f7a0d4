"""What happens when: acts of people at their instants, scheduled jobs at theirs, in one order.

Jobs are the platform's own, called as its worker calls them. What a newcomer would get wrong: work
that is due every few minutes is called once an evening, because nothing in between could tell; the
nightly cut is taken on the days named by the script; status lists and the evidence log are signed
once, when the year is over, because the whole year is one transaction.
"""

from __future__ import annotations

import heapq
import math
from datetime import datetime, time, timedelta
from itertools import count
from typing import TYPE_CHECKING

from django.utils.module_loading import autodiscover_modules

from shuzheng.foundation import facts, followers, rulebooks
from shuzheng.foundation.jobs import registry, schedules
from shuzheng.foundation.jobs.handle import Handle, Pulse
from shuzheng.foundation.jobs.rhythms import Days
from shuzheng.foundation.models import Job
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.periods import SHANGHAI
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    Act = Callable[[datetime], object]

DAY = timedelta(days=1)
EVENING = time(23, 50)
ANCHORED = time(0, 5)
AT_THE_END = frozenset(
    {
        "transparency.facts.anchor",
        "transparency.log.round",
        "credentials.status.round",
        "credentials.codes.round",
        "insight.cut.nightly",
    }
)
"""Jobs that are not called day by day: see above. Of the first, half is: what writes no files."""


class Diary:
    """Everything that is still to happen, the earliest first; of one instant, what came in first.

    An act may enter further ones, as long as they lie ahead.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, Act]] = []
        self._serial = count()

    def enter(self, at: datetime, act: Act) -> None:
        """Enter an act, which is called with its instant."""
        heapq.heappush(self._waiting, (at, next(self._serial), act))

    def keep_clock(self, since: date, until: date) -> None:
        """Enter the scheduled jobs of these days, both included."""
        for name, at in _occasions(since, until):
            self.enter(at, job(name))
        for number in range((until - since).days + 1):
            at = datetime.combine(since + number * DAY, ANCHORED, SHANGHAI)
            self.enter(at, log.anchor_facts)

    def live(self, said: Callable[[date], None]) -> None:
        """Let everything happen; `said` is told each day that begins."""
        autodiscover_modules("followers")
        day, followed = None, 0
        while self._waiting:
            at, _, act = heapq.heappop(self._waiting)
            if day != periods.day(at):
                day = periods.day(at)
                said(day)
            act(at)
            if followed != (head := facts.head()[0]):
                followers.catch_up(at)
                followed = head


def job(name: str) -> Act:
    """Return a scheduled job as an act of the clock."""
    kind = registry.find(name)
    if kind is None:
        raise KeyError(name)

    def run(now: datetime) -> None:
        asked = Job(name=name)
        handle = Handle(asked, CLOCK, Pulse(asked, lambda: now, math.inf), lambda: now)
        kind.work(handle, on=periods.day(now).isoformat())

    return run


def daily() -> list[str]:
    """Return the names of the jobs that are called every day of the year."""
    return sorted(set(schedules.schedules()) - AT_THE_END)


def _occasions(since: date, until: date) -> Iterator[tuple[str, datetime]]:
    """Yield each job and its instants."""
    first = periods.start_of(since) - timedelta(seconds=1)
    last = periods.end_of(until) - timedelta(seconds=1)
    for name in daily():
        rhythm = schedules.schedules()[name].rhythm
        if isinstance(rhythm, Days):
            for period in rhythm.due(first, last, rulebooks.calendar()):
                yield name, period.due_at
            continue
        for number in range((until - since).days + 1):
            yield name, datetime.combine(since + number * DAY, EVENING, SHANGHAI)
