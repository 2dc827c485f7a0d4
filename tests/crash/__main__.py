"""`python -m tests.crash sqlite|postgresql [--crashes N] [--seed S]`: one campaign on one engine.

Prints every turn with its seed, then what the kills hit, and ends with 1 where anything was found.
The same seed draws the same turns; kills by the clock fall where the machine lets them.
"""

from __future__ import annotations

import argparse
import importlib
import os
import secrets
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import mkdtemp

from bench import engines, processes
from bench.installation import FOUNDED, Installation

HERE, PREPARED = "history", "prepared"
RESULTS = 2_000


def main() -> int:
    """Prepare an installation with passed results, and run the campaign on it."""
    parser = argparse.ArgumentParser(prog="crash", description=__doc__)
    parser.add_argument("engine", choices=("sqlite", "postgresql"))
    parser.add_argument("--crashes", type=int, default=200, metavar="N")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 32), metavar="S")
    given = parser.parse_args()
    work = Path(mkdtemp(prefix="shuzheng-crash-"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, work, ignore_errors=True)
        engine: engines.Engine = engines.SQLite(work / "databases")
        if given.engine == "postgresql":
            engine = stack.enter_context(engines.postgresql())
        installation = Installation(work / "installation")
        installation.make()
        installation.found(engine)
        prepared = installation.env(engine.copy(FOUNDED, PREPARED))
        processes.ours("issuing", "prepare", RESULTS, env=prepared)
        os.environ.update(installation.env(engine.copy(PREPARED, HERE)))
        # Imported only now: it loads the platform, with the settings of the environment.
        campaign = importlib.import_module("tests.crash.campaign")
        clean: bool = campaign.Campaign(engine, work).run(given.crashes, given.seed)
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main())
