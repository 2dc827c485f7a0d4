"""From the door to the result: late arrivals, results, due days, reviews, ticket numbers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.assessment.rules import marking, passing, result, review, sitting, ticket
from shuzheng.kernel.periods import SHANGHAI, Calendar
from shuzheng.kernel.rulebook import Rulebook

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
PLAIN = Calendar(frozenset(), frozenset())
NINE = datetime(2026, 12, 5, 9, 0, tzinfo=SHANGHAI)
MONDAY = date(2026, 12, 7)
PARTS = (
    marking.Component("theory", weight=40, full=100_00, by_machine=True),
    marking.Component("practice", weight=60, full=100_00, by_machine=False),
)
RULE = passing.parse("theory >= 60 and practice >= 60 and total >= 60", ("theory", "practice"))


def compute(
    theory: int | None, practice: int | None, *states: str, appeal: bool = False
) -> tuple[str, str]:
    made = result.compute(
        states or ("submitted", "submitted"),
        {"theory": theory, "practice": practice},
        PARTS,
        RULE,
        appeal_open=appeal,
    )
    return str(made.outcome), result.score_text(made.score)


@pytest.mark.rule("R-109")
def test_a_result_is_the_weighted_total_and_what_the_pass_rule_says() -> None:
    assert compute(60_00, 60_00) == ("passed", "60.00")
    assert compute(77_33, 81_25) == ("passed", "79.68")
    assert compute(100_00, 59_50) == ("failed", "75.70")
    assert compute(0, 65_00) == ("failed", "39.00")


@pytest.mark.rule("R-109")
def test_who_missed_a_part_has_no_total_and_has_not_passed() -> None:
    assert compute(90_00, None, "submitted", "absent") == ("failed", "")
    assert compute(None, None, "absent", "absent") == ("absent", "")
    assert compute(None, None, "ill", "late_refused") == ("absent", "")
    assert compute(None, None, "not_started") == ("absent", "")


@pytest.mark.rule("R-109")
def test_an_open_case_holds_back_and_an_upheld_one_annuls() -> None:
    assert compute(90_00, 90_00, "submitted", "misconduct_open") == ("held_back", "")
    assert compute(90_00, 90_00, "submitted", "misconduct_upheld") == ("annulled", "")
    assert compute(90_00, 90_00, "misconduct_upheld", appeal=True) == ("held_back", "")
    assert compute(90_00, 90_00, "submitted", "misconduct_dismissed") == ("passed", "90.00")


@pytest.mark.rule("R-109")
def test_results_wait_for_locked_marks() -> None:
    result.check_locked(["locked", "locked"])
    with pytest.raises(result.MarksOpen) as refusal:
        result.check_locked(["locked", "agreed", "first_marked"])
    assert refusal.value.params == {"count": 2}


def test_every_outcome_but_a_held_back_one_has_the_national_word() -> None:
    words = {str(outcome): word for outcome, word in result.NATIONAL.items()}

    assert words == {
        "passed": "已通过",
        "failed": "未通过",
        "absent": "未通过",
        "annulled": "未通过",
    }
    assert set(result.OUTCOME_LABELS) == set(result.Outcome)


@pytest.mark.rule("R-255")
def test_results_certificates_and_answers_have_due_days() -> None:
    assert result.results_due_on(MONDAY, PLAIN, BOOK) == date(2027, 1, 4)
    assert result.certificates_due_on(MONDAY, PLAIN, BOOK) == date(2026, 12, 28)
    assert review.answer_due_on(MONDAY, PLAIN, BOOK) == date(2026, 12, 21)


@pytest.mark.rule("R-255")
def test_lateness_is_counted_until_the_step_is_done() -> None:
    assert result.days_late(MONDAY, MONDAY, None) == 0
    assert result.days_late(MONDAY, date(2026, 12, 10), None) == 3
    assert result.days_late(MONDAY, date(2026, 12, 31), date(2026, 12, 8)) == 1
    assert result.days_late(MONDAY, date(2026, 12, 31), date(2026, 12, 1)) == 0


@pytest.mark.rule("R-102")
def test_the_doors_close_fifteen_minutes_after_the_start() -> None:
    closing = NINE + timedelta(minutes=15)

    assert sitting.doors_close_at(NINE, BOOK) == closing
    sitting.check_admission(NINE, NINE - timedelta(hours=1), BOOK)
    sitting.check_admission(NINE, closing, BOOK)
    with pytest.raises(sitting.TooLate):
        sitting.check_admission(NINE, closing + timedelta(seconds=1), BOOK)
    with pytest.raises(sitting.NotYetLate):
        sitting.check_late(NINE, closing, BOOK)
    sitting.check_late(NINE, closing + timedelta(seconds=1), BOOK)


@pytest.mark.rule("R-102")
def test_no_paper_begins_before_its_time() -> None:
    sitting.check_begin(NINE, NINE)
    with pytest.raises(sitting.NotStartedYet):
        sitting.check_begin(NINE, NINE - timedelta(seconds=1))


@pytest.mark.rule("R-115")
def test_a_review_is_asked_for_once_within_ten_working_days() -> None:
    assert review.window_closes_on(MONDAY, PLAIN, BOOK) == date(2026, 12, 21)
    review.check_request(MONDAY, date(2026, 12, 21), 0, PLAIN, BOOK)
    with pytest.raises(review.TooLate):
        review.check_request(MONDAY, date(2026, 12, 22), 0, PLAIN, BOOK)
    with pytest.raises(review.AskedBefore):
        review.check_request(MONDAY, MONDAY, 1, PLAIN, BOOK)
    for published in (None, date(2026, 12, 8)):
        with pytest.raises(review.NotPublished):
            review.check_request(published, MONDAY, 0, PLAIN, BOOK)


@pytest.mark.rule("R-115")
def test_other_people_recheck_and_hear_and_the_office_is_asked_once() -> None:
    review.check_rechecker(3, (1, 2))
    review.check_hearer(3, (1, 2))
    review.check_escalation(0)
    with pytest.raises(review.SameMarker):
        review.check_rechecker(2, (1, 2))
    with pytest.raises(review.TookPart):
        review.check_hearer(1, (1, 2))
    with pytest.raises(review.EscalatedBefore):
        review.check_escalation(1)


def test_a_ticket_number_has_seventeen_digits() -> None:
    assert ticket.number(date(2026, 12, 5), 123, 45, 6, 7) == "26120012300450607"
    assert ticket.read(" 26120012300450607 ") == ticket.Number(2026, 12, 123, 45, 6, 7)


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.integers(1, 99999),
    st.integers(1, 9999),
    st.integers(1, 99),
    st.integers(1, 99),
)
def test_a_ticket_number_says_what_it_was_made_of(
    first_on: date, plan: int, site: int, room: int, seat: int
) -> None:
    text = ticket.number(first_on, plan, site, room, seat)

    assert len(text) == 17
    assert ticket.read(text) == ticket.Number(first_on.year, first_on.month, plan, site, room, seat)


@pytest.mark.parametrize(
    ("plan", "site", "room", "seat"),
    [(100_000, 1, 1, 1), (0, 1, 1, 1), (1, 10_000, 1, 1), (1, 1, 100, 1), (1, 1, 1, 0)],
)
def test_what_does_not_fit_into_a_ticket_number_is_refused(
    plan: int, site: int, room: int, seat: int
) -> None:
    with pytest.raises(ticket.NumberOutOfRange):
        ticket.number(date(2026, 12, 5), plan, site, room, seat)


@pytest.mark.parametrize(
    "text",
    ["", "2612001230045060", "261200123004506077", "26130012300450607", "26120012300450600", "准"],
)
def test_what_is_no_ticket_number_is_refused(text: str) -> None:
    with pytest.raises(ticket.NotATicketNumber):
        ticket.read(text)


@pytest.mark.rule("R-102")
def test_a_ticket_can_be_had_from_seven_days_before() -> None:
    first_on = date(2026, 12, 5)

    assert ticket.available_on(first_on, BOOK) == date(2026, 11, 28)
    ticket.check_available(first_on, date(2026, 11, 28), BOOK)
    with pytest.raises(ticket.TooEarly):
        ticket.check_available(first_on, date(2026, 11, 27), BOOK)
