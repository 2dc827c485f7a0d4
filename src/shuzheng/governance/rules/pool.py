"""The provincial expert pool, and panels that are made up from it alone.

Rule: R-012. An expert has fields, an employer and declared conflicts of interest. A panel is for a
field and may concern parties: whoever works for one of them, or has declared an interest in it,
cannot sit. Who sits is proposed by who has sat least; a person decides.
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
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook


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

    STATE = auto()
    FIELD = auto()
    EMPLOYER = auto()
    CONFLICT = auto()


BARS = {
    Bar.STATE: N_("is not in the pool now"),
    Bar.FIELD: N_("is not of this field"),
    Bar.EMPLOYER: N_("works for a party concerned"),
    Bar.CONFLICT: N_("has an interest in a party concerned"),
}


@dataclass(frozen=True, slots=True)
class Expert:
    """An expert as the rules see one; parties are the ids of organisations."""

    id: int
    name: str
    state: State
    fields: tuple[str, ...]
    employer: int | None
    conflicts: frozenset[int]
    sat: int
    last_on: date | None


class NoField(Refusal):
    """An expert is one of something."""

    code = "pool-no-field"
    template = "Name at least one field."
    rule = "R-012"


class Barred(Refusal):
    """Whoever is barred does not sit."""

    code = "pool-barred"
    template = "{name} cannot sit in this panel: {why}."
    rule = "R-012"


class PanelSize(Refusal):
    """A panel is of at least so many, and of an odd number."""

    code = "pool-panel-size"
    template = "A panel has an odd number of experts, at least {least}; here are {count}."
    rule = "R-012"


class NoReason(Refusal):
    """A conflict of interest is told with its ground."""

    code = "pool-no-reason"
    template = "Say what the interest is."
    rule = "R-012"


@applies("R-012")
def bar(expert: Expert, field: str, parties: Collection[int]) -> Bar | None:
    """Return why an expert cannot sit in a panel of a field that concerns parties, or None."""
    if expert.state is not State.IN_POOL:
        return Bar.STATE
    if field not in expert.fields:
        return Bar.FIELD
    if expert.employer in parties:
        return Bar.EMPLOYER
    return Bar.CONFLICT if expert.conflicts & set(parties) else None


@applies("R-012")
def proposed(experts: Iterable[Expert], field: str, parties: Collection[int]) -> list[Expert]:
    """Return who can sit: those who have sat least first, then those whose last time is oldest."""
    free = [one for one in experts if bar(one, field, parties) is None]
    return sorted(
        free, key=lambda one: (one.sat, one.last_on.toordinal() if one.last_on else 0, one.id)
    )


@applies("R-012")
def check_panel(
    chosen: Sequence[Expert], field: str, parties: Collection[int], on: date, book: Rulebook
) -> None:
    """Refuse a panel that is too small or even, or in which somebody cannot sit."""
    least = book.on(on, "R-012").integer("panel_experts")
    if len(chosen) < least or len(chosen) % 2 == 0:
        raise PanelSize(least=least, count=len(chosen))
    for one in chosen:
        why = bar(one, field, parties)
        if why is not None:
            raise Barred(name=one.name, why=BARS[why])


@applies("R-012")
def check_fields(fields: Collection[str]) -> None:
    """Refuse an expert without a field."""
    if not fields:
        raise NoField
