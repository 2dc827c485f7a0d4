"""Start the platform's own processes in tests, and watch them with a time limit."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LIMIT_SECONDS = 60.0


def until(what: Callable[[], object], limit: float = LIMIT_SECONDS) -> None:
    """Wait until `what` is true; fails after `limit` seconds."""
    patience, end = threading.Event(), time.monotonic() + limit
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        patience.wait(0.05)


def environment(**changes: str) -> dict[str, str]:
    """Return an environment in which a process uses this test's database and keys."""
    database: Mapping[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        url = "sqlite://" + quote(str(database["NAME"]))
    else:
        where = f"{database['HOST']}:{database['PORT']}" if database["PORT"] else ""
        query = "" if where else "?" + urlencode({"host": database["HOST"]})
        user = quote(database["USER"]) + (f":{quote(p)}" if (p := database["PASSWORD"]) else "")
        url = f"postgresql://{user}@{where}/{quote(str(database['NAME']))}{query}"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "shuzheng.config.settings",
        "DATABASE_URL": url,
        "SHUZHENG_DATA_DIR": str(settings.DATA_DIR),
        "SHUZHENG_KEY_FILE": str(Path(settings.DATA_DIR) / "keys.json"),
        **changes,
    }


def start(module: str, *arguments: str, env: Mapping[str, str]) -> subprocess.Popen[str]:
    """Start `module` as a process whose output is read together."""
    return subprocess.Popen(  # noqa: S603 - our own modules
        [sys.executable, "-m", module, *arguments],
        env=dict(env),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def descendants(pid: int) -> set[int]:
    """Return the process ids below `pid`."""
    found: set[int] = set()
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, listing.read_text(encoding="ascii").split()):
            found |= {child} | descendants(child)
    return found


def alive(pid: int) -> bool:
    """Return whether a process runs (one that only waits to be reaped does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def signal_child(pid: int, module: str, number: int) -> None:
    """Send a signal to the child of `pid` that runs `module`."""
    for child in descendants(pid):
        if module in Path(f"/proc/{child}/cmdline").read_text(encoding="utf-8"):
            os.kill(child, number)
