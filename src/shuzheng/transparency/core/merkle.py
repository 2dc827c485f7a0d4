"""The Merkle tree of the log: hashes, roots, and proofs made and judged.

Authority: RFC 6962 section 2.1 and RFC 9162 section 2.1 (SHA-256). A tree is read through a
`Reader`, which gives the hash of a *complete* subtree by level (0 holds the leaves) and index;
everything else is computed from those. What a newcomer gets wrong: an empty consistency proof "from
size 0" proves nothing and is refused here; first contact with a log is the caller's own branch. Two
equal sizes are consistent when their roots are equal and the proof is empty, and only then.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Reader = Callable[[int, int], bytes]

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()


class ProofRefused(Refusal):
    """A proof does not prove what it is said to prove."""

    code = "log-proof-refused"
    template = "The proof does not lead to the root of the log."


class OutsideTheLog(ProofRefused):
    """The entry is beyond the size that the proof speaks of."""

    code = "log-entry-outside"
    template = "There is no entry {index} in a log of {size} entries."


class NothingToCompare(ProofRefused):
    """Consistency from nothing, or from a larger log to a smaller one, is no statement."""

    code = "log-sizes-not-comparable"
    template = "A log of {old_size} entries cannot be proved to be the start of one of {new_size}."


class WrongProofLength(ProofRefused):
    """The sizes fix how many hashes a proof has."""

    code = "log-proof-length"
    template = "The proof has {given} hashes, and {expected} are needed."


class NotAHash(ProofRefused):
    """Something in the place of a hash is not 32 bytes long."""

    code = "log-not-a-hash"
    template = "Hash {place} of the proof has {length} bytes instead of 32."


class RootDiffers(ProofRefused):
    """The hashes are well formed and lead elsewhere."""

    code = "log-root-differs"
    template = "The proof leads to a root other than that of the checkpoint of {size} entries."


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of an entry."""
    return sha256(b"\x00" + data).digest()


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """Return the hashes of many entries."""
    return [sha256(b"\x00" + data).digest() for data in entries]


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node from those of its children."""
    return sha256(b"\x01" + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """Return the root of the tree over `hashes` (of leaves, or of equally high subtrees)."""
    if not hashes:
        return EMPTY_ROOT
    row = list(hashes)
    while len(row) > 1:
        pairs = above(row)
        # An odd last node rises unchanged, which is the same tree as RFC 6962's recursive split.
        row = [*pairs, row[-1]] if len(row) % 2 else pairs
    return row[0]


def above(row: Sequence[bytes]) -> list[bytes]:
    """Return the nodes over neighbouring pairs of equally high nodes; an odd last one has none."""
    return [
        sha256(b"\x01" + left + right).digest()
        for left, right in zip(row[::2], row[1::2], strict=False)
    ]


class Stack:
    """The roots of the complete subtrees of a growing tree; constant memory for any size."""

    def __init__(self) -> None:
        """Begin with the empty tree."""
        self.size = 0
        self._roots: list[bytes] = []

    def push(self, leaves: Iterable[bytes]) -> None:
        """Append leaf hashes."""
        for leaf in leaves:
            node = leaf
            filled = self.size
            while filled % 2:
                node = node_hash(self._roots.pop(), node)
                filled //= 2
            self._roots.append(node)
            self.size += 1

    def root(self) -> bytes:
        """Return the root of the tree so far."""
        return _fold(self._roots)


def _fold(roots: Sequence[bytes]) -> bytes:
    """Return the root over complete subtrees of falling size, left to right."""
    if not roots:
        return EMPTY_ROOT
    node = roots[-1]
    for left in reversed(roots[:-1]):
        node = node_hash(left, node)
    return node


def root(size: int, read: Reader) -> bytes:
    """Return the root of the tree of `size` entries."""
    return _span(0, size, read) if size else EMPTY_ROOT


def inclusion(index: int, size: int, read: Reader) -> tuple[bytes, ...]:
    """Return the proof that entry `index` is in the tree of `size`, from the leaf upwards."""
    if not 0 <= index < size:
        raise OutsideTheLog(index=index, size=size)
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_span(middle, end, read))
            end = middle
        else:
            path.append(_span(start, middle, read))
            start = middle
    return tuple(reversed(path))


def consistency(old_size: int, new_size: int, read: Reader) -> tuple[bytes, ...]:
    """Return the proof that the tree of `old_size` is the start of that of `new_size`."""
    if not 0 < old_size <= new_size:
        raise NothingToCompare(old_size=old_size, new_size=new_size)
    start, end, path = 0, new_size, []
    while old_size != end:
        middle = start + _split(end - start)
        if old_size <= middle:
            path.append(_span(middle, end, read))
            end = middle
        else:
            path.append(_span(start, middle, read))
            start = middle
    if start:  # The old tree's last subtree is not the whole old tree, so its hash is needed too.
        path.append(_span(start, end, read))
    return tuple(reversed(path))


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Refuse unless the leaf hash `leaf` is entry `index` of the tree of `size` under `root`.

    RFC 9162 section 2.1.3.2. `leaf` is a hash (see `leaf_hash`), not the entry itself.
    """
    if not 0 <= index < size:
        raise OutsideTheLog(index=index, size=size)
    _require_hashes(proof)
    if len(leaf) != HASH_SIZE:
        raise NotAHash(place=0, length=len(leaf))
    inner, border = _path_shape(index, size)
    if len(proof) != inner + border:
        raise WrongProofLength(given=len(proof), expected=inner + border)
    node = leaf
    for height, sibling in enumerate(proof):
        if height >= inner or index >> height & 1:
            node = node_hash(sibling, node)
        else:
            node = node_hash(node, sibling)
    if node != root:
        raise RootDiffers(size=size)


