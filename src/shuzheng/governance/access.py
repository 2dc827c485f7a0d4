"""Who prepares and publishes the province's plan, and whose milestones somebody works on."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from shuzheng.alliances import access as alliances
from shuzheng.foundation import files
from shuzheng.governance.models import (
    Expert,
    Guidance,
    Meeting,
    Member,
    Milestone,
    Panel,
    Plan,
    Seat,
)
from shuzheng.governance.rules.body import Body
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
    BODY_VIEW = "governance:body:view"
    BODY_KEEP = "governance:body:keep"
    GUIDANCE_VIEW = "governance:guidance:view"
    GUIDANCE_KEEP = "governance:guidance:keep"
    CARE_VIEW = "governance:care:view"
    CARE_ASSIGN = "governance:care:assign"
    CARE_REVIEW = "governance:care:review"
    POOL_VIEW = "governance:pool:view"
    POOL_KEEP = "governance:pool:keep"
    PANEL_PLAN = "governance:panel:plan"
    PANEL_WITNESS = "governance:panel:witness"


_PREPARES: Final = frozenset(
    {
        Permission.PLAN_VIEW,
        Permission.PLAN_PREPARE,
        Permission.MILESTONE_VIEW,
        Permission.MILESTONE_PLAN,
        Permission.MILESTONE_WORK,
        Permission.BODY_VIEW,
        Permission.BODY_KEEP,
        Permission.GUIDANCE_VIEW,
        Permission.GUIDANCE_KEEP,
        Permission.CARE_VIEW,
        Permission.CARE_ASSIGN,
        Permission.POOL_VIEW,
    }
)
_READS_GUIDANCE: Final = frozenset({Permission.GUIDANCE_VIEW})

GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: {
        *_PREPARES,
        Permission.PLAN_PUBLISH,
        Permission.PANEL_WITNESS,
    },
    Role.OFFICE_OFFICER: {
        *_PREPARES,
        Permission.CARE_REVIEW,
        Permission.POOL_KEEP,
        Permission.PANEL_PLAN,
    },
    Role.CITY_OFFICER: {Permission.MILESTONE_VIEW, Permission.MILESTONE_WORK},
    Role.INSTITUTION_ADMIN: _READS_GUIDANCE,
    Role.LIAISON: _READS_GUIDANCE,
    Role.ALLIANCE_LEAD: _READS_GUIDANCE,
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


class NoSuchMember(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-member-of-a-body"
    status = 404
    template = "There is no such member."


class NoSuchMeeting(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-meeting-of-a-body"
    status = 404
    template = "There is no such record of a meeting."


class NoSuchGuidance(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-guidance"
    status = 404
    template = "There is no such advice here."


class NotCaredFor(Refusal):
    """What nobody has charge of is given to somebody first."""

    code = "care-nobody"
    status = 409
    template = "Nobody is in charge of this certificate; put an officer in charge first."
    rule = "R-013"


class NoSuchBody(Refusal):
    """The province has two bodies."""

    code = "no-such-body"
    status = 404
    template = "The province has no such body."


def body(name: str) -> Body:
    """Return the body of this name, or refuse."""
    found = next((one for one in Body if one.value == name), None)
    if found is None:
        raise NoSuchBody
    return found


def members(actor: Actor) -> QuerySet[Member]:
    """Return the members of the bodies, with their office numbers."""
    actor.require(Permission.BODY_VIEW)
    return Member.objects.all() if actor.reach is Reach.PROVINCE else Member.objects.none()


def member(member_id: int, actor: Actor) -> Member:
    """Fetch a member, to keep the list of the body."""
    row = members(actor).filter(pk=member_id).first()
    if row is None:
        raise NoSuchMember
    actor.require(Permission.BODY_KEEP)
    return row


def meetings(actor: Actor) -> QuerySet[Meeting]:
    """Return the records of meetings of the bodies."""
    actor.require(Permission.BODY_VIEW)
    return Meeting.objects.all() if actor.reach is Reach.PROVINCE else Meeting.objects.none()


def meeting(meeting_id: int, actor: Actor) -> Meeting:
    """Fetch the record of a meeting."""
    row = meetings(actor).filter(pk=meeting_id).select_related("document").first()
    if row is None:
        raise NoSuchMeeting
    return row


def guidance(actor: Actor) -> QuerySet[Guidance]:
    """Return what the committee advised: to the province all, to an alliance what is about it."""
    actor.require(Permission.GUIDANCE_VIEW)
    rows = Guidance.objects.all()
    if actor.reach is Reach.PROVINCE:
        return rows
    return rows.filter(alliance_id__in=alliances.inside(actor) or ())


def one_guidance(guidance_id: int, actor: Actor, permission: Permission) -> Guidance:
    """Fetch an advice in reach, for a purpose that is permitted."""
    row = guidance(actor).filter(pk=guidance_id).select_related("alliance").first()
    if row is None:
        raise NoSuchGuidance
    actor.require(permission)
    return row


class NoSuchExpert(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-expert-of-the-pool"
    status = 404
    template = "There is no such expert in the pool."


def experts(actor: Actor) -> QuerySet[Expert]:
    """Return the experts of the pool, for the office and the department."""
    actor.require(Permission.POOL_VIEW)
    return Expert.objects.all() if actor.reach is Reach.PROVINCE else Expert.objects.none()


def expert(expert_id: int, actor: Actor, permission: Permission) -> Expert:
    """Fetch an expert of the pool, for a purpose that is permitted."""
    row = experts(actor).filter(pk=expert_id).first()
    if row is None:
        raise NoSuchExpert
    actor.require(permission)
    return row


class NoSuchPanel(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-panel"
    status = 404
    template = "There is no such panel."


def panels(actor: Actor) -> QuerySet[Panel]:
    """Return the panels with the names in them, for the office and the department."""
    actor.require(Permission.POOL_VIEW)
    return Panel.objects.all() if actor.reach is Reach.PROVINCE else Panel.objects.none()


def panel(panel_id: int, actor: Actor, permission: Permission) -> Panel:
    """Fetch a panel, for a purpose that is permitted."""
    row = panels(actor).filter(pk=panel_id).first()
    if row is None:
        raise NoSuchPanel
    actor.require(permission)
    return row


def seat(seat_id: int, actor: Actor, permission: Permission) -> Seat:
    """Fetch a place in a lot, for a purpose that is permitted."""
    rows = Seat.objects.filter(panel__in=panels(actor))
    row = rows.filter(pk=seat_id).select_related("panel", "expert").first()
    if row is None:
        raise NoSuchPanel
    actor.require(permission)
    return row


def drawn_for(subject: str) -> Panel:
    """Return the panel that a draw is for, as the platform itself looks it up."""
    return Panel.objects.get(pk=int(subject.rpartition(":")[2]))


def open_panels() -> QuerySet[Panel]:
    """Return the panels that the public may know of: those whose draw was opened."""
    return Panel.objects.filter(draw__isnull=False)


def open_panel(uid: UUID) -> Panel:
    """Fetch a panel that the public may know of."""
    row = open_panels().filter(uid=uid).first()
    if row is None:
        raise NoSuchPanel
    return row


@files.readable_with
def _record(uid: UUID, actor: Actor) -> bool:
    """Let who keeps the bodies read the documents of their meetings."""
    return actor.may(Permission.BODY_VIEW) and meetings(actor).filter(document__uid=uid).exists()


@files.readable_with
def _papers(uid: UUID, actor: Actor) -> bool:
    """Let whoever sees an advice read what is attached to it."""
    return actor.may(Permission.GUIDANCE_VIEW) and guidance(actor).filter(papers__uid=uid).exists()


@files.readable_with
def _evidence(uid: UUID, actor: Actor) -> bool:
    """Let whoever sees a milestone read what shows that it was reached."""
    if not actor.may(Permission.MILESTONE_VIEW):
        return False
    return milestones(actor).filter(document__uid=uid).exists()
