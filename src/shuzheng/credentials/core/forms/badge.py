"""A certificate as the older token of Open Badges: a JSON Web Token, signed RS256.

Authority: 1EdTech Open Badges 3.0, 8.2 “JSON Web Token Proof Format”; RFC 7515, 7518, 7519. The
header names `alg`, `typ` and the public key (`jwk`) and nothing else, for others are not allowed.
The payload is the issued credential without its proof, and claims that repeat what it says. What a
newcomer gets wrong: the specification wants a subject with an identifier, and our certificates name
their holder by name alone. So the subject is named after the certificate, which says of the person
nothing that the certificate does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import instants, reading, rsa
from shuzheng.credentials.core.forms import jose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.credentials.core.forms.signer import Signer
    from shuzheng.credentials.core.jsontext import Object

SUBJECT = "#subject"
"""What stands behind the credential's `id` to name its subject."""


def write(credential: Mapping[str, Any], signer: Signer) -> bytes:
    """Return the issued `credential` as a compact JWS under the RSA key of `signer`."""
    payload = {member: value for member, value in credential.items() if member != "proof"}
    subject = {**payload["credentialSubject"], "id": subject_of(payload)}
    claims = {**repeated(payload), "iat": int(signer.at.timestamp())}
    body = {**payload, "credentialSubject": subject, **claims}
    header = {"alg": rsa.ALGORITHM, "typ": "JWT", "jwk": rsa.jwk(signer.modulus)}
    return jose.signed(header, body, signer.sign)


def subject_of(credential: Mapping[str, Any]) -> str:
    """Return the identifier of the subject of a credential."""
    return f"{credential['id']}{SUBJECT}"


def repeated(credential: Mapping[str, Any]) -> Object:
    """Return the claims that repeat what a credential says; refuse one that does not say it."""
    claims: Object = {
        "iss": reading.issuer_of(credential),
        "jti": credential.get("id"),
        "nbf": int(reading.instant(credential, "validFrom").timestamp()),
        "sub": subject_of(credential),
    }
    if "validUntil" in credential:
        claims["exp"] = int(instants.read(credential["validUntil"]).timestamp())
    return claims
