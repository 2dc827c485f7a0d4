"""One inspection, from the seal on.

Rule: R-210. Source: handbook 3.10. Until the team has arrived, nobody but the team can see whom it
will meet: not the one inspected, not its city, not the office either.
"""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_


class State(StrEnum):
    """Where an inspection stands."""

    SEALED = auto()
    ON_SITE = auto()
    CALLED_OFF = auto()


class Verb(StrEnum):
    """What can be done with an inspection."""

    ARRIVE = auto()
    CALL_OFF = auto()


INSPECTION: Lifecycle[State, Verb] = Lifecycle(
    name="quality.inspection",
    initial=State.SEALED,
    steps={
        (State.SEALED, Verb.ARRIVE): State.ON_SITE,
        (State.SEALED, Verb.CALL_OFF): State.CALLED_OFF,
    },
    labels={
        State.SEALED: N_("Sealed"),
        State.ON_SITE: N_("On site"),
        State.CALLED_OFF: N_("Called off"),
        Verb.ARRIVE: N_("Record the arrival"),
        Verb.CALL_OFF: N_("Call the inspection off"),
    },
    path=(State.SEALED, State.ON_SITE),
)
