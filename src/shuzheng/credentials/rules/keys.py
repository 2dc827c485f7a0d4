"""Changes of an organisation's signing key: proposed by one person, decided by another. Pure.

Source: decisions 0025 and 0027 (the handbook has no rule for keys); GB/T 22239-2019 level 3
(separate administrators). A key ends in one of two ways. A rotation retires it, and whatever it
signed stays good. A theft makes worthless whatever the evidence log did not hold before: the thief
can write any date, but not into the past of the log.

The province's own key, which signs whole records, is made in the same way: one proposes it, another
confirms. An organisation's first key needs no proposal, because it is made by issuing.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import datetime


class Kind(StrEnum):
    """Why a key is changed, or made for the first time."""

    ROTATION = auto()
    THEFT = auto()
    FIRST = auto()


class Standing(StrEnum):
    """What a key is good for: new signatures, what it signed, what the log held before a theft."""

    CURRENT = auto()
    RETIRED = auto()
    STOLEN = auto()


class State(StrEnum):
    """Where a proposal stands."""

    PROPOSED = auto()
    CONFIRMED = auto()
    DECLINED = auto()
    WITHDRAWN = auto()
    OVERTAKEN = auto()


class Verb(StrEnum):
    """What can be done with a proposal; a reported theft overtakes an open rotation."""

    CONFIRM = auto()
    DECLINE = auto()
    WITHDRAW = auto()
    OVERTAKE = auto()


LABELS: Final = {
    State.PROPOSED: N_("Waits for a second person"),
    State.CONFIRMED: N_("Confirmed"),
    State.DECLINED: N_("Declined"),
    State.WITHDRAWN: N_("Withdrawn"),
    State.OVERTAKEN: N_("Overtaken by a reported theft"),
    Verb.CONFIRM: N_("Confirm the change of key"),
    Verb.DECLINE: N_("Decline the change of key"),
    Verb.WITHDRAW: N_("Withdraw the proposal"),
    Verb.OVERTAKE: N_("Overtake by a reported theft"),
    Kind.ROTATION: N_("Rotation"),
    Kind.THEFT: N_("Theft of the key"),
    Kind.FIRST: N_("First key of the province"),
}

CHANGE: Final = Lifecycle(
    name="credentials.keychange",
    initial=State.PROPOSED,
    steps={
        (State.PROPOSED, Verb.CONFIRM): State.CONFIRMED,
        (State.PROPOSED, Verb.DECLINE): State.DECLINED,
        (State.PROPOSED, Verb.WITHDRAW): State.WITHDRAWN,
        (State.PROPOSED, Verb.OVERTAKE): State.OVERTAKEN,
    },
    labels=LABELS,
    path=(State.PROPOSED, State.CONFIRMED),
)


class SamePerson(Refusal):
    """Two persons: whoever proposed or reported does not decide."""

    code = "key-same-person"
    status = 403
    template = "Somebody else decides on a change of key than who proposed it."


class KeyEnded(Refusal):
    """Only the current key is rotated."""

    code = "key-ended"
    status = 409
    template = "This key has ended already."


class TheftDated(Refusal):
    """A theft happened while there was a key to steal, and not in the future."""

    code = "key-theft-day"
    template = "Name an instant after the key was made and not later than now."


class KnownStolen(Refusal):
    """A theft that is known already can only turn out to have happened earlier."""

    code = "key-stolen-already"
    status = 409
    template = "This key is known to be stolen since an earlier instant."


class ReasonMissing(Refusal):
    """A change of key has a reason in words."""

    code = "key-reason-missing"
    template = "Say why, in words."


def require_reason(reason: str) -> str:
    """Return a reason in words, without blanks around it; refuse an empty one."""
    words = reason.strip()
    if not words:
        raise ReasonMissing
    return words


def require_another(proposer: int | None, decider: int | None) -> None:
    """Refuse where one person would propose and decide, in whatever capacities."""
    if proposer is None or proposer == decider:
        raise SamePerson


def check_theft(since: datetime, *, made: datetime, known: datetime | None, now: datetime) -> None:
    """Refuse a theft dated before the key was `made`, ahead, or later than the one `known`."""
    if not made <= since <= now:
        raise TheftDated
    if known is not None and since >= known:
        raise KnownStolen


def standing(until: datetime | None, stolen_at: datetime | None) -> Standing:
    """Return what a key is good for that ended at `until` and was stolen at `stolen_at`."""
    if stolen_at is not None:
        return Standing.STOLEN
    return Standing.CURRENT if until is None else Standing.RETIRED


def end(*instants: datetime | None) -> datetime:
    """Return the first whole second after all of these: when a key ends that signed at them.

    Credentials and trust files tell time to the second (`core.instants`), and a key that ends in
    the second in which it signed would not cover what it signed.
    """
    last = max(instant for instant in instants if instant is not None)
    return last.replace(microsecond=0) + timedelta(seconds=1)
