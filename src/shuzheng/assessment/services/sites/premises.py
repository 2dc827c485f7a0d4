"""Register a site, furnish its rooms with numbered seats, and check them before a season (R-097).

Rooms are grids because neighbours are who sits next in a row or a column. A ticket has two digits
for the room and two for the seat, so a site has at most 99 rooms of at most 99 seats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import sites as access
from shuzheng.assessment.models import Room, RoomCheck, Seat, Site
from shuzheng.assessment.rules import site as rules
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor

MOST_SEATS: Final = 99
LAST_SITE, LAST_ROOM = 9999, 99


class NoMoreCodes(Refusal):
    """Every number of four (two) digits is given."""

    code = "no-more-codes"
    status = 409
    template = "Every number is given; close what is no longer used."


class RoomSize(Refusal):
    """A room has at least one seat, and seat numbers have two digits."""

    code = "room-size"
    template = "A room has 1 to {most} seats; {rows} rows of {columns} are {seats}."


class NoSuchSeat(Refusal):
    """A seat number that the room does not have."""

    code = "no-such-seat"
    template = "The room has the seats 1 to {last}; there is no seat {number}."


class CheckInFuture(Refusal):
    """A check is recorded after it was made."""

    code = "check-in-future"
    template = "The check is dated {checked_on}, which has not come yet."
    rule = "R-097"


class NoSuchItem(Refusal):
    """The checklist has no such item."""

    code = "no-such-checklist-item"
    template = "The checklist has no item “{item}”."
    rule = "R-097"


@transaction.atomic
def register(name: str, address: str, *, actor: Actor, now: datetime) -> int:
    """Register a site of the actor's institution; returns its id."""
    actor.require(Permission.SITE_REGISTER)
    code = _next(Site.objects.order_by("-code").values_list("code", flat=True).first(), LAST_SITE)
    try:
        with transaction.atomic():
            row = Site.objects.create(
                institution_id=actor.organisation_id, code=code, name=name, address=address
            )
    except IntegrityError:
        raise moves.MovedMeanwhile from None
    facts.record("assessment.site.registered", row, actor=actor, now=now, code=code)
    return row.pk


@transaction.atomic
def correct(site_id: int, name: str, address: str, *, actor: Actor, now: datetime) -> None:
    """Correct a site's name and address."""
    row = access.own_site(site_id, actor, Permission.SITE_REGISTER)
    Site.objects.filter(pk=row.pk).update(name=name, address=address)
    facts.record("assessment.site.corrected", row, actor=actor, now=now)


@transaction.atomic
def add_room(
    site_id: int,
    name: str,
    rows: int,
    columns: int,
    *,
    actor: Actor,
    now: datetime,
    unusable: Collection[int] = (),
    accessible: Collection[int] = (),
) -> int:
    """Furnish a room with `rows` × `columns` seats, numbered row by row; returns its id.

    `unusable` and `accessible` list seat numbers: gaps in the grid, and seats fit for everybody.
    """
    site = access.own_site(site_id, actor, Permission.SITE_REGISTER)
    seats = rows * columns
    if rows < 1 or columns < 1 or seats > MOST_SEATS:
        raise RoomSize(most=MOST_SEATS, rows=rows, columns=columns, seats=seats)
    _check_numbers({*unusable, *accessible}, seats)
    last = site.rooms.order_by("-code").values_list("code", flat=True).first()
    try:
        with transaction.atomic():
            room = Room.objects.create(
                site=site, code=_next(last, LAST_ROOM), name=name, rows=rows, columns=columns
            )
    except IntegrityError:
        raise moves.MovedMeanwhile from None
    _set_out(room, set(unusable), set(accessible))
    facts.record(
        "assessment.room.furnished",
        room,
        actor=actor,
        now=now,
        name=name,
        seats=seats - len(set(unusable)),
    )
    return room.pk


@transaction.atomic
def mark_seats(
    room_id: int,
    unusable: Collection[int],
    accessible: Collection[int],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Say anew which seats cannot be used and which are accessible."""
    room = access.own_room(room_id, actor, Permission.SITE_REGISTER)
    seats = room.rows * room.columns
    _check_numbers({*unusable, *accessible}, seats)
    room.seats.update(usable=True, accessible=False)
    room.seats.filter(number__in=set(unusable)).update(usable=False)
    room.seats.filter(number__in=set(accessible)).update(accessible=True)
    facts.record(
        "assessment.room.furnished",
        room,
        actor=actor,
        now=now,
        name=room.name,
        seats=seats - len(set(unusable)),
    )


@applies("R-097")
@transaction.atomic
def check_room(
    room_id: int,
    *,
    checked_on: date,
    held: Mapping[str, bool],
    document_id: int,
    actor: Actor,
    now: datetime,
) -> int:
    """Record a check of a room with its signed sheet; items left out did not hold.

    Returns the check's id. A check that finds something wanting is kept like any other: the newest
    one counts.
    """
    room = access.own_room(room_id, actor, Permission.SITE_CHECK)
    book = rulebooks.current()
    if checked_on > periods.day(now):
        raise CheckInFuture(checked_on=checked_on)
    items = book.on(checked_on, "R-097").words("items")
    for item in held:
        if item not in items:
            raise NoSuchItem(item=item)
    found = rules.Checklist(checked_on, "", held)
    row = RoomCheck.objects.create(
        room=room,
        checked_on=checked_on,
        held={item: bool(held.get(item, False)) for item in items},
        document_id=document_id,
        checked_by_id=actor.person_id,
    )
    facts.record(
        "assessment.room.checked",
        room,
        actor=actor,
        now=now,
        name=room.name,
        failing=len(rules.failing_items(found, book)),
    )
    return row.pk


def _set_out(room: Room, unusable: set[int], accessible: set[int]) -> None:
    """Give a room its seats, numbered row by row."""
    Seat.objects.bulk_create(
        Seat(
            room=room,
            number=number,
            row=(number - 1) // room.columns + 1,
            column=(number - 1) % room.columns + 1,
            usable=number not in unusable,
            accessible=number in accessible,
        )
        for number in range(1, room.rows * room.columns + 1)
    )


def _next(last: str | None, most: int) -> str:
    number = int(last or 0) + 1
    if number > most:
        raise NoMoreCodes
    return f"{number:0{len(str(most))}d}"


def _check_numbers(numbers: Collection[int], seats: int) -> None:
    for number in numbers:
        if not 1 <= number <= seats:
            raise NoSuchSeat(last=seats, number=number)
