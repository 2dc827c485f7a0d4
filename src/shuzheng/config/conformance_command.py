"""`shuzheng serve --conformance`: the door for the public test suites, apart from the platform.

It refuses to start where an organisation's key could be: where a key file or a database lies, or
one is named, or the mode is production. On a machine with a demonstration, give it an empty folder:

    SHUZHENG_DATA_DIR=$(mktemp -d) shuzheng serve --conformance
"""

from __future__ import annotations

import ipaddress
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from shuzheng.config import environment, processes
from shuzheng.config.conformance import server

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[3]
DEFAULT_PORT = 8443
LOCAL = "localhost"


class CannotOpen(Exception):  # noqa: N818 - read by an operator as a sentence
    """Why the door does not open."""


def serve(host: str, port: int | None) -> int:
    """Serve until told to stop; returns 0, or 1 with a sentence where the door cannot open."""
    family = processes.Family()
    family.heed_signals()
    try:
        require_apart(os.environ)
        door = open_door(host, DEFAULT_PORT if port is None else port)
    except (CannotOpen, environment.BadSetting) as why:
        sys.stderr.write(f"shuzheng serve --conformance: {why}\n")
        return 1
    sys.stdout.write(f"conformance door: {door.address}/vc-api\nissuer: {door.issuer.identifier}\n")
    sys.stdout.flush()
    with door:
        threading.Thread(target=door.serve_forever, daemon=True).start()
        family.stopping.wait()
        door.shutdown()
    sys.stdout.write("stopped\n")
    return 0


def require_apart(environ: Mapping[str, str]) -> None:
    """Refuse to open beside keys or data of an installation; raises CannotOpen with the reason."""
    settings = environment.read(environ, ROOT)
    if settings.is_production:
        raise CannotOpen("the mode is production")
    if environ.get("DATABASE_URL"):
        raise CannotOpen("DATABASE_URL names a database, in which organisations may have keys")
    for path in (settings.key_file, Path(str(settings.database["NAME"]))):
        if path.exists():
            raise CannotOpen(
                f"{path} belongs to an installation, whose organisations may have keys there:"
                " set SHUZHENG_DATA_DIR to an empty folder"
            )


def open_door(host: str, port: int) -> server.Door:
    """Return the door, listening on `host`, which must be this machine itself; port 0 is any."""
    try:
        inside = host == LOCAL or ipaddress.ip_address(host).is_loopback
    except ValueError:
        inside = False
    if not inside:
        raise CannotOpen(f"it listens to this machine only, and not on {host}")
    try:
        return server.Door(host, port)
    except (OSError, OverflowError) as error:
        raise CannotOpen(f"port {port} on {host} cannot be used ({error})") from None
