"""One candidate's sitting: from the door to the paper handed in, and what can go wrong between.

Source: handbook 3.6. An entry made by mistake at the door is put right with a reason (`correct`),
because a wrong “absent” would otherwise cost a candidate the season. An overturned appeal leads to
`misconduct_dismissed`: the paper is marked as if nothing had been said.
"""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_


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
        State.SUBMITTED: N_("Handed in"),
        State.ABSENT: N_("Absent"),
        State.LATE_REFUSED: N_("Too late, not admitted"),
        State.ILL: N_("Ill"),
        State.MISCONDUCT_OPEN: N_("Misconduct under enquiry"),
        State.MISCONDUCT_UPHELD: N_("Misconduct upheld"),
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
