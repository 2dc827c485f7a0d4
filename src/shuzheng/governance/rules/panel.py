"""Panels of the province: what is planned, who stands in the lot, who replaces whom.

Rule: R-012. Sources: S4 “组建省级专家库”; decision 0063. The office plans a panel: what for,
of which fields, how many, whom the matter concerns. Who sits is drawn together with the department
(`core/drawing`). What a newcomer gets wrong: nobody is put into a panel by anybody, afterwards
either; who cannot come is replaced by the next of the lot.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING, Final

from shuzheng.governance.core import drawing
from shuzheng.governance.rules import pool
from shuzheng.governance.rules.pool import Bar
from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date, datetime

    from shuzheng.kernel.rulebook import Rulebook


class Kind(StrEnum):
    """What a panel is for."""

    CATALOGUE_REVIEW = auto()
    HEARING = auto()
    APPRAISAL = auto()
    OTHER = auto()


KINDS = {
    Kind.CATALOGUE_REVIEW: N_("Review of the catalogue"),
    Kind.HEARING: N_("Hearing"),
    Kind.APPRAISAL: N_("Appraisal by experts"),
    Kind.OTHER: N_("Another matter"),
}


class State(StrEnum):
    """Where a panel stands."""

    PLANNED = auto()
    DRAWING = auto()
    STANDING = auto()
    DONE = auto()
    CANCELLED = auto()
    DISSOLVED = auto()


class Verb(StrEnum):
    """What can be done with a panel."""

    OPEN_DRAW = auto()
    DRAW = auto()
    VOID = auto()
    DRAW_ALONE = auto()
    FINISH = auto()
    CANCEL = auto()
    DISSOLVE = auto()


PANEL: Lifecycle[State, Verb] = Lifecycle(
    name="governance.panel",
    initial=State.PLANNED,
    steps={
        (State.PLANNED, Verb.OPEN_DRAW): State.DRAWING,
        (State.DRAWING, Verb.DRAW): State.STANDING,
        (State.DRAWING, Verb.VOID): State.PLANNED,
        (State.PLANNED, Verb.DRAW_ALONE): State.STANDING,
        (State.STANDING, Verb.FINISH): State.DONE,
        (State.PLANNED, Verb.CANCEL): State.CANCELLED,
        (State.STANDING, Verb.DISSOLVE): State.DISSOLVED,
    },
    labels={
        State.PLANNED: N_("Panel planned"),
        State.DRAWING: N_("Draw under way"),
        State.STANDING: N_("Panel drawn"),
        State.DONE: N_("Work of the panel done"),
        State.CANCELLED: N_("Panel cancelled"),
        State.DISSOLVED: N_("Panel dissolved"),
        Verb.OPEN_DRAW: N_("Open the draw"),
        Verb.DRAW: N_("Draw the panel"),
        Verb.VOID: N_("Declare the draw void"),
        Verb.DRAW_ALONE: N_("Draw without a witness"),
        Verb.FINISH: N_("Record that the work is done"),
        Verb.CANCEL: N_("Cancel the panel"),
        Verb.DISSOLVE: N_("Dissolve the panel"),
    },
    path=(State.PLANNED, State.DRAWING, State.STANDING, State.DONE),
)

OVER: Final = frozenset({State.CANCELLED, State.DISSOLVED})
"""States of a panel that nothing comes from; the year's review may have another then."""

SEATED: Final = frozenset({State.STANDING, State.DONE})
"""States in which whoever sits in a panel counts as drawn."""


class SeatState(StrEnum):
    """Where somebody who was drawn stands."""

    SITTING = auto()
    SUBSTITUTE = auto()
    STEPPED_DOWN = auto()


class SeatVerb(StrEnum):
    """What can be done about a place in the lot."""

    CALL = auto()
    STEP_DOWN = auto()
    PASS_OVER = auto()


SEAT: Lifecycle[SeatState, SeatVerb] = Lifecycle(
    name="governance.seat",
    initial=SeatState.SUBSTITUTE,
    steps={
        (SeatState.SUBSTITUTE, SeatVerb.CALL): SeatState.SITTING,
        (SeatState.SITTING, SeatVerb.STEP_DOWN): SeatState.STEPPED_DOWN,
        (SeatState.SUBSTITUTE, SeatVerb.PASS_OVER): SeatState.STEPPED_DOWN,
    },
    labels={
        SeatState.SITTING: N_("Sits in the panel"),
        SeatState.SUBSTITUTE: N_("Substitute"),
        SeatState.STEPPED_DOWN: N_("Stepped down"),
        SeatVerb.CALL: N_("Call the substitute"),
        SeatVerb.STEP_DOWN: N_("Replace by the next of the lot"),
        SeatVerb.PASS_OVER: N_("Pass over the substitute"),
    },
    path=(SeatState.SUBSTITUTE, SeatState.SITTING),
)


class Why(StrEnum):
    """Why somebody who was drawn does not sit."""

    CONFLICT = auto()
    PREVENTED = auto()
    BARRED = auto()


WHYS = {
    Why.CONFLICT: N_("Declared a conflict of interest"),
    Why.PREVENTED: N_("Cannot come"),
    Why.BARRED: N_("Could not sit any more when called"),
}
TOLD: Final = (Why.CONFLICT, Why.PREVENTED)
"""What the office records; that a substitute is barred, the platform finds."""

GROUNDS: Final = {
    Bar.STATE: "resting",
    Bar.EMPLOYER: "employer",
    Bar.KIN: "interest",
    Bar.CONFLICT: "interest",
}
"""How the inputs of a draw, which everybody reads, name a ground: kin is nobody's business."""

