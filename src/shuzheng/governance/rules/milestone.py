"""Milestones of the province's plan: due by a day, owned by somebody, late in everybody's sight.

Rules: R-008 (due date, owner, state; late ones are shown), R-006 (work is grouped by the seven
contents of the pilot). A due day is moved only with a reason, and what it was before stays on
record: a plan that moves its own goal in silence shows nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where a milestone stands."""

    PLANNED = auto()
    UNDER_WAY = auto()
    DONE = auto()
    CALLED_OFF = auto()


class Verb(StrEnum):
    """What can be done to it."""

    BEGIN = auto()
    FINISH = auto()
    CALL_OFF = auto()
    TAKE_UP_AGAIN = auto()


MILESTONE: Lifecycle[State, Verb] = Lifecycle(
    name="governance.milestone",
    initial=State.PLANNED,
    steps={
        (State.PLANNED, Verb.BEGIN): State.UNDER_WAY,
        (State.PLANNED, Verb.FINISH): State.DONE,
        (State.UNDER_WAY, Verb.FINISH): State.DONE,
        (State.PLANNED, Verb.CALL_OFF): State.CALLED_OFF,
        (State.UNDER_WAY, Verb.CALL_OFF): State.CALLED_OFF,
        (State.DONE, Verb.TAKE_UP_AGAIN): State.UNDER_WAY,
        (State.CALLED_OFF, Verb.TAKE_UP_AGAIN): State.UNDER_WAY,
    },
    labels={
        State.PLANNED: N_("Milestone planned"),
        State.UNDER_WAY: N_("Milestone under way"),
        State.DONE: N_("Milestone reached"),
        State.CALLED_OFF: N_("Milestone called off"),
        Verb.BEGIN: N_("Begin work on the milestone"),
        Verb.FINISH: N_("Record the milestone as reached"),
        Verb.CALL_OFF: N_("Call the milestone off"),
        Verb.TAKE_UP_AGAIN: N_("Take the milestone up again"),
    },
    path=(State.PLANNED, State.UNDER_WAY, State.DONE),
)
OPEN = frozenset({State.PLANNED, State.UNDER_WAY})


class Content(StrEnum):
    """The seven contents of the pilot."""

    ORGANISATIONS = auto()
    CERTIFICATES = auto()
    CURRICULUM = auto()
    TRAINING = auto()
    ASSESSMENT = auto()
    CREDIT_BANK = auto()
    SUPERVISION = auto()


CONTENTS = {
    Content.ORGANISATIONS: N_("Evaluation organisations fostered"),
    Content.CERTIFICATES: N_("Certificates developed"),
    Content.CURRICULUM: N_("Certificates built into curricula"),
    Content.TRAINING: N_("Training carried out"),
    Content.ASSESSMENT: N_("Assessment and issuing"),
    Content.CREDIT_BANK: N_("Credit bank explored"),
    Content.SUPERVISION: N_("Supervision and service"),
}


class Timing(StrEnum):
    """How a milestone stands to its due day."""

    AHEAD = auto()
    SOON = auto()
    LATE = auto()
    IN_TIME = auto()
    REACHED_LATE = auto()
    NONE = auto()


class NoReason(Refusal):
    """A due day is moved, and a milestone called off, for a reason that everybody reads."""

    code = "milestone-no-reason"
    template = "Say why: the reason is published with the milestone."
    rule = "R-008"


class SameDay(Refusal):
    """Nothing is moved."""

    code = "milestone-same-day"
    template = "The milestone is due on {day} already."
    rule = "R-008"


class NotInYear(Refusal):
    """A milestone of a year's plan is due in that year or in the first quarter after it."""

    code = "milestone-not-in-year"
    template = "A milestone of {year} is due between {first} and {last}."
    rule = "R-008"


class Settled(Refusal):
    """What is reached or called off is taken up again first."""

    code = "milestone-settled"
    status = 409
    template = "It is reached or called off; take it up again before changing it."
    rule = "R-008"


@dataclass(frozen=True, slots=True)
class Due:
    """How a milestone stands to its due day, and by how many days it is or was late."""

    timing: Timing
    late_days: int = 0


@applies("R-008")
def due(state: State, due_on: date, ended_on: date | None, today: date, book: Rulebook) -> Due:
    """Return how a milestone stands to its due day; the due day itself is in time."""
    if state is State.CALLED_OFF:
        return Due(Timing.NONE)
    if state is State.DONE:
        late = max(0, ((ended_on or due_on) - due_on).days)
        return Due(Timing.REACHED_LATE if late else Timing.IN_TIME, late)
    if today > due_on:
        return Due(Timing.LATE, (today - due_on).days)
    soon = (due_on - today).days <= book.on(today, "R-008").integer("milestone_warning_days")
    return Due(Timing.SOON if soon else Timing.AHEAD)


@applies("R-008")
def check_day(year: int, due_on: date) -> None:
    """Refuse a due day far outside the year of the plan."""
    first, last = due_on.replace(year, 1, 1), due_on.replace(year + 1, 3, 31)
    if not first <= due_on <= last:
        raise NotInYear(year=year, first=first, last=last)


@applies("R-008")
def check_move(state: State, was: date, day: date, reason: str) -> None:
    """Refuse a due day moved without reason, to itself, or of what is settled."""
    if state not in OPEN:
        raise Settled
    if not reason.strip():
        raise NoReason
    if was == day:
        raise SameDay(day=day)


@applies("R-008")
def check_said(verb: Verb, said: str) -> None:
    """Refuse any step but the beginning without a word: what was reached, or why not."""
    if verb is not Verb.BEGIN and not said.strip():
        raise NoReason


@applies("R-006")
def by_content(contents: list[Content]) -> dict[Content, int]:
    """Return how many work items each of the seven contents has, none left out."""
    return {one: contents.count(one) for one in Content}
