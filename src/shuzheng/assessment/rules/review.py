"""A candidate's review of a score (成绩复核) and appeal against a finding of misconduct.

Rules: R-255 (answer in time), R-115 (reachable rights). Source: handbook 3.7. The window is counted
in working days from publication; the rechecker is never a first marker, and an appeal is heard by
nobody who took part in the decision.
"""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_


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
