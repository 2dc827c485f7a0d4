"""One candidate's sitting: from the door to the paper handed in, and what can go wrong between.

Rules: R-102 (late arrival), R-103 (two people). Source: handbook 3.6. An entry made by mistake at
the door is put right with a reason (`correct`), because a wrong “absent” would otherwise cost a
candidate the season. An overturned appeal leads to `misconduct_dismissed`: the paper is marked as
if nothing had been said.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel import periods
from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where a candidate's sitting stands."""

    NOT_STARTED = auto()
    CHECKED_IN = auto()
    PRESENT = auto()
    SUBMITTED = auto()
    ABSENT = auto()
    LATE_REFUSED = auto()
    ILL = auto()
    MISCONDUCT_OPEN = auto()
    MISCONDUCT_UPHELD = auto()
    MISCONDUCT_DISMISSED = auto()


CAME: Final = frozenset(
    {
        State.PRESENT,
        State.SUBMITTED,
        State.MISCONDUCT_OPEN,
        State.MISCONDUCT_UPHELD,
        State.MISCONDUCT_DISMISSED,
    }
)
"""States of a sitting that was `present` or `submitted`, and whatever became of it later."""


class Verb(StrEnum):
    """What can be done with a sitting."""

    CHECK_IN = auto()
    BEGIN = auto()
    HAND_IN = auto()
    RECORD_ABSENCE = auto()
    REFUSE_LATE = auto()
    RECORD_ILLNESS = auto()
    CORRECT = auto()
    OPEN_MISCONDUCT = auto()
    UPHOLD_MISCONDUCT = auto()
    DISMISS_MISCONDUCT = auto()
    OVERTURN_MISCONDUCT = auto()


class IncidentKind(StrEnum):
    """What an incident form is about."""

    EQUIPMENT = auto()
    HEALTH = auto()
    DISTURBANCE = auto()
    MISCONDUCT = auto()
    OTHER = auto()


INCIDENT_LABELS: Final = {
    IncidentKind.EQUIPMENT: N_("Equipment failed"),
    IncidentKind.HEALTH: N_("Unwell"),
    IncidentKind.DISTURBANCE: N_("Disturbance"),
    IncidentKind.MISCONDUCT: N_("Misconduct"),
    IncidentKind.OTHER: N_("Other incident"),
}


