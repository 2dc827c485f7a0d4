"""A fee agreement: how it is made, the ceiling it may not pass, and how long it counts.

Rules: R-121 (made by alliance and organisation, filed with the office), R-122 (ceiling, or a waiver
where none is loaded). Source: handbook 3.13; 皖教秘职成〔2021〕41号 二（五）. Money is whole fen.
An agreement outlives its year for a while at no higher price, so a new year never shuts every
plan.
"""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_


class State(StrEnum):
    """Where a fee agreement stands."""

    DRAFTING = auto()
    APPRAISING = auto()
    NEGOTIATING = auto()
    MEDIATING = auto()
    AGREED = auto()
    FILED = auto()
    IN_FORCE = auto()
    EXPIRED = auto()
    TERMINATED = auto()


class Verb(StrEnum):
    """What can be done to a fee agreement."""

    APPRAISE = auto()
    NEGOTIATE = auto()
    MEDIATE = auto()
    AGREE = auto()
    FILE = auto()
    RETURN = auto()
    BRING_INTO_FORCE = auto()
    EXPIRE = auto()
    TERMINATE = auto()


AGREEMENT: Lifecycle[State, Verb] = Lifecycle(
    name="fees.agreement",
    initial=State.DRAFTING,
    steps={
        (State.DRAFTING, Verb.APPRAISE): State.APPRAISING,
        (State.APPRAISING, Verb.NEGOTIATE): State.NEGOTIATING,
        (State.NEGOTIATING, Verb.AGREE): State.AGREED,
        (State.NEGOTIATING, Verb.MEDIATE): State.MEDIATING,
        (State.MEDIATING, Verb.AGREE): State.AGREED,
        (State.MEDIATING, Verb.TERMINATE): State.TERMINATED,
        (State.AGREED, Verb.RETURN): State.NEGOTIATING,
        (State.AGREED, Verb.FILE): State.FILED,
        (State.FILED, Verb.RETURN): State.NEGOTIATING,
        (State.FILED, Verb.BRING_INTO_FORCE): State.IN_FORCE,
        (State.IN_FORCE, Verb.EXPIRE): State.EXPIRED,
        (State.IN_FORCE, Verb.TERMINATE): State.TERMINATED,
    },
    labels={
        State.DRAFTING: N_("Being drafted"),
        State.APPRAISING: N_("With the experts"),
        State.NEGOTIATING: N_("Being negotiated"),
        State.MEDIATING: N_("In mediation"),
        State.AGREED: N_("Agreed"),
        State.FILED: N_("Filed with the office"),
        State.IN_FORCE: N_("In force"),
        State.EXPIRED: N_("Expired"),
        State.TERMINATED: N_("Terminated"),
        Verb.APPRAISE: N_("Send to the experts"),
        Verb.NEGOTIATE: N_("Open the negotiation"),
        Verb.MEDIATE: N_("Ask the office to mediate"),
        Verb.AGREE: N_("Sign the agreement"),
        Verb.FILE: N_("File with the office"),
        Verb.RETURN: N_("Return to negotiation"),
        Verb.BRING_INTO_FORCE: N_("Bring into force"),
        Verb.EXPIRE: N_("Let it expire"),
        Verb.TERMINATE: N_("Terminate the agreement"),
    },
    path=(
        State.DRAFTING,
        State.APPRAISING,
        State.NEGOTIATING,
        State.AGREED,
        State.FILED,
        State.IN_FORCE,
        State.EXPIRED,
    ),
)
