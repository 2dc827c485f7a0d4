"""Signed notes: a text, a blank line, and signature lines by named keys.

Authority: C2SP signed-note (Ed25519, signature type 0x01). The signature covers the text with its
final newline and without the blank line. What a newcomer gets wrong: signatures of unknown keys are
ignored, even where the name or the key id alone is known, so that witnesses can add theirs; but one
bad signature of a *known* key refuses the whole note.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Sign = Callable[[bytes], bytes]

ED25519 = 0x01
LONGEST = 1 << 20
MOST_SIGNATURES = 100
_ID_SIZE = 4
_ID_DIGITS = 8
_KEY_SIZE = 32
_FIRST_PRINTABLE = " "
_DASH = "\N{EM DASH} "


class NoteRefused(Refusal):
    """A note that is not to be believed."""

    code = "note-refused"
    template = "The signed note cannot be accepted."


class NoteMalformed(NoteRefused):
    """Not a signed note at all, or one that two readers might read differently."""

    code = "note-malformed"
    template = "This is not a well-formed signed note (line {line})."


class NoteUnsigned(NoteRefused):
    """Well formed, and signed by nobody we know."""

    code = "note-unsigned"
    template = "None of the keys we trust has signed this note."


class SignatureBad(NoteRefused):
    """A key we trust is named, and its signature does not fit the text."""

    code = "note-signature-bad"
    template = "The signature of {name} does not fit the text of the note."


class KeyMalformed(Refusal):
    """A verifier key that is not of the form name+id+key."""

    code = "verifier-key-malformed"
    template = "“{text}” is not a verifier key of the form name+id+key."


class KeyUnknownKind(Refusal):
    """A verifier key of a kind that this reader does not judge."""

    code = "verifier-key-unknown-kind"
    template = "The verifier key of {name} is of a kind that is not supported ({kind})."


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key and the name it signs under; `str()` gives its one-line form."""

    name: str
    public: bytes
    kind: int = ED25519

    @property
    def key_id(self) -> bytes:
        """Return the four bytes that, with the name, stand for the key in signature lines."""
        material = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return sha256(material).digest()[:_ID_SIZE]

    def accepts(self, message: bytes, signature: bytes) -> bool:
        """Return whether `signature` is this key's over `message`."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def __str__(self) -> str:
        """Return `name+id+key`."""
        key = base64.b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{key}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: who says to have signed, and with what."""

    name: str
    key_id: bytes
    value: bytes

    def __str__(self) -> str:
        """Return the line without its newline."""
        return f"{_DASH}{self.name} {base64.b64encode(self.key_id + self.value).decode()}"


@dataclass(frozen=True, slots=True)
class Note:
    """A text and its signatures, none of them verified by parsing alone."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        """Return the note as it is stored and sent."""
        return self.text + "\n" + "".join(f"{line}\n" for line in self.signatures)


def verifier_key(text: str, kind: int = ED25519) -> VerifierKey:
    """Read a verifier key of the form `name+id+key`, whose signature type must be `kind`."""
    name, _, rest = text.partition("+")
    digits, _, encoded = rest.partition("+")
    material = _decoded(encoded)
    if not is_name(name) or len(digits) != _ID_DIGITS or not material:
        raise KeyMalformed(text=text)
    if material[0] != kind:
        raise KeyUnknownKind(name=name, kind=material[0])
    key = VerifierKey(name, material[1:], kind)
    if len(key.public) != _KEY_SIZE or digits != key.key_id.hex():
        raise KeyMalformed(text=text)
    return key


def is_name(name: str) -> bool:
    """Return whether `name` can be a key's: not empty, without white space, plus or controls."""
    return bool(name) and not any(c.isspace() or c == "+" or c < _FIRST_PRINTABLE for c in name)


def sign(text: str, key: VerifierKey, with_: Sign) -> Note:
    """Return `text` as a note signed by `key`, whose private half is behind `with_`."""
    note = Note(text, ())
    _require_text(text)
    return cosign(note, key, with_)


def cosign(note: Note, key: VerifierKey, with_: Sign) -> Note:
    """Return the note with the signature of `key` added, in place of an earlier one of its own."""
    if not is_name(key.name):
        raise KeyMalformed(text=str(key))
    others = tuple(s for s in note.signatures if (s.name, s.key_id) != (key.name, key.key_id))
    mine = Signature(key.name, key.key_id, with_(note.text.encode()))
    return Note(note.text, (*others, mine))


def parse(data: bytes | str) -> Note:
    """Read a note without believing it; refuse whatever is not exactly one."""
    raw = _encoded(data)
    if len(raw) > LONGEST:
        raise NoteMalformed(line=1)
    try:
        whole = raw.decode()
    except UnicodeDecodeError as fault:
        raise NoteMalformed(line=raw.count(b"\n", 0, fault.start) + 1) from None
    _require_text(whole)
    head, blank, tail = whole.rpartition("\n\n")
    lines = tail.split("\n")[:-1]
    first = head.count("\n") + 3
    if not blank or not lines or len(lines) > MOST_SIGNATURES:
        raise NoteMalformed(line=first)
    return Note(head + "\n", tuple(_signature(line, n) for n, line in enumerate(lines, first)))


def open(data: bytes | str, keys: Iterable[VerifierKey]) -> Note:  # noqa: A001 - called as note.open
    """Return the note with only the signatures that `keys` made; refuse it if there are none.

    A known key's signature that does not fit refuses the note, whatever others say.
    """
    note = parse(data)
    known = {(key.name, key.key_id): key for key in keys}
    message = note.text.encode()
    good = []
    for signature in note.signatures:
        key = known.get((signature.name, signature.key_id))
        if key is None:
            continue
        if not key.accepts(message, signature.value):
            raise SignatureBad(name=key.name)
        good.append(signature)
    if not good:
        raise NoteUnsigned
    return Note(note.text, tuple(good))


def _require_text(text: str) -> None:
    """Refuse a text that does not end in a newline or holds control characters."""
    for number, line in enumerate(text.split("\n"), 1):
        if any(c < _FIRST_PRINTABLE for c in line):
            raise NoteMalformed(line=number)
    if not text.endswith("\n"):
        raise NoteMalformed(line=text.count("\n") + 1)


def _signature(line: str, number: int) -> Signature:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    value = _decoded(encoded)
    if not line.startswith(_DASH) or not is_name(name) or len(value) <= _ID_SIZE:
        raise NoteMalformed(line=number)
    return Signature(name, value[:_ID_SIZE], value[_ID_SIZE:])


def _decoded(encoded: str) -> bytes:
    """Return the bytes of strict standard base64; none where it is not exactly that."""
    try:
        value = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return b""
    # Unused bits must be zero: two spellings of one signature would be two different notes.
    return value if base64.b64encode(value).decode() == encoded else b""


def _encoded(data: bytes | str) -> bytes:
    if isinstance(data, bytes):
        return data
    try:
        return data.encode()
    except UnicodeEncodeError as fault:
        raise NoteMalformed(line=data.count("\n", 0, fault.start) + 1) from None
