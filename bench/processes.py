"""Run measured processes, hear what they say, and watch how much memory they take."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bench import telling

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[1]
PEERS = ROOT / "bench" / ".venv"
LOOK_SECONDS = 0.02
MEBIBYTE = 1 << 20
PAGE = os.sysconf("SC_PAGE_SIZE")
LAST_LINES = 4_000


class Failed(RuntimeError):  # noqa: N818 - read by whoever runs the bench as a sentence
    """A measured process did not do its work."""


@dataclass(slots=True)
class Watch:
    """The most memory that a process and its children held together, in MB."""

    peak_mb: float = 0.0
    over: threading.Event = field(default_factory=threading.Event)

    def follow(self, pid: int) -> None:
        """Look at once, for a process that is over soon, and until the watch is over."""
        while True:
            self.peak_mb = max(self.peak_mb, resident(pid) / MEBIBYTE)
            if self.over.wait(LOOK_SECONDS):
                return


@dataclass(frozen=True, slots=True)
class Measured:
    """What a process said, and the most memory it took."""

    said: Mapping[str, object]
    peak_mb: float

    @property
    def rate(self) -> float:
        """How many a second."""
        return float(str(self.said["count"])) / float(str(self.said["seconds"]))


def ours(module: str, *arguments: object, env: Mapping[str, str]) -> Measured:
    """Run a program of `bench.ours` in the platform's environment."""
    return run([sys.executable, "-m", f"bench.ours.{module}", *map(str, arguments)], env)


def peers(module: str, *arguments: object, env: Mapping[str, str]) -> Measured:
    """Run a program of `bench.peers` in the peers' environment."""
    python = PEERS / "bin" / "python"
    return run([str(python), "-m", f"bench.peers.{module}", *map(str, arguments)], env)


def node(script: Path, *arguments: object) -> Measured:
    """Run a peer's program on Node; it says how long it took."""
    return run(["node", str(script), *map(str, arguments)], {})


def client(*arguments: object) -> Measured:
    """Run the client that keeps to a rate."""
    return run([sys.executable, "-m", "bench.client", *map(str, arguments)], {})


def run(command: list[str], env: Mapping[str, str]) -> Measured:
    """Run a program of any kind in an environment."""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        with watched(process.pid) as watch:
            output, errors = process.communicate()
        if process.returncode:
            raise Failed(f"{' '.join(command[1:4])} failed:\n{errors[-LAST_LINES:]}")
    return Measured(telling.heard(output), watch.peak_mb)


@contextmanager
def watched(pid: int) -> Iterator[Watch]:
    """Watch a process for as long as the block runs."""
    watch = Watch()
    thread = threading.Thread(target=watch.follow, args=(pid,))
    thread.start()
    try:
        yield watch
    finally:
        watch.over.set()
        thread.join()


def resident(pid: int) -> int:
    """Return the resident bytes of a process and of those it started; 0 when it is gone."""
    try:
        here = Path(f"/proc/{pid}")
        total = int((here / "statm").read_text().split()[1]) * PAGE
        for task in (here / "task").iterdir():
            total += sum(map(resident, map(int, (task / "children").read_text().split())))
    except (OSError, IndexError):
        return 0
    return total
