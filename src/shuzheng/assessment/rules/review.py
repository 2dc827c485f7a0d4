"""A candidate's review of a score (成绩复核) and appeal against a finding of misconduct.

Rules: R-255 (answer in time), R-115 (reachable rights). Source: handbook 3.7. The window is counted
in working days from publication; the rechecker is never a first marker, and an appeal is heard by
nobody who took part in the decision.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from shuzheng.kernel.periods import Calendar
    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where a score review stands."""

    REQUESTED = auto()
    ACCEPTED = auto()
    REFUSED = auto()
    RECHECKED = auto()
    UNCHANGED = auto()
    CHANGED = auto()
    NOTIFIED = auto()
    ESCALATED = auto()
    UPHELD = auto()
    RETURNED = auto()
    CLOSED = auto()


class Verb(StrEnum):
    """What can be done with a score review."""

    ACCEPT = auto()
    REFUSE = auto()
    RECHECK = auto()
    KEEP = auto()
    CHANGE = auto()
    NOTIFY = auto()
    ESCALATE = auto()
    UPHOLD = auto()
    SEND_BACK = auto()
    CLOSE = auto()


REVIEW: Lifecycle[State, Verb] = Lifecycle(
    name="assessment.review",
    initial=State.REQUESTED,
    steps={
        (State.REQUESTED, Verb.ACCEPT): State.ACCEPTED,
        (State.REQUESTED, Verb.REFUSE): State.REFUSED,
        (State.ACCEPTED, Verb.RECHECK): State.RECHECKED,
        (State.RETURNED, Verb.RECHECK): State.RECHECKED,
        (State.RECHECKED, Verb.KEEP): State.UNCHANGED,
        (State.RECHECKED, Verb.CHANGE): State.CHANGED,
        (State.UNCHANGED, Verb.NOTIFY): State.NOTIFIED,
        (State.CHANGED, Verb.NOTIFY): State.NOTIFIED,
        (State.REFUSED, Verb.NOTIFY): State.NOTIFIED,
        (State.NOTIFIED, Verb.CLOSE): State.CLOSED,
        (State.NOTIFIED, Verb.ESCALATE): State.ESCALATED,
        (State.ESCALATED, Verb.UPHOLD): State.UPHELD,
        (State.ESCALATED, Verb.SEND_BACK): State.RETURNED,
        (State.UPHELD, Verb.CLOSE): State.CLOSED,
    },
    labels={
        State.REQUESTED: N_("Review requested"),
        State.ACCEPTED: N_("Review accepted"),
        State.REFUSED: N_("Review refused"),
        State.RECHECKED: N_("Rechecked"),
        State.UNCHANGED: N_("Score unchanged"),
        State.CHANGED: N_("Score changed"),
        State.NOTIFIED: N_("Candidate told"),
        State.ESCALATED: N_("With the office"),
        State.UPHELD: N_("Upheld by the office"),
        State.RETURNED: N_("To be rechecked anew"),
        State.CLOSED: N_("Review closed"),
        Verb.ACCEPT: N_("Accept the request"),
        Verb.REFUSE: N_("Refuse the request"),
        Verb.RECHECK: N_("Record the recheck"),
        Verb.KEEP: N_("Leave the score unchanged"),
        Verb.CHANGE: N_("Change the score"),
        Verb.NOTIFY: N_("Tell the candidate"),
        Verb.ESCALATE: N_("Take it to the office"),
        Verb.UPHOLD: N_("Uphold the answer"),
        Verb.SEND_BACK: N_("Order a new recheck"),
        Verb.CLOSE: N_("Close the review"),
    },
    path=(
        State.REQUESTED,
        State.ACCEPTED,
        State.RECHECKED,
        State.UNCHANGED,
        State.NOTIFIED,
        State.CLOSED,
    ),
)


class AppealState(StrEnum):
    """Where an appeal against a finding of misconduct stands."""

    LODGED = auto()
    HEARD = auto()
    DISMISSED = auto()
    OVERTURNED = auto()
    SETTLED = auto()


