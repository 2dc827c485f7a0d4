"""The assignment from beginning to end, and the count of conflicts in any seating."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from shuzheng.assessment.core.seating import hall as halls
from shuzheng.assessment.core.seating import search as searches
from shuzheng.assessment.core.seating.hall import Candidate, Conflict, Place, Room, Seating
from shuzheng.transparency.core.draws import Stream

if TYPE_CHECKING:
    from collections.abc import Sequence

KIND: Final = "assessment.seating"
METHOD: Final = "seating-1"
STARTS: Final = 6


def _ordered(candidates: Sequence[Candidate], stream: Stream) -> list[Candidate]:
    shuffled = stream.shuffled(sorted(candidates, key=lambda c: c.key))
    sizes = Counter(c.group for c in shuffled)
    first = {group: n for n, group in enumerate(dict.fromkeys(c.group for c in shuffled))}
    return sorted(shuffled, key=lambda c: (not c.needs_access, -sizes[c.group], first[c.group]))


def _layout(hall: halls.Hall, start: int, stream: Stream) -> list[int]:
    """Return all desks in the order in which one start fills them."""
    slots = []
    for index, room in enumerate(hall.rooms):
        desks = stream.shuffled(room)
        if start % 2:
            white = stream.below(2)
            desks = sorted(
                room,
                key=lambda n: (
                    (hall.desks[n][1].row + hall.desks[n][1].column + white) % 2,
                    hall.desks[n][1].row,
                    hall.desks[n][1].column,
                ),
            )
        slots += [
            (Fraction(2 * turn + 1, 2 * len(room)), index, desk) for turn, desk in enumerate(desks)
        ]
    return [desk for _, _, desk in sorted(slots)]


def assign(candidates: Sequence[Candidate], rooms: Sequence[Room], seed: bytes) -> Seating:
    """Return a seating of `candidates` in `rooms` by `seed`.

    Refuses when desks, or accessible desks, are short. About 2,000 candidates in 60 rooms take a
    second or two; rooms without any unavoidable conflict take far less.
    """
    halls.check(candidates, rooms)
    stream = Stream(METHOD, seed)
    hall = halls.Hall.of(rooms)
    ordered = _ordered(candidates, stream)
    number = {group: n for n, group in enumerate(dict.fromkeys(c.group for c in ordered))}
    classes = [number[c.group] if c.group else searches.NO_CLASS for c in ordered]
    most = halls.independent(hall)
    unavoidable = sum(
        max(0, size - most)
        for colour, size in Counter(classes).items()
        if colour != searches.NO_CLASS
    )
    least, kept = len(hall.desks) * 4, [searches.NOBODY] * len(hall.desks)
    for start in range(STARTS):
        search = searches.Search(hall, ordered, classes, stream)
        conflicts, sitting = search.improve(search.fill(_layout(hall, start, stream)), unavoidable)
        if conflicts < least:
            least, kept = conflicts, sitting
        if least <= unavoidable:
            break
    places = tuple(
        sorted(
            (
                Place(ordered[n].key, hall.desks[desk][0], hall.desks[desk][1].number)
                for desk, n in enumerate(kept)
                if n != searches.NOBODY
            ),
            key=lambda place: place.candidate,
        )
    )
    found = conflicts_of(places, candidates, rooms)
    return Seating(METHOD, seed, places, found, unavoidable)


def conflicts_of(
    places: Sequence[Place], candidates: Sequence[Candidate], rooms: Sequence[Room]
) -> tuple[Conflict, ...]:
    """Return the conflicts of any seating, also one that was changed by hand, by room and desk."""
    group = {c.key: c.group for c in candidates}
    desk_at = {(room.key, desk.number): desk for room in rooms for desk in room.desks}
    sitting = {}
    for place in places:
        desk = desk_at[place.room, place.desk]
        sitting[place.room, desk.row, desk.column] = place
    found = []
    for (room, row, column), place in sorted(sitting.items(), key=lambda item: item[0]):
        for other in (sitting.get((room, row, column + 1)), sitting.get((room, row + 1, column))):
            name = group[place.candidate]
            if other is not None and name and name == group[other.candidate]:
                pair = (place.candidate, other.candidate)
                found.append(Conflict(room, (place.desk, other.desk), pair, name))
    return tuple(found)
