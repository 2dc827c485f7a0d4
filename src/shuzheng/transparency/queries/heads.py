"""The head of the log: its name, its key, its newest and recent checkpoints.

The name (origin) is settled by the first checkpoint; until then it is the address's host and
`/log`. A later change of address does not rename the log: its name is part of what was signed.

A head carries the cosignatures of those witnesses that are configured now; they arrive after the
checkpoint, so the same checkpoint's note grows by lines.
"""

from __future__ import annotations

import base64
from collections import defaultdict
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, Min, Subquery

from shuzheng.foundation.prepared import Prepared
from shuzheng.transparency.adapters import signing
from shuzheng.transparency.core import checkpoint, note
from shuzheng.transparency.models import Checkpoint, Cosignature, Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from shuzheng.transparency.core.note import VerifierKey

COLUMNS = ("size", "previous_size", "root", "note", "published_at")


@dataclass(frozen=True, slots=True)
class Head:
    """One checkpoint: what was signed, the note with the signatures, and when.

    `witnesses` are the verifier keys of those whose cosignatures are in the note.
    """

    size: int
    previous_size: int
    root: bytes
    note: str
    published_at: datetime
    witnesses: tuple[str, ...] = ()

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
    if settings.WITNESSES:
        return next(iter(recent(1)), None)
    return of_columns(_newest.first() or ())


def newest_note() -> str:
    """Return the newest checkpoint as it is signed; empty while nothing was published."""
    head = newest()
    return head.note if head else ""


def marks() -> tuple[Subquery, Subquery]:
    """Return two columns for a query of another room, which change whenever `newest_note` does."""
    return (
        Subquery(Checkpoint.objects.order_by("-size").values("size")[:1]),
        Subquery(Cosignature.objects.order_by("-pk").values("pk")[:1]),
    )


def columns() -> tuple[Subquery, ...]:
    """Return the newest checkpoint as columns for a query of something else; see `of_columns`."""
    return tuple(Subquery(Checkpoint.objects.order_by("-size").values(one)[:1]) for one in COLUMNS)


def of_columns(row: Sequence[Any]) -> Head | None:
    """Return the newest checkpoint as the log has signed it, from the values of `columns`."""
    if not row or row[0] is None:
        return None
    size, previous_size, root, signed, published_at = row
    return Head(size, previous_size, bytes(root), signed, published_at)


def recent(count: int) -> tuple[Head, ...]:
    """Return the newest `count` checkpoints, newest first."""
    return _heads(Checkpoint.objects.order_by("-size")[:count])


def every() -> Iterator[Head]:
    """Yield every checkpoint as the log itself has signed it, oldest first."""
    return (_head(row) for row in Checkpoint.objects.order_by("size").iterator())


def at(size: int) -> Head | None:
    """Return the checkpoint of exactly `size` entries, if there was one."""
    return next(iter(_heads(Checkpoint.objects.filter(size=size))), None)


def proving(index: int) -> Head | None:
    """Return the checkpoint by which entry `index` is best proved; None while none covers it.

    The newest one that a quorum of witnesses has seen; where there is none yet, the newest.
    """
    if settings.WITNESS_QUORUM:
        seen = Cosignature.objects.filter(witness__in=_configured(), checkpoint__size__gt=index)
        counted = seen.values("checkpoint_id").annotate(count=Count("pk"))
        best = counted.filter(count__gte=settings.WITNESS_QUORUM).order_by("-checkpoint_id").first()
        if best:
            return at(best["checkpoint_id"])
    head = newest()
    return head if head and index < head.size else None


def covering(index: int) -> Head | None:
    """Return the first checkpoint that covers entry `index`, which never changes; None before."""
    return next(iter(_heads(Checkpoint.objects.filter(size__gt=index).order_by("size")[:1])), None)


def waiting() -> int:
    """Return how many entries no checkpoint covers yet."""
    last = Entry.objects.order_by("-index").values_list("index", flat=True).first()
    head = newest()
    return (-1 if last is None else last) + 1 - (head.size if head else 0)


def size_at(instant: datetime) -> int:
    """Return how many entries the log had at `instant`: those before the first of later on."""
    later = Entry.objects.filter(created_at__gte=instant).aggregate(first=Min("index"))["first"]
    if later is not None:
        return int(later)
    last = Entry.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1


def verifier_key(head: Head | None = None) -> VerifierKey:
    """Return the log's verifier key; `str()` gives `origin+hash+key` for a trust file."""
    known = head or newest()
    return signing.verifier_key(known.origin if known else settings.LOG_ORIGIN)


def _heads(rows: Iterable[Checkpoint]) -> tuple[Head, ...]:
    """Return checkpoints with the lines of the configured witnesses, in their order."""
    found = list(rows)
    witnesses = _configured()
    lines: defaultdict[int, dict[str, str]] = defaultdict(dict)
    if witnesses and found:
        given = Cosignature.objects.filter(checkpoint__in=found, witness__in=witnesses)
        for size, witness, line in given.values_list("checkpoint_id", "witness", "line"):
            lines[size][witness] = line
    return tuple(
        _head(row, {name: lines[row.size][name] for name in witnesses if name in lines[row.size]})
        for row in found
    )


def _head(row: Checkpoint, lines: Mapping[str, str] = MappingProxyType({})) -> Head:
    signed = row.note + "".join(f"{line}\n" for line in lines.values())
    root = bytes(row.root)
    return Head(row.size, row.previous_size, root, signed, row.published_at, tuple(lines))


def _configured() -> list[str]:
    return [str(witness.key) for witness in settings.WITNESSES]


_newest = Prepared(lambda: Checkpoint.objects.order_by("-size").values_list(*COLUMNS))
