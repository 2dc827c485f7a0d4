"""Who sits in a panel: replaced by the lot alone, named to everybody when the work is done."""

from __future__ import annotations

import json
from datetime import date

import pytest

from shuzheng.foundation.models import Fact
from shuzheng.governance import access
from shuzheng.governance.models import Expert, Panel, Seat
from shuzheng.governance.queries import pool as experts
from shuzheng.governance.queries import public_panels
from shuzheng.governance.rules import panel as rules
from shuzheng.governance.rules.panel import Kind, Why
from shuzheng.governance.rules.pool import Tie, Verb
from shuzheng.governance.services import panel_draws, panels, pool
from shuzheng.governance.services.pool import Declared
from shuzheng.governance.tests import cast
from shuzheng.governance.tests.cast import at
from shuzheng.governance.tests.panel_cast import NOW, drawn, fill, places, planned
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.transparency.models import Draw, Entry


@pytest.fixture
def here(db: None) -> cast.Here:
    del db
    return cast.build()


@pytest.mark.rule("R-012")
def test_who_cannot_come_is_replaced_by_the_next_of_the_lot(here: cast.Here) -> None:
    fill(here)
    pk = drawn(here)
    rows = list(Seat.objects.filter(panel=pk).order_by("place"))
    before = Panel.objects.get().draw
    assert panels.replace(rows[1].pk, Why.PREVENTED, "出差", actor=here.office, now=NOW) == 4
    fifth = rows[4].expert_id
    told = Declared(here.world.leader, "受聘于该校", Tie.INTEREST)
    pool.declare(fifth, told, actor=here.office, now=NOW)
    assert panels.replace(rows[0].pk, Why.CONFLICT, "申报", actor=here.office, now=NOW) == 6
    assert places(pk) == [
        (1, "stepped_down", "conflict"),
        (2, "stepped_down", "prevented"),
        (3, "sitting", ""),
        (4, "sitting", ""),
        (5, "stepped_down", "barred"),
        (6, "sitting", ""),
        (7, "substitute", ""),
        (8, "substitute", ""),
    ]
    told_of = Fact.objects.filter(verb="governance.panel.refilled").order_by("seq")
    assert [(x.data["left"], x.data["called"], x.data["why"]) for x in told_of] == [
        (2, 4, "prevented"),
        (1, 6, "conflict"),
    ]
    assert Panel.objects.get().draw == before


@pytest.mark.rule("R-012")
def test_of_two_who_replace_the_same_member_one_wins(here: cast.Here) -> None:
    fill(here)
    pk = drawn(here)
    seat = Seat.objects.get(panel=pk, place=1)
    panels.replace(seat.pk, Why.PREVENTED, "出差", actor=here.office, now=NOW)
    with pytest.raises(IllegalStep):
        panels.replace(seat.pk, Why.CONFLICT, "申报", actor=here.colleague, now=NOW)
    assert Seat.objects.filter(panel=pk, state="sitting").count() == 3


@pytest.mark.rule("R-012")
def test_when_the_lot_is_used_up_nobody_is_taken_from_elsewhere(here: cast.Here) -> None:
    fill(here, 6)
    pk = drawn(here)
    for place in (1, 2):
        seat = Seat.objects.get(panel=pk, place=place)
        panels.replace(seat.pk, Why.PREVENTED, "出差", actor=here.office, now=NOW)
    last = Seat.objects.get(panel=pk, place=3)
    with pytest.raises(panels.NoSubstitute):
        panels.replace(last.pk, Why.PREVENTED, "出差", actor=here.office, now=NOW)
    last.refresh_from_db()
    assert last.state == "sitting"
    panels.dissolve(pk, "候补已用尽。", actor=here.office, now=NOW)
    assert Panel.objects.get().state == "dissolved"
    with pytest.raises(panels.NotStanding):
        panels.replace(last.pk, Why.PREVENTED, "出差", actor=here.office, now=NOW)


@pytest.mark.rule("R-012")
def test_a_panel_ends_only_without_a_member_who_is_tied_to_a_party(here: cast.Here) -> None:
    fill(here)
    pk = drawn(here)
    seat = Seat.objects.get(panel=pk, place=1)
    told = Declared(here.world.leader, "亲属任职", Tie.KIN)
    pool.declare(seat.expert_id, told, actor=here.office, now=NOW)
    with pytest.raises(rules.Barred, match="has kin at a party"):
        panels.finish(pk, actor=here.office, now=at(3, 11))
    panels.replace(seat.pk, Why.CONFLICT, "申报", actor=here.office, now=at(3, 11))
    panels.finish(pk, actor=here.office, now=at(3, 11))
    row = Panel.objects.get()
    assert (row.state, row.done_on) == ("done", date(2026, 3, 11))
    for other in (here.department, here.bureau):
        with pytest.raises(NotPermitted):
            panels.finish(pk, actor=other, now=at(3, 11))


