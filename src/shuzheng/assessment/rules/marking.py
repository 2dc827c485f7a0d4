"""Marks: components and their weights, two markers who do not know each other's mark, and the gap.

Rules: R-104 (weights total 100 %). Source: handbook 3.6. A mark is a whole number of hundredths of
a point (7 850 is 78.50), never a float, and is given in half points.
"""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_


class State(StrEnum):
    """Where the mark of one component of one candidate stands."""

    UNMARKED = auto()
    FIRST_MARKED = auto()
    SECOND_MARKED = auto()
    AGREED = auto()
    ADJUDICATED = auto()
    LOCKED = auto()


class Verb(StrEnum):
    """What can be done with a mark."""

    MARK_FIRST = auto()
    CORRECT_FIRST = auto()
    MARK_SECOND = auto()
    AGREE = auto()
    ADJUDICATE = auto()
    LOCK = auto()
    TAKE_MACHINE_MARK = auto()
    CHANGE_ON_REVIEW = auto()


MARK: Lifecycle[State, Verb] = Lifecycle(
    name="assessment.mark",
    initial=State.UNMARKED,
    steps={
        (State.UNMARKED, Verb.MARK_FIRST): State.FIRST_MARKED,
        (State.FIRST_MARKED, Verb.CORRECT_FIRST): State.FIRST_MARKED,
        (State.FIRST_MARKED, Verb.MARK_SECOND): State.SECOND_MARKED,
        (State.SECOND_MARKED, Verb.AGREE): State.AGREED,
        (State.SECOND_MARKED, Verb.ADJUDICATE): State.ADJUDICATED,
        (State.AGREED, Verb.LOCK): State.LOCKED,
        (State.ADJUDICATED, Verb.LOCK): State.LOCKED,
        (State.UNMARKED, Verb.TAKE_MACHINE_MARK): State.LOCKED,
        (State.LOCKED, Verb.CHANGE_ON_REVIEW): State.LOCKED,
    },
    labels={
        State.UNMARKED: N_("Not marked"),
        State.FIRST_MARKED: N_("Marked once"),
        State.SECOND_MARKED: N_("Marked twice"),
        State.AGREED: N_("Mark agreed"),
        State.ADJUDICATED: N_("Adjudicated"),
        State.LOCKED: N_("Mark locked"),
        Verb.MARK_FIRST: N_("Give the first mark"),
        Verb.CORRECT_FIRST: N_("Correct the first mark"),
        Verb.MARK_SECOND: N_("Give the second mark"),
        Verb.AGREE: N_("Agree on the mark"),
        Verb.ADJUDICATE: N_("Adjudicate"),
        Verb.LOCK: N_("Lock the mark"),
        Verb.TAKE_MACHINE_MARK: N_("Take the machine's mark"),
        Verb.CHANGE_ON_REVIEW: N_("Change after a review"),
    },
    path=(State.UNMARKED, State.FIRST_MARKED, State.SECOND_MARKED, State.AGREED, State.LOCKED),
)
