"""Proofs for those who hold something that was logged."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import BigIntegerField, Subquery

from shuzheng.foundation.prepared import Prepared
from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import checkpoint, merkle, note, tiles
from shuzheng.transparency.core.proof import Proof
from shuzheng.transparency.models import Entry, Tile
from shuzheng.transparency.queries import heads, stored

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from shuzheng.transparency.core.checkpoint import Checkpoint
    from shuzheng.transparency.queries.heads import Head

KEPT = 256


class NoSuchEntry(Refusal):
    """The log has nothing at this index."""

    code = "log-no-such-entry"
    status = 404
    template = "The evidence log has no entry {index}."


class NotYetPublished(Refusal):
    """The entry is safe and no checkpoint covers it yet."""

    code = "log-not-yet-published"
    status = 409
    template = "Entry {index} waits for the next checkpoint of the evidence log. Try again soon."


@dataclass(frozen=True, slots=True)
class Evidence:
    """An entry with everything that proves it, offline, against the log's verifier key.

    `salt` is empty for public entries and after erasure. `str(proof)` is a C2SP tlog-proof.
    """

    index: int
    kind: str
    leaf: bytes
    salt: bytes
    proof: Proof
    checkpoint: Checkpoint
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Dated(Evidence):
    """The same with the instant of the entry by the platform's clock, which nothing proves."""

    created_at: datetime


def inclusion(index: int) -> Evidence:
    """Return entry `index` with its proof under the checkpoint that proves it best.

    One query once the tiles above are known (`_reader`); two more where witnesses are configured.
    """
    row = None
    if index <= BigIntegerField.MAX_BIGINT:
        row = _entry.first(index, index // tiles.WIDTH)
    if row is None:
        raise NoSuchEntry(index=index)
    kind, leaf, salt, hashes, *newest = row
    head = heads.proving(index) if settings.WITNESSES else heads.of_columns(newest)
    if head is None or head.size <= index:
        raise NotYetPublished(index=index)

    def prove(read: Callable[[int, int], bytes]) -> tuple[bytes, ...]:
        return merkle.inclusion(index, head.size, read)

    return Evidence(
        index=index,
        kind=kind,
        leaf=leaf.encode(),
        salt=bytes.fromhex(salt),
        proof=Proof(index, prove(_reader(head, prove, _lowest(index, head, hashes))), head.note),
        checkpoint=checkpoint.parse(note.parse(head.note).text),
        published_at=head.published_at,
    )


def together(indices: Collection[int]) -> dict[int, Dated]:
    """Return several entries, each with its proof, all under one checkpoint that covers them all.

    Refuses where one of them waits for the next checkpoint, or is not there.
    """
    rows = {row.index: row for row in Entry.objects.filter(index__in=indices)}
    missing = sorted(set(indices) - rows.keys())
    if missing:
        raise NoSuchEntry(index=missing[0])
    last = max(indices)
    head = heads.proving(last)
    if head is None:
        raise NotYetPublished(index=last)

    def prove(read: Callable[[int, int], bytes]) -> list[tuple[bytes, ...]]:
        return [merkle.inclusion(index, head.size, read) for index in sorted(rows)]

    paths = dict(zip(sorted(rows), prove(_reader(head, prove)), strict=True))
    signed = checkpoint.parse(note.parse(head.note).text)
    return {
        index: Dated(
            index=index,
            kind=row.kind,
            leaf=row.leaf.encode(),
            salt=bytes.fromhex(row.salt),
            proof=Proof(index, paths[index], head.note),
            checkpoint=signed,
            published_at=head.published_at,
            created_at=row.created_at,
        )
        for index, row in rows.items()
    }


def entries(indices: Collection[int]) -> dict[int, tuple[bytes, bytes]]:
    """Return (leaf, salt) of entries by place; those that there are not are left out."""
    rows = Entry.objects.filter(index__in=indices).values_list("index", "leaf", "salt")
    return {index: (leaf.encode(), bytes.fromhex(salt)) for index, leaf, salt in rows}


def of_kind(kind: str, after: int = -1) -> Iterator[tuple[int, bytes]]:
    """Yield place and leaf of the entries of a kind in clear behind `after`, in their order."""
    rows = Entry.objects.filter(kind=kind, salt="", index__gt=after).order_by("index")
    found = rows.values_list("index", "leaf").iterator()
    return ((index, leaf.encode()) for index, leaf in found)


def consistency(old_size: int, head: Head) -> tuple[bytes, ...]:
    """Return the proof that the log of `old_size` entries is the start of that under `head`."""

    def prove(read: Callable[[int, int], bytes]) -> tuple[bytes, ...]:
        return merkle.consistency(old_size, head.size, read)

    return prove(_reader(head, prove))


def _lowest(index: int, head: Head, hashes: bytes | memoryview) -> Mapping[tiles.Tile, bytes]:
    """Return the tile under `head` that has the entry's own hash, from all that is stored of it."""
    tile, _, _ = tiles.place(0, index, head.size)
    return {tile: bytes(hashes)[: tile.width * merkle.HASH_SIZE]}


def _reader(
    head: Head,
    prove: Callable[[Callable[[int, int], bytes]], object],
    known: Mapping[tiles.Tile, bytes] = MappingProxyType({}),
) -> Callable[[int, int], bytes]:
    """Return a reader of the log under `head` that has fetched, at once, all that `prove` reads.

    The tiles that nearly every proof reads, those above the leaves and those on the right edge, are
    kept from proof to proof. The root says what is in them, so that they cannot be of another log.
    What the caller has read already is `known`.
    """
    kept = _tiles_under(head.root)
    wanted = tiles.needed(prove, head.size)
    read = {tile: kept[tile] for tile in wanted if tile in kept}
    unread = [tile for tile in wanted if tile not in read]
    for tile, data in stored.data_of(unread, known).items():
        read[tile] = tiles.nodes(data)
        if tile.level or tile.width < tiles.WIDTH:
            kept[tile] = read[tile]
    return tiles.Hashes(head.size, read.__getitem__)


def _tiles_under(root: bytes) -> dict[tiles.Tile, tiles.Nodes]:
    found = _kept.get(root, {})
    if not found or len(found) > KEPT:
        _kept.clear()
        found = _kept[root] = {}
    return found


_kept: dict[bytes, dict[tiles.Tile, tiles.Nodes]] = {}
"""One root's tiles. Two threads that come with two roots read more than they had to, no more."""


def _one(index: int, lowest: int) -> QuerySet[Entry, tuple[Any, ...]]:
    hashes = Tile.objects.filter(level=0, index=lowest).values("hashes")
    rows = Entry.objects.filter(index=index)
    return rows.values_list("kind", "leaf", "salt", Subquery(hashes), *heads.columns())


_entry = Prepared(_one, asked=2, kind=int)
