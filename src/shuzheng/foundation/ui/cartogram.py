"""City tiles: one figure by position, never borders, so no map approval is needed.

Positions are rows and columns by eye, the same for every figure. Steps (`sz-q1` to `sz-q5`) are
worked out here, so a tile needs no inline colour. A division without a position (a county that the
province administers directly) stands in the last row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django_stubs_ext import StrOrPromise

POSITIONS: dict[str, dict[str, tuple[int, int]]] = {
    "anhui": {
        "341600": (1, 1),
        "340600": (1, 2),
        "341300": (1, 3),
        "341200": (2, 1),
        "340400": (2, 2),
        "340300": (2, 3),
        "341100": (2, 4),
        "341500": (3, 1),
        "340100": (3, 2),
        "340200": (3, 3),
        "340500": (3, 4),
        "340800": (4, 1),
        "341700": (4, 2),
        "340700": (4, 3),
        "341800": (4, 4),
        "341000": (5, 3),
    }
}
STEPS = 5
COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Tile:
    """A city's figure: its short name, the value to colour by and to read, where it leads."""

    name: StrOrPromise
    value: float | None
    shown: StrOrPromise
    url: str = ""
    title: StrOrPromise = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A tile with its place and its step (0 where there is no data)."""

    tile: Tile
    row: int
    column: int
    step: int


def draw(
    values: Mapping[str, Tile], province: str, bounds: Sequence[float] | None = None
) -> dict[str, Any]:
    """Place the tiles and bin their values; returns the partial's `tiles` and `legend`."""
    known = POSITIONS.get(province, {})
    amounts = sorted(tile.value for tile in values.values() if tile.value is not None)
    if bounds is None:
        bounds = bins(amounts)
    places = dict(known)
    spare = max((row for row, _column in known.values()), default=0) + 1
    for i, code in enumerate(code for code in values if code not in known):
        places[code] = (spare + i // COLUMNS, i % COLUMNS + 1)
    placed = [
        Placed(tile, *places[code], step=step_of(tile.value, bounds))
        for code, tile in values.items()
    ]
    placed.sort(key=lambda one: (one.row, one.column))
    return {
        "tiles": placed,
        "legend": _legend(amounts, bounds),
        "missing": any(one.step == 0 for one in placed),
    }


def bins(values: Sequence[float]) -> list[float]:
    """Return up to four lower bounds of steps 2 to 5, cutting the values into even groups."""
    distinct = sorted(set(values))
    if len(distinct) <= STEPS:
        return [float(value) for value in distinct[1:]]
    cuts = [distinct[len(distinct) * i // STEPS] for i in range(1, STEPS)]
    return [float(cut) for cut in sorted(set(cuts))]


def step_of(value: float | None, bounds: Sequence[float]) -> int:
    """Return the step of a value, 1 to 5; 0 for no data."""
    if value is None:
        return 0
    return 1 + sum(value >= bound for bound in bounds)


def _legend(amounts: Sequence[float], bounds: Sequence[float]) -> list[tuple[int, str]]:
    """Name each step by the least and the greatest value in it."""
    words = []
    whole = all(float(amount).is_integer() for amount in amounts)
    for step in range(1, STEPS + 1):
        held = [amount for amount in amounts if step_of(amount, bounds) == step]
        if held:
            low, high = (f"{end:,.0f}" if whole else f"{end:,.1f}" for end in (held[0], held[-1]))
            words.append((step, low if low == high else f"{low}–{high}"))
    return words
