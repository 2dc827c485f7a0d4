"""Rooms, desks and candidates as they are given, and the usable desks numbered through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class NotEnoughDesks(Refusal):
    """There are more candidates than usable desks."""

    code = "not-enough-desks"
    template = "{candidates} candidates need desks; the rooms have {desks} usable ones."


class NotEnoughAccessibleDesks(Refusal):
    """There are more candidates with a need than accessible desks."""

    code = "not-enough-accessible-desks"
    template = "{candidates} candidates need an accessible desk; the rooms have {desks}."


class GivenTwice(Refusal):
    """A candidate, a room or a desk was given twice."""

    code = "seating-given-twice"
    template = "{what} {key} was given twice."


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk of a room, in a grid. Desks that are not usable separate their neighbours."""

    number: int
    row: int
    column: int
    usable: bool
    accessible: bool


@dataclass(frozen=True, slots=True)
class Room:
    """One room and its desks."""

    key: int
    desks: tuple[Desk, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to seat. `group` is the class, or "" for one who has no classmates here."""

    key: int
    group: str
    needs_access: bool


@dataclass(frozen=True, slots=True)
class Place:
    """One candidate's room and desk number."""

    candidate: int
    room: int
    desk: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two neighbouring desks of one room whose candidates are of one class."""

    room: int
    desks: tuple[int, int]
    candidates: tuple[int, int]
    group: str


@dataclass(frozen=True, slots=True)
class Seating:
    """An assignment, by candidate's key, with the conflicts that remain.

    No seating of these candidates in these rooms has fewer than `unavoidable` conflicts.
    """

    method: str
    seed: bytes
    places: tuple[Place, ...]
    conflicts: tuple[Conflict, ...]
    unavoidable: int


@dataclass(frozen=True, slots=True)
class Hall:
    """All usable desks of all rooms, numbered through from 0."""

    desks: tuple[tuple[int, Desk], ...]
    rooms: tuple[range, ...]
    room_of: tuple[int, ...]
    neighbours: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, rooms: Sequence[Room]) -> Hall:
        """Return the hall of `rooms`: usable desks by room's key and desk's number."""
        desks: list[tuple[int, Desk]] = []
        ranges, room_of = [], []
        for index, room in enumerate(sorted(rooms, key=lambda r: r.key)):
            usable = sorted((d for d in room.desks if d.usable), key=lambda d: d.number)
            ranges.append(range(len(desks), len(desks) + len(usable)))
            room_of += [index] * len(usable)
            desks += [(room.key, desk) for desk in usable]
        at = {(room_of[n], desk.row, desk.column): n for n, (_, desk) in enumerate(desks)}
        neighbours = []
        for n, (_, desk) in enumerate(desks):
            around = ((0, -1), (0, 1), (-1, 0), (1, 0))
            places = [(room_of[n], desk.row + r, desk.column + c) for r, c in around]
            neighbours.append(tuple(at[place] for place in places if place in at))
        return cls(tuple(desks), tuple(ranges), tuple(room_of), tuple(neighbours))


def _once(what: str, keys: Iterable[object]) -> None:
    seen: set[object] = set()
    for key in keys:
        if key in seen:
            raise GivenTwice(what=what, key=key)
        seen.add(key)


def check(candidates: Sequence[Candidate], rooms: Sequence[Room]) -> None:
    """Refuse what is given twice, and desks that are too few."""
    _once("Candidate", (c.key for c in candidates))
    _once("Room", (room.key for room in rooms))
    for room in rooms:
        _once("Desk", (desk.number for desk in room.desks))
        _once("Desk", ((desk.row, desk.column) for desk in room.desks))
    usable = [desk for room in rooms for desk in room.desks if desk.usable]
    if len(candidates) > len(usable):
        raise NotEnoughDesks(candidates=len(candidates), desks=len(usable))
    needing = sum(c.needs_access for c in candidates)
    accessible = sum(desk.accessible for desk in usable)
    if needing > accessible:
        raise NotEnoughAccessibleDesks(candidates=needing, desks=accessible)


def independent(hall: Hall) -> int:
    """Return how many desks can be used at most without two of them being neighbours.

    The desks of a grid have two colours, so it is their number less the largest matching (König).
    """
    partner: dict[int, int] = {}
    white = [n for n, (_, d) in enumerate(hall.desks) if (d.row + d.column) % 2 == 0]

    for start in white:
        seen: set[int] = set()
        path = [(start, iter(hall.neighbours[start]))]
        taken: list[int] = []
        while path:
            others = path[-1][1]
            other = next((n for n in others if n not in seen), None)
            if other is None:
                path.pop()
                if taken:
                    taken.pop()
                continue
            seen.add(other)
            taken.append(other)
            if other not in partner:
                for (white_desk, _), black_desk in zip(path, taken, strict=True):
                    partner[black_desk] = white_desk
                break
            path.append((partner[other], iter(hall.neighbours[partner[other]])))
    return len(hall.desks) - len(partner)
