"""Admission tickets: their life, their numbers, and from which day they can be had.

Rule: R-102 (from which day). Source: handbook 3.6 and 4.3. A reissue is another copy of the same
ticket and changes no state; a void number is never given to anybody else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook

WIDTHS: Final = {"year": 2, "month": 2, "plan": 5, "site": 4, "room": 2, "seat": 2}
"""The parts of a ticket number and their digits: YYMM, plan, site, room, seat."""

PART_LABELS: Final = {
    "plan": N_("Plan"),
    "site": N_("Site"),
    "room": N_("Room"),
    "seat": N_("Seat"),
}

SHAPE: Final = re.compile("".join(f"(?P<{part}>[0-9]{{{n}}})" for part, n in WIDTHS.items()))
CENTURY: Final = 2000


class State(StrEnum):
    """Where a ticket stands."""

    ISSUED = auto()
    VOID = auto()


class Verb(StrEnum):
    """What can be done to a ticket."""

    REVOKE = auto()


TICKET: Lifecycle[State, Verb] = Lifecycle(
    name="assessment.ticket",
    initial=State.ISSUED,
    steps={(State.ISSUED, Verb.REVOKE): State.VOID},
    labels={
        State.ISSUED: N_("Ticket valid"),
        State.VOID: N_("Ticket void"),
        Verb.REVOKE: N_("Make the ticket void"),
    },
    path=(State.ISSUED,),
)


class NumberOutOfRange(Refusal):
    """A part of the number has too many digits."""

    code = "ticket-number-out-of-range"
    template = "{value} does not fit into a ticket number: “{part}” has {digits} digits, from 1."


class NotATicketNumber(Refusal):
    """The text is no ticket number."""

    code = "not-a-ticket-number"
    template = "“{text}” is not a ticket number: it has 17 digits."


class TooEarly(Refusal):
    """Tickets can be had from a set day."""

    code = "ticket-too-early"
    status = 409
    template = "The ticket can be downloaded from {available_on}."
    rule = "R-102"


@dataclass(frozen=True, slots=True)
class Number:
    """What a ticket number says. `plan`, `site`, `room` and `seat` count from 1."""

    year: int
    month: int
    plan: int
    site: int
    room: int
    seat: int


def number(first_on: date, plan: int, site: int, room: int, seat: int) -> str:
    """Return the 17 digits of a ticket for a plan whose first sitting is on `first_on`."""
    parts = {"plan": plan, "site": site, "room": room, "seat": seat}
    for part, value in parts.items():
        if not 1 <= value < 10 ** WIDTHS[part]:
            raise NumberOutOfRange(value=value, part=PART_LABELS[part], digits=WIDTHS[part])
    digits = "".join(f"{value:0{WIDTHS[part]}d}" for part, value in parts.items())
    return f"{first_on:%y%m}{digits}"


def read(text: str) -> Number:
    """Return what a ticket number says, or refuse a text that is none."""
    found = SHAPE.fullmatch(text.strip())
    if found is None:
        raise NotATicketNumber(text=text.strip()[:20])
    parts = {part: int(digits) for part, digits in found.groupdict().items()}
    months = range(1, 13)
    if parts["month"] not in months or not all(parts[p] for p in ("plan", "site", "room", "seat")):
        raise NotATicketNumber(text=text.strip())
    return Number(**{**parts, "year": CENTURY + parts["year"]})


@applies("R-102")
def available_on(first_on: date, book: Rulebook) -> date:
    """Return the first day on which a ticket for a sitting on `first_on` can be had."""
    return first_on - timedelta(days=book.on(first_on, "R-102").integer("ticket_days_before"))


@applies("R-102")
def check_available(first_on: date, today: date, book: Rulebook) -> None:
    """Refuse a ticket before its day."""
    if today < available_on(first_on, book):
        raise TooEarly(available_on=available_on(first_on, book))
