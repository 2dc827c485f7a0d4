"""An institution's own supervision: its self-check under the three principles, with what it found.

Rules: R-025 (the principles are its headings), R-214 (at least so often a year, with findings). A
self-check is written, found by, and put right by the institution itself; nobody is punished for
what it finds of itself, so that it looks.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class Principle(StrEnum):
    """The three principles of the pilot; which of them head a self-check is the rulebook's."""

    GUIDED = auto()
    COMBINED = auto()
    MANAGED = auto()


PRINCIPLES: Final = {
    Principle.GUIDED: N_("Government guides, society takes part"),
    Principle.COMBINED: N_("Schooling and training together, quality first"),
    Principle.MANAGED: N_("Manage both ends, regulate the middle"),
}


class State(StrEnum):
    """Where a self-check stands."""

    WRITTEN = auto()
    SUBMITTED = auto()


class Verb(StrEnum):
    """What can be done with a self-check."""

    WRITE = auto()
    SUBMIT = auto()


SELF_CHECK: Lifecycle[State, Verb] = Lifecycle(
    name="evaluation.selfcheck",
    initial=State.WRITTEN,
    steps={
        (State.WRITTEN, Verb.WRITE): State.WRITTEN,
        (State.WRITTEN, Verb.SUBMIT): State.SUBMITTED,
    },
    labels={
        State.WRITTEN: N_("Self-check being written"),
        State.SUBMITTED: N_("Self-check handed in"),
        Verb.WRITE: N_("Write the self-check"),
        Verb.SUBMIT: N_("Hand in the self-check"),
    },
    path=(State.WRITTEN, State.SUBMITTED),
)


class Found(StrEnum):
    """Where something stands that a self-check found."""

    OPEN = auto()
    PUT_RIGHT = auto()


class Mend(StrEnum):
    """What can be done with something found."""

    PUT_RIGHT = auto()


SELF_FINDING: Lifecycle[Found, Mend] = Lifecycle(
    name="evaluation.selffinding",
    initial=Found.OPEN,
    steps={(Found.OPEN, Mend.PUT_RIGHT): Found.PUT_RIGHT},
    labels={
        Found.OPEN: N_("To be put right"),
        Found.PUT_RIGHT: N_("Put right"),
        Mend.PUT_RIGHT: N_("Record that it is put right"),
    },
    path=(Found.OPEN, Found.PUT_RIGHT),
)


class HeadingMissing(Refusal):
    """A self-check says something under each principle."""

    code = "self-check-heading-missing"
    template = "The heading “{heading}” is empty."
    rule = "R-025"


class DueBehind(Refusal):
    """What was found is put right later than it was found."""

    code = "self-check-due-behind"
    template = "The day until which it is put right lies after today."
    rule = "R-214"


class NoSelfCheck(Refusal):
    """An institution hands in its self-check of the year before it comments on its data."""

    code = "self-check-missing"
    status = 409
    template = "Hand in a self-check of {year} first."
    rule = "R-025"


@applies("R-025")
def headings(on: date, book: Rulebook) -> tuple[Principle, ...]:
    """Return the headings of a self-check of that day."""
    return tuple(Principle(one) for one in book.on(on, "R-025").words("principles"))


@applies("R-025")
def check_texts(texts: Mapping[Principle, str], on: date, book: Rulebook) -> None:
    """Refuse a self-check that says nothing under one of its headings."""
    for one in headings(on, book):
        if not texts.get(one, "").strip():
            raise HeadingMissing(heading=PRINCIPLES[one])


@applies("R-214")
def check_due(due_on: date, today: date) -> None:
    """Refuse a day for putting right that does not lie ahead."""
    if due_on <= today:
        raise DueBehind


@applies("R-214")
def owed(submitted: int, on: date, book: Rulebook) -> int:
    """Return how many self-checks of the year an institution still owes."""
    return max(0, book.on(on, "R-214").integer("checks_a_year") - submitted)


@applies("R-025", "R-214")
def check_handed_in(submitted: int, year: int) -> None:
    """Refuse to go on without a self-check of the year."""
    if submitted < 1:
        raise NoSelfCheck(year=year)
