"""What the steering committee advised, as pages show it (R-202)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.foundation.ui import listing
from shuzheng.governance import access
from shuzheng.governance.access import Permission
from shuzheng.governance.rules.guidance import OPEN, Kind, State

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.governance.models import Guidance
    from shuzheng.kernel.actor import Actor

VIEWS = ("open", "all")
FIELDS = {"title": "title", "given": "given_on"}


@dataclass(frozen=True, slots=True)
class GuidanceLine:
    """One study or advice."""

    id: int
    kind: Kind
    title: str
    field: str
    alliance_id: int | None
    alliance: str
    advice: str
    given_on: date
    state: State
    outcome: str
    settled_on: date | None


@dataclass(frozen=True, slots=True)
class GuidancePage:
    """One study or advice with what is attached."""

    line: GuidanceLine
    papers: list[tuple[UUID, str]]


def lines(actor: Actor, wish: listing.Wish, *, q: str = "") -> listing.Found[GuidanceLine]:
    """Return one page of what was advised, in reach."""
    rows = _chosen(actor, wish.view, q).order_by(*wish.order(FIELDS))
    found = listing.cut(rows, wish)
    return listing.Found([_line(row) for row in found.rows], found.total, found.page)


def every(actor: Actor, wish: listing.Wish, *, q: str = "") -> list[GuidanceLine]:
    """Return all of what was advised, narrowed so."""
    return [_line(row) for row in _chosen(actor, wish.view, q).order_by(*wish.order(FIELDS))]


def counts(actor: Actor) -> dict[str, int]:
    """Return how many each view holds."""
    return {view: _chosen(actor, view, "").count() for view in VIEWS}


def detail(
    guidance_id: int, actor: Actor, permission: Permission = Permission.GUIDANCE_VIEW
) -> GuidancePage:
    """Return one for its page."""
    row = access.one_guidance(guidance_id, actor, permission)
    papers = [(one.uid, one.name) for one in row.papers.order_by("pk")]
    return GuidancePage(_line(row), papers)


def _chosen(actor: Actor, view: str, q: str) -> QuerySet[Guidance]:
    rows = access.guidance(actor).select_related("alliance")
    if view == "open":
        rows = rows.filter(state__in=sorted(OPEN))
    if q:
        named = Q(alliance__name__icontains=q)
        rows = rows.filter(Q(title__icontains=q) | Q(field__icontains=q) | named)
    return rows


def _line(row: Guidance) -> GuidanceLine:
    return GuidanceLine(
        id=row.pk,
        kind=Kind(row.kind),
        title=row.title,
        field=row.field,
        alliance_id=row.alliance_id,
        alliance=row.alliance.name if row.alliance else "",
        advice=row.advice,
        given_on=row.given_on,
        state=State(row.state),
        outcome=row.outcome,
        settled_on=row.settled_on,
    )
