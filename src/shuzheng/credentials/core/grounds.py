"""On what certificates rest: one entry of the log for a batch, and a short path for each.

Specified in `docs/log-entries.md`. Behind the entries of the certificates that were issued together
stands one more, in clear: how many they are, and the root of the Merkle tree (RFC 6962) over one
leaf for each, in their order. A leaf names a certificate by its random identifier and the version
of the result that it rests on by its place in the log. So the step from result to certificate is
public, proved for one certificate without a word about the others, and costs one entry for a batch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.credentials.core import jsontext
from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import leaves, merkle

if TYPE_CHECKING:
    from collections.abc import Sequence

KIND = "certificates.grounds"
_WORDS = re.compile(r"([1-9]\d{0,9}) ([0-9a-f]{64})", re.ASCII)


class NotOfThisBatch(Refusal):
    """The entry is about the certificates just before it, and this is none of them."""

    code = "grounds-of-others"
    template = "The entry on the grounds of certificates is about others ({count} before {place})."


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the entry says: `root` (64 hex digits) is over one leaf for each of `count`."""

    count: int
    root: str

    def leaf(self) -> leaves.Leaf:
        """Return the entry that says so."""
        return leaves.public(KIND, f"{self.count} {self.root}")


def of(certificate: str, result: int | None) -> bytes:
    """Return the leaf of one certificate: its URN, and the place in the log of its result.

    None stands for a result that was published before results were logged.
    """
    return jsontext.canonical({"certificate": certificate, "result": result})


def over(each: Sequence[bytes]) -> Grounds:
    """Return what the entry says of certificates with these leaves, in their order."""
    return Grounds(len(each), merkle.root_of([merkle.leaf_hash(one) for one in each]).hex())


def path_to(place: int, each: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the path from the leaf at `place` (from 0) to the root over all of them."""
    row = [merkle.leaf_hash(one) for one in each]

    def read(level: int, index: int) -> bytes:
        return merkle.root_of(row[index << level : (index + 1) << level])

    return merkle.inclusion(place, len(row), read)


def parse(data: bytes) -> Grounds:
    """Read such an entry of the log, or refuse it."""
    said = leaves.parse(data)
    match = _WORDS.fullmatch(said.words)
    if said.kind != KIND or match is None:
        raise leaves.LeafMalformed(line=3)
    return Grounds(int(match[1]), match[2])


def verify(found: Grounds, at: int, certificate_at: int, one: bytes, path: Sequence[bytes]) -> None:
    """Refuse unless `one` is the leaf of the certificate at `certificate_at`.

    Both are places in the log; `at` is that of the entry `found`.
    """
    place = certificate_at - (at - found.count)
    if not 0 <= place < found.count:
        raise NotOfThisBatch(count=found.count, place=at)
    root = bytes.fromhex(found.root)
    merkle.verify_inclusion(merkle.leaf_hash(one), place, found.count, path, root)
