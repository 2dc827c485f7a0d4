"""Cosignatures: a witness states that it saw a checkpoint, when, and that the log only grew.

Authority: C2SP tlog-cosignature, the kind for Ed25519 (signature type 0x04). What is signed is not
the note's text but a header, the time and then the text, so a cosignature can never pass for a
log's own signature, nor the other way round. What a newcomer gets wrong: the witness's *name* is
not in what it signs, so one public key under two names would count twice; `require_distinct`
refuses that, and a log that is its own witness.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import checkpoint, note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

COSIGNATURE = 0x04
LATEST = 253_402_300_799
"""The last second of the year 9999; the specification lets readers refuse what is still to come."""
_HEADER = "cosignature/v1"
_TIME_SIZE = 8
_SIGNATURE_SIZE = 64


class SameWitnessTwice(Refusal):
    """Two entries that are one witness, or the log itself among its witnesses."""

    code = "witness-twice"
    template = "The witness {name} stands for the same key or name as another one, or as the log."


@dataclass(frozen=True, slots=True)
class WitnessKey(note.VerifierKey):
    """A witness's public key and name; judges a timestamp (8 bytes) with a signature (64)."""

    kind: int = COSIGNATURE

    def accepts(self, message: bytes, signature: bytes) -> bool:
        """Return whether `signature` is this witness's cosignature of the note text `message`."""
        if len(signature) != _TIME_SIZE + _SIGNATURE_SIZE:
            return False
        seconds = int.from_bytes(signature[:_TIME_SIZE], "big")
        if seconds > LATEST:
            return False
        text = _statement(message, seconds)
        # Not `super()`: a class with slots is made a second time, which the short form misses.
        return note.VerifierKey.accepts(self, text, signature[_TIME_SIZE:])


@dataclass(frozen=True, slots=True)
class Sighting:
    """A witness saw a checkpoint: who, and at what instant by its own clock."""

    witness: str
    at: datetime


def witness_key(text: str) -> WitnessKey:
    """Read a witness's verifier key (`name+id+key` of type 0x04), or refuse it."""
    key = note.verifier_key(text, COSIGNATURE)
    return WitnessKey(key.name, key.public)


def make(text: str, key: WitnessKey, with_: Callable[[bytes], bytes], seconds: int) -> str:
    """Return the line by which `key` cosigns a checkpoint's note text, without its newline.

    `seconds` is POSIX time (0 to `LATEST`). Refuses a text that is no checkpoint.
    """
    if not 0 <= seconds <= LATEST:
        raise ValueError(f"{seconds} is no time that a cosignature can carry")
    checkpoint.parse(text)
    signed = with_(_statement(text.encode(), seconds))
    value = seconds.to_bytes(_TIME_SIZE, "big") + signed
    return str(note.Signature(key.name, key.key_id, value))


def sightings(signed: note.Note, witnesses: Iterable[WitnessKey]) -> tuple[Sighting, ...]:
    """Return which of `witnesses` cosigned the note, each once, in the order of `witnesses`.

    Lines of others are passed over; a line of a known witness that does not fit refuses the note
    (`note.SignatureBad`), as everywhere in signed notes.
    """
    message = signed.text.encode()
    found = []
    for key in witnesses:
        mine = [s for s in signed.signatures if (s.name, s.key_id) == (key.name, key.key_id)]
        if not all(key.accepts(message, one.value) for one in mine):
            raise note.SignatureBad(name=key.name)
        if mine:
            found.append(Sighting(key.name, min(_instant(one) for one in mine)))
    return tuple(found)


def answered(text: str, answer: bytes | str, key: WitnessKey) -> tuple[str, Sighting]:
    """Return the line (without newline) with which `key` answered the note text `text`.

    Lines of other keys in the answer are ignored. Refuses (`note.NoteRefused`) an answer that is
    malformed, or in which no line or a wrong line is this witness's.
    """
    lines = answer if isinstance(answer, bytes) else answer.encode()
    signed = note.open(text.encode() + b"\n" + lines, [key])
    # A blank line in the answer would make part of it the text that is judged.
    if signed.text != text:
        raise note.NoteMalformed(line=text.count("\n") + 2)
    line = signed.signatures[0]
    return str(line), Sighting(key.name, _instant(line))


def require_distinct(witnesses: Sequence[WitnessKey], log: note.VerifierKey | None = None) -> None:
    """Refuse two witnesses of one name or one public key, and the log as its own witness."""
    names = {log.name} if log else set()
    keys = {log.public} if log else set()
    for witness in witnesses:
        if witness.name in names or witness.public in keys:
            raise SameWitnessTwice(name=witness.name)
        names.add(witness.name)
        keys.add(witness.public)


def _statement(text: bytes, seconds: int) -> bytes:
    return f"{_HEADER}\ntime {seconds}\n".encode() + text


def _instant(line: note.Signature) -> datetime:
    return datetime.fromtimestamp(int.from_bytes(line.value[:_TIME_SIZE], "big"), UTC)
