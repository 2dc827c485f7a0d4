"""Figures made of weighted parts, and inputs that somebody tells: one reading for every room above.

Source: handbook 5. A part without data is left out and its weight spread over the others in
proportion; with less than half of the weight left the figure itself is “no data” (None), never 0
and never 1. Everything is exact: fractions, rounded only where they are printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Final

from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

Figure = Fraction | None
"""A figure, or None: no data."""

TEN_THOUSANDTHS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Told:
    """An input: a count, of how many (0 where it is a mere count), whence, as of."""

    count: int
    of: int
    source: str
    on: date


def share(told: Told | None, smallest: int = 1) -> Figure:
    """Return an input as a share; None without it, or over fewer than `smallest`."""
    return None if told is None or told.of < smallest else Fraction(told.count, told.of)


def weighted(weights: Mapping[str, int], parts: Mapping[str, Figure]) -> Figure:
    """Return the weighted mean of the parts that have data, None with less than half the weight."""
    held = {name: value for name, value in parts.items() if value is not None}
    left = sum(weights[name] for name in held)
    if left == 0 or 2 * left < sum(weights.values()):
        return None
    return sum((weights[name] * value for name, value in held.items()), Fraction(0)) / left


@applies("R-234")
def freshness(revised_on: date | None, on: date, fresh: int, stale: int) -> Figure:
    """Return how fresh a standard is: 1 up to `fresh` whole months, falling to 0 at `stale`."""
    if revised_on is None:
        return None
    age = periods.months_between(revised_on, on)
    return min(Fraction(1), max(Fraction(0), Fraction(stale - age, stale - fresh)))


def printed(value: Figure, of: int = TEN_THOUSANDTHS) -> int | None:
    """Return a figure in whole parts of `of`, rounded half up; for print, never for a decision."""
    return None if value is None else floor(value * of + Fraction(1, 2))
