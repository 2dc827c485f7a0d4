"""Tickets: one's own for the phone at the door, and the papers of a day for the printer.

Papers carry masked numbers only: whoever stands at the door compares the identity document itself
with the person (handbook 6.4), and a list that is lost must not give numbers away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings

from shuzheng.assessment.access import Permission, conduct, plans
from shuzheng.assessment.access import results as own_access
from shuzheng.assessment.models import Plan, Registration, SeatAssignment
from shuzheng.assessment.rules import marking
from shuzheng.assessment.rules import registration as registrations
from shuzheng.assessment.rules import ticket as rules
from shuzheng.catalogue.rules.levels import PRINTED, Level
from shuzheng.foundation import rulebooks
from shuzheng.foundation.documents import papers
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.assessment.models import Site
    from shuzheng.kernel.actor import Actor

ENTRY: Final = timedelta(minutes=30)
"""How long before the first paper candidates are let in."""

DOCUMENT_WORDS: Final = {
    "resident_identity_card": "居民身份证",
    "hong_kong_macao_permit": "港澳居民来往内地通行证",
    "taiwan_permit": "台湾居民来往大陆通行证",
    "residence_permit": "港澳台居民居住证",
    "passport": "护照",
    "foreign_permanent_resident": "外国人永久居留身份证",
}
"""Official words for papers, which stay Chinese in every language."""


class NotSeated(Refusal):
    """There is no ticket before the seats are locked."""

    code = "ticket-not-issued"
    status = 404
    template = "There is no ticket for this registration yet."


@dataclass(frozen=True, slots=True)
class PartTime:
    """A part of the assessment and its times."""

    name: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class OwnTicket:
    """A candidate's ticket as the phone shows it at the door."""

    registration_uid: UUID
    plan_name: str
    level: str
    module: str
    number: str
    holder: str
    document: str
    site: str
    address: str
    room: str
    seat: str
    enters_at: datetime
    parts: tuple[PartTime, ...]
    available_on: date
    is_available: bool
    is_void: bool
    copies: int
    is_demonstration: bool
    code_text: str
    late_minutes: int


@dataclass(frozen=True, slots=True)
class Group:
    """A room or a class that tickets and lists can be printed for."""

    id: int
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class OwnTicketLine:
    """One of one's own (or a ward's) tickets in a list."""

    registration_uid: UUID
    plan_name: str
    level: str
    module: str
    holder: str
    is_ward: bool
    first_on: date
    available_on: date


def mine(actor: Actor, today: date) -> list[OwnTicketLine]:
    """Return the valid tickets of one's own and one's wards' coming assessments, nearest first."""
    actor.require(Permission.RESULT_OWN)
    rows = (
        Registration.objects.within(actor)
        .filter(
            ticket__state=rules.State.ISSUED,
            state=registrations.State.TICKETED,
            plan__last_on__gte=today,
        )
        .select_related("plan", "person", "ticket")
        .order_by("plan__first_on", "pk")
    )
    return [
        OwnTicketLine(
            row.uid,
            row.plan.name,
            row.plan.level,
            row.plan.module,
            row.person.name,
            row.person_id != actor.person_id,
            row.plan.first_on,
            row.ticket.available_on,
        )
        for row in rows.distinct()
    ]


def own(uid: UUID, actor: Actor, today: date) -> OwnTicket:
    """Return the ticket of the actor's own registration (or a ward's); before its day too."""
    candidate = own_access.own_registration(uid, actor, Permission.TICKET_PRINT)
    held = _seats(SeatAssignment.objects.filter(registration=candidate)).first()
    ticket = getattr(candidate, "ticket", None)
    if held is None or ticket is None:
        raise NotSeated
    plan, room = candidate.plan, held.seat.room
    parts = parts_of(plan)
    return OwnTicket(
        candidate.uid,
        plan.name,
        plan.level,
        plan.module,
        ticket.number,
        candidate.person.name,
        candidate.person.document_masked,
        room.site.name,
        room.site.address,
        room.name,
        f"{held.seat.number:02d}",
        parts[0].starts_at - ENTRY,
        parts,
        ticket.available_on,
        today >= ticket.available_on,
        ticket.state == rules.State.VOID,
        ticket.copies,
        candidate.person.is_demonstration,
        entry_code(ticket.number),
        rulebooks.current().on(plan.first_on, "R-102").integer("late_minutes"),
    )


def entry_code(number: str) -> str:
    """Return what the code on a ticket says: the page that opens it at the door."""
    return f"{settings.PUBLIC_URL}/assessment/door/{number}"


def parts_of(plan: Plan) -> tuple[PartTime, ...]:
    """Return the parts of a plan that have a sitting, in the order of the day."""
    names = dict(plan.components.values_list("code", "name"))
    return tuple(
        PartTime(names.get(one.component_code, one.component_code), one.starts_at, one.ends_at)
        for one in plan.sessions.order_by("starts_at", "pk")
    )


