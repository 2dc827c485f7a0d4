"""Pairings: proposed, answered, confirmed, running, checked, evaluated, ended; who sees them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from shuzheng.foundation import facts, files, moves, rulebooks
from shuzheng.foundation.models import Fact
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.pilots.tests import visitors
from shuzheng.standing.models import Restriction
from shuzheng.standing.queries.restrictions import Barred
from shuzheng.support import access
from shuzheng.support.models import Action, Check, Pairing
from shuzheng.support.queries import pairings as queries
from shuzheng.support.rules import pairing as rules
from shuzheng.support.rules.pairing import PAIRING, Judgement, Result, State, Verb, Word
from shuzheng.support.services import acting, pairing
from shuzheng.support.tests import cast

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db

STEPS = {
    ("proposed", "agree"): "agreed",
    ("proposed", "drop"): "dropped",
    ("agreed", "drop"): "dropped",
    ("agreed", "begin"): "running",
    ("running", "evaluate"): "evaluated",
    ("evaluated", "end"): "ended",
}


@pytest.fixture
def here() -> cast.Here:
    return cast.build()


@pytest.mark.rule("R-240")
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verb", Verb)
def test_only_the_steps_of_the_handbook_lead_anywhere(state: State, verb: Verb) -> None:
    if (state.value, verb.value) in STEPS:
        assert PAIRING.after(state, verb).value == STEPS[state.value, verb.value]
    else:
        with pytest.raises(IllegalStep):
            PAIRING.after(state, verb)


@pytest.mark.rule("R-240")
def test_a_pairing_goes_its_whole_way_with_its_figures(here: cast.Here) -> None:
    cast.measured(date(2025, 12, 31), 100)
    pk = cast.running(here)
    row = Pairing.objects.get(pk=pk)
    assert (row.state, row.before) == ("running", {"until": "2025-12-31", "hours": "10.0"})
    assert row.answer_until == date(2026, 3, 16)
    assert row.evaluation_due_on == date(2027, 4, 15)

    told = acting.Done(date(2026, 6, 20), 30, 64, "驻校一个月（演示）。")
    action = Action.objects.get().pk
    acting.tell(pk, action, told, actor=here.liaison(here.weak), now=cast.at(6, 25))
    assert acting.ask_checks(now=cast.at(9, 30)) == {"asked": 0, "reminded": 0}
    assert acting.ask_checks(now=cast.at(10, 3)) == {"asked": 1, "reminded": 0}
    assert acting.ask_checks(now=cast.at(10, 9)) == {"asked": 0, "reminded": 1}
    assert acting.ask_checks(now=cast.at(10, 9)) == {"asked": 0, "reminded": 0}
    cast.measured(date(2026, 9, 30), 300)
    acting.check(pk, Judgement.ON_TRACK, "进展正常。", actor=cast.OFFICE, now=cast.at(10, 10))
    check = Check.objects.get()
    assert (check.on, check.due_on) == (date(2026, 10, 1), date(2026, 10, 16))
    assert check.figures == {"until": "2026-09-30", "hours": "30.0"}

    with pytest.raises(rules.TooEarly):
        pairing.evaluate(pk, Result.REACHED, "x", actor=cast.OFFICE, now=cast.at(3, 31, 2027))
    cast.measured(date(2027, 3, 31), 450)
    pairing.evaluate(pk, Result.PARTLY, "接近均值。", actor=cast.OFFICE, now=cast.at(4, 2, 2027))
    pairing.end(pk, "不再续期。", actor=cast.DEPARTMENT, now=cast.at(4, 6, 2027))
    row.refresh_from_db()
    assert (row.state, row.result, row.after["hours"]) == ("ended", "partly", "45.0")
    assert list(Fact.objects.order_by("seq").values_list("verb", flat=True)) == [
        "support.pairing.proposed",
        "support.pairing.answered",
        "support.pairing.answered",
        "support.pairing.agreed",
        "support.action.planned",
        "support.pairing.begun",
        "support.action.done",
        "support.check.asked",
        "support.checks.reminded",
        "support.check.written",
        "support.pairing.evaluated",
        "support.pairing.ended",
    ]
    assert facts.check_chain() == []


@pytest.mark.rule("R-240")
def test_silence_holds_nothing_up_and_an_objection_is_answered(here: cast.Here) -> None:
    pk = cast.proposed(here)
    weak = here.head(here.weak)
    pairing.answer(pk, Word.OBJECTS, "路途太远。", actor=weak, now=cast.at(3, 4))
    with pytest.raises(rules.AnsweredAlready):
        pairing.answer(pk, Word.AGREES, "", actor=weak, now=cast.at(3, 5))
    with pytest.raises(rules.NotAnsweredYet):
        pairing.agree(pk, "远程帮扶。", actor=cast.DEPARTMENT, now=cast.at(3, 16))
    with pytest.raises(rules.ObjectionUnanswered):
        pairing.agree(pk, " ", actor=cast.DEPARTMENT, now=cast.at(3, 17))
    pairing.agree(pk, "改为远程帮扶。", actor=cast.DEPARTMENT, now=cast.at(3, 17))
    row = Pairing.objects.get()
    assert (row.state, row.helper_word, row.decision) == ("agreed", "", "改为远程帮扶。")


@pytest.mark.rule("R-240")
def test_the_office_withdraws_a_proposal_the_department_drops_later(here: cast.Here) -> None:
    pk = cast.proposed(here)
    pairing.drop(pk, "重新测算。", actor=cast.OFFICE, now=cast.at(3, 3))
    again = cast.agreed(here)
    with pytest.raises(NotPermitted):
        pairing.drop(again, "x", actor=cast.OFFICE, now=cast.at(3, 6))
    pairing.drop(again, "院校合并。", actor=cast.DEPARTMENT, now=cast.at(3, 6))
    assert set(Pairing.objects.values_list("state", flat=True)) == {"dropped"}
    assert pairing.begin_due(now=cast.at(4, 1)) == 0


@pytest.mark.rule("R-240")
def test_what_cannot_be_proposed_is_refused_and_leaves_nothing(here: cast.Here) -> None:
    def propose(helper: int, helped: int, agreed: rules.Agreement | None = None) -> int:
        wanted = agreed or cast.agreement()
        return pairing.propose(helper, helped, wanted, actor=cast.OFFICE, now=cast.at(3, 2))

    with pytest.raises(rules.OneInstitutionTwice):
        propose(here.strong, here.strong)
    with pytest.raises(access.NoSuchInstitution):
        propose(here.office, here.weak)
    for since, until in (
        (date(2026, 3, 1), date(2027, 2, 28)),
        (date(2026, 4, 1), date(2026, 9, 29)),
        (date(2026, 4, 1), date(2029, 4, 1)),
    ):
        with pytest.raises(rules.TermUnfit):
            propose(here.strong, here.weak, cast.agreement(since, until))
    assert Pairing.objects.count() == 0
    propose(here.strong, here.weak, cast.agreement(date(2026, 4, 1), date(2026, 9, 30)))
    with pytest.raises(rules.PairedAlready):
        propose(here.strong, here.weak)
    propose(here.strong, here.stranger)
    with pytest.raises(rules.HelpsTooMany):
        propose(here.strong, here.weak)
    Restriction.objects.create(
        organisation_id=here.stranger,
        kind="suspension",
        since=date(2026, 1, 1),
        ground="R-212",
        reason="演示",
        decision_number="1",
    )
    with pytest.raises(Barred):
        propose(here.stranger, here.weak)


@pytest.mark.rule("R-240")
def test_actions_are_of_the_term_told_once_and_only_while_it_runs(here: cast.Here) -> None:
    pk = cast.agreed(here)
    helper = here.liaison(here.strong)
    with pytest.raises(rules.NotOfTheTerm):
        acting.plan(pk, "x", date(2027, 4, 1), actor=helper, now=cast.at(3, 9))
    action = acting.plan(pk, "x", date(2026, 5, 1), actor=helper, now=cast.at(3, 9))
    done = acting.Done(date(2026, 4, 20), None, None, "完成。")
    with pytest.raises(acting.NotRunning):
        acting.tell(pk, action, done, actor=helper, now=cast.at(3, 20))
    pairing.begin_due(now=cast.at(4, 1))
    with pytest.raises(rules.DayAhead):
        acting.tell(pk, action, done, actor=helper, now=cast.at(4, 19))
    assert queries.to_tell(helper, cast.at(5, 2)) == (1, pk, date(2026, 5, 1))
    acting.tell(pk, action, done, actor=helper, now=cast.at(5, 3))
    with pytest.raises(acting.ToldAlready):
        acting.tell(pk, action, done, actor=here.liaison(here.weak), now=cast.at(5, 3))
    with pytest.raises(acting.NoCheckDue):
        acting.check(pk, Judgement.BEHIND, "x", actor=cast.OFFICE, now=cast.at(5, 3))


@pytest.mark.rule("R-240")
@pytest.mark.parametrize(
    ("since", "until", "today", "days"),
    [
        (date(2026, 4, 1), date(2027, 3, 31), date(2026, 9, 30), []),
        (date(2026, 4, 1), date(2027, 3, 31), date(2029, 1, 1), [date(2026, 10, 1)]),
        (
            date(2026, 8, 31),
            date(2028, 2, 29),
            date(2028, 2, 29),
            [date(2027, 2, 28), date(2027, 8, 31), date(2028, 2, 29)],
        ),
    ],
)
def test_checks_come_up_each_half_year_until_the_end(
    since: date, until: date, today: date, days: list[date]
) -> None:
    found = rules.checks(since, until, today, rulebooks.current())
    assert [one.on for one in found] == days
    assert [one.number for one in found] == list(range(1, len(days) + 1))


@pytest.mark.rule("R-240")
def test_each_sees_its_own_and_the_city_its_area(here: cast.Here) -> None:
    pk = cast.running(here)
    now = cast.at(4, 2)
    for who in (
        cast.OFFICE,
        cast.DEPARTMENT,
        here.head(here.weak),
        here.liaison(here.strong),
        cast.city("3401"),
        cast.city("3402"),
    ):
        assert queries.detail(pk, who, now).line.id == pk
    for who in (here.liaison(here.stranger), cast.city("3403")):
        with pytest.raises(access.NoSuchPairing):
            queries.detail(pk, who, now)
        assert queries.counts(who, now)["all"] == 0
    for role in (Role.STUDENT, Role.ORGANISATION_STAFF):
        with pytest.raises(NotPermitted):
            queries.detail(pk, actor(role, here.weak), now)
    action = Action.objects.get().pk
    done = acting.Done(date(2026, 4, 1), None, None, "x")
    stranger = here.head(here.stranger)
    refused: list[Callable[[], object]] = [
        lambda: acting.tell(pk, action, done, actor=stranger, now=now),
        lambda: acting.plan(pk, "x", date(2026, 5, 1), actor=stranger, now=now),
        lambda: pairing.answer(pk, Word.AGREES, "", actor=stranger, now=now),
    ]
    for act in refused:
        with pytest.raises(access.NoSuchPairing):
            act()
    with pytest.raises(NotPermitted):
        pairing.answer(pk, Word.AGREES, "", actor=here.liaison(here.weak), now=now)
    with pytest.raises(NotPermitted):
        acting.tell(pk, action, done, actor=cast.city("3402"), now=now)


def test_two_who_decide_at_once_do_it_once(here: cast.Here) -> None:
    pk = cast.running(here)
    evaluated = Pairing.objects.get(pk=pk)
    pairing.evaluate(
        pk, Result.REACHED, "x", early_reason="y", actor=cast.OFFICE, now=cast.at(5, 4)
    )
    with pytest.raises(IllegalStep):
        pairing.evaluate(
            pk, Result.REACHED, "x", early_reason="y", actor=cast.OFFICE, now=cast.at(5, 4)
        )
    with pytest.raises(MovedMeanwhile):
        moves.move(evaluated, PAIRING, Verb.EVALUATE)
    assert Fact.objects.filter(verb="support.pairing.evaluated").count() == 1


def test_documents_of_actions_are_for_those_who_see_the_pairing(here: cast.Here) -> None:
    pk = cast.running(here)
    upload = visitors.pdf()
    helper = here.liaison(here.strong)
    kept = files.store(upload, actor=helper, now=cast.at(5, 4), kinds=("pdf",))
    done = acting.Done(date(2026, 5, 1), 3, 8, "x", kept.pk)
    acting.tell(pk, Action.objects.get().pk, done, actor=helper, now=cast.at(5, 4))
    assert files.open_file(kept.uid, here.liaison(here.weak)).name == "材料.pdf"
    with pytest.raises(files.NoSuchFile):
        files.open_file(kept.uid, here.head(here.stranger))
