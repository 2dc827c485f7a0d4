"""The list of restrictions and those of one organisation, within the actor's reach."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.foundation.ui import listing
from shuzheng.standing import access
from shuzheng.standing.models import Restriction
from shuzheng.standing.queries import running
from shuzheng.standing.rules import restrictions as rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.foundation.ui.listing import Found, Wish
    from shuzheng.kernel.actor import Actor
    from shuzheng.standing.access import Permission
    from shuzheng.standing.queries.running import Named

VIEWS = ("force", "all")
ORDER = {
    "organisation": "organisation__name",
    "since": "since",
    "until": "until",
    "kind": "kind",
}


@dataclass(frozen=True, slots=True)
class RestrictionLine:
    """One decision and where it stands today."""

    id: int
    organisation_id: int | None
    party: rules.Party
    name: str
    kind: rules.Kind
    year: int | None
    since: date
    until: date | None
    ground: str
    reason: str
    decision_number: str
    decided_on: date | None
    decider: str
    decision: UUID | None
    decision_name: str
    lifted_on: date | None
    lifted_reason: str
    state: rules.State
    running: tuple[Named, ...] = ()


def listed(
    actor: Actor, wish: Wish, today: date, *, kind: str = "", q: str = ""
) -> Found[RestrictionLine]:
    """Return one page of the restrictions within reach."""
    rows = _chosen(actor, wish, today, kind=kind, q=q)
    found = listing.cut(rows.order_by(*wish.order(ORDER)), wish)
    return listing.Found([_line(row, today) for row in found.rows], found.total, found.page)


def every(
    actor: Actor, wish: Wish, today: date, *, kind: str = "", q: str = ""
) -> Iterator[RestrictionLine]:
    """Yield every restriction that the list would show."""
    rows = _chosen(actor, wish, today, kind=kind, q=q).order_by(*wish.order(ORDER))
    for row in rows.iterator(chunk_size=500):
        yield _line(row, today)


def of(organisation_id: int, actor: Actor, today: date) -> list[RestrictionLine]:
    """Return every restriction an organisation or a site of it has had; none out of reach."""
    rows = _named(access.within(actor)).filter(organisation_id=organisation_id)
    return [_line(row, today) for row in rows.order_by("-since", "-pk")]


def decision(restriction_id: int, actor: Actor, today: date) -> tuple[RestrictionLine, bool]:
    """Return a decision as whoever met it sees it, and whether its reasons are shown.

    What it said of single sessions is shown to the party and the province.
    """
    row, whole = access.decision(restriction_id, actor, today)
    line = _line(_named(Restriction.objects.filter(pk=row.pk)).get(), today)
    return (replace(line, running=tuple(running.named(row.pk))), True) if whole else (line, False)


def one(restriction_id: int, actor: Actor, today: date, permission: Permission) -> RestrictionLine:
    """Return one restriction that the actor may act on."""
    row = access.restriction(restriction_id, actor, permission)
    return _line(_named(Restriction.objects.filter(pk=row.pk)).get(), today)


def _chosen(actor: Actor, wish: Wish, today: date, *, kind: str, q: str) -> QuerySet[Restriction]:
    rows = _named(access.within(actor))
    if wish.view == "force":
        rows = rows.filter(Q(lifted_on=None) | Q(lifted_on__gt=today)).filter(
            Q(year__gte=today.year) | Q(year=None, until=None) | Q(year=None, until__gte=today)
        )
    if kind:
        rows = rows.filter(kind=kind)
    if q:
        named = Q(organisation__name__icontains=q) | Q(site_name__icontains=q)
        rows = rows.filter(named | Q(person__name=q) | Q(decision_number__icontains=q))
    return rows


def _named(rows: QuerySet[Restriction]) -> QuerySet[Restriction]:
    return rows.select_related("organisation", "person", "decision").defer("decision__body")


def _line(row: Restriction, today: date) -> RestrictionLine:
    return RestrictionLine(
        id=row.pk,
        organisation_id=row.organisation_id,
        party=row.party,
        name=row.party_name,
        kind=rules.Kind(row.kind),
        year=row.year,
        since=row.since,
        until=row.until,
        ground=row.ground,
        reason=row.reason,
        decision_number=row.decision_number,
        decided_on=row.decided_on,
        decider=row.decider,
        decision=row.decision.uid if row.decision else None,
        decision_name=row.decision.name if row.decision else "",
        lifted_on=row.lifted_on,
        lifted_reason=row.lifted_reason,
        state=rules.state(access.pure(row), today),
    )
