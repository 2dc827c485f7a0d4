"""The life of a shared link, who opens it, and for how long.

Rule: R-179 (certificates are offered to employers with the holder's consent only). Source:
个人信息保护法 15 (consent can be withdrawn) and 23 (separate consent for giving data to others);
handbook 4.8. Only the holder shares; below 18 a guardian agrees before the link opens, which is a
default of ours, as for registrations.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where a shared link stands."""

    AWAITING = auto()
    OPEN = auto()
    DECLINED = auto()
    WITHDRAWN = auto()
    EXPIRED = auto()


class Verb(StrEnum):
    """What can happen to a shared link."""

    CONSENT = auto()
    DECLINE = auto()
    WITHDRAW = auto()
    EXPIRE = auto()


class Extent(StrEnum):
    """How much of each certificate is shown."""

    WHOLE = auto()
    PART = auto()


STATEMENTS: Final = {
    Extent.WHOLE: frozenset[str](),
    Extent.PART: frozenset({"certificate", "level", "module", "organisation", "issued_on"}),
}
"""Which statements of a certificate are shown: none named means all. A part has neither name nor
number, so nobody can look its certificate up."""

LABELS: Final = {
    Extent.WHOLE: N_("The whole certificate, with name and number"),
    Extent.PART: N_("Without name and number: certificate, level, organisation, day of issue"),
    State.AWAITING: N_("Waits for a guardian"),
    State.OPEN: N_("Can be opened"),
    State.DECLINED: N_("A guardian declined"),
    State.WITHDRAWN: N_("Taken back"),
    State.EXPIRED: N_("Link run out"),
    Verb.CONSENT: N_("Agree to the link"),
    Verb.DECLINE: N_("Decline the link"),
    Verb.WITHDRAW: N_("Take the link back"),
    Verb.EXPIRE: N_("Let the link run out"),
}

SHARE: Final = Lifecycle(
    name="reliance.share",
    initial=State.AWAITING,
    steps={
        (State.AWAITING, Verb.CONSENT): State.OPEN,
        (State.AWAITING, Verb.DECLINE): State.DECLINED,
        (State.AWAITING, Verb.WITHDRAW): State.WITHDRAWN,
        (State.AWAITING, Verb.EXPIRE): State.EXPIRED,
        (State.OPEN, Verb.WITHDRAW): State.WITHDRAWN,
        (State.OPEN, Verb.EXPIRE): State.EXPIRED,
    },
    labels=LABELS,
    path=(State.AWAITING, State.OPEN, State.EXPIRED),
)

RUNNING: Final = frozenset({State.AWAITING, State.OPEN})
"""States from which something still leads on."""


class NothingShared(Refusal):
    """A link without a certificate."""

    code = "share-empty"
    template = "Choose at least one of your own certificates that is in force."
    rule = "R-179"


class TooManyShared(Refusal):
    """A link with more certificates than anybody reads."""

    code = "share-too-many"
    template = "A link shows at most {limit} certificates."
    rule = "R-179"


class TooLong(Refusal):
    """A link that stays open longer than it may."""

    code = "share-too-long"
    template = "A link stays open for 1 to {limit} days."
    rule = "R-179"


class NotGuardian(Refusal):
    """Only a guardian of the holder agrees or declines."""

    code = "share-not-guardian"
    status = 403
    template = "Only a guardian of the holder agrees to this link or declines it."
    rule = "R-179"


class LinkUnknown(Refusal):
    """No such link was ever made."""

    code = "share-unknown"
    status = 404
    template = "This link leads to nothing."


class LinkOver(Refusal):
    """A link that was withdrawn, declined or has run out; what it held is not told."""

    code = "share-over"
    status = 410
    template = "This link has been taken back by its holder or has run out."
    rule = "R-179"


class LinkNotYet(Refusal):
    """A link that a guardian has not agreed to yet."""

    code = "share-not-yet"
    status = 404
    template = "This link cannot be opened yet. Ask whoever sent it to you."
    rule = "R-179"


@applies("R-179")
def check_share(
    chosen: Collection[str], own: Collection[str], days: int, today: date, book: Rulebook
) -> timedelta:
    """Return how long a link over `chosen` numbers, all among one's `own`, stays open."""
    law = book.on(today, "R-179")
    if not chosen or not set(chosen) <= set(own):
        raise NothingShared
    if len(chosen) > law.integer("share_most"):
        raise TooManyShared(limit=law.integer("share_most"))
    if not 1 <= days <= law.integer("share_days"):
        raise TooLong(limit=law.integer("share_days"))
    return timedelta(days=days)


@applies("R-179")
def check_guardian(consenting: int, guardians: Collection[int]) -> None:
    """Refuse an agreement by anybody but one of the holder's guardians (ids of persons)."""
    if consenting not in guardians:
        raise NotGuardian


@applies("R-179")
def check_open(state: State, expires_at: datetime, now: datetime) -> None:
    """Refuse to open a link that is not open at `now`; its time counts before anybody closes it."""
    if state not in RUNNING or expires_at <= now:
        raise LinkOver
    if state is State.AWAITING:
        raise LinkNotYet
