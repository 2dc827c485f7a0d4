"""Make and use Ed25519 signing keys, wherever their private part lies.

It lies sealed in the key's own row, under the key file, or in a PKCS#11 token, which it never
leaves; the setting decides for new keys, and each key remembers where it is. A sealed private part
leaves this module only as a function that signs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from shuzheng.credentials.adapters import tokens
from shuzheng.foundation import sealing

if TYPE_CHECKING:
    from collections.abc import Callable

    from shuzheng.credentials.models import IssuerKey


def make(key: IssuerKey) -> bytes:
    """Make the pair of a new row and note in it where the private part is; returns the public part.

    32 bytes. Refuses where the token does not answer.
    """
    token = settings.TOKEN
    if settings.KEYS_IN_TOKEN and token is not None:
        key.token = token.label
        return tokens.session(key.token).make(key.uid)
    pair = Ed25519PrivateKey.generate()
    key.private_sealed = sealing.seal(pair.private_bytes_raw().hex(), key.place())
    return pair.public_key().public_bytes_raw()


def signer(key: IssuerKey) -> Callable[[bytes], bytes]:
    """Return a function that signs with a key; refuses where its token does not answer."""
    if key.token:
        return tokens.session(key.token).signer(key.uid)
    raw = bytes.fromhex(sealing.unseal(key.private_sealed, key.place()))
    return Ed25519PrivateKey.from_private_bytes(raw).sign
