"""Checkpoints: the log's name, its size and its root, in a note that the log has signed.

Authority: C2SP tlog-checkpoint. What a newcomer gets wrong: the origin names the log and must be
the one that is expected, otherwise one log's checkpoint passes for another's.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import merkle, note

if TYPE_CHECKING:
    from collections.abc import Callable

LARGEST = (1 << 63) - 1
_LINES = 3


class CheckpointMalformed(Refusal):
    """The note's text is not that of a checkpoint."""

    code = "checkpoint-malformed"
    template = "Line {line} of the checkpoint is not well formed."


class ForeignCheckpoint(Refusal):
    """A good signature under another log's name."""

    code = "checkpoint-foreign"
    template = "The checkpoint is that of {origin}, not of {expected}."


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log: everything that a signature of it states."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the note text that is signed."""
        root = base64.b64encode(self.root).decode()
        return "".join(f"{line}\n" for line in (self.origin, self.size, root, *self.extensions))


def sign(checkpoint: Checkpoint, key: note.VerifierKey, with_: Callable[[bytes], bytes]) -> str:
    """Return the checkpoint as a signed note, signed by `key` with the private half in `with_`."""
    return str(note.sign(checkpoint.text, key, with_))


def parse(text: str) -> Checkpoint:
    """Read the text of a checkpoint, which says nothing about who signed it."""
    lines = text.split("\n")
    if lines.pop() or len(lines) < _LINES:
        raise CheckpointMalformed(line=len(lines) + 1)
    for number, line in enumerate(lines, 1):
        if not line:
            raise CheckpointMalformed(line=number)
    origin, size, root, *extensions = lines
    return Checkpoint(origin, _size(size), _root(root), tuple(extensions))


def open(data: bytes | str, verifier_key: note.VerifierKey | str) -> Checkpoint:  # noqa: A001 - called as checkpoint.open
    """Return the checkpoint in `data`; refuse it unless the log of `verifier_key` has signed it.

    The origin must be the key's name (see the decision record on the evidence log).
    """
    key = note.verifier_key(verifier_key) if isinstance(verifier_key, str) else verifier_key
    head = parse(note.open(data, [key]).text)
    if head.origin != key.name:
        raise ForeignCheckpoint(origin=head.origin, expected=key.name)
    return head


def _size(text: str) -> int:
    canonical = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST))
    if not canonical or str(int(text)) != text or int(text) > LARGEST:
        raise CheckpointMalformed(line=2)
    return int(text)


def _root(text: str) -> bytes:
    try:
        root = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise CheckpointMalformed(line=3) from None
    if len(root) != merkle.HASH_SIZE or base64.b64encode(root).decode() != text:
        raise CheckpointMalformed(line=3)
    return root
