"""The running assessment: its days, what counts in it, what a veto and a restriction make of it."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.evaluation.rules import running, scoring
from shuzheng.evaluation.rules.indicators import TOLD, Input, Kind
from shuzheng.evaluation.rules.running import Standing
from shuzheng.insight.rules.weighing import Told
from shuzheng.kernel.rulebook import Rulebook

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
FIRST, TODAY = date(2025, 3, 3), date(2026, 3, 2)

pytestmark = pytest.mark.rule("R-099")


def told(count: int, of: int, on: date = TODAY, source: str = "") -> Told:
    return Told(count, of, source, on)


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 3, 2), date(2025, 3, 3)),
        (date(2026, 3, 1), date(2025, 3, 2)),
        (date(2024, 2, 29), date(2023, 3, 1)),
        (date(2025, 2, 28), date(2024, 2, 29)),
        (date(2026, 12, 31), date(2026, 1, 1)),
    ],
)
def test_the_twelve_months_end_today(today: date, first: date) -> None:
    assert running.since(today, BOOK) == first


@given(st.dates(min_value=date(2021, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_of_a_year_is_in_the_months_once(today: date) -> None:
    first = running.since(today, BOOK)
    assert timedelta(364) <= today - first <= timedelta(366)
    assert running.since(today + timedelta(1), BOOK) >= first


def test_a_count_of_the_platform_wins_and_what_a_sheet_told_grows_old() -> None:
    carried = {
        Input.SEATS_USED: told(80, 100, date(2025, 3, 3), "表"),
        Input.CANDIDATES_SATISFIED: told(9, 10, date(2025, 3, 2), "表"),
        Input.REGULAR: told(1, 9, TODAY, "表"),
        Input.RECTIFIED: told(1, 9),
    }
    found = running.inputs(Kind.SITE, {Input.REGULAR: told(3, 4)}, carried, FIRST, TODAY)

    assert found == {Input.SEATS_USED: carried[Input.SEATS_USED], Input.REGULAR: told(3, 4)}


@given(
    st.sampled_from([Kind.SITE, Kind.ORGANISATION]),
    st.dictionaries(st.sampled_from(sorted(Input)), st.dates(date(2024, 1, 1), date(2027, 1, 1))),
)
def test_only_what_no_room_counts_is_carried_over_and_only_within_the_months(
    kind: Kind, days: dict[Input, date]
) -> None:
    given_ = {what: told(1, 2, on, "表") for what, on in days.items()}
    found = running.inputs(kind, {}, given_, FIRST, TODAY)

    assert set(found) <= TOLD[kind]
    assert all(FIRST <= one.on <= TODAY for one in found.values())


def test_a_site_index_by_hand() -> None:
    terms = running.terms(Kind.SITE, TODAY, BOOK)
    inputs = {
        Input.REGULAR: told(3, 4),
        Input.SEATS_USED: told(60, 100),
        Input.RECTIFIED: told(1, 2),
        Input.CANDIDATES_SATISFIED: told(90, 100),
    }
    whole = scoring.score(Kind.SITE, inputs, terms)
    # by hand: 0.4 * 0.75 + 0.2 * 0.6 + 0.2 * 0.5 + 0.2 * 0.9
    assert running.index(whole, terms, vetoed=False) == Fraction(70, 100)
    assert running.index(whole, terms, vetoed=True) == 0
    del inputs[Input.SEATS_USED], inputs[Input.CANDIDATES_SATISFIED]
    part = scoring.score(Kind.SITE, inputs, terms)
    # by hand: (0.4 * 0.75 + 0.2 * 0.5) / 0.6
    assert running.index(part, terms, vetoed=False) == Fraction(2, 3)
    assert part.missing == ("seats", "candidates")
    del inputs[Input.REGULAR]
    assert running.index(scoring.score(Kind.SITE, inputs, terms), terms, vetoed=False) is None


def test_an_organisation_index_by_hand() -> None:
    terms = running.terms(Kind.ORGANISATION, TODAY, BOOK)
    inputs = {
        Input.REGULAR: told(9, 10),
        Input.ENTERPRISES_SATISFIED: told(80, 100),
        Input.PUNCTUAL: told(19, 20),
        Input.UPHELD: told(2, 1000),
        Input.RECTIFIED: told(1, 2),
        Input.FRESH: told(1, 1),
    }
    # by hand: 0.25*0.9 + 0.2*0.8 + 0.15*0.95 + 0.15*(1 - 2/10) + 0.15*0.5 + 0.1
    found = running.index(scoring.score(Kind.ORGANISATION, inputs, terms), terms, vetoed=False)
    assert found == Fraction(8225, 10000)


@pytest.mark.rule("R-212")
@pytest.mark.parametrize(
    ("vetoes", "decisions", "standing"),
    [
        (0, 0, Standing.FREE),
        (0, 1, Standing.RESTRICTED),
        (1, 1, Standing.VETOED),
        (1, 0, Standing.VETOED),
    ],
)
def test_a_veto_comes_before_other_decisions(
    vetoes: int, decisions: int, standing: Standing
) -> None:
    assert running.standing(vetoed=bool(vetoes), restricted=bool(decisions)) is standing
