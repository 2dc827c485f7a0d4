"""How an institution tracks a certificate while it is in use: round by round, never missed unseen.

Rule: R-052. Source: handbook 3.4, 3.18. A round covers some whole months of the calendar year; its
last day is its due day. Tracking bars nothing: what is late stays in sight.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel import periods
from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where the tracking of one certificate in one round stands."""

    DUE = auto()
    RECORDED = auto()
    LAPSED = auto()


class Verb(StrEnum):
    """What can be done to it."""

    RECORD = auto()
    LAPSE = auto()


TRACKING: Lifecycle[State, Verb] = Lifecycle(
    name="pilots.tracking",
    initial=State.DUE,
    steps={
        (State.DUE, Verb.RECORD): State.RECORDED,
        (State.DUE, Verb.LAPSE): State.LAPSED,
    },
    labels={
        State.DUE: N_("Tracking due"),
        State.RECORDED: N_("Tracking recorded"),
        State.LAPSED: N_("No longer in use"),
        Verb.RECORD: N_("Record the tracking"),
        Verb.LAPSE: N_("Let the tracking lapse"),
    },
    path=(State.DUE, State.RECORDED),
)


class Aspect(StrEnum):
    """What is tracked."""

    ORGANISATION = auto()
    TRAINING = auto()
    ASSESSMENT = auto()


ASPECTS = {
    Aspect.ORGANISATION: N_("Work of the organisation"),
    Aspect.TRAINING: N_("Quality of training"),
    Aspect.ASSESSMENT: N_("Quality of assessment"),
}


@dataclass(frozen=True, slots=True)
class Round:
    """The days that a round covers, both included; it is due on the last."""

    since: date
    until: date


@applies("R-052")
def round_of(day: date, book: Rulebook) -> Round:
    """Return the round that `day` falls in; rounds of so many months begin with the year."""
    months = book.on(day, "R-052").integer("interval_months")
    return Round(*periods.span(day, months))


@applies("R-052")
def is_asked(approved_on: date | None, since: date) -> bool:
    """Return whether a certificate in use is tracked in the round that began on `since`.

    One that was taken up in the middle of a round is asked about from the next one on.
    """
    return approved_on is not None and approved_on < since


@applies("R-052")
def reminds(on: date, book: Rulebook) -> bool:
    """Return whether reminders go out on `on`: so many days before the round's last."""
    left = (round_of(on, book).until - on).days
    return left in book.on(on, "R-052").integers("reminder_days")
