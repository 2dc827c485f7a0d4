"""Lock the seats of a plan that were drawn, change one with a reason.

Rules: R-097 (seats of checked rooms only), R-100 (conditions asked again before locking). Source:
handbook 3.6. Seats are drawn in `services.drawing`; whatever is changed by hand afterwards is kept
beside the draw, so that `queries.seating.recompute` explains every seat.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction

from shuzheng.assessment.access import Permission, conduct
from shuzheng.assessment.models import Registration, Seat, SeatAssignment, SeatChange, Seating
from shuzheng.assessment.queries import opening as conditions
from shuzheng.assessment.queries import seating as queries
from shuzheng.assessment.rules import opening, registration, seating
from shuzheng.assessment.rules import plan as plans
from shuzheng.assessment.services import logged, tickets
from shuzheng.foundation import facts, moves
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.assessment.models import Plan
    from shuzheng.kernel.actor import Actor

CHANGEABLE: Final = (plans.State.SEATED, plans.State.IN_PROGRESS)


class NotDrawn(Refusal):
    """There is nothing to lock."""

    code = "seating-not-drawn"
    status = 409
    template = "The seats have not been drawn yet."


class DrawnFromOther(Refusal):
    """Somebody left, or a room changed, between the draw and the lock."""

    code = "seating-out-of-date"
    status = 409
    template = "Candidates or rooms have changed since the seats were drawn. Draw them again."


class SeatTaken(Refusal):
    """One candidate to a seat."""

    code = "seat-taken"
    status = 409
    template = "Seat {seat} in {room} is taken."


class SeatUnusable(Refusal):
    """A seat outside the checked rooms of the plan, or one that cannot be used."""

    code = "seat-unusable"
    template = "Seat {seat} in {room} cannot be used in this assessment."
    rule = "R-097"


class SeatNotAccessible(Refusal):
    """A candidate with a need gets an accessible seat."""

    code = "seat-not-accessible"
    template = "The candidate needs an accessible seat; seat {seat} in {room} is none."


class ReasonMissing(Refusal):
    """A change is explained."""

    code = "seat-change-reason"
    template = "Say why the seat is changed."


@applies("R-100", "R-034", "R-097")
@transaction.atomic
def lock(plan_id: int, *, actor: Actor, now: datetime) -> int:
    """Lock the seats as they are; the first time, issue the tickets. Returns how many were issued.

    Refuses with the first condition that does not hold any more, and when somebody has left, or a
    room has changed, since the draw.
    """
    facts.lock_chain()  # before any row: the log is told in the middle
    row = conduct.plan(plan_id, actor, Permission.SEATING_PLAN)
    kept = Seating.objects.filter(plan=row).select_related("draw").first()
    if kept is None:
        raise NotDrawn
    if row.state in CHANGEABLE:
        again = moves.move(kept, seating.SEATING, seating.Verb.LOCK, locked_at=now)
        logged.seating_locked(row, kept, now=now)
        passages = facts.passages_of(kept, again)
        facts.record("assessment.seating.relocked", row, actor=actor, now=now, passages=passages)
        return 0
    opening.check(conditions.seating_guards(row, now))
    if kept.state == seating.State.PLANNED and (
        queries.inputs_of(row, now).digest() != kept.inputs_digest
    ):
        raise DrawnFromOther
    locked = moves.move(kept, seating.SEATING, seating.Verb.LOCK, locked_at=now)
    moved = moves.move(row, plans.PLAN, plans.Verb.SEAT)
    issued, passages = tickets.issue(row, now=now)
    logged.seating_locked(row, kept, now=now)
    facts.record(
        "assessment.seating.locked",
        row,
        actor=actor,
        now=now,
        moved=moved,
        passages=[*facts.passages_of(kept, locked), *passages],
        tickets=issued,
    )
    return issued


@applies("R-097")
@transaction.atomic
def change(registration_id: int, seat_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Move one candidate to a free seat, with a reason; the seating is then to be locked again.

    The ticket keeps its number. Refuses a seat that is taken, unusable, or not of the plan's rooms.
    """
    candidate = conduct.seated(registration_id, actor, Permission.SEATING_PLAN)
    row, held = candidate.plan, candidate.seat
    conduct.plan(row.pk, actor, Permission.SEATING_PLAN)
    kept = held.seating
    if row.state not in CHANGEABLE:
        raise NotDrawn
    words = reason.strip()
    if not words:
        raise ReasonMissing
    seat = _free_seat(row, kept, candidate, seat_id)
    moved = moves.move(kept, seating.SEATING, seating.Verb.CHANGE)
    before = held.seat
    _sit(held, seat)
    SeatChange.objects.create(
        seating=kept,
        registration=candidate,
        from_seat=before,
        to_seat=seat,
        reason=words,
        changed_by_id=actor.person_id,
        changed_at=now,
    )
    Seating.objects.filter(pk=kept.pk).update(conflicts=queries.conflicts_now(kept))
    facts.record(
        "assessment.seating.changed",
        row,
        actor=actor,
        now=now,
        before=f"{before.room.name} {before.number:02d}",
        after=f"{seat.room.name} {seat.number:02d}",
        passages=[
            *facts.passages_of(kept, moved),
            facts.Passage(facts.name_of(candidate)),
        ],
    )


def _free_seat(row: Plan, kept: Seating, candidate: Registration, seat_id: int) -> Seat:
    """Return a seat that the candidate can be moved to, or refuse it."""
    rooms = [key for key, _ in kept.inputs["rooms"]]
    seat = Seat.objects.filter(pk=seat_id, room__plans__plan=row).select_related("room").first()
    if seat is None:
        raise conduct.NoSuchCandidate
    where = {"seat": f"{seat.number:02d}", "room": seat.room.name}
    if not seat.usable or seat.room_id not in rooms:
        raise SeatUnusable(**where)
    if candidate.needs_accessible_seat and not seat.accessible:
        raise SeatNotAccessible(**where)
    return seat


def _sit(held: SeatAssignment, seat: Seat) -> None:
    """Write the new seat: the unique constraint decides between two users at once.

    Whoever left the assessment does not keep a seat from others.
    """
    left = SeatAssignment.objects.filter(seating_id=held.seating_id, seat=seat)
    left.exclude(registration__state__in=registration.HOLDS_PLACE).delete()
    try:
        with transaction.atomic():
            SeatAssignment.objects.filter(pk=held.pk).update(seat=seat)
    except IntegrityError:
        raise SeatTaken(seat=f"{seat.number:02d}", room=seat.room.name) from None
