"""An enquiry, a complaint or an opinion, from its receipt until it is closed.

Rules: R-216 (receipt number, deadlines, answer, satisfaction), R-217 (an accepted opinion names the
change made). Source: handbook 3.11. What a newcomer would get wrong: both deadlines run from the
receipt, so that neither a late acceptance nor a transfer puts the answer off.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.kernel.periods import Calendar
    from shuzheng.kernel.rulebook import Rulebook


class Kind(StrEnum):
    """What somebody hands in."""

    ENQUIRY = auto()
    COMPLAINT = auto()
    OPINION = auto()


KINDS = {
    Kind.ENQUIRY: N_("Public enquiry"),
    Kind.COMPLAINT: N_("Complaint"),
    Kind.OPINION: N_("Opinion or proposal"),
}


class Urgency(StrEnum):
    """How soon somebody has to look; the deadlines are the same."""

    ORDINARY = auto()
    URGENT = auto()


URGENCIES = {Urgency.ORDINARY: N_("Ordinary"), Urgency.URGENT: N_("Urgent")}


class State(StrEnum):
    """Where it stands."""

    RECEIVED = auto()
    TRIAGED = auto()
    ACCEPTED = auto()
    TRANSFERRED = auto()
    NOT_ACCEPTED = auto()
    INVESTIGATING = auto()
    ANSWERED = auto()
    SATISFIED = auto()
    DISSATISFIED = auto()
    REVIEWED = auto()
    CLOSED = auto()
    MERGED = auto()
    WITHDRAWN = auto()


class Verb(StrEnum):
    """What can be done with it."""

    TRIAGE = auto()
    ACCEPT = auto()
    TRANSFER = auto()
    DECLINE = auto()
    INVESTIGATE = auto()
    ANSWER = auto()
    BE_SATISFIED = auto()
    BE_DISSATISFIED = auto()
    REVIEW = auto()
    CLOSE = auto()
    MERGE = auto()
    WITHDRAW = auto()


COMPLAINT: Lifecycle[State, Verb] = Lifecycle(
    name="complaints.complaint",
    initial=State.RECEIVED,
    steps={
        (State.RECEIVED, Verb.TRIAGE): State.TRIAGED,
        (State.TRIAGED, Verb.ACCEPT): State.ACCEPTED,
        (State.TRIAGED, Verb.TRANSFER): State.TRANSFERRED,
        (State.TRIAGED, Verb.DECLINE): State.NOT_ACCEPTED,
        (State.TRANSFERRED, Verb.ACCEPT): State.ACCEPTED,
        (State.TRANSFERRED, Verb.DECLINE): State.NOT_ACCEPTED,
        (State.ACCEPTED, Verb.INVESTIGATE): State.INVESTIGATING,
        (State.INVESTIGATING, Verb.ANSWER): State.ANSWERED,
        (State.ANSWERED, Verb.BE_SATISFIED): State.SATISFIED,
        (State.ANSWERED, Verb.BE_DISSATISFIED): State.DISSATISFIED,
        (State.ANSWERED, Verb.CLOSE): State.CLOSED,
        (State.SATISFIED, Verb.CLOSE): State.CLOSED,
        (State.DISSATISFIED, Verb.REVIEW): State.REVIEWED,
        (State.REVIEWED, Verb.CLOSE): State.CLOSED,
        (State.RECEIVED, Verb.MERGE): State.MERGED,
        (State.TRIAGED, Verb.MERGE): State.MERGED,
        (State.TRANSFERRED, Verb.MERGE): State.MERGED,
        (State.ACCEPTED, Verb.MERGE): State.MERGED,
        (State.INVESTIGATING, Verb.MERGE): State.MERGED,
        (State.RECEIVED, Verb.WITHDRAW): State.WITHDRAWN,
        (State.TRIAGED, Verb.WITHDRAW): State.WITHDRAWN,
        (State.TRANSFERRED, Verb.WITHDRAW): State.WITHDRAWN,
        (State.ACCEPTED, Verb.WITHDRAW): State.WITHDRAWN,
        (State.INVESTIGATING, Verb.WITHDRAW): State.WITHDRAWN,
    },
    labels={
        State.RECEIVED: N_("Case received"),
        State.TRIAGED: N_("Case assigned"),
        State.ACCEPTED: N_("Case accepted"),
        State.TRANSFERRED: N_("Case transferred"),
        State.NOT_ACCEPTED: N_("Case not accepted"),
        State.INVESTIGATING: N_("Case under investigation"),
        State.ANSWERED: N_("Case answered"),
        State.SATISFIED: N_("Satisfied with the answer"),
        State.DISSATISFIED: N_("Not satisfied with the answer"),
        State.REVIEWED: N_("Answer reviewed"),
        State.CLOSED: N_("Case over"),
        State.MERGED: N_("Case merged"),
        State.WITHDRAWN: N_("Case withdrawn"),
        Verb.TRIAGE: N_("Assign the case"),
        Verb.ACCEPT: N_("Accept the case"),
        Verb.TRANSFER: N_("Transfer the case"),
        Verb.DECLINE: N_("Do not accept the case"),
        Verb.INVESTIGATE: N_("Begin the investigation"),
        Verb.ANSWER: N_("Answer the case"),
        Verb.BE_SATISFIED: N_("Say that you are satisfied"),
        Verb.BE_DISSATISFIED: N_("Say that you are not satisfied"),
        Verb.REVIEW: N_("Review the answer"),
        Verb.CLOSE: N_("Conclude the case"),
        Verb.MERGE: N_("Merge with another case"),
        Verb.WITHDRAW: N_("Withdraw the case"),
    },
    path=(
        State.RECEIVED,
        State.TRIAGED,
        State.ACCEPTED,
        State.INVESTIGATING,
        State.ANSWERED,
        State.CLOSED,
    ),
)

OVER = frozenset({State.NOT_ACCEPTED, State.CLOSED, State.MERGED, State.WITHDRAWN})
"""Nothing is owed any more, to nobody."""
UNACCEPTED = frozenset({State.RECEIVED, State.TRIAGED, State.TRANSFERRED})
UNDER_WAY = frozenset({State.ACCEPTED, State.INVESTIGATING})
OPEN = UNACCEPTED | UNDER_WAY
"""Before the answer: the complainant may add to it or withdraw it, the owner may change."""
CAN_BE_OWNED = OPEN - {State.RECEIVED} | {State.DISSATISFIED}


class Outcome(StrEnum):
    """What an answer comes to."""

    EXPLAINED = auto()
    UPHELD = auto()
    NOT_UPHELD = auto()
    ADOPTED = auto()
    NOT_ADOPTED = auto()


OUTCOMES = {
    Outcome.EXPLAINED: N_("Enquiry answered"),
    Outcome.UPHELD: N_("Complaint upheld"),
    Outcome.NOT_UPHELD: N_("Complaint not upheld"),
    Outcome.ADOPTED: N_("Opinion adopted"),
    Outcome.NOT_ADOPTED: N_("Opinion not adopted"),
}
OUTCOMES_OF = {
    Kind.ENQUIRY: (Outcome.EXPLAINED,),
    Kind.COMPLAINT: (Outcome.UPHELD, Outcome.NOT_UPHELD),
    Kind.OPINION: (Outcome.ADOPTED, Outcome.NOT_ADOPTED),
}
CHANGES_SOMETHING = frozenset({Outcome.UPHELD, Outcome.ADOPTED})


class OutcomeOfAnotherKind(Refusal):
    """A complaint is upheld or not, an opinion adopted or not, an enquiry explained."""

    code = "complaint-outcome-of-another-kind"
    template = "This outcome does not belong to this kind of case."
    rule = "R-216"


class ChangeMissing(Refusal):
    """Whoever was right is told what changed."""

    code = "complaint-change-missing"
    template = "Name the change that was made: an adopted opinion leads to one."
    rule = "R-217"


class ChangeWithoutGround(Refusal):
    """Nothing was changed because of what was not taken up."""

    code = "complaint-change-without-ground"
    template = "Only an adopted opinion or an upheld complaint names a change."
    rule = "R-217"


class StaysComplaint(Refusal):
    """Taken as something else, a complaint could be given to the one complained of."""

    code = "complaint-stays-complaint"
    status = 409
    template = "A complaint stays one: it cannot be handled as an enquiry or an opinion."
    rule = "R-216"


class SamePerson(Refusal):
    """Whoever answered does not review the answer."""

    code = "complaint-same-person"
    status = 409
    template = "You gave this answer yourself: somebody else reviews it."
    rule = "R-216"


class StillHeard(Refusal):
    """An answer is not the last word."""

    code = "complaint-still-heard"
    status = 409
    template = "The complainant may say until {until} whether the answer satisfies."
    rule = "R-216"


class MergedWithItself(Refusal):
    """A case is merged with another one that is still open, about the same party."""

    code = "complaint-merged-with-itself"
    status = 409
    template = "Choose another case that is still open and about the same party."
    rule = "R-216"


@applies("R-216")
def accept_due_on(received_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the last day on which the case is accepted, transferred or not accepted."""
    return calendar.after(received_on, book.on(received_on, "R-216").integer("accept_days"))


