"""Is the log whole? Everything computed again from the entries and compared.

Used by tests after every act and by operators. It trusts nothing but the entries' bytes: tiles,
roots and signatures are worked out anew, and the fact chain is held against its anchors. Faults are
sentences for an operator, in English like everything on the command line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact
from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import anchors, checkpoint, cosignature, leaves, merkle, note, tiles
from shuzheng.transparency.models import Cosignature, Entry
from shuzheng.transparency.queries import draws, evidence, heads, stored

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shuzheng.transparency.core.note import VerifierKey
    from shuzheng.transparency.queries.heads import Head

ENTRIES_AT_ONCE = 1 << 14


class _Gap(Exception):  # noqa: N818 - ends the replay, never leaves this module
    """The entries are not contiguous, so nothing after this place can be computed."""


def check_log() -> list[str]:
    """Return every fault of the log, in words; empty when it is whole."""
    newest = heads.newest()
    faults: list[str] = []
    size = 0
    edge: Mapping[int, bytes] = {}
    try:
        if newest:
            key = heads.verifier_key(newest)
            for head in heads.every():
                growth = _replay(head, size, edge, faults)
                size, edge = growth.size, growth.edge
                faults += _head_faults(head, growth, key) + _proof_faults(head, newest)
        _read_pending(size, faults)
    except _Gap as gap:
        faults.append(str(gap))
    return faults + check_cosignatures() + check_anchors() + list(draws.faults())


def check_cosignatures() -> list[str]:
    """Return every stored cosignature that is not its witness's under its checkpoint."""
    faults = []
    for row in Cosignature.objects.select_related("checkpoint").order_by("pk").iterator():
        key = cosignature.witness_key(row.witness)
        try:
            cosignature.answered(note.parse(row.checkpoint.note).text, f"{row.line}\n", key)
        except note.NoteRefused:
            faults.append(f"the cosignature of {row.checkpoint_id} by {key.name} does not fit")
    return faults


def check_anchors() -> list[str]:
    """Return every place where the fact chain is not what the log says it was."""
    faults = []
    rows = (
        Entry.objects.filter(kind=anchors.KIND, salt="")
        .order_by("index")
        .values_list("index", "leaf")
    )
    for index, leaf in rows.iterator():
        anchor = anchors.parse(leaf.encode())
        kept = Fact.objects.filter(seq=anchor.seq).values_list("hash", flat=True).first()
        if kept is None:
            faults.append(f"fact {anchor.seq}, anchored by entry {index}, is missing")
        elif kept != anchor.hash:
            faults.append(f"fact {anchor.seq} is not the one anchored by entry {index}")
        elif not _is_rooted(anchor):
            faults.append(
                f"facts {anchor.first} to {anchor.seq} make another root than entry {index} says"
            )
    return faults


def _is_rooted(anchor: anchors.Anchor) -> bool:
    """Return whether the facts still make the root that the anchor says, where it says one."""
    if not anchor.count:
        return True
    rooted = anchors.root_of(facts.hashes(anchor.first - 1, anchor.seq))
    return rooted == (anchor.count, anchor.root)


def _replay(head: Head, size: int, edge: Mapping[int, bytes], faults: list[str]) -> tiles.Growth:
    """Grow the log from `size` to a checkpoint again, comparing every tile on the way."""
    if head.previous_size != size:
        faults.append(f"the checkpoint of {head.size} does not follow the one of {size}")
    growth = tiles.Growth(size, (), edge)
    for hashes in _hashes(size, head.size, faults):
        growth = tiles.grow(growth.size, growth.edge, hashes)
        kept = stored.widest([tile for tile, _ in growth.tiles])
        faults += [
            f"{tile.path} does not follow from the entries"
            for tile, data in growth.tiles
            if not kept.get((tile.level, tile.index), b"").startswith(data)
        ]
    return growth


def _head_faults(head: Head, growth: tiles.Growth, key: VerifierKey) -> list[str]:
    try:
        signed = checkpoint.open(head.note, key)
    except Refusal as refusal:
        return [f"the checkpoint of {head.size}: {refusal}"]
    faults = []
    if (signed.size, signed.root) != (head.size, head.root):
        faults.append(f"the checkpoint of {head.size} is not what was signed")
    if (growth.size, growth.root()) != (head.size, head.root):
        faults.append(f"the root of the checkpoint of {head.size} does not follow from the entries")
    return faults


def _proof_faults(head: Head, newest: Head) -> list[str]:
    proof = evidence.consistency(head.size, newest)
    try:
        merkle.verify_consistency(head.size, newest.size, proof, head.root, newest.root)
    except merkle.ProofRefused as refusal:
        return [f"the checkpoint of {head.size} is not the start of {newest.size}: {refusal}"]
    return []


def _read_pending(size: int, faults: list[str]) -> None:
    last = Entry.objects.order_by("-index").values_list("index", flat=True).first()
    for _hashes_read in _hashes(size, size if last is None else last + 1, faults):
        pass


def _hashes(start: int, end: int, faults: list[str]) -> Iterator[list[bytes]]:
    """Yield the leaf hashes of entries from `start` to before `end`, some at a time."""
    for first in range(start, end, ENTRIES_AT_ONCE):
        after = min(first + ENTRIES_AT_ONCE, end)
        entries = Entry.objects.filter(index__gte=first, index__lt=after).order_by("index")
        hashes = []
        for place, (index, kind, text) in enumerate(
            entries.values_list("index", "kind", "leaf"), first
        ):
            if index != place:
                raise _Gap(f"entry {place} is missing")
            leaf = text.encode()
            hashes.append(merkle.leaf_hash(leaf))
            faults += _entry_faults(index, kind, leaf)
        if len(hashes) != after - first:
            raise _Gap(f"entry {first + len(hashes)} is missing")
        yield hashes


def _entry_faults(index: int, kind: str, leaf: bytes) -> list[str]:
    try:
        said = leaves.parse(leaf)
    except leaves.LeafMalformed:
        return [f"entry {index} is not well formed"]
    return [] if said.kind == kind else [f"entry {index} is said to be {kind} and is {said.kind}"]
