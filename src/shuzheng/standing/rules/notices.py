"""Public notices against an institution, and the loss of eligibility they may lead to.

Rules: R-193 (three misses in a row), R-194 (loss of eligibility, hearing, appeal). Source: handbook
3.12; 皖教秘职成〔2021〕41号 三（二）. The platform proposes, persons decide: whoever prepared a
step does not decide it, and an appeal is decided by somebody who did neither.
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
    """Where a notice stands."""

    PROPOSED = auto()
    HEARD = auto()
    ISSUED = auto()
    DROPPED = auto()
    ELIGIBILITY_LOSS_PROPOSED = auto()
    ELIGIBILITY_LOSS_DROPPED = auto()
    ELIGIBILITY_LOST = auto()
    OVERTURNED = auto()
    REVOKED = auto()


class Verb(StrEnum):
    """What can be done to a notice."""

    HEAR = auto()
    ISSUE = auto()
    DROP = auto()
    PROPOSE_LOSS = auto()
    HEAR_ON_LOSS = auto()
    DROP_LOSS = auto()
    TAKE_ELIGIBILITY = auto()
    APPEAL = auto()
    UPHOLD = auto()
    OVERTURN = auto()
    REVOKE = auto()


NOTICE: Lifecycle[State, Verb] = Lifecycle(
    name="standing.notice",
    initial=State.PROPOSED,
    steps={
        (State.PROPOSED, Verb.HEAR): State.HEARD,
        (State.HEARD, Verb.ISSUE): State.ISSUED,
        (State.PROPOSED, Verb.DROP): State.DROPPED,
        (State.HEARD, Verb.DROP): State.DROPPED,
        (State.ISSUED, Verb.PROPOSE_LOSS): State.ELIGIBILITY_LOSS_PROPOSED,
        (
            State.ELIGIBILITY_LOSS_PROPOSED,
            Verb.HEAR_ON_LOSS,
        ): State.ELIGIBILITY_LOSS_PROPOSED,
        (State.ELIGIBILITY_LOSS_PROPOSED, Verb.DROP_LOSS): State.ELIGIBILITY_LOSS_DROPPED,
        (State.ELIGIBILITY_LOSS_PROPOSED, Verb.TAKE_ELIGIBILITY): State.ELIGIBILITY_LOST,
        (State.ELIGIBILITY_LOST, Verb.APPEAL): State.ELIGIBILITY_LOST,
        (State.ELIGIBILITY_LOST, Verb.UPHOLD): State.ELIGIBILITY_LOST,
        (State.ELIGIBILITY_LOST, Verb.OVERTURN): State.OVERTURNED,
        (State.ISSUED, Verb.REVOKE): State.REVOKED,
        (State.ELIGIBILITY_LOSS_DROPPED, Verb.REVOKE): State.REVOKED,
        (State.OVERTURNED, Verb.REVOKE): State.REVOKED,
    },
    labels={
        State.PROPOSED: N_("Notice proposed"),
        State.HEARD: N_("Institution heard"),
        State.ISSUED: N_("Notice issued"),
        State.DROPPED: N_("Notice dropped"),
        State.ELIGIBILITY_LOSS_PROPOSED: N_("Loss of eligibility proposed"),
        State.ELIGIBILITY_LOSS_DROPPED: N_("Loss of eligibility not pursued"),
        State.ELIGIBILITY_LOST: N_("Eligibility lost"),
        State.OVERTURNED: N_("Overturned on appeal"),
        State.REVOKED: N_("Notice taken back"),
        Verb.HEAR: N_("Record the hearing"),
        Verb.ISSUE: N_("Issue the notice"),
        Verb.DROP: N_("Drop the notice"),
        Verb.PROPOSE_LOSS: N_("Propose loss of eligibility"),
        Verb.HEAR_ON_LOSS: N_("Record the hearing on the loss"),
        Verb.DROP_LOSS: N_("Do not pursue the loss"),
        Verb.TAKE_ELIGIBILITY: N_("Decide the loss of eligibility"),
        Verb.APPEAL: N_("Appeal against the decision"),
        Verb.UPHOLD: N_("Uphold the decision"),
        Verb.OVERTURN: N_("Overturn the decision"),
        Verb.REVOKE: N_("Take the notice back"),
    },
    path=(
        State.PROPOSED,
        State.HEARD,
        State.ISSUED,
        State.ELIGIBILITY_LOSS_PROPOSED,
        State.ELIGIBILITY_LOST,
    ),
)

ROW_OF_MISSES = "R-193"
"""The rule of a notice that rests on reports missed in a row, and that the platform proposes."""

PENDING = frozenset({State.PROPOSED, State.HEARD})
"""A notice that nobody has issued yet, and that falls with its grounds."""


class SamePerson(Refusal):
    """Whoever prepared or took a step does not decide about it."""

    code = "notice-same-person"
    status = 403
    template = "You took part in this yourself: somebody else decides."
    rule = "R-194"


class NoGroundForLoss(Refusal):
    """Neither enough further misses nor a plan of correction that is overdue."""

    code = "no-ground-for-loss"
    status = 409
    template = "{count} further misses of {needed}, and the plan of correction is not overdue."
    rule = "R-194"


class HeardWhen(Refusal):
    """A hearing is held after the proposal, and recorded once it was."""

    code = "notice-heard-when"
    template = "The hearing was held between {since} and today."
    rule = "R-194"


class NotHeard(Refusal):
    """The institution is heard before it loses anything."""

    code = "not-heard-on-loss"
    status = 409
    template = "The institution has not been heard on the loss of eligibility."
    rule = "R-194"


class AppealOver(Refusal):
    """The days for an appeal are over, or there was one."""

    code = "loss-appeal-over"
    status = 409
    template = "An appeal was possible once, until {until}."
    rule = "R-194"


class NoAppeal(Refusal):
    """There is no appeal to decide, or it is decided."""

    code = "no-loss-appeal"
    status = 409
    template = "No appeal waits for a decision."
    rule = "R-194"


@applies("R-193")
def correction_due_on(issued_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the day by which the plan of correction is handed in."""
    return calendar.after(issued_on, book.on(issued_on, "R-193").integer("correction_days"))


