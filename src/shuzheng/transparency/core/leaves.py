"""What an entry of the log says: a kind, and a commitment or a public statement.

Authority: the decision record on the evidence log. An entry is three lines of ASCII: the format's
name, the kind, and either `sha256` with a salted commitment or `public` with words in clear. What a
newcomer gets wrong: the kind is inside the hash, so a commitment of one kind can never be shown as
one of another; and without its salt a commitment says nothing about what it commits to, which is
how a person is erased while the log stays whole.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT = "shuzheng-log/v1"
SALT_SIZE = 32
_SEALED = "sha256"
_PUBLIC = "public"
_LINES = 3
_KIND = re.compile(r"[a-z]+(?:[.-][a-z]+)*", re.ASCII)
_WORDS = re.compile(r"[!-~]+(?: [!-~]+)*", re.ASCII)
_USUAL = re.compile(
    rb"(?:shuzheng-log/v1\n[a-z]+(?:[.-][a-z]+)*+\n"
    rb"sha256 [A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=\n\0)*+"
)
"""Commitments, a NUL behind each. Of the last character of 32 bytes in Base64, only some can be."""
_DOMAIN = b"shuzheng/log/commitment/v1\0"


class LeafMalformed(Refusal):
    """An entry that is not of the form above."""

    code = "log-entry-malformed"
    template = "This is not a well-formed entry of the log (line {line})."


class CommitmentDiffers(Refusal):
    """The thing that is shown is not the thing that was logged."""

    code = "log-commitment-differs"
    template = "What is shown is not what entry “{kind}” of the log commits to."


@dataclass(frozen=True, slots=True)
class Leaf:
    """An entry before it has its place: its bytes, and the salt if it hides something."""

    kind: str
    data: bytes
    salt: bytes = b""


@dataclass(frozen=True, slots=True)
class Statement:
    """An entry that was read: its kind, and either a commitment or words in clear."""

    kind: str
    commitment: bytes = b""
    words: str = ""


def sealed(kind: str, payload: bytes, salt: bytes) -> Leaf:
    """Return an entry that commits to `payload` under `salt` (32 random bytes, kept apart)."""
    _require_kind(kind)
    if len(salt) != SALT_SIZE:
        raise ValueError(f"a salt has {SALT_SIZE} bytes, not {len(salt)}")
    digest = base64.b64encode(commitment(kind, payload, salt)).decode()
    return Leaf(kind, _lines(kind, f"{_SEALED} {digest}"), salt)


def public(kind: str, words: str) -> Leaf:
    """Return an entry that says `words` (printable ASCII) in clear."""
    _require_kind(kind)
    if _WORDS.fullmatch(words) is None:
        raise ValueError(f"{words!r} is not printable ASCII in single spaces")
    return Leaf(kind, _lines(kind, f"{_PUBLIC} {words}"))


def commitment(kind: str, payload: bytes, salt: bytes) -> bytes:
    """Return the 32 bytes that stand for `payload`; salt and kind end before it begins."""
    return sha256(_DOMAIN + kind.encode() + b"\0" + salt + payload).digest()


def are_commitments(entries: Sequence[bytes]) -> bool:
    """Return whether every entry is well formed and commits to something, as nearly all do."""
    joined = b"".join([entry + b"\0" for entry in entries])
    # One NUL for each entry: none is two with a NUL between them.
    return joined.count(b"\0") == len(entries) and _USUAL.fullmatch(joined) is not None


def parse(data: bytes) -> Statement:
    """Read an entry, or refuse it."""
    try:
        lines = data.decode("ascii").split("\n")
    except UnicodeDecodeError as fault:
        raise LeafMalformed(line=data.count(b"\n", 0, fault.start) + 1) from None
    if lines.pop() or len(lines) != _LINES:
        raise LeafMalformed(line=len(lines) + 1)
    name, kind, said = lines
    if name != FORMAT:
        raise LeafMalformed(line=1)
    if _KIND.fullmatch(kind) is None:
        raise LeafMalformed(line=2)
    form, _, rest = said.partition(" ")
    if form == _PUBLIC and _WORDS.fullmatch(rest):
        return Statement(kind, words=rest)
    if form == _SEALED:
        return Statement(kind, commitment=_digest(rest))
    raise LeafMalformed(line=3)


def verify(data: bytes, kind: str, payload: bytes, salt: bytes) -> None:
    """Refuse unless the entry `data` is of `kind` and commits to `payload` under `salt`."""
    said = parse(data)
    if said.kind != kind or said.commitment != commitment(kind, payload, salt):
        raise CommitmentDiffers(kind=said.kind)


def _require_kind(kind: str) -> None:
    if _KIND.fullmatch(kind) is None:
        raise ValueError(f"{kind!r} is not a kind such as certificate.issued")


def _lines(kind: str, said: str) -> bytes:
    return f"{FORMAT}\n{kind}\n{said}\n".encode("ascii")


def _digest(encoded: str) -> bytes:
    try:
        digest = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise LeafMalformed(line=3) from None
    if len(digest) != sha256().digest_size or base64.b64encode(digest).decode() != encoded:
        raise LeafMalformed(line=3)
    return digest
