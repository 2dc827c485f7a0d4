"""`sm2`: signatures of the second proof, beside the same algorithm in pure Python."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from bench import figures, processes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.context import Context
    from bench.figures import Figure
    from bench.processes import Measured

ID = "sm2"
GOAL = 20
DEEDS = {
    "sign": "SM2 signatures with SM3 over {count:,} messages of 64 bytes, as a proof has them, one "
    "process, through ctypes over the system's OpenSSL. gmalg {version} signs {part:,} of the same "
    "with the same key, prepared once. Signatures a second, median of {rounds} turns",
    "verify": "verifications of as many SM2 signatures, the public key read once. gmalg {version} "
    "likewise, of {part:,}. Verifications a second, median of {rounds} turns",
}


def run(context: Context) -> Iterator[Figure]:
    """Measure both deeds by turns."""
    for deed in DEEDS:
        yield _measured(context, deed)


def _measured(context: Context, deed: str) -> Figure:
    size = context.size
    # Short turns and many, so that whatever else the machine does meets both sides alike.
    rounds = 2 * size.rounds - 1
    mine: list[Measured] = []
    theirs: list[Measured] = []
    for turn in range(rounds):
        context.say(f"{ID}: {deed}, turn {turn + 1} of {rounds}")
        mine.append(processes.ours("sm2", deed, size.sm2, env={}))
        if context.peers:
            theirs.append(processes.peers("sm2", deed, size.sm2_peer, env={}))
    return figures.beside(
        f"{ID}-{deed}",
        DEEDS[deed].format(
            count=size.sm2,
            part=size.sm2_peer,
            rounds=rounds,
            version=theirs[0].said["version"] if theirs else "",
        ),
        median(one.rate for one in mine),
        "signatures/s",
        "gmalg",
        median(one.rate for one in theirs) if theirs else None,
        GOAL,
        max(one.peak_mb for one in mine),
    )
