"""Bi-weekly reports of the last weeks: most are filed, a few institutions forget theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from shuzheng.demo import pilots
from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import listing
from shuzheng.gazette.services import documents
from shuzheng.insight.services import report_figures
from shuzheng.pilots.queries import pages_report_office, pages_reports
from shuzheng.pilots.queries.pages_reports import Wanted
from shuzheng.pilots.rules import report_periods as calendar
from shuzheng.pilots.rules.reporting import Answer, Part
from shuzheng.pilots.services import examples, report_answers, report_periods, reports
from shuzheng.standing.queries import notices as standing
from shuzheng.standing.services import notices

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.demo.world import School, World
    from shuzheng.pilots.rules.report_periods import ReportPeriod

CLOSED = 4
"""How many periods of the past there are."""

NOTICED, TO_BE_NOTICED, TWO_DEEP, FORGIVEN, LATE = range(1, 6)
FORGETFUL = {
    NOTICED: frozenset({0, 1, 2, 3}),
    TO_BE_NOTICED: frozenset({1, 2, 3}),
    TWO_DEEP: frozenset({2, 3}),
    FORGIVEN: frozenset({3}),
    LATE: frozenset({3}),
}
"""Which of these periods a careless institution misses; in the present one it waits as well."""

DAY = timedelta(days=1)
ALL = 500


def build(world: World) -> None:
    """Let the last four periods go by and the present one begin."""
    world.say("双周报", 92)
    careless = _careless(world)
    for number, period in enumerate(_periods(world)):
        now = _at(world, min(period.since + DAY, world.today), 1)
        report_periods.catch_up(now=now)
        report_figures.hand_down(actor=world.office, now=now)
        for place, school in enumerate(pilots.eligible(world)):
            missed = FORGETFUL.get(careless.get(school.id, 0), frozenset())
            if number not in missed and not (missed and number >= CLOSED):
                _file(world, school, period, place)
        if number == CLOSED - 1:
            _issue(world, careless)
    now = world.at(0, 0, 16)
    report_periods.catch_up(now=now)
    report_answers.accept_by_silence(now=now)
    _mend(world, careless)
    _answer(world)
    _take_up(world)


def _periods(world: World) -> list[ReportPeriod]:
    """Return the last periods that are over, and those that have begun, oldest first."""
    first = world.on(20 * (CLOSED + 1))
    begun = list(calendar.begun(first, world.today, rulebooks.current()))
    over = [period for period in begun if period.due_on < world.today]
    return [*over[-CLOSED:], *(period for period in begun if period.due_on >= world.today)]


def _careless(world: World) -> dict[int, int]:
    """Return which institutions forget: the last ones, so none that sign-ins are offered for."""
    chosen = reversed(pilots.eligible(world))
    return {school.id: kind for school, kind in zip(chosen, FORGETFUL, strict=False)}


def _at(world: World, day: date, hour: int) -> datetime:
    return world.at((world.today - day).days, hour)


def _file(world: World, school: School, period: ReportPeriod, place: int) -> None:
    """Let a school file; in the period under way a third has, a third has begun."""
    under_way = period.due_on >= world.today
    if under_way and (place % 3 == 0 or period.since >= world.today):
        return
    day = min(period.due_on - DAY * (1 + place % 4), world.today - DAY)
    _write(world, school, period, place, _at(world, day, 9), file=not under_way or place % 3 > 1)


def _write(
    world: World,
    school: School,
    period: ReportPeriod,
    place: int,
    now: datetime,
    *,
    file: bool = True,
) -> None:
    """Let a school write its report of a period, and file it or not yet."""
    row = pages_reports.of_period(school.liaison, period.due_on, now)
    if row is None:
        return
    texts = {
        "progress": f"本期组织培训{2 + place % 5}期，考核工作按计划推进（演示）。",
        "experience": "课证融通与校内实训同步安排。" if place % 4 == 0 else "",
        "cases": "与本地企业共建考核工位。" if place % 9 == 0 else "",
        "problems": "考评员数量不足。" if place % 5 == 0 else "",
        "suggestions": "建议优化考核费用结算周期。" if place % 5 == 1 else "",
    }
    reports.write(row.id, texts, 0, actor=school.liaison, now=now)
    if file:
        reports.file(row.id, actor=school.liaison, now=now)
        if place % 2:
            entered_on = now.astimezone(world.at(0).tzinfo).date()
            reports.record_entry(row.id, entered_on, actor=school.liaison, now=now)


def _issue(world: World, careless: dict[int, int]) -> None:
    """Let the notice against the most forgetful institution be heard and issued."""
    [school] = [one for one, kind in careless.items() if kind == NOTICED]
    [notice] = standing.standing([school])[school]
    closed = _periods(world)[CLOSED - 2].due_on + DAY
    notices.hear(
        notice.id,
        closed + DAY,
        "人员调整导致漏报，已指定专人（演示）。",
        actor=world.office,
        now=_at(world, closed + DAY, 15),
    )
    notices.issue(notice.id, actor=world.province, now=_at(world, closed + 2 * DAY, 15))


def _mend(world: World, careless: dict[int, int]) -> None:
    """Let one miss be excused, and one report come late."""
    period, now = _periods(world)[CLOSED - 1], world.at(0, 0, 17)
    for school in pilots.eligible(world):
        kind = careless.get(school.id, 0)
        if kind == LATE:
            _write(world, school, period, 2, now)
        if kind == FORGIVEN:
            row = pages_reports.of_period(school.liaison, period.due_on, now)
            if row is not None:
                reason = "校园网络中断，已核实（演示）。"
                report_answers.excuse([row.id], reason, actor=world.office, now=now)


def _answer(world: World) -> None:
    """Let the office return one report and answer all suggestions but the newest."""
    now = world.at(0, 0, 18)
    waiting = pages_reports.lines(world.office, listing.Wish("waiting", "due"), Wanted(), now)
    if waiting.rows:
        first = waiting.rows[0].id
        report_answers.send_back(first, "请补充本期考核数据。", actor=world.office, now=now)
    wish = listing.Wish("waiting", "due", size=ALL)
    asked = pages_report_office.suggestions(world.office, wish)
    for one in asked.rows[:-1]:
        words = "已列入下季度研究事项（演示）。"
        report_answers.answer(one.id, Answer.UNDER_STUDY, words, actor=world.office, now=now)


def _take_up(world: World) -> None:
    """Let one experience be published on the portal, and another wait as a draft."""
    now = world.at(0, 0, 19)
    wish = listing.Wish("examples", "due", size=ALL)
    told = pages_reports.lines(world.office, wish, Wanted(), now).rows
    for number, line in enumerate(told[:2]):
        title = f"{line.institution.removesuffix('（演示）')}：课证融通与实训同步安排"
        body = f"{line.parts[Part.EXPERIENCE]}\n\n来源：{line.institution}双周报。"
        made = examples.take_up(line.id, Part.EXPERIENCE, title, body, actor=world.office, now=now)
        if number == 0:
            documents.approve(made, 1, actor=world.province, now=now)
            documents.publish(made, actor=world.office, now=now)