class AppealVerb(StrEnum):
    """What can be done with a misconduct appeal."""

    HEAR = auto()
    DISMISS = auto()
    OVERTURN = auto()
    SETTLE = auto()


APPEAL: Lifecycle[AppealState, AppealVerb] = Lifecycle(
    name="assessment.misconduct_appeal",
    initial=AppealState.LODGED,
    steps={
        (AppealState.LODGED, AppealVerb.HEAR): AppealState.HEARD,
        (AppealState.HEARD, AppealVerb.DISMISS): AppealState.DISMISSED,
        (AppealState.HEARD, AppealVerb.OVERTURN): AppealState.OVERTURNED,
        (AppealState.DISMISSED, AppealVerb.SETTLE): AppealState.SETTLED,
        (AppealState.OVERTURNED, AppealVerb.SETTLE): AppealState.SETTLED,
    },
    labels={
        AppealState.LODGED: N_("Appeal lodged"),
        AppealState.HEARD: N_("Appeal heard"),
        AppealState.DISMISSED: N_("Finding upheld"),
        AppealState.OVERTURNED: N_("Finding overturned"),
        AppealState.SETTLED: N_("Appeal closed"),
        AppealVerb.HEAR: N_("Hear the appeal"),
        AppealVerb.DISMISS: N_("Uphold the finding"),
        AppealVerb.OVERTURN: N_("Overturn the finding"),
        AppealVerb.SETTLE: N_("Close the appeal"),
    },
    path=(AppealState.LODGED, AppealState.HEARD, AppealState.DISMISSED, AppealState.SETTLED),
)


class TooLate(Refusal):
    """The window is over."""

    code = "review-too-late"
    status = 409
    template = "A review could be asked for until {until}."
    rule = "R-115"


class AskedBefore(Refusal):
    """A score is reviewed once."""

    code = "review-asked-before"
    status = 409
    template = "A review of this score was asked for before."
    rule = "R-115"


class NotPublished(Refusal):
    """There is nothing to review before publication."""

    code = "review-not-published"
    status = 409
    template = "The result is not published yet."
    rule = "R-115"


class SameMarker(Refusal):
    """Whoever marked does not recheck."""

    code = "rechecked-by-marker"
    status = 403
    template = "Whoever marked this paper does not recheck it."
    rule = "R-115"


class EscalatedBefore(Refusal):
    """A review goes to the office once."""

    code = "escalated-before"
    status = 409
    template = "This review has been before the office already."
    rule = "R-115"


class TookPart(Refusal):
    """An appeal is heard by others."""

    code = "took-part-in-decision"
    status = 403
    template = "Whoever took part in the decision does not hear the appeal."
    rule = "R-115"


@applies("R-115")
def window_closes_on(published_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the last day to ask for a review, or to appeal after a decision of that day."""
    return calendar.after(published_on, book.on(published_on, "R-115").integer("review_days"))


@applies("R-115")
def check_request(
    published_on: date | None, today: date, earlier: int, calendar: Calendar, book: Rulebook
) -> None:
    """Refuse a review that comes before publication, after the window, or a second time."""
    if published_on is None or today < published_on:
        raise NotPublished
    if earlier:
        raise AskedBefore
    until = window_closes_on(published_on, calendar, book)
    if today > until:
        raise TooLate(until=until)


@applies("R-255")
def answer_due_on(requested_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the day by which a review is answered; late, it goes to the office."""
    days = book.on(requested_on, "R-255").integer("review_answer_days")
    return calendar.after(requested_on, days)


@applies("R-115")
def check_rechecker(person: int, marked_by: Collection[int]) -> None:
    """Refuse a rechecker (person's id) who marked the paper."""
    if person in marked_by:
        raise SameMarker


@applies("R-115")
def check_escalation(escalated: int) -> None:
    """Refuse to take a review to the office a second time."""
    if escalated:
        raise EscalatedBefore


@applies("R-115")
def check_hearer(person: int, decided_by: Collection[int]) -> None:
    """Refuse a hearer (person's id) who took part in the decision."""
    if person in decided_by:
        raise TookPart
