"""Questions that institutions raise with the province, answered in time.

Rule: R-026: a question gets an answer within a set time, in working days (handbook 3). A late one
is answered too and stays late in sight.
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

    from shuzheng.kernel.periods import Calendar
    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where a question stands."""

    ASKED = auto()
    ANSWERED = auto()
    WITHDRAWN = auto()


class Verb(StrEnum):
    """What can be done to it."""

    ANSWER = auto()
    WITHDRAW = auto()


QUESTION: Lifecycle[State, Verb] = Lifecycle(
    name="support.question",
    initial=State.ASKED,
    steps={
        (State.ASKED, Verb.ANSWER): State.ANSWERED,
        (State.ASKED, Verb.WITHDRAW): State.WITHDRAWN,
    },
    labels={
        State.ASKED: N_("Waiting for an answer"),
        State.ANSWERED: N_("Question answered"),
        State.WITHDRAWN: N_("Question withdrawn"),
        Verb.ANSWER: N_("Answer the question"),
        Verb.WITHDRAW: N_("Withdraw the question"),
    },
    path=(State.ASKED, State.ANSWERED),
)


class Topic(StrEnum):
    """What a question is about."""

    FILING = auto()
    TRAINING = auto()
    ASSESSMENT = auto()
    FEES = auto()
    CREDITS = auto()
    OTHER = auto()


TOPICS: Final = {
    Topic.FILING: N_("Filing and certificates"),
    Topic.TRAINING: N_("Curriculum and training"),
    Topic.ASSESSMENT: N_("Assessment and sites"),
    Topic.FEES: N_("Fees and funds"),
    Topic.CREDITS: N_("Credits and certificates of students"),
    Topic.OTHER: N_("Other"),
}


class NothingAsked(Refusal):
    """A question has a title and words."""

    code = "question-empty"
    template = "Write what you ask."
    rule = "R-026"


@applies("R-026")
def due_on(asked_on: date, calendar: Calendar, book: Rulebook) -> date:
    """Return the day by which a question is answered."""
    return calendar.after(asked_on, book.on(asked_on, "R-026").integer("answer_days"))


@applies("R-026")
def is_late(due: date, answered_on: date | None, today: date) -> bool:
    """Return whether an answer is late, or came late."""
    return (answered_on or today) > due


@applies("R-026")
def check(*texts: str) -> None:
    """Refuse a question or an answer without words."""
    if not all(text.strip() for text in texts):
        raise NothingAsked
