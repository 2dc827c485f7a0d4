"""A certificate as a JSON Web Token (`vc+jwt`), read by the verifier.

Authority: W3C Securing Verifiable Credentials using JOSE and COSE 1.0; RFC 7515, 7519, 8037. What
`core.forms.jose` writes is read, and nothing else: another header, or a claim that would narrow
when the token counts, is refused rather than passed over. Reading believes nothing; the signature
is judged elsewhere.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from shuzheng.credentials.core import jsontext, reading
from shuzheng.credentials.core.forms import jose
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.credentials.core.jsontext import Object

PARTS = 3
SIGNATURE_SIZE = 64
LATEST = 32_503_680_000
"""The year 3000, in seconds since 1970."""

_HEADER = {"alg": "EdDSA", "cty": "vc", "typ": "vc+jwt"}
_NARROWING = ("proof", "vc", "exp", "nbf", "aud", "sub", "jti", "cnf")


class BadToken(Refusal):
    """A token that is not as certificates are written; `place` says where."""

    code = "token"
    template = "The token is wrong in “{place}”."


@dataclass(frozen=True, slots=True)
class Token:
    """A token, read: the credential that it carries, and what its signature was made over.

    `method` is the verification method in its header; `made_at` (aware) when it says it was signed.
    `modulus` is set where it is signed RS256 (`core.badges`): that of the key that it names.
    """

    document: Object
    method: str
    made_at: datetime
    signed: bytes
    signature: bytes
    modulus: str = ""


def read(data: bytes) -> Token:
    """Return what a compact token holds; refuse one that is otherwise than ours."""
    token = signed(data, _HEADER)
    claims = token.document
    for member in _NARROWING:
        if member in claims:
            raise BadToken(place=member)
    del claims["iat"]
    _require_issuer(claims.pop("iss", None), claims)
    return token


def signed(data: bytes, fixed: Mapping[str, str]) -> Token:
    """Return a compact JWS with its claims as the document, `iat` among them.

    Refuses one whose header is not `fixed` and a `kid`.
    """
    parts = taken_apart(data)
    header = object_in(parts[0], "header")
    method = header.pop("kid", None)
    if header != fixed or not isinstance(method, str) or not method:
        raise BadToken(place="header")
    claims = object_in(parts[1], "payload")
    made_at = instant(claims, "iat")
    return Token(claims, method, made_at, b".".join(parts[:2]), signature_in(parts[2]))


def taken_apart(data: bytes) -> list[bytes]:
    """Return header, payload and signature of a compact JWS as they stand."""
    parts = data.split(b".")
    if len(parts) != PARTS:
        raise BadToken(place="parts")
    return parts


def instant(claims: Mapping[str, object], member: str) -> datetime:
    """Return the instant (aware) in `member`, from seconds since 1970."""
    value = claims.get(member)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < LATEST:
        raise BadToken(place=member)
    return datetime.fromtimestamp(value, UTC)


def signature_in(part: bytes) -> bytes:
    """Return a signature (64 bytes)."""
    signature = bytes_in(part, "signature")
    if len(signature) != SIGNATURE_SIZE:
        raise BadToken(place="signature")
    return signature


def _require_issuer(named: object, document: Object) -> None:
    """Refuse a token that names another issuer than the credential in it."""
    try:
        issuer = reading.issuer_of(document)
    except reading.NotACertificate:
        raise BadToken(place="issuer") from None
    if named != issuer:
        raise BadToken(place="iss")


def object_in(part: bytes, place: str) -> Object:
    """Return the object that a part holds."""
    return jsontext.read(bytes_in(part, place))


def bytes_in(part: bytes, place: str) -> bytes:
    """Return the bytes that a part writes in base64url without padding, and in no second way."""
    try:
        data = urlsafe_b64decode(part + b"=" * (-len(part) % 4))
    except ValueError:
        raise BadToken(place=place) from None
    if jose.encoded(data) != part:
        raise BadToken(place=place)
    return data