SITTING: Lifecycle[State, Verb] = Lifecycle(
    name="assessment.sitting",
    initial=State.NOT_STARTED,
    steps={
        (State.NOT_STARTED, Verb.CHECK_IN): State.CHECKED_IN,
        (State.CHECKED_IN, Verb.BEGIN): State.PRESENT,
        (State.PRESENT, Verb.HAND_IN): State.SUBMITTED,
        (State.NOT_STARTED, Verb.RECORD_ABSENCE): State.ABSENT,
        (State.NOT_STARTED, Verb.REFUSE_LATE): State.LATE_REFUSED,
        (State.NOT_STARTED, Verb.RECORD_ILLNESS): State.ILL,
        (State.CHECKED_IN, Verb.RECORD_ILLNESS): State.ILL,
        (State.PRESENT, Verb.RECORD_ILLNESS): State.ILL,
        (State.CHECKED_IN, Verb.CORRECT): State.NOT_STARTED,
        (State.ABSENT, Verb.CORRECT): State.NOT_STARTED,
        (State.LATE_REFUSED, Verb.CORRECT): State.NOT_STARTED,
        (State.ILL, Verb.CORRECT): State.NOT_STARTED,
        (State.CHECKED_IN, Verb.OPEN_MISCONDUCT): State.MISCONDUCT_OPEN,
        (State.PRESENT, Verb.OPEN_MISCONDUCT): State.MISCONDUCT_OPEN,
        (State.SUBMITTED, Verb.OPEN_MISCONDUCT): State.MISCONDUCT_OPEN,
        (State.MISCONDUCT_OPEN, Verb.UPHOLD_MISCONDUCT): State.MISCONDUCT_UPHELD,
        (State.MISCONDUCT_OPEN, Verb.DISMISS_MISCONDUCT): State.MISCONDUCT_DISMISSED,
        (State.MISCONDUCT_UPHELD, Verb.OVERTURN_MISCONDUCT): State.MISCONDUCT_DISMISSED,
    },
    labels={
        State.NOT_STARTED: N_("Not arrived"),
        State.CHECKED_IN: N_("Checked in"),
        State.PRESENT: N_("Sitting"),
        State.SUBMITTED: N_("Paper handed in"),
        State.ABSENT: N_("Absent"),
        State.LATE_REFUSED: N_("Too late, not admitted"),
        State.ILL: N_("Ill"),
        State.MISCONDUCT_OPEN: N_("Misconduct under enquiry"),
        State.MISCONDUCT_UPHELD: N_("Misconduct found"),
        State.MISCONDUCT_DISMISSED: N_("Misconduct dismissed"),
        Verb.CHECK_IN: N_("Check in"),
        Verb.BEGIN: N_("Begin the paper"),
        Verb.HAND_IN: N_("Hand in"),
        Verb.RECORD_ABSENCE: N_("Record as absent"),
        Verb.REFUSE_LATE: N_("Refuse a late arrival"),
        Verb.RECORD_ILLNESS: N_("Record an illness"),
        Verb.CORRECT: N_("Correct the entry"),
        Verb.OPEN_MISCONDUCT: N_("Open a misconduct case"),
        Verb.UPHOLD_MISCONDUCT: N_("Uphold the misconduct"),
        Verb.DISMISS_MISCONDUCT: N_("Dismiss the case"),
        Verb.OVERTURN_MISCONDUCT: N_("Overturn on appeal"),
    },
    path=(State.NOT_STARTED, State.CHECKED_IN, State.PRESENT, State.SUBMITTED),
)

TOOK_PART = frozenset({State.PRESENT, State.SUBMITTED, State.MISCONDUCT_DISMISSED})
"""States whose paper is marked."""


class TooLate(Refusal):
    """Whoever comes after the limit is not admitted."""

    code = "too-late"
    status = 409
    template = "The doors closed at {closed_at}."
    rule = "R-102"


class NotYetLate(Refusal):
    """Nobody is absent or refused while the doors are open."""

    code = "not-yet-late"
    status = 409
    template = "The doors are open until {closes_at}; nobody is absent before."
    rule = "R-102"


class NotStartedYet(Refusal):
    """A paper begins at its time."""

    code = "not-started-yet"
    status = 409
    template = "The sitting begins at {starts_at}."
    rule = "R-102"


class SamePerson(Refusal):
    """Two people check identities and open papers."""

    code = "same-person"
    template = "Two different people have to do this together."
    rule = "R-103"


@applies("R-102")
def doors_close_at(starts_at: datetime, book: Rulebook) -> datetime:
    """Return the instant after which nobody is admitted to a sitting."""
    provision = book.on(periods.day(starts_at), "R-102")
    return starts_at + timedelta(minutes=provision.integer("late_minutes"))


@applies("R-102")
def check_admission(starts_at: datetime, now: datetime, book: Rulebook) -> None:
    """Refuse to check anybody in after the doors have closed."""
    if now > doors_close_at(starts_at, book):
        raise TooLate(closed_at=doors_close_at(starts_at, book))


@applies("R-102")
def check_late(starts_at: datetime, now: datetime, book: Rulebook) -> None:
    """Refuse to call anybody absent, or too late, while the doors are open."""
    if now <= doors_close_at(starts_at, book):
        raise NotYetLate(closes_at=doors_close_at(starts_at, book))


@applies("R-102")
def check_begin(starts_at: datetime, now: datetime) -> None:
    """Refuse to begin a paper before its time."""
    if now < starts_at:
        raise NotStartedYet(starts_at=starts_at)
