"""Append to the log and publish it.

Rule: R-110. Appending belongs to the act that states something and commits with it; publishing is
the log's own work, at any time later, and signs whatever waits, so recovery after a crash is the
ordinary path. Neither records a fact: the log is itself the public record, and a fact for each
checkpoint would move the head of the fact chain that the log anchors. What a newcomer gets wrong:
publishing inside another transaction would sign what may still be rolled back, and is refused.
"""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction

from shuzheng.foundation import bulk, facts, jobs
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.transparency.adapters import signing
from shuzheng.transparency.core import anchors, checkpoint, leaves, merkle, note, tiles
from shuzheng.transparency.models import Checkpoint, Entry, Tile
from shuzheng.transparency.queries import heads, stored, witnesses
from shuzheng.transparency.services import export

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from shuzheng.transparency.core.leaves import Leaf

ROWS_AT_ONCE = 5_000
ENTRIES_PER_CHECKPOINT = 1 << 16
ASK_WITNESSES = "transparency.witnesses.ask"


class KeyChanged(Refusal):
    """The key file is not the one under which this log has published."""

    code = "log-key-changed"
    status = 409
    template = (
        "The newest checkpoint of the evidence log was not signed by the key in the key file."
        " Restore the key file that belongs to this database."
    )


def commitment(kind: str, payload: bytes) -> Leaf:
    """Return an entry that commits to `payload` under a fresh random salt."""
    return leaves.sealed(kind, payload, secrets.token_bytes(leaves.SALT_SIZE))


@applies("R-110")
@transaction.atomic
def append(new: Sequence[Leaf], *, now: datetime) -> range:
    """Give each entry its place at the end of the log; returns their indices, in order.

    Belongs inside an act, which then records its fact. Takes the lock of the fact chain until that
    act commits: one lock for both, so that two acts never wait for each other.
    """
    texts = [leaf.data.decode("ascii") for leaf in _readable(new)]
    facts.lock_chain()
    last = Entry.objects.order_by("-index").values_list("index", flat=True).first()
    first = 0 if last is None else last + 1
    bulk.insert(
        Entry,
        ("index", "kind", "leaf", "salt", "created_at"),
        (
            (index, one.kind, text, one.salt.hex(), now)
            for index, (one, text) in enumerate(zip(new, texts, strict=True), first)
        ),
    )
    return range(first, first + len(new))


def publish(*, now: datetime) -> heads.Head | None:
    """Sign every entry that waits, then write the files; returns the newest checkpoint, if any.

    The witnesses are asked by a job of their own, so that none of them can delay publishing.
    Safe to run by several processes at once and after any crash. Refuses when the key file or the
    files in `LOG_DIR` belong to another state of the log.
    """
    export.require_same_log(settings.LOG_DIR)
    head = heads.newest()
    _require_own_key(head)
    fresh: Mapping[tiles.Tile, bytes] = {}
    done: set[tiles.Tile] = set()
    with export.ahead(settings.LOG_DIR, done) as write:
        while waiting := _waiting(head.size if head else 0):
            write(fresh)
            fresh = _publish(head, waiting, now)
            head = heads.newest()
    if head:
        # After the commit only: a file may never show what a rollback could take back.
        transaction.on_commit(partial(export.export, settings.LOG_DIR, fresh, done))
        if witnesses.lagging():
            jobs.enqueue(ASK_WITNESSES, actor=CLOCK, now=now)
    return head


@applies("R-110")
@transaction.atomic
def anchor_facts(now: datetime) -> range:
    """Log the head of the fact chain, once a day and only when it has moved.

    With it goes the root over the facts since the anchor before, by which each can be proved alone.
    """
    facts.lock_chain()
    seq, digest = facts.head()
    rows = Entry.objects.filter(kind=anchors.KIND, salt="").order_by("-index")
    last = rows.values_list("leaf", flat=True).first()
    before = anchors.parse(last.encode()) if last is not None else None
    on = periods.day(now)
    if seq == 0 or (before and (before.on >= on or before.seq == seq)):
        return range(0)
    rooted = anchors.root_of(facts.hashes(before.seq if before else 0, seq))
    return append([anchors.Anchor(on, seq, digest, *rooted).leaf()], now=now)


def _readable(new: Sequence[Leaf]) -> Sequence[Leaf]:
    """Return the entries; refuse one that no reader of the log could read."""
    longest = max((len(leaf.data) for leaf in new), default=0)
    if longest > tiles.LONGEST_ENTRY:
        raise tiles.EntryTooLong(limit=tiles.LONGEST_ENTRY, length=longest)
    if not leaves.are_commitments([leaf.data for leaf in new]):
        for leaf in new:
            leaves.parse(leaf.data)
    return new


def _require_own_key(head: heads.Head | None) -> None:
    if head is None:
        return
    try:
        checkpoint.open(head.note, heads.verifier_key(head))
    except note.NoteRefused:
        raise KeyChanged from None


def _waiting(size: int) -> list[bytes]:
    """Return the next entries after `size`, in order; appending leaves no gaps."""
    rows = Entry.objects.filter(index__gte=size).order_by("index")[:ENTRIES_PER_CHECKPOINT]
    return [leaf.encode() for leaf in rows.values_list("leaf", flat=True)]


def _publish(
    head: heads.Head | None, waiting: Sequence[bytes], now: datetime
) -> Mapping[tiles.Tile, bytes]:
    """Sign one checkpoint that follows `head`, unless somebody else's does by now.

    Returns tiles and bundles as the entries make them, whoever has signed.
    """
    size = head.size if head else 0
    growth = tiles.grow(size, _edge(size), merkle.leaf_hashes(waiting))
    root = growth.root()
    origin = head.origin if head else settings.LOG_ORIGIN
    signed = signing.sign(checkpoint.Checkpoint(origin, growth.size, root))
    try:
        with transaction.atomic(durable=True):
            # Compare and set: `previous_size` is unique, so one checkpoint follows each.
            Checkpoint.objects.create(
                size=growth.size, previous_size=size, root=root, note=signed, published_at=now
            )
            _store(growth.tiles)
    except IntegrityError:
        if not Checkpoint.objects.filter(previous_size=size).exists():
            raise
    return {**dict(growth.tiles), **_bundles(size, waiting)}


def _bundles(size: int, waiting: Sequence[bytes]) -> dict[tiles.Tile, bytes]:
    """Return the bundles of which a log of `size` has nothing yet, from the entries that follow."""
    starts = {
        one: one.index * tiles.WIDTH - size for one in tiles.bundles(size, size + len(waiting))
    }
    return {
        one: tiles.bundle(waiting[start : start + one.width])
        for one, start in starts.items()
        if start >= 0
    }


def _edge(size: int) -> Mapping[int, bytes]:
    """Return the partial tiles of the log at `size`, by level."""
    wanted = tiles.edge(size)
    return {tile.level: data for tile, data in stored.data_of(wanted).items()}


def _store(grown: Iterable[tuple[tiles.Tile, bytes]]) -> None:
    Tile.objects.bulk_create(
        (Tile(level=tile.level, index=tile.index, hashes=data) for tile, data in grown),
        batch_size=ROWS_AT_ONCE,
        update_conflicts=True,
        unique_fields=["level", "index"],
        update_fields=["hashes"],
    )
