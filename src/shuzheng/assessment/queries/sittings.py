"""The assessment day as the people at the door, the host and the organisation see it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from shuzheng.assessment.access import Permission, conduct, plans
from shuzheng.assessment.models import Attendance, Incident, Registration
from shuzheng.assessment.rules import plan as plan_rules
from shuzheng.assessment.rules import sitting as rules
from shuzheng.assessment.rules.sitting import State
from shuzheng.foundation import rulebooks
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.assessment.models import Plan
    from shuzheng.kernel.actor import Actor


OPEN_STATES = (State.NOT_STARTED, State.CHECKED_IN, State.PRESENT)
"""States of a sitting that is not accounted for."""


@dataclass(frozen=True, slots=True)
class SessionView:
    """A sitting of a plan and its times."""

    id: int
    name: str
    starts_at: datetime
    ends_at: datetime
    doors_close_at: datetime
    open: int


@dataclass(frozen=True, slots=True)
class Sitter:
    """One candidate in a sitting. `at_door` says whether the looker keeps this door."""

    attendance_id: int
    registration_id: int
    seat: int
    ticket: str
    name: str
    document: str
    state: State
    second_checker: str
    checked_in_at: datetime | None
    incidents: int
    at_door: bool


@dataclass(frozen=True, slots=True)
class RoomDay:
    """A room in a sitting."""

    id: int
    name: str
    sitters: tuple[Sitter, ...]


@dataclass(frozen=True, slots=True)
class DayView:
    """One sitting, room by room, with how many are in which state."""

    plan_id: int
    plan_name: str
    plan_state: plan_rules.State
    sessions: tuple[SessionView, ...]
    session: SessionView | None
    rooms: tuple[RoomDay, ...]
    counts: Mapping[State, int]
    hosts: bool


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """An incident's form."""

    id: int
    plan_id: int
    plan_name: str
    registration_id: int
    ticket: str
    part: str
    kind: rules.IncidentKind
    description: str
    reported_at: datetime
    state: State
    decision: str
    decision_reason: str
    statement: str
    heard_at: datetime | None


def day(plan_id: int, actor: Actor, session_id: int = 0) -> DayView:
    """Return a sitting of a plan (the first that is not over, unless given) within one's reach."""
    row = plans.plan(plan_id, actor, Permission.SITTING_VIEW)
    sessions = _sessions(row)
    chosen = next((one for one in sessions if one.id == session_id), None) or next(
        (one for one in sessions if one.open), sessions[-1] if sessions else None
    )
    hosts = conduct.hosts(row, actor)
    reached = Attendance.objects.filter(
        session_id=chosen.id if chosen else 0,
        registration__in=Registration.objects.within(actor).filter(plan=row),
    )
    found = reached.select_related(
        "registration__person", "registration__ticket", "registration__seat__seat__room__site"
    ).order_by(
        "registration__seat__seat__room__site__code",
        "registration__seat__seat__room__code",
        "registration__seat__seat__number",
    )
    incidents = Counter(
        Incident.objects.filter(attendance__in=reached).values_list("attendance_id", flat=True)
    )
    rooms: dict[int, tuple[str, list[Sitter]]] = {}
    for one in found:
        room = one.registration.seat.seat.room
        rooms.setdefault(room.pk, (room.place, []))[1].append(
            _sitter(one, incidents[one.pk], actor.organisation_id)
        )
    return DayView(
        row.pk,
        row.name,
        plan_rules.State(row.state),
        sessions,
        chosen,
        tuple(RoomDay(key, name, tuple(held)) for key, (name, held) in rooms.items()),
        Counter(sitter.state for _, held in rooms.values() for sitter in held),
        hosts,
    )


@dataclass(frozen=True, slots=True)
class EntryView:
    """One candidate's sitting, for whoever keeps the door."""

    id: int
    registration_id: int
    session_id: int
    plan_id: int
    plan_name: str
    name: str
    document: str
    ticket: str
    seat: str
    state: State
    second_checker: str
    checked_in_at: datetime | None
    handed_in_at: datetime | None


def plan_of(session_id: int, actor: Actor) -> int:
    """Return the plan of a sitting whose door the actor keeps."""
    return conduct.session(session_id, actor, Permission.SITTING_RECORD).plan_id


