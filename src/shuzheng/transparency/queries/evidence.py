"""Proofs for those who hold something that was logged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import checkpoint, merkle, note, tiles
from shuzheng.transparency.core.proof import Proof
from shuzheng.transparency.models import Entry
from shuzheng.transparency.queries import heads, stored

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from shuzheng.transparency.core.checkpoint import Checkpoint
    from shuzheng.transparency.queries.heads import Head


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


def inclusion(index: int) -> Evidence:
    """Return entry `index` with its proof under the checkpoint that proves it best.

    Three queries, and two more where witnesses are configured.
    """
    entry = Entry.objects.filter(index=index).first()
    if entry is None:
        raise NoSuchEntry(index=index)
    head = heads.proving(index)
    if head is None:
        raise NotYetPublished(index=index)

    def prove(read: Callable[[int, int], bytes]) -> tuple[bytes, ...]:
        return merkle.inclusion(index, head.size, read)

    return Evidence(
        index=index,
        kind=entry.kind,
        leaf=entry.leaf.encode(),
        salt=bytes.fromhex(entry.salt),
        proof=Proof(index, prove(_reader(head.size, prove)), head.note),
        checkpoint=checkpoint.parse(note.parse(head.note).text),
        published_at=head.published_at,
    )


def entries(indices: Collection[int]) -> dict[int, tuple[bytes, bytes]]:
    """Return (leaf, salt) of entries by place; those that there are not are left out."""
    rows = Entry.objects.filter(index__in=indices).values_list("index", "leaf", "salt")
    return {index: (leaf.encode(), bytes.fromhex(salt)) for index, leaf, salt in rows}


def consistency(old_size: int, head: Head) -> tuple[bytes, ...]:
    """Return the proof that the log of `old_size` entries is the start of that under `head`."""

    def prove(read: Callable[[int, int], bytes]) -> tuple[bytes, ...]:
        return merkle.consistency(old_size, head.size, read)

    return prove(_reader(head.size, prove))


def _reader(
    size: int, prove: Callable[[Callable[[int, int], bytes]], object]
) -> Callable[[int, int], bytes]:
    """Return a reader of the log at `size` that has fetched, at once, all that `prove` reads."""
    data = stored.data_of(tiles.needed(prove, size))
    return tiles.Hashes(size, data.__getitem__)
