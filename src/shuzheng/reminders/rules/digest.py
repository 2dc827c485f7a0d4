"""What a digest says, when it is sent, and whom it may reach. Pure.

Authority: the platform's own order; decision 0064. What a newcomer would get wrong: a digest counts
kinds and names nothing else, because mails and messages lie about in the open.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.refusals import Refusal
from shuzheng.reminders.rules.telling import Topic

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

TOLD_FOR: Final = timedelta(days=14)
"""How long after a fact people are still told of it: a new installation is not flooded by old."""

KEPT_FOR: Final = timedelta(days=365)
"""How long reminders and digests are kept."""

TRIES: Final = 5
"""How often one digest is tried on its day."""

LONGEST: Final = 254
_ADDRESS: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


class Channel(StrEnum):
    """By which way a digest leaves the platform."""

    MAIL = auto()
    SMS = auto()
    MESSENGER = auto()


class NoAddress(Refusal):
    """What was typed cannot be an address for mails."""

    code = "no-mail-address"
    template = "Give an e-mail address such as name@school.example."


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person chose, and by what he or she can be reached."""

    mail: bool = True
    sms: bool = False
    messenger: bool = False
    has_address: bool = False
    has_phone: bool = False


def address(text: str) -> str:
    """Return an address for mails without blanks around it, "" for none. Refuses what is none."""
    found = text.strip()
    if found and (len(found) > LONGEST or not _ADDRESS.fullmatch(found)):
        raise NoAddress
    return found


def masked(found: str) -> str:
    """Return how pages show an address: its first letter, and the host; "" for none."""
    local, at, host = found.partition("@")
    return f"{local[:1]}***{at}{host}"[:60] if at else ""


def channels(wishes: Wishes, offered: Iterable[Channel]) -> tuple[Channel, ...]:
    """Return by which of the channels that are offered a person is told."""
    reached = {
        Channel.MAIL: wishes.mail and wishes.has_address,
        Channel.SMS: wishes.sms and wishes.has_phone,
        Channel.MESSENGER: wishes.messenger and wishes.has_phone,
    }
    return tuple(channel for channel in Channel if channel in set(offered) and reached[channel])


def counted(topics: Iterable[Topic]) -> tuple[tuple[Topic, int], ...]:
    """Return how many reminders there are of each topic that has any, in the usual order."""
    found = Counter(topics)
    return tuple((topic, found[topic]) for topic in Topic if found[topic])


def may_try(on: date, today: date, tries: int) -> bool:
    """Return whether a digest that failed is tried once more: on its day, a few times."""
    return on == today and tries < TRIES
