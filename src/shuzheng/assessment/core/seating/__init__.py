"""Who sits where: a seeded assignment that keeps classmates from being neighbours.

Neighbours are desks side by side or one behind the other in the same room (left, right, front,
back); a desk that is not usable separates. A *conflict* is a pair of neighbours of one class.
Conflicts are made as few as the method can and those that remain are listed, because a full room
of one class cannot be without them.

**The method, so that an auditor can compute it again.** Candidates and rooms are sorted by key,
desks by number, before anything else, so the order in which they were given does not matter. All
chance comes from one stream: the SHA-256 digests of `METHOD`, the seed, and a counter of eight
bytes (big-endian, from 0), read as 32-bit big-endian words. A number below n is the first word
below the largest multiple of n under 2**32, modulo n; a list is shuffled from its end (Fisher and
Yates).

1. Candidates are shuffled, then put in order of class, the largest first (equals: by who came first
   in the shuffle); those who need an accessible desk come before all others.
2. Each start lays out desks: the desks of every room in a shuffled order (first, third, … start) or
   by the colours of a chessboard, row by row (second, fourth, … start); then rooms are dealt desk
   by desk in proportion to their sizes, so that every class is spread over all rooms. Candidates
   take the desks in turn, those with a need the first accessible ones.
3. Then pairs of desks are swapped (tabu search): of the desks in conflict one is drawn, and swapped
   with that desk, of its room and of a drawn handful of others, for which the number of conflicts
   becomes smallest, even if it grows; the two desks then rest for some steps unless they would
   beat the best seating so far. `STEPS_PER_DESK` and `TRIALS` bound the work, not the clock.
4. The best seating of all starts is kept, the earliest among equals. The search ends at once when
   no seating could have fewer conflicts (`unavoidable`).
"""

from __future__ import annotations

from shuzheng.assessment.core.seating.assignment import KIND, METHOD, assign, conflicts_of
from shuzheng.assessment.core.seating.frozen import freeze, places_of, thaw
from shuzheng.assessment.core.seating.hall import (
    Candidate,
    Conflict,
    Desk,
    GivenTwice,
    NotEnoughAccessibleDesks,
    NotEnoughDesks,
    Place,
    Room,
    Seating,
    check,
)

__all__ = [
    "KIND",
    "METHOD",
    "Candidate",
    "Conflict",
    "Desk",
    "GivenTwice",
    "NotEnoughAccessibleDesks",
    "NotEnoughDesks",
    "Place",
    "Room",
    "Seating",
    "assign",
    "check",
    "conflicts_of",
    "freeze",
    "places_of",
    "thaw",
]
