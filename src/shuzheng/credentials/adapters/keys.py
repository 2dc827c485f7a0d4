"""Make and use Ed25519 signing keys. The private part leaves this module only sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shuzheng.foundation import sealing

if TYPE_CHECKING:
    from collections.abc import Callable

    from shuzheng.foundation.sealing import Place


def make() -> tuple[bytes, str]:
    """Return a fresh key pair: the public part (32 bytes) and the private part in hex."""
    key = Ed25519PrivateKey.generate()
    return key.public_key().public_bytes_raw(), key.private_bytes_raw().hex()


def signer(private_sealed: str, place: Place) -> Callable[[bytes], bytes]:
    """Return a function that signs with a sealed private key."""
    raw = bytes.fromhex(sealing.unseal(private_sealed, place))
    return Ed25519PrivateKey.from_private_bytes(raw).sign
