"""A veto: one grave violation fails the period's result, whatever the score, and suspends.

Rule: R-212. Source: handbook 3.10; 本省试点情况概述 （三）. The team proposes with a ground of the
rulebook's list, the one inspected is heard, one person of the department prepares the decision and
another takes it. In force, a restriction of `standing` says what is barred, and nothing else does.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where a veto stands."""

    PROPOSED = auto()
    HEARD = auto()
    DECIDED = auto()
    IN_FORCE = auto()
    DISMISSED = auto()
    LIFTED = auto()
    OVERTURNED = auto()


class Verb(StrEnum):
    """What can be done with a veto."""

    HEAR = auto()
    DECIDE = auto()
    DISMISS = auto()
    ENFORCE = auto()
    LIFT = auto()
    OVERTURN = auto()


VETO: Lifecycle[State, Verb] = Lifecycle(
    name="quality.veto",
    initial=State.PROPOSED,
    steps={
        (State.PROPOSED, Verb.HEAR): State.HEARD,
        (State.HEARD, Verb.DISMISS): State.DISMISSED,
        (State.HEARD, Verb.DECIDE): State.DECIDED,
        (State.DECIDED, Verb.DISMISS): State.DISMISSED,
        (State.DECIDED, Verb.ENFORCE): State.IN_FORCE,
        (State.IN_FORCE, Verb.LIFT): State.LIFTED,
        (State.IN_FORCE, Verb.OVERTURN): State.OVERTURNED,
    },
    labels={
        State.PROPOSED: N_("Veto proposed"),
        State.HEARD: N_("Heard on the veto"),
        State.DECIDED: N_("Decided by a first person"),
        State.IN_FORCE: N_("Veto in force"),
        State.DISMISSED: N_("Veto dismissed"),
        State.LIFTED: N_("Veto lifted"),
        State.OVERTURNED: N_("Veto overturned"),
        Verb.HEAR: N_("Record the hearing on the veto"),
        Verb.DECIDE: N_("Decide for the veto"),
        Verb.DISMISS: N_("Dismiss the veto"),
        Verb.ENFORCE: N_("Put the veto in force"),
        Verb.LIFT: N_("Lift the veto"),
        Verb.OVERTURN: N_("Overturn the veto"),
    },
    path=(State.PROPOSED, State.HEARD, State.DECIDED, State.IN_FORCE, State.LIFTED),
)

OVER = frozenset({State.DISMISSED, State.LIFTED, State.OVERTURNED})


class Ground(StrEnum):
    """What may be a grave violation; which of them are is the rulebook's."""

    LEAKED_PAPER = auto()
    SUBSTITUTE = auto()
    MADE_UP_SCORES = auto()
    UNASSESSED_CERTIFICATE = auto()
    OVERCHARGING = auto()
    DATA_FOR_GAIN = auto()
    OBSTRUCTION = auto()


GROUNDS = {
    Ground.LEAKED_PAPER: N_("Leaked paper"),
    Ground.SUBSTITUTE: N_("Substitute candidate with help of staff"),
    Ground.MADE_UP_SCORES: N_("Made-up scores"),
    Ground.UNASSESSED_CERTIFICATE: N_("Certificate without assessment"),
    Ground.OVERCHARGING: N_("Charging beyond the agreement"),
    Ground.DATA_FOR_GAIN: N_("Use of students' data for gain"),
    Ground.OBSTRUCTION: N_("Obstruction of the inspection"),
}


class NotGrave(Refusal):
    """A veto rests on the list and on a finding marked grave."""

    code = "veto-not-grave"
    status = 409
    template = "A veto is proposed for a grave finding, with a ground of the rulebook's list."
    rule = "R-212"


class SamePerson(Refusal):
    """Two persons decide, and an overturning is decided by somebody else than these."""

    code = "veto-same-person"
    status = 403
    template = "You took part in this yourself: somebody else decides."
    rule = "R-212"


class HeardWhen(Refusal):
    """A hearing is held after the proposal, and recorded once it was."""

    code = "veto-heard-when"
    template = "The hearing was held between {since} and today."
    rule = "R-212"


class StillOpen(Refusal):
    """A veto is lifted on its day or later, when the finding is put right."""

    code = "veto-still-open"
    status = 409
    template = "A veto is lifted from {review_on} on, once the finding is closed."
    rule = "R-212"


class ReviewTooEarly(Refusal):
    """The day from which a veto may be lifted lies ahead."""

    code = "veto-review-too-early"
    template = "The day from which the veto may be lifted lies after today."
    rule = "R-212"


@applies("R-212")
def check_ground(ground: Ground, severity: str, on: date, book: Rulebook) -> None:
    """Refuse a veto for a finding that is not grave, or with a ground that is not listed."""
    if severity != "grave" or ground.value not in book.on(on, "R-212").words("grave"):
        raise NotGrave


@applies("R-212")
def check_heard(heard_on: date, proposed_on: date, today: date) -> None:
    """Refuse a hearing before the proposal or ahead."""
    if not proposed_on <= heard_on <= today:
        raise HeardWhen(since=proposed_on)


@applies("R-212")
def check_other_person(person_id: int, *others: int | None) -> None:
    """Refuse somebody who took one of the steps before."""
    if person_id in others:
        raise SamePerson


@applies("R-212")
def check_review(review_on: date, today: date) -> None:
    """Refuse a day of review that does not lie ahead."""
    if review_on <= today:
        raise ReviewTooEarly


@applies("R-212")
def check_lift(review_on: date | None, today: date, *, closed: bool) -> None:
    """Refuse to lift a veto before its day, or while its finding is not closed."""
    if review_on is None or today < review_on or not closed:
        raise StillOpen(review_on=review_on)
