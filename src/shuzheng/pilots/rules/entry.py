"""How an institution takes up a certificate and drops it, and the score of its entry review.

Rules: R-050 (no use before the review has passed), R-051 (criteria, weights, pass mark), R-054 (an
exit stops new registrations only). Source: handbook 3.4; 皖教秘职成〔2021〕41号 二（二）. The
choice is the institution's own: the weights here are only what it starts from.
"""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_


class State(StrEnum):
    """Where a certificate stands in one institution."""

    PROPOSED = auto()
    UNDER_APPRAISAL = auto()
    APPROVED = auto()
    REJECTED = auto()
    ACTIVE = auto()
    EXITING = auto()
    EXITED = auto()


class Verb(StrEnum):
    """What can be done with a certificate in an institution."""

    NAME_EXPERTS = auto()
    APPROVE = auto()
    REJECT = auto()
    PROPOSE_AGAIN = auto()
    ACTIVATE = auto()
    BEGIN_EXIT = auto()
    COMPLETE_EXIT = auto()


ENTRY: Lifecycle[State, Verb] = Lifecycle(
    name="pilots.entry",
    initial=State.PROPOSED,
    steps={
        (State.PROPOSED, Verb.NAME_EXPERTS): State.UNDER_APPRAISAL,
        (State.UNDER_APPRAISAL, Verb.APPROVE): State.APPROVED,
        (State.UNDER_APPRAISAL, Verb.REJECT): State.REJECTED,
        (State.REJECTED, Verb.PROPOSE_AGAIN): State.PROPOSED,
        (State.APPROVED, Verb.ACTIVATE): State.ACTIVE,
        (State.ACTIVE, Verb.BEGIN_EXIT): State.EXITING,
        (State.EXITING, Verb.COMPLETE_EXIT): State.EXITED,
        (State.EXITED, Verb.PROPOSE_AGAIN): State.PROPOSED,
    },
    labels={
        State.PROPOSED: N_("Proposed"),
        State.UNDER_APPRAISAL: N_("Under appraisal"),
        State.APPROVED: N_("Entry approved"),
        State.REJECTED: N_("Not taken up"),
        State.ACTIVE: N_("In use"),
        State.EXITING: N_("Leaving"),
        State.EXITED: N_("Left"),
        Verb.NAME_EXPERTS: N_("Name the expert body"),
        Verb.APPROVE: N_("Approve the entry"),
        Verb.REJECT: N_("Do not take it up"),
        Verb.PROPOSE_AGAIN: N_("Propose again"),
        Verb.ACTIVATE: N_("Put into use"),
        Verb.BEGIN_EXIT: N_("Begin the exit"),
        Verb.COMPLETE_EXIT: N_("Complete the exit"),
    },
    path=(
        State.PROPOSED,
        State.UNDER_APPRAISAL,
        State.APPROVED,
        State.ACTIVE,
        State.EXITING,
        State.EXITED,
    ),
)
