"""A printed code, folded and photographed: what a telephone sees of a paper that was carried about.

    photograph = creased.photograph(modules, millimetres=30, harm=1.0, seed=7)

`modules` is the code as an array, True where it is black, quiet zone included. The paper is folded
once through the code, its halves lean apart and reflect unequal light; toner has flaked off along
the fold; the camera looks from aside, is turned, not quite sharp, and adds noise. `harm` scales all
of it: 0 is a scan of a fresh print, 1 a bad photograph of a well-worn paper, more is worse.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.float64]

PER_MILLIMETRE = 12
"""Pixels that the camera gives a millimetre of paper: a sheet of A4 across a 3,500 pixel picture,
or a hand's breadth across a video frame."""
MARGIN = 6
PAPER, TONER = 0.92, 0.10


@dataclass(frozen=True, slots=True)
class Fold:
    """A fold through the code: where and in which direction (of length 1), and how it scatters."""

    at: tuple[float, float]
    along: tuple[float, float]
    lean: float
    shade: float
    width: float


def photograph(
    modules: NDArray[np.bool_], *, millimetres: float, harm: float, seed: int
) -> NDArray[np.uint8]:
    """Return a grey photograph of a code that is `millimetres` wide, quiet zone included."""
    chance = np.random.default_rng(seed)
    side = int((millimetres + 2 * MARGIN) * PER_MILLIMETRE)
    fold = _fold(chance, millimetres, harm)
    x, y = _seen(chance, side, harm)
    x, y, across = _folded(x + millimetres / 2, y + millimetres / 2, fold)
    seen = _inked(modules, x, y, millimetres)
    seen = _scratched(chance, seen, across, x, y, fold)
    seen = np.where(across > 0, seen * (1 - fold.shade), seen)
    slope = chance.uniform(-0.25, 0.25, 2) * harm
    rows, columns = np.mgrid[0:side, 0:side] / side - 0.5
    seen = seen * (1 + slope[0] * rows + slope[1] * columns)
    seen = _blurred(seen, 0.6 + 1.1 * harm * chance.uniform(0.7, 1.3))
    seen = seen + chance.normal(0, 0.035 * harm, seen.shape)
    return (np.clip(seen, 0, 1) * 255).astype(np.uint8)


def png(picture: NDArray[np.uint8]) -> bytes:
    """Return a grey picture as a PNG file."""
    height, width = picture.shape
    rows = np.hstack([np.zeros((height, 1), np.uint8), picture]).tobytes()
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def _fold(chance: np.random.Generator, millimetres: float, harm: float) -> Fold:
    turn = chance.uniform(0, np.pi)
    middle = millimetres / 2 + chance.uniform(-0.25, 0.25, 2) * millimetres
    return Fold(
        at=(float(middle[0]), float(middle[1])),
        along=(float(np.cos(turn)), float(np.sin(turn))),
        lean=float(chance.uniform(0.01, 0.05)) * harm,
        shade=float(chance.uniform(0.1, 0.4)) * min(harm, 1.5),
        width=float(chance.uniform(0.15, 0.45)) * harm,
    )


def _seen(chance: np.random.Generator, side: int, harm: float) -> tuple[Grey, Grey]:
    """Return for each pixel the place on the flat paper, in millimetres from the code's middle."""
    rows, columns = (np.mgrid[0:side, 0:side] - side / 2) / PER_MILLIMETRE
    turn = chance.uniform(-np.pi, np.pi) if harm else 0.0
    tilt = chance.uniform(-0.006, 0.006, 2) * harm
    depth = 1 + tilt[0] * columns + tilt[1] * rows
    x = (columns * np.cos(turn) - rows * np.sin(turn)) / depth
    y = (columns * np.sin(turn) + rows * np.cos(turn)) / depth
    return x, y


def _folded(x: Grey, y: Grey, fold: Fold) -> tuple[Grey, Grey, Grey]:
    """Return the place on the paper, whose far half leans away, and its distance from the fold."""
    normal = (-fold.along[1], fold.along[0])
    across = (x - fold.at[0]) * normal[0] + (y - fold.at[1]) * normal[1]
    longer = np.where(across > 0, across * fold.lean, 0)
    return x + longer * normal[0], y + longer * normal[1], across


def _inked(modules: NDArray[np.bool_], x: Grey, y: Grey, millimetres: float) -> Grey:
    """Return the brightness of the print at each place, averaged over a pixel."""
    count = modules.shape[0]
    seen = np.zeros_like(x)
    parts = (-0.33, 0.0, 0.33)
    for right in parts:
        for down in parts:
            column = np.floor((x + right / PER_MILLIMETRE) / millimetres * count).astype(int)
            row = np.floor((y + down / PER_MILLIMETRE) / millimetres * count).astype(int)
            inside = (column >= 0) & (column < count) & (row >= 0) & (row < count)
            black = np.zeros_like(inside)
            black[inside] = modules[row[inside], column[inside]]
            seen += np.where(black, TONER, PAPER)
    return seen / len(parts) ** 2


def _scratched(
    chance: np.random.Generator, seen: Grey, across: Grey, x: Grey, y: Grey, fold: Fold
) -> Grey:
    """Return the print with the toner gone in patches along the fold, and the fold's own shadow."""
    along = (x - fold.at[0]) * fold.along[0] + (y - fold.at[1]) * fold.along[1]
    patches = chance.uniform(0.2, 1.8, 256)
    spread = fold.width * patches[(np.floor(along * 2).astype(int)) % 256]
    bare = np.abs(across) < spread
    shadow = (across < 0) & (across > -2 * fold.width)
    return np.where(bare, PAPER, np.where(shadow, seen * 0.75, seen))


def _blurred(seen: Grey, sigma: float) -> Grey:
    reach = int(3 * sigma) + 1
    weights = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * sigma**2))
    weights /= weights.sum()
    for axis in (0, 1):
        padded = np.pad(seen, [(reach, reach) if axis == a else (0, 0) for a in (0, 1)], "edge")
        seen = sum(
            weight * np.take(padded, range(n, n + seen.shape[axis]), axis)
            for n, weight in enumerate(weights)
        )
    return seen
