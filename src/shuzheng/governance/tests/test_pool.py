"""Experts have fields, employers and interests; panels are made up from the pool alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation import clock
from shuzheng.governance import access
from shuzheng.governance.models import Expert, Panel
from shuzheng.governance.queries import pool as queries
from shuzheng.governance.rules import pool as rules
from shuzheng.governance.rules.pool import EXPERT, Bar, State, Verb
from shuzheng.governance.services import pool
from shuzheng.governance.services.pool import Called, Entered
from shuzheng.governance.tests import cast
from shuzheng.governance.tests.cast import at
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.kernel.rulebook import Rulebook
from shuzheng.pilots.tests.visitors import browser, text

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
TODAY = date(2026, 3, 2)
ONE = rules.Expert(1, "甲", State.IN_POOL, ("制造",), 7, frozenset({8}), 0, None)
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
        (ONE, [9, 8], Bar.CONFLICT),
        (replace(ONE, fields=("服务",)), [], Bar.FIELD),
        (replace(ONE, state=State.RESTING), [], Bar.STATE),
        (replace(ONE, employer=None), [7], None),
    ],
)
def test_who_works_for_or_has_an_interest_in_a_party_does_not_sit(
    expert: rules.Expert, parties: list[int], wanted: Bar | None
) -> None:
    assert rules.bar(expert, "制造", parties) is wanted


EXPERTS = st.lists(
    st.builds(
        rules.Expert,
        id=st.integers(1, 99),
        name=st.just("甲"),
        state=st.sampled_from(State),
        fields=st.sampled_from([("制造",), ("服务",)]),
        employer=st.sampled_from([None, 7, 9]),
        conflicts=st.frozensets(st.sampled_from([7, 8, 9])),
        sat=st.integers(0, 3),
        last_on=st.none() | st.dates(date(2024, 1, 1), date(2026, 1, 1)),
    ),
    unique_by=lambda one: one.id,
)


@pytest.mark.rule("R-012")
@given(EXPERTS, st.frozensets(st.sampled_from([7, 8, 9])))
def test_everybody_who_is_free_is_proposed_and_who_sat_least_first(
    experts: list[rules.Expert], parties: frozenset[int]
) -> None:
    found = rules.proposed(experts, "制造", parties)
    assert {one.id for one in found} == {
        one.id
        for one in experts
        if one.state is State.IN_POOL
        and one.fields == ("制造",)
        and one.employer not in parties
        and not one.conflicts & parties
    }
    assert [one.sat for one in found] == sorted(one.sat for one in found)


@pytest.mark.rule("R-012")
def test_a_panel_is_odd_large_enough_and_nobody_in_it_is_barred() -> None:
    three = [replace(ONE, id=pk) for pk in (1, 2, 3)]
    rules.check_panel(three, "制造", [9], TODAY, BOOK)
    for few in (three[:1], [*three, replace(ONE, id=4)], []):
        with pytest.raises(rules.PanelSize, match="at least 3"):
            rules.check_panel(few, "制造", [], TODAY, BOOK)
    with pytest.raises(rules.Barred, match="works for a party"):
        rules.check_panel(three, "制造", [7], TODAY, BOOK)


def enter(here: cast.Here) -> list[int]:
    """Return five experts of one field; the fourth works for a school of the cast."""
    employers = ["演示大学", "演示大学", "演示研究院", "江淮职业学院", "演示研究院"]
    given = [
        Entered(f"专家{number}", employer, "教授", ("现代制造",))
        for number, employer in enumerate(employers, 1)
    ]
    return pool.enter_all(given, actor=here.office, now=at(1, 12))


@pytest.mark.rule("R-012")
def test_a_panel_comes_from_the_pool_and_passes_over_who_is_not_free(here: cast.Here) -> None:
    first, second, third, fourth, fifth = enter(here)
    school, field = here.world.leader, "现代制造"
    pool.declare(fifth, school, "亲属任职", actor=here.office, now=at(1, 13))
    pool.declare(fifth, school, "再次申报", actor=here.office, now=at(1, 14))
    free = [pk for pk, _name in queries.proposed(field, [school], here.office)]
    assert free == [first, second, third]
    called = Called("专项论证", field, [school], date(2026, 3, 10))
    for barred in (fourth, fifth):
        with pytest.raises(rules.Barred):
            pool.form_panel(called, [first, second, barred], actor=here.office, now=at(3, 2))
    with pytest.raises(pool.Unknown):
        pool.form_panel(called, [first, second, 9_999], actor=here.office, now=at(3, 2))
    late = replace(called, meets_on=date(2026, 3, 1))
    with pytest.raises(pool.PanelPast):
        pool.form_panel(late, free, actor=here.office, now=at(3, 2))
    pk = pool.form_panel(called, free, actor=here.office, now=at(3, 2))
    assert set(Panel.objects.get(pk=pk).experts.values_list("pk", flat=True)) == set(free)
    again = [pk for pk, _name in queries.proposed(field, [], here.office)]
    assert again == [fourth, fifth, first, second, third]
    page = queries.detail(first, here.department)
    assert [(one.title, one.meets_on) for one in page.panels] == [("专项论证", date(2026, 3, 10))]
    assert queries.detail(fifth, here.office).interests == [
        ("江淮职业学院", "亲属任职", date(2026, 1, 13))
    ]


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


def test_the_pages_enter_an_expert_and_make_up_a_panel(
    here: cast.Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: at(3, 2))
    made = enter(here)
    office = browser(Role.OFFICE_OFFICER, here.office.organisation_id)
    sent = {"name": "专家6", "employer": "演示大学", "post": "教授", "fields_named": "现代服务"}
    office.post("/expert-pool/new", sent)
    assert "专家6" in text(office.get("/expert-pool"))
    told = {"party": here.world.leader, "reason": "兼职"}
    office.post(f"/expert-pool/{made[0]}/interests/new", told)
    assert "江淮职业学院" in text(office.get(f"/expert-pool/{made[0]}"))
    asked = f"/expert-pool/panels/new?field=现代制造&party={here.world.leader}"
    page = text(office.get(asked))
    assert "专家2" in page
    assert "专家1（" not in page
    panel = {"title": "专项论证", "field": "现代制造", "meets_on": "2026-03-10"}
    office.post("/expert-pool/panels/new", {**panel, "experts": made[1:3] + made[4:]})
    assert Panel.objects.get().experts.count() == 3
    bad = {**panel, "party": [here.world.leader], "experts": made[:3]}
    assert office.post("/expert-pool/panels/new", bad).status_code == 422
    assert office.get("/expert-pool?view=all&export=xlsx").status_code == 200
