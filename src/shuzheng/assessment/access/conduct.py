"""Who can reach a plan's seats, sittings and tickets: its organisation and the hosts of its rooms.

An invited institution sees the plan but not the room lists of others; what it sees of its own
candidates is narrowed by `Registration.objects.within`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.assessment.access import plans
from shuzheng.assessment.models import Attendance, Incident, PlanSession, Registration
from shuzheng.assessment.rules import registration as registrations
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from shuzheng.assessment.access.permissions import Permission
    from shuzheng.assessment.models import Plan
    from shuzheng.kernel.actor import Actor


class NoSuchSession(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-session"
    status = 404
    template = "There is no such sitting."


class NoSuchCandidate(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-candidate"
    status = 404
    template = "There is no such candidate in this assessment."


class NoSuchIncident(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-incident"
    status = 404
    template = "There is no such incident."


def hosts(row: Plan, actor: Actor) -> bool:
    """Return whether the actor's institution lends rooms to the plan."""
    return row.rooms.filter(room__site__institution_id=actor.organisation_id).exists()


def plan(plan_id: int, actor: Actor, permission: Permission) -> Plan:
    """Fetch a plan that the actor's organisation holds or hosts, for a permitted purpose."""
    row = plans.plan(plan_id, actor, permission)
    if row.organisation_id != actor.organisation_id and not hosts(row, actor):
        raise plans.NoSuchPlan
    return row


def session(session_id: int, actor: Actor, permission: Permission) -> PlanSession:
    """Fetch a sitting of a plan that the actor's organisation holds or hosts."""
    row = PlanSession.objects.filter(pk=session_id).select_related("plan").first()
    if row is None:
        raise NoSuchSession
    try:
        plan(row.plan_id, actor, permission)
    except plans.NoSuchPlan:
        raise NoSuchSession from None
    return row


def attendances(session_id: int, actor: Actor) -> QuerySet[Attendance]:
    """Return the attendances of a sitting in the rooms of the actor's own institution."""
    return Attendance.objects.filter(
        session_id=session_id,
        registration__seat__seat__room__site__institution_id=actor.organisation_id,
    )


def attending(session_id: int, ids: Collection[int], actor: Actor) -> QuerySet[Attendance]:
    """Return these attendances of a sitting, or refuse if one is not in the actor's rooms."""
    rows = attendances(session_id, actor).filter(pk__in=ids)
    if rows.count() != len(set(ids)):
        raise NoSuchCandidate
    return rows


def attendance(attendance_id: int, actor: Actor, permission: Permission) -> Attendance:
    """Fetch one candidate's sitting in the rooms of the actor's own institution."""
    rows = Attendance.objects.filter(
        pk=attendance_id,
        registration__seat__seat__room__site__institution_id=actor.organisation_id,
    )
    row = rows.select_related(
        "registration__person", "registration__ticket", "registration__seat__seat", "session__plan"
    ).first()
    if row is None:
        raise NoSuchCandidate
    actor.require(permission)
    return row


def seated(registration_id: int, actor: Actor, permission: Permission) -> Registration:
    """Fetch a candidate who has a seat in a plan that the actor's organisation holds or hosts."""
    rows = Registration.objects.within(actor).filter(
        pk=registration_id, state__in=registrations.HOLDS_PLACE, seat__isnull=False
    )
    row = rows.select_related("plan", "person", "seat__seat__room__site", "seat__seating").first()
    if row is None:
        raise NoSuchCandidate
    actor.require(permission)
    return row


def incident(incident_id: int, actor: Actor, permission: Permission) -> Incident:
    """Fetch an incident of a plan of the actor's own organisation."""
    rows = Incident.objects.filter(
        pk=incident_id, attendance__session__plan__organisation_id=actor.organisation_id
    )
    row = rows.select_related("attendance__session__plan", "attendance__registration").first()
    if row is None:
        raise NoSuchIncident
    actor.require(permission)
    return row
