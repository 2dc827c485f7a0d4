"""The life of a certificate's alliance, and who leads it.

Rule: R-253. Source: handbook 3.17. Until its institutions have formed it, an alliance has an acting
lead named by the office, so that nothing that needs an alliance waits for one.
"""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_


class State(StrEnum):
    """Where an alliance stands."""

    PROPOSED = auto()
    FORMED = auto()
    DISSOLVED = auto()


class Verb(StrEnum):
    """What can be done to an alliance."""

    FORM = auto()
    CHANGE_LEAD = auto()
    DISSOLVE = auto()


ALLIANCE: Lifecycle[State, Verb] = Lifecycle(
    name="pilots.alliance",
    initial=State.PROPOSED,
    steps={
        (State.PROPOSED, Verb.FORM): State.FORMED,
        (State.FORMED, Verb.CHANGE_LEAD): State.FORMED,
        (State.FORMED, Verb.DISSOLVE): State.DISSOLVED,
    },
    labels={
        State.PROPOSED: N_("Not yet formed"),
        State.FORMED: N_("Formed"),
        State.DISSOLVED: N_("Dissolved"),
        Verb.FORM: N_("Form the alliance"),
        Verb.CHANGE_LEAD: N_("Record a new lead"),
        Verb.DISSOLVE: N_("Dissolve the alliance"),
    },
    path=(State.PROPOSED, State.FORMED, State.DISSOLVED),
)
