"""A finding, from the day it is found until somebody else has seen it put right.

Rules: R-213 (deadline, evidence, re-check, escalation), R-215 (the times are measured). Source:
handbook 3.10. The one found at fault may contest a finding once, while it is open; a late
rectification is still taken. Whoever re-checks does not close.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from shuzheng.kernel.periods import Calendar
    from shuzheng.kernel.rulebook import Rulebook


class Severity(StrEnum):
    """How bad it is."""

    MINOR = auto()
    MAJOR = auto()
    GRAVE = auto()


SEVERITIES = {
    Severity.MINOR: N_("Minor"),
    Severity.MAJOR: N_("Serious"),
    Severity.GRAVE: N_("Grave"),
}


class State(StrEnum):
    """Where a finding stands."""

    OPEN = auto()
    CONTESTED = auto()
    WITHDRAWN = auto()
    RECTIFYING = auto()
    SUBMITTED = auto()
    RECHECKED = auto()
    CLOSED = auto()
    OVERDUE = auto()
    ESCALATED = auto()


class Verb(StrEnum):
    """What can be done with a finding."""

    CONTEST = auto()
    UPHOLD = auto()
    WITHDRAW = auto()
    BEGIN = auto()
    SUBMIT = auto()
    PASS = auto()
    FAIL = auto()
    CLOSE = auto()
    EXPIRE = auto()
    ESCALATE = auto()


FINDING: Lifecycle[State, Verb] = Lifecycle(
    name="quality.finding",
    initial=State.OPEN,
    steps={
        (State.OPEN, Verb.CONTEST): State.CONTESTED,
        (State.CONTESTED, Verb.UPHOLD): State.OPEN,
        (State.CONTESTED, Verb.WITHDRAW): State.WITHDRAWN,
        (State.OPEN, Verb.BEGIN): State.RECTIFYING,
        (State.RECTIFYING, Verb.SUBMIT): State.SUBMITTED,
        (State.SUBMITTED, Verb.PASS): State.RECHECKED,
        (State.SUBMITTED, Verb.FAIL): State.RECTIFYING,
        (State.RECHECKED, Verb.CLOSE): State.CLOSED,
        (State.OPEN, Verb.EXPIRE): State.OVERDUE,
        (State.RECTIFYING, Verb.EXPIRE): State.OVERDUE,
        (State.OVERDUE, Verb.SUBMIT): State.SUBMITTED,
        (State.OVERDUE, Verb.ESCALATE): State.ESCALATED,
        (State.ESCALATED, Verb.ESCALATE): State.ESCALATED,
        (State.ESCALATED, Verb.SUBMIT): State.SUBMITTED,
    },
    labels={
        State.OPEN: N_("Finding open"),
        State.CONTESTED: N_("Contested"),
        State.WITHDRAWN: N_("Finding withdrawn"),
        State.RECTIFYING: N_("Being put right"),
        State.SUBMITTED: N_("Rectification handed in"),
        State.RECHECKED: N_("Re-check passed"),
        State.CLOSED: N_("Finding closed"),
        State.OVERDUE: N_("Rectification overdue"),
        State.ESCALATED: N_("Escalated"),
        Verb.CONTEST: N_("Contest the finding"),
        Verb.UPHOLD: N_("Uphold the finding"),
        Verb.WITHDRAW: N_("Withdraw the finding"),
        Verb.BEGIN: N_("Begin to put it right"),
        Verb.SUBMIT: N_("Hand in the rectification"),
        Verb.PASS: N_("Pass the re-check"),
        Verb.FAIL: N_("Fail the re-check"),
        Verb.CLOSE: N_("Close the finding"),
        Verb.EXPIRE: N_("Declare it overdue"),
        Verb.ESCALATE: N_("Escalate"),
    },
    path=(State.OPEN, State.RECTIFYING, State.SUBMITTED, State.RECHECKED, State.CLOSED),
)

OVER = frozenset({State.CLOSED, State.WITHDRAWN})
RUNNING = frozenset({State.OPEN, State.RECTIFYING})
"""States in which the deadline runs against the one found at fault."""


class Stage(StrEnum):
    """How far an overdue finding was escalated, in this order."""

    NOTICE = auto()
    SUMMONS = auto()
    SUSPENSION = auto()


STAGES = {
    Stage.NOTICE: N_("Public notice"),
    Stage.SUMMONS: N_("Summons"),
    Stage.SUSPENSION: N_("Suspension put to the department"),
}


class ContestedOnce(Refusal):
    """A finding is contested once."""

    code = "finding-contested-once"
    status = 409
    template = "This finding was contested before, and upheld."
    rule = "R-213"


class HappenedLater(Refusal):
    """Nobody finds what has not happened."""

    code = "finding-happened-later"
    template = "What was found happened on the day of the inspection or before."
    rule = "R-215"


class SamePerson(Refusal):
    """Whoever re-checked does not close, and nobody decides about a finding of his or her own."""

    code = "finding-same-person"
    status = 403
    template = "You took part in this yourself: somebody else decides."
    rule = "R-213"


class FullyEscalated(Refusal):
    """There is no stage after the last."""

    code = "finding-fully-escalated"
    status = 409
    template = "The finding was escalated as far as it goes."
    rule = "R-213"


@applies("R-213")
def due_on(found_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the day by which a finding is put right: the days of the rule, or the next workday."""
    last = found_on + timedelta(days=book.on(found_on, "R-213").integer("rectify_days"))
    return last if calendar.works(last) else calendar.after(last, 1)


@applies("R-213")
def next_stage(escalated: int) -> Stage:
    """Return the stage after so many, or refuse."""
    if escalated >= len(Stage):
        raise FullyEscalated
    return list(Stage)[escalated]


@applies("R-215")
def check_happened(happened_on: date, found_on: date) -> None:
    """Refuse an event that comes after its finding."""
    if happened_on > found_on:
        raise HappenedLater


@applies("R-215")
def median_days(spans: Sequence[tuple[date, date]]) -> int | None:
    """Return the median of whole days between pairs of days, the lower of two; None of none."""
    if not spans:
        return None
    days = sorted((until - since).days for since, until in spans)
    return days[(len(days) - 1) // 2]
