"""RSA keys from fixed primes, and tokens of Open Badges that they sign, for the tests.

The primes are drawn for these tests and are worth nothing: everybody can read them here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa as primitive

from shuzheng.credentials.core import did, rsa, trust
from shuzheng.credentials.core.forms import badge, jose
from shuzheng.credentials.core.forms.signer import Signer
from shuzheng.credentials.tests.core import cast

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.credentials.core.jsontext import Object

_ORGANISATION_P = (
    "e994c7c3167bbd0ae79b1c32c13d0c4d33e3c28e27120bf7c39505ffbeda0e33a39bec0ffe1e6bae63b9"
    "a3ba920b1ac5caa01206549e1194441e25f869700540d46a3a0132b457e1e75b6eebc5cbe4b951c7cdad"
    "504d4bbd35086ddb19f97a4f96af51cf9174501cefcc79e10b10200c0bd90366a010429cb990887c9018"
    "98bd"
)
_ORGANISATION_Q = (
    "b53b02c776dda20d86d4425c0161370290b1c9af1ac5fbc6dcb4b8fe136a90969f97980f85831968decb"
    "6e98b2f94a8546c3f31223101b7e839875b91b7354ad4c8db6477d62825ac95168b5a0b40807bebb2ac4"
    "7a0cca2a53c7cafcf543f3a97db16ec0890a62468116aec8ee228cbea926a8a3261b12cdaafbb1621b75"
    "b56b"
)
_STRANGER_P = (
    "fab0160f23e759d2985d75c1bdaf6e3526346f485db18eaa2b35abb4d797574237afd9a35c1aed822887"
    "7ebf6386586bc388d8bc95206fa338c7237900800b22f5d696fa82b9ed2f1e9134111b279213365a3804"
    "a1544ff3f859b4a02827e082417d7973cb822eea2a0cf0901e23a956aec90f81eb7b6a7958179c02c2f1"
    "5c7d"
)
_STRANGER_Q = (
    "b7cddfa05c43e85ac70a6fd84c1a74f448480155d2b701db18a2518bd14e16bae5eabb60420f0f20bfff"
    "80e93f8199bc90f91a3223ee2844151adc1d66151cdbbfce7ee476b362d5657a0d518b01c30aea6c18d3"
    "eccffc0afeefa6ac79b4252f5f91243546f4d81ac24af1b94a69697d653ef04bd85f42f97a74049776cb"
    "474f"
)


def _private(first: str, second: str) -> bytes:
    """Return the private key (PKCS#8, DER) of two primes in hex."""
    p, q = int(first, 16), int(second, 16)
    exponent = pow(rsa.EXPONENT, -1, (p - 1) * (q - 1))
    numbers = primitive.RSAPrivateNumbers(
        p,
        q,
        exponent,
        primitive.rsa_crt_dmp1(exponent, p),
        primitive.rsa_crt_dmq1(exponent, q),
        primitive.rsa_crt_iqmp(p, q),
        primitive.RSAPublicNumbers(rsa.EXPONENT, p * q),
    )
    return numbers.private_key().private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


PRIVATE = _private(_ORGANISATION_P, _ORGANISATION_Q)
STRANGER = _private(_STRANGER_P, _STRANGER_Q)
MODULUS = rsa.modulus_of(PRIVATE)
METHOD = did.method_id(cast.ORGANISATION_DID, rsa.thumbprint(MODULUS))
SIGNER = Signer(METHOD, cast.SIGNED, rsa.signer(PRIVATE), "https://sz.example", MODULUS)
FORGER = replace(SIGNER, sign=rsa.signer(STRANGER), modulus=rsa.modulus_of(STRANGER))
HEADER: Mapping[str, object] = {"alg": "RS256", "typ": "JWT", "jwk": rsa.jwk(MODULUS)}


def key(valid_until: datetime | None = None, compromised_at: datetime | None = None) -> trust.Key:
    """Return the organisation's RSA key as a trust file knows it."""
    since = cast.organisation_key().valid_from
    return trust.Key(METHOD, MODULUS, since, valid_until, compromised_at)


def trust_in(*lists: Object, one: trust.Key | None = None) -> trust.Trust:
    """Return a trust file in which the organisation has an RSA key as well."""
    made = cast.trust_in(*lists)
    issuer = replace(made.issuers[cast.ORGANISATION_DID], rsa_keys=(one or key(),))
    return replace(made, issuers={cast.ORGANISATION_DID: issuer})


def token(signer: Signer = SIGNER) -> bytes:
    """Return the certificate of these tests as a token of Open Badges."""
    return badge.write(cast.certificate(), signer)


def claims() -> Object:
    """Return the payload of that token."""
    payload = {name: value for name, value in cast.certificate().items() if name != "proof"}
    subject = {**payload["credentialSubject"], "id": badge.subject_of(payload)}
    told = {**badge.repeated(payload), "iat": int(cast.SIGNED.timestamp())}
    return {**payload, "credentialSubject": subject, **told}


def signed(
    payload: Mapping[str, object],
    header: Mapping[str, object] = HEADER,
    signer: Signer = SIGNER,
) -> bytes:
    """Return a token that somebody signed over whatever it is given."""
    return jose.signed(header, payload, signer.sign)
