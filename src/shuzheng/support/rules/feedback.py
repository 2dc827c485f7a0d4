"""What institutions say of a skill standard, and what its organisation answers.

Rule: R-058: feedback on the level split or the standard is attached to it and answered within a
set time, in calendar days. A late answer is an answer too and stays late in sight. What is adopted
is for the next version: a version that certificates were given by is not changed.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


class State(StrEnum):
    """Where feedback stands."""

    GIVEN = auto()
    ANSWERED = auto()
    WITHDRAWN = auto()


class Verb(StrEnum):
    """What can be done with it."""

    ANSWER = auto()
    WITHDRAW = auto()


FEEDBACK: Lifecycle[State, Verb] = Lifecycle(
    name="support.feedback",
    initial=State.GIVEN,
    steps={
        (State.GIVEN, Verb.ANSWER): State.ANSWERED,
        (State.GIVEN, Verb.WITHDRAW): State.WITHDRAWN,
    },
    labels={
        State.GIVEN: N_("Waiting for an answer"),
        State.ANSWERED: N_("Feedback answered"),
        State.WITHDRAWN: N_("Feedback withdrawn"),
        Verb.ANSWER: N_("Answer the feedback"),
        Verb.WITHDRAW: N_("Withdraw the feedback"),
    },
    path=(State.GIVEN, State.ANSWERED),
)


class Matter(StrEnum):
    """What feedback is about."""

    LEVEL_SPLIT = auto()
    REQUIREMENT = auto()
    MAJORS = auto()
    OTHER = auto()


MATTERS: Final = {
    Matter.LEVEL_SPLIT: N_("Split into levels"),
    Matter.REQUIREMENT: N_("A skill requirement"),
    Matter.MAJORS: N_("Target majors"),
    Matter.OTHER: N_("Something else of the standard"),
}


class Outcome(StrEnum):
    """What the organisation makes of it."""

    ADOPTED = auto()
    NOT_ADOPTED = auto()
    COVERED = auto()


OUTCOMES: Final = {
    Outcome.ADOPTED: N_("Adopted for the next version"),
    Outcome.NOT_ADOPTED: N_("Feedback not adopted"),
    Outcome.COVERED: N_("Already covered by the standard"),
}


class NothingSaid(Refusal):
    """Feedback and answers have words; what is not adopted has its reason in them."""

    code = "feedback-empty"
    template = "Write what you mean; an answer says why."
    rule = "R-058"


class NotInUse(Refusal):
    """Feedback comes from who teaches and is assessed by the standard."""

    code = "standard-not-in-use"
    template = "Only institutions that use the certificate give feedback on its standard."
    rule = "R-058"


class NobodyAnswers(Refusal):
    """The national list names an organisation that is not registered here."""

    code = "standard-without-organisation"
    template = "The certificate's organisation is not registered here; nobody could answer."
    rule = "R-058"


class RequirementElsewhere(Refusal):
    """The requirement belongs to another version or certificate."""

    code = "requirement-elsewhere"
    template = "This version of the standard has no such skill requirement."
    rule = "R-058"


@applies("R-058")
def due_on(given_on: date, book: Rulebook) -> date:
    """Return the last day for an answer, so many calendar days after the feedback was given."""
    return given_on + timedelta(days=book.on(given_on, "R-058").integer("answer_days"))


@applies("R-058")
def is_late(due: date, answered_on: date | None, today: date) -> bool:
    """Return whether an answer is late, or came late."""
    return (answered_on or today) > due


@applies("R-058")
def check_words(text: str) -> None:
    """Refuse feedback or an answer without words."""
    if not text.strip():
        raise NothingSaid


@applies("R-058")
def check_giver(certificate_type_id: int, used: Collection[int], organisation_id: int) -> None:
    """Refuse who does not use the certificate, and feedback that nobody could answer (0: none)."""
    if certificate_type_id not in used:
        raise NotInUse
    if not organisation_id:
        raise NobodyAnswers


@applies("R-058")
def check_requirement(requirement_id: int, known: Collection[int]) -> None:
    """Refuse a requirement that the version does not have; 0 is feedback on no single one."""
    if requirement_id and requirement_id not in known:
        raise RequirementElsewhere
