"""Meetings, public notices and summons: recorded by the office, followed up by the party."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import openpyxl
import pytest

from shuzheng.foundation import todos
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import browser
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.standing.access import NoSuchMeasure
from shuzheng.standing.models import Measure
from shuzheng.standing.rules import measures as rules
from shuzheng.standing.rules.measures import MEASURE, Kind, State, Verb
from shuzheng.standing.services import measures
from shuzheng.standing.services.restrictions import NoSuchParty

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db

OFFICE = actor(Role.OFFICE_OFFICER, person_id=1)
TODAY = date(2026, 3, 2)


@pytest.fixture
def school() -> int:
    return organisation("S1")


@pytest.fixture
def liaison(school: int) -> Actor:
    return actor(Role.LIAISON, school)


def taken(party: int) -> measures.Taken:
    return measures.Taken(
        organisation_id=party,
        kind=Kind.SUMMONS,
        held_on=TODAY,
        reason="进展缓慢",
        attendees="省试点办、分管校领导",
        outcome="已说明情况",
        follow_up="提交整改方案",
        due_on=date(2026, 3, 16),
    )


def state(pk: int) -> str:
    return Measure.objects.get(pk=pk).state


def test_every_pair_outside_the_table_is_refused() -> None:
    for before in State:
        for verb in Verb:
            if (before, verb) not in MEASURE.steps:
                with pytest.raises(IllegalStep):
                    MEASURE.after(before, verb)
    assert set(MEASURE.labels) == {*State, *Verb}
    legal = {(before, after) for (before, _), after in MEASURE.steps.items()}
    assert all(step in legal for step in pairwise(MEASURE.path))


@pytest.mark.rule("R-015")
def test_a_summons_is_recorded_followed_up_asked_about_again_and_closed(
    school: int, liaison: Actor
) -> None:
    pk = measures.record(taken(school), actor=OFFICE, now=NOON)
    [duty] = [one for one in todos.waiting_for(liaison, NOON) if one.rule == "R-015"]
    assert (duty.due_on, duty.count) == (date(2026, 3, 16), 1)

    measures.report(pk, "已拟方案。", actor=liaison, now=NOON)
    rules_waiting = [one.rule for one in todos.waiting_for(OFFICE, NOON)]
    assert rules_waiting.count("R-015") == 1
    with pytest.raises(rules.NewDayPast):
        measures.send_back(pk, "缺时间表", date(2026, 3, 1), actor=OFFICE, now=NOON)
    measures.send_back(pk, "缺时间表", date(2026, 3, 20), actor=OFFICE, now=NOON)
    assert state(pk) == State.OPEN
    measures.report(pk, "已补时间表。", actor=liaison, now=NOON)
    measures.close(pk, "已落实", actor=OFFICE, now=NOON)

    row = Measure.objects.get()
    assert (row.state, row.done, row.answer, row.closed_on) == (
        State.CLOSED,
        "已补时间表。",
        "已落实",
        TODAY,
    )
    assert list(Fact.objects.order_by("seq").values_list("verb", flat=True)) == [
        "standing.measure.taken",
        "standing.measure.reported",
        "standing.measure.returned",
        "standing.measure.reported",
        "standing.measure.closed",
    ]
    assert todos.waiting_for(liaison, NOON) == []
    with pytest.raises(IllegalStep):
        measures.report(pk, "再报", actor=liaison, now=NOON)


@pytest.mark.rule("R-015")
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"held_on": date(2026, 3, 3)}, rules.HeldAhead),
        ({"due_on": date(2026, 3, 1)}, rules.DueBefore),
        ({"organisation_id": 999_999}, NoSuchParty),
    ],
)
def test_a_measure_whose_parts_do_not_go_together_is_refused(
    school: int, changes: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        measures.record(replace(taken(school), **changes), actor=OFFICE, now=NOON)  # type: ignore[arg-type]
    assert not Measure.objects.exists()


@pytest.mark.rule("R-015")
@pytest.mark.parametrize(("on", "late"), [(date(2026, 3, 16), False), (date(2026, 3, 17), True)])
def test_a_follow_up_is_overdue_after_its_day(
    on: date,
    late: bool,  # noqa: FBT001 - a table of cases
) -> None:
    assert rules.overdue(State.OPEN, date(2026, 3, 16), on) is late
    assert not rules.overdue(State.REPORTED, date(2026, 3, 16), on)


def test_a_measure_is_the_partys_the_citys_and_the_provinces(school: int, liaison: Actor) -> None:
    pk = measures.record(taken(school), actor=OFFICE, now=NOON)
    stranger = actor(Role.LIAISON, organisation("S2"))

    with pytest.raises(NotPermitted):
        measures.record(taken(school), actor=liaison, now=NOON)
    with pytest.raises(NoSuchMeasure):
        measures.report(pk, "x", actor=stranger, now=NOON)
    with pytest.raises(NotPermitted):
        measures.close(pk, "x", actor=liaison, now=NOON)
    with pytest.raises(NotPermitted):
        measures.report(pk, "x", actor=OFFICE, now=NOON)
    office = browser(Role.OFFICE_OFFICER, organisation("O1", OrganisationKind.COORDINATION_OFFICE))
    ours, theirs = browser(Role.LIAISON, school), browser(Role.LIAISON, organisation("S3"))
    assert "提交整改方案" in office.get(f"/standing/measures/{pk}").content.decode()
    assert "提交整改方案" in ours.get(f"/standing/measures/{pk}").content.decode()
    assert theirs.get(f"/standing/measures/{pk}").status_code == 404
    assert "进展缓慢" in ours.get(f"/standing/of/{school}").content.decode()


@pytest.mark.rule("R-015")
def test_the_pages_record_follow_up_close_and_export(school: int) -> None:
    office = browser(Role.OFFICE_OFFICER, organisation("O1", OrganisationKind.COORDINATION_OFFICE))
    ours = browser(Role.LIAISON, school)
    posted = {
        "organisation": school,
        "kind": "meeting",
        "held_on": "2026-03-02",
        "reason": "进展缓慢",
        "attendees": "省试点办",
        "outcome": "已说明",
        "follow_up": "提交方案",
        "due_on": "2026-03-01",
    }
    wrong = office.post("/standing/measures/new", posted)
    assert wrong.status_code == 422
    assert "before the measure was taken" in wrong.content.decode()
    made = office.post("/standing/measures/new", {**posted, "due_on": "2026-03-16"})["Location"]
    assert ours.post(f"{made}/report", {"done": "已落实。"}).status_code == 302
    more = {"reason": "缺附件", "due_on": "2030-03-20"}
    assert office.post(f"{made}/return", more).status_code == 302
    assert "缺附件" in ours.get(made).content.decode()
    assert office.post(f"{made}/close", {"reason": "不再需要"}).status_code == 302

    answer = office.get("/standing/measures?view=all&export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert "会议" in [cell.value for cell in sheet["B"]]
