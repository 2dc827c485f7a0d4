"""What seats are drawn from, and the proof that nobody was moved in secret."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuzheng.assessment.core import seating as solver
from shuzheng.assessment.models import (
    Registration,
    Room,
    Seat,
    SeatAssignment,
    SeatChange,
    Seating,
    SiteApproval,
)
from shuzheng.assessment.queries import opening
from shuzheng.assessment.rules import registration as registrations
from shuzheng.assessment.rules import site as sites
from shuzheng.foundation import rulebooks
from shuzheng.kernel import canonical, periods
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from shuzheng.assessment.models import Plan


NO_CLASS = 0


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a draw is made from."""

    candidates: tuple[solver.Candidate, ...]
    rooms: tuple[solver.Room, ...]

    def frozen(self) -> dict[str, Any]:
        """Return the inputs as plain JSON, in a fixed order."""
        return solver.freeze(self.candidates, self.rooms)

    def digest(self) -> str:
        """Return the SHA-256 of the canonical form."""
        return digest_of(self.frozen())


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What a second draw showed: `differences` are registrations whose seat nothing explains.

    `seed_drawn` says whether the seed is the one that the draw by two parties came to.
    """

    inputs_kept: bool
    seed_drawn: bool
    method_known: bool
    differences: tuple[int, ...]

    @property
    def proved(self) -> bool:
        """Whether the stored seats are the drawn ones with the recorded changes."""
        return self.inputs_kept and self.seed_drawn and self.method_known and not self.differences


def digest_of(frozen: Mapping[str, Any]) -> str:
    """Return the SHA-256 of frozen inputs in canonical form, 64 hex digits."""
    return hashlib.sha256(b"shuzheng/seating/v1\0" + canonical.dumps(dict(frozen))).hexdigest()


@applies("R-097")
def inputs_of(row: Plan, now: datetime) -> Inputs:
    """Gather the accepted candidates and the usable desks of rooms that pass their check.

    Where a site may seat fewer than it has desks, every second desk is left out first.
    """
    accepted = row.registrations.filter(state__in=registrations.HOLDS_PLACE).order_by("pk")
    found = accepted.values_list("pk", "school_class_id", "needs_accessible_seat")
    candidates = tuple(
        solver.Candidate(pk, str(class_id or ""), needs) for pk, class_id, needs in found
    )
    planned = row.rooms.values_list("room_id", flat=True)
    rooms = list(Room.objects.filter(pk__in=planned).order_by("pk"))
    good = _checked([room.pk for room in rooms], row.first_on, periods.day(now))
    desks: dict[int, list[solver.Desk]] = {}
    seats = Seat.objects.filter(room_id__in=good).order_by("room_id", "number")
    columns = ("room_id", "number", "row", "column", "usable", "accessible")
    for room_id, number, row_of, column, usable, accessible in seats.values_list(*columns):
        desk = solver.Desk(number, row_of, column, usable, accessible)
        desks.setdefault(room_id, []).append(desk)
    limits = _limits(row, {room.site_id for room in rooms})
    for site_id, limit in limits.items():
        _leave_out(desks, [room.pk for room in rooms if room.site_id == site_id], limit)
    return Inputs(
        candidates,
        tuple(solver.Room(key, tuple(desks[key])) for key in sorted(desks)),
    )


def seat_ids(rooms: Iterable[int]) -> dict[tuple[int, int], int]:
    """Return the id of every seat of these rooms by room and number."""
    rows = Seat.objects.filter(room_id__in=list(rooms))
    return {(room, number): pk for pk, room, number in rows.values_list("pk", "room_id", "number")}


def frozen_conflicts(found: Iterable[solver.Conflict]) -> list[dict[str, Any]]:
    """Return conflicts as they are kept."""
    return [
        {"room": c.room, "desks": list(c.desks), "candidates": list(c.candidates)} for c in found
    ]


def conflicts_now(kept: Seating) -> list[dict[str, Any]]:
    """Return the conflicts of the seats as they are now, changes by hand included."""
    candidates, rooms = solver.thaw(kept.inputs)
    places = [
        solver.Place(registration, room, desk)
        for registration, (room, desk) in _stored(kept).items()
    ]
    return frozen_conflicts(solver.conflicts_of(places, candidates, rooms))


def recompute(plan_id: int) -> Recomputed | None:
    """Draw the seats again from the frozen inputs and compare; None where nothing was drawn.

    Whoever left after the draw has no seat any more and is no difference.
    """
    kept = Seating.objects.filter(plan_id=plan_id).select_related("draw").first()
    if kept is None:
        return None
    seed_drawn = kept.draw is None or kept.draw.seed == kept.seed
    inputs_kept = digest_of(kept.inputs) == kept.inputs_digest
    if kept.algorithm != solver.METHOD:
        return Recomputed(inputs_kept, seed_drawn, method_known=False, differences=())
    drawn = solver.places_of(kept.inputs, bytes.fromhex(kept.seed))
    expected = {candidate: (room, desk) for candidate, room, desk in drawn}
    for change in SeatChange.objects.filter(seating=kept).select_related("to_seat").order_by("pk"):
        expected[change.registration_id] = (change.to_seat.room_id, change.to_seat.number)
    stored = _stored(kept)
    gone = set(
        Registration.objects.filter(pk__in=expected)
        .exclude(state__in=registrations.HOLDS_PLACE)
        .values_list("pk", flat=True)
    )
    differences = sorted(
        key
        for key in expected.keys() | stored.keys()
        if expected.get(key) != stored.get(key) and key not in gone
    )
    return Recomputed(inputs_kept, seed_drawn, method_known=True, differences=tuple(differences))


def _checked(room_ids: list[int], first_on: date, today: date) -> list[int]:
    """Return the rooms whose newest check counts for the sitting and found nothing wanting."""
    book = rulebooks.current()
    found = opening.checklists(room_ids, today)
    return [
        pk
        for pk in room_ids
        if pk in found
        and sites.is_good_for(found[pk], first_on, book)
        and not sites.failing_items(found[pk], book)
    ]


def _limits(row: Plan, site_ids: set[int]) -> dict[int, int]:
    approvals = SiteApproval.objects.filter(
        site_id__in=site_ids,
        certificate_type_id=row.certificate_type_id,
        level=row.level,
        seat_limit__isnull=False,
    ).exclude(state__in=opening.ENDED)
    return {one.site_id: one.seat_limit or 0 for one in approvals}


def _leave_out(desks: dict[int, list[solver.Desk]], keys: list[int], limit: int) -> None:
    """Make desks unusable beyond a site's limit, so that those left are far from each other."""
    usable = [(key, desk) for key in keys for desk in desks.get(key, []) if desk.usable]
    order = sorted(
        usable,
        key=lambda at: (not at[1].accessible, (at[1].row + at[1].column) % 2, at[0], at[1].number),
    )
    kept = {(key, desk.number) for key, desk in order[:limit]}
    for key in keys:
        desks[key] = [
            solver.Desk(
                d.number, d.row, d.column, d.usable and (key, d.number) in kept, d.accessible
            )
            for d in desks.get(key, [])
        ]


def assigned(kept: Seating) -> QuerySet[SeatAssignment]:
    """Return the assignments of those who have not left."""
    return SeatAssignment.objects.filter(
        seating=kept, registration__state__in=registrations.HOLDS_PLACE
    )


def _stored(kept: Seating) -> dict[int, tuple[int, int]]:
    found = assigned(kept).values_list("registration_id", "seat__room_id", "seat__number")
    return {registration: (room, number) for registration, room, number in found}
