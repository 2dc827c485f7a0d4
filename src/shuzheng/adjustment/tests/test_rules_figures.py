"""Demand, match, gaps and freshness, worked out by hand; a part without data is left out."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.adjustment.rules import figures
from shuzheng.insight.rules import weighing

shares = st.fractions(min_value=0, max_value=1, max_denominator=60)
perhaps = st.none() | shares


@pytest.mark.rule("R-231", "R-234")
@pytest.mark.parametrize(
    ("needs", "recognised", "matched", "demand"),
    [
        (Fraction(1), Fraction(1), Fraction(1), Fraction(1)),
        (Fraction(1, 2), Fraction(3, 5), Fraction(1, 4), Fraction(12, 25)),  # .25 + .18 + .05 = .48
        (Fraction(1, 2), None, None, Fraction(1, 2)),  # half the weight is enough
        (None, Fraction(3, 5), Fraction(1, 4), Fraction(23, 50)),  # (.18 + .05) / .5
        (None, Fraction(3, 5), None, None),  # 30 of 100 is not
        (None, None, None, None),
    ],
)
def test_demand_spreads_the_weight_of_what_has_no_data(
    needs: Fraction | None,
    recognised: Fraction | None,
    matched: Fraction | None,
    demand: Fraction | None,
) -> None:
    assert figures.demand(needs, recognised, matched) == demand


@pytest.mark.rule("R-231")
@pytest.mark.parametrize(
    ("now", "before", "trend"),
    [
        (100, 100, Fraction(1, 2)),
        (0, 80, Fraction(0)),
        (80, 0, Fraction(1)),
        (30, 90, Fraction(1, 4)),  # ½ + ½ · (−60 ÷ 120)
        (0, 0, None),
        (80, None, None),
    ],
)
def test_the_trend_compares_with_two_years_ago(
    now: int, before: int | None, trend: Fraction
) -> None:
    assert figures.trend(now, before) == trend


@pytest.mark.rule("R-234")
@pytest.mark.parametrize(
    ("revised_on", "fresh"),
    [
        (date(2026, 10, 1), Fraction(1)),
        (date(2024, 10, 1), Fraction(1)),  # 24 whole months
        (date(2024, 9, 2), Fraction(1)),  # the 25th month is not whole yet
        (date(2024, 9, 1), Fraction(35, 36)),
        (date(2023, 4, 1), Fraction(1, 2)),  # 42 months: half way from 24 to 60
        (date(2021, 10, 1), Fraction(0)),
        (date(2019, 1, 1), Fraction(0)),
        (date(2027, 1, 1), Fraction(1)),  # in force from next year
        (None, None),
    ],
)
def test_a_standard_is_fresh_for_24_months_and_stale_at_60(
    revised_on: date | None, fresh: Fraction | None
) -> None:
    assert weighing.freshness(revised_on, date(2026, 10, 1), 24, 60) == fresh


@pytest.mark.rule("R-234")
def test_the_match_weighs_certificates_by_registrations() -> None:
    rows = [(60, Fraction(3, 5)), (30, Fraction(59, 100)), (10, None)]

    assert figures.match(rows, 60) == Fraction(2, 3)  # 60 of the 90 that have data
    assert figures.match([(49, Fraction(1)), (51, None)], 60) is None
    assert figures.match([(0, Fraction(1))], 60) is None
    assert figures.match([], 60) is None


@pytest.mark.rule("R-234")
def test_need_met_wants_half_of_its_weight() -> None:
    assert figures.need_met(Fraction(1, 2), Fraction(4, 5), Fraction(1)) == Fraction(
        69, 100
    )  # .25 + .24 + .2
    assert figures.need_met(None, Fraction(4, 5), Fraction(1)) == Fraction(
        22, 25
    )  # (.24 + .2) / .5
    assert figures.need_met(None, None, Fraction(1)) is None


@pytest.mark.rule("R-234")
def test_an_industry_is_a_gap_or_unknown_or_met() -> None:
    rows = [
        (("新材料",), Fraction(1, 2)),
        (("智能家电", "新材料"), Fraction(3, 5)),
        (("绿色食品",), None),
    ]
    wanted = ("新材料", "绿色食品", "生命健康")

    assert figures.gaps(wanted, rows, 60) == (("生命健康",), ("绿色食品",))
    assert figures.gaps(wanted, rows[:1], 60) == (("新材料", "绿色食品", "生命健康"), ())


def test_print_rounds_half_up() -> None:
    assert weighing.printed(Fraction(1, 20_000)) == 1
    assert weighing.printed(Fraction(1, 3)) == 3333
    assert weighing.printed(None) is None


@given(perhaps, perhaps, perhaps)
def test_a_weighted_figure_lies_between_its_parts(
    a: Fraction | None, b: Fraction | None, c: Fraction | None
) -> None:
    found = figures.demand(a, b, c)
    parts = [part for part in (a, b, c) if part is not None]

    assert found is None or min(parts) <= found <= max(parts)


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(1, 10_000))
def test_more_registrations_never_lower_the_trend(now: int, before: int, more: int) -> None:
    less, greater = figures.trend(now, before), figures.trend(now + more, before)

    assert greater is not None
    assert 0 <= greater <= 1
    assert less is None or less <= greater
