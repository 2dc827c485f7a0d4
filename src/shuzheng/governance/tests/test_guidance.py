"""What the committee says is filed by field or alliance, read by whom it is about, and settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shuzheng.foundation import clock
from shuzheng.governance import access
from shuzheng.governance.models import Guidance
from shuzheng.governance.queries import guidance as queries
from shuzheng.governance.rules import guidance as rules
from shuzheng.governance.rules.guidance import GUIDANCE, Kind, State, Verb
from shuzheng.governance.services import guidance
from shuzheng.governance.services.guidance import Given
from shuzheng.governance.tests import cast
from shuzheng.governance.tests.cast import at
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.pilots.tests.visitors import browser, pdf, text

GIVEN = Given(Kind.GUIDANCE, "加强实操考核", "现代制造", None, "增加实操课时。", date(2026, 3, 1))
STEPS = {
    (State.GIVEN, Verb.TAKE_IN_HAND): State.IN_HAND,
    (State.GIVEN, Verb.TAKE_UP): State.TAKEN_UP,
    (State.GIVEN, Verb.DECLINE): State.NOT_TAKEN_UP,
    (State.IN_HAND, Verb.TAKE_UP): State.TAKEN_UP,
    (State.IN_HAND, Verb.DECLINE): State.NOT_TAKEN_UP,
}


@pytest.fixture
def here(db: None) -> cast.Here:
    del db
    return cast.build()


@pytest.mark.rule("R-202")
@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("state", list(State))
def test_every_step_of_an_advice_that_is_not_in_the_table_is_refused(
    state: State, verb: Verb
) -> None:
    if (state, verb) in STEPS:
        assert GUIDANCE.after(state, verb) is STEPS[state, verb]
    else:
        with pytest.raises(IllegalStep):
            GUIDANCE.after(state, verb)


@pytest.mark.rule("R-011")
@pytest.mark.rule("R-202")
def test_an_advice_is_about_a_field_or_an_alliance_and_was_given(here: cast.Here) -> None:
    pk = guidance.file(GIVEN, actor=here.office, now=at(3, 2))
    row = Guidance.objects.get(pk=pk)
    assert (row.state, row.field, row.alliance_id) == ("given", "现代制造", None)
    with pytest.raises(rules.NoSubject):
        guidance.file(replace(GIVEN, field=" "), actor=here.office, now=at(3, 2))
    with pytest.raises(guidance.GivenAhead):
        guidance.file(replace(GIVEN, given_on=date(2026, 3, 3)), actor=here.office, now=at(3, 2))
    with pytest.raises(guidance.NoAlliance):
        guidance.file(replace(GIVEN, alliance_id=9_999), actor=here.office, now=at(3, 2))
    with pytest.raises(NotPermitted):
        guidance.file(GIVEN, actor=here.world.lead(), now=at(3, 2))


@pytest.mark.rule("R-202")
def test_an_alliance_reads_what_is_about_it_and_nobody_else_does(here: cast.Here) -> None:
    about = replace(GIVEN, alliance_id=here.world.alliance)
    ours = guidance.file(about, actor=here.office, now=at(3, 2))
    general = guidance.file(GIVEN, actor=here.office, now=at(3, 2))
    for who in (here.world.lead(), here.world.liaison()):
        assert queries.detail(ours, who).line.advice == "增加实操课时。"
        with pytest.raises(access.NoSuchGuidance):
            queries.detail(general, who)
        with pytest.raises(NotPermitted):
            guidance.step(ours, Verb.TAKE_UP, "x", actor=who, now=at(3, 3))
    stranger = here.world.liaison(here.world.stranger)
    with pytest.raises(access.NoSuchGuidance):
        queries.detail(ours, stranger)
    assert queries.counts(stranger) == {"open": 0, "all": 0}
    assert queries.counts(here.office) == {"open": 2, "all": 2}
    with pytest.raises(NotPermitted):
        queries.detail(ours, here.bureau)


@pytest.mark.rule("R-202")
def test_what_became_of_an_advice_is_said_once(here: cast.Here) -> None:
    pk = guidance.file(GIVEN, actor=here.office, now=at(3, 2))
    guidance.step(pk, Verb.TAKE_IN_HAND, actor=here.office, now=at(3, 4))
    with pytest.raises(rules.NothingSaid):
        guidance.step(pk, Verb.TAKE_UP, " ", actor=here.office, now=at(4, 2))
    guidance.step(pk, Verb.TAKE_UP, "已写入通知", actor=here.department, now=at(4, 2))
    row = Guidance.objects.get(pk=pk)
    assert (row.state, row.outcome, row.settled_on) == ("taken_up", "已写入通知", date(2026, 4, 2))
    with pytest.raises(IllegalStep):
        guidance.step(pk, Verb.DECLINE, "不办", actor=here.office, now=at(4, 3))


@pytest.mark.rule("R-202")
def test_papers_are_read_by_whom_the_advice_is_about(
    here: cast.Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: at(3, 2))
    office = browser(Role.OFFICE_OFFICER, here.office.organisation_id)
    sent = {"kind": "study", "title": "领域研究", "advice": "见附件。", "given_on": "2026-03-01"}
    office.post(
        "/committee/guidance/new",
        {**sent, "alliance": here.world.alliance, "first": pdf("论文.pdf")},
    )
    row = Guidance.objects.get()
    paper = row.papers.get()
    lead = browser(Role.ALLIANCE_LEAD, here.world.leader)
    assert "论文.pdf" in text(lead.get(f"/committee/guidance/{row.pk}"))
    assert lead.get(f"/files/{paper.uid}").status_code == 200
    stranger = browser(Role.LIAISON, here.world.stranger)
    assert stranger.get(f"/files/{paper.uid}").status_code == 404
    assert stranger.get(f"/committee/guidance/{row.pk}").status_code == 404
    assert lead.get("/committee/guidance?view=all&export=xlsx").status_code == 200
