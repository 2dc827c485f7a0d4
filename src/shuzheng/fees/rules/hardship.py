"""A claim of hardship, and the status that frees a candidate from every assessment fee.

Rule: R-128. Source: handbook 3.17; 《试点方案》. The day of registration decides; while a claim is
open no fee is asked, and a proof that comes late brings the money back. The status is shown to
nobody who does not need it: no state of this table may reach a page of the organisation.
"""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_


class State(StrEnum):
    """Where a claim of hardship stands."""

    CLAIMED = auto()
    IMPORTED = auto()
    VERIFIED = auto()
    VALID = auto()
    LAPSED = auto()
    REFUSED = auto()
    APPEALED = auto()
    REFUSED_FINALLY = auto()


class Verb(StrEnum):
    """What can be done with a claim of hardship."""

    VERIFY = auto()
    REFUSE = auto()
    ACKNOWLEDGE = auto()
    APPEAL = auto()
    DISMISS = auto()
    LAPSE = auto()


HARDSHIP: Lifecycle[State, Verb] = Lifecycle(
    name="fees.hardship",
    initial=State.CLAIMED,
    steps={
        (State.CLAIMED, Verb.VERIFY): State.VERIFIED,
        (State.IMPORTED, Verb.VERIFY): State.VERIFIED,
        (State.CLAIMED, Verb.REFUSE): State.REFUSED,
        (State.IMPORTED, Verb.REFUSE): State.REFUSED,
        (State.VERIFIED, Verb.ACKNOWLEDGE): State.VALID,
        (State.REFUSED, Verb.APPEAL): State.APPEALED,
        (State.APPEALED, Verb.VERIFY): State.VERIFIED,
        (State.APPEALED, Verb.DISMISS): State.REFUSED_FINALLY,
        (State.VALID, Verb.LAPSE): State.LAPSED,
    },
    labels={
        State.CLAIMED: N_("Claimed"),
        State.IMPORTED: N_("Imported"),
        State.VERIFIED: N_("Verified"),
        State.VALID: N_("Valid"),
        State.LAPSED: N_("Lapsed"),
        State.REFUSED: N_("Claim refused"),
        State.APPEALED: N_("Under appeal"),
        State.REFUSED_FINALLY: N_("Refused on appeal"),
        Verb.VERIFY: N_("Verify the claim"),
        Verb.REFUSE: N_("Refuse the claim"),
        Verb.ACKNOWLEDGE: N_("Make it valid for the year"),
        Verb.APPEAL: N_("Appeal"),
        Verb.DISMISS: N_("Dismiss the appeal"),
        Verb.LAPSE: N_("Let it lapse"),
    },
    path=(State.CLAIMED, State.VERIFIED, State.VALID, State.LAPSED),
)

ENTRANCES = (State.CLAIMED, State.IMPORTED)
"""A claim begins in the first, an imported list in the second."""

UNDER_CHECK = frozenset({State.CLAIMED, State.IMPORTED, State.VERIFIED, State.APPEALED})
"""While a claim stands here the place is held and no fee is asked."""
