"""A case against an organisation or a certificate, and the problems that may lead to one.

Rules: R-016, R-053, R-059, R-060. Source: handbook 3.4; 皖教秘职成〔2021〕41号 二（二）. An open
case stops nothing by itself: the institution may stop registrations or leave any time (R-054).
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

    from shuzheng.kernel.periods import Calendar
    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where a case stands."""

    OPENED = auto()
    VERIFIED = auto()
    NOT_VERIFIED = auto()
    REPORTED_TO_MINISTRY = auto()
    ANSWERED = auto()
    CLOSED = auto()


class Verb(StrEnum):
    """What can be done to a case."""

    VERIFY = auto()
    NOT_VERIFY = auto()
    REPORT = auto()
    ANSWER = auto()
    CLOSE = auto()


CASE: Lifecycle[State, Verb] = Lifecycle(
    name="pilots.case",
    initial=State.OPENED,
    steps={
        (State.OPENED, Verb.VERIFY): State.VERIFIED,
        (State.OPENED, Verb.NOT_VERIFY): State.NOT_VERIFIED,
        (State.VERIFIED, Verb.REPORT): State.REPORTED_TO_MINISTRY,
        (State.REPORTED_TO_MINISTRY, Verb.ANSWER): State.ANSWERED,
        (State.ANSWERED, Verb.CLOSE): State.CLOSED,
    },
    labels={
        State.OPENED: N_("Case opened"),
        State.VERIFIED: N_("Case verified"),
        State.NOT_VERIFIED: N_("Case not verified"),
        State.REPORTED_TO_MINISTRY: N_("Case reported to the ministry"),
        State.ANSWERED: N_("Case answered by the ministry"),
        State.CLOSED: N_("Case closed"),
        Verb.VERIFY: N_("Record the case as verified"),
        Verb.NOT_VERIFY: N_("Record the case as not verified"),
        Verb.REPORT: N_("Record the report to the ministry"),
        Verb.ANSWER: N_("Record the ministry's answer"),
        Verb.CLOSE: N_("Close the case"),
    },
    path=(
        State.OPENED,
        State.VERIFIED,
        State.REPORTED_TO_MINISTRY,
        State.ANSWERED,
        State.CLOSED,
    ),
)

SHOWN_TO_ORGANISATION = frozenset(
    {State.VERIFIED, State.REPORTED_TO_MINISTRY, State.ANSWERED, State.CLOSED}
)
"""What has not been verified is nobody's accusation yet."""


class Category(StrEnum):
    """What a problem is about."""

    TRAINING = auto()
    ASSESSMENT = auto()
    VIOLATION = auto()
    FEES = auto()
    OTHER = auto()


class ProblemState(StrEnum):
    """Where a problem stands."""

    REPORTED = auto()
    IN_HAND = auto()
    SETTLED = auto()


class ProblemVerb(StrEnum):
    """What can be done to a problem."""

    TAKE_UP = auto()
    SETTLE = auto()


PROBLEM: Lifecycle[ProblemState, ProblemVerb] = Lifecycle(
    name="pilots.problem",
    initial=ProblemState.REPORTED,
    steps={
        (ProblemState.REPORTED, ProblemVerb.TAKE_UP): ProblemState.IN_HAND,
        (ProblemState.IN_HAND, ProblemVerb.TAKE_UP): ProblemState.IN_HAND,
        (ProblemState.REPORTED, ProblemVerb.SETTLE): ProblemState.SETTLED,
        (ProblemState.IN_HAND, ProblemVerb.SETTLE): ProblemState.SETTLED,
    },
    labels={
        ProblemState.REPORTED: N_("Problem reported"),
        ProblemState.IN_HAND: N_("Problem in hand"),
        ProblemState.SETTLED: N_("Problem settled"),
        ProblemVerb.TAKE_UP: N_("Take the problem up"),
        ProblemVerb.SETTLE: N_("Settle the problem"),
    },
    path=(ProblemState.REPORTED, ProblemState.IN_HAND, ProblemState.SETTLED),
)

CATEGORIES = {
    Category.TRAINING: N_("Training"),
    Category.ASSESSMENT: N_("Assessment"),
    Category.VIOLATION: N_("Violation by an organisation"),
    Category.FEES: N_("Fees"),
    Category.OTHER: N_("Other problem"),
}


class CertificateOfNobody(Refusal):
    """A case is against an organisation: the certificate's."""

    code = "case-without-organisation"
    template = "The catalogue names no evaluation organisation for this certificate."
    rule = "R-053"


class NotTakenUp(Refusal):
    """An institution speaks of certificates that it takes up, or took up."""

    code = "case-of-unknown-certificate"
    template = "The institution has never taken up this certificate."
    rule = "R-053"


class StepInFuture(Refusal):
    """A step outside is recorded once it was taken."""

    code = "case-step-in-future"
    template = "The step is dated {day}, which has not come yet."
    rule = "R-053"


class StepBefore(Refusal):
    """Steps follow each other."""

    code = "case-step-too-early"
    template = "The step is dated {day}, before the one it follows ({before})."
    rule = "R-053"


class DueInPast(Refusal):
    """A problem is taken up for a day that is still to come."""

    code = "problem-due-in-past"
    template = "The problem is to be settled by {day}, which is over."
    rule = "R-016"


@applies("R-053")
def verify_due_on(opened_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the day by which the office has checked a case: working days after it was opened."""
    days = book.on(opened_on, "R-053").integer("verify_days")
    return calendar.after(opened_on, days)


@applies("R-053")
def report_due_on(opened_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the day by which a verified case is with the ministry.

    Both times run from the day on which the institution opened the case, so that an early check
    does not put off the report.
    """
    days = book.on(opened_on, "R-053").integer("report_days")
    return calendar.after(opened_on, days)


@applies("R-053")
def due_on(state: State, verify_by: date, report_by: date) -> date | None:
    """Return the day by which the office has to act; nothing binds the ministry."""
    return {State.OPENED: verify_by, State.VERIFIED: report_by}.get(state)


@applies("R-053")
def check_step(day: date, before: date, today: date) -> None:
    """Refuse a step that has not been taken yet, or comes before the one that it follows."""
    if day > today:
        raise StepInFuture(day=day)
    if day < before:
        raise StepBefore(day=day, before=before)


@applies("R-016")
def check_due(day: date, today: date) -> None:
    """Refuse a due day that is over."""
    if day < today:
        raise DueInPast(day=day)