def entry(attendance_id: int, actor: Actor) -> EntryView:
    """Return one candidate's sitting in the actor's own rooms."""
    row = conduct.attendance(attendance_id, actor, Permission.SITTING_RECORD)
    candidate = row.registration
    return EntryView(
        row.pk,
        candidate.pk,
        row.session_id,
        row.session.plan_id,
        row.session.plan.name,
        candidate.person.name,
        candidate.person.document_masked,
        candidate.ticket.number,
        f"{candidate.seat.seat.number:02d}",
        State(row.state),
        row.second_checker,
        row.checked_in_at,
        row.handed_in_at,
    )


def at_door(number: str, actor: Actor) -> int:
    """Return the attendance that a ticket's number leads to in the sitting that is on.

    Refuses out of the actor's own rooms.
    """
    actor.require(Permission.SITTING_RECORD)
    rows = Attendance.objects.filter(
        registration__ticket__number=number,
        registration__seat__seat__room__site__institution_id=actor.organisation_id,
    ).order_by("session__starts_at", "pk")
    found = list(rows.values_list("pk", "state"))
    open_ones = [pk for pk, state in found if state in OPEN_STATES]
    if not found:
        raise conduct.NoSuchCandidate
    return open_ones[0] if open_ones else found[-1][0]


def incidents_of(plan_id: int, actor: Actor) -> list[IncidentLine]:
    """Return the incidents of a plan, newest first: a host sees those in its own rooms."""
    row = plans.plan(plan_id, actor, Permission.SITTING_VIEW)
    rows = Incident.objects.filter(attendance__session__plan=row)
    if actor.reach is not Reach.PROVINCE and row.organisation_id != actor.organisation_id:
        rows = rows.filter(
            attendance__registration__seat__seat__room__site__institution_id=actor.organisation_id
        )
    names = dict(row.components.values_list("code", "name"))
    found = rows.select_related("attendance__registration__ticket", "attendance__session__plan")
    return [_incident(one, names) for one in found.order_by("-reported_at", "-pk")]


def incident(incident_id: int, actor: Actor) -> IncidentLine:
    """Return one incident to the organisation that decides on it."""
    row = conduct.incident(incident_id, actor, Permission.MISCONDUCT_DECIDE)
    names = dict(row.attendance.session.plan.components.values_list("code", "name"))
    return _incident(row, names)


def _sessions(row: Plan) -> tuple[SessionView, ...]:
    names = dict(row.components.values_list("code", "name"))
    book = rulebooks.current()
    waiting = Attendance.objects.filter(session__plan=row, state__in=OPEN_STATES)
    unfinished = dict(waiting.order_by().values_list("session_id").annotate(Count("pk")))
    return tuple(
        SessionView(
            one.pk,
            names.get(one.component_code, one.component_code),
            one.starts_at,
            one.ends_at,
            rules.doors_close_at(one.starts_at, book),
            unfinished.get(one.pk, 0),
        )
        for one in row.sessions.order_by("starts_at", "pk")
    )


def _sitter(one: Attendance, incidents: int, here: int) -> Sitter:
    candidate = one.registration
    ticket = getattr(candidate, "ticket", None)
    seat = candidate.seat.seat
    return Sitter(
        one.pk,
        candidate.pk,
        seat.number,
        ticket.number if ticket else "",
        candidate.person.name,
        candidate.person.document_masked,
        State(one.state),
        one.second_checker,
        one.checked_in_at,
        incidents,
        at_door=seat.room.site.institution_id == here,
    )


def _incident(one: Incident, names: Mapping[str, str]) -> IncidentLine:
    candidate, code = one.attendance.registration, one.attendance.session.component_code
    ticket = getattr(candidate, "ticket", None)
    return IncidentLine(
        one.pk,
        one.attendance.session.plan_id,
        one.attendance.session.plan.name,
        candidate.pk,
        ticket.number if ticket else "",
        names.get(code, code),
        rules.IncidentKind(one.kind),
        one.description,
        one.reported_at,
        State(one.attendance.state),
        one.decision,
        one.decision_reason,
        one.statement,
        one.heard_at,
    )
