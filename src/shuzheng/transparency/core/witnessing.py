"""What a witness is asked and how it decides: the rules of the tlog-witness protocol, pure.

Authority: C2SP tlog-witness, `add-checkpoint`. The status of each refusal is that of the
specification. What a newcomer gets wrong: at first contact (nothing remembered, old size 0, empty
proof) there is nothing to compare, so that is a branch of its own and never a consistency proof
"from size 0"; and whoever remembers something is never asked from 0 again, because that would let a
forked log be seen as a new one.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import checkpoint, merkle, note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shuzheng.transparency.core.checkpoint import Checkpoint

LONGEST_PROOF = 63
LARGEST_REQUEST = 1 << 18
"""Bytes: proof and checkpoint with dozens of the longest signatures that are in use."""
_OLD = "old "
_SIZE_DIGITS = len(str(checkpoint.LARGEST))


class RequestMalformed(Refusal):
    """Not a request of the form that tlog-witness fixes."""

    code = "witness-request-malformed"
    status = 400
    template = "Line {line} of the request to the witness is not well formed."


class OldSizeBeyond(Refusal):
    """The request says that the log was larger before."""

    code = "witness-old-size"
    status = 400
    template = "The old size {old_size} is beyond the checkpoint of {size} entries."


class UnknownLog(Refusal):
    """A checkpoint of a log that this witness does not follow."""

    code = "witness-log-unknown"
    status = 404
    template = "This witness does not follow the log {origin}."


class NotSignedByLog(Refusal):
    """None of the signatures is that of the log, or one of them does not fit."""

    code = "witness-not-signed"
    status = 403
    template = "The checkpoint is not signed by a key under which this witness knows {origin}."


class OtherSize(Refusal):
    """The asker's idea of what the witness remembers is not what it remembers."""

    code = "witness-other-size"
    status = 409
    template = "The newest checkpoint of {origin} that this witness has seen has {size} entries."


class Forked(Refusal):
    """Two checkpoints of one size with different roots: the log has told two stories."""

    code = "witness-forked"
    status = 409
    template = "This witness has seen another checkpoint of {origin} with {size} entries."


class Inconsistent(Refusal):
    """Nothing proves that the log only grew."""

    code = "witness-inconsistent"
    status = 422
    template = (
        "Nothing proves that the checkpoint of {size} entries continues the one of {old_size} that"
        " this witness has seen."
    )


@dataclass(frozen=True, slots=True)
class Request:
    """A request as sent: what the asker believes is remembered, the proof, and the checkpoint."""

    old_size: int
    proof: tuple[bytes, ...]
    note: str

    def __str__(self) -> str:
        """Return the body of the request."""
        proof = [base64.b64encode(node).decode() for node in self.proof]
        return "\n".join([f"{_OLD}{self.old_size}", *proof, "", self.note])


def parse(body: bytes) -> Request:
    """Read the body of a request; the checkpoint inside is not looked at yet."""
    if len(body) > LARGEST_REQUEST:
        raise RequestMalformed(line=1)
    try:
        text = body.decode()
    except UnicodeDecodeError as fault:
        raise RequestMalformed(line=body.count(b"\n", 0, fault.start) + 1) from None
    head, blank, signed = text.partition("\n\n")
    first, *lines = head.split("\n")
    if not blank:
        raise RequestMalformed(line=1 + text.count("\n"))
    if len(lines) > LONGEST_PROOF:
        raise RequestMalformed(line=LONGEST_PROOF + 2)
    proof = tuple(_hash(line, number) for number, line in enumerate(lines, 2))
    return Request(_old_size(first), proof, signed)


def judge(
    request: Request,
    logs: Mapping[str, Sequence[note.VerifierKey]],
    seen: Mapping[str, Checkpoint],
) -> Checkpoint:
    """Return the checkpoint that may be cosigned and must be remembered, or refuse.

    `logs` are the keys by which each log is known, by its origin; `seen` the newest checkpoint that
    was cosigned of each, empty at first contact.
    """
    head = _signed_head(request.note, logs)
    if request.old_size > head.size:
        raise OldSizeBeyond(old_size=request.old_size, size=head.size)
    known = seen.get(head.origin)
    if request.old_size != (known.size if known else 0):
        raise OtherSize(origin=head.origin, size=known.size if known else 0)
    if known is None or known.size == 0:
        _require_beginning(request, head)
    elif known.size == head.size:
        _require_same(request, head, known)
    else:
        _require_grown(request, head, known)
    return head


def _signed_head(text: str, logs: Mapping[str, Sequence[note.VerifierKey]]) -> Checkpoint:
    """Return the checkpoint in `text` if it is signed by a log that is followed."""
    try:
        head = checkpoint.parse(note.parse(text).text)
    except (note.NoteMalformed, checkpoint.CheckpointMalformed) as refusal:
        raise RequestMalformed(line=refusal.params["line"]) from None
    keys = logs.get(head.origin)
    if not keys:
        raise UnknownLog(origin=head.origin)
    try:
        note.open(text, keys)
    except note.NoteRefused:
        raise NotSignedByLog(origin=head.origin) from None
    return head


def _require_beginning(request: Request, head: Checkpoint) -> None:
    """Accept the first checkpoint ever seen of a log, with which nothing can be compared."""
    false_empty = head.size == 0 and head.root != merkle.EMPTY_ROOT
    if request.proof or false_empty:
        raise Inconsistent(size=head.size, old_size=0)


def _require_same(request: Request, head: Checkpoint, known: Checkpoint) -> None:
    """Accept the checkpoint that was seen already; another of its size is a fork."""
    if head.root != known.root:
        raise Forked(origin=head.origin, size=head.size)
    if request.proof:
        raise Inconsistent(size=head.size, old_size=known.size)


def _require_grown(request: Request, head: Checkpoint, known: Checkpoint) -> None:
    """Accept a larger checkpoint only with the proof that it continues the one that was seen."""
    try:
        merkle.verify_consistency(known.size, head.size, request.proof, known.root, head.root)
    except merkle.ProofRefused:
        raise Inconsistent(size=head.size, old_size=known.size) from None


def _old_size(line: str) -> int:
    digits = line.removeprefix(_OLD)
    plain = digits.isascii() and digits.isdigit() and len(digits) <= _SIZE_DIGITS
    if not line.startswith(_OLD) or not plain or str(int(digits)) != digits:
        raise RequestMalformed(line=1)
    if int(digits) > checkpoint.LARGEST:
        raise RequestMalformed(line=1)
    return int(digits)


def _hash(line: str, number: int) -> bytes:
    try:
        node = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        raise RequestMalformed(line=number) from None
    if len(node) != merkle.HASH_SIZE or base64.b64encode(node).decode() != line:
        raise RequestMalformed(line=number)
    return node
