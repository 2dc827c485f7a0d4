"""`office`: the pilot office's pages, its daily round and the proposal of sites, at full size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import processes
from bench.figures import Figure, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bench.context import Context
    from bench.engines import Engine
    from bench.processes import Measured

ID = "office"
PAGES_GOAL_MS, ROUND_GOAL_S, SITING_GOAL_S = 150, 30, 10
GROWN = "office"
PAGES = (
    "{engine}: {count} pages of the office's rooms, {turns} times each in one process, from "
    "request to whole answer, with {institutions:,} institutions, {certificates:,} certificates, "
    "{organisations:,} organisations and {reports:,} bi-weekly reports. Milliseconds at the 95th "
    "percentile of the slowest page, {slowest}; half of the pages stay below {median:.0f}; no page "
    "asks the database more than {queries} times ({busiest})"
)
ROUND = "{engine}: {count} jobs of the clock, each once, one after another. Seconds"
SITING = (
    "{engine}: sites proposed for {places:,} institutions and {demands:,} of their certificates, "
    "{count:,} to add, {gap:.2%} above the proven bound at most. Seconds, reading and keeping "
    "included"
)


def run(context: Context) -> Iterator[Figure]:
    """Measure both engines."""
    for engine in context.engines():
        yield from _on(context, engine)


def _on(context: Context, engine: Engine) -> Iterator[Figure]:
    here, turns = context.installation, context.size.office_turns
    told = here.folder / f"{GROWN}-{engine.name}.json"
    context.say(f"{ID}: building a {context.size.office} province on {engine.name}")
    env = here.env(engine.copy("", GROWN))
    processes.ours(ID, "grow", context.size.office, told, env=env)
    context.say(f"{ID}: pages on {engine.name}")
    pages = processes.ours(ID, "pages", told, turns, env=env)
    yield _figure(
        context, engine, "pages", PAGES, float(str(pages.said["worst"])), PAGES_GOAL_MS, pages
    )
    context.say(f"{ID}: daily round and proposed sites on {engine.name}")
    for name, work, goal in (("round", ROUND, ROUND_GOAL_S), ("siting", SITING, SITING_GOAL_S)):
        done = processes.ours(ID, name, env=env)
        yield _figure(context, engine, name, work, float(str(done.said["seconds"])), goal, done)
    engine.drop(GROWN)


def _figure(
    context: Context,
    engine: Engine,
    name: str,
    work: str,
    figure: float,
    goal: float,
    measured: Measured,
) -> Figure:
    said: Mapping[str, object] = {"turns": context.size.office_turns, **measured.said}
    return Figure(
        id=f"{ID}.{engine.name.lower()}.{name}",
        work=work.format(engine=engine.name, **said),
        figure=rounded(figure),
        unit="ms" if name == "pages" else "s",
        peer="",
        peer_figure=None,
        ratio=None,
        goal=goal,
        met=figure <= goal if context.peers else None,
        peak_mb=round(measured.peak_mb),
    )
