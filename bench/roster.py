"""`roster-import`: a workbook becomes persons and registrations, beside django-import-export."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from bench import figures, processes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bench.context import Context
    from bench.engines import Engine
    from bench.figures import Figure
    from bench.processes import Measured

ID = "roster-import"
GOALS = {"default": 20, "bulk": 8}
PREPARED = "roster"
WORK = (
    "{engine}: a roster workbook of {count:,} rows (half of the persons known) is checked for the "
    "preview and then taken, by the page's own jobs: every row validated twice, persons sealed, "
    "enrolled and registered in one transaction, facts recorded. django-import-export {version} in "
    "{mode} mode does the same on {peer:,} rows of the same workbook: import_data as a dry run, "
    "then for good; it leaves the same persons, enrolments, memberships and registrations (compared"
    " by digest) and no facts. Rows a second from file to commit; with the preview left out on both"
    " sides: {alone}"
)


def run(context: Context) -> Iterator[Figure]:
    """Measure both engines; of the peer, both modes."""
    for engine in context.engines():
        yield from _on(context, engine)


def _on(context: Context, engine: Engine) -> Iterator[Figure]:
    size, here = context.size, context.installation
    context.say(f"{ID}: preparing {size.roster:,} rows on {engine.name}")
    url = engine.copy("founded", PREPARED)
    made = processes.ours(
        "roster", "prepare", size.roster, size.roster_part, here.folder, env=here.env(url)
    ).said
    peers = {
        "BENCH_SCHOOL": str(made["school"]),
        "BENCH_RULE_SINCE": str(made["rule_since"]),
    }
    whole, part = here.folder / "whole.xlsx", here.folder / "part.xlsx"
    mine: list[Measured] = []
    theirs: dict[str, Measured] = {}

    def ours(file: object) -> tuple[Measured, Mapping[str, object]]:
        with here.copy(engine, PREPARED) as env:
            context.say(f"{ID}: ours on {engine.name}, {file}")
            done = processes.ours("roster", "take", file, env=env)
            left = processes.ours("roster", "digest", env=env).said if context.peers else {}
            return done, left

    for turn in range(size.rounds):
        done, left = ours(whole)
        mine.append(done)
        if not context.peers or turn > 1:
            continue
        mode, file = (("default", part), ("bulk", whole))[turn % 2]
        if file == part:
            left = ours(part)[1]
        with here.copy(engine, PREPARED) as env:
            context.say(f"{ID}: django-import-export in {mode} mode on {engine.name}, {file}")
            theirs[mode] = processes.peers("roster", mode, file, made["plan"], env={**env, **peers})
            found = processes.ours("roster", "digest", env=env).said
        if found != left:
            raise processes.Failed(f"{mode} mode left other rows than ours: {found}, ours {left}")
    engine.drop(PREPARED)
    for mode, goal in GOALS.items():
        yield _figure(context, engine, mode, goal, mine, theirs.get(mode))


def _figure(
    context: Context,
    engine: Engine,
    mode: str,
    goal: int,
    mine: list[Measured],
    other: Measured | None,
) -> Figure:
    count = context.size.roster
    rate = median(one.rate for one in mine)
    alone = f"{count / median(float(str(one.said['take'])) for one in mine):,.0f}"
    if other:
        single = float(str(other.said["count"])) / float(str(other.said["take"]))
        alone += f" to {single:,.0f}"
    return figures.beside(
        f"{ID}.{engine.name.lower()}.{mode}",
        WORK.format(
            engine=engine.name,
            count=count,
            mode=mode,
            version=other.said["version"] if other else "",
            peer=other.said["count"] if other else 0,
            alone=alone,
        ),
        rate,
        "rows/s",
        f"django-import-export, {mode}",
        other.rate if other else None,
        goal,
        max(one.peak_mb for one in mine),
    )
