"""The provincial expert pool, and who of it cannot sit in a panel.

Rule: R-012. An expert has fields, an employer and declared conflicts of interest. A panel is for
fields and may concern parties: whoever works for one of them, has kin there, or has declared an
interest in it, cannot sit. Who of the others sits is drawn by lot (`rules/panel`).
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
    from collections.abc import Collection
    from datetime import date


class State(StrEnum):
    """Whether an expert can be called upon."""

    IN_POOL = auto()
    RESTING = auto()
    LEFT = auto()


class Verb(StrEnum):
    """What can be done about an expert."""

    REST = auto()
    RETURN = auto()
    LEAVE = auto()


EXPERT: Lifecycle[State, Verb] = Lifecycle(
    name="governance.expert",
    initial=State.IN_POOL,
    steps={
        (State.IN_POOL, Verb.REST): State.RESTING,
        (State.RESTING, Verb.RETURN): State.IN_POOL,
        (State.IN_POOL, Verb.LEAVE): State.LEFT,
        (State.RESTING, Verb.LEAVE): State.LEFT,
    },
    labels={
        State.IN_POOL: N_("In the pool"),
        State.RESTING: N_("Not called upon for now"),
        State.LEFT: N_("Left the pool"),
        Verb.REST: N_("Do not call upon for now"),
        Verb.RETURN: N_("Call upon again"),
        Verb.LEAVE: N_("Let leave the pool"),
    },
    path=(State.IN_POOL,),
)


class Bar(StrEnum):
    """Why an expert cannot sit in a panel."""

    FIELD = auto()
    STATE = auto()
    EMPLOYER = auto()
    KIN = auto()
    CONFLICT = auto()


BARS = {
    Bar.FIELD: N_("is not of this field"),
    Bar.STATE: N_("is not in the pool now"),
    Bar.EMPLOYER: N_("works for a party concerned"),
    Bar.KIN: N_("has kin at a party concerned"),
    Bar.CONFLICT: N_("has an interest in a party concerned"),
}


class Tie(StrEnum):
    """What an expert declares of a party."""

    INTEREST = auto()
    KIN = auto()


TIES = {Tie.INTEREST: N_("An interest of the own"), Tie.KIN: N_("Kin there")}


@dataclass(frozen=True, slots=True)
class Expert:
    """An expert as the rules see one; parties are the ids of organisations.

    `drawn_on` is the day of the newest draw that seated the expert.
    """

    id: int
    name: str
    state: State
    fields: tuple[str, ...]
    employer: int | None
    kin: frozenset[int]
    conflicts: frozenset[int]
    drawn_on: date | None


class NoField(Refusal):
    """An expert is one of something."""

    code = "pool-no-field"
    template = "Name at least one field."
    rule = "R-012"


class NoReason(Refusal):
    """A conflict of interest is told with its ground."""

    code = "pool-no-reason"
    template = "Say what the interest is."
    rule = "R-012"


@applies("R-012")
def bar(expert: Expert, fields: Collection[str], parties: Collection[int]) -> Bar | None:
    """Return why an expert cannot sit in a panel of some fields that concerns parties, or None."""
    if not set(fields) & set(expert.fields):
        return Bar.FIELD
    if expert.state is not State.IN_POOL:
        return Bar.STATE
    if expert.employer in parties:
        return Bar.EMPLOYER
    if expert.kin & set(parties):
        return Bar.KIN
    return Bar.CONFLICT if expert.conflicts & set(parties) else None


@applies("R-012")
def check_fields(fields: Collection[str]) -> None:
    """Refuse an expert without a field."""
    if not fields:
        raise NoField
