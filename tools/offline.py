"""Run a command with no network but the machine's own loopback.

usage: python -m tools.offline COMMAND [ARGUMENT …]

The command runs in a network of its own, in which nothing but the loopback is up: an error of the
kernel, and no setting, keeps it from reaching anybody. Where the system does not allow that,
nothing runs: a test that says "without a network" must not pass with one.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import struct
import sys
from typing import NoReturn

GET_FLAGS, SET_FLAGS, UP = 0x8913, 0x8914, 1
LOOPBACK = "lo"
REQUEST = struct.Struct("16sh14x")
INSIDE = "--inside"


def main(argv: list[str]) -> NoReturn:
    """Enter a network of its own and become the command there; exits where that is impossible."""
    if not argv:
        sys.exit("usage: python -m tools.offline COMMAND [ARGUMENT …]")
    if argv[0] == INSIDE:
        _become(argv[1:])
    unshare = shutil.which("unshare")
    if unshare is None:
        sys.exit("missing system package: util-linux")
    alone = ["--net"] if os.geteuid() == 0 else ["--map-root-user", "--net"]
    again = [sys.executable, "-m", "tools.offline", INSIDE, *argv]
    os.execv(unshare, [unshare, *alone, "--", *again])  # noqa: S606 - the point of it


def _become(argv: list[str]) -> NoReturn:
    others = {name for _, name in socket.if_nameindex() if name != LOOPBACK and _flags(name) & UP}
    if others:
        sys.exit(f"the network is not off: {' '.join(sorted(others))}")
    _flags(LOOPBACK, _flags(LOOPBACK) | UP)
    os.execvp(argv[0], argv)  # noqa: S606 - the point of it


def _flags(name: str, wanted: int | None = None) -> int:
    """Return the flags of a network interface, set to `wanted` if that is given."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        request = REQUEST.pack(name.encode(), 0 if wanted is None else wanted)
        call = GET_FLAGS if wanted is None else SET_FLAGS
        answer = fcntl.ioctl(asking, call, request)
    flags: int = REQUEST.unpack(answer)[1]
    return flags


if __name__ == "__main__":
    main(sys.argv[1:])
