"""Processes that belong together: started by one parent, and stopped with it.

Each child leads a process group of its own, so that Ctrl-C reaches only the parent, which then asks
the children to end in good order, and so that whatever a child leaves behind can be ended too. A
child also hears of its parent's sudden death (on Linux), so nothing is left over in any case.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

PR_SET_PDEATHSIG = 1
GRACE_SECONDS = 20.0
LOOK_SECONDS = 0.2
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def end_with_parent(parent: int) -> None:
    """Have this process told to end (SIGTERM) when `parent`, its parent, dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        raise SystemExit(1)


class Family:
    """Named children and the wish to stop."""

    def __init__(self) -> None:
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self.stopping = threading.Event()

    def heed_signals(self) -> None:
        """Take SIGINT, SIGTERM and SIGHUP as the wish to stop."""
        for number in STOP_SIGNALS:
            signal.signal(number, self._heed)

    def _heed(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self.stopping.set()

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start a child that leads its own process group."""
        self._children[name] = subprocess.Popen(command, start_new_session=True)  # noqa: S603 - ours

    def fallen(self) -> str:
        """Return the name of a child that has ended, or ""."""
        return next((name for name, child in self._children.items() if _has_ended(child)), "")

    def wait(self) -> str:
        """Wait until one is asked to stop ("") or a child ends (its name)."""
        while not self.stopping.wait(LOOK_SECONDS):
            if fallen := self.fallen():
                return fallen
        return ""

    def stop(self) -> None:
        """Ask every child to end, wait, and end by force whatever is left of them."""
        for child in self._children.values():
            if not _has_ended(child):
                child.terminate()
        until = time.monotonic() + GRACE_SECONDS
        patience = threading.Event()
        while not all(map(_has_ended, self._children.values())) and time.monotonic() < until:
            patience.wait(LOOK_SECONDS / 4)
        for child in self._children.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        self._children.clear()


def _has_ended(child: subprocess.Popen[bytes]) -> bool:
    """Return whether a child has ended, without reaping it: its group's number stays its own."""
    if child.returncode is not None:
        return True
    flags = os.WEXITED | os.WNOHANG | os.WNOWAIT
    return os.waitid(os.P_PID, child.pid, flags) is not None
