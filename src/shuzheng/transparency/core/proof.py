"""Transparent proofs: everything needed to see, offline, that an entry is in a log.

Authority: C2SP tlog-proof. One text holds the entry's index, the inclusion proof and the signed
checkpoint with whatever cosignatures it has. The extra data is not authenticated by anything.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import checkpoint, merkle, note

HEADER = "c2sp.org/tlog-proof@v1"
LONGEST_PATH = 63
_EXTRA = "extra "
_INDEX = "index "


class ProofMalformed(Refusal):
    """Not a text of the form that C2SP tlog-proof fixes."""

    code = "log-proof-malformed"
    template = "Line {line} of the log proof is not well formed."


@dataclass(frozen=True, slots=True)
class Proof:
    """Where an entry lies, the path from it to the root, and the note that signs the root."""

    index: int
    path: tuple[bytes, ...]
    note: str
    extra: bytes = b""

    def __str__(self) -> str:
        """Return the proof as it is stored and sent."""
        extra = [_EXTRA + base64.b64encode(self.extra).decode()] if self.extra else []
        path = [base64.b64encode(node).decode() for node in self.path]
        return "\n".join([HEADER, *extra, f"{_INDEX}{self.index}", *path, "", self.note])


def parse(data: bytes | str) -> Proof:
    """Read a proof without believing it; the note inside is not looked at."""
    try:
        text = data.decode() if isinstance(data, bytes) else data
    except UnicodeDecodeError as fault:
        raise ProofMalformed(line=fault.object.count(b"\n", 0, fault.start) + 1) from None
    if len(text) > note.LONGEST:
        raise ProofMalformed(line=1)
    head, blank, signed = text.partition("\n\n")
    lines = head.split("\n")
    if not blank or lines[0] != HEADER:
        raise ProofMalformed(line=1)
    at = 1
    extra = b""
    if at < len(lines) and lines[at].startswith(_EXTRA):
        extra = _decoded(lines[at].removeprefix(_EXTRA), at)
        at += 1
    index = _index(lines[at] if at < len(lines) else "", at)
    hashes = lines[at + 1 :]
    if len(hashes) > LONGEST_PATH:
        raise ProofMalformed(line=len(lines))
    path = tuple(_decoded(line, number) for number, line in enumerate(hashes, at + 1))
    for number, node in enumerate(path, at + 1):
        if len(node) != merkle.HASH_SIZE:
            raise ProofMalformed(line=number + 1)
    return Proof(index, path, signed, extra)


def verify(
    proof: Proof, leaf: bytes, verifier_key: note.VerifierKey | str
) -> checkpoint.Checkpoint:
    """Return the signed checkpoint under which the leaf hash `leaf` is proved to lie, or refuse."""
    head = checkpoint.open(proof.note, verifier_key)
    merkle.verify_inclusion(leaf, proof.index, head.size, proof.path, head.root)
    return head


def _index(line: str, at: int) -> int:
    digits = line.removeprefix(_INDEX)
    plain = digits.isascii() and digits.isdigit() and len(digits) <= len(str(checkpoint.LARGEST))
    if not line.startswith(_INDEX) or not plain or str(int(digits)) != digits:
        raise ProofMalformed(line=at + 1)
    return int(digits)


def _decoded(encoded: str, at: int) -> bytes:
    try:
        value = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise ProofMalformed(line=at + 1) from None
    if not value or base64.b64encode(value).decode() != encoded:
        raise ProofMalformed(line=at + 1)
    return value
