"""K-26 by a table that was worked out by hand, and what must hold of any measurement."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation import rulebooks
from shuzheng.support.rules import measurement, proposal, unevenness
from shuzheng.support.rules.proposal import Proposal
from shuzheng.support.rules.unevenness import Amount, Institution, Measure, Table, Terms

TERMS = Terms(lowest_share=20, smallest_group=5)
ON = date(2026, 6, 30)
VALUES = st.lists(st.fractions(min_value=0, max_value=1000, max_denominator=60), max_size=30)
HOURS, SPENDING, TEACHERS, SEATS = Measure


def school(
    code: str,
    students: int,
    hours: int | None = None,
    spending: int | None = None,
    teachers: int | None = None,
    seats: int | None = None,
    **more: object,
) -> Institution:
    given = dict(zip(Measure, (hours, spending, teachers, seats), strict=True))
    amounts = {m: Amount(n, "年报（演示）", ON) for m, n in given.items() if n is not None}
    return Institution(code, f"演示{code}", "340100", students, amounts=amounts, **more)  # type: ignore[arg-type]


def table(*schools: Institution) -> Table:
    return Table(date(2025, 7, 1), ON, TERMS, schools)


FIVE = table(
    school("A", 10, hours=20, spending=1000, teachers=1, seats=10),
    school("B", 20, hours=80, spending=4000, teachers=4, seats=30),
    school("C", 50, hours=300, spending=20000, teachers=20, seats=100),
    school("D", 100, hours=800, spending=20000, teachers=60, seats=300),
    school("E", 40, hours=400, spending=8000, teachers=None, seats=20),
)
"""Hours per student: 2, 4, 6, 8, 10. Spending: 100, 200, 400, 200, 200. Teachers: 0.1, 0.2, 0.4,
0.6. Seats: 1, 1.5, 2, 3, 0.5."""


@pytest.mark.rule("R-241")
def test_unevenness_is_worked_out_as_by_hand() -> None:
    found = unevenness.spreads(FIVE)
    # Hours: mean 6, squared deviations 16 4 0 4 16, mean 8; 8/36. Ranked sum 1·2+2·4+3·6+4·8+5·10
    # = 110; Gini 220/(5·30) − 6/5 = 4/15.
    assert found[HOURS] == unevenness.Spread(5, Fraction(6), Fraction(8, 36), Fraction(4, 15))
    assert found[HOURS].variation == "0.471"  # the root of 0.2222…
    # Spending: mean 220, squared deviations 14400 400 32400 400 400, mean 9600; 9600/48400.
    assert found[SPENDING].variation_squared == Fraction(9600, 48400)
    assert found[SPENDING].variation == "0.445"
    assert found[SPENDING].gini == Fraction(12, 55)  # 2·3900/(5·1100) − 6/5 = 1.41818… − 1.2
    # Teachers of four: mean 0.325, deviations −.225 −.125 .075 .275, squares sum 0.1475.
    assert found[TEACHERS].count == 4
    assert found[TEACHERS].variation_squared == Fraction(1475, 40000) / Fraction(325, 1000) ** 2
    assert found[TEACHERS].variation == "0.591"
    # Seats: mean 1.6, deviations −.6 −.1 .4 1.4 −1.1, squares .36 .01 .16 1.96 1.21, mean 0.74.
    assert found[SEATS].variation_squared == Fraction(74, 256)
    assert found[SEATS].variation == "0.538"


@pytest.mark.rule("R-241")
def test_the_lowest_fifth_stands_in_each_measure_for_itself() -> None:
    low = {one.institution.code: one.low for one in unevenness.standings(FIVE)}
    assert low == {
        "A": {HOURS, SPENDING, TEACHERS},
        "B": set(),
        "C": set(),
        "D": set(),
        "E": {SEATS},
    }
    assert [one.institution.code for one in unevenness.standings(FIVE)] == list("AEBCD")


@pytest.mark.rule("R-241")
@pytest.mark.parametrize(
    ("count", "low"), [(0, 0), (2, 0), (3, 1), (5, 1), (7, 1), (8, 2), (12, 2), (13, 3), (500, 100)]
)
def test_a_fifth_is_rounded_half_up(count: int, low: int) -> None:
    found = {f"S{n:03}": Fraction(n) for n in range(1, count + 1)}
    assert unevenness.lowest(found, 20) == {f"S{n:03}" for n in range(1, low + 1)}


@pytest.mark.rule("R-241")
def test_who_has_as_little_as_the_last_belongs_to_them_and_equals_are_not_low() -> None:
    found = {"A": Fraction(1), "B": Fraction(1), "C": Fraction(5), "D": Fraction(9)}
    assert unevenness.lowest(found, 20) == {"A", "B"}
    assert unevenness.lowest(dict.fromkeys("ABCDE", Fraction(3)), 20) == frozenset()
    most = {**dict.fromkeys("ABC", Fraction(0)), "D": Fraction(4), "E": Fraction(4)}
    assert unevenness.lowest(most, 20) == frozenset()


@pytest.mark.rule("R-241")
def test_without_data_or_with_few_students_an_institution_is_neither_low_nor_high() -> None:
    few = school("F", 4, hours=0, spending=0, teachers=0, seats=0)
    none = school("G", 0, hours=7)
    found = unevenness.standings(table(*FIVE.institutions, few, none))
    assert {one.institution.code: (one.values, one.low) for one in found if not one.values} == {
        "F": ({}, frozenset()),
        "G": ({}, frozenset()),
    }
    assert unevenness.spread([]) == unevenness.Spread(0, None, None, None)
    assert unevenness.spread([Fraction(3)]) == unevenness.Spread(1, Fraction(3), None, None)
    assert unevenness.spread([Fraction(), Fraction()]).gini is None


@pytest.mark.rule("R-241")
@given(VALUES)
def test_equal_conditions_are_even_and_the_bounds_hold(found: list[Fraction]) -> None:
    spread = unevenness.spread(found)
    if spread.gini is None:
        assert len(found) < 2 or not any(found)
        return
    assert 0 <= spread.gini <= 1 - Fraction(1, len(found))
    assert (spread.variation_squared == 0) == (len(set(found)) == 1) == (spread.gini == 0)


@pytest.mark.rule("R-241")
@given(VALUES.filter(lambda found: len(found) > 1 and any(found)), st.integers(1, 50))
def test_the_unit_does_not_matter_and_neither_does_the_order(
    found: list[Fraction], factor: int
) -> None:
    spread = unevenness.spread(found)
    again = unevenness.spread([value * factor for value in reversed(found)])
    assert (again.gini, again.variation_squared) == (spread.gini, spread.variation_squared)


@pytest.mark.rule("R-241")
@given(VALUES.filter(lambda found: len(found) > 1 and any(found)))
def test_the_gini_is_the_mean_difference_of_all_pairs(found: list[Fraction]) -> None:
    count, mean = len(found), sum(found, Fraction()) / len(found)
    differences = sum((abs(one - other) for one in found for other in found), Fraction())
    assert unevenness.spread(found).gini == differences / (2 * count * count * mean)


@given(st.fractions(min_value=0, max_value=100, max_denominator=10**6))
def test_a_root_is_rounded_half_up_to_three_places(square: Fraction) -> None:
    written = Fraction(unevenness.Spread(2, None, square, None).variation)
    half = Fraction(1, 2000)
    assert max(written - half, Fraction()) ** 2 <= square < (written + half) ** 2


def test_a_measurement_covers_the_whole_months_before_and_reads_back() -> None:
    book = rulebooks.current()
    assert measurement.period(date(2026, 7, 1), book) == (date(2025, 7, 1), date(2026, 6, 30))
    assert measurement.period(date(2026, 1, 31), book) == (date(2025, 1, 1), date(2025, 12, 31))
    assert measurement.read(measurement.plain(FIVE)) == FIVE


HUNGRY = school("A", 10, hours=10, seats=20, fields=("物流", "会计"))
NEAR = school("B", 10, hours=60, seats=20)
AKIN = school("C", 10, hours=60, seats=20, fields=("物流",))
LEADING = school("D", 10, hours=50, seats=20, leads=True)
RICH = school("E", 10, hours=70, seats=20)


def moved(one: Institution, city: str) -> Institution:
    return Institution(one.code, one.name, city, one.students, one.fields, one.leads, one.amounts)


@pytest.mark.rule("R-240")
def test_the_same_city_comes_first_then_the_field_the_lead_and_who_has_most() -> None:
    far = [moved(one, "340200") for one in (AKIN, LEADING, RICH)]
    assert proposal.propose(table(HUNGRY, NEAR, *far), 1) == [
        Proposal("A", "B", (HOURS,), same_city=True)
    ]
    assert proposal.propose(table(HUNGRY, NEAR, AKIN, LEADING, RICH), 1) == [
        Proposal("A", "C", (HOURS,), same_city=True, shared_fields=("物流",))
    ]
    assert proposal.propose(table(HUNGRY, NEAR, LEADING, RICH), 1)[0].helper == "D"
    assert proposal.propose(table(HUNGRY, NEAR, RICH), 1)[0].helper == "E"


@pytest.mark.rule("R-240")
def test_nobody_helps_too_many_nor_in_what_is_lacking_nor_while_barred() -> None:
    pair = table(HUNGRY, NEAR, RICH)
    assert proposal.propose(pair, 1, helping={"E": 1})[0].helper == "B"
    assert proposal.propose(pair, 1, barred={"E"})[0].helper == "B"
    assert proposal.propose(pair, 1, helping={"E": 1, "B": 1}) == [Proposal("A", "", (HOURS,))]
    assert proposal.propose(pair, 1, helped={"A"}) == []
    silent = school("G", 10, seats=20, fields=("物流", "会计"))
    assert proposal.propose(table(HUNGRY, NEAR, RICH, silent), 1)[0].helper == "E"


@pytest.mark.rule("R-240")
@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 90), st.integers(0, 90)),
        min_size=2,
        max_size=25,
    ),
    st.integers(1, 3),
)
def test_whatever_is_measured_no_weak_one_helps_and_nobody_more_than_allowed(
    rows: list[tuple[int, int, int]], most: int
) -> None:
    found = table(*(school(f"S{n:02}", *row) for n, row in enumerate(rows)))
    low = {one.institution.code for one in unevenness.standings(found) if one.low}
    made = proposal.propose(found, most)
    assert {one.helped for one in made} == low
    helpers = [one.helper for one in made if one.helper]
    assert not low & set(helpers)
    assert all(helpers.count(one) <= most for one in helpers)
