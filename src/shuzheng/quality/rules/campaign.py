"""An inspection campaign: what is planned before anybody knows whom it will meet.

Rule: R-210. Source: handbook 3.10, decision 0022. The office plans kind and number, the size of a
team and the form; which targets and which inspectors is drawn by lot together with the department.
A draw that misses its time is void in public, and the campaign is planned again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.kernel.lifecycle import Lifecycle
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from shuzheng.kernel.rulebook import Rulebook


class TargetKind(StrEnum):
    """What a campaign inspects."""

    SITE = auto()
    ORGANISATION = auto()


class State(StrEnum):
    """Where a campaign stands."""

    PLANNED = auto()
    DRAWING = auto()
    DRAWN = auto()
    CANCELLED = auto()


class Verb(StrEnum):
    """What can be done with a campaign."""

    OPEN_DRAW = auto()
    DRAW = auto()
    VOID = auto()
    DRAW_ALONE = auto()
    CANCEL = auto()


CAMPAIGN: Lifecycle[State, Verb] = Lifecycle(
    name="quality.campaign",
    initial=State.PLANNED,
    steps={
        (State.PLANNED, Verb.OPEN_DRAW): State.DRAWING,
        (State.DRAWING, Verb.DRAW): State.DRAWN,
        (State.DRAWING, Verb.VOID): State.PLANNED,
        (State.PLANNED, Verb.DRAW_ALONE): State.DRAWN,
        (State.PLANNED, Verb.CANCEL): State.CANCELLED,
    },
    labels={
        State.PLANNED: N_("Inspections planned"),
        State.DRAWING: N_("Draw under way"),
        State.DRAWN: N_("Drawn and sealed"),
        State.CANCELLED: N_("Campaign cancelled"),
        Verb.OPEN_DRAW: N_("Open the draw"),
        Verb.DRAW: N_("Draw targets and teams"),
        Verb.VOID: N_("Declare the draw void"),
        Verb.DRAW_ALONE: N_("Draw without a witness"),
        Verb.CANCEL: N_("Cancel the campaign"),
    },
    path=(State.PLANNED, State.DRAWING, State.DRAWN),
)

TARGETS = {
    TargetKind.SITE: N_("Assessment sites"),
    TargetKind.ORGANISATION: N_("Evaluation organisations"),
}


class Ground(StrEnum):
    """Why an inspector is kept from a target."""

    OWN = auto()
    KIN = auto()
    CONTACT = auto()


GROUNDS = {
    Ground.OWN: N_("Own institution"),
    Ground.KIN: N_("Kin there"),
    Ground.CONTACT: N_("Recent contact"),
}


class TeamTooSmall(Refusal):
    """Nobody inspects alone."""

    code = "inspection-team-too-small"
    template = "A team has at least {least} inspectors."
    rule = "R-210"


class TooFewTargets(Refusal):
    """A lot over as many as are drawn leaves nothing to chance."""

    code = "too-few-inspection-targets"
    status = 409
    template = "There are {count} targets to draw from; {needed} cannot be drawn by lot from these."
    rule = "R-210"


class TooFewInspectors(Refusal):
    """Whatever target is drawn, a whole team without a conflict must be there for it."""

    code = "too-few-inspectors"
    status = 409
    template = (
        "For some targets fewer than {needed} inspectors are free of a conflict."
        " More inspectors are needed before the draw."
    )
    rule = "R-210"


@dataclass(frozen=True, slots=True)
class Inspector:
    """Somebody in the pool: the parties he or she belongs to, has kin at, was in contact with."""

    person_id: int
    own: frozenset[int]
    kin: frozenset[int]
    contact: frozenset[int]


@applies("R-210")
def ground(inspector: Inspector, party: int) -> Ground | None:
    """Return why an inspector must not inspect this party, None where nothing is known."""
    if party in inspector.own:
        return Ground.OWN
    if party in inspector.kin:
        return Ground.KIN
    return Ground.CONTACT if party in inspector.contact else None


@applies("R-210")
def excluded(
    inspectors: Collection[Inspector], parties: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Return the pairs (person, target) that the lot passes over; `parties` by target."""
    return [
        (one.person_id, target)
        for one in inspectors
        for target, party in parties.items()
        if ground(one, party) is not None
    ]


@applies("R-210")
def check_team(size: int, on: date, book: Rulebook) -> None:
    """Refuse a team smaller than the rulebook's least."""
    least = book.on(on, "R-210").integer("team_least")
    if size < least:
        raise TeamTooSmall(least=least)


@applies("R-210")
def check_lot(
    targets: Collection[int],
    inspectors: Collection[Inspector],
    barred: Collection[tuple[int, int]],
    *,
    draw: int,
    team: int,
) -> None:
    """Refuse a lot that leaves nothing to chance, or that may draw a target without a team."""
    if len(targets) <= draw:
        raise TooFewTargets(count=len(targets), needed=draw)
    kept_off = dict.fromkeys(targets, 0)
    for _, target in barred:
        kept_off[target] += 1
    if any(len(inspectors) - count < team for count in kept_off.values()):
        raise TooFewInspectors(needed=team)


@applies("R-210")
def contact_since(on: date, book: Rulebook) -> date:
    """Return since when an inspection or a declared contact counts as recent."""
    return on - timedelta(days=book.on(on, "R-210").integer("contact_days"))


@applies("R-210")
def answer_by(now: datetime, on: date, book: Rulebook) -> datetime:
    """Return by when a party to the draw does its step; after that the draw is void."""
    return now + timedelta(hours=book.on(on, "R-210").integer("draw_hours"))
