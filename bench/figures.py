"""What a measurement found, as a line of a table and an entry of var/bench/latest.json."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

HEADINGS = ("id", "figure", "unit", "peer", "peer's", "ratio", "goal", "met", "MB")
SMALL = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure beside its peer's.

    `ratio` says how many times better ours is, and has to reach `goal`. Where there is no peer,
    `peer_figure` and `ratio` are None and `goal` is the most that `figure` may be. `met` is None
    where the peer was left out. `peak_mb` is the most resident memory of our processes together.
    """

    id: str
    work: str
    figure: float
    unit: str
    peer: str
    peer_figure: float | None
    ratio: float | None
    goal: float
    met: bool | None
    peak_mb: float


def beside(
    key: str,
    work: str,
    rate: float,
    unit: str,
    peer: str,
    peer_rate: float | None,
    goal: float,
    peak_mb: float,
) -> Figure:
    """Return a rate beside a peer's, or alone where the peer was left out."""
    ratio = rate / peer_rate if peer_rate else None
    return Figure(
        id=key,
        work=work,
        figure=rounded(rate),
        unit=unit,
        peer=peer,
        peer_figure=rounded(peer_rate) if peer_rate else None,
        ratio=round(ratio, 2) if ratio else None,
        goal=goal,
        met=ratio >= goal if ratio else None,
        peak_mb=round(peak_mb),
    )


def rounded(value: float) -> float:
    """Return a figure with the digits that mean something."""
    return round(value, 2 if value < SMALL else 1)


def write(path: Path, figures: Iterable[Figure]) -> None:
    """Write the entries, as one whole file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside_it = path.with_suffix(".new")
    text = json.dumps([asdict(one) for one in figures], ensure_ascii=False, indent=1)
    beside_it.write_text(f"{text}\n", encoding="utf-8")
    beside_it.replace(path)


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a table, and under it what was done for each."""
    rows = [HEADINGS, *map(_row, figures)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    lines.insert(1, "─" * max(map(_width, lines)))
    return "\n".join([*lines, "", *(f"{one.id}: {one.work}" for one in figures)])


def _row(one: Figure) -> tuple[str, ...]:
    return (
        one.id,
        f"{one.figure:,}",
        one.unit,
        one.peer,
        "" if one.peer_figure is None else f"{one.peer_figure:,}",
        "" if one.ratio is None else f"{one.ratio:,}",
        f"{one.goal:g}",
        {True: "yes", False: "NO", None: ""}[one.met],
        f"{one.peak_mb:g}",
    )


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
