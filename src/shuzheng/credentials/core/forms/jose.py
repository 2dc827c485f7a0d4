"""A certificate as a JSON Web Token, for programs that read nothing embedded in JSON.

Authority: W3C Securing Verifiable Credentials using JOSE and COSE 1.0 (`vc+jwt`), RFC 7515, 7519,
8037. The payload is the issued credential without its proof; `iss` repeats its issuer and `iat` is
the instant of this signature, which is not the date of the certificate.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

from shuzheng.credentials.core import jsontext, reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.credentials.core.forms.signer import Signer
    from shuzheng.credentials.core.proof import Sign


def write(credential: Mapping[str, object], signer: Signer) -> bytes:
    """Return the issued `credential` as a compact JWS of type `vc+jwt`."""
    payload = {member: value for member, value in credential.items() if member != "proof"}
    claims = {"iss": reading.issuer_of(credential), "iat": int(signer.at.timestamp())}
    return compact({"typ": "vc+jwt", "cty": "vc"}, {**payload, **claims}, signer)


def compact(header: Mapping[str, str], payload: Mapping[str, object], signer: Signer) -> bytes:
    """Return a compact JWS (RFC 7515) over `payload`, signed EdDSA by the key of `signer`."""
    return signed({"alg": "EdDSA", "kid": signer.method, **header}, payload, signer.sign)


def signed(header: Mapping[str, object], payload: Mapping[str, object], sign: Sign) -> bytes:
    """Return a compact JWS over `payload` under the whole `header`, signed by `sign`."""
    parts = [encoded(jsontext.canonical(part)) for part in (header, payload)]
    return b".".join([*parts, encoded(sign(b".".join(parts)))])


def encoded(data: bytes) -> bytes:
    """Return base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=")