@applies("R-194")
def appeal_until(lost_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the last day for an appeal against a loss of eligibility."""
    return calendar.after(lost_on, book.on(lost_on, "R-194").integer("loss_appeal_days"))


@applies("R-194")
def further_misses(missed: Collection[date], issued_on: date) -> list[date]:
    """Return the misses that count after a notice: due later in the year it was issued in."""
    return sorted(day for day in missed if day > issued_on and day.year == issued_on.year)


@applies("R-194")
def check_heard(heard_on: date, proposed_on: date | None, today: date) -> None:
    """Refuse a hearing that was held before anything was proposed, or lies ahead."""
    if proposed_on is None or not proposed_on <= heard_on <= today:
        raise HeardWhen(since=proposed_on)


@applies("R-194")
def check_ground_for_loss(
    further: int,
    correction_due: date,
    corrected_on: date | None,
    today: date,
    book: Rulebook,
) -> None:
    """Refuse to propose a loss without enough further misses or an overdue plan of correction."""
    needed = book.on(today, "R-194").integer("further_misses")
    overdue = corrected_on is None and today > correction_due
    if further < needed and not overdue:
        raise NoGroundForLoss(count=further, needed=needed)


@applies("R-194")
def check_other_person(person_id: int, *others: int | None) -> None:
    """Refuse somebody who took one of the steps before."""
    if person_id in others:
        raise SamePerson


@applies("R-194")
def year_lost(decided_on: date) -> int:
    """Return the year for which a decision of this day takes eligibility: the next."""
    return decided_on.year + 1
