"""Witnesses over HTTP: one request each, all at once, within seconds.

Only the configured addresses are spoken to: no redirect is followed and no proxy asked. A witness
that is dead, slow or chatty is no answer.
"""

from __future__ import annotations

import http.client
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from shuzheng.transparency.core.asking import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SILENCE_SECONDS = 4.0
LONGEST_SECONDS = 8.0
LARGEST_ANSWER = 1 << 14
AT_ONCE = 8


def ask(requests: Sequence[tuple[str, bytes]]) -> list[Answer | None]:
    """Send each body to its witness (address before `/add-checkpoint`); None where none answered.

    Returns the answers in order.
    """
    if not requests:
        return []
    with ThreadPoolExecutor(min(AT_ONCE, len(requests))) as pool:
        return list(pool.map(lambda one: _post(*one), requests))


def _post(url: str, body: bytes) -> Answer | None:
    parts = urlsplit(f"{url}/add-checkpoint")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    link = kind(parts.hostname or "", parts.port, timeout=SILENCE_SECONDS)
    try:
        link.connect()
        with _cut_off_late(link.sock):
            link.request("POST", parts.path, body, {"Content-Type": "text/plain; charset=utf-8"})
            found = link.getresponse()
            data = found.read(LARGEST_ANSWER + 1)
    except (OSError, http.client.HTTPException):
        return None
    finally:
        link.close()
    return Answer(found.status, data) if len(data) <= LARGEST_ANSWER else None


@contextmanager
def _cut_off_late(connection: socket.socket) -> Iterator[None]:
    """End a connection whose other side sends a little now and then, which no time-out notices."""
    alarm = threading.Timer(LONGEST_SECONDS, _hang_up, (connection,))
    alarm.daemon = True
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
