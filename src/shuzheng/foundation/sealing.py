"""Seal personal data at rest, and find it again without opening it.

A sealed value is `key-id.base64(nonce + ciphertext + tag)`, AES-256-GCM, and is bound to the table,
field and row it belongs to: a ciphertext moved to another row does not open. A blind index is an
HMAC-SHA-256 under another key; equal values give equal indexes, so give each purpose its own label.
Authority: 个人信息保护法 51; GB/T 22239-2019 level 3.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Reseal = Callable[[int], int]

NONCE_BYTES = 12
KEY_BITS = 256

_resealable: dict[str, Reseal] = {}


class CannotOpen(RuntimeError):  # noqa: N818 - a defect or an attack, never an answer
    """A sealed value that does not open under its key and place."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value belongs: its table, its field and its row's permanent key."""

    table: str
    field: str
    row: str

    def bound(self) -> bytes:
        """Return the associated data that binds a ciphertext to this place."""
        return f"{self.table}\0{self.field}\0{self.row}".encode()


@cache
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def seal(text: str, place: Place) -> str:
    """Return `text` sealed for `place` under the current key; "" stays ""."""
    return sealer()(text, place)


def unseal(sealed: str, place: Place) -> str:
    """Return the text sealed for `place`. Raises CannotOpen."""
    if not sealed:
        return ""
    key_id, _, body = sealed.partition(".")
    raw = base64.b64decode(body)
    try:
        cipher = _cipher(settings.KEYRING.sealing[key_id])
        return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.bound()).decode()
    except (InvalidTag, KeyError) as error:
        raise CannotOpen(f"{place.table}.{place.field} does not open") from error


def key_of(sealed: str) -> str:
    """Return the id of the key that sealed a value."""
    return sealed.partition(".")[0]


def index(purpose: str, text: str) -> str:
    """Return the blind index of `text` for `purpose`, 64 hex digits."""
    return indexer(purpose)(text)


def indexer(purpose: str) -> Callable[[str], str]:
    """Return what makes blind indexes for `purpose`: for very many, without looking up the key."""
    key, before, digest = settings.KEYRING.index, f"{purpose}\0", hmac.digest
    return lambda text: digest(key, (before + text).encode(), "sha256").hex()


def sealer() -> Callable[[str, Place], str]:
    """Return `seal` for very many values, without looking up the key for each."""
    key_id = settings.KEYRING.current
    encrypt = _cipher(settings.KEYRING.sealing[key_id]).encrypt

    def sealed(text: str, place: Place) -> str:
        if not text:
            return ""
        nonce = secrets.token_bytes(NONCE_BYTES)
        body = nonce + encrypt(nonce, text.encode(), place.bound())
        return f"{key_id}.{base64.b64encode(body).decode()}"

    return sealed


def enclose(data: bytes, place: Place) -> tuple[str, bytes]:
    """Encrypt a file's bytes under a key of their own; returns that key, sealed, and the body.

    Sealing anew then touches the key only, and deleting the key destroys the bytes.
    """
    key, nonce = AESGCM.generate_key(KEY_BITS), secrets.token_bytes(NONCE_BYTES)
    return seal(key.hex(), place), nonce + AESGCM(key).encrypt(nonce, data, place.bound())


def disclose(key_sealed: str, body: bytes, place: Place) -> bytes:
    """Return the bytes that `enclose` encrypted for `place`. Raises CannotOpen."""
    cipher = AESGCM(bytes.fromhex(unseal(key_sealed, place)))
    try:
        return cipher.decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], place.bound())
    except InvalidTag as error:
        raise CannotOpen(f"{place.table}.{place.field} does not open") from error


def is_stale(sealed: str) -> bool:
    """Return whether a value is sealed under another key than the current one; "" is not."""
    return bool(sealed) and key_of(sealed) != settings.KEYRING.current


def reseal(sealed: str, place: Place) -> str:
    """Return the same text sealed for the same place under the current key."""
    return seal(unseal(sealed, place), place) if is_stale(sealed) else sealed


def resealable(name: str, function: Reseal) -> Reseal:
    """Declare how a room's sealed values are sealed anew; `name` is such as "identity.persons".

    `function(batch)` does at most `batch` rows that are not under the current key, in a transaction
    of its own, and returns how many it found: 0 once none is left. Rooms call this when they start.
    """
    if name in _resealable:
        raise ValueError(f"{name} is declared twice")
    _resealable[name] = function
    return function


def resealables() -> Mapping[str, Reseal]:
    """Return every declared way to seal values anew, by name."""
    return {name: _resealable[name] for name in sorted(_resealable)}
