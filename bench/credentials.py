"""`credentials`: certificates are signed and judged, beside @digitalbazaar/vc with eddsa-jcs-2022.

The peer is the one of `tests/interop`, installed there as locked (tools/interop.sh), on Node.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from statistics import median
from typing import TYPE_CHECKING

from bench import figures, processes
from bench.processes import ROOT, Failed, Measured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from bench.context import Context
    from bench.figures import Figure

ID = "credentials"
ISSUE_GOAL, VERIFY_GOAL, FILES_GOAL = 1.5, 1, 1
PEER = "@digitalbazaar/vc"
TIMING = ROOT / "tests" / "interop" / "timing.mjs"
VERIFY = "import sys; from shuzheng.config.cli import main; sys.exit(main())"
ISSUE_WORK = (
    "{count:,} certificates signed with eddsa-jcs-2022 in one process, as the issuing job signs "
    "them (a batch of one standard, {bytes:,} bytes each). {peer} {version} signs as many of the "
    "same credentials, read before. Certificates a second"
)
VERIFY_WORK = (
    "{count:,} of them judged in one process, read before: every check of `shuzheng verify`, with "
    "both status lists. {peer} {version} judges the same ones; its look at the status answers yes "
    "at once. Certificates a second"
)
FILES_WORK = (
    "`shuzheng verify` judges {count:,} files and prints its reports, from its start to its end, "
    "by a process for each core. {peer} {version} reads and judges the same files in one Node "
    "process and prints a line. Files a second"
)


def run(context: Context) -> Iterator[Figure]:
    """Measure by turns, in one folder of credentials."""
    here, size = context.installation, context.size
    env = here.env(f"sqlite://{here.folder / 'none'}")
    folder = here.folder / ID
    if context.peers:
        context.say(f"{ID}: installing {PEER}")
        if subprocess.run(["sh", "tools/interop.sh"], cwd=ROOT, check=False).returncode:
            raise Failed(f"{PEER} could not be installed")
    context.say(f"{ID}: preparing {size.credentials:,} credentials")
    processes.ours(ID, "prepare", size.credentials, folder, env=env)

    def turns(mine: Callable[[], Measured], deed: str) -> tuple[list[Measured], list[Measured]]:
        ours, theirs = [], []
        for turn in range(size.rounds):
            context.say(f"{ID}: {deed}, turn {turn + 1} of {size.rounds}")
            ours.append(mine())
            if context.peers:
                theirs.append(processes.node(TIMING, deed, folder))
        return ours, theirs

    yield _beside(
        "issue",
        ISSUE_WORK,
        ISSUE_GOAL,
        *turns(lambda: processes.ours(ID, "issue", size.credentials, env=env), "issue"),
    )
    yield _beside(
        "verify",
        VERIFY_WORK,
        VERIFY_GOAL,
        *turns(lambda: processes.ours(ID, "verify", folder, env=env), "verify"),
    )
    yield _beside(
        "files", FILES_WORK, FILES_GOAL, *turns(lambda: _judge(folder, env), "verify-files")
    )
    shutil.rmtree(folder)


def _judge(folder: Path, env: Mapping[str, str]) -> Measured:
    """Run the command on every file."""
    files = sorted((folder / "signed").iterdir())
    command = [sys.executable, "-c", VERIFY, "verify", "--trust", str(folder / "trust.json")]
    began = time.perf_counter()
    done = processes.run([*command, *map(str, files)], env)
    return Measured({"seconds": time.perf_counter() - began, "count": len(files)}, done.peak_mb)


def _beside(
    deed: str, work: str, goal: float, mine: list[Measured], theirs: list[Measured]
) -> Figure:
    said = {"bytes": 0, **mine[0].said, "version": "", "peer": PEER}
    if theirs:
        said["version"] = theirs[0].said["version"]
    return figures.beside(
        f"{ID}.{deed}",
        work.format(**said),
        median(one.rate for one in mine),
        "files/s" if deed == "files" else "certificates/s",
        PEER,
        median(one.rate for one in theirs) if theirs else None,
        goal,
        max(one.peak_mb for one in mine),
    )
