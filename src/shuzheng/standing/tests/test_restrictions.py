"""A decision bars what it should, while it is in force, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from shuzheng.foundation.models import Fact
from shuzheng.identity.models import Division, Organisation
from shuzheng.kernel.actor import Actor, NotPermitted, Reach
from shuzheng.standing.access import Permission
from shuzheng.standing.queries import restrictions as queries
from shuzheng.standing.rules.restrictions import Act, Kind
from shuzheng.standing.services import restrictions

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
PROVINCE = Actor(1, 1, 1, "provincial_admin", frozenset(Permission), Reach.PROVINCE)
OFFICE = Actor(2, 2, 2, "office_officer", frozenset(), Reach.PROVINCE)


@pytest.fixture
def school(db: None) -> int:  # noqa: ARG001 - it needs the database
    Division.objects.create(code="340100", name="合肥市", level="city", full_name="安徽省合肥市")
    return Organisation.objects.create(
        kind="institution", code="S1", name="演示学校", division_id="340100"
    ).pk


def lose_eligibility(school: int) -> int:
    return restrictions.impose(
        school,
        Kind.ELIGIBILITY_LOSS,
        since=TODAY,
        year=2027,
        ground="R-194",
        reason="多次未报送",
        decision_number="演示〔2026〕1号",
        actor=PROVINCE,
        now=NOON,
    )


@pytest.mark.rule("R-038")
def test_lost_eligibility_bars_the_filing_of_that_year_only(school: int) -> None:
    lose_eligibility(school)

    with pytest.raises(queries.Barred, match="演示〔2026〕1号") as refusal:
        queries.require(school, Act.FILING, TODAY, 2027)
    assert refusal.value.rule == "R-194"
    queries.require(school, Act.FILING, TODAY, 2026)
    queries.require(school, Act.REGISTRATION, TODAY)


@pytest.mark.rule("R-038")
def test_lifting_it_opens_the_filing_again_and_can_be_done_once(school: int) -> None:
    restriction = lose_eligibility(school)

    restrictions.lift(restriction, "申诉成立", actor=PROVINCE, now=NOON)

    queries.require(school, Act.FILING, TODAY, 2027)
    with pytest.raises(restrictions.LiftedAlready):
        restrictions.lift(restriction, "again", actor=PROVINCE, now=NOON)
    assert list(Fact.objects.order_by("seq").values_list("verb", flat=True)) == [
        "standing.restriction.imposed",
        "standing.restriction.lifted",
    ]


@pytest.mark.parametrize(
    ("day", "barred"),
    [
        (date(2026, 3, 1), False),
        (date(2026, 3, 2), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_a_suspension_bars_from_its_first_to_its_last_day(
    school: int,
    day: date,
    barred: bool,  # noqa: FBT001 - a table of cases
) -> None:
    restrictions.impose(
        school,
        Kind.SUSPENSION,
        since=TODAY,
        until=date(2026, 6, 30),
        ground="R-212",
        reason="检查发现",
        decision_number="演示〔2026〕2号",
        actor=PROVINCE,
        now=NOON,
    )

    assert (queries.barring(school, Act.REGISTRATION, day) is not None) is barred


def test_only_the_provincial_department_restricts(school: int) -> None:
    with pytest.raises(NotPermitted):
        restrictions.impose(
            school,
            Kind.SUSPENSION,
            since=TODAY,
            ground="R-212",
            reason="x",
            decision_number="x",
            actor=OFFICE,
            now=NOON,
        )
    assert queries.of(school) == []


def test_a_loss_of_eligibility_names_its_year(school: int) -> None:
    with pytest.raises(restrictions.YearNeeded):
        restrictions.impose(
            school,
            Kind.ELIGIBILITY_LOSS,
            since=TODAY,
            ground="R-194",
            reason="x",
            decision_number="x",
            actor=PROVINCE,
            now=NOON,
        )
