"""Measures of the office towards an institution or organisation: meeting, public notice, summons.

Rule: R-015. Source: 皖教秘职成〔2021〕41号 三（五）. A measure that asks for something has a day by
which the party reports what it has done; the office finds it done, or asks again.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class Kind(StrEnum):
    """What the office does."""

    MEETING = auto()
    PUBLIC_NOTICE = auto()
    SUMMONS = auto()


LABELS: Final = {
    Kind.MEETING: N_("Meeting"),
    Kind.PUBLIC_NOTICE: N_("Public notice"),
    Kind.SUMMONS: N_("Summons"),
}


class State(StrEnum):
    """Where a measure stands."""

    OPEN = auto()
    REPORTED = auto()
    CLOSED = auto()


class Verb(StrEnum):
    """What can be done about a measure."""

    REPORT = auto()
    RETURN = auto()
    CLOSE = auto()


MEASURE: Lifecycle[State, Verb] = Lifecycle(
    name="standing.measure",
    initial=State.OPEN,
    steps={
        (State.OPEN, Verb.REPORT): State.REPORTED,
        (State.REPORTED, Verb.RETURN): State.OPEN,
        (State.REPORTED, Verb.CLOSE): State.CLOSED,
        (State.OPEN, Verb.CLOSE): State.CLOSED,
    },
    labels={
        State.OPEN: N_("Follow-up due"),
        State.REPORTED: N_("Follow-up reported"),
        State.CLOSED: N_("Measure closed"),
        Verb.REPORT: N_("Report the follow-up"),
        Verb.RETURN: N_("Ask for more"),
        Verb.CLOSE: N_("Close the measure"),
    },
    path=(State.OPEN, State.REPORTED, State.CLOSED),
)


class NotAMeasure(Refusal):
    """The province does not take measures of this kind."""

    code = "not-a-measure"
    template = "The province takes no measures of this kind: {kind}."
    rule = "R-015"


class HeldAhead(Refusal):
    """A measure is recorded once it was taken."""

    code = "measure-held-ahead"
    template = "The measure is recorded once it was taken; {held_on} lies ahead."
    rule = "R-015"


class DueBefore(Refusal):
    """What is asked for is due after the measure."""

    code = "measure-due-before"
    template = "The follow-up would be due on {due_on}, before the measure was taken."
    rule = "R-015"


class NewDayPast(Refusal):
    """What is asked for again is due later."""

    code = "measure-new-day-past"
    template = "The new day, {due_on}, has passed."
    rule = "R-015"


@applies("R-015")
def check(kind: Kind, held_on: date, due_on: date, today: date, book: Rulebook) -> None:
    """Refuse a kind that the province does not know, and days that do not follow each other."""
    if kind not in book.on(today, "R-015").words("measure_kinds"):
        raise NotAMeasure(kind=LABELS[kind])
    if held_on > today:
        raise HeldAhead(held_on=held_on)
    if due_on < held_on:
        raise DueBefore(due_on=due_on)


@applies("R-015")
def overdue(state: State, due_on: date, today: date) -> bool:
    """Return whether the party has not reported by its day."""
    return state is State.OPEN and due_on < today
