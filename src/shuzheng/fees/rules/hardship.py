"""A claim of hardship, and the status that frees a candidate from every assessment fee.

Rule: R-128. Source: handbook 3.17; 《试点方案》. The day of registration decides; while a claim is
open no fee is asked, and a proof that comes late brings the money back. The status is shown to
nobody who does not need it: no state of this table may reach a page of the organisation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from shuzheng.kernel.rulebook import Rulebook


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


class Kind(StrEnum):
    """Kinds of hardship that the province recognises."""

    REGISTERED_POOR = auto()
    MINIMUM_LIVING_ALLOWANCE = auto()
    EXTREME_HARDSHIP_SUPPORT = auto()
    ORPHAN = auto()
    DISABLED = auto()
    OTHER_VERIFIED = auto()


KIND_LABELS = {
    Kind.REGISTERED_POOR: N_("Registered poor household"),
    Kind.MINIMUM_LIVING_ALLOWANCE: N_("Minimum living allowance"),
    Kind.EXTREME_HARDSHIP_SUPPORT: N_("Support in extreme hardship"),
    Kind.ORPHAN: N_("Orphan"),
    Kind.DISABLED: N_("Disabled student or child of a disabled parent"),
    Kind.OTHER_VERIFIED: N_("Other verified hardship"),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: its state, and the days it covers once it is valid (both included)."""

    state: str
    since: date
    until: date


class KindNotRecognised(Refusal):
    """The province does not recognise this kind of hardship."""

    code = "hardship-kind-not-recognised"
    template = "“{kind}” is not among the kinds of hardship that the province recognises."
    rule = "R-128"


@applies("R-128")
def check_kind(kind: str, today: date, book: Rulebook) -> Kind:
    """Return the kind of a claim, or refuse one that the rulebook does not list."""
    if kind not in book.on(today, "R-128").words("kinds") or kind not in set(Kind):
        raise KindNotRecognised(kind=kind)
    return Kind(kind)


@applies("R-128")
def year_end_on(since: date, book: Rulebook) -> date:
    """Return the last day of the year of a status that is valid from `since`."""
    provision = book.on(since, "R-128")
    month, day = provision.integer("year_ends_month"), provision.integer("year_ends_day")
    end = date(since.year, month, day)
    return end if since <= end else date(since.year + 1, month, day)


@applies("R-128")
def covers(claim: Claim, day: date) -> bool:
    """Return whether a claim frees from fees on `day`.

    A lapsed one still covers the days on which it was valid: the day of registration decides, not
    the day on which somebody asks.
    """
    return claim.state in {State.VALID, State.LAPSED} and claim.since <= day <= claim.until


@applies("R-128")
def is_open(claim: Claim) -> bool:
    """Return whether a claim is still being decided, so that no fee may be asked."""
    return claim.state in UNDER_CHECK
