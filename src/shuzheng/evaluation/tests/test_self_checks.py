"""An institution checks itself under the three principles, and puts right what it finds."""

from __future__ import annotations

from datetime import date

import pytest

from shuzheng.evaluation.access import NoSuchSelfCheck
from shuzheng.evaluation.models import SelfCheck, SelfFinding
from shuzheng.evaluation.queries import self_checks as queries
from shuzheng.evaluation.rules import self_check as rules
from shuzheng.evaluation.rules.self_check import Principle
from shuzheng.evaluation.services import self_checks as services
from shuzheng.evaluation.tests.cast import TEXTS, Cast, cast, checked, later
from shuzheng.foundation.models import Fact
from shuzheng.identity.tests.cast import NOON
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep

pytestmark = pytest.mark.django_db
DUE = date(2026, 4, 1)


@pytest.fixture
def here() -> Cast:
    return cast()


@pytest.mark.rule("R-025", "R-214")
def test_a_self_check_is_handed_in_when_every_heading_says_something(here: Cast) -> None:
    pk = services.begin({Principle.GUIDED: "有。"}, actor=here.first, now=NOON)
    with pytest.raises(services.BeingWritten):
        services.begin(TEXTS, actor=here.first, now=NOON)
    with pytest.raises(rules.HeadingMissing):
        services.submit(pk, actor=here.first, now=NOON)
    services.write(pk, TEXTS, actor=here.first, now=NOON)
    services.submit(pk, actor=here.first, now=later(1))

    row = SelfCheck.objects.get()
    assert (row.state, row.submitted_on, row.year) == ("submitted", date(2026, 3, 3), 2026)
    with pytest.raises(IllegalStep):
        services.write(pk, TEXTS, actor=here.first, now=later(2))
    assert queries.one(pk, here.office).texts[0] == (Principle.GUIDED, "成立领导小组。（演示）")
    assert services.begin(TEXTS, actor=here.first, now=later(3)) != pk


@pytest.mark.rule("R-214")
def test_what_is_found_has_a_day_and_is_put_right_once(here: Cast) -> None:
    pk = checked(here.first, now=NOON)
    with pytest.raises(rules.DueBehind):
        services.find(pk, "台账不全", "补齐", date(2026, 3, 2), actor=here.first, now=NOON)
    found = services.find(pk, "台账不全", "补齐", DUE, actor=here.first, now=NOON)
    assert queries.late(here.first, DUE) == (0, None)
    assert queries.late(here.first, date(2026, 4, 2)) == (1, DUE)
    assert queries.late(here.second, date(2026, 4, 2)) == (0, None)
    other = checked(here.second, now=NOON)
    with pytest.raises(services.NoSuchSelfFinding):
        services.put_right(other, found, "已补齐", actor=here.second, now=NOON)

    services.put_right(pk, found, "已补齐", actor=here.first, now=later(3))

    row = SelfFinding.objects.get(pk=found)
    assert (row.state, row.done_on) == ("put_right", date(2026, 3, 5))
    with pytest.raises(IllegalStep):
        services.put_right(pk, found, "又", actor=here.first, now=later(3))
    fact = Fact.objects.get(verb="evaluation.selffinding.put_right")
    assert fact.data == {}


@pytest.mark.rule("R-214")
def test_one_self_check_a_year_is_owed(here: Cast) -> None:
    today = date(2026, 3, 2)
    assert queries.owed(here.first, today) == 1
    checked(here.first, now=NOON)
    assert queries.owed(here.first, today) == 0
    assert queries.owed(here.first, date(2027, 1, 1)) == 1
    assert queries.owed(here.office, today) == 0
    schools = [here.first.organisation_id, here.second.organisation_id]
    assert queries.silent(schools, 2026) == {here.second.organisation_id}


@pytest.mark.rule("R-214")
def test_others_see_a_self_check_when_it_is_handed_in_and_only_in_their_area(here: Cast) -> None:
    pk = services.begin(TEXTS, actor=here.first, now=NOON)
    for other in (here.office, here.bureau, here.second):
        with pytest.raises(NoSuchSelfCheck):
            queries.one(pk, other)
    services.submit(pk, actor=here.first, now=NOON)

    assert queries.one(pk, here.office).line.institution == "江淮职业学院"
    assert queries.one(pk, here.bureau).line.found == 0
    for other in (here.other_bureau, here.second):
        with pytest.raises(NoSuchSelfCheck):
            queries.one(pk, other)
    with pytest.raises(NotPermitted):
        services.write(pk, TEXTS, actor=here.office, now=NOON)
