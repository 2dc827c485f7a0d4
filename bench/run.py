"""Run the measurements: `python -m bench.run [--only ID] [--tiny]`.

Writes var/bench/latest.json, prints a table, and ends with 1 where a goal was missed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING

from bench import (
    credentials,
    engines,
    figures,
    issuing,
    log,
    office,
    page,
    paper,
    roster,
    sizes,
    sm2,
)
from bench.context import Context
from bench.installation import Installation
from bench.processes import PEERS, ROOT, Failed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from bench.engines import Engine
    from bench.figures import Figure

BENCHES = (roster, issuing, credentials, paper, page, log, sm2, office)
REQUIREMENTS = ROOT / "bench" / "requirements.txt"
LATEST = ROOT / "var" / "bench" / "latest.json"
DESCRIPTION = "Measure the platform beside its peers."


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what is asked for; 0 when every goal was reached."""
    parser = argparse.ArgumentParser(prog="shuzheng bench", description=DESCRIPTION)
    names = ", ".join(bench.ID for bench in BENCHES)
    parser.add_argument("--only", default="", metavar="ID", help=f"one of: {names}")
    parser.add_argument("--tiny", action="store_true", help="next to nothing, without peers")
    parser.add_argument("--output", default=str(LATEST), metavar="FILE", help=argparse.SUPPRESS)
    given = parser.parse_args(argv)
    chosen = [bench for bench in BENCHES if given.only in {"", bench.ID}]
    if not chosen:
        parser.error(f"there is no bench {given.only!r}; there are: {names}")
    path = ROOT / given.output
    found: list[Figure] = []
    try:
        for one in measure(chosen, path.parent / "work", tiny=given.tiny):
            found.append(one)
            # Each as it comes: a measurement that fails takes none of the others with it.
            figures.write(path, found)
    except Failed as why:
        sys.stderr.write(f"\n{figures.table(found)}\n\nshuzheng bench: {why}\n")
        return 1
    print(f"\n{figures.table(found)}\n\n{path}")
    return 0 if all(one.met is not False for one in found) else 1


def measure(benches: Sequence[object], folder: Path, *, tiny: bool) -> Iterator[Figure]:
    """Yield the figures of these benches, measured in a folder that is removed afterwards."""
    began = time.monotonic()

    def say(words: str) -> None:
        load = os.getloadavg()[0]
        sys.stderr.write(f"{time.monotonic() - began:6.0f} s  load {load:4.1f}  {words}\n")
        sys.stderr.flush()

    if not tiny:
        _install_peers(say)
    shutil.rmtree(folder, ignore_errors=True)
    installation = Installation(folder)
    installation.make()
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)

        @cache
        def all_engines() -> Sequence[Engine]:
            say("founding an installation")
            made: list[Engine] = [engines.SQLite(folder / "databases")]
            if not tiny:
                made.append(stack.enter_context(engines.postgresql()))
            for engine in made:
                installation.found(engine)
            return made

        context = Context(
            size=sizes.TINY if tiny else sizes.WHOLE,
            installation=installation,
            engines=all_engines,
            peers=not tiny,
            say=say,
        )
        for bench in benches:
            yield from bench.run(context)  # type: ignore[attr-defined]


def _install_peers(say: Callable[[str], None]) -> None:
    """Make the peers' environment from its hash-locked requirements, where it is not that."""
    wanted = REQUIREMENTS.read_text(encoding="ascii")
    stamp = PEERS / ".installed"
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    say("installing the peers")
    uv = ROOT / ".tools" / "bin" / "uv"
    python = PEERS / "bin" / "python"
    env = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    for command in (
        [uv, "venv", "--quiet", "--clear", "--python", "3.11", PEERS],
        [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", python, REQUIREMENTS],
    ):
        done = subprocess.run(command, env=env, check=False)
        if done.returncode:
            raise Failed("the peers could not be installed")
    stamp.write_text(wanted, encoding="ascii")


if __name__ == "__main__":
    sys.exit(main())
