"""Multibase text: base58btc (`z`) for keys and signatures, unpadded base64url (`u`) for lists.

Authority: W3C Controlled Identifiers 1.0, section "Multibase". Decoding is exact: every byte string
has one spelling and no other is read, so that a changed character is never a synonym.
"""

from __future__ import annotations

import base64
import binascii
import re

from shuzheng.kernel.refusals import Refusal

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
LONGEST = 128
SHOWN = 24

_DIGITS = frozenset(ALPHABET)
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_PAIRS = [high + low for high in ALPHABET for low in ALPHABET]
_URL_SAFE = re.compile(r"[A-Za-z0-9_-]*")


class BadMultibase(Refusal):
    """A text is not multibase in the one base that is expected."""

    code = "multibase"
    template = "“{text}” is not {base} text."


def base58(data: bytes) -> str:
    """Return `data` as multibase base58btc, `z` included."""
    number = int.from_bytes(data)
    pairs: list[str] = []
    while number:
        number, pair = divmod(number, 58 * 58)
        pairs.append(_PAIRS[pair])
    body = "".join(reversed(pairs)).lstrip("1")
    return "z" + "1" * (len(data) - len(data.lstrip(b"\0"))) + body


def from_base58(text: str, *, size: int | None = None) -> bytes:
    """Return the bytes that multibase base58btc `text` spells; refuse unless there are `size`."""
    body = text[1:]
    if not text.startswith("z") or len(text) > LONGEST or not _DIGITS.issuperset(body):
        raise BadMultibase(text=text[:SHOWN], base="base58btc")
    number = 0
    for character in body:
        number = number * 58 + _VALUE[character]
    zeros = len(body) - len(body.lstrip("1"))
    data = bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8)
    if size is not None and len(data) != size:
        raise BadMultibase(text=text[:SHOWN], base="base58btc")
    return data


def base64url(data: bytes) -> str:
    """Return `data` as multibase base64url without padding, `u` included."""
    return "u" + base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    """Return the bytes that multibase base64url `text` spells."""
    body = text[1:]
    if not text.startswith("u") or not _URL_SAFE.fullmatch(body):
        raise BadMultibase(text=text[:SHOWN], base="base64url")
    try:
        data = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    except binascii.Error:
        raise BadMultibase(text=text[:SHOWN], base="base64url") from None
    if base64url(data) != text:
        raise BadMultibase(text=text[:SHOWN], base="base64url")
    return data
