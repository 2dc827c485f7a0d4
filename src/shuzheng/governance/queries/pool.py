"""The provincial expert pool as pages show it, and as rules see it (R-012)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.governance import access
from shuzheng.governance.access import Permission
from shuzheng.governance.models import Expert, Interest, Panel
from shuzheng.governance.rules import pool as rules
from shuzheng.governance.rules.pool import State

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

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
class PanelLine:
    """A panel that was made up from the pool."""

    id: int
    title: str
    field: str
    meets_on: date
    experts: tuple[str, ...]
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpertPage:
    """An expert with declared interests (party, reason, day) and the panels sat in."""

    line: ExpertLine
    interests: list[tuple[str, str, date]]
    panels: list[PanelLine]


def experts() -> list[rules.Expert]:
    """Return every expert as the rules see them, with how often each sat."""
    told = defaultdict(set)
    for expert, party in Interest.objects.values_list("expert_id", "party_id"):
        told[expert].add(party)
    days = _days()
    return [
        rules.Expert(
            row.pk,
            row.name,
            State(row.state),
            tuple(row.fields),
            row.employer_party_id,
            frozenset(told[row.pk]),
            len(days[row.pk]),
            max(days[row.pk], default=None),
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
    return ExpertPage(
        _line(row, _days()[row.pk]),
        [(one.party.name, one.reason, one.declared_on) for one in told],
        _panels(row.pk),
    )


def panels(actor: Actor) -> list[PanelLine]:
    """Return the panels, newest first."""
    actor.require(Permission.POOL_VIEW)
    return _panels()


def fields(actor: Actor) -> list[str]:
    """Return the fields that experts in the pool have."""
    actor.require(Permission.POOL_VIEW)
    rows = Expert.objects.filter(state=State.IN_POOL).values_list("fields", flat=True)
    return sorted({field for row in rows for field in row})


def proposed(field: str, parties: Collection[int], actor: Actor) -> list[tuple[int, str]]:
    """Return who can sit in a panel of a field that concerns parties, as choices."""
    actor.require(Permission.POOL_KEEP)
    free = rules.proposed(experts(), field, parties)
    employers = dict(Expert.objects.values_list("pk", "employer"))
    return [(one.id, f"{one.name}（{employers[one.id]}）") for one in free]


def _panels(expert_id: int = 0) -> list[PanelLine]:
    rows = Panel.objects.prefetch_related("experts", "parties").order_by("-meets_on", "-pk")
    if expert_id:
        rows = rows.filter(experts=expert_id)
    return [
        PanelLine(
            row.pk,
            row.title,
            row.field,
            row.meets_on,
            tuple(one.name for one in row.experts.all()),
            tuple(one.name for one in row.parties.all()),
        )
        for row in rows
    ]


def _days() -> defaultdict[int, list[date]]:
    """Return the days of the panels that each expert sat in."""
    found: defaultdict[int, list[date]] = defaultdict(list)
    for expert, day in Panel.objects.values_list("experts", "meets_on"):
        found[expert].append(day)
    return found


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
