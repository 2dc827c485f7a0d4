"""The law of cases: their table, their deadlines, who may own one, what an answer has to say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.complaints.rules import complaint as rules
from shuzheng.complaints.rules import ownership, receipt
from shuzheng.complaints.rules.complaint import COMPLAINT, Kind, Outcome, State, Verb
from shuzheng.complaints.rules.ownership import Concerned, Handler
from shuzheng.foundation import rulebooks
from shuzheng.kernel.lifecycle import IllegalStep

if TYPE_CHECKING:
    from shuzheng.kernel.refusals import Refusal

pytestmark = pytest.mark.rule("R-216")
SCHOOL, ORGANISATION, OFFICE, BUREAU = 1, 2, 3, 4
LODGED = datetime(2026, 3, 2, 4, tzinfo=UTC)
BEFORE_ANSWER = {"received", "triaged", "transferred", "accepted", "investigating"}


def after(verb: Verb) -> dict[str, str]:
    """Return from which states a verb leads where."""
    return {state: target for (state, used), target in COMPLAINT.steps.items() if used is verb}


def test_the_table_is_that_of_the_handbook() -> None:
    assert COMPLAINT.initial == "received"
    assert after(Verb.TRIAGE) == {"received": "triaged"}
    assert after(Verb.ACCEPT) == {"triaged": "accepted", "transferred": "accepted"}
    assert after(Verb.TRANSFER) == {"triaged": "transferred"}
    assert after(Verb.DECLINE) == {"triaged": "not_accepted", "transferred": "not_accepted"}
    assert after(Verb.INVESTIGATE) == {"accepted": "investigating"}
    assert after(Verb.ANSWER) == {"investigating": "answered"}
    assert after(Verb.BE_SATISFIED) == {"answered": "satisfied"}
    assert after(Verb.BE_DISSATISFIED) == {"answered": "dissatisfied"}
    assert after(Verb.REVIEW) == {"dissatisfied": "reviewed"}
    assert after(Verb.CLOSE) == {
        "answered": "closed",
        "satisfied": "closed",
        "reviewed": "closed",
    }
    assert after(Verb.MERGE) == dict.fromkeys(BEFORE_ANSWER, "merged")
    assert after(Verb.WITHDRAW) == dict.fromkeys(BEFORE_ANSWER, "withdrawn")


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verb", Verb)
def test_whatever_is_not_in_the_table_is_refused(state: State, verb: Verb) -> None:
    if (state, verb) in COMPLAINT.steps:
        assert COMPLAINT.after(state, verb) in State
    else:
        with pytest.raises(IllegalStep):
            COMPLAINT.after(state, verb)


def test_deadlines_skip_weekends_and_holidays_and_run_from_the_receipt() -> None:
    calendar, book = rulebooks.calendar(), rulebooks.current()
    monday = date(2026, 3, 2)

    assert rules.accept_due_on(monday, calendar, book) == date(2026, 3, 9)
    assert rules.answer_due_on(monday, calendar, book) == date(2026, 4, 14)
    assert rules.heard_until(monday, calendar, book) == date(2026, 3, 16)


@given(st.dates(date(2026, 1, 1), date(2026, 8, 1)))
def test_every_deadline_is_a_working_day_after_as_many_working_days(on: date) -> None:
    calendar, book = rulebooks.calendar(), rulebooks.current()
    for due, days in (
        (rules.accept_due_on(on, calendar, book), 5),
        (rules.answer_due_on(on, calendar, book), 30),
        (rules.heard_until(on, calendar, book), 10),
    ):
        between = [on + timedelta(days=n) for n in range(1, (due - on).days + 1)]
        assert calendar.works(due)
        assert sum(map(calendar.works, between)) == days


def handler(organisation: int, *belongs: int, area: str = "") -> Handler:
    return Handler(7, organisation, area, frozenset(belongs))


HEFEI, ABROAD = Concerned(SCHOOL, "340104"), Concerned(ORGANISATION, "110101")


@pytest.mark.parametrize(
    ("who", "concerned", "allowed"),
    [
        (handler(OFFICE, OFFICE), [HEFEI, ABROAD], True),
        (handler(SCHOOL, SCHOOL), [HEFEI], False),
        (handler(OFFICE, OFFICE, SCHOOL), [HEFEI], False),
        (handler(OFFICE), [Concerned(OFFICE, "340000")], False),
        (handler(BUREAU, BUREAU, area="3401"), [HEFEI], True),
        (handler(BUREAU, BUREAU, area="3402"), [HEFEI], False),
        (handler(BUREAU, BUREAU, area="3401"), [HEFEI, ABROAD], False),
        (handler(BUREAU, BUREAU, area="3401"), [Concerned(BUREAU, "340100")], False),
        (handler(BUREAU, BUREAU, area="3402"), [], True),
    ],
)
def test_nobody_who_belongs_to_a_party_complained_of_owns_the_case(
    who: Handler, concerned: list[Concerned], *, allowed: bool
) -> None:
    assert ownership.may_own(who, concerned) is allowed


@pytest.mark.parametrize(
    ("kind", "outcome", "change", "refusal"),
    [
        (Kind.ENQUIRY, Outcome.EXPLAINED, "", None),
        (Kind.COMPLAINT, Outcome.UPHELD, "", None),
        (Kind.COMPLAINT, Outcome.UPHELD, "已更换监考员", None),
        (Kind.COMPLAINT, Outcome.NOT_UPHELD, "", None),
        (Kind.OPINION, Outcome.ADOPTED, "增加补考场次", None),
        (Kind.OPINION, Outcome.NOT_ADOPTED, "", None),
        (Kind.OPINION, Outcome.ADOPTED, "  ", rules.ChangeMissing),
        (Kind.OPINION, Outcome.NOT_ADOPTED, "增加场次", rules.ChangeWithoutGround),
        (Kind.COMPLAINT, Outcome.NOT_UPHELD, "增加场次", rules.ChangeWithoutGround),
        (Kind.COMPLAINT, Outcome.EXPLAINED, "", rules.OutcomeOfAnotherKind),
        (Kind.ENQUIRY, Outcome.UPHELD, "", rules.OutcomeOfAnotherKind),
        (Kind.OPINION, Outcome.UPHELD, "改", rules.OutcomeOfAnotherKind),
    ],
)
@pytest.mark.rule("R-217")
def test_an_adopted_opinion_names_the_change_and_nothing_else_does_without_ground(
    kind: Kind, outcome: Outcome, change: str, refusal: type[Refusal] | None
) -> None:
    if refusal is None:
        rules.check_answer(kind, outcome, change)
    else:
        with pytest.raises(refusal):
            rules.check_answer(kind, outcome, change)


def test_a_complaint_stays_one_and_others_may_become_one() -> None:
    rules.check_kind(Kind.ENQUIRY, Kind.COMPLAINT)
    rules.check_kind(Kind.OPINION, Kind.ENQUIRY)
    for other in (Kind.ENQUIRY, Kind.OPINION):
        with pytest.raises(rules.StaysComplaint):
            rules.check_kind(Kind.COMPLAINT, other)


def test_whoever_answered_does_not_review() -> None:
    rules.check_reviewer(5, 6)
    with pytest.raises(rules.SamePerson):
        rules.check_reviewer(6, 6)


def test_a_case_is_merged_with_another_open_one_about_the_same_parties() -> None:
    rules.check_merge(1, 2, State.INVESTIGATING, ({SCHOOL}, {SCHOOL}))
    for merged, into, state, parties in (
        (1, 1, State.RECEIVED, ({SCHOOL}, {SCHOOL})),
        (1, 2, State.ANSWERED, ({SCHOOL}, {SCHOOL})),
        (1, 2, State.MERGED, ({SCHOOL}, {SCHOOL})),
        (1, 2, State.ACCEPTED, ({SCHOOL}, {ORGANISATION})),
    ):
        with pytest.raises(rules.MergedWithItself):
            rules.check_merge(merged, into, state, parties)


def test_an_answer_is_not_closed_while_its_complainant_may_speak() -> None:
    last = date(2026, 3, 16)
    rules.check_close(State.ANSWERED, last, date(2026, 3, 17))
    rules.check_close(State.SATISFIED, last, date(2026, 3, 3))
    with pytest.raises(rules.StillHeard):
        rules.check_close(State.ANSWERED, last, last)
    with pytest.raises(IllegalStep):
        rules.check_close(State.DISSATISFIED, last, date(2026, 3, 17))


@pytest.mark.parametrize(
    ("by", "minutes", "flagged"), [(9, 1, True), (5, 1, False), (0, 1, False), (9, -1, False)]
)
def test_a_change_by_somebody_else_after_the_complaint_is_looked_into(
    by: int, minutes: int, *, flagged: bool
) -> None:
    changed = LODGED + timedelta(minutes=minutes)
    assert rules.is_retaliation(by, 5, changed, LODGED) is flagged


def test_a_receipt_reads_well_and_is_found_however_it_is_typed() -> None:
    assert receipt.number(date(2026, 3, 2), "7KQ4MX") == "20260302-7KQ4MX"
    assert receipt.secret("7KQ4MX2A9RTBCD3E") == "7KQ4-MX2A-9RTB-CD3E"
    assert receipt.plain(" 7kq4 mx2a-9RTB cd3e ") == "7KQ4MX2A9RTBCD3E"
    assert len(receipt.ALPHABET) == 32 == len(set(receipt.ALPHABET))
    assert receipt.SECRET_SIGNS * 5 == 80