@applies("R-216")
def answer_due_on(received_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the last day of the answer, counted from the receipt whoever handles the case."""
    return calendar.after(received_on, book.on(received_on, "R-216").integer("answer_days"))


@applies("R-216")
def heard_until(answered_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the last day on which the complainant's word is waited for; then silence closes."""
    return calendar.after(answered_on, book.on(answered_on, "R-216").integer("silence_days"))


@applies("R-216")
def check_kind(was: Kind, becomes: Kind) -> None:
    """Refuse to handle a complaint as something that shields nobody."""
    if was is Kind.COMPLAINT and becomes is not Kind.COMPLAINT:
        raise StaysComplaint


@applies("R-216", "R-217")
def check_answer(kind: Kind, outcome: Outcome, change: str) -> None:
    """Refuse an outcome of another kind, an adopted opinion without change, a change without."""
    if outcome not in OUTCOMES_OF[kind]:
        raise OutcomeOfAnotherKind
    if outcome is Outcome.ADOPTED and not change.strip():
        raise ChangeMissing
    if change.strip() and outcome not in CHANGES_SOMETHING:
        raise ChangeWithoutGround


@applies("R-216")
def check_reviewer(reviewer: int, answered_by: int | None) -> None:
    """Refuse the review of an answer by whoever gave it."""
    if reviewer == answered_by:
        raise SamePerson


@applies("R-216")
def check_merge(merged: int, into: int, state: State, concerned: tuple[set[int], set[int]]) -> None:
    """Refuse a case as its own main one, one that is over, and one about another party.

    `concerned` are the parties of both: whoever reads the main case's answer reads about no other.
    """
    mine, theirs = concerned
    if merged == into or state not in OPEN or mine != theirs:
        raise MergedWithItself


@applies("R-216")
def check_close(state: State, heard_until: date | None, today: date) -> None:
    """Refuse to conclude an answered case while its complainant may still speak."""
    COMPLAINT.after(state, Verb.CLOSE)
    if state is State.ANSWERED and heard_until is not None and today <= heard_until:
        raise StillHeard(until=heard_until)


@applies("R-216")
def is_retaliation(
    changed_by: int, complainant: int, changed_at: datetime, lodged: datetime
) -> bool:
    """Return whether a change of a complainant's registration has to be looked into.

    One that somebody else made, after the complaint; what the clock does by itself is none.
    """
    return changed_by not in {0, complainant} and changed_at > lodged
