"""The report of an event before it is held (报备): who signs, how early, and what silence means.

Rule: R-056. Source: handbook 3.17; 皖教秘职成〔2021〕41号 二（四）. Two silences help the reporter:
an alliance that was asked and did not sign, and an office that did not object. Neither is a consent
on the merits, so both are kept as silence and not as a signature.
"""

from __future__ import annotations

from enum import StrEnum, auto

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.wording import N_


class State(StrEnum):
    """Where an activity report stands."""

    DRAFT = auto()
    JOINT_SIGNED = auto()
    SUBMITTED = auto()
    NOTED = auto()
    OBJECTED = auto()
    CANCELLED = auto()
    HELD = auto()
    SUMMED_UP = auto()


class Verb(StrEnum):
    """What can be done to an activity report."""

    SIGN = auto()
    SUBMIT = auto()
    NOTE = auto()
    OBJECT = auto()
    CANCEL = auto()
    HOLD = auto()
    SUM_UP = auto()


ACTIVITY: Lifecycle[State, Verb] = Lifecycle(
    name="pilots.activity",
    initial=State.DRAFT,
    steps={
        (State.DRAFT, Verb.SIGN): State.JOINT_SIGNED,
        (State.JOINT_SIGNED, Verb.SUBMIT): State.SUBMITTED,
        (State.SUBMITTED, Verb.NOTE): State.NOTED,
        (State.SUBMITTED, Verb.OBJECT): State.OBJECTED,
        (State.OBJECTED, Verb.SUBMIT): State.SUBMITTED,
        (State.OBJECTED, Verb.CANCEL): State.CANCELLED,
        (State.NOTED, Verb.HOLD): State.HELD,
        (State.HELD, Verb.SUM_UP): State.SUMMED_UP,
    },
    labels={
        State.DRAFT: N_("Draft"),
        State.JOINT_SIGNED: N_("Signed jointly"),
        State.SUBMITTED: N_("Report submitted"),
        State.NOTED: N_("Noted by the office"),
        State.OBJECTED: N_("Objected to"),
        State.CANCELLED: N_("Cancelled"),
        State.HELD: N_("Held"),
        State.SUMMED_UP: N_("Summed up"),
        Verb.SIGN: N_("Sign jointly"),
        Verb.SUBMIT: N_("Submit the report"),
        Verb.NOTE: N_("Note the report"),
        Verb.OBJECT: N_("Object to the report"),
        Verb.CANCEL: N_("Cancel the event"),
        Verb.HOLD: N_("Record as held"),
        Verb.SUM_UP: N_("Sum up the event"),
    },
    path=(
        State.DRAFT,
        State.JOINT_SIGNED,
        State.SUBMITTED,
        State.NOTED,
        State.HELD,
        State.SUMMED_UP,
    ),
)
