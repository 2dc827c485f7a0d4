"""Which certificates go into a person's whole record, and why another one does not. Pure.

Source: decision 0027 (the handbook has no rule for it); 1EdTech Comprehensive Learner Record 2.0,
`partial`. Only what would verify by itself today goes in: one certificate that does not would make
the whole record worthless in somebody else's hands.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.credentials.rules.status import State
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable


class Left(StrEnum):
    """Why a certificate is left out."""

    REVOKED = auto()
    REPLACED = auto()
    SUSPENDED = auto()
    EXPIRED = auto()
    KEY_STOLEN = auto()
    OTHER_NAME = auto()
    NO_ROOM = auto()


LABELS: Final = {
    Left.REVOKED: N_("Revoked"),
    Left.REPLACED: N_("Replaced; the corrected one is in"),
    Left.SUSPENDED: N_("Under enquiry; it can go in once that has ended"),
    Left.EXPIRED: N_("Its term is over"),
    Left.KEY_STOLEN: N_(
        "Its signing key was stolen later; only its own file brings the proof that it is older"
    ),
    Left.OTHER_NAME: N_("It bears another name than the register; have it corrected first"),
    Left.NO_ROOM: N_("A record holds a hundred certificates, the newest"),
}
ENDED: Final = frozenset({Left.REVOKED, Left.REPLACED})
"""What there is no longer; whoever leaves these out has left out nothing."""

_BY_STATE: Final = {
    State.REVOKED: Left.REVOKED,
    State.REPLACED: Left.REPLACED,
    State.SUSPENDED: Left.SUSPENDED,
}


def left_out(
    state: State, *, is_expired: bool, is_key_stolen: bool, is_other_name: bool
) -> Left | None:
    """Return why a certificate does not go into its holder's record; None where it does."""
    if state in _BY_STATE:
        return _BY_STATE[state]
    if is_expired:
        return Left.EXPIRED
    if is_key_stolen:
        return Left.KEY_STOLEN
    return Left.OTHER_NAME if is_other_name else None


def is_partial(left: Iterable[Left]) -> bool:
    """Return whether a record is not all there is: something is left out that has not ended."""
    return bool(set(left) - ENDED)
