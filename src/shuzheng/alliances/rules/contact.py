"""Whom an organisation names for the office and the alliances, and the log of contacts.

Rules: R-251 (one contact; contacts are logged; who named none is listed), R-095 (about sites it is
the alliance that contacts the organisation).
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


class Topic(StrEnum):
    """What a contact was about."""

    SITES = auto()
    TRAINING = auto()
    ASSESSMENT = auto()
    STANDARD = auto()
    FEES = auto()
    OTHER = auto()


TOPICS = {
    Topic.SITES: N_("Assessment sites"),
    Topic.TRAINING: N_("Training"),
    Topic.ASSESSMENT: N_("Assessment and issuing"),
    Topic.STANDARD: N_("Standard and levels"),
    Topic.FEES: N_("Fees"),
    Topic.OTHER: N_("Other matters"),
}


class Way(StrEnum):
    """How a contact was made."""

    LETTER = auto()
    PHONE = auto()
    MEETING = auto()
    VISIT = auto()


WAYS = {
    Way.LETTER: N_("By letter"),
    Way.PHONE: N_("By telephone"),
    Way.MEETING: N_("At a meeting"),
    Way.VISIT: N_("By a visit"),
}


class NotEngaged(Refusal):
    """A contact is named by organisations whose certificates are in use here."""

    code = "organisation-not-engaged"
    template = "No institution of the province uses a certificate of this organisation."
    rule = "R-251"


class ContactAhead(Refusal):
    """A log holds what happened."""

    code = "contact-ahead"
    template = "The contact was not made yet: {day} lies ahead."
    rule = "R-251"


@applies("R-251")
def check_engaged(organisation: int, engaged: Collection[int]) -> None:
    """Refuse an organisation whose certificates nobody uses."""
    if organisation not in engaged:
        raise NotEngaged


@applies("R-251", "R-095")
def check_made(made_on: date, today: date) -> None:
    """Refuse a contact that lies ahead."""
    if made_on > today:
        raise ContactAhead(day=made_on)


@applies("R-251")
def missing(engaged: Collection[int], named: Collection[int]) -> set[int]:
    """Return the engaged organisations that have named nobody."""
    return set(engaged) - set(named)
