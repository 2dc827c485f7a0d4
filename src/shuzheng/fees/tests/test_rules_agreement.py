"""Fees are agreed, never above the ceiling without a waiver, and outlive their year a while."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.fees.rules import agreement
from shuzheng.kernel.periods import Calendar
from shuzheng.kernel.rulebook import Rulebook

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
PLAIN = Calendar(frozenset(), frozenset())
TODAY = date(2026, 11, 2)
OF_2026 = agreement.Terms(
    document="费协〔2026〕12号",
    state="in_force",
    since=date(2026, 1, 1),
    until=date(2026, 12, 31),
    price=280_00,
)
WAIVER = agreement.Waiver("豁免〔2026〕3号", date(2026, 3, 1), date(2026, 12, 31), limit=400_00)


@pytest.mark.rule("R-122")
def test_a_fee_at_its_ceiling_is_filed_and_one_fen_above_is_not() -> None:
    agreement.check_ceiling(360_00, 360_00, None, TODAY)

    with pytest.raises(agreement.OverCeiling) as refusal:
        agreement.check_ceiling(360_01, 360_00, None, TODAY)
    assert refusal.value.params == {"price": "360.01", "ceiling": "360.00"}
    assert refusal.value.rule == "R-122"


@pytest.mark.rule("R-122")
def test_without_a_ceiling_a_fee_needs_a_waiver() -> None:
    with pytest.raises(agreement.NoCeiling):
        agreement.check_ceiling(1_00, None, None, TODAY)
    agreement.check_ceiling(400_00, None, WAIVER, TODAY)


@pytest.mark.rule("R-122")
def test_a_waiver_covers_its_days_and_its_amount_only() -> None:
    agreement.check_ceiling(400_00, 360_00, WAIVER, TODAY)

    with pytest.raises(agreement.OverCeiling):
        agreement.check_ceiling(400_01, 360_00, WAIVER, TODAY)
    for day in (date(2026, 2, 28), date(2027, 1, 1)):
        with pytest.raises(agreement.OverCeiling):
            agreement.check_ceiling(400_00, 360_00, WAIVER, day)


@pytest.mark.rule("R-121")
@pytest.mark.parametrize("price", [0, -1])
def test_a_price_is_above_nothing(price: int) -> None:
    with pytest.raises(agreement.PriceNotPositive):
        agreement.check_ceiling(price, 360_00, WAIVER, TODAY)


@pytest.mark.rule("R-122")
@given(st.integers(1, 10**7), st.none() | st.integers(1, 10**7))
def test_without_a_waiver_nothing_passes_but_what_is_within_the_ceiling(
    price: int, ceiling: int | None
) -> None:
    within = ceiling is not None and price <= ceiling

    try:
        agreement.check_ceiling(price, ceiling, None, TODAY)
    except (agreement.OverCeiling, agreement.NoCeiling):
        assert not within
    else:
        assert within


@pytest.mark.rule("R-121")
def test_an_agreement_has_two_signatures() -> None:
    agreement.check_signed(TODAY, TODAY)
    for lead, organisation in ((None, TODAY), (TODAY, None), (None, None)):
        with pytest.raises(agreement.NotSigned):
            agreement.check_signed(lead, organisation)


@pytest.mark.rule("R-124")
def test_an_expert_with_a_conflict_cannot_sit() -> None:
    honest = agreement.Expert("韦若兰", conflicted=False, from_provincial_pool=True)
    partial = agreement.Expert("石敬之", conflicted=True, from_provincial_pool=True)

    assert agreement.check_appraisal([honest] * 5, TODAY, BOOK) == ()
    with pytest.raises(agreement.ExpertConflicted) as refusal:
        agreement.check_appraisal([honest, partial], TODAY, BOOK)
    assert refusal.value.params == {"expert": "石敬之"}


@pytest.mark.rule("R-124")
def test_few_experts_or_none_from_the_pool_only_warn() -> None:
    outside = agreement.Expert("韦若兰", conflicted=False, from_provincial_pool=False)

    assert agreement.check_appraisal([outside] * 4, TODAY, BOOK) == tuple(agreement.Shortfall)
    with pytest.raises(agreement.NotAppraised):
        agreement.check_appraisal([], TODAY, BOOK)


@pytest.mark.rule("R-121")
def test_thirty_working_days_without_result_open_mediation() -> None:
    since = date(2026, 9, 1)

    assert agreement.mediation_from_on(since, PLAIN, BOOK) == date(2026, 10, 13)
    agreement.check_mediation(since, date(2026, 10, 14), PLAIN, BOOK)
    with pytest.raises(agreement.StillNegotiating):
        agreement.check_mediation(since, date(2026, 10, 13), PLAIN, BOOK)


@pytest.mark.rule("R-121")
@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2025, 12, 31), "not_yet"),
        (date(2026, 1, 1), "in_force"),
        (date(2026, 12, 31), "in_force"),
        (date(2027, 1, 1), "extended"),
        (date(2027, 6, 29), "extended"),
        (date(2027, 6, 30), "over"),
    ],
)
def test_an_agreement_outlives_its_year_by_180_days(day: date, standing: str) -> None:
    assert agreement.standing_on(OF_2026, day, BOOK) == standing


@pytest.mark.rule("R-121")
@pytest.mark.parametrize(
    ("state", "standing"),
    [("filed", "not_yet"), ("drafting", "not_yet"), ("terminated", "over"), ("expired", "over")],
)
def test_only_an_agreement_in_force_counts(state: str, standing: str) -> None:
    assert agreement.standing_on(replace(OF_2026, state=state), TODAY, BOOK) == standing


@pytest.mark.rule("R-121")
def test_the_new_agreement_governs_as_soon_as_it_is_in_force() -> None:
    new_year = date(2027, 2, 1)
    of_2027 = replace(
        OF_2026, document="费协〔2027〕1号", since=date(2027, 1, 1), until=date(2027, 12, 31)
    )

    assert agreement.governing([OF_2026], new_year, BOOK) == OF_2026
    assert agreement.governing([of_2027, OF_2026], new_year, BOOK) == of_2027
    pending = replace(of_2027, state="filed")
    assert agreement.governing([pending, OF_2026], new_year, BOOK) == OF_2026


@pytest.mark.rule("R-121")
def test_what_is_wrong_with_an_agreement_is_said_by_name() -> None:
    with pytest.raises(agreement.NoAgreement):
        agreement.governing([], TODAY, BOOK)
    with pytest.raises(agreement.AgreementNotInForce):
        agreement.governing([replace(OF_2026, state="agreed")], TODAY, BOOK)
    with pytest.raises(agreement.AgreementExpired) as refusal:
        agreement.governing([OF_2026], date(2027, 7, 1), BOOK)
    assert refusal.value.params == {
        "document": "费协〔2026〕12号",
        "until": date(2026, 12, 31),
        "extended": date(2027, 6, 29),
    }


@pytest.mark.rule("R-121")
def test_a_plan_asks_for_no_more_than_was_agreed() -> None:
    agreement.check_price(280_00, OF_2026)
    agreement.check_price(0, OF_2026)
    with pytest.raises(agreement.AboveAgreed):
        agreement.check_price(280_01, OF_2026)
