"""What the steering committee studies and advises, and what becomes of it.

Rules: R-011 (studies and advice per field are filed), R-202 (field or alliance, advice, what became
of it; papers and data sets can be attached). Advice is answered once: taken up, taken up in part,
or not, each with a reason that the committee reads.
"""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_


class Kind(StrEnum):
    """A study of a field, or guidance of a field's or an alliance's work."""

    STUDY = auto()
    GUIDANCE = auto()


KINDS = {Kind.STUDY: N_("Study"), Kind.GUIDANCE: N_("Guidance")}


class State(StrEnum):
    """What has become of an advice."""

    GIVEN = auto()
    IN_HAND = auto()
    TAKEN_UP = auto()
    NOT_TAKEN_UP = auto()


class Verb(StrEnum):
    """What can be done with it."""

    TAKE_IN_HAND = auto()
    TAKE_UP = auto()
    DECLINE = auto()


GUIDANCE: Lifecycle[State, Verb] = Lifecycle(
    name="governance.guidance",
    initial=State.GIVEN,
    steps={
        (State.GIVEN, Verb.TAKE_IN_HAND): State.IN_HAND,
        (State.GIVEN, Verb.TAKE_UP): State.TAKEN_UP,
        (State.GIVEN, Verb.DECLINE): State.NOT_TAKEN_UP,
        (State.IN_HAND, Verb.TAKE_UP): State.TAKEN_UP,
        (State.IN_HAND, Verb.DECLINE): State.NOT_TAKEN_UP,
    },
    labels={
        State.GIVEN: N_("Advice given"),
        State.IN_HAND: N_("Advice in hand"),
        State.TAKEN_UP: N_("Advice taken up"),
        State.NOT_TAKEN_UP: N_("Advice not taken up"),
        Verb.TAKE_IN_HAND: N_("Take the advice in hand"),
        Verb.TAKE_UP: N_("Record the advice as taken up"),
        Verb.DECLINE: N_("Record why the advice is not taken up"),
    },
    path=(State.GIVEN, State.IN_HAND, State.TAKEN_UP),
)
OPEN = frozenset({State.GIVEN, State.IN_HAND})


class NoSubject(Refusal):
    """An advice is about a field or about an alliance."""

    code = "guidance-no-subject"
    template = "Name a field, or choose an alliance."
    rule = "R-202"


class NothingSaid(Refusal):
    """What became of an advice is said."""

    code = "guidance-nothing-said"
    template = "Say what became of the advice."
    rule = "R-202"


@applies("R-011", "R-202")
def check_subject(field: str, alliance_id: int | None) -> None:
    """Refuse an advice that is about nothing."""
    if not field.strip() and not alliance_id:
        raise NoSubject


@applies("R-202")
def check_outcome(words: str) -> None:
    """Refuse an outcome without a word."""
    if not words.strip():
        raise NothingSaid
