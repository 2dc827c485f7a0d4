"""Marks are exact, given twice by people who do not know the candidate, and settled by a third."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.assessment.rules import marking
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import Rulebook

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
TODAY = date(2026, 12, 8)
THEORY = marking.Component("theory", weight=40, full=100_00, by_machine=True)
PRACTICE = marking.Component("practice", weight=60, full=100_00, by_machine=False)
BOTH = (THEORY, PRACTICE)
DING = marking.Marker(11, date(2025, 1, 1), date(2027, 12, 31), taught={3}, kin={4})


@pytest.mark.rule("R-104")
def test_parts_with_weights_that_total_100_make_a_scheme() -> None:
    marking.check_components(BOTH, TODAY, BOOK)
    marking.check_components((replace(PRACTICE, weight=100),), TODAY, BOOK)
    marking.check_components((*BOTH, replace(THEORY, code="口试", weight=0)), TODAY, BOOK)


@pytest.mark.rule("R-104")
@pytest.mark.parametrize(
    ("parts", "refusal"),
    [
        ((), marking.NoComponents),
        ((THEORY,), marking.WeightsDoNotTotal),
        ((THEORY, replace(PRACTICE, weight=61)), marking.WeightsDoNotTotal),
        ((replace(THEORY, weight=-40), replace(PRACTICE, weight=140)), marking.WeightsDoNotTotal),
        ((THEORY, replace(PRACTICE, code="theory")), marking.CodeTwice),
        ((THEORY, replace(PRACTICE, code="total")), marking.BadCode),
        ((THEORY, replace(PRACTICE, code="")), marking.BadCode),
        ((THEORY, replace(PRACTICE, code="or")), marking.BadCode),
        ((THEORY, replace(PRACTICE, code="a b")), marking.BadCode),
        ((THEORY, replace(PRACTICE, code="2nd")), marking.BadCode),
        ((THEORY, replace(PRACTICE, code="实操或口试")), marking.BadCode),
        ((THEORY, replace(PRACTICE, code="ｐractice")), marking.BadCode),
        ((THEORY, replace(PRACTICE, full=0)), marking.FullMarkNotPositive),
        ((THEORY, replace(PRACTICE, full=99_25)), marking.FullMarkNotPositive),
    ],
)
def test_a_scheme_that_cannot_be_added_up_is_refused(
    parts: tuple[marking.Component, ...], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        marking.check_components(parts, TODAY, BOOK)


@pytest.mark.rule("R-104")
@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("78.5", 78_50),
        ("78", 78_00),
        ("78.50", 78_50),
        (" 7８．5 ", 78_50),
        ("0", 0),
        ("100", 100_00),
        ("007", 7_00),
    ],
)
def test_a_mark_is_read_as_it_is_typed(text: str, mark: int) -> None:
    assert marking.read_mark(text, PRACTICE, TODAY, BOOK) == mark


@pytest.mark.rule("R-104")
@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", marking.NotAMark),
        ("缺考", marking.NotAMark),
        ("-1", marking.NotAMark),
        ("1e2", marking.NotAMark),
        ("78,5", marking.NotAMark),
        ("78.505", marking.NotAMark),
        ("=1+1", marking.NotAMark),
        ("٣", marking.NotAMark),
        ("78.25", marking.NotAStep),
        ("100.5", marking.AboveFullMark),
        ("9999", marking.AboveFullMark),
    ],
)
def test_what_is_no_mark_is_refused(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        marking.read_mark(text, PRACTICE, TODAY, BOOK)


@pytest.mark.rule("R-104")
@given(st.text(max_size=12))
def test_any_text_is_a_mark_within_range_or_a_refusal(text: str) -> None:
    try:
        mark = marking.read_mark(text, PRACTICE, TODAY, BOOK)
    except Refusal:
        return
    assert 0 <= mark <= 100_00
    assert mark % 50 == 0


@pytest.mark.rule("R-104")
def test_a_machine_gives_any_hundredth() -> None:
    marking.check_mark(77_33, THEORY, TODAY, BOOK)
    with pytest.raises(marking.NotAStep):
        marking.check_mark(77_33, PRACTICE, TODAY, BOOK)


@pytest.mark.rule("R-104")
def test_a_marker_knows_neither_the_candidate_nor_the_paper() -> None:
    marking.check_marker(DING, 7, (), TODAY)
    marking.check_marker(DING, 7, (12, 13), TODAY)
    for candidate, before, refusal in (
        (11, (), marking.OwnPaper),
        (3, (), marking.TaughtTheCandidate),
        (4, (), marking.KinOfTheCandidate),
        (7, (11,), marking.MarkedBefore),
        (7, (12, 11), marking.MarkedBefore),
    ):
        with pytest.raises(refusal):
            marking.check_marker(DING, candidate, before, TODAY)


@pytest.mark.rule("R-100")
def test_a_marker_is_qualified_on_the_day() -> None:
    for day in (date(2024, 12, 31), date(2028, 1, 1)):
        with pytest.raises(marking.NotQualified):
            marking.check_marker(DING, 7, (), day)


@pytest.mark.rule("R-104")
def test_the_second_marker_does_not_see_the_first_mark() -> None:
    first, second = 11, 12

    assert marking.may_see(first, first, "first_marked")
    assert not marking.may_see(second, first, "first_marked")
    for state in ("second_marked", "agreed", "adjudicated", "locked"):
        assert marking.may_see(second, first, state)


@pytest.mark.rule("R-104")
def test_marks_within_a_tenth_are_agreed_on_their_mean() -> None:
    assert marking.agreed(70_00, 80_00, PRACTICE, TODAY, BOOK) == 75_00
    assert marking.agreed(70_00, 70_50, PRACTICE, TODAY, BOOK) == 70_25
    with pytest.raises(marking.GapTooWide) as refusal:
        marking.agreed(70_00, 80_50, PRACTICE, TODAY, BOOK)
    assert refusal.value.params == {"gap": "10.50", "allowed": "10.00"}


@pytest.mark.rule("R-104")
def test_marks_further_apart_are_adjudicated_by_a_third() -> None:
    assert marking.adjudicated(60_00, 80_00, 74_50, PRACTICE, TODAY, BOOK) == 74_50
    with pytest.raises(marking.NoGap):
        marking.adjudicated(70_00, 80_00, 75_00, PRACTICE, TODAY, BOOK)
    with pytest.raises(marking.AboveFullMark):
        marking.adjudicated(60_00, 80_00, 100_50, PRACTICE, TODAY, BOOK)


halves = st.integers(0, 200).map(lambda n: n * 50)


@pytest.mark.rule("R-104")
@given(halves, halves)
def test_two_marks_are_agreed_or_adjudicated_and_order_does_not_matter(a: int, b: int) -> None:
    apart = marking.needs_adjudication(a, b, PRACTICE, TODAY, BOOK)

    assert apart == marking.needs_adjudication(b, a, PRACTICE, TODAY, BOOK)
    assert apart == (abs(a - b) > 10_00)
    if not apart:
        mean = marking.agreed(a, b, PRACTICE, TODAY, BOOK)
        assert 2 * mean == a + b
        assert min(a, b) <= mean <= max(a, b)


@pytest.mark.rule("R-104")
@pytest.mark.parametrize(
    ("theory", "practice", "total"),
    [
        (60_00, 60_00, 60_00),
        (100_00, 0, 40_00),
        (77_33, 81_25, 79_68),  # 30.932 + 48.75 = 79.682
        (77_34, 81_25, 79_69),  # 79.686
        (0, 0, 0),
        (100_00, 100_00, 100_00),
        (None, 80_00, None),
    ],
)
def test_the_total_is_weighted_and_rounded_half_up(
    theory: int | None, practice: int, total: int | None
) -> None:
    assert marking.total({"theory": theory, "practice": practice}, BOTH) == total


@pytest.mark.rule("R-104")
def test_parts_of_any_full_mark_come_to_100() -> None:
    half = (replace(THEORY, full=50_00), replace(PRACTICE, full=150_00))

    assert marking.total({"theory": 50_00, "practice": 150_00}, half) == 100_00
    assert marking.total({"theory": 25_00, "practice": 75_00}, half) == 50_00
    oral = replace(THEORY, code="oral", weight=0)
    assert marking.total({"theory": 60_00, "practice": 60_00}, (*BOTH, oral)) == 60_00


@pytest.mark.rule("R-104")
@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(1, 300)), min_size=1, max_size=6),
    st.data(),
)
def test_a_total_lies_within_half_a_hundredth_of_the_exact_sum(
    shape: list[tuple[int, int]], data: st.DataObject
) -> None:
    whole = sum(weight for weight, _ in shape)
    weights = [weight * 100 // whole for weight, _ in shape]
    weights[0] += 100 - sum(weights)
    parts = [
        marking.Component(f"p{n}", weight, full * 50, by_machine=True)
        for n, (weight, (_, full)) in enumerate(zip(weights, shape, strict=True))
    ]
    marks = {p.code: data.draw(st.integers(0, p.full)) for p in parts}

    total = marking.total(marks, parts)
    exact = sum(Fraction(marks[p.code], p.full) * p.weight * 100 for p in parts)
    assert total is not None
    assert 0 <= total <= 100_00
    assert -Fraction(1, 2) <= exact - total < Fraction(1, 2)


def test_points_are_printed_with_two_decimals() -> None:
    assert [marking.points(n) for n in (39_00, 78_50, 5, 0, 100_00)] == [
        "39.00",
        "78.50",
        "0.05",
        "0.00",
        "100.00",
    ]
