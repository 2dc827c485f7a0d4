"""The provincial expert pool as its pages show it, and as rules see it (R-012)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.governance import access
from shuzheng.governance.access import Permission
from shuzheng.governance.models import Expert, Interest, Seat
from shuzheng.governance.rules import pool as rules
from shuzheng.governance.rules.panel import SEATED, SeatState, Why
from shuzheng.governance.rules.panel import State as PanelState
from shuzheng.governance.rules.pool import State, Tie

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor

VIEWS = ("in_pool", "all")


@dataclass(frozen=True, slots=True)
class ExpertLine:
    """An expert of the pool."""

    id: int
    name: str
    employer: str
    post: str
    fields: tuple[str, ...]
    state: State
    since: date
    sat: int
    last_on: date | None


@dataclass(frozen=True, slots=True)
class Served:
    """A panel in whose lot an expert had a place; `why` where he or she stepped down."""

    panel_id: int
    title: str
    state: PanelState
    meets_on: date
    seat: SeatState
    why: Why | None


@dataclass(frozen=True, slots=True)
class Told:
    """What an expert declared of a party."""

    party: str
    tie: Tie
    reason: str
    declared_on: date


@dataclass(frozen=True, slots=True)
class ExpertPage:
    """An expert with declared interests and the panels drawn for."""

    line: ExpertLine
    interests: list[Told]
    panels: list[Served]


def experts(parties: Mapping[str, int] | None = None) -> list[rules.Expert]:
    """Return every expert as the rules see them.

    `parties` are the ids of those that a matter concerns, by name: whoever wrote such a name as
    employer works there, also where the party came onto the platform later.
    """
    ties: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for expert, party, tie in Interest.objects.values_list("expert_id", "party_id", "tie"):
        ties[expert, tie].add(party)
    seats = _sitting().exclude(panel__drawn_on=None).order_by("panel__drawn_on")
    drawn = dict(seats.values_list("expert_id", "panel__drawn_on"))
    named = parties or {}
    return [
        rules.Expert(
            row.pk,
            row.name,
            State(row.state),
            tuple(row.fields),
            row.employer_party_id or named.get(row.employer),
            frozenset(ties[row.pk, Tie.KIN]),
            frozenset(ties[row.pk, Tie.INTEREST]),
            drawn.get(row.pk),
        )
        for row in Expert.objects.order_by("pk")
    ]


def lines(actor: Actor, view: str = "all", q: str = "") -> list[ExpertLine]:
    """Return the experts, by name."""
    rows = access.experts(actor)
    if view == "in_pool":
        rows = rows.filter(state=State.IN_POOL)
    days = _days()
    found = [_line(row, days[row.pk]) for row in rows.order_by("name", "pk")]
    return [one for one in found if q in f"{one.name} {one.employer} {' '.join(one.fields)}"]


def detail(
    expert_id: int, actor: Actor, permission: Permission = Permission.POOL_VIEW
) -> ExpertPage:
    """Return one expert with the history."""
    row = access.expert(expert_id, actor, permission)
    told = row.interests.select_related("party").order_by("pk")
    seats = row.seats.exclude(state=SeatState.SUBSTITUTE).select_related("panel")
    return ExpertPage(
        _line(row, _days()[row.pk]),
        [Told(one.party.name, Tie(one.tie), one.reason, one.declared_on) for one in told],
        [_served(one) for one in seats.order_by("-panel__meets_on", "-pk")],
    )


def fields(actor: Actor) -> list[str]:
    """Return the fields that experts in the pool have."""
    actor.require(Permission.POOL_VIEW)
    rows = Expert.objects.filter(state=State.IN_POOL).values_list("fields", flat=True)
    return sorted({field for row in rows for field in row})


def _sitting() -> QuerySet[Seat]:
    """Return the places of those who sit, in panels that stand or have done their work."""
    return Seat.objects.filter(state=SeatState.SITTING, panel__state__in=sorted(SEATED))


def _days() -> defaultdict[int, list[date]]:
    """Return the days of the panels that each expert sat in."""
    found: defaultdict[int, list[date]] = defaultdict(list)
    for expert, day in _sitting().values_list("expert_id", "panel__meets_on"):
        found[expert].append(day)
    return found


def _served(one: Seat) -> Served:
    return Served(
        one.panel_id,
        one.panel.title,
        PanelState(one.panel.state),
        one.panel.meets_on,
        SeatState(one.state),
        Why(one.why) if one.why else None,
    )


def _line(row: Expert, days: list[date]) -> ExpertLine:
    return ExpertLine(
        id=row.pk,
        name=row.name,
        employer=row.employer,
        post=row.post,
        fields=tuple(row.fields),
        state=State(row.state),
        since=row.since,
        sat=len(days),
        last_on=max(days, default=None),
    )
