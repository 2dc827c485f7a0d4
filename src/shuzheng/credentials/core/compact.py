"""What a certificate's QR code says beside the address: a signed statement small enough to print.

Its bytes are specified in `docs/paper-code.md`. The issuer's key signs holder, certificate, number,
dates, status places and the entry of the evidence log; behind the signature, and not covered by it,
follows the log's checkpoint, which was made later. Written as one whole number in decimal digits,
because QR codes pack digits best and no program that passes an address on changes them.

What a newcomer gets wrong: the key, the status lists and the log are only hinted at. A hint leads
to candidates in the trust file; the signature alone says which one it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from shuzheng.credentials.core import achievement, instants, numbers, proof
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

VERSION = 1
DOMAIN = b"shuzheng/paper/v1\0"
KEY_HINT, LIST_HINT = 4, 6
ROOT = 32
SIZE = 5
LONGEST = 2_700
"""Characters of an address with a code."""

# A thousand bytes; three texts of 255 and everything else stay below.
_DIGITS = re.compile(r"[1-9][0-9]{0,2406}")
_BARE = re.compile(r"[1-9][0-9]{249,2406}")
_IN_ADDRESS = re.compile(r"https?://[^\s#]{1,250}#([0-9]{1,2407})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LEVEL_STEP = numbers.LAST_SERIAL + 1


class NotACode(Refusal):
    """A text that is no code of a certificate: other characters, or another version."""

    code = "paper-code"
    template = "This is no code of a certificate, or one of a version that is not known here."


class BadCode(Refusal):
    """A code that is cut off, too long, or says what no certificate can say."""

    code = "paper-code-form"
    template = "The code is wrong in “{place}”."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a status stands: bit `index` of the list whose address has a digest with this hint."""

    hint: bytes
    index: int


@dataclass(frozen=True, slots=True)
class Head:
    """A checkpoint of the evidence log: how many entries, and the hash over all of them."""

    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Statement:
    """What is signed. Instants are aware, to the second; `key` is the hint of the issuer's key."""

    key: bytes
    number: str
    issued_at: datetime
    valid_until: datetime | None
    revocation: Place
    suspension: Place
    entry: int
    holder: str
    certificate: str
    module: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A code, read; whether the signature is good, only the issuer's key can say."""

    statement: Statement
    signed: bytes
    signature: bytes
    head: Head | None

    def require_signature(self, public: bytes) -> None:
        """Refuse unless the Ed25519 key `public` (32 bytes) signed this statement."""
        proof.require_signature(public, self.signature, DOMAIN + self.signed)


def key_hint(public: bytes) -> bytes:
    """Return the hint of an Ed25519 public key (32 bytes)."""
    return sha256(public).digest()[:KEY_HINT]


def list_hint(url: str) -> bytes:
    """Return the hint of a status list by its address."""
    return sha256(url.encode()).digest()[:LIST_HINT]


def sign(statement: Statement, sign: Callable[[bytes], bytes]) -> bytes:
    """Return the statement with the signature of its issuer's key; these bytes are stored.

    ValueError for what no code can hold: the caller issues by the same limits.
    """
    body = _write(statement)
    return body + sign(DOMAIN + body)


def text(signed: bytes, head: Head | None) -> str:
    """Return the digits of a signed statement, with the checkpoint where there is one already."""
    tail = head.size.to_bytes(SIZE) + head.root if head else b""
    return str(int.from_bytes(signed + tail))


def find(given: bytes) -> str:
    """Return the digits in what somebody hands in, bare or behind an address; "" for none."""
    if len(given) > LONGEST:
        return ""
    try:
        words = given.decode("ascii").strip()
    except UnicodeDecodeError:
        return ""
    if inside := _IN_ADDRESS.fullmatch(words):
        return inside[1]
    return words if _BARE.fullmatch(words) else ""


