"""Who sits where, as the page draws it, and where somebody may be moved to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuzheng.assessment.access import Permission, conduct, plans
from shuzheng.assessment.models import (
    Registration,
    Room,
    Seat,
    Seating,
)
from shuzheng.assessment.queries import opening
from shuzheng.assessment.queries.seating import assigned
from shuzheng.assessment.rules import seating as rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.assessment.rules.opening import Guard
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk of a room as the page draws it; `name` is "" where the reader may not see who."""

    seat_id: int
    number: int
    row: int
    column: int
    usable: bool
    accessible: bool
    registration_id: int
    name: str
    group: str
    in_conflict: bool


@dataclass(frozen=True, slots=True)
class RoomView:
    """A room of the seating, its desks in rows."""

    id: int
    code: str
    name: str
    rows: tuple[tuple[Desk, ...], ...]
    seated: int
    usable: int


@dataclass(frozen=True, slots=True)
class ConflictView:
    """Two neighbours of one class: numbers of their seats, and who they are."""

    room: str
    seats: tuple[int, int]
    names: tuple[str, str]
    group: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One move by hand."""

    name: str
    before: str
    after: str
    reason: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class SeatingView:
    """A plan's seating as its page shows it."""

    plan_id: int
    state: rules.State
    seed: str
    algorithm: str
    digest: str
    unavoidable: int
    planned_at: datetime
    locked_at: datetime | None
    seated: int
    rooms: tuple[RoomView, ...]
    conflicts: tuple[ConflictView, ...]
    changes: tuple[ChangeView, ...]


def of(plan_id: int, actor: Actor) -> SeatingView | None:
    """Return a plan's seating, candidates outside the actor's reach without their names."""
    row = plans.plan(plan_id, actor, Permission.SEATING_VIEW)
    kept = Seating.objects.filter(plan=row).first()
    if kept is None:
        return None
    reached = Registration.objects.within(actor).filter(plan=row, seat__isnull=False)
    seen = set(reached.values_list("pk", flat=True))
    everybody = {
        one.registration_id: one.registration
        for one in assigned(kept).select_related(
            "registration__person", "registration__school_class"
        )
    }
    names = {
        pk: (one.person.name, one.school_class.name if one.school_class else "")
        for pk, one in everybody.items()
        if pk in seen
    }
    rooms = _rooms(kept, names)
    titles = {room.id: room.name for room in rooms}
    return SeatingView(
        plan_id=row.pk,
        state=rules.State(kept.state),
        seed=kept.seed,
        algorithm=kept.algorithm,
        digest=kept.inputs_digest,
        unavoidable=kept.unavoidable,
        planned_at=kept.planned_at,
        locked_at=kept.locked_at,
        seated=len(everybody),
        rooms=rooms,
        conflicts=tuple(_conflict(found, titles, names) for found in kept.conflicts),
        changes=_changes(kept, names),
    )


def conditions(plan_id: int, actor: Actor, now: datetime) -> tuple[Guard, ...]:
    """Return every condition for locking the seats, held or not, at this instant."""
    return opening.seating_guards(plans.plan(plan_id, actor, Permission.SEATING_VIEW), now)


def free_seats(registration_id: int, actor: Actor) -> list[tuple[int, str]]:
    """Return the seats a candidate may be moved to: (id, room and number)."""
    candidate = conduct.seated(registration_id, actor, Permission.SEATING_PLAN)
    kept = candidate.seat.seating
    rooms = [key for key, _ in kept.inputs["rooms"]]
    rows = Seat.objects.filter(room_id__in=rooms, usable=True).exclude(
        pk__in=assigned(kept).values("seat_id")
    )
    if candidate.needs_accessible_seat:
        rows = rows.filter(accessible=True)
    return [
        (seat.pk, f"{seat.room.place} {seat.number:02d}")
        for seat in rows.select_related("room__site").order_by(
            "room__site__code", "room__code", "number"
        )
    ]


def _rooms(kept: Seating, names: Mapping[int, tuple[str, str]]) -> tuple[RoomView, ...]:
    keys = [key for key, _ in kept.inputs["rooms"]]
    sitting = dict(assigned(kept).values_list("seat_id", "registration_id"))
    troubled = {pk for conflict in kept.conflicts for pk in conflict["candidates"]}
    found = []
    rows = Room.objects.filter(pk__in=keys).select_related("site").prefetch_related("seats")
    for room in rows.order_by("site__code", "code"):
        grid: dict[int, list[Desk]] = {}
        for seat in sorted(room.seats.all(), key=lambda one: (one.row, one.column)):
            pk = sitting.get(seat.pk, 0)
            name, group = names.get(pk, ("", ""))
            grid.setdefault(seat.row, []).append(
                Desk(
                    seat.pk,
                    seat.number,
                    seat.row,
                    seat.column,
                    seat.usable,
                    seat.accessible,
                    pk,
                    name,
                    group,
                    pk in troubled,
                )
            )
        desks = [desk for line in grid.values() for desk in line]
        found.append(
            RoomView(
                room.pk,
                room.code,
                room.place,
                tuple(tuple(line) for line in grid.values()),
                seated=sum(desk.registration_id > 0 for desk in desks),
                usable=sum(desk.usable for desk in desks),
            )
        )
    return tuple(found)


def _conflict(
    found: Mapping[str, Any], titles: Mapping[int, str], names: Mapping[int, tuple[str, str]]
) -> ConflictView:
    one, other = found["candidates"]
    first, second = names.get(one, ("", "")), names.get(other, ("", ""))
    desks = found["desks"]
    return ConflictView(
        titles.get(found["room"], ""),
        (desks[0], desks[1]),
        (first[0], second[0]),
        first[1] or second[1],
    )


def _changes(kept: Seating, names: Mapping[int, tuple[str, str]]) -> tuple[ChangeView, ...]:
    rows = kept.changes.select_related("from_seat__room__site", "to_seat__room__site").order_by(
        "pk"
    )
    return tuple(
        ChangeView(
            names.get(row.registration_id, ("", ""))[0],
            f"{row.from_seat.room.place} {row.from_seat.number:02d}",
            f"{row.to_seat.room.place} {row.to_seat.number:02d}",
            row.reason,
            row.changed_at,
        )
        for row in rows
    )
