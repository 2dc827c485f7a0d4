"""The term of an appeal against a revocation, its answer's due date, and who does not decide."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.credentials.core.statusmessage import Message
from shuzheng.credentials.rules import appeals, status
from shuzheng.kernel.periods import Calendar
from shuzheng.kernel.rulebook import Rulebook

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
NO_HOLIDAYS = Calendar(frozenset(), frozenset())
DAYS = st.dates(date(2021, 1, 1), date(2040, 12, 31))


@pytest.mark.rule("R-115")
def test_an_appeal_is_lodged_within_thirty_days_and_the_last_one_counts() -> None:
    assert appeals.closes_on(date(2026, 5, 4), BOOK) == date(2026, 6, 3)
    appeals.check_term(date(2026, 5, 4), date(2026, 6, 3), BOOK)
    with pytest.raises(appeals.TooLate) as refusal:
        appeals.check_term(date(2026, 5, 4), date(2026, 6, 4), BOOK)
    assert refusal.value.rule == "R-115"
    assert refusal.value.params == {"until": date(2026, 6, 3)}


@pytest.mark.rule("R-115")
@given(DAYS, st.integers(0, 90))
def test_the_term_is_the_same_length_whatever_day_it_begins(decided_on: date, later: int) -> None:
    late = False
    try:
        appeals.check_term(decided_on, decided_on + timedelta(days=later), BOOK)
    except appeals.TooLate:
        late = True

    assert late == (later > 30)


@pytest.mark.rule("R-255")
def test_an_answer_is_due_in_twenty_working_days() -> None:
    assert appeals.answer_due_on(date(2026, 11, 2), NO_HOLIDAYS, BOOK) == date(2026, 11, 30)


@pytest.mark.rule("R-255")
@given(DAYS)
def test_an_answer_is_due_on_a_working_day_after_four_weeks_at_least(lodged_on: date) -> None:
    due = appeals.answer_due_on(lodged_on, NO_HOLIDAYS, BOOK)

    assert due.weekday() < 5
    assert 26 <= (due - lodged_on).days <= 28


@pytest.mark.rule("R-115")
def test_nobody_decides_who_took_part() -> None:
    appeals.check_decider(9, {1, 2, 3})
    with pytest.raises(appeals.TookPart):
        appeals.check_decider(2, {1, 2, 3})


def test_five_documents_are_enough() -> None:
    appeals.check_documents(4)
    with pytest.raises(appeals.TooManyDocuments):
        appeals.check_documents(5)


def test_a_revocation_is_left_only_by_an_appeal() -> None:
    left = {verb for state, verb in status.CERTIFICATE.steps if state is status.State.REVOKED}

    assert left == {status.Verb.OVERTURN}
    assert status.CERTIFICATE.after(status.State.REVOKED, status.Verb.OVERTURN) == "replaced"


@pytest.mark.rule("R-112")
def test_the_list_of_messages_says_no_more_of_fraud_once_that_is_overturned() -> None:
    assert status.message(status.State.REVOKED, "fraud") is Message.FRAUD_OR_MISCONDUCT
    assert status.message(status.State.REPLACED, status.OVERTURNED) is Message.REPLACED