@pytest.mark.rule("R-012")
def test_who_was_drawn_lately_rests_and_the_history_shows_the_panels(here: cast.Here) -> None:
    made = fill(here, 10)
    first = drawn(here)
    sat = set(Seat.objects.filter(panel=first, state="sitting").values_list("expert_id", flat=True))
    second = drawn(here, title="再次论证")
    inputs = Draw.objects.order_by("-pk")[0].inputs
    assert (len(inputs["experts"]), len(inputs["recent"])) == (10, 3)
    again = set(Seat.objects.filter(panel=second).values_list("expert_id", flat=True))
    assert again == set(made[:-1]) - sat
    one = next(iter(sat))
    page = experts.detail(one, here.department)
    assert [(x.title, x.state, x.seat) for x in page.panels] == [
        ("专项论证", "standing", "sitting")
    ]
    assert page.line.sat == 1


@pytest.mark.rule("R-012")
def test_the_review_of_a_year_has_one_panel_that_concerns_every_organisation(
    here: cast.Here,
) -> None:
    made = fill(here)
    pool.step(made[0], Verb.REST, actor=here.office, now=NOW)
    told = Declared(here.world.holder, "担任顾问")
    pool.declare(made[1], told, actor=here.office, now=NOW)
    review = {"kind": Kind.CATALOGUE_REVIEW, "year": 2026, "parties": []}
    pk = drawn(here, **review)
    seated = set(Seat.objects.filter(panel=pk).values_list("expert_id", flat=True))
    assert seated == set(made[2:])
    with pytest.raises(panels.PanelTwice, match="2026"):
        planned(here, **review)
    found = public_panels.of_review(2026, here.office)
    assert found is not None
    assert len(found.experts) == 3
    stranger = public_panels.of_review(2026, here.world.liaison())
    assert stranger is not None
    assert stranger.experts == ()
    assert public_panels.of_review(2025, here.office) is None
    panels.dissolve(pk, "评审推迟。", actor=here.office, now=NOW)
    assert public_panels.of_review(2026, here.office) is None
    assert planned(here, **review) > pk


@pytest.mark.rule("R-012")
def test_nothing_public_and_no_fact_names_an_expert_before_the_work_is_done(
    here: cast.Here,
) -> None:
    fill(here)
    pk = drawn(here)
    uid = Panel.objects.get().uid
    said = json.dumps(
        [
            *Fact.objects.values_list("verb", "data"),
            public_panels.document(uid),
            *Entry.objects.values_list("leaf", flat=True),
        ],
        default=str,
        ensure_ascii=False,
    )
    assert "专家" not in said
    assert all(str(one) not in said for one in Expert.objects.values_list("uid", flat=True))
    before = public_panels.one(uid, at(3, 10))
    assert (before.named, {one.name for one in before.places}) == (False, {""})
    panels.finish(pk, actor=here.office, now=at(3, 11))
    after = public_panels.one(uid, at(3, 11))
    assert after.named
    assert all(bool(one.name) is (one.state == "sitting") for one in after.places)
    assert after.counts is not None
    assert (after.counts.experts, after.counts.excluded, after.counts.stood) == (
        9,
        (("employer", 1),),
        8,
    )


@pytest.mark.rule("R-012")
def test_a_panel_is_the_provinces_and_a_stranger_finds_none(here: cast.Here) -> None:
    fill(here)
    pk = planned(here)
    assert access.panel(pk, here.department, access.Permission.POOL_VIEW).pk == pk
    for who in (here.bureau, here.world.lead(), actor(Role.LIAISON, here.world.leader)):
        with pytest.raises(NotPermitted):
            access.panels(who)
    with pytest.raises(access.NoSuchPanel):
        access.open_panel(Panel.objects.get().uid)
    panels.cancel(pk, "事项取消。", actor=here.office, now=NOW)
    with pytest.raises(IllegalStep):
        panel_draws.begin(pk, actor=here.office, now=NOW)
