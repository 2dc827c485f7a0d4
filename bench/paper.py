"""`certificate-pdf`: the certificate as a paper, beside reportlab drawing the same page."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import pylopdf_fonts_zh_cn

from bench import figures, processes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.context import Context
    from bench.figures import Figure
    from bench.processes import Measured

ID = "certificate-pdf"
GOAL = 2
TEMPLATES = processes.ROOT / "src" / "shuzheng" / "foundation" / "documents" / "templates"
WORK = (
    "certificates as PDF/A-3b, A4, with QR code, line background and the signed credential "
    "attached ({size:,} bytes each), one process. reportlab {version} draws the same words in the "
    "same letters, sizes and places, the same code and the same background, its paths and fonts "
    "prepared once; it attaches nothing and its file is no PDF/A; as it comes, with ASCII85 coding "
    "(once with that switched off: {lean:.1f} papers/s). Papers a second, median of {rounds} turns"
)


def run(context: Context) -> Iterator[Figure]:
    """Measure by turns."""
    here, size = context.installation, context.size
    env = here.env(f"sqlite://{here.folder / 'none'}")
    fonts = (here.folder / "song.ttf", here.folder / "hei.ttf")
    if context.peers:
        context.say(f"{ID}: converting fonts for reportlab")
        serif, sans = pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path()
        processes.peers("fonts", serif, fonts[0], sans, fonts[1], env={})
    mine: list[Measured] = []
    theirs: list[Measured] = []
    rounds = 2 * size.rounds - 1
    for turn in range(rounds):
        context.say(f"{ID}: turn {turn + 1} of {rounds}")
        first, file = turn * size.papers, here.folder / "certificate.pdf"
        mine.append(processes.ours("paper", size.papers, first, file, env=env))
        if context.peers:
            other = here.folder / "reportlab.pdf"
            theirs.append(
                processes.peers(
                    "paper", "ascii85", size.papers, first, other, *fonts, TEMPLATES, env={}
                )
            )
    lean = (
        processes.peers(
            "paper", "binary", size.papers, 0, here.folder / "lean.pdf", *fonts, TEMPLATES, env={}
        ).rate
        if context.peers
        else 0
    )
    yield figures.beside(
        ID,
        WORK.format(
            size=mine[0].said["bytes"],
            version=theirs[0].said["version"] if theirs else "",
            rounds=rounds,
            lean=lean,
        ),
        median(one.rate for one in mine),
        "papers/s",
        "reportlab",
        median(one.rate for one in theirs) if theirs else None,
        GOAL,
        max(one.peak_mb for one in mine),
    )
