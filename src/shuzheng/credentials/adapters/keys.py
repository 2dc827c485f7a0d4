"""Make and use signing keys, wherever their private part lies.

That of an Ed25519 key lies sealed in the key's own row, under the key file, or in a PKCS#11 token,
which it never leaves; the setting decides for new keys, and each key remembers where it is. That of
an SM2 or RSA key always lies sealed. A sealed private part leaves this module only as a function
that signs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from shuzheng.credentials.core import rsa
from shuzheng.credentials.core.sm2 import signing as sm2
from shuzheng.foundation import sealing, tokens
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from shuzheng.credentials.models import IssuerKey, RsaKey, Sm2Key


class Sm2OutsideToken(Refusal):
    """Where keys must lie in hardware, one that would lie beside it is not made."""

    code = "sm2-outside-token"
    status = 409
    template = (
        "New signing keys are made in a token here, and a key for SM2 would lie outside it. So no"
        " SM2 signatures are made."
    )


class RsaOutsideToken(Refusal):
    """Where keys must lie in hardware, one that would lie beside it is not made."""

    code = "rsa-outside-token"
    status = 409
    template = (
        "New signing keys are made in a token here, and an RSA key would lie outside it. So no"
        " tokens of Open Badges (RS256) are made."
    )


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


def takes_sealed() -> bool:
    """Return whether keys for SM2 and RSA can be made: not where keys have to lie in a token."""
    return not settings.KEYS_IN_TOKEN


def make_sm2(key: Sm2Key) -> bytes:
    """Make the pair of a new row and seal the private part in it; returns the public part.

    33 bytes. Refuses where signing keys have to lie in a token.
    """
    if not takes_sealed():
        raise Sm2OutsideToken
    private = sm2.generate()
    key.private_sealed = sealing.seal(private.hex(), key.place())
    return sm2.public_of(private)


def sm2_signer(key: Sm2Key) -> Callable[[bytes], bytes]:
    """Return a function that signs with an SM2 key."""
    return sm2.signer(bytes.fromhex(sealing.unseal(key.private_sealed, key.place())))


def make_rsa(key: RsaKey) -> str:
    """Make the pair of a new row and seal the private part in it; returns the modulus.

    Refuses where signing keys have to lie in a token.
    """
    if not takes_sealed():
        raise RsaOutsideToken
    private = rsa.generate()
    key.private_sealed = sealing.seal(private.hex(), key.place())
    return rsa.modulus_of(private)


def rsa_signer(key: RsaKey) -> Callable[[bytes], bytes]:
    """Return a function that signs with an RSA key."""
    return rsa.signer(bytes.fromhex(sealing.unseal(key.private_sealed, key.place())))
