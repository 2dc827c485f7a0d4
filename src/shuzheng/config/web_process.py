"""The web server's process: granian before the WSGI application.

It loads neither Django nor typst: granian forks its workers, and a process that has used typst must
never fork. Two workers with one thread each are the measured best for server-rendered pages.
"""

from __future__ import annotations

import argparse
import os
import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from shuzheng.config import processes

WORKERS = 2
STOP_SECONDS = 10


def main(argv: list[str]) -> int:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="web_process")
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--parent", type=int, required=True)
    given = parser.parse_args(argv)
    processes.end_with_parent(given.parent)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuzheng.config.settings")
    Granian(
        "shuzheng.config.wsgi:application",
        address=given.host,
        port=given.port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=1,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
    ).serve()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
