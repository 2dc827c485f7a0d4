"""The life of a seating plan.

Source: handbook 3.6. The assignment itself is computed in `assessment.core.seating`; here is only
when it may still move, and how long a party to the draw may take (decision 0022). A locked plan
changes with a reason and is locked again: the door lists have been printed.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import datetime


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

ANSWER_WITHIN: Final = (
    (timedelta(days=7), timedelta(days=3)),
    (timedelta(days=2), timedelta(days=1)),
)
"""How long a party to the draw may take, by how far off the first sitting is at least."""

AT_THE_LAST: Final = timedelta(hours=2)
"""How long it may take where the first sitting is nearer than that."""


def answer_by(now: datetime, first_at: datetime) -> datetime:
    """Return by when a party must do its step, so that no sitting waits for it for ever."""
    for ahead, within in ANSWER_WITHIN:
        if first_at - now >= ahead:
            return now + within
    return now + AT_THE_LAST
