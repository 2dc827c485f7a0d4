"""Vetoes as pages show them, and for whom one waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.foundation.ui import listing
from shuzheng.quality import access
from shuzheng.quality.access import Permission
from shuzheng.quality.rules.veto import OVER, Ground, State

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor
    from shuzheng.quality.models import Veto

VIEWS = ("mine", "open", "all")
ORDER = {"target": "finding__inspection__party__name", "proposed": "proposed_on"}


@dataclass(frozen=True, slots=True)
class VetoLine:
    """A veto, all that its page shows."""

    id: int
    finding_id: int
    target: str
    text: str
    state: State
    ground: Ground
    reason: str
    proposed_on: date
    proposed_by: int
    heard_on: date | None
    statement: str
    heard_recorded_by: int | None
    decided_on: date | None
    decided_by: int | None
    decision_reason: str
    number: str
    review_on: date | None
    enforced_on: date | None
    enforced_by: int | None
    ended_on: date | None
    ended_reason: str

    @property
    def took_part(self) -> set[int]:
        """Return the persons who took a step, as far as there are."""
        told = (self.proposed_by, self.heard_recorded_by, self.decided_by, self.enforced_by)
        return {one for one in told if one is not None}


def listed(actor: Actor, wish: listing.Wish) -> listing.Found[VetoLine]:
    """Return one page of the vetoes within reach."""
    rows = _joined(_viewed(access.vetoes(actor), wish.view, actor))
    found = listing.cut(rows.order_by(*wish.order(ORDER)), wish)
    return listing.Found([_line(row) for row in found.rows], found.total, found.page)


def counts(actor: Actor) -> dict[str, int]:
    """Return how many vetoes each view holds."""
    rows = access.vetoes(actor)
    return {view: _viewed(rows, view, actor).count() for view in VIEWS}


def waiting(actor: Actor) -> int:
    """Return how many vetoes wait for the actor."""
    return _mine(access.vetoes(actor), actor).count()


def one(pk: int, actor: Actor, permission: Permission = Permission.INSPECTION_VIEW) -> VetoLine:
    """Return one veto within reach."""
    return _line(access.veto(pk, actor, permission))


def of_finding(finding_id: int, actor: Actor) -> list[VetoLine]:
    """Return the vetoes for a finding, newest first."""
    rows = _joined(access.vetoes(actor).filter(finding=finding_id))
    return [_line(row) for row in rows.order_by("-pk")]


def _joined(rows: QuerySet[Veto]) -> QuerySet[Veto]:
    return rows.select_related("finding__inspection__site", "finding__inspection__party")


def _viewed(rows: QuerySet[Veto], view: str, actor: Actor) -> QuerySet[Veto]:
    if view == "mine":
        return _mine(rows, actor)
    return rows.exclude(state__in=OVER) if view == "open" else rows


def _mine(rows: QuerySet[Veto], actor: Actor) -> QuerySet[Veto]:
    """Keep what waits for this actor: a hearing, or a decision."""
    if actor.may(Permission.VETO_DECIDE):
        return rows.filter(state__in=(State.HEARD, State.DECIDED))
    if actor.may(Permission.FINDING_DECIDE):
        return rows.filter(state=State.PROPOSED)
    return rows.none()


def _line(row: Veto) -> VetoLine:
    kept = {name: getattr(row, name) for name in KEPT}
    return VetoLine(
        id=row.pk,
        target=row.finding.target,
        text=row.finding.text,
        state=State(row.state),
        ground=Ground(row.ground),
        **kept,
    )


KEPT = tuple(
    name
    for name in VetoLine.__dataclass_fields__
    if name not in {"id", "target", "text", "state", "ground"}
)
"""What a line takes from its row as it stands."""
