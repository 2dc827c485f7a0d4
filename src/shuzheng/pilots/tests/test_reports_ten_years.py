"""Ten years of reports, by acts and by hand: the same misses, counts and notices.

Whether the scheduler comes in time, late, twice or hardly ever makes no difference.
"""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from shuzheng.foundation import rulebooks
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import actor, organisation
from shuzheng.kernel.periods import SHANGHAI
from shuzheng.pilots.models import Filing, Report
from shuzheng.pilots.queries import misses
from shuzheng.pilots.rules.reporting import State
from shuzheng.pilots.services import filings, report_answers, report_periods, reports
from shuzheng.pilots.tests import ten_years
from shuzheng.pilots.tests.ten_years import DAY, FIRST, LAST, Decade, Institution
from shuzheng.standing.models import Notice
from shuzheng.standing.services import notices

if TYPE_CHECKING:
    from collections.abc import Callable

    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db

COUNTED = {
    State.SUBMITTED: ten_years.FILED,
    State.ACCEPTED: ten_years.FILED,
    State.RETURNED: ten_years.FILED,
    State.MISSED: ten_years.MISSED,
    State.LATE_SUBMITTED: ten_years.MISSED,
    State.EXCUSED: ten_years.EXCUSED,
}
TEXT = {"progress": "本期工作按计划推进。"}


class Played:
    """The ten years as acts: what happens on which day, in the order of its hour."""

    def __init__(self, decade: Decade) -> None:
        self.decade = decade
        self.office = actor(Role.OFFICE_OFFICER, person_id=1)
        self.department = actor(Role.PROVINCIAL_ADMIN, person_id=2)
        self.schools = [organisation(f"S{n}") for n in range(len(decade.institutions))]
        self.agenda: defaultdict[date, list[tuple[int, Callable[[datetime], object]]]] = (
            defaultdict(list)
        )
        for school, one in zip(self.schools, decade.institutions, strict=True):
            self._filings(school, one)
            self._reports(school, one)
        for declared, first, last in decade.breaks:
            self._at(declared, 14, partial(self._break, first, last))

    def play(self, scheduler: Callable[[date], int]) -> None:
        """Play it all; `scheduler` says how often the clock runs on a day."""
        day = FIRST
        report_periods.catch_up(now=at(day, 0))
        while day <= LAST + DAY:
            for _ in range(scheduler(day)):
                report_periods.catch_up(now=at(day, 0))
            for hour, act in sorted(self.agenda[day], key=lambda entry: entry[0]):
                act(at(day, hour))
            self._issue(day)
            day += DAY
        report_periods.catch_up(now=at(LAST + DAY, 23))

    def _at(self, day: date, hour: int, act: Callable[[datetime], object]) -> None:
        self.agenda[max(day, FIRST)].append((hour, act))

    def _filings(self, school: int, one: Institution) -> None:
        for year in one.years:
            row = Filing.objects.create(
                institution_id=school,
                year=year.year,
                number=f"BA{school}-{year.year}",
                state="filed",
                filed_on=year.filed_on,
            )
            if year.rest and (year.ended_on is None or year.rest[1] < year.ended_on):
                since, until = year.rest
                self._at(since, 9, partial(self._suspend, row.pk))
                self._at(until, 10, partial(self._resume, row.pk))
            else:
                year.rest = None
            if year.ended_on:
                self._at(year.ended_on, 11, partial(self._end, row.pk, school))

    def _end(self, pk: int, school: int, now: datetime) -> None:
        filings.end(pk, "调整", actor=actor(Role.LIAISON, school), now=now)

    def _suspend(self, pk: int, now: datetime) -> None:
        filings.suspend(pk, "整改", actor=self.department, now=now)

    def _resume(self, pk: int, now: datetime) -> None:
        filings.resume(pk, "整改完成", actor=self.department, now=now)

    def _reports(self, school: int, one: Institution) -> None:
        liaison = actor(Role.LIAISON, school)
        for due, files_on in one.files_on.items():
            if files_on is not None:
                self._at(files_on, 12, partial(self._file, school, due, liaison))
            if due in one.returned and files_on is not None:
                self._at(files_on, 13, partial(self._send_back, school, due))
        for due, on in one.excused_on.items():
            self._at(on, 15, partial(self._excuse, school, due))

    def _file(self, school: int, due: date, liaison: Actor, now: datetime) -> None:
        report_periods.catch_up(now=now)
        row = self._report(school, due)
        if row is None or row.state == State.EXCUSED:
            return
        reports.write(row.pk, TEXT, row.edition, actor=liaison, now=now)
        reports.file(row.pk, actor=liaison, now=now)

    def _send_back(self, school: int, due: date, now: datetime) -> None:
        row = self._report(school, due)
        if row is not None and row.state == State.SUBMITTED:
            report_answers.send_back(row.pk, "请补充数据。", actor=self.office, now=now)

    def _excuse(self, school: int, due: date, now: datetime) -> None:
        report_periods.catch_up(now=now)
        row = self._report(school, due)
        if row is not None and row.state in {State.MISSED, State.LATE_SUBMITTED}:
            report_answers.excuse([row.pk], "网络中断，已核实。", actor=self.office, now=now)

    def _break(self, first: date, last: date, now: datetime) -> None:
        report_answers.declare_break(first, last, "假期", actor=self.office, now=now)

    def _issue(self, day: date) -> None:
        """Issue every notice whose day has come, after a hearing."""
        for school, one in zip(self.schools, self.decade.institutions, strict=True):
            wanted = [n for n in one.notices if n.issued_on == day]
            if not wanted:
                continue
            now = at(day, 20)
            report_periods.catch_up(now=now)
            for notice in wanted:
                grounds = [due.isoformat() for due in notice.grounds]
                row = Notice.objects.get(organisation=school, grounds=grounds, fell=False)
                notices.hear(row.pk, day, "已说明。", actor=self.office, now=now)
                notices.issue(row.pk, actor=self.department, now=now)

    def _report(self, school: int, due: date) -> Report | None:
        return Report.objects.filter(institution=school, period__due_on=due).first()


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 15), SHANGHAI)


