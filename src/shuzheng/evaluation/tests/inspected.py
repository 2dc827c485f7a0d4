"""Sessions that were held at sites, findings about them, and vetoes, for tests."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from shuzheng.assessment.models import PlanRoom, Room, Site
from shuzheng.insight.tests.cast import INTERMEDIATE
from shuzheng.quality.models import Finding, Veto
from shuzheng.standing.models import Restriction

if TYPE_CHECKING:
    from shuzheng.assessment.models import Plan
    from shuzheng.insight.tests.cast import Province


def site_of(institution: int) -> Site:
    return Site.objects.get(institution_id=institution)


def held(here: Province, institution: int, on: date, state: str = "certified") -> Plan:
    """Return a session that one candidate sat at an institution's site."""
    plan = here.plan(here.x, INTERMEDIATE, on, state)
    room, _ = Room.objects.get_or_create(
        site=site_of(institution), name="101", code="1", rows=5, columns=6
    )
    PlanRoom.objects.create(plan=plan, room=room)
    here.register(plan, here.student("演示生", institution), institution, sat="submitted")
    return plan


def found(
    institution: int,
    on: date,
    *,
    severity: str = "major",
    due_on: date = date(2025, 6, 1),
    closed_on: date | None = None,
    state: str = "open",
    at_site: bool = True,
) -> Finding:
    return Finding.objects.create(
        party_id=institution,
        site=site_of(institution) if at_site else None,
        number=Finding.objects.count() + 1,
        severity=severity,
        text="演示",
        happened_on=on,
        found_on=on,
        state=state,
        due_on=due_on,
        closed_on=closed_on,
    )


def veto(finding: Finding, state: str, number: str, *, ended_on: date | None = None) -> None:
    restriction = Restriction.objects.create(
        organisation_id=finding.party_id,
        kind="suspension",
        since=date(2025, 5, 1),
        ground="R-212",
        reason="演示",
        decision_number=number,
    )
    Veto.objects.create(
        finding=finding,
        state=state,
        ground="leaked_paper",
        reason="演示",
        proposed_on=date(2025, 4, 2),
        proposed_by=1,
        number=number,
        enforced_on=date(2025, 5, 1),
        restriction=restriction,
        ended_on=ended_on,
    )
