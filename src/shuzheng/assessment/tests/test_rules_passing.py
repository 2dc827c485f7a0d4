"""Pass rules are read without eval, refused by their place, and explain every fail."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shuzheng.assessment.rules import passing
from shuzheng.assessment.rules.passing import reading, refusals
from shuzheng.kernel.refusals import Refusal

PARTS = ("theory", "practice", "oral")
USUAL = "theory >= 60 and practice >= 60 and total >= 60"


@pytest.mark.rule("R-109")
@pytest.mark.parametrize(
    ("text", "theory", "practice", "passed"),
    [
        (USUAL, 60_00, 60_00, True),
        (USUAL, 59_99, 90_00, False),
        ("theory >= 60", 60_00, 0, True),
        ("theory > 60", 60_00, 0, False),
        ("theory>=80", 79_50, 0, False),
        ("60 <= theory", 60_00, 0, True),
        ("60 < theory", 60_00, 0, False),
        ("theory + practice >= 120", 59_00, 61_00, True),
        ("0.4*theory + 0.6*practice >= 60", 30_00, 80_00, True),
        ("0.4*theory + 0.6*practice >= 60", 30_00, 79_99, False),
        ("theory >= 60 or practice >= 90", 10_00, 90_00, True),
        ("theory >= 60 or practice >= 90 and theory >= 50", 10_00, 95_00, False),
        ("(theory >= 60 or practice >= 90) and theory >= 5", 10_00, 95_00, True),
        ("理论 >= 60", 0, 0, False),
        ("theory ≥ 60 且 practice ≥ 60", 60_00, 60_00, True),
        ("ｔheory＞＝６０", 60_00, 0, True),
        ("（theory ≥ 60 或 practice ≥ 60）", 0, 60_00, True),
        ("theory + 10 >= practice + 20 - practice", 10_00, 0, True),
    ],
)
def test_a_rule_decides(text: str, theory: int, practice: int, *, passed: bool) -> None:
    rule = passing.parse(text, ("theory", "practice", "理论"))
    marks = {"theory": theory, "practice": practice, "total": (theory + practice) // 2, "理论": 0}

    assert passing.decide(rule, marks).passed is passed


@pytest.mark.rule("R-109")
def test_a_chinese_rule_needs_no_spaces() -> None:
    rule = passing.parse("理论≥60且实操≥60", ("理论", "实操"))

    assert rule.names == {"理论", "实操"}
    assert passing.decide(rule, {"理论": 60_00, "实操": 60_00}).passed
    assert not passing.decide(rule, {"理论": 60_00, "实操": 59_50}).passed


@pytest.mark.parametrize(
    ("text", "refusal", "position"),
    [
        ("theory >= 60 and", refusals.ValueExpected, 17),
        ("theory >= ", refusals.ValueExpected, 11),
        (">= 60", refusals.ValueExpected, 1),
        ("and theory >= 60", refusals.ValueExpected, 1),
        ("theory", refusals.ComparisonExpected, 7),
        ("theory = 60", refusals.StrangeCharacter, 8),
        ("theory == 60", refusals.StrangeCharacter, 8),
        ("theory >= 60 practice >= 60", refusals.JoinExpected, 14),
        ("theory >= 60)", refusals.JoinExpected, 13),
        ("(theory >= 60", refusals.BracketExpected, 14),
        ("60 <= theory <= 100", refusals.JoinExpected, 14),
        ("thoery >= 60", refusals.UnknownPart, 1),
        ("theory >= 60 and __import__ >= 1", refusals.UnknownPart, 18),
        ("theory >= 60; import os", refusals.StrangeCharacter, 13),
        ("theory.mark >= 60", refusals.StrangeCharacter, 7),
        ("theory >= 60.123", refusals.BadNumber, 11),
        ("theory >= 99999", refusals.BadNumber, 11),
        ("theory >= 1e9", refusals.JoinExpected, 12),
        ("theory >= -60", refusals.ValueExpected, 11),
        ("60 >= 50", refusals.NoPart, 1),
        ("theory >= 60 and 1 < 2", refusals.NoPart, 18),
        ("theory <= 60", refusals.PointsCouldHarm, 1),
        ("practice >= 60 or practice > theory", refusals.PointsCouldHarm, 19),
        ("practice - theory >= 0", refusals.PointsCouldHarm, 1),
        ("2 * 3 >= theory", refusals.ValueExpected, 5),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_place(
    text: str, refusal: type[Refusal], position: int
) -> None:
    with pytest.raises(refusal) as raised:
        passing.parse(text, PARTS)

    assert raised.value.params["position"] == position


def test_empty_long_and_deep_rules_are_refused() -> None:
    for empty in ("", "  ", "　"):
        with pytest.raises(refusals.RuleEmpty):
            passing.parse(empty, PARTS)
    with pytest.raises(refusals.RuleTooLong):
        passing.parse("theory >= 60 and " * 30 + "theory >= 60", PARTS)
    with pytest.raises(refusals.RuleTooDeep):
        passing.parse("(" * 21 + "theory >= 60" + ")" * 21, PARTS)
    assert passing.parse("(" * 20 + "theory >= 60" + ")" * 20, PARTS).names == {"theory"}


@pytest.mark.rule("R-109")
def test_a_fail_is_explained_by_the_clauses_that_would_have_to_hold() -> None:
    rule = passing.parse(USUAL, PARTS)
    verdict = passing.decide(rule, {"theory": 72_00, "practice": 48_50, "total": 57_90})

    assert [(f.clause, f.held, f.left, f.right) for f in verdict.findings] == [
        ("theory >= 60", True, "72.00", "60.00"),
        ("practice >= 60", False, "48.50", "60.00"),
        ("total >= 60", False, "57.90", "60.00"),
    ]
    assert [f.clause for f in verdict.failed] == ["practice >= 60", "total >= 60"]


@pytest.mark.rule("R-109")
def test_an_alternative_that_held_explains_nothing() -> None:
    rule = passing.parse("(theory >= 60 or practice >= 90) and oral >= 60", PARTS)

    verdict = passing.decide(rule, {"theory": 10_00, "practice": 95_00, "oral": 10_00})
    assert [f.clause for f in verdict.failed] == ["oral >= 60"]
    passed = passing.decide(rule, {"theory": 10_00, "practice": 95_00, "oral": 60_00})
    assert (passed.passed, passed.failed) == (True, ())
    assert [f.held for f in passed.findings] == [False, True, True]


@pytest.mark.rule("R-109")
def test_a_part_without_a_mark_fails_what_names_it() -> None:
    rule = passing.parse("theory + practice >= 60 or oral >= 60", PARTS)

    verdict = passing.decide(rule, {"theory": 90_00, "oral": None})
    assert [(f.clause, f.missing) for f in verdict.failed] == [
        ("theory + practice >= 60", ("practice",)),
        ("oral >= 60", ("oral",)),
    ]
    assert passing.decide(rule, {"oral": 60_00}).passed


@pytest.mark.rule("R-109")
def test_a_rule_compares_exactly() -> None:
    rule = passing.parse("0.1*theory + 0.2*practice >= 30", PARTS)

    assert passing.decide(rule, {"theory": 100_00, "practice": 100_00}).passed
    assert not passing.decide(rule, {"theory": 100_00, "practice": 99_99}).passed


numbers = st.integers(0, 9999).map(lambda n: f"{n // 100}.{n % 100:02d}")
terms = st.one_of(st.sampled_from(PARTS), st.tuples(numbers, st.sampled_from(PARTS)).map("*".join))
sums = st.lists(terms, min_size=1, max_size=3).map(" + ".join)
comparisons = st.tuples(sums, st.sampled_from([">=", ">"]), numbers)
clauses = comparisons.map(" ".join)
rules = st.recursive(
    clauses,
    lambda inner: st.tuples(
        st.sampled_from([" and ", " or "]), st.lists(inner, min_size=1, max_size=3)
    ).map(lambda t: "(" + t[0].join(t[1]) + ")"),
    max_leaves=6,
)
marks = st.fixed_dictionaries({name: st.integers(0, 100_00) | st.none() for name in PARTS})


@pytest.mark.rule("R-109")
@given(st.text(max_size=60) | st.text("theory practice()>=<+-*0123456789.andor且或≥", max_size=60))
def test_any_text_is_a_rule_or_a_refusal(text: str) -> None:
    try:
        rule = passing.parse(text, PARTS)
    except Refusal:
        return
    assert passing.decide(rule, {}).passed is False


@pytest.mark.rule("R-109")
@given(rules, marks, st.sampled_from(PARTS), st.integers(0, 100_00))
def test_more_points_never_turn_a_pass_into_a_fail(
    text: str, before: dict[str, int | None], part: str, more: int
) -> None:
    assume(len(text) <= reading.LONGEST)
    rule = passing.parse(text, PARTS)
    after = {**before, part: (before[part] or 0) + more}

    if passing.decide(rule, before).passed:
        assert passing.decide(rule, after).passed


@pytest.mark.rule("R-109")
@given(rules, marks)
def test_a_verdict_explains_itself(text: str, given_marks: dict[str, int | None]) -> None:
    assume(len(text) <= reading.LONGEST)
    verdict = passing.decide(passing.parse(text, PARTS), given_marks)

    assert verdict.passed is (not verdict.failed)
    assert not any(finding.held for finding in verdict.failed)
    assert set(verdict.failed) <= set(verdict.findings)


@pytest.mark.rule("R-109")
@given(comparisons, marks)
def test_a_clause_agrees_with_plain_arithmetic(
    clause: tuple[str, str, str], given_marks: dict[str, int | None]
) -> None:
    left, sign, right = clause
    verdict = passing.decide(passing.parse(" ".join(clause), PARTS), given_marks)

    value = Fraction(0)
    for term in left.split(" + "):
        times, _, name = term.rpartition("*")
        mark = given_marks[name]
        if mark is None:
            assert not verdict.passed
            return
        value += Fraction(times or 1) * Fraction(mark, 100)
    expected = value >= Fraction(right) if sign == ">=" else value > Fraction(right)
    assert verdict.passed is expected
