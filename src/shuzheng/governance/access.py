"""Who prepares and publishes the province's plan, and whose milestones somebody works on."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from shuzheng.foundation import files
from shuzheng.governance.models import Milestone, Plan
from shuzheng.governance.rules.plan import OUT, State
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    PLAN_VIEW = "governance:plan:view"
    PLAN_PREPARE = "governance:plan:prepare"
    PLAN_PUBLISH = "governance:plan:publish"
    MILESTONE_VIEW = "governance:milestone:view"
    MILESTONE_PLAN = "governance:milestone:plan"
    MILESTONE_WORK = "governance:milestone:work"


_PREPARES: Final = frozenset(
    {
        Permission.PLAN_VIEW,
        Permission.PLAN_PREPARE,
        Permission.MILESTONE_VIEW,
        Permission.MILESTONE_PLAN,
        Permission.MILESTONE_WORK,
    }
)

GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: {*_PREPARES, Permission.PLAN_PUBLISH},
    Role.OFFICE_OFFICER: _PREPARES,
    Role.CITY_OFFICER: {Permission.MILESTONE_VIEW, Permission.MILESTONE_WORK},
}
"""The office and the department prepare, the department publishes, an owner works on its own."""


class NoSuchPlan(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-plan-of-the-province"
    status = 404
    template = "There is no such plan."


class NoSuchMilestone(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-milestone"
    status = 404
    template = "There is no such milestone here."


def plans(actor: Actor) -> QuerySet[Plan]:
    """Return every edition of every year, drafts too."""
    actor.require(Permission.PLAN_VIEW)
    return Plan.objects.all() if actor.reach is Reach.PROVINCE else Plan.objects.none()


def plan(plan_id: int, actor: Actor, permission: Permission) -> Plan:
    """Fetch an edition, for a purpose that is permitted."""
    row = plans(actor).filter(pk=plan_id).select_related("document", "fixed_by").first()
    if row is None:
        raise NoSuchPlan
    actor.require(permission)
    return row


def published(year: int = 0) -> Plan | None:
    """Return the edition that is in force for a year, by default the newest of all; or None."""
    rows = Plan.objects.filter(state=State.IN_FORCE).select_related("document")
    if year:
        rows = rows.filter(year=year)
    return rows.order_by("-year").first()


def public(plan_id: int) -> Plan:
    """Fetch an edition that everybody reads."""
    row = Plan.objects.filter(pk=plan_id, state__in=sorted(OUT)).select_related("document").first()
    if row is None:
        raise NoSuchPlan
    return row


def milestones(actor: Actor) -> QuerySet[Milestone]:
    """Return the milestones in reach: all of them for the province, to a bureau its own."""
    actor.require(Permission.MILESTONE_VIEW)
    if actor.reach is Reach.PROVINCE:
        return Milestone.objects.all()
    return Milestone.objects.filter(owner_party_id=actor.organisation_id or 0)


def milestone(milestone_id: int, actor: Actor, permission: Permission) -> Milestone:
    """Fetch a milestone in reach, for a purpose that is permitted."""
    rows = milestones(actor).select_related("owner_party", "document")
    row = rows.filter(pk=milestone_id).first()
    if row is None:
        raise NoSuchMilestone
    actor.require(permission)
    return row


@files.readable_with
def _evidence(uid: UUID, actor: Actor) -> bool:
    """Let whoever sees a milestone read what shows that it was reached."""
    if not actor.may(Permission.MILESTONE_VIEW):
        return False
    return milestones(actor).filter(document__uid=uid).exists()
