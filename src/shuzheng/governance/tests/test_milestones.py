"""Milestones are planned, worked on by their owner, moved in sight of everybody, and late."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from shuzheng.foundation import todos
from shuzheng.foundation.models import Fact
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.foundation.tests.together import together
from shuzheng.governance import access
from shuzheng.governance.models import Milestone, Postponement
from shuzheng.governance.queries import milestones as queries
from shuzheng.governance.rules import milestone as rules
from shuzheng.governance.rules.milestone import Verb
from shuzheng.governance.rules.plan import NoSuchPlanYear
from shuzheng.governance.services import milestones
from shuzheng.governance.tests import cast
from shuzheng.governance.tests.cast import at, stone
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep

BUREAU = "合肥市教育局（演示）"


@pytest.fixture
def here(db: None) -> cast.Here:
    del db
    return cast.build()


@pytest.mark.rule("R-008")
def test_milestones_are_added_together_or_not_at_all(here: cast.Here) -> None:
    made = milestones.plan_all(
        2026, [stone(), stone("组织考核", owner=BUREAU)], actor=here.office, now=at(1, 12)
    )
    rows = Milestone.objects.order_by("pk").values_list("name", "owner_party_id", "state")
    assert list(rows) == [
        ("完成年度备案", None, "planned"),
        ("组织考核", here.bureau.organisation_id, "planned"),
    ]
    assert len(made) == 2
    with pytest.raises(milestones.MilestoneTwice, match="组织考核"):
        milestones.plan_all(
            2026, [stone("新的"), stone("组织考核")], actor=here.office, now=at(1, 12)
        )
    with pytest.raises(rules.NotInYear):
        milestones.plan_all(
            2026, [stone("晚的", date(2027, 4, 1))], actor=here.office, now=at(1, 12)
        )
    with pytest.raises(NoSuchPlanYear):
        milestones.plan_all(2028, [stone()], actor=here.office, now=at(1, 12))
    assert Milestone.objects.count() == 2


@pytest.mark.rule("R-008")
def test_an_owner_works_on_its_own_and_sees_no_other(here: cast.Here) -> None:
    ours, theirs = milestones.plan_all(
        2026, [stone(), stone("组织考核", owner=BUREAU)], actor=here.office, now=at(1, 12)
    )
    milestones.step(theirs, Verb.BEGIN, actor=here.bureau, now=at(2, 2))
    milestones.step(theirs, Verb.FINISH, "考核八场", actor=here.bureau, now=at(7, 3))
    row = Milestone.objects.get(pk=theirs)
    assert (row.state, row.begun_on, row.ended_on, row.said) == (
        "done",
        date(2026, 2, 2),
        date(2026, 7, 3),
        "考核八场",
    )
    with pytest.raises(NotPermitted):
        milestones.step(theirs, Verb.TAKE_UP_AGAIN, "复查", actor=here.bureau, now=at(7, 4))
    for act in (Verb.BEGIN, Verb.FINISH):
        with pytest.raises(access.NoSuchMilestone):
            milestones.step(ours, act, "x", actor=here.bureau, now=at(2, 2))
    with pytest.raises(NotPermitted):
        milestones.plan_all(2026, [stone("别的")], actor=here.bureau, now=at(2, 2))
    with pytest.raises(NotPermitted):
        queries.detail(ours, here.world.liaison(), at(2, 2))


@pytest.mark.rule("R-008")
def test_a_due_day_is_moved_with_what_it_was_and_why(here: cast.Here) -> None:
    (pk,) = milestones.plan_all(2026, [stone()], actor=here.office, now=at(1, 12))
    milestones.postpone(pk, date(2026, 9, 30), "设备到货推迟", actor=here.office, now=at(5, 6))
    milestones.postpone(pk, date(2026, 8, 31), "提前", actor=here.department, now=at(6, 6))
    rows = Postponement.objects.order_by("pk").values_list("was", "due_on", "reason", "moved_on")
    assert list(rows) == [
        (date(2026, 6, 30), date(2026, 9, 30), "设备到货推迟", date(2026, 5, 6)),
        (date(2026, 9, 30), date(2026, 8, 31), "提前", date(2026, 6, 6)),
    ]
    line = queries.detail(pk, here.office, at(9, 2)).line
    assert (line.due_on, line.is_late, line.due.late_days) == (date(2026, 8, 31), True, 2)
    told = Fact.objects.filter(verb="governance.milestone.postponed").order_by("seq")
    assert [one.data for one in told] == [
        {"was": "2026-06-30", "due": "2026-09-30"},
        {"was": "2026-09-30", "due": "2026-08-31"},
    ]
    with pytest.raises(rules.NoReason):
        milestones.postpone(pk, date(2026, 12, 1), "", actor=here.office, now=at(9, 2))


@pytest.mark.rule("R-008")
def test_what_is_settled_is_taken_up_again_before_it_is_changed(here: cast.Here) -> None:
    (pk,) = milestones.plan_all(2026, [stone()], actor=here.office, now=at(1, 12))
    with pytest.raises(rules.NoReason):
        milestones.step(pk, Verb.CALL_OFF, " ", actor=here.office, now=at(5, 6))
    milestones.step(pk, Verb.CALL_OFF, "并入另一项", actor=here.office, now=at(5, 6))
    with pytest.raises(rules.Settled):
        milestones.rewrite(pk, stone("改名"), actor=here.office, now=at(5, 7))
    with pytest.raises(IllegalStep):
        milestones.step(pk, Verb.BEGIN, actor=here.office, now=at(5, 7))
    milestones.step(pk, Verb.TAKE_UP_AGAIN, "仍需单列", actor=here.office, now=at(5, 8))
    milestones.rewrite(pk, stone("改名"), actor=here.office, now=at(5, 9))
    row = Milestone.objects.get(pk=pk)
    assert (row.state, row.name, row.ended_on) == ("under_way", "改名", None)


@pytest.mark.rule("R-008")
def test_late_and_near_milestones_are_on_the_desk(here: cast.Here) -> None:
    milestones.plan_all(
        2026,
        [stone("甲"), stone("乙", date(2026, 7, 10), BUREAU), stone("丙", date(2026, 12, 1))],
        actor=here.office,
        now=at(1, 12),
    )

    def waiting(who: object, month: int, day: int) -> list[tuple[str, int | None]]:
        with translation.override("en"):
            found = todos.waiting_for(who, at(month, day))  # type: ignore[arg-type]
            return [(str(one.title), one.count) for one in found if one.rule == "R-008"]

    assert waiting(here.office, 7, 1) == [
        ("Milestones due soon", 1),
        ("Milestones that are late", 1),
    ]
    assert waiting(here.bureau, 7, 1) == [("Milestones due soon", 1)]
    assert waiting(here.bureau, 7, 11) == [("Milestones that are late", 1)]
    assert waiting(here.bureau, 5, 1) == []
    counts = queries.counts(here.office, at(7, 11))
    assert counts == {"open": 3, "late": 2, "all": 3}


@pytest.mark.usefixtures("several_at_once")
def test_two_who_move_one_due_day_at_once_leave_one_move() -> None:
    here = cast.build()
    (pk,) = milestones.plan_all(2026, [stone()], actor=here.office, now=at(1, 12))

    said = together(
        *(
            lambda me=me, day=day: milestones.postpone(
                pk, date(2026, 9, day), "推迟", actor=me, now=at(5, 6)
            )
            for me, day in ((here.office, 1), (here.colleague, 2))
        )
    )

    moves = Postponement.objects.order_by("pk")
    assert set(said) <= {None, MovedMeanwhile}
    assert len(moves) == said.count(None)
    assert Milestone.objects.get().due_on == moves.last().due_on  # type: ignore[union-attr]
