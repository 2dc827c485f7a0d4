"""Publicity periods (公示): how long something is on show, who objects, and what comes of it.

Rule: R-201. Source: 国家试点方案问答摘要 9, “本着公正公平公开的原则进行公示公告”. The days are
working days and count from the day after publication; anybody may object until the last of them
ends. A period is not over while an objection is unanswered, whatever the calendar says.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from shuzheng.kernel.periods import Calendar
    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where a period stands."""

    PREPARED = auto()
    RUNNING = auto()
    UNCONTESTED = auto()
    CONFIRMED = auto()
    OVERTURNED = auto()
    STOPPED = auto()


class Verb(StrEnum):
    """What happens to a period."""

    OPEN = auto()
    PASS = auto()
    CONFIRM = auto()
    OVERTURN = auto()
    STOP = auto()


PERIOD: Final[Lifecycle[State, Verb]] = Lifecycle(
    name="gazette.period",
    initial=State.PREPARED,
    steps={
        (State.PREPARED, Verb.OPEN): State.RUNNING,
        (State.RUNNING, Verb.PASS): State.UNCONTESTED,
        (State.RUNNING, Verb.CONFIRM): State.CONFIRMED,
        (State.RUNNING, Verb.OVERTURN): State.OVERTURNED,
        (State.RUNNING, Verb.STOP): State.STOPPED,
    },
    labels={
        State.PREPARED: N_("Being prepared"),
        State.RUNNING: N_("On show"),
        State.UNCONTESTED: N_("Nobody objected"),
        State.CONFIRMED: N_("Stands after objections"),
        State.OVERTURNED: N_("Does not stand"),
        State.STOPPED: N_("Broken off"),
        Verb.OPEN: N_("Begin the period"),
        Verb.PASS: N_("End without objection"),
        Verb.CONFIRM: N_("End, objections rejected"),
        Verb.OVERTURN: N_("End, an objection upheld"),
        Verb.STOP: N_("Break the period off"),
    },
    path=(State.PREPARED, State.RUNNING, State.UNCONTESTED),
)
ENDED: Final = frozenset({State.UNCONTESTED, State.CONFIRMED, State.OVERTURNED})
"""States in which a period came to its end and says something."""


class ObjectionState(StrEnum):
    """Where an objection stands."""

    LODGED = auto()
    UPHELD = auto()
    REJECTED = auto()


class ObjectionVerb(StrEnum):
    """How an objection is answered."""

    UPHOLD = auto()
    REJECT = auto()


OBJECTION: Final[Lifecycle[ObjectionState, ObjectionVerb]] = Lifecycle(
    name="gazette.objection",
    initial=ObjectionState.LODGED,
    steps={
        (ObjectionState.LODGED, ObjectionVerb.UPHOLD): ObjectionState.UPHELD,
        (ObjectionState.LODGED, ObjectionVerb.REJECT): ObjectionState.REJECTED,
    },
    labels={
        ObjectionState.LODGED: N_("Not answered yet"),
        ObjectionState.UPHELD: N_("Objection upheld"),
        ObjectionState.REJECTED: N_("Objection rejected"),
        ObjectionVerb.UPHOLD: N_("Uphold the objection"),
        ObjectionVerb.REJECT: N_("Reject the objection"),
    },
    path=(ObjectionState.LODGED, ObjectionState.REJECTED),
)


class NothingOnShow(Refusal):
    """A publicity shows at least one thing."""

    code = "publicity-nothing-on-show"
    template = "A publicity lists at least one party, certificate or matter."
    rule = "R-201"


class PeriodTooShort(Refusal):
    """A period may be longer than the rulebook asks, never shorter."""

    code = "publicity-too-short"
    template = "The period is {least} working days at least."
    rule = "R-201"


class PeriodOver(Refusal):
    """Objections are taken while the period runs."""

    code = "publicity-over"
    status = 409
    template = "The period ran from {since} to {until}. Objections are no longer taken."
    rule = "R-201"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing on show: in words, and which party or certificate it is about, if one."""

    text: str
    organisation_id: int | None = None
    certificate_type_id: int | None = None


@applies("R-201")
def check_shown(subjects: Collection[Subject]) -> None:
    """Refuse a publicity of nothing."""
    if not subjects:
        raise NothingOnShow


@applies("R-201")
def days(asked: int | None, on: date, book: Rulebook) -> int:
    """Return how many working days a period has: what is asked, the rulebook's number at least."""
    least = book.on(on, "R-201").integer("publicity_days")
    if asked is not None and asked < least:
        raise PeriodTooShort(least=least)
    return asked or least


@applies("R-201")
def until(published_on: date, working_days: int, calendar: Calendar) -> date:
    """Return the last day of a period; the day of publication is not counted."""
    return calendar.after(published_on, working_days)


@applies("R-201")
def check_running(since: date, last: date, today: date) -> None:
    """Refuse an objection before or after the period."""
    if not since <= today <= last:
        raise PeriodOver(since=since, until=last)


@applies("R-201")
def end(last: date, today: date, answers: Collection[ObjectionState]) -> Verb | None:
    """Return how a period ends `today`, or None: it still runs, or waits for an answer."""
    if today <= last or ObjectionState.LODGED in answers:
        return None
    if ObjectionState.UPHELD in answers:
        return Verb.OVERTURN
    return Verb.CONFIRM if answers else Verb.PASS
