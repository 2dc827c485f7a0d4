"""What an alliance's lead sums up: period by period, asked once, late in sight, answered.

Rules: R-198 (state, results, suggestions at set times), R-199 (suggestions are answered). Source:
handbook 3.18. A period is some whole months of the calendar year; its summary is due some days
after its end, because it tells of all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel import periods
from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.kernel.rulebook import Rulebook

DAY = timedelta(days=1)


class State(StrEnum):
    """Where the summary of one alliance for one period stands."""

    DUE = auto()
    SUBMITTED = auto()
    ANSWERED = auto()
    LAPSED = auto()


class Verb(StrEnum):
    """What can be done to it."""

    SUBMIT = auto()
    ANSWER = auto()
    LAPSE = auto()


SUMMARY: Lifecycle[State, Verb] = Lifecycle(
    name="alliances.summary",
    initial=State.DUE,
    steps={
        (State.DUE, Verb.SUBMIT): State.SUBMITTED,
        (State.SUBMITTED, Verb.ANSWER): State.ANSWERED,
        (State.DUE, Verb.LAPSE): State.LAPSED,
    },
    labels={
        State.DUE: N_("Summary due"),
        State.SUBMITTED: N_("Summary submitted"),
        State.ANSWERED: N_("Suggestions answered"),
        State.LAPSED: N_("Lapsed with the alliance"),
        Verb.SUBMIT: N_("Submit the summary"),
        Verb.ANSWER: N_("Answer the suggestions"),
        Verb.LAPSE: N_("Let the summary lapse"),
    },
    path=(State.DUE, State.SUBMITTED, State.ANSWERED),
)


class Part(StrEnum):
    """The parts of a summary, all of them required."""

    SITUATION = auto()
    RESULTS = auto()
    SUGGESTIONS = auto()


PARTS = {
    Part.SITUATION: N_("State of the pilot"),
    Part.RESULTS: N_("Results of the work"),
    Part.SUGGESTIONS: N_("Suggestions for improvement"),
}


class PartEmpty(Refusal):
    """All three parts are asked for."""

    code = "summary-part-empty"
    template = "“{part}” is empty."
    rule = "R-198"


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a summary covers, both included, and the day by which it is due."""

    since: date
    until: date
    due_on: date


@applies("R-198")
def period_of(day: date, book: Rulebook) -> Period:
    """Return the period that `day` falls in."""
    said = book.on(day, "R-198")
    since, until = periods.span(day, said.integer("interval_months"))
    return Period(since, until, until + timedelta(days=said.integer("due_days")))


@applies("R-198")
def ended(after: date | None, today: date, book: Rulebook) -> list[Period]:
    """Return the periods that ended since `after` (a last day) and before `today`, oldest first.

    Of what was before the first period asked for nothing is said: None gives only the last one.
    """
    last = period_of(period_of(today, book).since - DAY, book)
    if after is None:
        return [last]
    found = []
    while last.until > after:
        found.append(last)
        last = period_of(last.since - DAY, book)
    return found[::-1]


@applies("R-198")
def is_asked(named_on: date, until: date) -> bool:
    """Return whether an alliance that began on `named_on` sums up the period that ends so."""
    return named_on <= until


@applies("R-198")
def reminds(due_on: date, today: date, book: Rulebook) -> bool:
    """Return whether reminders of what is due on `due_on` go out today."""
    return (due_on - today).days in book.on(today, "R-198").integers("reminder_days")


@applies("R-198")
def check_parts(texts: Mapping[Part, str]) -> None:
    """Refuse a summary of which a part is empty."""
    for part in Part:
        if not texts[part].strip():
            raise PartEmpty(part=PARTS[part])