def groups(plan_id: int, actor: Actor) -> tuple[list[Group], list[Group]]:
    """Return the rooms and the classes of a plan within one's reach that papers exist for."""
    row = plans.plan(plan_id, actor, Permission.SEATING_VIEW)
    rooms: dict[int, Group] = {}
    classes: dict[int, Group] = {}
    for one in _reached(row, actor):
        room, group = one.seat.room, one.registration.school_class
        known = rooms.get(room.pk, Group(room.pk, room.place, 0))
        rooms[room.pk] = Group(known.id, known.name, known.count + 1)
        if group is not None:
            known = classes.get(group.pk, Group(group.pk, group.name, 0))
            classes[group.pk] = Group(known.id, known.name, known.count + 1)
    return list(rooms.values()), sorted(classes.values(), key=lambda one: one.name)


def tickets_for_paper(
    row: Plan, actor: Actor, *, room_id: int = 0, class_id: int = 0, registration_id: int = 0
) -> list[papers.Ticket]:
    """Return the tickets within one's reach: all, or of a room, a class, a candidate; by seat."""
    found = _reached(row, actor)
    if room_id:
        found = found.filter(seat__room_id=room_id)
    if class_id:
        found = found.filter(registration__school_class_id=class_id)
    if registration_id:
        found = found.filter(registration_id=registration_id)
    shared: dict[int, papers.Occasion] = {}
    return [_paper(one, _occasion(row, one.seat.room.site, shared)) for one in found]


def rooms_for_paper(row: Plan, actor: Actor, room_id: int = 0) -> list[papers.Room]:
    """Return the rooms of the actor's own institution, or all to the plan's organisation."""
    found = _seats(SeatAssignment.objects.filter(registration__plan=row))
    if row.organisation_id != actor.organisation_id:
        found = found.filter(seat__room__site__institution_id=actor.organisation_id)
    if room_id:
        found = found.filter(seat__room_id=room_id)
    shared: dict[int, papers.Occasion] = {}
    rooms: dict[int, tuple[papers.Occasion, str, str, list[papers.Seat]]] = {}
    for one in found:
        room = one.seat.room
        occasion = _occasion(row, room.site, shared)
        held = rooms.setdefault(room.pk, (occasion, room.name, room.site.address, []))
        held[3].append(
            papers.Seat(
                seat=f"{one.seat.number:02d}",
                number=one.registration.ticket.number,
                holder=one.registration.person.name,
                identity=one.registration.person.document_masked,
            )
        )
    return [
        papers.Room(occasion=occasion, number=name, place=place, seats=tuple(seats))
        for occasion, name, place, seats in rooms.values()
    ]


def plan_for_papers(plan_id: int, actor: Actor) -> Plan:
    """Fetch a plan whose door papers the actor may print: its organisation's, or a host's."""
    row = conduct.plan(plan_id, actor, Permission.TICKET_PRINT)
    return Plan.objects.select_related("organisation").get(pk=row.pk)


def _reached(row: Plan, actor: Actor) -> QuerySet[SeatAssignment]:
    reached = Registration.objects.within(actor).filter(
        plan=row, state=registrations.State.TICKETED
    )
    return _seats(SeatAssignment.objects.filter(registration__in=reached))


def _seats(rows: QuerySet[SeatAssignment]) -> QuerySet[SeatAssignment]:
    """Return assignments with everything papers need, in the order of site, room and seat."""
    return (
        rows.filter(registration__ticket__isnull=False)
        .select_related(
            "registration__person",
            "registration__ticket",
            "registration__institution",
            "registration__school_class",
            "seat__room__site",
        )
        .order_by("seat__room__site__code", "seat__room__code", "seat__number")
    )


def _occasion(row: Plan, site: Site, shared: dict[int, papers.Occasion]) -> papers.Occasion:
    """Return what the papers of a plan at one site share; made once a site."""
    if site.pk not in shared:
        fulls = {part.name: part.full for part in row.components.all()}
        parts = parts_of(row)
        shared[site.pk] = papers.Occasion(
            plan=f"{row.name}（{PRINTED[Level(row.level)]}）{row.module}",
            organisation=row.organisation.name,
            site=site.name,
            enters_at=parts[0].starts_at - ENTRY,
            parts=tuple(
                papers.Part(
                    name=part.name,
                    starts_at=part.starts_at,
                    ends_at=part.ends_at,
                    full_marks=f"{fulls.get(part.name, 0) / marking.HUNDRED:g}分",
                )
                for part in parts
            ),
        )
    return shared[site.pk]


def _paper(one: SeatAssignment, occasion: papers.Occasion) -> papers.Ticket:
    candidate, room = one.registration, one.seat.room
    words = DOCUMENT_WORDS.get(candidate.person.document_kind, "证件")
    of = [
        candidate.institution.name if candidate.institution else "社会学习者",
        candidate.school_class.name if candidate.school_class else "",
    ]
    return papers.Ticket(
        occasion=occasion,
        number=candidate.ticket.number,
        holder=candidate.person.name,
        identity=f"{words}　{candidate.person.document_masked}",
        group="　".join(word for word in of if word),
        room=room.name,
        seat=f"{one.seat.number:02d}",
        place=room.site.address,
        code_text=entry_code(candidate.ticket.number),
        copy=candidate.ticket.copies,
    )
