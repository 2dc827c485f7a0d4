"""What seats are drawn from as plain JSON, and back; what a seed makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shuzheng.assessment.core.seating.assignment import assign
from shuzheng.assessment.core.seating.hall import Candidate, Desk, Room

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def freeze(candidates: Sequence[Candidate], rooms: Sequence[Room]) -> dict[str, Any]:
    """Return candidates (key, class, need) and rooms (key, desks) as lists, in the given order.

    A desk is its number, row, column, whether it is usable and whether it is accessible.
    """
    return {
        "candidates": [[c.key, c.group, c.needs_access] for c in candidates],
        "rooms": [
            [room.key, [[d.number, d.row, d.column, d.usable, d.accessible] for d in room.desks]]
            for room in rooms
        ],
    }


def thaw(frozen: Mapping[str, Any]) -> tuple[tuple[Candidate, ...], tuple[Room, ...]]:
    """Return the candidates and rooms of frozen inputs."""
    return (
        tuple(Candidate(*one) for one in frozen["candidates"]),
        tuple(Room(key, tuple(Desk(*desk) for desk in desks)) for key, desks in frozen["rooms"]),
    )


def places_of(frozen: Mapping[str, Any], seed: bytes) -> list[list[int]]:
    """Return the seats that `seed` gives: lists of candidate, room and desk, by candidate."""
    drawn = assign(*thaw(frozen), seed)
    return [[place.candidate, place.room, place.desk] for place in drawn.places]
