"""`issue`: eligible results become signed, stored, logged certificates, beside cert-issuer."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from bench import figures, processes
from bench.figures import Figure, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.context import Context
    from bench.engines import Engine
    from bench.processes import Measured

ID = "issue"
GOAL = 12
STEADY_GOAL = 0.9
WORK = (
    "{engine}: {count:,} eligible results become certificates by the page's own job: eligibility "
    "asked, credentials built and signed (eddsa-jcs-2022), stored, two random status places each, "
    "committed to the evidence log, facts recorded, status lists and log checkpoint signed and "
    "published. cert-issuer {version} issues {peer:,} of the same credentials, already built, from "
    "files to files on its mock chain: validated, canonicalised (URDNA2015), Merkle proof added; no"
    " database, no status places. Certificates a second"
)
STEADY = (
    "{engine}: the rate when {count:,} certificates are issued beside the rate when {few:,} are, "
    "both ours, each on a database that holds just those results"
)


def run(context: Context) -> Iterator[Figure]:
    """Measure both engines, and whether many cost more each than few."""
    for engine in context.engines():
        yield from _on(context, engine)


def _on(context: Context, engine: Engine) -> Iterator[Figure]:
    size, here = context.size, context.installation
    counts = dict.fromkeys((size.issue, size.issue_few, size.issue_most))
    for count in counts:
        context.say(f"{ID}: preparing {count:,} results on {engine.name}")
        env = here.env(engine.copy("founded", f"issue_{count}"))
        processes.ours("issuing", "prepare", count, env=env)
    unsigned = here.folder / "unsigned"
    if context.peers and not unsigned.exists():
        env = here.env(engine.url("founded"))
        processes.ours("issuing", "unsigned", size.issue_peer, unsigned, env=env)
    many: list[Measured] = []
    few: list[Measured] = []
    theirs: list[Measured] = []
    for turn in range(size.rounds):
        context.say(f"{ID}: turn {turn + 1} of {size.rounds} on {engine.name}")
        many.append(_ours(context, engine, size.issue))
        if context.peers:
            work = here.folder / f"cert-issuer-{engine.name}-{turn}"
            theirs.append(processes.peers("issuing", unsigned, work, env={}))
        few.append(_ours(context, engine, size.issue_few))
    context.say(f"{ID}: {size.issue_most:,} on {engine.name}")
    most = _ours(context, engine, size.issue_most)
    for count in counts:
        engine.drop(f"issue_{count}")
    rate, peak = median(one.rate for one in many), max(one.peak_mb for one in many)
    yield figures.beside(
        f"{ID}.{engine.name.lower()}",
        WORK.format(
            engine=engine.name,
            count=size.issue,
            version=theirs[0].said["version"] if theirs else "",
            peer=size.issue_peer,
        ),
        rate,
        "certificates/s",
        "cert-issuer",
        median(one.rate for one in theirs) if theirs else None,
        GOAL,
        peak,
    )
    least = median(one.rate for one in few)
    yield _steady(context, engine, "steady", size.issue, rate, least, peak)
    yield _steady(context, engine, "most", size.issue_most, most.rate, least, most.peak_mb)


def _ours(context: Context, engine: Engine, count: int) -> Measured:
    with context.installation.copy(engine, f"issue_{count}") as env:
        tokens = context.installation.folder / "tokens.txt"
        return processes.ours("issuing", "issue", tokens, env=env)


def _steady(
    context: Context,
    engine: Engine,
    name: str,
    count: int,
    rate: float,
    few: float,
    peak_mb: float,
) -> Figure:
    ratio = rate / few
    return Figure(
        id=f"{ID}.{engine.name.lower()}.{name}",
        work=STEADY.format(engine=engine.name, count=count, few=context.size.issue_few),
        figure=rounded(rate),
        unit="certificates/s",
        peer=f"ours at {context.size.issue_few:,}",
        peer_figure=rounded(few),
        ratio=round(ratio, 2),
        goal=STEADY_GOAL,
        met=ratio >= STEADY_GOAL if context.peers else None,
        peak_mb=round(peak_mb),
    )
