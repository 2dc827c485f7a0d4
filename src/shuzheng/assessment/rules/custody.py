"""A sealed package of papers: from the organisation that packs it until what is left comes back.

Rule: R-103 (who held what, and when; opening times; two people present). A package is opened on the
site shortly before its sitting by two people who compare the seal first, and no paper begins from
packages nobody has opened. A seal that is broken or not the one that was put on ends the package:
the organisation sends another, and the broken one goes back unopened.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.assessment.rules import plan
from shuzheng.kernel import periods
from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where a package is."""

    SEALED = auto()
    SENT = auto()
    KEPT = auto()
    OPENED = auto()
    BROKEN = auto()
    RETURNED = auto()
    CANCELLED = auto()


class Verb(StrEnum):
    """What can be done with a package."""

    SEND = auto()
    RECEIVE = auto()
    OPEN = auto()
    REPORT = auto()
    TAKE_BACK = auto()
    CANCEL = auto()


PACKAGE: Lifecycle[State, Verb] = Lifecycle(
    name="assessment.package",
    initial=State.SEALED,
    steps={
        (State.SEALED, Verb.SEND): State.SENT,
        (State.SEALED, Verb.CANCEL): State.CANCELLED,
        (State.SENT, Verb.RECEIVE): State.KEPT,
        (State.SENT, Verb.REPORT): State.BROKEN,
        (State.KEPT, Verb.OPEN): State.OPENED,
        (State.KEPT, Verb.REPORT): State.BROKEN,
        (State.KEPT, Verb.TAKE_BACK): State.RETURNED,
        (State.OPENED, Verb.TAKE_BACK): State.RETURNED,
        (State.BROKEN, Verb.TAKE_BACK): State.RETURNED,
    },
    labels={
        State.SEALED: N_("Sealed"),
        State.SENT: N_("On its way to the site"),
        State.KEPT: N_("In the site's safe"),
        State.OPENED: N_("Unsealed"),
        State.BROKEN: N_("Seal broken or wrong"),
        State.RETURNED: N_("Taken back"),
        State.CANCELLED: N_("Cancelled before it was sent"),
        Verb.SEND: N_("Send it to the site"),
        Verb.RECEIVE: N_("Receive it"),
        Verb.OPEN: N_("Unseal it"),
        Verb.REPORT: N_("Report the seal"),
        Verb.TAKE_BACK: N_("Take it back"),
        Verb.CANCEL: N_("Cancel the package"),
    },
    path=(State.SEALED, State.SENT, State.KEPT, State.OPENED, State.RETURNED),
)

SITES: Final = frozenset({Verb.RECEIVE, Verb.OPEN, Verb.REPORT})
"""What the site does; the rest is done by the organisation whose papers they are."""

BY_TWO: Final = frozenset({Verb.RECEIVE, Verb.OPEN, Verb.TAKE_BACK})
"""What two people do together."""

COMPARED: Final = frozenset({Verb.RECEIVE, Verb.OPEN})
"""What is done only with the seal that was put on."""

EXPLAINED: Final = frozenset({Verb.REPORT, Verb.CANCEL})
"""What is done with a reason."""

PACKED: Final = frozenset(
    {plan.State.REGISTRATION_CLOSED, plan.State.SEATED, plan.State.IN_PROGRESS}
)
"""States of a plan in which papers are packed for it: the candidates are counted."""


class SealDiffers(Refusal):
    """A package with another seal is not the one that was sent."""

    code = "seal-differs"
    status = 409
    template = (
        "The seal on the package is not number {seal}. Do not open it; report the seal instead."
    )
    rule = "R-103"


class TooEarlyToOpen(Refusal):
    """Papers are opened shortly before their sitting, no earlier."""

    code = "package-too-early"
    status = 409
    template = "The package may be opened from {opens_at}."
    rule = "R-103"


class PapersUnopened(Refusal):
    """A sitting whose papers lie in sealed packages begins with one that two people opened."""

    code = "papers-unopened"
    status = 409
    template = "No package of papers for this sitting has been opened by two people yet."
    rule = "R-103"


class NotPackedNow(Refusal):
    """Papers are packed between the end of registration and the end of the sittings."""

    code = "papers-not-packed-now"
    status = 409
    template = "Papers are packed once registration is closed, and until the sittings are over."
    rule = "R-103"


@applies("R-103")
def check_seal(put_on: str, read: str) -> None:
    """Refuse a package whose seal reads otherwise; blanks and letter case do not count."""
    if plain(read) != plain(put_on):
        raise SealDiffers(seal=put_on)


@applies("R-103")
def opens_at(starts_at: datetime, book: Rulebook) -> datetime:
    """Return the first instant at which a package for a sitting may be opened."""
    provision = book.on(periods.day(starts_at), "R-103")
    return starts_at - timedelta(minutes=provision.integer("open_minutes"))


@applies("R-103")
def check_opening(starts_at: datetime, now: datetime, book: Rulebook) -> None:
    """Refuse to open a package before its time."""
    if now < opens_at(starts_at, book):
        raise TooEarlyToOpen(opens_at=opens_at(starts_at, book))


@applies("R-103")
def check_begin(packages: Collection[State]) -> None:
    """Refuse to begin a paper whose packages (of one sitting and site) nobody has opened.

    A sitting without packages, such as one at machines, begins without.
    """
    held = [state for state in packages if state is not State.CANCELLED]
    if held and State.OPENED not in held:
        raise PapersUnopened


def require_packing(state: plan.State) -> None:
    """Refuse to pack papers for a plan whose candidates are not counted, or whose days are over."""
    if state not in PACKED:
        raise NotPackedNow


def plain(seal: str) -> str:
    """Return a seal's number as it is compared."""
    return "".join(seal.split()).upper()
