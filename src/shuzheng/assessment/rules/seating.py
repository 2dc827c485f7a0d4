"""The life of a seating plan.

Source: handbook 3.6. The assignment itself is computed in `assessment.core.seating`; here is only
when it may still move. A locked plan changes with a reason and is locked again: the door lists have
been printed.
"""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_


class State(StrEnum):
    """Where a seating plan stands."""

    PLANNED = auto()
    LOCKED = auto()
    CHANGED = auto()


class Verb(StrEnum):
    """What can be done to a seating plan."""

    LOCK = auto()
    CHANGE = auto()


SEATING: Lifecycle[State, Verb] = Lifecycle(
    name="assessment.seating",
    initial=State.PLANNED,
    steps={
        (State.PLANNED, Verb.LOCK): State.LOCKED,
        (State.LOCKED, Verb.CHANGE): State.CHANGED,
        (State.CHANGED, Verb.LOCK): State.LOCKED,
    },
    labels={
        State.PLANNED: N_("Seating planned"),
        State.LOCKED: N_("Seating locked"),
        State.CHANGED: N_("Seating changed"),
        Verb.LOCK: N_("Lock the seats"),
        Verb.CHANGE: N_("Change a seat"),
    },
    path=(State.PLANNED, State.LOCKED),
)
