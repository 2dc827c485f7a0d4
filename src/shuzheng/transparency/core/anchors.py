"""Anchors: what the log says, in clear, about the chain of facts on one day.

A fact chain can be cut at its end without a trace in itself; an anchor in the public log shows how
far it had come. It names a day, a number and a hash, and nothing of what happened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from shuzheng.transparency.core import leaves
from shuzheng.transparency.core.leaves import Leaf, LeafMalformed

KIND = "facts.head"
_WORDS = re.compile(r"(\d{4}-\d{2}-\d{2}) ([1-9]\d{0,18}) ([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Anchor:
    """On the day `on`, fact `seq` was the newest and had the hash `hash` (64 hex digits)."""

    on: date
    seq: int
    hash: str

    def leaf(self) -> Leaf:
        """Return the entry that says so."""
        return leaves.public(KIND, f"{self.on.isoformat()} {self.seq} {self.hash}")


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
    return Anchor(on, int(match[2]), match[3])
