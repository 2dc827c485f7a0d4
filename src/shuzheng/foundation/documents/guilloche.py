"""Fine line work of the certificate: two drawings made of sine curves.

`templates/frame.svg` and `templates/ground.svg` are kept as files, because every certificate needs
them; a test draws them again and compares. Lines of 0.14 to 0.2 mm run together on a copier, which
is their purpose. Each half wave is one cubic curve between two crests, and every point lies on a
grid of 0.05 mm, so that figures are short whole numbers: both are paid for in every single PDF.
Lengths are millimetres until they are written.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TILE_BLUE = "#1c5f69"
OCHRE = "#b8741a"
STEP = 1e-5
WIDTH, HEIGHT, INSET, CORNER = 297.0, 210.0, 11.5, 4.4
GROUND = 140.0
UNITS = 20  # to a millimetre

Point = tuple[float, float]


def frame() -> str:
    """Return the border of an A4 sheet, landscape: two braids, four corner roses, two rules."""
    far_x, far_y = WIDTH - INSET, HEIGHT - INSET
    across, down = WIDTH - 2 * (INSET + CORNER), HEIGHT - 2 * (INSET + CORNER)
    begin = INSET + CORNER
    blue: list[str] = []
    ochre: list[str] = []
    for strand in range(6):
        sides = (
            _band((begin, INSET), across, 26, strand, along_x=True),
            _band((begin, far_y), across, 26, strand, along_x=True),
            _band((INSET, begin), down, 18, strand, along_x=False),
            _band((far_x, begin), down, 18, strand, along_x=False),
        )
        (blue if strand % 3 else ochre).extend(sides)
    corners = [(x, y) for x in (INSET, far_x) for y in (INSET, far_y)]
    roses = [_rose(corner, 2.7 * (1 - 0.14 * k), k) for corner in corners for k in range(5)]
    rules = [_rectangle(INSET - 3.1, 0.45), _rectangle(INSET + 3.1, 0.2)]
    paths = [
        _path(blue, TILE_BLUE, 0.16, 0.75),
        _path(ochre, OCHRE, 0.16, 0.75),
        _path(roses, TILE_BLUE, 0.14, 0.8),
    ]
    return _drawing(WIDTH, HEIGHT, paths + rules)


def ground() -> str:
    """Return the rose that lies under the text: four braids closed into rings."""
    rings = (
        (58.0, 7.5, 14, 10, TILE_BLUE, 0.22),
        (42.5, 6.5, 12, 8, TILE_BLUE, 0.18),
        (28.0, 6.0, 10, 8, TILE_BLUE, 0.15),
        (14.5, 5.5, 8, 6, OCHRE, 0.2),
    )
    paths = [
        _path([_ring(r, swing, waves, k / strands) for k in range(strands)], colour, 0.2, opacity)
        for r, swing, waves, strands, colour, opacity in rings
    ]
    return _drawing(GROUND, GROUND, paths)


def _band(start: Point, length: float, waves: int, strand: int, *, along_x: bool) -> str:
    """Return one strand of a straight braid; it ends where it began, across the line."""
    phase = 2 * math.pi * strand / 6
    end = 2 * math.pi * waves

    def at(u: float) -> Point:
        along, across = length * u / end, 1.75 * math.sin(u + phase)
        dx, dy = (along, across) if along_x else (across, along)
        return start[0] + dx, start[1] + dy

    crests = [math.pi * (k + 0.5) - phase for k in range(-1, 2 * waves + 4)]
    inner = [u for u in crests if STEP < u < end - STEP]
    return _curve(at, [0.0, *inner, end])


def _ring(radius: float, swing: float, waves: int, turn: float) -> str:
    """Return one strand of a braid closed into a ring about the middle of the ground."""
    phase = 2 * math.pi * turn

    def at(angle: float) -> Point:
        r = radius + swing * math.sin(waves * angle + phase)
        return GROUND / 2 + r * math.cos(angle), GROUND / 2 + r * math.sin(angle)

    crests = [(math.pi * (k + 0.5) - phase) / waves for k in range(2 * waves + 1)]
    return _curve(at, crests) + "z"


def _rose(centre: Point, radius: float, layer: int) -> str:
    """Return one layer of a rose of eight petals, turned a little against the layer outside it."""
    phase = layer * 2 * math.pi / 5

    def at(angle: float) -> Point:
        r = radius * (0.8 + 0.2 * math.cos(8 * angle + phase))
        return centre[0] + r * math.cos(angle), centre[1] + r * math.sin(angle)

    return _curve(at, [(math.pi * k - phase) / 8 for k in range(17)]) + "z"


def _curve(at: Callable[[float], Point], knots: Sequence[float]) -> str:
    """Return a path through the knots of a parametric curve, with its tangents kept."""
    x, y = at(knots[0])
    parts = [f"M{_figure(x)} {_figure(y)}C"]
    for start, end in itertools.pairwise(knots):
        third = (end - start) / 3
        out, into = _tangent(at, start), _tangent(at, end)
        (ax, ay), (bx, by) = at(start), at(end)
        points = (
            (ax + out[0] * third, ay + out[1] * third),
            (bx - into[0] * third, by - into[1] * third),
            (bx, by),
        )
        parts.append(" ".join(_figure(v) for point in points for v in point) + " ")
    return "".join(parts).rstrip()


def _tangent(at: Callable[[float], Point], t: float) -> Point:
    """Return the derivative of a curve at `t`."""
    (ax, ay), (bx, by) = at(t - STEP), at(t + STEP)
    return (bx - ax) / (2 * STEP), (by - ay) / (2 * STEP)


def _figure(value: float) -> str:
    """Return a length in units of the grid."""
    return str(round(value * UNITS))


def _path(curves: Sequence[str], colour: str, width: float, opacity: float) -> str:
    """Return one path element that holds all the curves of one colour."""
    drawn = "".join(curves)
    return (
        f'<path d="{drawn}" stroke="{colour}" stroke-width="{width * UNITS:g}" '
        f'stroke-opacity="{opacity}"/>'
    )


def _rectangle(gap: float, width: float) -> str:
    """Return a rule around the sheet, `gap` from its edge."""
    return (
        f'<rect x="{_figure(gap)}" y="{_figure(gap)}" width="{_figure(WIDTH - 2 * gap)}" '
        f'height="{_figure(HEIGHT - 2 * gap)}" stroke="{TILE_BLUE}" '
        f'stroke-width="{width * UNITS:g}"/>'
    )


def _drawing(width: float, height: float, elements: Sequence[str]) -> str:
    """Return an SVG file."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_figure(width)} {_figure(height)}">'
        f'<g fill="none" stroke-linejoin="round">{"".join(elements)}</g></svg>\n'
    )
