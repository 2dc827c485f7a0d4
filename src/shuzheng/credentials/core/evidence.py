"""What proves that a certificate stands in the evidence log, and that it has not changed since.

A certificate's leaf commits, under a salt of its own, to the SHA-256 digest of the canonical
signed credential; the log's `leaves` module fixes its bytes. What travels with the certificate is
one C2SP tlog-proof whose extra data is the salt: index, path to the root, and signed checkpoint.
The salt is not authenticated and need not be: with another one the commitment is another.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from shuzheng.credentials.core import jsontext
from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import cosignature, leaves, merkle, note
from shuzheng.transparency.core import proof as log_proof

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shuzheng.transparency.core import checkpoint

KIND = "certificate.issued"
SALT_SIZE = leaves.SALT_SIZE


class NoSalt(Refusal):
    """The proof does not carry the salt of a certificate's leaf."""

    code = "evidence-salt"
    template = "The proof from the evidence log does not carry the salt of a certificate."


@dataclass(frozen=True, slots=True)
class Logged:
    """Where a certificate stands in the log: entry `index` under the checkpoint `head`.

    `sightings` are the witnesses that cosigned this checkpoint, of those that were asked about.
    """

    index: int
    head: checkpoint.Checkpoint
    sightings: tuple[cosignature.Sighting, ...] = ()


def leaf(signed: bytes, salt: bytes) -> leaves.Leaf:
    """Return the log entry of a certificate issued.

    `signed` is the canonical signed credential as stored, `salt` 32 random bytes kept beside it.
    """
    return leaves.sealed(KIND, sha256(signed).digest(), salt)


def write(salt: bytes, index: int, path: Sequence[bytes], checkpoint_note: str) -> str:
    """Return the text that is attached to a certificate: a C2SP tlog-proof with the salt."""
    if len(salt) != SALT_SIZE:
        raise ValueError(f"a salt has {SALT_SIZE} bytes, not {len(salt)}")
    return str(log_proof.Proof(index, tuple(path), checkpoint_note, salt))


def verify(
    document: Mapping[str, object],
    text: str,
    log_key: note.VerifierKey | str,
    witnesses: Sequence[cosignature.WitnessKey] = (),
) -> Logged:
    """Return where the signed credential `document` stands in the log of `log_key`, or refuse.

    A line of one of `witnesses` that does not fit the checkpoint refuses it.
    """
    parsed = log_proof.parse(text)
    if len(parsed.extra) != SALT_SIZE:
        raise NoSalt
    entry = leaf(jsontext.canonical(document), parsed.extra)
    head = log_proof.verify(parsed, merkle.leaf_hash(entry.data), log_key)
    seen = cosignature.sightings(note.parse(parsed.note), witnesses)
    return Logged(parsed.index, head, seen)
