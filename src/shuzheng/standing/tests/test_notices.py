"""A notice: proposed by the platform, prepared by one person, decided by another, appealable."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.standing.access import NoSuchNotice
from shuzheng.standing.models import Notice
from shuzheng.standing.queries import notices as queries
from shuzheng.standing.queries import restrictions as barred
from shuzheng.standing.rules import notices as rules
from shuzheng.standing.rules.notices import NOTICE, State, Verb
from shuzheng.standing.rules.restrictions import Act
from shuzheng.standing.services import notices

pytestmark = pytest.mark.django_db

OFFICE = actor(Role.OFFICE_OFFICER, person_id=1)
HEAD = actor(Role.PROVINCIAL_ADMIN, person_id=2)
OTHER = actor(Role.PROVINCIAL_ADMIN, person_id=3)
GROUNDS = (date(2026, 3, 12), date(2026, 3, 27), date(2026, 4, 12))


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 4, 0, tzinfo=UTC)


@pytest.fixture
def school() -> int:
    return organisation("S1")


@pytest.fixture
def proposed(school: int) -> int:
    organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT, name="演示省教育厅")
    return notices.propose(school, GROUNDS, now=at(4, 13))


@pytest.fixture
def issued(proposed: int) -> int:
    notices.hear(proposed, date(2026, 4, 14), "人手不足。", actor=OFFICE, now=at(4, 15))
    notices.issue(proposed, actor=HEAD, now=at(4, 20))
    return proposed


@pytest.fixture
def lost(issued: int) -> int:
    further = [date(2026, 4, 27), date(2026, 5, 12)]
    notices.note_further(issued, [*GROUNDS, *further], now=at(5, 13))
    notices.propose_loss(issued, "通报后仍缺报。", actor=OFFICE, now=at(5, 14))
    notices.hear_on_loss(issued, date(2026, 5, 15), "将改进。", actor=OFFICE, now=at(5, 15))
    notices.take_eligibility(issued, "演示〔2026〕12号", "屡次缺报。", actor=HEAD, now=at(5, 20))
    return issued


def row(pk: int) -> Notice:
    return Notice.objects.get(pk=pk)


def test_every_pair_outside_the_table_is_refused_and_every_label_is_there() -> None:
    for state in State:
        for verb in Verb:
            if (state, verb) not in NOTICE.steps:
                with pytest.raises(IllegalStep):
                    NOTICE.after(state, verb)
    assert set(NOTICE.labels) == {*State, *Verb}
    legal = {(before, after) for (before, _), after in NOTICE.steps.items()}
    assert all(step in legal for step in pairwise(NOTICE.path))


@pytest.mark.rule("R-193")
def test_a_notice_is_heard_by_the_office_and_issued_by_somebody_else(issued: int) -> None:
    notice = row(issued)
    assert (notice.state, notice.number, notice.issued_on, notice.correction_due_on) == (
        State.ISSUED,
        "皖教秘职成〔2026〕1号",
        date(2026, 4, 20),
        date(2026, 5, 7),
    )
    verbs = Fact.objects.order_by("seq").values_list("verb", "person_id")
    assert list(verbs) == [
        ("standing.notice.proposed", 0),
        ("standing.notice.heard", 1),
        ("gazette.document.drafted", 2),
        ("gazette.document.approved", 2),
        ("gazette.document.published", 2),
        ("standing.notice.issued", 2),
    ]


@pytest.mark.rule("R-193")
@pytest.mark.rule("R-194")
def test_nobody_issues_what_he_or_she_prepared(proposed: int) -> None:
    with pytest.raises(IllegalStep):
        notices.issue(proposed, actor=HEAD, now=at(4, 15))
    notices.hear(proposed, date(2026, 4, 14), "x", actor=OFFICE, now=at(4, 15))
    both = replace(HEAD, person_id=OFFICE.person_id)
    with pytest.raises(rules.SamePerson):
        notices.issue(proposed, actor=both, now=at(4, 15))
    with pytest.raises(NotPermitted):
        notices.issue(proposed, actor=OFFICE, now=at(4, 15))
    assert row(proposed).state == State.HEARD


@pytest.mark.parametrize("day", [date(2026, 4, 12), date(2026, 4, 16)])
def test_a_hearing_is_held_after_the_proposal_and_not_ahead(proposed: int, day: date) -> None:
    with pytest.raises(rules.HeardWhen):
        notices.hear(proposed, day, "x", actor=OFFICE, now=at(4, 15))


def test_two_notices_do_not_bear_one_number(issued: int, school: int) -> None:
    other = notices.propose(school, [date(2026, 6, 12)] * 3, now=at(6, 13))
    notices.hear(other, date(2026, 6, 13), "x", actor=OFFICE, now=at(6, 13))
    notices.issue(other, actor=HEAD, now=at(6, 14))

    assert (row(issued).number, row(other).number) == (
        "皖教秘职成〔2026〕1号",
        "皖教秘职成〔2026〕2号",
    )


@pytest.mark.rule("R-193")
def test_an_issued_notice_is_published_sent_and_says_what_was_missed(
    issued: int, school: int
) -> None:
    bureau = organisation("HF", OrganisationKind.CITY_BUREAU)
    organisation("WH", OrganisationKind.CITY_BUREAU, division="340200")
    later = notices.propose(school, [date(2026, 6, 12)], now=at(6, 13))
    notices.hear(later, date(2026, 6, 13), "x", text="另拟正文。", actor=OFFICE, now=at(6, 13))
    assert notices.issue(later, actor=HEAD, now=at(6, 14)) == row(later).number

    first, second = row(issued).document, row(later).document
    assert first is not None
    assert second is not None
    assert (first.title, first.kind, first.publicity, first.state, first.dated_on) == (
        "关于演示S1连续3次未报送双周报的通报",
        "public_notice",
        "public",
        "published",
        date(2026, 4, 20),
    )
    assert first.body == row(issued).text
    assert "应于2026年3月12日、2026年3月27日、2026年4月12日前报送的双周报均未报送" in first.body
    assert "“连续三次不填报周报的院校进行通报”" in first.body
    assert "10个工作日内提交整改方案" in first.body
    assert second.body == "另拟正文。"
    sent = second.receipts.order_by("pk").values_list("organisation_id", flat=True)
    assert list(sent) == [school, bureau]
    assert (first.drafted_by_id, first.approved_by_id) == (1, 2)


@pytest.mark.rule("R-193")
def test_a_notice_that_is_taken_back_is_withdrawn_where_it_was_published(issued: int) -> None:
    with pytest.raises(NotPermitted):
        notices.revoke(issued, "缺报一次系误计。", actor=OFFICE, now=at(4, 22))
    notices.revoke(issued, "缺报一次系误计。", actor=HEAD, now=at(4, 22))

    notice = row(issued)
    document = notice.document
    assert document is not None
    assert (notice.state, notice.revoked_on) == (State.REVOKED, date(2026, 4, 22))
    assert (document.state, document.withdrawn_reason) == ("withdrawn", "缺报一次系误计。")
    with pytest.raises(IllegalStep):
        notices.revoke(issued, "再次", actor=HEAD, now=at(4, 23))
    with pytest.raises(notices.CorrectedAlready):
        notices.correct(
            issued, "x", actor=actor(Role.LIAISON, notice.organisation_id), now=at(4, 23)
        )


def test_only_the_own_institution_and_its_city_reach_a_notice(proposed: int, school: int) -> None:
    stranger = actor(Role.LIAISON, organisation("S2"))
    neighbour = actor(Role.CITY_OFFICER, area="3402")
    for who in (stranger, neighbour):
        with pytest.raises(NoSuchNotice):
            notices.hear(proposed, date(2026, 4, 14), "x", actor=who, now=at(4, 15))
    for who in (actor(Role.LIAISON, school), actor(Role.CITY_OFFICER, area="3401")):
        with pytest.raises(NotPermitted):
            notices.hear(proposed, date(2026, 4, 14), "x", actor=who, now=at(4, 15))


@pytest.mark.rule("R-193")
def test_a_notice_that_fell_makes_room_and_one_that_was_dropped_does_not(
    proposed: int, school: int
) -> None:
    notices.fall(proposed, now=at(4, 14))
    assert queries.standing([school]) == {}
    second = notices.propose(school, GROUNDS, now=at(4, 14))
    notices.drop(second, "已说明原因。", actor=OFFICE, now=at(4, 15))

    [brief] = queries.standing([school])[school]
    assert (brief.id, brief.state, brief.grounds) == (second, State.DROPPED, frozenset(GROUNDS))


@pytest.mark.rule("R-194")
def test_only_misses_after_the_issue_and_in_its_year_count_as_further(issued: int) -> None:
    missed = [*GROUNDS, date(2026, 4, 27), date(2027, 1, 12)]
    notices.note_further(issued, missed, now=at(4, 28))
    notices.note_further(issued, missed, now=at(4, 28))

    assert row(issued).further == ["2026-04-27"]
    assert Fact.objects.filter(verb="standing.notice.followed").count() == 1
    with pytest.raises(rules.NoGroundForLoss):
        notices.propose_loss(issued, "x", actor=OFFICE, now=at(4, 28))


@pytest.mark.rule("R-194")
def test_an_overdue_plan_of_correction_is_a_ground_and_one_in_time_is_none(
    issued: int, school: int
) -> None:
    with pytest.raises(rules.NoGroundForLoss):
        notices.propose_loss(issued, "x", actor=OFFICE, now=at(5, 7))
    liaison = actor(Role.LIAISON, school)
    notices.correct(issued, "指定专人。", actor=liaison, now=at(5, 7))
    with pytest.raises(notices.CorrectedAlready):
        notices.correct(issued, "再报。", actor=liaison, now=at(5, 7))
    with pytest.raises(rules.NoGroundForLoss):
        notices.propose_loss(issued, "x", actor=OFFICE, now=at(5, 8))
    Notice.objects.filter(pk=issued).update(corrected_on=None)
    notices.propose_loss(issued, "未报送整改方案。", actor=OFFICE, now=at(5, 8))
    assert row(issued).state == State.ELIGIBILITY_LOSS_PROPOSED


@pytest.mark.rule("R-194")
@pytest.mark.rule("R-038")
def test_the_loss_bars_next_year_s_filing_after_a_hearing(issued: int, school: int) -> None:
    notices.propose_loss(issued, "逾期", actor=OFFICE, now=at(5, 20))
    with pytest.raises(rules.NotHeard):
        notices.take_eligibility(issued, "12号", "x", actor=HEAD, now=at(5, 20))
    notices.hear_on_loss(issued, date(2026, 5, 20), "x", actor=OFFICE, now=at(5, 20))
    both = replace(HEAD, person_id=OFFICE.person_id)
    with pytest.raises(rules.SamePerson):
        notices.take_eligibility(issued, "12号", "x", actor=both, now=at(5, 20))
    notices.take_eligibility(issued, "12号", "x", actor=HEAD, now=at(5, 20))

    with pytest.raises(barred.Barred):
        barred.require(school, Act.FILING, date(2026, 5, 21), 2027)
    barred.require(school, Act.FILING, date(2026, 5, 21), 2026)


@pytest.mark.rule("R-194")
def test_an_appeal_is_decided_by_others_and_overturned_opens_filing(lost: int, school: int) -> None:
    liaison = actor(Role.LIAISON, school)
    assert row(lost).appeal_until == date(2026, 6, 10)
    with pytest.raises(rules.NoAppeal):
        notices.decide_appeal(lost, "x", overturn=True, actor=OTHER, now=at(6, 1))
    with pytest.raises(rules.AppealOver):
        notices.appeal(lost, "迟", actor=liaison, now=at(6, 11))
    notices.appeal(lost, "系统故障所致。", actor=liaison, now=at(6, 10))
    with pytest.raises(rules.AppealOver):
        notices.appeal(lost, "再次", actor=liaison, now=at(6, 10))
    with pytest.raises(rules.SamePerson):
        notices.decide_appeal(lost, "x", overturn=True, actor=HEAD, now=at(6, 12))
    notices.decide_appeal(lost, "申诉成立。", overturn=True, actor=OTHER, now=at(6, 12))

    assert row(lost).state == State.OVERTURNED
    barred.require(school, Act.FILING, date(2026, 6, 12), 2027)


@pytest.mark.rule("R-194")
def test_an_appeal_that_is_rejected_leaves_the_loss_and_is_over(lost: int, school: int) -> None:
    notices.appeal(lost, "x", actor=actor(Role.LIAISON, school), now=at(6, 1))
    notices.decide_appeal(lost, "不成立", overturn=False, actor=OTHER, now=at(6, 2))

    with pytest.raises(rules.NoAppeal):
        notices.decide_appeal(lost, "x", overturn=True, actor=OTHER, now=at(6, 3))
    assert row(lost).state == State.ELIGIBILITY_LOST
    with pytest.raises(barred.Barred):
        barred.require(school, Act.FILING, date(2026, 6, 3), 2027)


@pytest.mark.rule("R-194")
def test_the_department_may_leave_it_at_the_notice(issued: int) -> None:
    notices.propose_loss(issued, "逾期", actor=OFFICE, now=at(5, 20))
    notices.drop_loss(issued, "已整改", actor=HEAD, now=at(5, 21))

    assert row(issued).state == State.ELIGIBILITY_LOSS_DROPPED
