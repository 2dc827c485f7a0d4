"""`shuzheng witness DIR`: remember the checkpoints of others' evidence logs, and cosign them.

A small process for a university, another department or an enterprise. It needs no Django, database
or settings. `shuzheng witness --init NAME DIR` makes the witness and prints its verifier key; the
logs that it follows are named by their verifier keys in `DIR/logs`. What is kept is described in
`witness_state`, how it is asked in `witness_server`.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from shuzheng.config import witness_server, witness_state

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT_PORT = 8100
HIGHEST_PORT = 65535
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(argv: Sequence[str]) -> int:
    """Make a witness or be one until told to stop; returns 0, or 1 with a sentence on stderr."""
    options = _parser().parse_args(argv)
    try:
        if options.init:
            made = witness_state.make(options.folder, options.init)
            sys.stdout.write(f"{made.key}\n")
            return 0
        return _serve(options.folder, options.host, options.port)
    except witness_state.Unusable as why:
        sys.stderr.write(f"shuzheng witness: {why}\n")
    except OSError as error:
        sys.stderr.write(f"shuzheng witness: {options.folder}: {error.strerror}\n")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shuzheng witness",
        description="Cosign the checkpoints of evidence logs that only grow (C2SP tlog-witness).",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="where key and memory are kept")
    parser.add_argument("--init", metavar="NAME", help="make the witness NAME in DIR, once")
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (127.0.0.1)")
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, help=f"default: {DEFAULT_PORT}; 0: any free one"
    )
    return parser


def _serve(folder: Path, host: str, port: int) -> int:
    if not 0 <= port <= HIGHEST_PORT:
        raise witness_state.Unusable(f"there is no port {port}")
    stopping = threading.Event()
    with witness_state.at_work(folder) as witness, _door(host, port, witness) as door:
        for number in STOP_SIGNALS:
            signal.signal(number, lambda *_: stopping.set())
        threading.Thread(target=door.serve_forever, daemon=True).start()
        shown = f"[{host}]" if ":" in host else host
        sys.stdout.write(f"{witness.key}\nlistens at http://{shown}:{door.server_port}/\n")
        sys.stdout.flush()
        stopping.wait()
        door.shutdown()
    return 0


def _door(host: str, port: int, witness: witness_state.Witness) -> witness_server.Door:
    try:
        return witness_server.Door(host, port, witness)
    except OSError as error:
        raise witness_state.Unusable(f"cannot listen on {host}:{port}: {error.strerror}") from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
