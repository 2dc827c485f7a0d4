"""Who can reach which assessment plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.assessment.models import Plan
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from shuzheng.assessment.access.permissions import Permission
    from shuzheng.kernel.actor import Actor


class NoSuchPlan(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-plan"
    status = 404
    template = "There is no such assessment plan."


def plan(plan_id: int, actor: Actor, permission: Permission) -> Plan:
    """Fetch a plan within the actor's reach, for a purpose the actor is permitted."""
    rows = Plan.objects.within(actor).filter(pk=plan_id)
    row = rows.select_related("organisation", "certificate_type").first()
    if row is None:
        raise NoSuchPlan
    actor.require(permission)
    return row


def drawn_for(subject: str) -> Plan:
    """Fetch the plan that a draw of seats names, for the clock."""
    return Plan.objects.get(pk=int(subject.rpartition(":")[2]))


def own_plan(plan_id: int, actor: Actor, permission: Permission) -> Plan:
    """Fetch a plan of the actor's own organisation: nobody else moves it."""
    row = plan(plan_id, actor, permission)
    if row.organisation_id != actor.organisation_id:
        raise NoSuchPlan
    return row


def invited_plan(plan_id: int, actor: Actor, permission: Permission) -> Plan:
    """Fetch a plan to which the actor's institution is invited."""
    row = plan(plan_id, actor, permission)
    if not row.institutions.filter(pk=actor.organisation_id).exists():
        raise NoSuchPlan
    return row