def verify_consistency(
    old_size: int, new_size: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> None:
    """Refuse unless the tree of `old_size` is the start of the tree of `new_size`.

    RFC 9162 section 2.1.4.2. Refuses `old_size` 0: every log would pass.
    """
    if not 0 < old_size <= new_size:
        raise NothingToCompare(old_size=old_size, new_size=new_size)
    if old_size == new_size:
        if proof:
            raise WrongProofLength(given=len(proof), expected=0)
        if old_root != new_root:
            raise RootDiffers(size=new_size)
        return
    _require_hashes(proof)
    old, new = _replay_consistency(old_size, new_size, proof, old_root)
    if old != old_root:
        raise RootDiffers(size=old_size)
    if new != new_root:
        raise RootDiffers(size=new_size)


def _replay_consistency(
    old_size: int, new_size: int, proof: Sequence[bytes], old_root: bytes
) -> tuple[bytes, bytes]:
    """Return the two roots that a consistency proof leads to."""
    # The path runs from the last complete subtree of the old tree; where that subtree is the whole
    # old tree, its hash is the old root and is left out of the proof.
    shift = (old_size & -old_size).bit_length() - 1
    inner, border = _path_shape(old_size - 1, new_size)
    inner -= shift
    whole = old_size == 1 << shift
    expected = inner + border + (not whole)
    if len(proof) != expected:
        raise WrongProofLength(given=len(proof), expected=expected)
    start, path = (old_root, proof) if whole else (proof[0], proof[1:])
    old = new = start
    place = (old_size - 1) >> shift
    for height, sibling in enumerate(path):
        if height >= inner or place >> height & 1:
            old = node_hash(sibling, old)
            new = node_hash(sibling, new)
        else:
            new = node_hash(new, sibling)
    return old, new


def _path_shape(index: int, size: int) -> tuple[int, int]:
    """Return how many steps of the path to `index` may go either way, and how many only left.

    Above the point where `index` and the last entry part, all siblings are on the left.
    """
    inner = (index ^ (size - 1)).bit_length()
    return inner, (index >> inner).bit_count()


def _require_hashes(proof: Sequence[bytes]) -> None:
    for place, node in enumerate(proof, 1):
        if len(node) != HASH_SIZE:
            raise NotAHash(place=place, length=len(node))


def _split(count: int) -> int:
    """Return the largest power of two below `count` (at least 2): where RFC 6962 splits."""
    return 1 << (count - 1).bit_length() - 1


def _span(start: int, end: int, read: Reader) -> bytes:
    """Return the hash over entries from `start` to before `end`, a span that RFC 6962 splits off.

    Such a span begins at a multiple of the largest complete subtree in it.
    """
    roots = []
    while start < end:
        level = (end - start).bit_length() - 1
        roots.append(read(level, start >> level))
        start += 1 << level
    return _fold(roots)
