"""`shuzheng worker`: run queued and scheduled work until told to stop."""

from __future__ import annotations

import argparse
import importlib
import sys

from shuzheng.config import preparing, processes

POLL_SECONDS = 1.0


def main(argv: list[str]) -> int:
    """Run jobs; SIGTERM or SIGINT stops after the present job's next look. Several may run."""
    parser = argparse.ArgumentParser(prog="shuzheng worker", description=__doc__)
    parser.add_argument(
        "--interval", type=float, default=POLL_SECONDS, help="seconds between looks at the queue"
    )
    parser.add_argument("--parent", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args(argv)
    if given.parent:
        processes.end_with_parent(given.parent)
    preparing.start_django()
    # Imported only now: it stands on the models, which need the rooms to be loaded.
    worker = importlib.import_module("shuzheng.config.worker")
    worker.run(given.interval)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
