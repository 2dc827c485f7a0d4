"""Figures keep numerator and denominator, and nothing divided by nothing is no data."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.insight.rules import figures
from shuzheng.kernel.rulebook import Rulebook

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
TODAY = date(2026, 11, 2)


@pytest.mark.rule("R-237")
def test_the_pass_rate_leaves_out_disputed_sittings_and_keeps_upheld_ones() -> None:
    # 100 came; 2 are under enquiry; of the other 98, one was annulled and 95 passed; 10 were absent
    counts = figures.Sittings(present=100, disputed=2, passed=95, accepted=110)

    rate = figures.pass_rate(counts)
    assert (rate.numerator, rate.denominator, rate.percent) == (95, 98, "96.9")
    assert figures.pass_rate_of_accepted(counts).percent == "86.4"


@pytest.mark.rule("R-237")
def test_the_acquisition_rate_is_of_distinct_students() -> None:
    rate = figures.acquisition_rate(holders=650, accepted_students=1000)

    assert (rate.formula.id, rate.formula.version, rate.percent) == ("K-02", 1, "65.0")


@pytest.mark.rule("R-237")
@pytest.mark.rule("R-035")
def test_participation_counts_what_was_accepted_and_stayed() -> None:
    counts = figures.Registrations(
        accepted=5000, withdrawn=40, refunded=10, cancelled=30, deferred=20
    )

    assert figures.participation(counts).value == 4900


def test_certificates_in_use_add_up_whatever_they_are_counted_by() -> None:
    use = figures.certificates_in_use({"1": 6, "2": 9, "3": 30}, entered=4, left=1)

    assert (use.count.value, use.by["3"], use.entered, use.left) == (45, 30, 4, 1)


@pytest.mark.rule("R-092")
def test_a_city_is_covered_by_a_site_for_what_is_piloted_there() -> None:
    piloted = {"340100": {"web", "bim"}, "340200": {"web"}, "340300": {"bim"}, "340400": set()}
    sites = {"340100": {"bim"}, "340200": {"bim"}, "340800": {"web"}}

    coverage = figures.city_coverage(piloted, sites)
    assert (coverage.share.numerator, coverage.share.denominator) == (1, 4)
    assert coverage.lacking == ("340200", "340300", "340400")


@pytest.mark.rule("R-035")
@pytest.mark.rule("R-036")
def test_social_learners_are_shown_as_a_share_of_their_own() -> None:
    assert figures.social_share(120, 960).percent == "12.5"


@pytest.mark.rule("R-037")
@pytest.mark.parametrize(
    ("accepted", "planned", "refusals", "percent", "short"),
    [
        (70, 100, 0, "70.0", False),
        (69, 100, 0, "69.0", True),
        (70, 110, 10, "70.0", False),
        (120, 100, 0, "120.0", False),
        (5, None, 0, "", False),
        (5, 0, 0, "", False),
        (5, 10, 10, "", False),
        (5, 10, 12, "", False),
    ],
)
def test_completion_of_plan_holds_no_refusal_against_the_institution(
    accepted: int, planned: int | None, refusals: int, percent: str, *, short: bool
) -> None:
    done = figures.completion(accepted, planned, refusals)

    assert done.percent == percent
    assert figures.falls_short(done, TODAY, BOOK) is short


def test_nothing_divided_by_nothing_is_no_data() -> None:
    nothing = figures.pass_rate(figures.Sittings(0, 0, 0, 0))

    assert (nothing.value, nothing.tenths, nothing.percent) == (None, None, "")
    assert figures.pass_rate(figures.Sittings(2, 2, 0, 2)).value is None
    assert figures.acquisition_rate(0, 5).percent == "0.0"
    assert figures.city_coverage({}, {"340100": {"web"}}).share.value is None


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_a_printed_share_is_within_half_a_tenth_of_the_exact_one(n: int, d: int) -> None:
    share = figures.social_share(n, d)

    assert share.value == Fraction(n, d)
    assert abs(Fraction(share.percent) / 100 - Fraction(n, d)) <= Fraction(1, 2000)


def test_every_formula_has_a_number_and_a_version() -> None:
    assert {formula.id for formula in figures.FORMULAS} == {
        "K-01",
        "K-02",
        "K-03",
        "K-07",
        "K-08",
        "K-20",
        "K-38",
        "K-39",
        "R-040",
        "R-093",
    }
    assert all(formula.version >= 1 for formula in figures.FORMULAS)
