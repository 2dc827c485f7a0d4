"""Scores worked out by hand: K-43 of institutions, K-42 of sites, K-41 of organisations; grades."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.evaluation.rules import indicators, scoring, texts
from shuzheng.evaluation.rules.indicators import SETS, TOLD, Input, Kind
from shuzheng.evaluation.rules.scoring import Grade, Terms
from shuzheng.insight.rules.weighing import Told
from shuzheng.kernel.rulebook import Rulebook

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
ON = date(2026, 3, 2)
TEN = {one.key: 10 for one in SETS[Kind.INSTITUTION]}
SITE = {"regularity": 40, "seats": 20, "rectification": 20, "candidates": 20}
ORGANISATION = {
    "regularity": 25,
    "enterprises": 20,
    "punctuality": 15,
    "complaints": 15,
    "rectification": 15,
    "freshness": 10,
}
WHOLE = {
    Input.ACQUIRED: (65, 100),  # K-02 .65
    Input.MAJORS: (8, 10),  # K-04 .8
    Input.MAPPED: (90, 100),  # K-05 .9
    Input.REGULAR: (9, 12),  # K-15 .75
    Input.QUALIFIED: (20, 50),  # K-24 .4
    Input.ON_TIME: (23, 24),  # K-27 .958333…
    Input.REACHED: (190, 200),  # K-28: .95,
    Input.FREE: (150, 150),  # 1,
    Input.EXEMPT: (45, 50),  # .9: mean .95
    Input.RECTIFIED: (3, 5),  # K-34 .6
    Input.COMPLETED: (130, 100),  # K-39 1.3, capped at 1
    Input.MATCHED: (60, 100),  # K-40: .6,
    Input.RETAINED: (80, 100),  # .8: mean .7
}


def terms(weights: dict[str, int]) -> Terms:
    return Terms(weights, 5, 10, 90, 75, 60, 10)


def told(counts: dict[Input, tuple[int, int]]) -> dict[Input, Told]:
    return {what: Told(count, of, "", ON) for what, (count, of) in counts.items()}


def total(counts: dict[Input, tuple[int, int]], weights: dict[str, int] = TEN) -> Fraction | None:
    kind = {10: Kind.INSTITUTION, 4: Kind.SITE, 6: Kind.ORGANISATION}[len(weights)]
    return scoring.score(kind, told(counts), terms(weights)).total


@pytest.mark.rule("R-218")
def test_the_score_of_an_institution_is_the_mean_of_its_ten_shares() -> None:
    # by hand: (.65 + .8 + .9 + .75 + .4 + 23/24 + .95 + .6 + 1 + .7) / 10
    assert total(WHOLE) == Fraction(9250, 12000)
    assert texts.points(7708) == "77.08"


@pytest.mark.rule("R-218")
def test_completion_beyond_the_plan_gains_nothing() -> None:
    assert total({**WHOLE, Input.COMPLETED: (1000, 100)}) == total(WHOLE)


@pytest.mark.rule("R-218")
def test_an_indicator_of_several_parts_is_their_mean() -> None:
    score = scoring.score(Kind.INSTITUTION, told(WHOLE), terms(TEN))
    by_key = {one.key: one.value for one in score.lines}

    assert by_key["guarantee"] == Fraction(95, 100)
    assert by_key["employment"] == Fraction(70, 100)


@pytest.mark.rule("R-218")
def test_what_has_no_data_is_left_out_and_its_weight_spread_over_the_others() -> None:
    known = dict(WHOLE)
    known.pop(Input.QUALIFIED)
    known.pop(Input.RECTIFIED)
    # by hand, without .4 and .6: (7.7083… − 1) / 8
    assert total(known) == Fraction(9250 - 1200, 1200) / 8
    score = scoring.score(Kind.INSTITUTION, told(known), terms(TEN))
    assert score.missing == ("teachers", "rectification")
    assert {one.counted for one in score.lines} == {Fraction(0), Fraction(1, 8)}


@pytest.mark.rule("R-218")
def test_with_less_than_half_of_the_weight_there_is_no_score() -> None:
    five = (Input.ACQUIRED, Input.REGULAR, Input.ON_TIME, Input.RECTIFIED, Input.COMPLETED)
    known: dict[Input, tuple[int, int]] = {what: WHOLE[what] for what in five}

    # by hand: (.65 + .75 + 23/24 + .6 + 1) / 5
    assert total(known) == Fraction(19, 24)
    known.pop(Input.COMPLETED)
    assert total(known) is None
    assert total({}) is None


@pytest.mark.rule("R-218")
def test_one_of_three_parts_is_no_indicator_and_one_of_two_is() -> None:
    score = scoring.score(
        Kind.INSTITUTION, told({Input.FREE: (9, 10), Input.MATCHED: (6, 10)}), terms(TEN)
    )
    by_key = {one.key: one.value for one in score.lines}

    assert by_key["guarantee"] is None
    assert by_key["employment"] == Fraction(3, 5)


@pytest.mark.rule("R-218")
def test_a_share_over_fewer_persons_than_the_smallest_group_has_no_data() -> None:
    given_terms = terms(TEN)

    assert scoring.value(Input.EXEMPT, Told(4, 4, "", ON), given_terms) is None
    assert scoring.value(Input.EXEMPT, Told(4, 5, "", ON), given_terms) == Fraction(4, 5)
    assert scoring.value(Input.ON_TIME, Told(1, 2, "", ON), given_terms) == Fraction(1, 2)


@pytest.mark.rule("R-218")
def test_the_score_of_a_site_is_weighed_as_k42() -> None:
    counts = {
        Input.REGULAR: (9, 10),
        Input.SEATS_USED: (300, 400),
        Input.RECTIFIED: (1, 2),
        Input.CANDIDATES_SATISFIED: (80, 100),
    }
    # by hand: .4·.9 + .2·.75 + .2·.5 + .2·.8
    assert total(counts, SITE) == Fraction(77, 100)


@pytest.mark.rule("R-218")
def test_the_score_of_an_organisation_is_weighed_as_k41() -> None:
    counts = {
        Input.REGULAR: (8, 10),
        Input.ENTERPRISES_SATISFIED: (45, 50),
        Input.PUNCTUAL: (19, 20),
        Input.UPHELD: (2, 1000),
        Input.RECTIFIED: (3, 4),
        Input.FRESH: (1, 2),
    }
    # by hand: .25·.8 + .2·.9 + .15·.95 + .15·(1 − 2/10) + .15·.75 + .1·.5
    assert total(counts, ORGANISATION) == Fraction(805, 1000)
    worst = {**counts, Input.UPHELD: (50, 1000)}
    assert total(worst, ORGANISATION) == Fraction(685, 1000)


@pytest.mark.rule("R-212", "R-218")
@pytest.mark.parametrize(
    ("score", "vetoes", "grade"),
    [
        (Fraction(90, 100), 0, Grade.A),
        (Fraction(8999, 10000), 0, Grade.B),
        (Fraction(75, 100), 0, Grade.B),
        (Fraction(7499, 10000), 0, Grade.C),
        (Fraction(60, 100), 0, Grade.C),
        (Fraction(59, 100), 0, Grade.D),
        (Fraction(1), 1, Grade.FAILED),
        (None, 1, Grade.FAILED),
        (None, 0, Grade.NONE),
    ],
)
def test_a_grade_follows_from_the_exact_score_and_a_veto_wins(
    score: Fraction | None, vetoes: int, grade: Grade
) -> None:
    assert scoring.grade(score, terms(TEN), vetoed=bool(vetoes)) is grade


@pytest.mark.rule("R-218")
def test_the_pilot_has_its_points_in_the_comprehensive_evaluation() -> None:
    assert scoring.points(Fraction(77, 100), terms(TEN), vetoed=False) == Fraction(77, 1000)
    assert scoring.points(Fraction(77, 100), terms(TEN), vetoed=True) == 0
    assert scoring.points(None, terms(TEN), vetoed=False) is None


@pytest.mark.rule("R-218")
def test_the_weights_are_the_rulebooks_and_make_a_hundred() -> None:
    assert indicators.weights(Kind.INSTITUTION, ON, BOOK) == TEN
    assert indicators.weights(Kind.SITE, ON, BOOK) == SITE
    assert indicators.weights(Kind.ORGANISATION, ON, BOOK) == ORGANISATION
    indicators.check_weights(Kind.SITE, {**SITE, "regularity": 60, "seats": 0})
    for wrong in ({**SITE, "seats": 21}, {"regularity": 100}, {**SITE, "seats": -20, "other": 40}):
        with pytest.raises(indicators.BadWeights):
            indicators.check_weights(Kind.SITE, wrong)


@pytest.mark.rule("R-212")
def test_whether_a_veto_fails_an_institution_is_a_setting() -> None:
    assert scoring.veto_counts(Kind.INSTITUTION, ON, BOOK)
    off = Rulebook.parse(
        '[[provision]]\nrule = "R-212"\nsince = 2021-01-01\ndocument = "x"\nquotation = "x"\n'
        "veto_institutions = false\n"
    )
    assert not scoring.veto_counts(Kind.INSTITUTION, ON, off)
    assert scoring.veto_counts(Kind.SITE, ON, off)


def test_no_sheet_tells_what_the_platform_counts() -> None:
    assert not TOLD[Kind.INSTITUTION] & {
        Input.ACQUIRED,
        Input.REGULAR,
        Input.ON_TIME,
        Input.RECTIFIED,
        Input.COMPLETED,
    }
    for kind, known in TOLD.items():
        assert known <= {part for one in SETS[kind] for part in one.parts}


counts = st.tuples(st.integers(0, 200), st.integers(0, 200))


@pytest.mark.rule("R-218")
@given(
    st.dictionaries(st.sampled_from(list(Input)), counts), st.lists(st.integers(0, 30), min_size=10)
)
def test_a_score_is_a_share_and_more_of_one_part_never_lowers_it(
    found: dict[Input, tuple[int, int]], given_weights: list[int]
) -> None:
    weights = dict(zip(TEN, given_weights, strict=False))
    before = total(found, weights)

    assert before is None or 0 <= before <= 1
    for what, (count, of) in found.items():
        after = total({**found, what: (count + 1, of)}, weights)
        assert (after is None) is (before is None)
        assert before is None or after is None or after >= before or what is Input.UPHELD