def in_time(day: date) -> int:
    """Return how often the clock runs: once on the days that matter."""
    return int(day.day in {12, 13, 27, 28})


def haphazard(seed: int) -> Callable[[date], int]:
    """Return a clock that stands still for weeks, or runs three times."""
    draw = random.Random(seed)  # noqa: S311 - shapes a test only
    return lambda _day: draw.choice((1, 2, 3)) if draw.random() < 0.02 else 0


@pytest.mark.rule("R-190")
@pytest.mark.rule("R-193")
@pytest.mark.rule("R-194")
@pytest.mark.rule("R-196")
@pytest.mark.parametrize(
    ("seed", "is_punctual"),
    [(3, True), (3, False), (2021, False)],
    ids=["in time", "haphazard", "others, haphazard"],
)
def test_ten_years_come_out_as_the_handbook_says(
    seed: int,
    is_punctual: bool,  # noqa: FBT001 - a table of cases
) -> None:
    organisation("O1", OrganisationKind.COORDINATION_OFFICE)
    organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT)
    decade = ten_years.invent(seed, 3)
    played = Played(decade)
    decade.reckon()
    played.play(in_time if is_punctual else haphazard(seed))

    counted = misses.in_a_row(played.schools, LAST + DAY, rulebooks.current())
    for school, one in zip(played.schools, decade.institutions, strict=True):
        found = Report.objects.filter(institution=school, period__due_on__lte=LAST)
        marks = {
            due: COUNTED[State(state)]
            for due, state in found.values_list("period__due_on", "state")
        }
        assert marks == one.marks
        assert counted.get(school, 0) == ten_years.in_a_row(one)
        assert notices_of(school) == sorted(
            (
                [day.isoformat() for day in notice.grounds],
                notice.issued_on,
                notice.fallen,
                [day.isoformat() for day in ten_years.further(one, notice)],
            )
            for notice in one.notices
        )
    assert {mark for one in decade.institutions for mark in one.marks.values()} == {
        ten_years.FILED,
        ten_years.MISSED,
        ten_years.EXCUSED,
    }
    told = [notice for one in decade.institutions for notice in one.notices]
    assert len(told) > 5
    assert any(notice.issued_on for notice in told)
    assert timedelta(days=3650) < LAST - FIRST


def notices_of(school: int) -> list[tuple[list[str], date | None, bool, list[str]]]:
    rows = Notice.objects.filter(organisation=school)
    return sorted(
        (
            row.grounds,
            row.issued_on,
            row.fell,
            row.further,
        )
        for row in rows
    )
