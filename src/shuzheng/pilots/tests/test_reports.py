"""Acts on bi-weekly reports: written, filed, late, returned, excused, entered there, answered."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

import pytest

from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact, FactSubject
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor, organisation
from shuzheng.kernel.actor import CLOCK, NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.kernel.periods import SHANGHAI
from shuzheng.pilots.access import NoSuchBiweekly
from shuzheng.pilots.models import Filing, Report, ReportPeriod, Suggestion
from shuzheng.pilots.rules import reporting as rules
from shuzheng.pilots.rules.reporting import Answer, State
from shuzheng.pilots.services import filings, report_answers, report_periods, reports
from shuzheng.standing.models import Notice

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db

OFFICE = actor(Role.OFFICE_OFFICER)
DEPARTMENT = actor(Role.PROVINCIAL_ADMIN)
TEXT = {"progress": "完成两批考核。"}


def at(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime.combine(date(2026, month, day), time(hour, minute), SHANGHAI)


def filed_school(code: str, filed_on: date = date(2025, 11, 1)) -> int:
    school = organisation(code)
    Filing.objects.create(
        institution_id=school, year=2026, number=f"BA{code}", state="filed", filed_on=filed_on
    )
    return school


@pytest.fixture
def school() -> int:
    return filed_school("S1")


@pytest.fixture
def liaison(school: int) -> Actor:
    return actor(Role.LIAISON, school)


@pytest.fixture
def report(school: int) -> int:
    """Return the school's report due on 12 March."""
    report_periods.catch_up(now=at(2, 27))
    return Report.objects.get(institution=school).pk


def state(report: int) -> str:
    return Report.objects.get(pk=report).state


def filed(report: int, liaison: Actor, now: datetime, **texts: str) -> None:
    edition = Report.objects.get(pk=report).edition
    reports.write(report, {**TEXT, **texts}, edition, actor=liaison, now=now)
    reports.file(report, actor=liaison, now=now)


@pytest.mark.rule("R-190")
def test_the_first_run_opens_the_period_under_way_and_no_earlier_one(school: int) -> None:
    assert report_periods.catch_up(now=at(3, 5)) == {"opened": 1, "closed": 0}
    assert report_periods.catch_up(now=at(3, 5)) == {"opened": 0, "closed": 0}

    period = ReportPeriod.objects.get()
    assert (period.since, period.until, period.due_on) == (
        date(2026, 2, 27),
        date(2026, 3, 11),
        date(2026, 3, 12),
    )
    assert Report.objects.get().institution_id == school


@pytest.mark.rule("R-190")
@pytest.mark.rule("R-196")
def test_only_institutions_filed_before_the_period_are_asked(school: int) -> None:
    filed_school("S2", date(2026, 2, 27))
    organisation("S3")
    report_periods.catch_up(now=at(2, 27))

    assert list(Report.objects.values_list("institution_id", flat=True)) == [school]


@pytest.mark.rule("R-190")
@pytest.mark.rule("R-191")
def test_a_report_is_written_and_filed_on_the_due_day_until_midnight(
    report: int, liaison: Actor
) -> None:
    with pytest.raises(rules.PartMissing):
        reports.file(report, actor=liaison, now=at(3, 12))
    filed(report, liaison, at(3, 12, 23, 59))
    report_periods.catch_up(now=at(3, 13))

    row = Report.objects.get(pk=report)
    assert (row.state, row.submitted_on, row.progress) == (
        State.SUBMITTED,
        date(2026, 3, 12),
        "完成两批考核。",
    )
    told = Fact.objects.filter(subject=f"pilots.report:{report}").order_by("seq")
    assert [(fact.verb, fact.from_state, fact.to_state) for fact in told] == [
        ("pilots.report.drafted", "due", "draft"),
        ("pilots.report.filed", "draft", "submitted"),
    ]
    assert told[1].data == {"due": "2026-03-12", "late": False}
    assert facts.check_chain() == []


@pytest.mark.rule("R-193")
def test_a_minute_after_midnight_it_is_late_even_if_the_clock_stands_still(
    report: int, liaison: Actor
) -> None:
    reports.write(report, TEXT, 0, actor=liaison, now=at(3, 12))
    reports.file(report, actor=liaison, now=at(3, 13, 0, 1))

    assert state(report) == State.LATE_SUBMITTED
    closed = Fact.objects.get(verb="pilots.reports.closed")
    assert closed.data == {"due": "2026-03-12", "missed": 1}
    passage = FactSubject.objects.get(fact=closed)
    assert (passage.subject, passage.from_state, passage.to_state) == (
        f"pilots.report:{report}",
        "draft",
        "missed",
    )


@pytest.mark.rule("R-190")
def test_once_the_next_one_is_over_a_missed_report_can_no_longer_be_filed(
    report: int, liaison: Actor
) -> None:
    with pytest.raises(rules.TooLateToFile, match="2026-03-27"):
        reports.write(report, TEXT, 0, actor=liaison, now=at(3, 28))


