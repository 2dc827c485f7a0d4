"""Issue tickets, and count another copy of one.

Rule: R-102 (from which day a ticket can be had). Source: handbook 3.6 and 4.3. A ticket keeps its
number when its candidate changes seats or the plan is postponed: the number was given to a person,
and no number is given twice. The room and seat printed on it are always the present ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F

from shuzheng.assessment.access import Permission, conduct
from shuzheng.assessment.models import Registration, SeatAssignment, Ticket
from shuzheng.assessment.rules import registration as registrations
from shuzheng.assessment.rules import ticket as rules
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.assessment.models import Plan, Seat
    from shuzheng.kernel.actor import Actor


class NoTicket(Refusal):
    """The candidate has no valid ticket."""

    code = "no-ticket"
    status = 404
    template = "There is no valid ticket for this candidate."


@applies("R-102")
def issue(row: Plan, *, now: datetime) -> tuple[int, list[facts.Passage]]:
    """Issue tickets to everybody seated in a plan; part of locking the seats.

    Returns how many were issued anew, and the registrations that moved. Whoever holds a ticket from
    before a postponement keeps its number.
    """
    seated = SeatAssignment.objects.filter(
        registration__plan=row, registration__state__in=registrations.HOLDS_PLACE
    ).select_related("seat__room__site")
    seats = {one.registration_id: one.seat for one in seated.order_by("registration_id")}
    available_on = rules.available_on(row.first_on, rulebooks.current())
    held = set(
        Ticket.objects.filter(registration__plan=row).values_list("registration_id", flat=True)
    )
    made = [
        _ticket(row, key, seat, available_on, now) for key, seat in seats.items() if key not in held
    ]
    try:
        with transaction.atomic():
            Ticket.objects.bulk_create(made, batch_size=1_000)
    except IntegrityError:
        raise moves.MovedMeanwhile from None
    Ticket.objects.filter(registration__plan=row, state=rules.State.ISSUED).update(
        available_on=available_on
    )
    accepted = Registration.objects.filter(plan=row, state=registrations.State.ACCEPTED)
    keys = sorted(accepted.filter(pk__in=seats).values_list("pk", flat=True))
    moves.move_all(
        accepted.filter(seat__isnull=False),
        registrations.REGISTRATION,
        registrations.State.ACCEPTED,
        registrations.Verb.ISSUE_TICKET,
    )
    passages = [
        facts.Passage(
            f"assessment.registration:{key}",
            registrations.State.ACCEPTED,
            registrations.State.TICKETED,
        )
        for key in keys
    ]
    return len(made), passages


@transaction.atomic
def reissue(registration_id: int, reason: str, *, actor: Actor, now: datetime) -> int:
    """Count another copy of a ticket, for one lost or spoilt; returns the copy's number."""
    candidate = conduct.seated(registration_id, actor, Permission.TICKET_ISSUE)
    conduct.plan(candidate.plan_id, actor, Permission.TICKET_ISSUE)
    held = Ticket.objects.filter(registration=candidate, state=rules.State.ISSUED)
    if not held.update(copies=F("copies") + 1):
        raise NoTicket
    ticket = held.get()
    facts.record(
        "assessment.ticket.reissued",
        candidate,
        actor=actor,
        now=now,
        copy=ticket.copies,
        reason=reason.strip(),
    )
    return ticket.copies


def _ticket(row: Plan, key: int, seat: Seat, available_on: date, now: datetime) -> Ticket:
    """Return a new ticket for a registration, numbered by plan, site, room and seat."""
    site, room = int(seat.room.site.code), int(seat.room.code)
    return Ticket(
        registration_id=key,
        number=rules.number(row.first_on, row.serial, site, room, seat.number),
        state=rules.TICKET.initial,
        issued_at=now,
        available_on=available_on,
    )
