"""Make and judge SM2 signatures, whichever arithmetic this machine has.

What a newcomer gets wrong: what is hashed is not the message but Z and then the message, and Z is
made of the signer's identity, the curve and the public key. Programs that differ in the identity
refuse each other's good signatures; ours is that of GM/T 0009, always.

A signature is r and s, 32 bytes each and nothing else: it has one spelling, where DER has several,
and the length that every proof of a certificate has. `openssl` and others write DER; see `der`.
"""

from __future__ import annotations

import secrets
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from cryptography.hazmat.primitives.asymmetric import utils

from shuzheng.credentials.core.sm2 import openssl
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

IDENTITY = b"1234567812345678"
"""GM/T 0009-2012, section 10: the identity where none was agreed on."""

PRIVATE_SIZE = 32
PUBLIC_SIZE = 33
"""A point, compressed: whether y is odd (2 or 3), and x."""

SIGNATURE_SIZE = 64
ORDER = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
"""n of GB/T 32918.5-2017: how many points the curve has."""

HALF = SIGNATURE_SIZE // 2


class BadKey(Refusal):
    """Bytes that are no key of this curve."""

    code = "sm2-key"
    template = "This is not an SM2 key."


class Arithmetic(Protocol):
    """What computes on the curve. Keys come checked for their length; points are not checked."""

    def signer(self, private: bytes, identity: bytes) -> Callable[[bytes], tuple[int, int]]:
        """Return a function that signs a message as (r, s)."""

    def is_signed(
        self, public: bytes, identity: bytes, message: bytes, signature: tuple[int, int]
    ) -> bool:
        """Return whether (r, s) fit, each from 1 to n - 1; ValueError for no point of the curve."""

    def public_of(self, private: bytes) -> bytes:
        """Return the public point, compressed."""


@cache
def arithmetic() -> Arithmetic:
    """Return the arithmetic of this machine: OpenSSL's, or else the one in pure Python."""
    if openssl.library() is not None:
        return openssl
    # Loaded by whoever needs it, and nobody else waits for it.
    found: Arithmetic = import_module("shuzheng.credentials.core.sm2.plain")
    return found


def generate() -> bytes:
    """Return a new private key, 32 bytes: a number from 1 to n - 2 (GB/T 32918.1, 6.1)."""
    return (1 + secrets.randbelow(ORDER - 2)).to_bytes(PRIVATE_SIZE)


def public_of(private: bytes) -> bytes:
    """Return the public key of `private`, 33 bytes; refuses what is no private key."""
    _require_private(private)
    return arithmetic().public_of(private)


def signer(private: bytes, identity: bytes = IDENTITY) -> Callable[[bytes], bytes]:
    """Return a function that signs messages with `private`, 64 bytes each.

    Its numbers per signature are random and secret. Refuses what is no private key.
    """
    _require_private(private)
    sign = arithmetic().signer(private, identity)

    def signed(message: bytes) -> bytes:
        return b"".join(number.to_bytes(HALF) for number in sign(message))

    return signed


def is_signed(public: bytes, signature: bytes, message: bytes, identity: bytes = IDENTITY) -> bool:
    """Return whether the key `public` (33 bytes) made `signature` over `message`.

    Refuses what is no public key. Of a signature nothing is refused: whatever does not fit is none.
    """
    if len(public) != PUBLIC_SIZE or public[0] not in {2, 3}:
        raise BadKey
    r, s = (int.from_bytes(half) for half in (signature[:HALF], signature[HALF:]))
    in_range = 0 < r < ORDER and 0 < s < ORDER
    try:
        # Asked in any case: a bad key is said to be one, whatever the signature is.
        fits = arithmetic().is_signed(public, identity, message, (r, s) if in_range else (1, 1))
    except ValueError:
        raise BadKey from None
    return fits and in_range and len(signature) == SIGNATURE_SIZE


def der(signature: bytes) -> bytes:
    """Return a signature (64 bytes) as GM/T 0009 and `openssl` write it: a sequence of r and s."""
    r, s = (int.from_bytes(half) for half in (signature[:HALF], signature[HALF:]))
    return utils.encode_dss_signature(r, s)


def _require_private(private: bytes) -> None:
    if len(private) != PRIVATE_SIZE or not 0 < int.from_bytes(private) < ORDER - 1:
        raise BadKey
