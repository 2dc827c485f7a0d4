"""Ten invented years of a few institutions, and what the handbook's words make of them.

The calculation is a table, kept by hand and day by day, and imports nothing of the platform: which
days are due, who is in the pilot on which day, which marks stand in a row. It is what the acts are
held against.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
FIRST, LAST = date(2021, 1, 12), date(2031, 1, 11)
FILED, MISSED, EXCUSED = "filed", "missed", "excused"


def due_days() -> list[tuple[date, date]]:
    """Return each (first day of its period, due day) of the ten years."""
    found, day, begins = [], FIRST + DAY, FIRST
    while day <= LAST + 40 * DAY:
        if day.day == 12 or day.day == 27:  # noqa: PLR1714 - as the notice says it
            found.append((begins, day))
            begins = day
        day += DAY
    return [one for one in found if one[1] <= LAST]


@dataclass
class Year:
    """One year's filing: filed on a day, perhaps suspended for a while, perhaps ended."""

    year: int
    filed_on: date
    rest: tuple[date, date] | None
    ended_on: date | None

    def in_force(self, day: date) -> bool:
        """Return whether the filing was in force on a day."""
        if day.year != self.year or day < self.filed_on:
            return False
        if self.ended_on is not None and day >= self.ended_on:
            return False
        return self.rest is None or not self.rest[0] <= day < self.rest[1]


@dataclass
class Notice:
    """A notice as the table has it."""

    grounds: list[date]
    issued_on: date | None = None
    fallen: bool = False


@dataclass
class Institution:
    """What one institution does: when it files each report (None: never), what is forgiven."""

    years: list[Year]
    files_on: dict[date, date | None]
    returned: set[date]
    excused_on: dict[date, date]
    issues_after: int | None
    marks: dict[date, str] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)

    def in_pilot(self, day: date) -> bool:
        """Return whether any year's filing was in force on a day."""
        return any(year.in_force(day) for year in self.years)


@dataclass
class Decade:
    """Institutions, breaks (declared on, first, last), and the table of what comes of it."""

    institutions: list[Institution]
    breaks: list[tuple[date, date, date]]

    def reckon(self) -> None:
        """Walk through every day and keep the table."""
        periods, day = due_days(), FIRST
        while day <= LAST + DAY:
            for one in self.institutions:
                self._day(one, day, periods)
            day += DAY

    def _day(self, one: Institution, day: date, periods: list[tuple[date, date]]) -> None:
        for begins, due in periods:
            if due + DAY == day and one.in_pilot(begins - DAY):
                one.marks[due] = self._mark(one, begins, due)
        _rows(one)
        for declared, first, last in self.breaks:
            if declared == day:
                _forgive(one, [due for due in one.marks if first <= due <= last])
        _forgive(one, [due for due, forgiven in one.excused_on.items() if forgiven == day])
        for notice in one.notices:
            waits = notice.issued_on is None and not notice.fallen
            if waits and one.issues_after is not None:
                ripe = notice.grounds[-1] + DAY * one.issues_after
                notice.issued_on = day if day >= ripe else None

    def _mark(self, one: Institution, begins: date, due: date) -> str:
        filed = one.files_on[due]
        if filed is not None and filed <= due:
            return FILED
        day = begins - DAY
        while day <= due:
            if not one.in_pilot(day):
                return EXCUSED
            day += DAY
        for declared, first, last in self.breaks:
            if declared <= due and first <= due <= last:
                return EXCUSED
        return MISSED


def _forgive(one: Institution, dues: list[date]) -> None:
    """Take what was missed among these out of the rows."""
    for due in dues:
        if one.marks.get(due) == MISSED:
            one.marks[due] = EXCUSED
    _rows(one)


def _rows(one: Institution) -> None:
    """Let notices without their grounds fall, then give every long enough row its one notice."""
    for notice in one.notices:
        if notice.issued_on is None and any(one.marks[due] != MISSED for due in notice.grounds):
            notice.fallen = True
    row: list[date] = []
    rows = [row]
    for due in sorted(one.marks):
        if one.marks[due] == FILED:
            row = []
            rows.append(row)
        elif one.marks[due] == MISSED:
            row.append(due)
    for row in rows:
        named = [due for notice in one.notices if not notice.fallen for due in notice.grounds]
        if len(row) >= 3 and not any(due in named for due in row):
            one.notices.append(Notice(row[:3]))


def further(one: Institution, notice: Notice) -> list[date]:
    """Return the misses due after a notice was issued, in the same year."""
    issued = notice.issued_on
    if issued is None:
        return []
    return [
        due
        for due in sorted(one.marks)
        if one.marks[due] == MISSED and due > issued and due.year == issued.year
    ]


def in_a_row(one: Institution) -> int:
    """Return how many misses in a row there are at the end."""
    count = 0
    for due in sorted(one.marks):
        if one.marks[due] == MISSED:
            count += 1
        elif one.marks[due] == FILED:
            count = 0
    return count


def invent(seed: int, institutions: int) -> Decade:
    """Return ten years that a seed shapes: diligent institutions and careless ones."""
    draw = random.Random(seed)  # noqa: S311 - shapes a test only
    breaks = []
    for year in range(2021, 2031):
        first = date(year, draw.choice((1, 2, 7, 8)), draw.randint(1, 20))
        last = first + DAY * draw.randint(5, 40)
        breaks.append((first + DAY * draw.randint(-60, 60), first, last))
    return Decade(
        [_institution(draw, careless) for careless in range(institutions)],
        sorted(one for one in breaks if FIRST < one[0] < LAST),
    )


def _institution(draw: random.Random, number: int) -> Institution:
    carelessness = (0.15, 0.45, 0.75)[number % 3]
    files_on: dict[date, date | None] = {}
    returned, excused_on = set(), {}
    for begins, due in due_days():
        if draw.random() < carelessness:
            late = draw.random() < 0.3
            files_on[due] = due + DAY * draw.randint(1, 9) if late else None
            if draw.random() < 0.15:
                excused_on[due] = due + DAY * draw.randint(1, 50)
        else:
            files_on[due] = draw.choice((due, begins + DAY * draw.randint(1, 9)))
            if draw.random() < 0.1:
                returned.add(due)
    return Institution(
        [_year(draw, year) for year in range(2021, 2031) if draw.random() < 0.95],
        files_on,
        returned,
        excused_on,
        draw.choice((None, 20, 45)),
    )


def _year(draw: random.Random, year: int) -> Year:
    early = draw.random() < 0.8
    before = date(year - 1, 11, 1) + DAY * draw.randint(0, 50)
    filed_on = before if early else date(year, 1, 1) + DAY * draw.randint(0, 70)
    rest = None
    if draw.random() < 0.3:
        since = date(year, 4, 1) + DAY * draw.randint(0, 90)
        rest = (since, since + DAY * draw.randint(0, 60))
    ended_on = date(year, 10, 1) + DAY * draw.randint(0, 80) if draw.random() < 0.2 else None
    return Year(year, filed_on, rest, ended_on)