def read(digits: str) -> Code:
    """Return a code, read; refuse (`NotACode`, `BadCode`) what is not exactly as specified."""
    if not _DIGITS.fullmatch(digits):
        raise NotACode
    value = int(digits)
    data = value.to_bytes((value.bit_length() + 7) // 8)
    if data[0] != VERSION:
        raise NotACode
    reader = _Reader(data)
    statement = _read(reader)
    signed = reader.before()
    signature = reader.take(proof.SIGNATURE_SIZE, "signature")
    return Code(statement, signed, signature, _head(reader, statement.entry))


def _write(one: Statement) -> bytes:
    parts = numbers.parse(one.number)
    achievement.require_name(one.holder)
    if len(one.key) != KEY_HINT:
        raise ValueError(f"a hint of a key has {KEY_HINT} bytes")
    return b"".join(
        (
            bytes((VERSION,)),
            one.key,
            parts.year.to_bytes(2),
            int(parts.code, 36).to_bytes(4),
            (parts.level * _LEVEL_STEP + parts.serial).to_bytes(4),
            _seconds(one.issued_at),
            _seconds(one.valid_until) if one.valid_until else bytes(SIZE),
            _place(one.revocation),
            _place(one.suspension),
            one.entry.to_bytes(SIZE),
            _text(one.holder),
            _text(one.certificate),
            _text(one.module),
        )
    )


def _seconds(instant: datetime) -> bytes:
    return int((instant - _EPOCH).total_seconds()).to_bytes(SIZE)


def _place(one: Place) -> bytes:
    if len(one.hint) != LIST_HINT:
        raise ValueError(f"a hint of a list has {LIST_HINT} bytes")
    return one.hint + one.index.to_bytes(4)


def _text(words: str) -> bytes:
    data = words.encode()
    return bytes((len(data),)) + data


class _Reader:
    """Takes a code apart from its beginning."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int, place: str) -> bytes:
        found = self._data[self._at : self._at + count]
        if len(found) != count:
            raise BadCode(place=place)
        self._at += count
        return found

    def whole(self, count: int, place: str) -> int:
        return int.from_bytes(self.take(count, place))

    def text(self, place: str) -> str:
        try:
            return self.take(self.whole(1, place), place).decode()
        except UnicodeDecodeError:
            raise BadCode(place=place) from None

    def instant(self, place: str) -> datetime | None:
        seconds = self.whole(SIZE, place)
        if not seconds:
            return None
        try:
            found = _EPOCH + timedelta(seconds=seconds)
        except OverflowError:
            raise BadCode(place=place) from None
        if found.year > instants.LAST_YEAR:
            raise BadCode(place=place)
        return found

    def before(self) -> bytes:
        return self._data[: self._at]

    def left(self) -> int:
        return len(self._data) - self._at


def _read(reader: _Reader) -> Statement:
    reader.take(1, "version")
    key = reader.take(KEY_HINT, "key")
    number = _number(reader)
    issued_at = reader.instant("issued")
    if issued_at is None:
        raise BadCode(place="issued")
    statement = Statement(
        key=key,
        number=number,
        issued_at=issued_at,
        valid_until=reader.instant("until"),
        revocation=Place(reader.take(LIST_HINT, "revocation"), reader.whole(4, "revocation")),
        suspension=Place(reader.take(LIST_HINT, "suspension"), reader.whole(4, "suspension")),
        entry=reader.whole(SIZE, "entry"),
        holder=reader.text("holder"),
        certificate=reader.text("certificate"),
        module=reader.text("module"),
    )
    try:
        achievement.require_name(statement.holder)
    except achievement.UnfitName:
        raise BadCode(place="holder") from None
    if not statement.certificate:
        raise BadCode(place="certificate")
    return statement


def _number(reader: _Reader) -> str:
    year, code = reader.whole(2, "number"), reader.whole(4, "number")
    level, serial = divmod(reader.whole(4, "number"), _LEVEL_STEP)
    try:
        return numbers.compose(year, _base36(code), level, serial)
    except ValueError:
        raise BadCode(place="number") from None


def _base36(value: int) -> str:
    digits = ""
    while value:
        value, digit = divmod(value, 36)
        digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[digit] + digits
    return digits.rjust(6, "0")


def _head(reader: _Reader, entry: int) -> Head | None:
    if not reader.left():
        return None
    size, root = reader.whole(SIZE, "checkpoint"), reader.take(ROOT, "checkpoint")
    if reader.left() or size <= entry:
        raise BadCode(place="checkpoint")
    return Head(size, root)
