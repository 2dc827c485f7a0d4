"""Words and signs of fees: states as chips, levels and labels in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from shuzheng.catalogue.rules import levels
from shuzheng.fees.rules import agreement, hardship
from shuzheng.foundation.ui.parts import Chip, Kind, Line
from shuzheng.identity.queries import feed

if TYPE_CHECKING:
    from collections.abc import Sequence

AGREEMENT_KINDS = {
    agreement.State.DRAFTING: Kind.OFF,
    agreement.State.APPRAISING: Kind.RUN,
    agreement.State.NEGOTIATING: Kind.RUN,
    agreement.State.MEDIATING: Kind.WAIT,
    agreement.State.AGREED: Kind.RUN,
    agreement.State.FILED: Kind.RUN,
    agreement.State.IN_FORCE: Kind.OK,
    agreement.State.EXPIRED: Kind.OFF,
    agreement.State.TERMINATED: Kind.BAD,
}
AGREEMENT_ICONS = {agreement.State.AGREED: "sign", agreement.State.FILED: "folder"}
CLAIM_KINDS = {
    hardship.State.CLAIMED: Kind.WAIT,
    hardship.State.IMPORTED: Kind.WAIT,
    hardship.State.VERIFIED: Kind.OK,
    hardship.State.VALID: Kind.OK,
    hardship.State.LAPSED: Kind.OFF,
    hardship.State.REFUSED: Kind.BAD,
    hardship.State.APPEALED: Kind.ODD,
    hardship.State.REFUSED_FINALLY: Kind.BAD,
}


def agreement_chip(state: agreement.State) -> Chip:
    """Return the state of an agreement as a chip."""
    word = gettext(agreement.AGREEMENT.labels[state])
    return Chip(AGREEMENT_KINDS[state], word, AGREEMENT_ICONS.get(state, ""))


def claim_chip(state: hardship.State) -> Chip:
    """Return the state of a claim as a chip."""
    return Chip(CLAIM_KINDS[state], gettext(hardship.HARDSHIP.labels[state]))


def level(code: str) -> str:
    """Return a level in the reader's language."""
    return gettext(levels.LABELS[levels.Level(code)])


def level_choices() -> list[tuple[str, str]]:
    """Return the levels for a choice."""
    return [(one.value, gettext(levels.LABELS[one])) for one in levels.Level]


def certificate(name: str, code: str) -> str:
    """Return a certificate with its level, as titles name it."""
    return gettext("{certificate} ({level})").format(certificate=name, level=level(code))


def happened(subjects: Sequence[str]) -> list[Line]:
    """Return what happened to something, newest first, for the card of facts."""
    return feed.lines(subjects)
