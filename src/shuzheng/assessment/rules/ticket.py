"""Admission tickets: their life, their numbers, and from which day they can be had.

Source: handbook 3.6 and 4.3. A reissue is another copy of the same ticket and changes no state; a
void number is never given to anybody else.
"""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_


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
