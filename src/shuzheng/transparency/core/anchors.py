"""Anchors: what the log says, in clear, about the chain of facts on one day.

A fact chain can be cut at its end without a trace in itself; an anchor in the public log shows how
far it had come. It names a day, a number and a hash, and nothing of what happened. With them stands
the root of the Merkle tree (RFC 6962) over the hashes of the facts since the anchor before, so that
one fact can be proved to whoever is shown it, without any other. Anchors from before there were
such roots say nothing of them: `count` is 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from shuzheng.transparency.core import leaves, merkle
from shuzheng.transparency.core.leaves import Leaf, LeafMalformed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

KIND = "facts.head"
_NUMBER = r"([1-9]\d{0,18})"
_HASH = r"([0-9a-f]{64})"
_WORDS = re.compile(
    rf"(\d{{4}}-\d{{2}}-\d{{2}}) {_NUMBER} {_HASH}(?: {_NUMBER} {_HASH})?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """On the day `on`, fact `seq` was the newest and had the hash `hash` (64 hex digits).

    `root` (64 hex digits) is over the hashes of the newest `count` facts, which end with it; 0 and
    "" in an anchor from before there were roots.
    """

    on: date
    seq: int
    hash: str
    count: int = 0
    root: str = ""

    @property
    def first(self) -> int:
        """Return the number of the first fact that the root is over."""
        return self.seq - self.count + 1

    @property
    def words(self) -> str:
        """Return what the entry says."""
        rooted = f" {self.count} {self.root}" if self.count else ""
        return f"{self.on.isoformat()} {self.seq} {self.hash}{rooted}"

    def leaf(self) -> Leaf:
        """Return the entry that says so."""
        return leaves.public(KIND, self.words)


def parse(data: bytes) -> Anchor:
    """Read an anchor from an entry of the log, or refuse it."""
    said = leaves.parse(data)
    match = _WORDS.fullmatch(said.words)
    if said.kind != KIND or match is None:
        raise LeafMalformed(line=3)
    try:
        on = date.fromisoformat(match[1])
    except ValueError:
        raise LeafMalformed(line=3) from None
    seq, count = int(match[2]), int(match[4] or 0)
    if count > seq:
        raise LeafMalformed(line=3)
    return Anchor(on, seq, match[3], count, match[5] or "")


def root_of(hashes: Iterable[str]) -> tuple[int, str]:
    """Return how many hashes of facts (hex) there are, and the root over them, in their order."""
    stack = merkle.Stack()
    stack.push(map(_leaf, hashes))
    return stack.size, stack.root().hex() if stack.size else ""


def path_to(place: int, hashes: Sequence[str]) -> tuple[bytes, ...]:
    """Return the path from the fact at `place` (from 0) to the root over `hashes`."""
    row = [_leaf(one) for one in hashes]

    def read(level: int, index: int) -> bytes:
        return merkle.root_of(row[index << level : (index + 1) << level])

    return merkle.inclusion(place, len(row), read)


def verify(anchor: Anchor, seq: int, digest: str, path: Sequence[bytes]) -> None:
    """Refuse unless the fact `seq` with the hash `digest` (hex) is under the root of `anchor`."""
    root = bytes.fromhex(anchor.root)
    merkle.verify_inclusion(_leaf(digest), seq - anchor.first, anchor.count, path, root)


def _leaf(digest: str) -> bytes:
    return merkle.leaf_hash(bytes.fromhex(digest))
