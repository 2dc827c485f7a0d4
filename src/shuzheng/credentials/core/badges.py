"""A certificate as the older token of Open Badges (RS256), read by the verifier.

Authority: 1EdTech Open Badges 3.0, 8.2; RFC 7515, 7518, 7519. What `core.forms.badge` writes is
read, and nothing else. What a newcomer gets wrong: the key in the header proves nothing, since
whoever forges a token puts a key of the own there. It only says which of the organisation's keys is
meant; which keys those are, the trust file says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import did, instants, reading, rsa, tokens
from shuzheng.credentials.core.forms import badge
from shuzheng.credentials.core.tokens import BadToken, Token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.credentials.core.jsontext import Object

_FIXED = {"alg": rsa.ALGORITHM, "typ": "JWT"}
_CLAIMS = ("iss", "jti", "nbf", "sub", "exp")
_NARROWING = ("proof", "vc", "aud", "cnf")


def is_one(data: bytes) -> bool:
    """Return whether the header of a compact token says that it is signed RS256."""
    header = tokens.object_in(tokens.taken_apart(data)[0], "header")
    return header.get("alg") == rsa.ALGORITHM


def read(data: bytes) -> Token:
    """Return what such a token holds; refuse one that is otherwise than ours."""
    parts = tokens.taken_apart(data)
    modulus = _modulus(tokens.object_in(parts[0], "header"))
    document = tokens.object_in(parts[1], "payload")
    made_at = tokens.instant(document, "iat")
    del document["iat"]
    for member in _NARROWING:
        if member in document:
            raise BadToken(place=member)
    _require_repeated(document, {name: document.pop(name, None) for name in _CLAIMS})
    _name_nobody(document)
    signature = tokens.bytes_in(parts[2], "signature")
    if len(signature) != rsa.size(modulus):
        raise BadToken(place="signature")
    method = did.method_id(reading.issuer_of(document), rsa.thumbprint(modulus))
    return Token(document, method, made_at, b".".join(parts[:2]), signature, modulus)


def _modulus(header: Object) -> str:
    """Return the modulus of the key in a header that has nothing else but what is fixed."""
    key = header.pop("jwk", None)
    if header != _FIXED:
        raise BadToken(place="header")
    try:
        return rsa.modulus_in(key)
    except rsa.BadRsaKey:
        raise BadToken(place="jwk") from None


def _require_repeated(document: Mapping[str, Any], told: Mapping[str, object]) -> None:
    """Refuse claims that say anything else than the credential."""
    try:
        expected = badge.repeated(document)
    except reading.NotACertificate as fault:
        raise BadToken(place=str(fault.params["place"])) from None
    except instants.BadInstant:
        raise BadToken(place="validUntil") from None
    except KeyError:
        raise BadToken(place="id") from None
    for name in _CLAIMS:
        said = expected.get(name)
        if type(told[name]) is not type(said) or told[name] != said:
            raise BadToken(place=name)


def _name_nobody(document: Object) -> None:
    """Take the subject's identifier out again, so that the credential is as it was issued."""
    subject = document.get("credentialSubject")
    if not isinstance(subject, dict) or subject.pop("id", None) != badge.subject_of(document):
        raise BadToken(place="credentialSubject.id")
