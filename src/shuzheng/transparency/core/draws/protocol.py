"""The hashes of a draw. Each begins with a domain of its own; every part has a fixed length."""

from __future__ import annotations

import re
from enum import StrEnum, auto
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from shuzheng.kernel import canonical
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

ID_SIZE: Final = 16
SECRET_SIZE: Final = 32
_HEX = re.compile(r"[0-9a-f]{64}", re.ASCII)
_BLIND, _VEIL, _COMMITMENT, _INPUTS, _SEED = (
    f"shuzheng/draw/{name}/v1\0".encode()
    for name in ("blind", "veil", "commitment", "inputs", "seed")
)


class Party(StrEnum):
    """Whose secrets make the seed, in the order in which it hashes them."""

    ORGANISER = auto()
    WITNESS = auto()


class SecretMalformed(Refusal):
    """A secret or a commitment is 64 small hexadecimal digits."""

    code = "draw-secret-malformed"
    template = "Write 64 digits from 0 to 9 and a to f, as `shuzheng draw commit` prints them."


class NotAsCommitted(Refusal):
    """The secret that is shown is not the one that was committed to."""

    code = "draw-secret-differs"
    template = "This is not the secret that was committed to."


def commitment(draw: bytes, party: Party, secret: bytes) -> bytes:
    """Return what `party` makes public of its 32 secret bytes before anything is frozen."""
    _require(draw, ID_SIZE)
    _require(secret, SECRET_SIZE)
    return sha256(_COMMITMENT + draw + party.encode() + b"\0" + secret).digest()


def blind_hash(draw: bytes, blind: bytes) -> bytes:
    """Return what is made public of the 32 bytes under which the inputs will be hashed."""
    _require(draw, ID_SIZE)
    _require(blind, SECRET_SIZE)
    return sha256(_BLIND + draw + blind).digest()


def veil(draw: bytes, blind: bytes) -> bytes:
    """Return 32 bytes of the blind for a method that must hide its outcome while the seed is known.

    They stand in the inputs; as long as these are not shown, nobody outside computes the outcome.
    """
    _require(draw, ID_SIZE)
    _require(blind, SECRET_SIZE)
    return sha256(_VEIL + draw + blind).digest()


def inputs_digest(draw: bytes, blind: bytes, inputs: Mapping[str, Any]) -> bytes:
    """Return the digest of what is drawn from: its canonical JSON (RFC 8785) under the blind."""
    _require(draw, ID_SIZE)
    _require(blind, SECRET_SIZE)
    return sha256(_INPUTS + draw + blind + canonical.dumps(dict(inputs))).digest()


def seed(draw: bytes, digest: bytes, secrets: Mapping[Party, bytes]) -> bytes:
    """Return the 32 bytes that decide a draw, from the secrets of both parties."""
    _require(draw, ID_SIZE)
    _require(digest, sha256().digest_size)
    parts = [secrets[party] for party in Party]
    for part in parts:
        _require(part, SECRET_SIZE)
    return sha256(_SEED + draw + digest + b"".join(parts)).digest()


def require_committed(draw: bytes, party: Party, secret: bytes, committed: bytes) -> None:
    """Refuse a secret that is not the one behind the commitment."""
    if commitment(draw, party, secret) != committed:
        raise NotAsCommitted


def read_hex(text: str) -> bytes:
    """Return the 32 bytes of a secret or commitment that somebody typed, or refuse."""
    typed = text.strip()
    if _HEX.fullmatch(typed) is None:
        raise SecretMalformed
    return bytes.fromhex(typed)


def _require(part: bytes, size: int) -> None:
    if len(part) != size:
        raise ValueError(f"a part of {len(part)} bytes, not {size}")
