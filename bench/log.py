"""`log`: entries go into the evidence log and are proved from it, beside pymerkle."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from bench import figures, processes
from bench.entries import BATCH
from bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.context import Context
    from bench.engines import Engine
    from bench.processes import Measured

ID = "log"
APPEND_GOAL, PROOF_GOAL, PROOF_MS = 1, 10, 1
FULL = "log_full"
APPEND = (
    "{engine}: {count:,} entries in acts of {batch:,}, each committed durably by one process; "
    "another, as the log's job does, computes tiles, signs and commits checkpoints, and writes "
    "tiles, bundles and checkpoint as files, all durable. The clock stops when all is published. "
    "pymerkle {version} hashes the same entries into its tree in memory, with the root after each "
    "batch; nothing of it is kept. Entries a second"
)
PROOF = (
    "{engine}: inclusion proofs of entries drawn at random from {size:,}, with salt and signed "
    "checkpoint, each from the database. pymerkle proves the same from its SQLite file, its cache "
    "warmed by one proof; no checkpoint. Every proof is verified afterwards. Proofs a second"
)
TIME = "{engine}: the median time of those proofs; {goal} ms is the most it may take"


def run(context: Context) -> Iterator[Figure]:
    """Measure both engines."""
    for engine in context.engines():
        yield _append(context, engine)
        yield from _prove(context, engine)


def _append(context: Context, engine: Engine) -> Figure:
    size, here = context.size, context.installation
    mine: list[Measured] = []
    theirs: list[Measured] = []
    for turn in range(size.rounds):
        context.say(f"{ID}: appending, turn {turn + 1} of {size.rounds} on {engine.name}")
        with here.copy(engine, "founded") as env:
            mine.append(processes.ours("log", "append", size.log_append, env=env))
        if context.peers:
            theirs.append(processes.peers("log", "append", size.log_append, env={}))
    return figures.beside(
        f"{ID}-append.{engine.name.lower()}",
        APPEND.format(
            engine=engine.name,
            count=size.log_append,
            batch=BATCH,
            version=theirs[0].said["version"] if theirs else "",
        ),
        median(one.rate for one in mine),
        "entries/s",
        "pymerkle, memory",
        median(one.rate for one in theirs) if theirs else None,
        APPEND_GOAL,
        max(one.peak_mb for one in mine),
    )


def _prove(context: Context, engine: Engine) -> Iterator[Figure]:
    size, here = context.size, context.installation
    context.say(f"{ID}: filling a log with {size.log_size:,} entries on {engine.name}")
    env = here.env(engine.copy("founded", FULL))
    processes.ours("log", "append", size.log_size, env=env)
    file = here.folder / "pymerkle.sqlite3"
    mine: list[Measured] = []
    theirs: list[Measured] = []
    for turn in range(size.rounds):
        context.say(f"{ID}: proving, turn {turn + 1} of {size.rounds} on {engine.name}")
        mine.append(processes.ours("log", "prove", size.log_proofs, env=env))
        if context.peers:
            asked = (size.log_size, size.log_proofs, file)
            theirs.append(processes.peers("log", "prove", *asked, env={}))
    engine.drop(FULL)
    peak = max(one.peak_mb for one in mine)
    yield figures.beside(
        f"{ID}-proof.{engine.name.lower()}",
        PROOF.format(engine=engine.name, size=size.log_size),
        median(one.rate for one in mine),
        "proofs/s",
        "pymerkle, SQLite",
        median(one.rate for one in theirs) if theirs else None,
        PROOF_GOAL,
        peak,
    )
    time = median(float(str(one.said["median_ms"])) for one in mine)
    yield Figure(
        id=f"{ID}-proof.{engine.name.lower()}.time",
        work=TIME.format(engine=engine.name, goal=PROOF_MS),
        figure=figures.rounded(time),
        unit="ms",
        peer="",
        peer_figure=None,
        ratio=None,
        goal=PROOF_MS,
        met=time <= PROOF_MS if context.peers else None,
        peak_mb=round(peak),
    )