@pytest.mark.rule("R-191")
def test_two_editors_do_not_overwrite_each_other(report: int, liaison: Actor) -> None:
    assert reports.write(report, TEXT, 0, actor=liaison, now=at(3, 2)) == 1
    assert reports.write(report, TEXT, 0, actor=liaison, now=at(3, 2)) == 1
    with pytest.raises(rules.WrittenMeanwhile):
        reports.write(report, {"progress": "另一稿"}, 0, actor=liaison, now=at(3, 2))
    assert reports.write(report, {"progress": "另一稿"}, 1, actor=liaison, now=at(3, 2)) == 2

    assert Report.objects.get(pk=report).progress == "另一稿"
    assert Fact.objects.filter(verb="pilots.report.drafted").count() == 1


def test_others_reach_neither_the_report_nor_its_acts(report: int, liaison: Actor) -> None:
    stranger = actor(Role.LIAISON, organisation("S9"))
    with pytest.raises(NoSuchBiweekly):
        reports.write(report, TEXT, 0, actor=stranger, now=at(3, 2))
    with pytest.raises(NotPermitted):
        reports.write(report, TEXT, 0, actor=OFFICE, now=at(3, 2))
    with pytest.raises(NotPermitted):
        report_answers.accept(report, actor=liaison, now=at(3, 2))
    with pytest.raises(NotPermitted):
        report_answers.declare_break(
            date(2026, 3, 1), date(2026, 3, 31), "x", actor=DEPARTMENT, now=at(3, 2)
        )


@pytest.mark.rule("R-190")
def test_silence_accepts_after_five_working_days(report: int, liaison: Actor) -> None:
    filed(report, liaison, at(3, 10))

    assert report_answers.accept_by_silence(now=at(3, 17)) == 0
    assert report_answers.accept_by_silence(now=at(3, 18)) == 1
    assert report_answers.accept_by_silence(now=at(3, 18)) == 0
    row = Report.objects.get(pk=report)
    assert (row.state, row.accepted_on, row.accepted_by_silence) == (
        State.ACCEPTED,
        date(2026, 3, 18),
        True,
    )
    with pytest.raises(IllegalStep):
        report_answers.accept(report, actor=OFFICE, now=at(3, 18))


@pytest.mark.rule("R-193")
def test_a_returned_report_was_filed_and_is_completed(report: int, liaison: Actor) -> None:
    filed(report, liaison, at(3, 10))
    report_answers.send_back(report, "缺少数据", actor=OFFICE, now=at(3, 11))
    report_periods.catch_up(now=at(3, 20))
    assert state(report) == State.RETURNED

    filed(report, liaison, at(3, 20))
    assert state(report) == State.SUBMITTED


