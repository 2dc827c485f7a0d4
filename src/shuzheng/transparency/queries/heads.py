"""The head of the log: its name, its key, its newest and recent checkpoints.

The name (origin) is settled by the first checkpoint; until then it is the address's host and
`/log`. A later change of address does not rename the log: its name is part of what was signed.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from shuzheng.foundation.prepared import Prepared
from shuzheng.transparency.adapters import signing
from shuzheng.transparency.core import checkpoint, note
from shuzheng.transparency.models import Checkpoint, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shuzheng.transparency.core.note import VerifierKey


@dataclass(frozen=True, slots=True)
class Head:
    """One checkpoint: what was signed, the note with the signatures, and when."""

    size: int
    previous_size: int
    root: bytes
    note: str
    published_at: datetime

    @property
    def added(self) -> int:
        """Return how many entries this checkpoint added."""
        return self.size - self.previous_size

    @property
    def root_text(self) -> str:
        """Return the root hash as the checkpoint writes it."""
        return base64.b64encode(self.root).decode()

    @property
    def origin(self) -> str:
        """Return the log's name."""
        return checkpoint.parse(note.parse(self.note).text).origin


def newest() -> Head | None:
    """Return the newest checkpoint; None while nothing was published."""
    return next(iter(recent(1)), None)


def newest_note() -> str:
    """Return the newest checkpoint as it is signed; empty while nothing was published."""
    row = _newest_note.first()
    return str(row[0]) if row else ""


def recent(count: int) -> tuple[Head, ...]:
    """Return the newest `count` checkpoints, newest first."""
    return tuple(_head(row) for row in Checkpoint.objects.order_by("-size")[:count])


def every() -> Iterator[Head]:
    """Yield every checkpoint, oldest first."""
    return map(_head, Checkpoint.objects.order_by("size").iterator())


def at(size: int) -> Head | None:
    """Return the checkpoint of exactly `size` entries, if there was one."""
    row = Checkpoint.objects.filter(size=size).first()
    return _head(row) if row else None


def waiting() -> int:
    """Return how many entries no checkpoint covers yet."""
    last = Entry.objects.order_by("-index").values_list("index", flat=True).first()
    head = newest()
    return (-1 if last is None else last) + 1 - (head.size if head else 0)


def verifier_key(head: Head | None = None) -> VerifierKey:
    """Return the log's verifier key; `str()` gives `origin+hash+key` for a trust file."""
    known = head or newest()
    return signing.verifier_key(known.origin if known else settings.LOG_ORIGIN)


def _head(row: Checkpoint) -> Head:
    return Head(row.size, row.previous_size, bytes(row.root), row.note, row.published_at)


_newest_note = Prepared(lambda: Checkpoint.objects.order_by("-size").values_list("note"))
