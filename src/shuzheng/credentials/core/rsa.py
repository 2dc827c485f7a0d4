"""RSA keys for the older token of Open Badges, and signatures `RS256` under them. Nothing else.

Authority: RFC 7518, 3.3 and 6.3 (RSASSA-PKCS1-v1_5 with SHA-256, RSA keys as JWK); RFC 7638 (the
thumbprint of a key, by which it is named here). The exponent is 65537 and nothing else, so a key is
its modulus, written as a JWK writes it: base64url without padding and without leading zeros.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from shuzheng.credentials.core import jsontext
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from shuzheng.credentials.core.jsontext import Object

ALGORITHM = "RS256"
EXPONENT, EXPONENT_TEXT = 65_537, "AQAB"
BITS = 3_072
"""The size of a new key: as strong as the other keys, which 2048 bits are not."""
SMALLEST, LARGEST = 2_048, 4_096
"""The sizes in bits that are read."""
BYTE = 8
SHOWN = 20


class BadRsaKey(Refusal):
    """Not an RSA public key of a size and exponent that are read here."""

    code = "rsa-key"
    template = "“{text}…” is not an RSA key of 2048 to 4096 bits with the exponent 65537."


def generate() -> bytes:
    """Return a new private key (PKCS#8, DER)."""
    pair = rsa.generate_private_key(public_exponent=EXPONENT, key_size=BITS)
    return pair.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def modulus_of(private: bytes) -> str:
    """Return the modulus that belongs to a private key (PKCS#8, DER)."""
    number = _load(private).public_key().public_numbers().n
    return _text(number.to_bytes((number.bit_length() + BYTE - 1) // BYTE))


def signer(private: bytes) -> Callable[[bytes], bytes]:
    """Return a function that signs with a private key (PKCS#8, DER)."""
    pair = _load(private)
    return lambda data: pair.sign(data, padding.PKCS1v15(), hashes.SHA256())


def is_signed(modulus: str, signature: bytes, data: bytes) -> bool:
    """Return whether the key of `modulus` made `signature` over `data`; refuses a bad modulus."""
    number = int.from_bytes(_bytes(modulus))
    public = rsa.RSAPublicNumbers(EXPONENT, number).public_key()
    try:
        public.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def jwk(modulus: str) -> Object:
    """Return the public key of `modulus` as a JWK, of which no private part is ever made."""
    return {"kty": "RSA", "n": modulus, "e": EXPONENT_TEXT}


def modulus_in(key: object) -> str:
    """Return the modulus of a public key written as `jwk` writes it; refuse any other."""
    modulus = key.get("n") if isinstance(key, dict) else None
    if not isinstance(modulus, str) or key != jwk(modulus):
        raise BadRsaKey(text=str(modulus)[:SHOWN])
    _bytes(modulus)
    return modulus


def thumbprint(modulus: str) -> str:
    """Return the thumbprint (RFC 7638, SHA-256) of the public key of `modulus`, 43 characters."""
    return _text(sha256(jsontext.canonical(jwk(modulus))).digest())


def size(modulus: str) -> int:
    """Return how many bytes a signature under the key of `modulus` has."""
    return len(_bytes(modulus))


def _load(private: bytes) -> rsa.RSAPrivateKey:
    return cast("rsa.RSAPrivateKey", serialization.load_der_private_key(private, password=None))


def _bytes(modulus: str) -> bytes:
    """Return a modulus as bytes; refuse one of another size, even, or written in a second way."""
    try:
        data = urlsafe_b64decode(modulus + "=" * (-len(modulus) % 4))
    except ValueError:
        data = b""
    fits = SMALLEST // BYTE <= len(data) <= LARGEST // BYTE and data[0] > BYTE * 16 - 1
    if not fits or not data[-1] % 2 or _text(data) != modulus:
        raise BadRsaKey(text=modulus[:SHOWN])
    return data


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
