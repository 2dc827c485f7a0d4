"""Weak effort and slow progress: when figures speak, and what a notice keeps of them (R-195)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation import rulebooks
from shuzheng.foundation.models import Fact
from shuzheng.gazette.models import Document
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.standing.models import Notice
from shuzheng.standing.queries import notices as queries
from shuzheng.standing.rules import effort as rules
from shuzheng.standing.rules.effort import Ground, Indicator, NoIndicator, NoticedAlready, Shown
from shuzheng.standing.rules.notices import SamePerson, State
from shuzheng.standing.services import effort, notices

pytestmark = [pytest.mark.rule("R-195"), pytest.mark.django_db]

OFFICE = actor(Role.OFFICE_OFFICER, person_id=1)
HEAD = actor(Role.PROVINCIAL_ADMIN, person_id=2)
SLOW = Shown(Indicator.COMPLETION, 12, 38)
CARELESS = Shown(Indicator.REPORTS_MISSED, 5, 4)
JAN_1 = date(2026, 1, 1)
OCT_1 = date(2026, 10, 1)


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 4, 0, tzinfo=UTC)


@pytest.fixture
def school() -> int:
    organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT, name="演示省教育厅")
    return organisation("S1", name="演示甲学院")


@pytest.mark.parametrize(
    ("accepted", "planned", "since", "today", "shown"),
    [
        # 273 of 365 days are over: 100 planned ask for 74.8, half of that for 37.4.
        (37, 100, JAN_1, OCT_1, Shown(Indicator.COMPLETION, 37, 38)),
        (38, 100, JAN_1, OCT_1, None),
        # Filed on 1 July: 92 of 184 days are over, so 25 of 100 are enough.
        (24, 100, date(2026, 7, 1), OCT_1, Shown(Indicator.COMPLETION, 24, 25)),
        (25, 100, date(2026, 7, 1), OCT_1, None),
        # On file for 89 days: too early to judge; for 90 days it is not.
        (0, 100, date(2026, 7, 4), OCT_1, None),
        (0, 100, date(2026, 7, 3), OCT_1, Shown(Indicator.COMPLETION, 0, 25)),
        # No headcount in the filing, or everybody declined: nothing to be slow against.
        (0, 0, JAN_1, OCT_1, None),
    ],
)
def test_progress_is_slow_below_half_of_what_the_days_gone_by_ask_for(
    accepted: int, planned: int, since: date, today: date, shown: Shown | None
) -> None:
    assert rules.slow(accepted, planned, since, today, rulebooks.current()) == shown


@given(
    accepted=st.integers(0, 500),
    planned=st.integers(0, 500),
    since=st.integers(0, 364),
    gone=st.integers(0, 364),
)
def test_more_candidates_or_an_earlier_day_never_make_it_slower(
    accepted: int, planned: int, since: int, gone: int
) -> None:
    book = rulebooks.current()
    filed = JAN_1 + timedelta(days=since)
    today = min(filed + timedelta(days=gone), date(2026, 12, 31))
    if rules.slow(accepted, planned, filed, today, book) is None:
        assert rules.slow(accepted + 1, planned, filed, today, book) is None
        earlier = max(filed, today - timedelta(days=1))
        assert rules.slow(accepted, planned, filed, earlier, book) is None
    if 2 * accepted >= planned:
        assert rules.slow(accepted, planned, filed, today, book) is None


@pytest.mark.parametrize(
    ("missed", "shown"), [(3, None), (4, Shown(Indicator.REPORTS_MISSED, 4, 4)), (5, CARELESS)]
)
def test_four_reports_missed_in_a_year_speak_for_weak_effort(
    missed: int, shown: Shown | None
) -> None:
    assert rules.careless(missed, OCT_1, rulebooks.current()) == shown


def test_a_notice_keeps_ground_figures_and_words_and_is_published_with_them(school: int) -> None:
    pk = effort.propose(
        school, Ground.SLOW_PROGRESS, [SLOW], " 两项证书未组织培训。 ", actor=OFFICE, now=at(10, 9)
    )

    row = Notice.objects.get(pk=pk)
    assert (row.state, row.rule, row.ground, row.indicators, row.why, row.grounds) == (
        State.PROPOSED,
        "R-195",
        "slow_progress",
        [["completion", 12, 38]],
        "两项证书未组织培训。",
        [],
    )
    fact = Fact.objects.get(verb="standing.notice.effort_proposed")
    assert (fact.subject, fact.person_id, fact.data) == (
        f"standing.notice:{pk}",
        1,
        {"ground": "slow_progress"},
    )
    notices.hear(pk, date(2026, 10, 12), "正在补开班次。", actor=OFFICE, now=at(10, 12))
    notices.issue(pk, actor=HEAD, now=at(10, 15))
    document = Document.objects.get()
    assert document.title == "关于演示甲学院1+X证书制度试点工作进展缓慢的通报"
    assert document.body == (
        "经核查，演示甲学院推进1+X证书制度试点工作进展缓慢："
        "年度计划完成率12%，低于同期最低进度38%。\n"
        "两项证书未组织培训。\n"
        "一、通报事项\n"
        "按照皖教秘职成〔2021〕41号 三（二）关于“对推进试点工作不力、进展缓慢”的规定，"
        "现予通报。\n"
        "二、整改要求\n"
        "自本通报印发之日起10个工作日内提交整改方案。"
        "逾期未提交的，按规定研究其下一年度参与试点的资格。"
    )


def test_nothing_is_proposed_on_a_ground_for_which_no_figure_speaks(school: int) -> None:
    for ground, shown in ((Ground.WEAK_EFFORT, [SLOW]), (Ground.SLOW_PROGRESS, [CARELESS])):
        with pytest.raises(NoIndicator):
            effort.propose(school, ground, shown, "-", actor=OFFICE, now=at(10, 9))
    assert not Notice.objects.exists()
    assert not Fact.objects.exists()


def test_only_the_office_proposes(school: int) -> None:
    for role in (Role.PROVINCIAL_ADMIN, Role.CITY_OFFICER, Role.LIAISON):
        with pytest.raises(NotPermitted):
            effort.propose(
                school,
                Ground.WEAK_EFFORT,
                [CARELESS],
                "-",
                actor=actor(role, school, area="34"),
                now=at(10, 9),
            )
    assert not Notice.objects.exists()


def test_whoever_proposed_does_not_issue(school: int) -> None:
    pk = effort.propose(school, Ground.WEAK_EFFORT, [CARELESS], "-", actor=OFFICE, now=at(10, 9))
    notices.hear(
        pk,
        date(2026, 10, 12),
        "-",
        actor=actor(Role.OFFICE_OFFICER, person_id=9),
        now=at(10, 12),
    )
    with pytest.raises(SamePerson):
        notices.issue(pk, actor=actor(Role.PROVINCIAL_ADMIN, person_id=1), now=at(10, 15))
    assert Notice.objects.get().state == State.HEARD


def test_one_notice_on_effort_at_a_time_and_one_in_a_year(school: int) -> None:
    def propose(month: int, year: int = 2026) -> int:
        now = datetime(year, month, 9, 4, 0, tzinfo=UTC)
        return effort.propose(school, Ground.WEAK_EFFORT, [CARELESS], "-", actor=OFFICE, now=now)

    first = propose(3)
    with pytest.raises(NoticedAlready):
        propose(4)
    notices.drop(first, "情况属实但已改正。", actor=OFFICE, now=at(4, 10))
    second = propose(5)
    notices.hear(second, date(2026, 5, 10), "-", actor=OFFICE, now=at(5, 10))
    notices.issue(second, actor=HEAD, now=at(5, 20))
    with pytest.raises(NoticedAlready):
        propose(11)
    assert propose(2, 2027)
    assert Notice.objects.count() == 3


def test_it_is_no_notice_for_missed_reports(school: int) -> None:
    effort.propose(school, Ground.WEAK_EFFORT, [CARELESS], "-", actor=OFFICE, now=at(10, 9))

    assert queries.standing([school]) == {}
    other = notices.propose(school, [date(2026, 9, 12)], now=at(10, 9))
    assert [one.id for one in queries.standing([school])[school]] == [other]
