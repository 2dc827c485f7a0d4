"""Findings against an evaluation organisation, and vetoes because of them, for its record (R-055).

Reach is that of findings: of what is sealed or not reported yet nobody but the team knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Q, Subquery

from shuzheng.quality import access
from shuzheng.quality.rules.finding import Severity, State
from shuzheng.quality.rules.veto import State as VetoState

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class RecordFinding:
    """A finding as the record shows it, with its newest veto if there is one."""

    id: int
    severity: Severity
    text: str
    campaign: str
    found_on: date
    state: State
    veto: VetoState | None


def findings(organisation_id: int, actor: Actor) -> list[RecordFinding]:
    """Return the findings against an organisation that the actor may know of, newest first."""
    own = Q(inspection__party=organisation_id) | Q(party=organisation_id)
    newest = access.vetoes(actor).filter(finding=OuterRef("pk")).order_by("-pk")
    rows = (
        access.findings(actor)
        .filter(own)
        .select_related("inspection__campaign")
        .annotate(veto_state=Subquery(newest.values("state")[:1]))
    )
    return [
        RecordFinding(
            row.pk,
            Severity(row.severity),
            row.text,
            row.inspection.campaign.title if row.inspection else "",
            row.found_on,
            State(row.state),
            VetoState(row.veto_state) if row.veto_state else None,
        )
        for row in rows.order_by("-found_on", "-pk")
    ]
