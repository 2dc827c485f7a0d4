"""Which numbers of a breakdown are shown to others, so that no small group can be worked out.

Source: handbook 5 (groups under 5 persons are not shown outside the owner) and 4.8 (个人信息保护法
6: no more than is needed). Hiding a small cell is not enough: the total less the cells that are
shown gives it back. So further cells are hidden until no hidden number can be derived.

**What is promised.** The reader knows every number shown, that all of them add up, and that a group
of nobody is shown as 0, so that every hidden group has at least one member. Even then no hidden
number is the only possible one. A breakdown is a network in which numbers flow: row total, cell,
column total, grand total, and back to the row totals. A hidden number can be another one if some
cycle of hidden numbers through it can be turned by one without a number falling below its least.
Where there is none, the cheapest cycle is hidden: small cells before large ones, cells before
totals. With the totals in it there always is one, so the search ends.

Whoever owns the rows sees them all; this is asked for everybody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

LEAST: Final = 5
"""The smallest group that is shown to others."""

_TOTAL_COST: Final = 10**9
_START, _END = ("", "start"), ("", "end")

K = TypeVar("K", bound="Hashable")


@dataclass(frozen=True, slots=True)
class Listed(Generic[K]):
    """A breakdown by one dimension; None stands for a hidden number."""

    cells: Mapping[K, int | None]
    total: int | None


@dataclass(frozen=True, slots=True)
class Shares(Generic[K]):
    """A share (numerator, denominator) by one dimension; None stands for a hidden one."""

    cells: Mapping[K, tuple[int, int] | None]
    total: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Arc:
    """One number: where it flows from and to, its size in each layer, and what hiding it costs."""

    tail: Hashable
    head: Hashable
    sizes: tuple[int, ...]
    cost: int


class _Network:
    """Numbers that flow, and which of them are hidden.

    Layers are numbers hidden together (all, passed, not passed); `leasts` has the smallest size
    that a reader can take for possible in each. A change in a later layer changes the first with
    it (one more who passed is one more in all), so both must be able to shrink.
    """

    def __init__(self, arcs: Sequence[_Arc], leasts: tuple[int, ...]) -> None:
        self.arcs = arcs
        self.leasts = leasts
        self.hidden: set[int] = set()
        self.at: dict[Hashable, list[tuple[int, bool]]] = {}
        for n, arc in enumerate(arcs):
            self.at.setdefault(arc.tail, []).append((n, True))
            self.at.setdefault(arc.head, []).append((n, False))

    def _shrinks(self, arc: _Arc, layer: int) -> bool:
        """Return whether an arc could be smaller by one in `layer`."""
        return all(arc.sizes[n] > self.leasts[n] for n in {0, layer})

    def _way(
        self, start: Hashable, goal: Hashable, without: int, layer: int, *, through_shown: bool
    ) -> list[int] | None:
        """Return the cheapest arcs from `start` to `goal` that could change by one, or None.

        An arc may always grow (followed forwards), and shrink (backwards) while above its least.
        Groups of nobody are shown, so nothing flows through them.
        """
        order = count()
        heap: list[tuple[int, int, Hashable, list[int]]] = [(0, next(order), start, [])]
        seen: set[Hashable] = set()
        while heap:
            cost, _, node, way = heappop(heap)
            if node == goal:
                return way
            if node in seen:
                continue
            seen.add(node)
            for n, forwards in self.at.get(node, ()):
                arc = self.arcs[n]
                hidden = n in self.hidden
                if n == without or arc.sizes[0] == 0 or not (hidden or through_shown):
                    continue
                if not forwards and not self._shrinks(arc, layer):
                    continue
                price = cost + (0 if hidden else arc.cost)
                heappush(heap, (price, next(order), arc.head if forwards else arc.tail, [*way, n]))
        return None

    def _cycle(self, n: int, layer: int, *, through_shown: bool) -> list[int] | None:
        """Return arcs with which arc `n` could change by one, the cheaper of growing, shrinking."""
        arc = self.arcs[n]
        ways = [self._way(arc.head, arc.tail, n, layer, through_shown=through_shown)]
        if self._shrinks(arc, layer):
            ways.append(self._way(arc.tail, arc.head, n, layer, through_shown=through_shown))
        found = [way for way in ways if way is not None]
        return min(found, key=self._price, default=None)

    def _price(self, way: Iterable[int]) -> int:
        return sum(self.arcs[n].cost for n in way if n not in self.hidden)

    def protect(self, least: int) -> set[int]:
        """Hide every group under `least`, and what else it takes; return all that is hidden."""
        self.hidden = {n for n, arc in enumerate(self.arcs) if 0 < arc.sizes[0] < least}
        settled = False
        while not settled:
            settled = True
            for n in sorted(self.hidden):
                for layer in range(len(self.leasts)):
                    if self._cycle(n, layer, through_shown=False) is None:
                        more = set(self._cycle(n, layer, through_shown=True) or ()) - self.hidden
                        self.hidden |= more
                        settled = settled and not more
        return self.hidden


def hide_list(values: Mapping[K, int], least: int = LEAST) -> Listed[K]:
    """Return a breakdown of counts of persons with its small groups hidden."""
    total = sum(values.values())
    arcs = [_Arc(_START, _END, (value,), value) for value in values.values()]
    arcs.append(_Arc(_END, _START, (total,), total + _TOTAL_COST))
    hidden = _Network(arcs, (1,)).protect(least)
    cells = {key: None if n in hidden else value for n, (key, value) in enumerate(values.items())}
    return Listed(cells, None if len(values) in hidden else total)


def hide_shares(values: Mapping[K, tuple[int, int]], least: int = LEAST) -> Shares[K]:
    """Return shares (numerator, denominator) by group, small groups hidden with both numbers.

    Hidden groups whose numerators could be worked out, because all or none of their members are in
    it, take others with them.
    """
    whole = (sum(n for n, _ in values.values()), sum(d for _, d in values.values()))

    def arc(tail: Hashable, head: Hashable, share: tuple[int, int], extra: int) -> _Arc:
        numerator, denominator = share
        sizes = (denominator, numerator, denominator - numerator)
        return _Arc(tail, head, sizes, denominator + extra)

    arcs = [arc(_START, _END, share, 0) for share in values.values()]
    arcs.append(arc(_END, _START, whole, _TOTAL_COST))
    hidden = _Network(arcs, (1, 0, 0)).protect(least)
    cells = {key: None if n in hidden else share for n, (key, share) in enumerate(values.items())}
    return Shares(cells, None if len(values) in hidden else whole)
