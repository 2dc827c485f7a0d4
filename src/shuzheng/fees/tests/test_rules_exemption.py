"""Who owes nothing, why, and who may not be told why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.fees.rules import exemption, hardship
from shuzheng.kernel.rulebook import Rulebook

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
DAY = date(2026, 11, 2)
VALID = hardship.Claim("valid", date(2026, 9, 1), date(2027, 8, 31))
OPEN = replace(VALID, state="claimed")
SECOND = exemption.Case(
    kind="student", pilot_student=True, price=280_00, registered_on=DAY, earlier=1, claims=()
)
FIRST = replace(SECOND, earlier=0)


def charge(case: exemption.Case) -> tuple[int, str, bool]:
    made = exemption.charge(case, BOOK)
    return made.owed, str(made.ground), made.settled


@pytest.mark.rule("R-127")
def test_the_first_certificate_of_a_pilot_student_is_free_and_the_second_is_not() -> None:
    assert charge(FIRST) == (0, "first_certificate", True)
    assert charge(SECOND) == (280_00, "candidate_pays", False)
    assert charge(replace(FIRST, pilot_student=False)) == (280_00, "candidate_pays", False)


@pytest.mark.rule("R-127")
def test_a_province_may_share_the_first_fee_instead() -> None:
    shared = Rulebook.parse("""
[[provision]]
rule = "R-127"
since = 2021-01-01
document = "a notice"
quotation = "at least one"
guaranteed_assessments = 1
guaranteed_is_free = false
[[provision]]
rule = "R-128"
since = 2021-01-01
document = "a notice"
quotation = "hardship"
social_learners = false
""")

    assert exemption.charge(FIRST, shared).owed == 280_00


@pytest.mark.rule("R-128")
def test_hardship_pays_for_no_certificate_however_many() -> None:
    assert charge(replace(SECOND, earlier=7, claims=(VALID,))) == (0, "hardship", True)


@pytest.mark.rule("R-128")
def test_hardship_comes_before_the_guarantee() -> None:
    assert charge(replace(FIRST, claims=(VALID,))) == (0, "hardship", True)
    assert charge(replace(FIRST, claims=(OPEN,))) == (0, "first_certificate", True)


@pytest.mark.rule("R-128")
@pytest.mark.parametrize("state", ["claimed", "imported", "verified", "appealed"])
def test_no_fee_is_asked_while_a_claim_is_under_check(state: str) -> None:
    case = replace(SECOND, claims=(replace(VALID, state=state),))

    assert charge(case) == (0, "claim_open", False)


@pytest.mark.rule("R-128")
@pytest.mark.parametrize("state", ["refused", "refused_finally"])
def test_a_refused_claim_frees_from_nothing(state: str) -> None:
    case = replace(SECOND, claims=(replace(VALID, state=state),))

    assert charge(case) == (280_00, "candidate_pays", False)


@pytest.mark.rule("R-128")
def test_the_day_of_registration_decides() -> None:
    lapsed = replace(VALID, state="lapsed")

    assert charge(replace(SECOND, claims=(lapsed,)))[1] == "hardship"
    late = replace(SECOND, registered_on=date(2027, 9, 1), claims=(lapsed,))
    assert charge(late)[1] == "candidate_pays"


@pytest.mark.rule("R-128")
def test_a_late_proof_brings_the_money_back() -> None:
    assert exemption.refund(280_00, replace(SECOND, claims=(VALID,)), BOOK) == 280_00
    assert exemption.refund(280_00, replace(SECOND, claims=(OPEN,)), BOOK) == 0
    assert exemption.refund(280_00, SECOND, BOOK) == 0


@pytest.mark.rule("R-128")
def test_social_learners_have_no_student_exemption_by_default() -> None:
    learner = replace(SECOND, kind="social_learner", pilot_student=False, claims=(VALID, OPEN))

    assert charge(learner) == (280_00, "candidate_pays", False)


@pytest.mark.rule("R-128")
def test_hardship_and_guarantee_look_alike_to_others() -> None:
    poor = exemption.charge(replace(SECOND, claims=(VALID,)), BOOK)
    first = exemption.charge(FIRST, BOOK)
    paid = exemption.charge(replace(SECOND, price=0), BOOK)

    checked = exemption.charge(replace(SECOND, claims=(OPEN,)), BOOK)

    shown = {exemption.shown(one) for one in (poor, first, paid, checked)}
    assert shown == {"Nothing to be paid"}
    assert exemption.shown(exemption.charge(SECOND, BOOK)) == "To be paid"


claims = st.builds(
    hardship.Claim,
    state=st.sampled_from(list(hardship.State)),
    since=st.just(VALID.since),
    until=st.just(VALID.until),
)


@pytest.mark.rule("R-128")
@given(
    held=st.lists(claims, max_size=4),
    earlier=st.integers(0, 3),
    pilot=st.booleans(),
    price=st.integers(0, 10**6),
)
def test_a_charge_is_nothing_or_the_price_and_nothing_with_a_valid_claim(
    *, held: list[hardship.Claim], earlier: int, pilot: bool, price: int
) -> None:
    case = replace(SECOND, claims=held, earlier=earlier, pilot_student=pilot, price=price)
    made = exemption.charge(case, BOOK)

    assert made.owed in {0, price}
    if any(claim.state == "valid" for claim in held):
        assert (made.owed, made.settled) == (0, True)


@pytest.mark.rule("R-128")
@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2026, 9, 1), date(2027, 8, 31)),
        (date(2026, 8, 31), date(2026, 8, 31)),
        (date(2027, 1, 5), date(2027, 8, 31)),
    ],
)
def test_a_status_lasts_until_the_end_of_the_school_year(since: date, until: date) -> None:
    assert hardship.year_end_on(since, BOOK) == until


@pytest.mark.rule("R-128")
def test_only_kinds_of_the_rulebook_are_recognised() -> None:
    for kind in hardship.Kind:
        assert hardship.check_kind(kind, DAY, BOOK) is kind
    with pytest.raises(hardship.KindNotRecognised):
        hardship.check_kind("rich", DAY, BOOK)
