"""An institution takes up a certificate by its own review, scored exactly."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.kernel.rulebook import Rulebook
from shuzheng.pilots.rules import entry

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
TODAY = date(2026, 11, 2)
USUAL = entry.usual_scheme(TODAY, BOOK)


def sheet(industry: int, enterprises: int, majors: int, plan: int) -> dict[str, int]:
    return {
        "industry_fit": industry,
        "enterprise_recognition": enterprises,
        "major_fit": majors,
        "plan_fit": plan,
    }


@pytest.mark.rule("R-051")
def test_the_usual_weights_are_30_30_20_20_and_the_pass_mark_70() -> None:
    assert entry.Scheme(sheet(30, 30, 20, 20), 70) == USUAL


@pytest.mark.rule("R-051")
@pytest.mark.parametrize(
    ("sheets", "score", "passed"),
    [
        ([sheet(70, 70, 70, 70)], 7000, True),
        ([sheet(80, 70, 60, 60)], 6900, False),
        ([sheet(80, 70, 70, 60), sheet(90, 60, 65, 75)], 7200, True),
        ([sheet(70, 70, 70, 69)], 6980, False),
        ([sheet(70, 70, 70, 70), sheet(70, 70, 70, 70), sheet(70, 70, 70, 69)], 6993, False),
        ([sheet(0, 0, 0, 0)], 0, False),
        ([sheet(100, 100, 100, 100)], 10000, True),
    ],
)
def test_a_review_scores_the_weighted_mean(
    sheets: list[dict[str, int]], score: int, *, passed: bool
) -> None:
    outcome = entry.score(sheets, USUAL)

    assert (outcome.score, outcome.passed) == (score, passed)


@pytest.mark.rule("R-051")
def test_the_printed_score_decides() -> None:
    nearly = [sheet(70, 70, 70, 70)] * 60 + [sheet(70, 70, 70, 69)]

    outcome = entry.score(nearly, USUAL)
    assert (outcome.score, outcome.passed) == (7000, True)  # 69.9967, printed 70.00


@pytest.mark.rule("R-051")
def test_an_institution_may_weigh_as_it_likes_but_drops_no_criterion() -> None:
    own = entry.check_scheme({**sheet(10, 20, 30, 30), "students_wish": 10}, 60)
    assert own.pass_mark == 60

    without = {k: v for k, v in sheet(40, 40, 20, 20).items() if k != "plan_fit"}
    with pytest.raises(entry.CriterionMissing):
        entry.check_scheme(without, 60)
    for weights in (sheet(30, 30, 20, 21), sheet(50, 50, 0, 0), sheet(120, -20, 0, 0)):
        with pytest.raises(entry.WeightsDoNotTotal):
            entry.check_scheme(weights, 60)
    for pass_mark in (0, -1, 101):
        with pytest.raises(entry.PassMarkOutOfRange):
            entry.check_scheme(sheet(30, 30, 20, 20), pass_mark)


@pytest.mark.rule("R-051")
def test_a_review_needs_whole_sheets_within_range() -> None:
    with pytest.raises(entry.NobodyScored):
        entry.score([], USUAL)
    with pytest.raises(entry.CriterionMissing):
        entry.score([{"industry_fit": 80}], USUAL)
    with pytest.raises(entry.PointsOutOfRange) as refusal:
        entry.score([sheet(70, 70, 70, 70), sheet(70, 101, 70, 70)], USUAL)
    assert refusal.value.params["sheet"] == 2


@pytest.mark.rule("R-051")
@given(st.lists(st.builds(sheet, *[st.integers(0, 100)] * 4), min_size=1, max_size=7))
def test_a_score_lies_between_the_lowest_and_the_highest_points(
    sheets: list[dict[str, int]],
) -> None:
    points = [p for s in sheets for p in s.values()]

    assert min(points) * 100 <= entry.score(sheets, USUAL).score <= max(points) * 100


@pytest.mark.rule("R-050")
def test_nothing_is_used_before_its_review_has_passed() -> None:
    def check(state: str, approved_on: date | None) -> None:
        entry.check_reviewed("淮上职院", "Web前端开发", state, approved_on, TODAY)

    check("active", TODAY)
    check("exiting", date(2025, 3, 1))
    for state in ("proposed", "under_appraisal", "approved", "rejected", "exited"):
        with pytest.raises(entry.NotReviewed) as refusal:
            check(state, date(2025, 3, 1))
        assert refusal.value.rule == "R-050"
    for approved_on in (None, date(2026, 11, 3)):
        with pytest.raises(entry.NotReviewed):
            check("active", approved_on)


@pytest.mark.rule("R-054")
def test_an_exit_stops_new_registrations() -> None:
    assert [state for state in entry.State if entry.takes_registrations(state)] == ["active"]