@pytest.mark.rule("R-190")
def test_silence_on_many_costs_no_more_than_on_one_and_each_has_its_fact(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    schools = [filed_school(f"S{n}") for n in range(1, 6)]
    report_periods.catch_up(now=at(2, 27))
    ids = list(Report.objects.order_by("pk").values_list("pk", flat=True))
    for school, pk in zip(schools, ids, strict=True):
        filed(pk, actor(Role.LIAISON, school), at(3, 10))

    with django_assert_max_num_queries(12):
        assert report_answers.accept_by_silence(now=at(3, 18)) == 5

    told = Fact.objects.filter(verb="pilots.report.accepted").order_by("seq")
    assert [one.subject for one in told] == [f"pilots.report:{pk}" for pk in ids]
    assert {one.data["how"] for one in told} == {"silence"}
    assert facts.check_chain() == []


def test_excuses_are_given_to_all_or_to_none(report: int) -> None:
    report_periods.catch_up(now=at(3, 13))

    with pytest.raises(NoSuchBiweekly):
        report_answers.excuse([report, 999_999], "停电", actor=OFFICE, now=at(3, 13))

    assert Report.objects.get(pk=report).state == State.MISSED


@pytest.mark.rule("R-196")
def test_excused_misses_no_longer_count_and_others_cannot_be_excused(
    report: int, liaison: Actor
) -> None:
    with pytest.raises(rules.NotYetOver):
        report_answers.excuse([report], "停电", actor=OFFICE, now=at(3, 12))
    filed(report, liaison, at(3, 12))
    with pytest.raises(rules.NotYetOver):
        report_answers.excuse([report], "停电", actor=OFFICE, now=at(3, 13))
    second = Report.objects.get(period__due_on=date(2026, 3, 27)).pk

    assert report_answers.excuse([second], "停电", actor=OFFICE, now=at(3, 28)) == 1
    row = Report.objects.get(pk=second)
    assert (row.state, row.excuse, row.excuse_reason) == (State.EXCUSED, "office", "停电")
    fact = Fact.objects.get(verb="pilots.reports.excused")
    assert [one.subject for one in fact.subjects.all()] == [f"pilots.report:{second}"]


@pytest.mark.rule("R-196")
def test_a_break_spares_what_falls_in_it_declared_before_or_after(report: int) -> None:
    report_answers.declare_break(
        date(2026, 3, 20), date(2026, 3, 31), "春假", actor=OFFICE, now=at(3, 5)
    )
    report_periods.catch_up(now=at(3, 28))
    assert list(Report.objects.order_by("pk").values_list("state", "excuse"))[:2] == [
        ("missed", ""),
        ("excused", "break"),
    ]
    report_answers.declare_break(
        date(2026, 3, 12), date(2026, 3, 12), "雪灾", actor=OFFICE, now=at(3, 29)
    )
    assert state(report) == State.EXCUSED
    with pytest.raises(report_answers.BreakEndsBeforeStart):
        report_answers.declare_break(
            date(2026, 3, 12), date(2026, 3, 11), "x", actor=OFFICE, now=at(3, 29)
        )


@pytest.mark.rule("R-196")
@pytest.mark.usefixtures("report")
def test_whoever_rests_or_leaves_owes_nothing_for_that_period(school: int) -> None:
    pk = Filing.objects.get(institution=school).pk
    filings.suspend(pk, "整改", actor=DEPARTMENT, now=at(3, 11))
    report_periods.catch_up(now=at(3, 28))
    assert list(Report.objects.values_list("state", "excuse")) == [("excused", "not_owed")]

    filings.resume(pk, "完成", actor=DEPARTMENT, now=at(4, 1))
    report_periods.catch_up(now=at(4, 28))
    dues = Report.objects.order_by("pk").values_list("period__due_on", "state")
    assert list(dues)[1:2] == [(date(2026, 4, 27), "missed")]


@pytest.mark.rule("R-193")
def test_three_misses_propose_one_notice_and_an_excuse_lets_it_fall(
    report: int, school: int
) -> None:
    report_periods.catch_up(now=at(4, 13))
    report_periods.catch_up(now=at(4, 28))

    notice = Notice.objects.get()
    assert (notice.organisation_id, notice.state, notice.grounds) == (
        school,
        "proposed",
        ["2026-03-12", "2026-03-27", "2026-04-12"],
    )
    report_answers.excuse([report], "系统故障", actor=OFFICE, now=at(4, 29))
    notice.refresh_from_db()
    assert (notice.state, notice.fell) == ("dropped", True)
    assert Notice.objects.get(fell=False).grounds == ["2026-03-27", "2026-04-12", "2026-04-27"]


@pytest.mark.rule("R-192")
def test_reminders_reach_who_has_not_filed_once_a_day(report: int, liaison: Actor) -> None:
    other = filed_school("S2", date(2025, 12, 1))
    Report.objects.create(institution_id=other, period=ReportPeriod.objects.get(), state=State.DUE)
    filed(report, liaison, at(3, 8))

    assert [report_answers.remind(now=at(3, day)) for day in (8, 9, 9, 10, 11)] == [0, 1, 0, 0, 1]
    fact = Fact.objects.filter(verb="pilots.reports.reminded").order_by("seq")[0]
    assert fact.data == {"due": "2026-03-12", "count": 1}
    assert [one.subject for one in fact.subjects.all()] == [
        f"pilots.report:{Report.objects.get(institution=other).pk}"
    ]


@pytest.mark.rule("R-191")
def test_figures_are_filled_in_until_the_report_is_filed(
    report: int, school: int, liaison: Actor
) -> None:
    due = date(2026, 3, 12)
    figures = {school: {"registrations": 12}}
    assert report_answers.prefill(due, figures, actor=CLOCK, now=at(3, 3)) == 1
    filed(report, liaison, at(3, 4))
    assert report_answers.prefill(due, {school: {}}, actor=CLOCK, now=at(3, 5)) == 0

    assert Report.objects.get(pk=report).figures == {"registrations": 12}
    with pytest.raises(NotPermitted):
        report_answers.prefill(due, figures, actor=liaison, now=at(3, 5))


@pytest.mark.rule("R-257")
def test_the_entry_on_the_national_platform_is_recorded_with_its_day(
    report: int, liaison: Actor
) -> None:
    reports.record_entry(report, date(2026, 3, 2), actor=liaison, now=at(3, 2))

    assert Report.objects.get(pk=report).entered_on == date(2026, 3, 2)
    with pytest.raises(rules.EnteredBefore):
        reports.record_entry(report, date(2026, 3, 3), actor=liaison, now=at(3, 2))


@pytest.mark.rule("R-199")
def test_a_suggestion_is_answered_once(report: int, liaison: Actor) -> None:
    filed(report, liaison, at(3, 12), suggestions="建议下调考核费。")
    row = Suggestion.objects.get()
    assert row.answer_due_on == date(2026, 3, 26)

    with pytest.raises(NotPermitted):
        report_answers.answer(row.pk, Answer.TAKEN_UP, "好", actor=liaison, now=at(3, 13))
    report_answers.answer(row.pk, Answer.UNDER_STUDY, "已列入", actor=OFFICE, now=at(3, 13))
    with pytest.raises(report_answers.AnsweredAlready):
        report_answers.answer(row.pk, Answer.TAKEN_UP, "好", actor=OFFICE, now=at(3, 13))
    row.refresh_from_db()
    assert (row.answer, row.words, row.answered_on) == (
        "under_study",
        "已列入",
        date(2026, 3, 13),
    )
