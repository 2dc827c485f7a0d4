"""How often one address may ask for something in a minute, counted across all web processes.

The counts lie in one small file that every web process of this machine maps into its memory. A
count kept by each process alone would let an address through once per process; a table in the
database would make every look at a certificate a write. A file costs a few microseconds, never
grows, and is worth nothing to whoever reads it: addresses enter it only as a keyed hash, cut short.

What a newcomer would get wrong: the window slides. An address that used up a minute at its end may
not use up the next one at its beginning, so the minute before counts for the part of it that still
lies within the last sixty seconds. Several machines behind one address each count for themselves.
"""

from __future__ import annotations

import fcntl
import hashlib
import ipaddress
import mmap
import os
import struct
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.http import HttpRequest

FILE = "limits.bin"
MINUTE = 60
SETS = 8_192
WAYS = 4
ENTRY = struct.Struct("<QIII")
"""An address (64 bits of a keyed hash), the minute it was seen in, that minute's count, and the
count of the minute before."""
SET_BYTES = ENTRY.size * WAYS
MOST = 0xFFFF_FFFF
LOCAL_NETWORK = 64


class TooMany(Refusal):
    """An address asks more often than anybody needs."""

    code = "too-many-requests"
    status = 429
    template = "Too many requests from your network. Try again in {seconds} seconds."


@dataclass(frozen=True, slots=True)
class Table:
    """The counts of one file, shared with every process that opens the same file."""

    file: int
    memory: mmap.mmap
    key: bytes
    lock: threading.Lock = field(default_factory=threading.Lock)

    def spend(self, name: str, limit: int, now: float, cost: int = 1) -> int:
        """Spend `cost` of the `limit` a minute that `name` has; return the seconds to wait, or 0.

        What is refused is not counted, so that whoever keeps asking is let in again in time.
        """
        digest = hashlib.blake2b(name.encode(), key=self.key, digest_size=16).digest()
        place = int.from_bytes(digest[8:], "little") % SETS * SET_BYTES
        mark = int.from_bytes(digest[:8], "little") or 1
        minute, within = divmod(now, MINUTE)
        with self._held(place):
            at, count, before = self._find(place, mark, int(minute))
            weighed = count + before * (1 - within / MINUTE)
            if weighed + cost > limit:
                return _wait(limit - cost - count, before, within)
            ENTRY.pack_into(self.memory, at, mark, int(minute), min(count + cost, MOST), before)
        return 0

    @contextmanager
    def _held(self, place: int) -> Iterator[None]:
        """Hold one set of entries against other processes, and all against other threads."""
        with self.lock:
            fcntl.lockf(self.file, fcntl.LOCK_EX, SET_BYTES, place)
            try:
                yield
            finally:
                fcntl.lockf(self.file, fcntl.LOCK_UN, SET_BYTES, place)

    def _find(self, place: int, mark: int, minute: int) -> tuple[int, int, int]:
        """Return where `mark` is (or may be) kept, this minute's count and that of the one before.

        A name without an entry takes over the one that has been quiet longest.
        """
        entries = [
            (at, *ENTRY.unpack_from(self.memory, at))
            for at in range(place, place + SET_BYTES, ENTRY.size)
        ]
        for at, kept, seen, count, before in entries:
            if kept == mark:
                if seen == minute:
                    return at, count, before
                return at, 0, count if seen == minute - 1 else 0
        at = min(entries, key=lambda entry: (entry[2], entry[3]))[0]
        return at, 0, 0


def check(
    request: HttpRequest, name: str, *, now: datetime, per_minute: int, loopback: int, cost: int = 1
) -> None:
    """Refuse (429) an address that asked for `name` more than `per_minute` times in a minute.

    `loopback` is the limit for this machine itself, as for a measurement; `cost` is how many
    requests this one counts for.
    """
    address = address_of(request)
    limit = loopback if address.is_loopback else per_minute
    table = _table(str(settings.DATA_DIR))
    seconds = table.spend(f"{name} {_visitor(address)}", limit, now.timestamp(), cost)
    if seconds:
        raise TooMany(seconds=seconds)


def check_name(name: str, *, now: datetime, per_minute: int, cost: int = 1) -> None:
    """Refuse (429) whoever asked under this name more than `per_minute` times in a minute.

    For those who are known by something else than their address, such as a token.
    """
    seconds = _table(str(settings.DATA_DIR)).spend(name, per_minute, now.timestamp(), cost)
    if seconds:
        raise TooMany(seconds=seconds)


def address_of(request: HttpRequest) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Return who asks. In production a web server on this machine says for whom it asks.

    Its word is the last one in X-Forwarded-For; what stands before came from the visitor.
    """
    peer = _address(request.META.get("REMOTE_ADDR", ""))
    if settings.IS_PRODUCTION and peer.is_loopback:
        said = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        return _address(said) if said else peer
    return peer


def visitor_of(request: HttpRequest) -> str:
    """Return what counts as one visitor: an IPv4 address, or the first one of an IPv6 network.

    The lock on guessed passwords and the telling apart of devices go by it too.
    """
    return _visitor(address_of(request))


def _visitor(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    if address.version == 4:  # noqa: PLR2004 - the versions are their names
        return str(address)
    network = ipaddress.ip_network((address, LOCAL_NETWORK), strict=False)
    return str(network.network_address)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Return an address; whatever is none counts as one unknown visitor."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return ipaddress.IPv4Address(0)
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address


def _wait(left: int, before: int, within: float) -> int:
    """Return in how many seconds the minute before weighs little enough, at least one."""
    rest = MINUTE - within
    if left < 0 or not before:
        return max(1, round(rest))
    return max(1, min(round(rest), round(MINUTE * (1 - left / before) - within)))


@cache
def _table(directory: str) -> Table:
    """Return the table of a data directory, made if it is not there."""
    path = Path(directory) / FILE
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    size = SETS * SET_BYTES
    if os.fstat(file).st_size != size:
        os.ftruncate(file, size)
    key = hashlib.blake2b(b"limits", key=settings.SECRET_KEY.encode()[:64]).digest()
    return Table(file, mmap.mmap(file, size), key)
