"""Everybody has one desk, classmates sit apart as far as can be, and it can be redone."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuzheng.assessment.core import seating
from shuzheng.assessment.core.seating.hall import Hall, independent
from shuzheng.transparency.core.draws import Stream

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

SEED = bytes(range(16))


def room(key: int, rows: int, columns: int, *, accessible: int = 0) -> seating.Room:
    return seating.Room(
        key,
        tuple(
            seating.Desk(n + 1, n // columns, n % columns, usable=True, accessible=n < accessible)
            for n in range(rows * columns)
        ),
    )


def people(*groups: str) -> list[seating.Candidate]:
    return [seating.Candidate(n, group, needs_access=False) for n, group in enumerate(groups)]


def fewest(candidates: Sequence[seating.Candidate], rooms: Sequence[seating.Room]) -> int:
    """Try every arrangement of classes on desks and return the smallest number of conflicts."""
    hall = Hall.of(rooms)
    size = len(hall.desks)
    kinds = Counter((c.group, c.needs_access) for c in candidates)
    kinds["", False] += size - len(candidates)
    at = [""] * size
    best = 4 * size

    def place(desk: int, conflicts: int) -> None:
        nonlocal best
        if conflicts >= best:
            return
        if desk == size:
            best = conflicts
            return
        for group, needs in list(kinds):
            if not kinds[group, needs] or (needs and not hall.desks[desk][1].accessible):
                continue
            kinds[group, needs] -= 1
            at[desk] = group
            met = sum(n < desk and at[n] == group != "" for n in hall.neighbours[desk])
            place(desk + 1, conflicts + met)
            kinds[group, needs] += 1

    place(0, 0)
    return best


@st.composite
def small_halls(
    draw: st.DrawFn,
) -> tuple[list[seating.Candidate], list[seating.Room], int]:
    rooms, left = [], 8
    for key in range(draw(st.integers(1, 3))):
        rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 4))
        desks = []
        for n in range(rows * columns):
            usable = left > 0 and draw(st.integers(0, 5)) > 0
            left -= usable
            desks.append(
                seating.Desk(n + 1, n // columns, n % columns, usable, draw(st.booleans()))
            )
        rooms.append(seating.Room(key, tuple(desks)))
    usable_desks = [desk for r in rooms for desk in r.desks if desk.usable]
    accessible = sum(desk.accessible for desk in usable_desks)
    needs = draw(st.integers(0, min(2, accessible)))
    count = draw(st.integers(needs, len(usable_desks)))
    groups = draw(st.lists(st.sampled_from(["甲", "乙", "丙", ""]), min_size=count, max_size=count))
    candidates = [seating.Candidate(n, group, n < needs) for n, group in enumerate(groups)]
    return candidates, rooms, needs


@settings(max_examples=150, deadline=None)
@given(small_halls(), st.binary(max_size=4))
def test_small_rooms_have_exactly_as_few_conflicts_as_any_arrangement(
    hall: tuple[list[seating.Candidate], list[seating.Room], int], seed: bytes
) -> None:
    candidates, rooms, _ = hall
    made = seating.assign(candidates, rooms, seed)

    least = fewest(candidates, rooms)
    assert len(made.conflicts) == least
    assert made.unavoidable <= least


@settings(max_examples=100, deadline=None)
@given(small_halls(), st.binary(max_size=4))
def test_everybody_has_one_usable_desk_that_meets_the_need(
    hall: tuple[list[seating.Candidate], list[seating.Room], int], seed: bytes
) -> None:
    candidates, rooms, _ = hall
    made = seating.assign(candidates, rooms, seed)

    desks = {(r.key, desk.number): desk for r in rooms for desk in r.desks}
    assert [place.candidate for place in made.places] == [c.key for c in candidates]
    taken = [(place.room, place.desk) for place in made.places]
    assert len(set(taken)) == len(taken)
    for place, candidate in zip(made.places, candidates, strict=True):
        desk = desks[place.room, place.desk]
        assert desk.usable
        assert desk.accessible or not candidate.needs_access


@settings(max_examples=50, deadline=None)
@given(small_halls(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_does_not_matter(
    hall: tuple[list[seating.Candidate], list[seating.Room], int], chance: Random
) -> None:
    candidates, rooms, _ = hall
    mixed = [seating.Room(r.key, tuple(reversed(r.desks))) for r in reversed(rooms)]
    shuffled = list(candidates)
    chance.shuffle(shuffled)

    assert seating.assign(shuffled, mixed, SEED) == seating.assign(candidates, rooms, SEED)


def test_the_same_seed_gives_the_same_seating_and_another_seed_another() -> None:
    candidates, rooms = people(*"甲乙丙丁" * 10), [room(1, 5, 10)]

    first = seating.assign(candidates, rooms, SEED)
    assert seating.assign(candidates, rooms, SEED) == first
    assert seating.assign(candidates, rooms, b"another").places != first.places


def test_this_seed_has_always_given_this_seating() -> None:
    made = seating.assign(people(*"甲甲甲乙乙乙丙"), [room(1, 2, 4)], b"2026-12-05")

    assert [place.desk for place in made.places] == [2, 7, 4, 3, 8, 5, 1]
    assert made.conflicts == ()


def test_two_classes_of_one_size_sit_like_a_chessboard() -> None:
    made = seating.assign(people(*"甲乙" * 25), [room(1, 5, 10)], SEED)

    assert made.conflicts == ()


def test_one_class_in_a_full_room_is_in_conflict_everywhere_and_says_so() -> None:
    made = seating.assign(people(*"甲" * 6), [room(1, 2, 3)], SEED)

    assert [conflict.desks for conflict in made.conflicts] == [
        (1, 2),
        (1, 4),
        (2, 3),
        (2, 5),
        (3, 6),
        (4, 5),
        (5, 6),
    ]
    assert {conflict.group for conflict in made.conflicts} == {"甲"}
    assert made.unavoidable == 3


def test_one_class_in_half_a_room_leaves_a_desk_between() -> None:
    assert seating.assign(people(*"甲" * 25), [room(1, 5, 10)], SEED).conflicts == ()


def test_desks_that_are_not_usable_separate() -> None:
    desks = tuple(seating.Desk(n, 0, n, usable=n != 2, accessible=False) for n in range(1, 4))

    made = seating.assign(people("甲", "甲"), [seating.Room(1, desks)], SEED)
    assert made.conflicts == ()
    assert {place.desk for place in made.places} == {1, 3}


def test_who_has_no_class_is_nobodys_classmate() -> None:
    assert seating.assign(people("", "", "", ""), [room(1, 2, 2)], SEED).conflicts == ()


def test_desks_of_different_rooms_are_no_neighbours() -> None:
    rooms = [room(1, 1, 1), room(2, 1, 1)]

    assert seating.assign(people("甲", "甲"), rooms, SEED).conflicts == ()


def test_a_class_is_spread_over_the_rooms() -> None:
    rooms = [room(key, 5, 6) for key in range(4)]
    made = seating.assign(people(*["甲"] * 40, *["乙"] * 40), rooms, SEED)

    halves = Counter(place.room for place in made.places if place.candidate < 40)
    assert made.conflicts == ()
    assert max(halves.values()) - min(halves.values()) <= 6


def test_conflicts_of_a_seating_changed_by_hand_are_counted_left_right_front_and_back() -> None:
    candidates, rooms = people("甲", "甲", "甲", "乙"), [room(1, 2, 2)]
    places = [seating.Place(n, 1, n + 1) for n in range(4)]

    found = seating.conflicts_of(places, candidates, rooms)
    assert [(conflict.desks, conflict.candidates) for conflict in found] == [
        ((1, 2), (0, 1)),
        ((1, 3), (0, 2)),
    ]


def test_too_few_desks_are_refused() -> None:
    with pytest.raises(seating.NotEnoughDesks) as refusal:
        seating.assign(people(*"甲乙丙"), [room(1, 1, 2)], SEED)
    assert refusal.value.params == {"candidates": 3, "desks": 2}
    needing = [seating.Candidate(n, "", needs_access=True) for n in range(2)]
    with pytest.raises(seating.NotEnoughAccessibleDesks):
        seating.assign(needing, [room(1, 2, 2, accessible=1)], SEED)


def test_what_is_given_twice_is_refused() -> None:
    twice = [*people("甲"), *people("乙")]
    same_place = seating.Room(
        1, tuple(seating.Desk(n, 0, 0, usable=True, accessible=False) for n in (1, 2))
    )
    for candidates, rooms in (
        (twice, [room(1, 2, 2)]),
        (people("甲"), [room(1, 2, 2), room(1, 2, 2)]),
        (people("甲"), [same_place]),
    ):
        with pytest.raises(seating.GivenTwice):
            seating.assign(candidates, rooms, SEED)


def test_nobody_needs_no_room() -> None:
    made = seating.assign([], [], SEED)

    assert (made.places, made.conflicts, made.unavoidable) == ((), (), 0)


def test_two_thousand_candidates_of_fifty_classes_sit_without_a_conflict_in_sixty_rooms() -> None:
    candidates = [
        seating.Candidate(n, f"{n % 50}班", needs_access=n % 100 == 0) for n in range(2000)
    ]
    made = seating.assign(candidates, [room(k, 5, 7, accessible=1) for k in range(60)], SEED)

    assert len({(place.room, place.desk) for place in made.places}) == 2000
    assert made.conflicts == ()


def test_the_stream_is_that_of_the_description() -> None:
    digest = sha256(b"seating-1" + SEED + bytes(8)).digest()
    words = [int.from_bytes(digest[n : n + 4], "big") for n in range(0, 32, 4)]
    stream = Stream(seating.METHOD, SEED)

    assert [stream.below(1000) for _ in words] == [word % 1000 for word in words]


def test_a_shuffle_reaches_every_order() -> None:
    stream = Stream(seating.METHOD, SEED)
    orders = Counter("".join(stream.shuffled("abc")) for _ in range(600))

    assert set(orders) == {"abc", "acb", "bac", "bca", "cab", "cba"}
    assert min(orders.values()) > 60


@given(st.integers(1, 4), st.integers(1, 5))
def test_half_of_a_grid_can_be_used_without_neighbours(rows: int, columns: int) -> None:
    assert independent(Hall.of([room(1, rows, columns)])) == -(-rows * columns // 2)