GROUND_WORDS: Final = {
    "resting": N_("Not called upon for now"),
    "employer": N_("Works for a party concerned"),
    "interest": N_("Declared an interest in a party concerned, or kin there"),
}


class PanelSize(Refusal):
    """A panel is of at least so many, and of an odd number."""

    code = "panel-size"
    template = "A panel has an odd number of experts, at least {least}; here are {count}."
    rule = "R-012"


class TooFewExperts(Refusal):
    """A lot over as many as are drawn leaves nothing to chance, and nobody to replace anybody."""

    code = "panel-too-few-experts"
    status = 409
    template = (
        "Of {count} experts of these fields {able} can sit. A panel of {size} with {reserve}"
        " substitutes needs {needed}."
    )
    rule = "R-012"


class Barred(Refusal):
    """Whoever is barred does not sit."""

    code = "panel-barred"
    status = 409
    template = "{name} cannot sit in this panel: {why}. Replace him or her first."
    rule = "R-012"


class NoYear(Refusal):
    """The review of the catalogue is one of a year, and nothing else has one."""

    code = "panel-no-year"
    template = "Name the year for the review of the catalogue, and for nothing else."
    rule = "R-012"


class PanelPast(Refusal):
    """A panel is planned before it meets."""

    code = "panel-past"
    template = "The panel is planned before it meets: not for {day}."
    rule = "R-012"


@dataclass(frozen=True, slots=True)
class Lot:
    """The lot of a panel, by the ids of experts: who has a field, who is passed over and why.

    `stands` is who can be drawn; `lifted` says that those drawn lately stand in it too, because
    too few remained without them.
    """

    experts: tuple[int, ...]
    excluded: tuple[tuple[int, Bar], ...]
    recent: tuple[int, ...]
    stands: tuple[int, ...]
    lifted: bool


@applies("R-012")
def lot(
    experts: Iterable[pool.Expert],
    fields: Collection[str],
    parties: Collection[int],
    *,
    since: date,
    needed: int,
) -> Lot:
    """Return the lot of a panel; whoever was drawn on `since` or later counts as drawn lately."""
    excluded: list[tuple[int, Bar]] = []
    able: list[pool.Expert] = []
    for one in experts:
        why = pool.bar(one, fields, parties)
        if why is None:
            able.append(one)
        elif why is not Bar.FIELD and one.state is not pool.State.LEFT:
            excluded.append((one.id, why))
    recent = [one.id for one in able if one.drawn_on and one.drawn_on >= since]
    stands = drawing.lot([one.id for one in able], (), recent, needed)
    return Lot(
        experts=tuple(sorted([*(one.id for one in able), *(pk for pk, _why in excluded)])),
        excluded=tuple(sorted(excluded)),
        recent=tuple(sorted(recent)),
        stands=tuple(stands),
        lifted=bool(recent) and len(stands) == len(able),
    )


@applies("R-012")
def check_lot(found: Lot, *, size: int, reserve: int) -> None:
    """Refuse a lot that cannot fill a panel and its substitutes, with the numbers."""
    if len(found.stands) < size + reserve:
        raise TooFewExperts(
            count=len(found.experts),
            able=len(found.stands),
            size=size,
            reserve=reserve,
            needed=size + reserve,
        )


@applies("R-012")
def check_size(size: int, on: date, book: Rulebook) -> None:
    """Refuse a panel that is too small or even."""
    least = least_size(on, book)
    if size < least or size % 2 == 0:
        raise PanelSize(least=least, count=size)


@applies("R-012")
def check_year(kind: Kind, year: int | None) -> None:
    """Refuse a review of the catalogue without its year, and a year of anything else."""
    if (kind is Kind.CATALOGUE_REVIEW) != (year is not None):
        raise NoYear


@applies("R-012")
def check_members(
    members: Sequence[pool.Expert], fields: Collection[str], parties: Collection[int]
) -> None:
    """Refuse a panel in which somebody sits who is tied to a party concerned by now."""
    for one in members:
        why = pool.bar(one, fields, parties)
        if why in {Bar.EMPLOYER, Bar.KIN, Bar.CONFLICT}:
            raise Barred(name=one.name, why=pool.BARS[why])


@applies("R-012")
def least_size(on: date, book: Rulebook) -> int:
    """Return the least number of experts of a panel, which is the usual one, too."""
    return book.on(on, "R-012").integer("panel_experts")


@applies("R-012")
def reserve(on: date, book: Rulebook) -> int:
    """Return how many more than the panel must stand in the lot."""
    return book.on(on, "R-012").integer("panel_reserve")


@applies("R-012")
def rest_days(on: date, book: Rulebook) -> int:
    """Return for how many days having been drawn counts as lately."""
    return book.on(on, "R-012").integer("panel_rest_days")


@applies("R-012")
def recent_since(on: date, book: Rulebook) -> date:
    """Return since when having been drawn counts as lately."""
    return on - timedelta(days=rest_days(on, book))


@applies("R-012")
def answer_by(now: datetime, on: date, book: Rulebook) -> datetime:
    """Return by when a party to the draw does its step; after that the draw is void."""
    return now + timedelta(hours=book.on(on, "R-012").integer("draw_hours"))


@applies("R-012")
def shows_names(state: State, on: date, book: Rulebook) -> bool:
    """Return whether everybody may read who sits: at the earliest when the work is done."""
    return state is State.DONE and book.on(on, "R-012").boolean("panel_names_public")
