"""The list of expected leaders: who has not filed, who sees whom, and the office's todo."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from shuzheng.foundation import clock
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.services import leading
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.pilots.models import Filing
from shuzheng.pilots.queries import leaders, todos
from shuzheng.pilots.rules.filing import State
from shuzheng.pilots.services import rounds
from shuzheng.pilots.tests.visitors import browser, text
from shuzheng.standing.rules.restrictions import Kind
from shuzheng.standing.services import restrictions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pytest_django import DjangoAssertNumQueries, Settings

    from shuzheng.kernel.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-004")]

OFFICE = actor(Role.OFFICE_OFFICER)
OPENS, CLOSES = date(2026, 2, 1), date(2026, 3, 31)
AFTER = NOON + timedelta(days=40)


@pytest.fixture(autouse=True)
def at_noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def _round() -> None:
    rounds.open_round(2026, OPENS, CLOSES, actor=OFFICE, now=NOON)


def leader(code: str, *, division: str = "340100", flag: str = "double_high") -> int:
    here = organisation(code, division=division)
    leading.flag(here, [flag], seen=(), actor=OFFICE, now=NOON)
    return here


def filed(here: int, state: State) -> None:
    Filing.objects.create(institution_id=here, year=2026, state=state, submitted_on=OPENS)


def said(actor_: Actor, now: datetime) -> list[tuple[str, int | None, str]]:
    found = todos.todos_for(actor_, now)
    return [(str(one.title), one.count, one.rule) for one in found if one.rule == "R-004"]


@pytest.mark.usefixtures("_round")
def test_whoever_bears_a_flag_and_handed_nothing_in_is_named_first() -> None:
    one, two, three = leader("S1"), leader("S2"), leader("S3", flag="national_backbone")
    organisation("S4")
    filed(one, State.SUBMITTED)
    filed(two, State.DRAFT)
    asked = leaders.round_of(0, NOON)
    assert asked is not None

    found = leaders.leaders(OFFICE, asked, NOON)

    assert [(line.institution_id, line.outlook) for line in found] == [
        (two, "awaited"),
        (three, "awaited"),
        (one, "filed"),
    ]
    assert [line.outlook for line in leaders.leaders(OFFICE, asked, AFTER)] == [
        "absent",
        "absent",
        "filed",
    ]


@pytest.mark.usefixtures("_round")
def test_nobody_is_warned_of_whom_a_decision_bars_from_filing() -> None:
    here = leader("S1")
    restrictions.impose(
        here,
        Kind.ELIGIBILITY_LOSS,
        since=date(2026, 3, 2),
        year=2026,
        ground="R-194",
        reason="多次未报送",
        decision_number="演示〔2026〕1号",
        actor=actor(Role.PROVINCIAL_ADMIN),
        now=NOON,
    )
    asked = leaders.round_of(2026, NOON)
    assert asked is not None

    assert [one.outlook for one in leaders.leaders(OFFICE, asked, AFTER)] == ["barred"]
    assert leaders.missing(OFFICE, AFTER) == (asked, 0)


def test_the_office_is_reminded_while_the_round_is_open_or_over_until_the_year_ends() -> None:
    here = leader("S1")
    assert said(OFFICE, NOON) == []
    rounds.open_round(2026, OPENS, CLOSES, actor=OFFICE, now=NOON)
    reminder = [("Lead institutions that have not filed for 2026", 1, "R-004")]

    assert said(OFFICE, NOON - timedelta(days=40)) == []
    assert said(OFFICE, NOON) == reminder
    assert said(OFFICE, AFTER) == reminder
    assert said(OFFICE, NOON + timedelta(days=365)) == []
    assert said(actor(Role.CITY_OFFICER, area="3401"), NOON) == []
    [own] = todos.todos_for(actor(Role.LIAISON, here), NOON)
    assert str(own.detail) == "Your institution is expected to lead."
    filed(here, State.RETURNED)
    assert said(OFFICE, AFTER) == []


@pytest.mark.usefixtures("_round")
def test_the_office_sees_all_leaders_and_a_city_its_own() -> None:
    near, far = leader("S1"), leader("S2", division="340200")
    office = organisation("SDB", OrganisationKind.COORDINATION_OFFICE)
    bureau = organisation("B1", OrganisationKind.CITY_BUREAU)
    filed(near, State.FILED)

    page = text(browser(Role.OFFICE_OFFICER, office).get("/pilots/leaders/"))
    assert "演示S2" in page
    assert "演示S1" not in page
    assert "Has not filed yet" in page
    assert "College of the Double-High plan" in page
    page = text(browser(Role.OFFICE_OFFICER, office).get("/pilots/leaders/?view=all&year=2026"))
    assert f'href="/parties/{far}"' in page
    assert "演示S1" in page
    city = browser(Role.CITY_OFFICER, bureau)
    page = text(city.get("/pilots/leaders/?view=all"))
    assert "演示S1" in page
    assert "演示S2" not in page
    assert "Every lead institution has filed" in text(city.get("/pilots/leaders/?view=missing"))
    assert browser(Role.LIAISON, near).get("/pilots/leaders/").status_code == 403
    asked = leaders.round_of(2026, NOON)
    assert asked is not None
    with pytest.raises(NotPermitted):
        leaders.leaders(actor(Role.LIAISON, near), asked, NOON)


def test_without_a_round_nobody_is_expected_yet() -> None:
    office = browser(Role.OFFICE_OFFICER, organisation("SDB", OrganisationKind.COORDINATION_OFFICE))
    leader("S1")

    assert "No filing round yet" in text(office.get("/pilots/leaders/"))


@pytest.mark.usefixtures("_round")
def test_the_list_takes_no_more_queries_for_more_leaders(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    office = browser(Role.OFFICE_OFFICER, organisation("SDB", OrganisationKind.COORDINATION_OFFICE))
    for number in range(30):
        leader(f"S{number:02d}")
    office.get("/pilots/leaders/")

    with django_assert_max_num_queries(45):
        office.get("/pilots/leaders/")
