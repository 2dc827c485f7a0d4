"""Two parties draw a panel; nobody chooses who sits, nor who comes instead."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact
from shuzheng.governance.core import drawing as lot
from shuzheng.governance.models import Expert, Panel, Seat
from shuzheng.governance.queries import panels as queries
from shuzheng.governance.queries import public_panels
from shuzheng.governance.rules import panel as rules
from shuzheng.governance.services import panel_draws, panels
from shuzheng.governance.tests import cast
from shuzheng.governance.tests.panel_cast import NOW, called, drawn, fill, frozen, places, planned
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.transparency.core.draws import NotAsCommitted, Party, commitment
from shuzheng.transparency.core.draws import document as judging
from shuzheng.transparency.models import Draw, Entry
from shuzheng.transparency.queries.checking import check_log
from shuzheng.transparency.rules.draw import WitnessFirst
from shuzheng.transparency.services import draws

LATE = NOW + timedelta(hours=49)
SECRET = bytes(range(32))
OUTCOMES = {lot.KIND: lot.outcome_of}


@pytest.fixture
def here(db: None) -> cast.Here:
    del db
    return cast.build()


@pytest.mark.rule("R-012")
def test_the_office_plans_numbers_and_nobody_names_a_member(here: cast.Here) -> None:
    fill(here)
    row = Panel.objects.get(pk=planned(here))
    assert (row.state, row.size, row.fields, row.seats.count()) == (
        "planned",
        3,
        ["现代制造"],
        0,
    )
    with pytest.raises(rules.PanelSize):
        planned(here, size=4)
    with pytest.raises(rules.PanelPast):
        planned(here, meets_on=date(2026, 3, 1))
    with pytest.raises(rules.NoYear):
        planned(here, year=2026)
    for other in (here.department, here.bureau, here.world.lead()):
        with pytest.raises(NotPermitted):
            panels.plan(called(here), actor=other, now=NOW)


@pytest.mark.rule("R-012")
def test_both_secrets_draw_a_panel_and_its_substitutes(here: cast.Here) -> None:
    made = fill(here)
    pk = drawn(here)
    row = Panel.objects.get(pk=pk)
    assert (row.state, row.drawn_on) == ("standing", date(2026, 3, 2))
    assert [state for _place, state, _why in places(pk)] == ["sitting"] * 3 + ["substitute"] * 5
    seated = set(row.seats.values_list("expert_id", flat=True))
    assert seated == set(made[:-1])
    fact = Fact.objects.get(verb="governance.draw.drawn")
    assert (fact.data["count"], fact.data["substitutes"]) == (3, 5)
    assert facts.check_chain() == []
    assert check_log() == []


@pytest.mark.rule("R-012")
def test_anybody_computes_the_panel_again_from_its_public_document(here: cast.Here) -> None:
    made = fill(here)
    pk = frozen(here)
    uid = Panel.objects.get().uid
    assert {"blind", "inputs", "outcome"}.isdisjoint(public_panels.document(uid))
    for who in (here.department, here.office):
        panel_draws.reveal(pk, actor=who, now=NOW)
    whole = json.loads(json.dumps(public_panels.document(uid)))

    verdicts = [str(check.verdict) for check in judging.judge(whole, OUTCOMES)]
    assert verdicts == [*["holds"] * 7, "unknown"]
    assert len(whole["inputs"]["experts"]) == 9
    assert [ground for _tag, ground in whole["inputs"]["excluded"]] == ["employer"]
    uids = dict(Expert.objects.values_list("pk", "uid"))
    tags = {
        sha256(
            b"shuzheng/draw/expert/v1\0" + Draw.objects.get().uid.bytes + uids[one].bytes
        ).hexdigest()[:32]: one
        for one in made
    }
    order = [*whole["outcome"]["panel"], *whole["outcome"]["substitutes"]]
    rows = Seat.objects.filter(panel=pk).order_by("place")
    assert [tags[tag] for tag in order] == list(rows.values_list("expert_id", flat=True))
    wrong = {**whole, "outcome": {**whole["outcome"], "panel": order[1:4]}}
    assert [str(x.verdict) for x in judging.judge(wrong, OUTCOMES)][6] == "fails"


@pytest.mark.rule("R-012")
def test_too_few_experts_are_refused_before_anything_is_frozen(here: cast.Here) -> None:
    fill(here, 5)
    pk = planned(here)
    said = "Of 5 experts of these fields 4 can sit. A panel of 3 with 2 substitutes needs 5."
    with pytest.raises(rules.TooFewExperts, match=said):
        panel_draws.begin(pk, actor=here.office, now=NOW)
    assert not Draw.objects.exists()
    assert Panel.objects.get().state == "planned"


@pytest.mark.rule("R-012")
def test_neither_party_draws_alone_nor_is_the_other(here: cast.Here) -> None:
    fill(here)
    pk = planned(here)
    with pytest.raises(WitnessFirst):
        panel_draws.alone(pk, actor=here.office, now=NOW)
    panel_draws.begin(pk, actor=here.office, now=NOW)
    with pytest.raises(NotPermitted):
        panel_draws.witness(pk, actor=here.office, now=NOW)
    both = replace(
        here.department,
        organisation_id=here.office.organisation_id,
        person_id=here.office.person_id,
    )
    with pytest.raises(draws.NotIndependent):
        panel_draws.witness(pk, actor=both, now=NOW)
    with pytest.raises(IllegalStep):
        panel_draws.begin(pk, actor=here.colleague, now=NOW)


@pytest.mark.rule("R-012")
def test_a_witness_may_keep_the_secret_and_must_show_that_very_one(here: cast.Here) -> None:
    fill(here)
    pk = planned(here)
    panel_draws.begin(pk, actor=here.office, now=NOW)
    made = commitment(Draw.objects.get().uid.bytes, Party.WITNESS, SECRET).hex()
    panel_draws.witness(pk, actor=here.department, now=NOW, own=made)
    panel_draws.reveal(pk, actor=here.office, now=NOW)
    with pytest.raises(NotAsCommitted):
        panel_draws.reveal(pk, actor=here.department, now=NOW, own="00" * 32)
    assert panel_draws.reveal(pk, actor=here.department, now=NOW, own=SECRET.hex())


@pytest.mark.rule("R-012")
def test_a_withheld_secret_voids_the_draw_in_public(here: cast.Here) -> None:
    fill(here)
    pk = frozen(here)
    panel_draws.reveal(pk, actor=here.department, now=NOW)
    assert panel_draws.void_overdue(now=LATE - timedelta(hours=2)) == 0
    assert panel_draws.void_overdue(now=LATE) == 1
    assert Draw.objects.get().fault == "organiser-withheld"
    assert Entry.objects.filter(kind="draw.voided").count() == 1
    assert (Panel.objects.get().state, Seat.objects.count()) == ("planned", 0)
    [line] = public_panels.listed()
    view = queries.draw_of(line)
    assert view is not None
    assert view.state == "void"
    with pytest.raises(WitnessFirst):
        panel_draws.alone(pk, actor=here.office, now=LATE)
    assert check_log() == []


@pytest.mark.rule("R-012")
def test_an_absent_witness_opens_the_way_to_a_draw_alone_that_says_so(here: cast.Here) -> None:
    fill(here)
    pk = planned(here)
    panel_draws.begin(pk, actor=here.office, now=NOW)
    assert panel_draws.void_overdue(now=LATE) == 1
    panel_draws.alone(pk, actor=here.office, now=LATE)
    assert Panel.objects.get().state == "standing"
    checks = judging.judge(public_panels.document(Panel.objects.get().uid), OUTCOMES)
    assert str(checks[0].verdict) == "fails"
    assert checks[0].why == "the draw was voided: witness-absent, then drawn by one party alone"
