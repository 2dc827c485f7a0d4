"""What a session cost at a site: who keeps it, how it is corrected, what it stands beside."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from importlib.resources import files
from statistics import median

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.assessment.access.costs import NoSuchSheet
from shuzheng.assessment.access.plans import NoSuchPlan
from shuzheng.assessment.access.sites import NoSuchSite
from shuzheng.assessment.models import CostSheet, Plan
from shuzheng.assessment.queries import costs as queries
from shuzheng.assessment.queries import later_todos, plans
from shuzheng.assessment.rules import cost as rules
from shuzheng.assessment.rules.cost import ENDED, Costs
from shuzheng.assessment.rules.plan import State
from shuzheng.assessment.services import costs
from shuzheng.assessment.tests import cast_b, cast_costs
from shuzheng.assessment.tests.cast_b import MARKING_DAY, Day
from shuzheng.assessment.tests.cast_costs import DEAR, SPENT, kept
from shuzheng.foundation import facts, rulebooks
from shuzheng.foundation.models import Fact, FactSubject
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.foundation.tests.together import together
from shuzheng.foundation.ui import listing
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.rulebook import Rulebook

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
ENDED_ON, DUE_ON = date(2026, 4, 18), date(2026, 5, 6)
"""Saturday; the tenth working day after it is Wednesday 6 May, after the holidays."""

ALL = listing.Wish("all", "last")
AMOUNTS = st.integers(0, rules.MOST_FEN)


def corrected(day: Day, seen: int, to: Costs = DEAR, *, note: str = "", why: str = "漏记") -> int:
    return costs.correct(
        day.plan, day.here.site, seen, (to, note), why, actor=day.host(), now=MARKING_DAY
    )


def place(day: Day) -> queries.PlaceCosts:
    [found] = queries.of_plan(day.plan, day.host())
    return found


@pytest.mark.rule("R-098")
@given(AMOUNTS, st.integers(1, 5000))
def test_a_cost_per_candidate_is_the_nearest_fen_and_half_a_fen_goes_up(
    total: int, came: int
) -> None:
    each, exact = rules.per_head(total, came), Fraction(total, came)
    assert each is not None
    assert Fraction(-1, 2) < each - exact <= Fraction(1, 2)


@pytest.mark.rule("R-098")
def test_halves_go_up_and_nobody_has_no_share() -> None:
    assert rules.per_head(5, 2) == 3
    assert rules.per_head(358_050, 7) == 51_150
    assert rules.per_head(0, 7) == 0
    assert rules.per_head(358_050, 0) is None


@pytest.mark.rule("R-098")
@given(st.lists(AMOUNTS, min_size=1, max_size=40))
def test_the_median_is_the_middle_in_whole_fen(amounts: list[int]) -> None:
    found = rules.median(amounts)
    assert found is not None
    assert 0 <= found - Fraction(median([Fraction(one) for one in amounts])) <= Fraction(1, 2)
    assert found == rules.median(amounts[::-1])


@pytest.mark.rule("R-098")
def test_a_median_is_shown_from_three_sessions_on() -> None:
    assert rules.median([4, 1]) == 3
    assert rules.median([]) is None
    assert rules.shown_median([100, 300], ENDED_ON, BOOK) is None
    assert rules.shown_median([100, 300, 200], ENDED_ON, BOOK) == 200


@pytest.mark.rule("R-098")
def test_the_sheet_is_due_ten_working_days_after_the_last_day() -> None:
    calendar = rulebooks.calendar()
    assert rules.due_on(ENDED_ON, BOOK, calendar) == DUE_ON
    assert rules.overdue_since(DUE_ON, BOOK, calendar) < ENDED_ON
    assert rules.overdue_since(DUE_ON + timedelta(1), BOOK, calendar) >= ENDED_ON


@pytest.mark.rule("R-098")
@given(st.dates(date(2023, 1, 1), date(2027, 12, 31)), st.integers(0, 60))
def test_what_is_overdue_is_what_had_its_day_before_today(today: date, ago: int) -> None:
    calendar, ended = rulebooks.calendar(), today - timedelta(days=ago)
    late = rules.due_on(ended, BOOK, calendar) < today
    assert (ended <= rules.overdue_since(today, BOOK, calendar)) is late


@pytest.mark.rule("R-098")
@given(st.sampled_from(State), AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_costs_are_kept_of_sessions_that_are_over(
    state: State, first: int, second: int, third: int, fourth: int
) -> None:
    spent = Costs(first, second, third, fourth)
    assert spent.total == first + second + third + fourth
    if state in ENDED:
        rules.check(state, spent, "由合作企业无偿提供")
    else:
        with pytest.raises(rules.SessionNotOver):
            rules.check(state, spent, "由合作企业无偿提供")


@pytest.mark.rule("R-098")
def test_noughts_need_a_note_and_amounts_have_bounds() -> None:
    nothing = Costs(0, 0, 0, 0)
    with pytest.raises(rules.NothingSpent):
        rules.check(State.SCORING, nothing, " ")
    rules.check(State.SCORING, nothing, "由合作企业无偿提供")
    for wrong in (-1, rules.MOST_FEN + 1):
        with pytest.raises(rules.NotAnAmount):
            rules.check(State.SCORING, Costs(1, 1, wrong, 1), "")


@pytest.mark.rule("R-098")
@pytest.mark.django_db
def test_a_sheet_is_kept_once_and_told_for_each_who_came() -> None:
    day = cast_b.scoring(4, absent=frozenset({3}))
    pk = kept(day, note="设备与另一场共用")

    row = CostSheet.objects.get(pk=pk)
    assert (row.version, row.state, row.costs) == (1, "current", SPENT)
    assert (row.note, row.reason, row.recorded_on) == ("设备与另一场共用", "", date(2026, 4, 20))
    fact = Fact.objects.get(verb="assessment.costsheet.kept")
    number = Plan.objects.get(pk=day.plan).number
    assert fact.subject == f"assessment.costsheet:{pk}"
    assert (fact.data["plan"], fact.data["total_fen"]) == (number, 358_050)
    found = place(day)
    assert (found.came, found.per_head, found.due_on) == (3, 119_350, DUE_ON)
    with pytest.raises(rules.KeptAlready):
        kept(day, DEAR)
    assert CostSheet.objects.count() == 1


@pytest.mark.rule("R-098")
@pytest.mark.django_db
def test_before_the_end_nothing_is_kept() -> None:
    day = cast_b.running(1)
    with pytest.raises(rules.SessionNotOver):
        kept(day)
    assert queries.lines(day.officer(), ALL, ENDED_ON).total == 0
    assert queries.of_plan(day.plan, day.host()) == []


@pytest.mark.rule("R-098")
@pytest.mark.django_db
def test_a_correction_is_a_new_version_and_the_earlier_one_stays() -> None:
    day = cast_b.scoring(2)
    with pytest.raises(NoSuchSheet):
        corrected(day, 1)
    first = kept(day)
    with pytest.raises(rules.NoReasonGiven):
        corrected(day, first, why=" ")
    with pytest.raises(rules.NothingCorrected):
        corrected(day, first, SPENT)

    second = corrected(day, first)

    rows = CostSheet.objects.order_by("version").values_list("pk", "state", "people_fen", "reason")
    assert list(rows) == [
        (first, "replaced", 200_000, ""),
        (second, "current", 260_000, "漏记"),
    ]
    fact = Fact.objects.get(verb="assessment.costsheet.corrected")
    passage = FactSubject.objects.get(fact=fact)
    assert (passage.subject, passage.from_state, passage.to_state) == (
        f"assessment.costsheet:{first}",
        "current",
        "replaced",
    )
    assert [one.number for one in place(day).versions] == [2, 1]
    assert place(day).per_head == 209_025
    with pytest.raises(MovedMeanwhile):
        corrected(day, first, SPENT)


@pytest.mark.rule("R-098")
@pytest.mark.django_db
def test_the_database_holds_one_current_version_and_a_reason_for_every_later_one() -> None:
    day = cast_b.scoring(1)
    kept(day)
    amounts = dict.fromkeys(("premises_fen", "equipment_fen", "consumables_fen", "people_fen"), 100)
    rest = {"plan_id": day.plan, "site_id": day.here.site, "recorded_on": ENDED_ON, **amounts}
    for wrong in (
        {"version": 2, "state": "current", "reason": "漏记"},
        {"version": 1, "state": "replaced", "replaced_on": ENDED_ON},
        {"version": 2, "state": "replaced", "replaced_on": ENDED_ON},
        {"version": 2, "state": "replaced", "reason": "漏记"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CostSheet.objects.create(**{**rest, **wrong})


@pytest.mark.rule("R-098")
@pytest.mark.django_db
def test_the_sites_own_institution_alone_keeps_and_others_see_no_cost() -> None:
    day = cast_b.scoring(1)
    for me in (day.officer(), day.staff(), day.invigilator(), day.here.rival()):
        with pytest.raises(NotPermitted if me != day.here.rival() else NoSuchPlan):
            costs.keep(day.plan, day.here.site, SPENT, actor=me, now=MARKING_DAY)
    with pytest.raises(NoSuchPlan):
        costs.keep(day.plan, day.here.site, SPENT, actor=day.here.neighbour(), now=MARKING_DAY)
    with pytest.raises(NoSuchSite):
        costs.keep(
            day.plan, cast_costs.neighbours_site(day), SPENT, actor=day.host(), now=MARKING_DAY
        )
    kept(day)

    hefei = actor(Role.CITY_OFFICER, day.here.office, area="3401")
    wuhu = actor(Role.CITY_OFFICER, day.here.office, area="3402")
    for me, seen in ((day.host(), 1), (day.here.liaison(), 1), (day.officer(), 1), (hefei, 1)):
        assert CostSheet.objects.within(me).count() == seen
        assert queries.lines(me, ALL, ENDED_ON).total == seen
        assert queries.shows(plans.page(day.plan, me, MARKING_DAY), me)
    for me in (wuhu, day.here.neighbour()):
        assert CostSheet.objects.within(me).count() == 0
        assert queries.lines(me, ALL, ENDED_ON).total == 0
    for me in (day.staff(), day.invigilator()):
        assert not queries.shows(plans.page(day.plan, me, MARKING_DAY), me)
        with pytest.raises(NotPermitted):
            queries.of_plan(day.plan, me)
        with pytest.raises(NotPermitted):
            queries.lines(me, ALL, ENDED_ON)


@pytest.mark.rule("R-098")
@pytest.mark.django_db
def test_an_invited_institution_that_does_not_host_sees_no_cost() -> None:
    day = cast_b.scoring(1)
    Plan.objects.get(pk=day.plan).institutions.add(day.here.school)
    kept(day)
    me = day.here.neighbour()
    assert not queries.shows(plans.page(day.plan, me, MARKING_DAY), me)
    with pytest.raises(NoSuchPlan):
        queries.of_plan(day.plan, me)


@pytest.mark.rule("R-098")
@pytest.mark.django_db
def test_a_cost_stands_beside_earlier_ones_here_and_the_median_of_all() -> None:
    day = cast_b.scoring(2)
    kept(day)
    assert (place(day).earlier, place(day).median.value) == ((), None)
    before = cast_costs.another(day, 300_000, days=-30)
    cast_costs.another(day, 900_000, days=30)
    cast_costs.another(day, 100_000, days=-60, site=cast_costs.neighbours_site(day))
    cast_costs.another(day, 0, days=-10)

    found = place(day)

    assert [(one.plan_id, one.came, one.per_head) for one in found.earlier] == [
        (before, 2, 150_000)
    ]
    assert (found.median.sessions, found.median.value) == (4, (150_000 + 179_025 + 1) // 2)
    Plan.objects.exclude(pk=day.plan).update(level="advanced")
    assert (place(day).earlier, place(day).median.sessions) == ((), 1)


@pytest.mark.rule("R-098")
@pytest.mark.django_db
def test_the_list_tells_who_is_late_and_the_site_is_told_what_to_do() -> None:
    day = cast_b.scoring(2)
    late = DUE_ON + timedelta(days=1)
    assert queries.counts(day.officer(), DUE_ON) == {
        "missing": 0,
        "waiting": 1,
        "kept": 0,
        "all": 1,
    }
    assert queries.counts(day.officer(), late)["missing"] == 1
    [line] = queries.lines(day.officer(), listing.Wish("missing", "last"), late).rows
    assert (line.came, line.costs, line.due_on, line.is_overdue) == (2, None, DUE_ON, True)
    [duty] = [one for one in later_todos.todos_for(day.host(), MARKING_DAY) if one.rule == "R-098"]
    assert duty.url == f"/assessment/plans/{day.plan}/costs/{day.here.site}/"
    assert duty.due_on == DUE_ON
    assert not [
        one for one in later_todos.todos_for(day.officer(), MARKING_DAY) if one.rule == "R-098"
    ]

    kept(day)

    assert not [
        one for one in later_todos.todos_for(day.host(), MARKING_DAY) if one.rule == "R-098"
    ]
    [line] = queries.lines(day.officer(), listing.Wish("kept", "last"), late).rows
    assert (line.costs, line.per_head, line.is_overdue) == (SPENT, 179_025, False)
    assert queries.lines(day.officer(), ALL, late, q="没有").total == 0
    assert queries.lines(day.officer(), ALL, late, certificate=day.here.certificate).total == 1
    assert queries.choices(day.officer()) == [(day.here.certificate, "智能财税")]


@pytest.mark.rule("R-098")
@pytest.mark.usefixtures("several_at_once")
def test_two_who_keep_or_correct_at_once_leave_one_version_that_holds() -> None:
    day = cast_b.scoring(1)
    said = together(lambda: kept(day), lambda: kept(day, DEAR))
    assert sorted(one is None for one in said) == [False, True]
    seen = CostSheet.objects.get().pk
    other = Costs(1, 2, 3, 4)
    said = together(lambda: corrected(day, seen, other), lambda: corrected(day, seen, other))
    assert sorted(one is None for one in said) == [False, True]
    assert CostSheet.objects.filter(state="current").count() == 1
    assert CostSheet.objects.count() == 2
    assert facts.check_chain() == []
