"""Experts have fields, employers and interests, which say who cannot sit in a panel."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shuzheng.foundation import clock
from shuzheng.governance import access
from shuzheng.governance.models import Expert
from shuzheng.governance.queries import pool as queries
from shuzheng.governance.rules import pool as rules
from shuzheng.governance.rules.pool import EXPERT, Bar, State, Tie, Verb
from shuzheng.governance.services import pool
from shuzheng.governance.services.pool import Declared, Entered
from shuzheng.governance.tests import cast
from shuzheng.governance.tests.cast import at
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.pilots.tests.visitors import browser, text

ONE = rules.Expert(
    1, "甲", State.IN_POOL, ("制造",), 7, frozenset({6}), frozenset({8}), drawn_on=None
)
STEPS = {
    (State.IN_POOL, Verb.REST): State.RESTING,
    (State.RESTING, Verb.RETURN): State.IN_POOL,
    (State.IN_POOL, Verb.LEAVE): State.LEFT,
    (State.RESTING, Verb.LEAVE): State.LEFT,
}


@pytest.fixture
def here(db: None) -> cast.Here:
    del db
    return cast.build()


@pytest.mark.rule("R-012")
@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("state", list(State))
def test_every_step_of_an_expert_that_is_not_in_the_table_is_refused(
    state: State, verb: Verb
) -> None:
    if (state, verb) in STEPS:
        assert EXPERT.after(state, verb) is STEPS[state, verb]
    else:
        with pytest.raises(IllegalStep):
            EXPERT.after(state, verb)


@pytest.mark.rule("R-012")
@pytest.mark.parametrize(
    ("expert", "parties", "wanted"),
    [
        (ONE, [], None),
        (ONE, [9], None),
        (ONE, [7], Bar.EMPLOYER),
        (ONE, [6], Bar.KIN),
        (ONE, [9, 8], Bar.CONFLICT),
        (replace(ONE, fields=("服务",)), [7], Bar.FIELD),
        (replace(ONE, fields=("服务", "制造")), [], None),
        (replace(ONE, state=State.RESTING), [], Bar.STATE),
        (replace(ONE, state=State.LEFT), [7], Bar.STATE),
        (replace(ONE, employer=None), [7], None),
    ],
)
def test_who_works_for_or_is_tied_to_a_party_does_not_sit(
    expert: rules.Expert, parties: list[int], wanted: Bar | None
) -> None:
    assert rules.bar(expert, ["制造", "健康"], parties) is wanted


def enter(here: cast.Here) -> list[int]:
    """Return five experts of one field; the fourth works for a school of the cast."""
    employers = ["演示大学", "演示大学", "演示研究院", "江淮职业学院", "演示研究院"]
    given = [
        Entered(f"专家{number}", employer, "教授", ("现代制造",))
        for number, employer in enumerate(employers, 1)
    ]
    return pool.enter_all(given, actor=here.office, now=at(1, 12))


@pytest.mark.rule("R-012")
def test_what_an_expert_declares_stays_with_its_kind_and_day(here: cast.Here) -> None:
    first, *_rest = enter(here)
    school = here.world.leader
    pool.declare(first, Declared(school, "兼职"), actor=here.office, now=at(1, 13))
    pool.declare(first, Declared(school, "再次申报"), actor=here.office, now=at(1, 14))
    kin = Declared(school, "亲属任职", Tie.KIN)
    pool.declare(first, kin, actor=here.office, now=at(1, 15))
    with pytest.raises(rules.NoReason):
        pool.declare(first, Declared(school, " "), actor=here.office, now=at(1, 15))
    with pytest.raises(pool.NoParty):
        pool.declare(first, Declared(9_999, "兼职"), actor=here.office, now=at(1, 15))
    page = queries.detail(first, here.department)
    assert [(told.party, told.tie, told.reason) for told in page.interests] == [
        ("江淮职业学院", Tie.INTEREST, "兼职"),
        ("江淮职业学院", Tie.KIN, "亲属任职"),
    ]
    seen = {one.id: one for one in queries.experts()}
    assert seen[first].kin == seen[first].conflicts == {school}


@pytest.mark.rule("R-012")
def test_whoever_wrote_a_partys_name_as_employer_works_there_whenever_it_came(
    here: cast.Here,
) -> None:
    first, _second, _third, fourth, *_rest = enter(here)
    seen = {one.id: one.employer for one in queries.experts()}
    assert (seen[first], seen[fourth]) == (None, here.world.leader)
    seen = {one.id: one.employer for one in queries.experts({"演示大学": 77})}
    assert (seen[first], seen[fourth]) == (77, here.world.leader)


@pytest.mark.rule("R-012")
def test_an_expert_is_entered_once_with_a_field_and_by_the_office(here: cast.Here) -> None:
    first, *_rest = enter(here)
    with pytest.raises(pool.ExpertTwice, match="专家1"):
        pool.enter_all(
            [Entered("专家1", "演示大学", "教授", ("服务",))], actor=here.office, now=at(1, 13)
        )
    with pytest.raises(rules.NoField):
        pool.enter_all([Entered("新人", "演示大学", "教授", ())], actor=here.office, now=at(1, 13))
    for who in (here.department, here.bureau, here.world.lead()):
        with pytest.raises(NotPermitted):
            pool.enter_all(
                [Entered("新人", "演示大学", "教授", ("服务",))], actor=who, now=at(1, 13)
            )
    pool.step(first, Verb.LEAVE, actor=here.office, now=at(2, 2))
    assert Expert.objects.get(pk=first).state == "left"
    with pytest.raises(NotPermitted):
        access.experts(here.bureau)


def test_the_pages_enter_an_expert_and_declare_an_interest(
    here: cast.Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: at(3, 2))
    made = enter(here)
    office = browser(Role.OFFICE_OFFICER, here.office.organisation_id)
    sent = {"name": "专家6", "employer": "演示大学", "post": "教授", "fields_named": "现代服务"}
    office.post("/expert-pool/new", sent)
    assert "专家6" in text(office.get("/expert-pool"))
    told = {"party": here.world.leader, "tie": "kin", "reason": "亲属任职"}
    office.post(f"/expert-pool/{made[0]}/interests/new", told)
    page = text(office.get(f"/expert-pool/{made[0]}"))
    assert "江淮职业学院" in page
    assert "亲属任职" in page
    assert office.get("/expert-pool?view=all&export=xlsx").status_code == 200
