"""The search for a seating with few conflicts; step 3 of the method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shuzheng.assessment.core.seating.hall import Candidate, Hall
    from shuzheng.transparency.core.draws import Stream

STEPS_PER_DESK: Final = 12
TRIALS: Final = 300_000
HANDFUL: Final = 48
NOBODY: Final = -1
NO_CLASS: Final = -1


class Search:
    """One seating under construction: who is at which desk, of what class."""

    def __init__(
        self, hall: Hall, candidates: Sequence[Candidate], classes: Sequence[int], stream: Stream
    ) -> None:
        self.hall = hall
        self.stream = stream
        self.candidates = candidates
        self.classes = classes
        size = len(hall.desks)
        self.sitting = [NOBODY] * size
        self.colour = [NO_CLASS] * size
        self.needs = [False] * size
        self.accessible = [desk.accessible for _, desk in hall.desks]
        self.resting = [0] * size
        self.troubled: list[int] = []
        self.trouble_at = [NOBODY] * size

    def fill(self, desks: Sequence[int]) -> int:
        """Seat the candidates, in order, at `desks`, in order, each need at an accessible one.

        Returns the number of conflicts.
        """
        free = list(desks)
        for n, candidate in enumerate(self.candidates):
            at = 0
            if candidate.needs_access:
                at = next(i for i, desk in enumerate(free) if self.accessible[desk])
            desk = free.pop(at)
            self.sitting[desk] = n
            self.colour[desk] = self.classes[n]
            self.needs[desk] = candidate.needs_access
        for desk in range(len(self.colour)):
            self._note(desk)
        return sum(self.clashes(desk, self.colour[desk]) for desk in self.troubled) // 2

    def clashes(self, desk: int, colour: int) -> int:
        """Return with how many neighbours a candidate of `colour` at `desk` would conflict."""
        if colour == NO_CLASS:
            return 0
        return [self.colour[other] for other in self.hall.neighbours[desk]].count(colour)

    def _note(self, desk: int) -> None:
        """Keep `desk` in the list of desks in conflict, or take it out."""
        at = self.trouble_at[desk]
        troubled = self.clashes(desk, self.colour[desk]) > 0
        if troubled and at == NOBODY:
            self.trouble_at[desk] = len(self.troubled)
            self.troubled.append(desk)
        elif not troubled and at != NOBODY:
            last = self.troubled.pop()
            self.trouble_at[desk] = NOBODY
            if last != desk:
                self.troubled[at] = last
                self.trouble_at[last] = at

    def change(self, one: int, two: int) -> int:
        """Return by how much the conflicts grow if two desks of different classes swap."""
        a, b = self.colour[one], self.colour[two]
        before = self.clashes(one, a) + self.clashes(two, b)
        after = self.clashes(one, b) + self.clashes(two, a)
        if two in self.hall.neighbours[one]:
            after -= (a != NO_CLASS) + (b != NO_CLASS)
        return after - before

    def fits(self, one: int, two: int) -> bool:
        """Return whether a swap changes anything and leaves every need met."""
        return (
            self.colour[one] != self.colour[two]
            and (not self.needs[one] or self.accessible[two])
            and (not self.needs[two] or self.accessible[one])
        )

    def swap(self, one: int, two: int) -> None:
        """Let two desks change their candidates; one of them may be empty."""
        for row in (self.sitting, self.colour):
            row[one], row[two] = row[two], row[one]
        self.needs[one], self.needs[two] = self.needs[two], self.needs[one]
        for desk in (one, two, *self.hall.neighbours[one], *self.hall.neighbours[two]):
            self._note(desk)

    def partners(self, desk: int) -> list[int]:
        """Return the desks to try: all of its room, and a handful (or all) of the others."""
        room = self.hall.rooms[self.hall.room_of[desk]]
        outside = len(self.colour) - len(room)
        if outside <= HANDFUL:
            found = [n for n in range(len(self.colour)) if n != desk]
        else:
            drawn = [self.stream.below(outside) for _ in range(HANDFUL)]
            found = [n for n in room if n != desk]
            found += [n if n < room.start else n + len(room) for n in drawn]
        turn = self.stream.below(len(found)) if found else 0
        return found[turn:] + found[:turn]

    def best(
        self, desk: int, partners: Sequence[int], step: int, wanted: int
    ) -> tuple[int, int] | None:
        """Return the best swap (change, partner) that does not rest, or changes by `wanted`."""
        found: tuple[int, int] | None = None
        for other in partners:
            if not self.fits(desk, other):
                continue
            change = self.change(desk, other)
            if change > wanted and (self.resting[other] > step or self.resting[desk] > step):
                continue
            if found is None or change < found[0]:
                found = (change, other)
        return found

    def improve(self, conflicts: int, goal: int) -> tuple[int, list[int]]:
        """Swap until only `goal` conflicts are left or the work is done; return the best found."""
        now = least = conflicts
        kept = list(self.sitting)
        trials = TRIALS
        for step in range(1, 100 + STEPS_PER_DESK * len(self.colour)):
            if least <= goal or trials <= 0:
                break
            desk = self.troubled[self.stream.below(len(self.troubled))]
            partners = self.partners(desk)
            trials -= len(partners) + 1
            move = self.best(desk, partners, step, least - now - 1)
            if move is None:
                continue
            self.swap(desk, move[1])
            now += move[0]
            self.resting[desk] = self.resting[move[1]] = step + 2 + self.stream.below(6)
            if now < least:
                least, kept = now, list(self.sitting)
        return least, kept
