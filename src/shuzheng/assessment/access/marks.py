"""Who can reach a plan's marks: its appointed assessors, and its organisation.

An assessor is reached by appointment, not by employer: another assessor of the same organisation
who was not appointed to the plan finds nothing here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.assessment.access import plans
from shuzheng.assessment.access.permissions import Permission
from shuzheng.assessment.models import Component, MarkingSheet, Plan, PlanAssessor
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor


class NoSuchSheet(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-sheet"
    status = 404
    template = "There is no such marking sheet in this assessment."


class NoSuchComponent(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-component"
    status = 404
    template = "There is no such part in this assessment."


class NotTheChief(Refusal):
    """Among assessors, the chief locks."""

    code = "not-the-chief"
    status = 403
    template = "Marks are locked by the chief assessor or by the evaluation organisation."
    rule = "R-104"


def assessed_plan(plan_id: int, actor: Actor) -> Plan:
    """Fetch a plan to which the actor is appointed as an assessor."""
    rows = Plan.objects.filter(pk=plan_id, assessors__person_id=actor.person_id)
    row = rows.select_related("certificate_type").first()
    if row is None or not actor.person_id:
        raise plans.NoSuchPlan
    actor.require(Permission.MARK_GIVE)
    return row


def lockable_plan(plan_id: int, actor: Actor) -> Plan:
    """Fetch a plan whose marks the actor may lock: chief assessor, or its organisation's staff."""
    row = plans.plan(plan_id, actor, Permission.MARK_LOCK)
    if actor.may(Permission.MARK_TAKE) and row.organisation_id == actor.organisation_id:
        return row
    appointed = PlanAssessor.objects.filter(plan=row, person_id=actor.person_id).first()
    if appointed is None:
        raise plans.NoSuchPlan
    if not appointed.is_chief:
        raise NotTheChief
    return row


def component(component_id: int, actor: Actor, permission: Permission) -> Component:
    """Fetch a part of a plan of the actor's own organisation."""
    rows = Component.objects.filter(
        pk=component_id, plan__organisation_id=actor.organisation_id
    ).select_related("plan")
    row = rows.first()
    if row is None:
        raise NoSuchComponent
    actor.require(permission)
    return row


def assessed_sheet(sheet_id: int, actor: Actor) -> MarkingSheet:
    """Fetch a marking sheet of a plan to which the actor is appointed."""
    rows = MarkingSheet.objects.filter(
        pk=sheet_id, component__plan__assessors__person_id=actor.person_id
    )
    row = rows.select_related("component__plan", "registration").first()
    if row is None or not actor.person_id:
        raise NoSuchSheet
    actor.require(Permission.MARK_GIVE)
    return row
