"""A certificate of which the holder shows a part (`dc+sd-jwt`), read by the verifier.

Authority: RFC 9901 (SD-JWT), 4 and 7; IETF draft SD-JWT-based Verifiable Credentials. What
`core.forms.sdjwt` writes is read, with as many statements taken out as a holder likes, and nothing
else. What a newcomer gets wrong: a statement that is not there was not left out by the issuer but
kept back by the holder, and one that is there counts only if its digest is among the signed ones.

A token may name a key of the holder (`cnf`; ours name none), by which it was shown to somebody: a
second token at the end, over everything before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from shuzheng.credentials.core import instants, jsontext, numbers, reading, tokens
from shuzheng.credentials.core.forms import jose, sdjwt
from shuzheng.credentials.core.tokens import BadToken
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from shuzheng.credentials.core.jsontext import Object

MARK = b"~"
MOST_SKILLS = 500
HALF = 32
"""Bytes of a coordinate, and of each half of a signature, on P-256."""

_HEADER = {"alg": "EdDSA", "typ": "dc+sd-jwt"}
_ALWAYS = frozenset({"iss", "iat", "vct", "credentialStatus", "_sd_alg", "_sd"})
_SOMETIMES = frozenset({"exp", "cnf"})
_TYPE = re.compile(r"https?://[^\s/?#]{1,250}" + re.escape(sdjwt.TYPE_PATH))
_DIGEST = re.compile(r"[A-Za-z0-9_-]{43}")
_SHOWING = "kb+jwt"
_OPTIONAL = "module"
"""The one statement that some certificates do not have."""


@dataclass(frozen=True, slots=True)
class Showing:
    """The token at the end: to whom it was shown, when, and the digest of what was shown."""

    audience: str
    made_at: datetime
    digest: str
    algorithm: str
    signed: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What a holder shows, read; whether it is true, the signature alone can say.

    `said` are the statements by name, `strays` those among them that nobody signed; `hidden` how
    many more were signed. `holder_key` is the key that the token names, as a JSON Web Key, and
    `digest` what the holder signs for when showing it.
    """

    token: tokens.Token
    said: Mapping[str, object]
    strays: frozenset[str]
    hidden: int
    holder_key: Mapping[str, Any] | None
    showing: Showing | None
    digest: str

    @property
    def issuer(self) -> str:
        """Return the DID that the token names as its issuer."""
        named: str = self.token.document["iss"]
        return named


class KeyNotJudged(ValueError):  # noqa: N818 - the check says what it means
    """A key of a kind that this verifier has no use for."""


def read(data: bytes) -> Disclosed:
    """Return what a token of parts holds; refuse one that is otherwise than ours."""
    first, *disclosures, last = data.split(MARK)
    if len(disclosures) > len(sdjwt.CLAIMS):
        raise BadToken(place="disclosures")
    token = tokens.signed(first, _HEADER)
    _require_claims(token.document)
    signed = _digests(token.document)
    said: Object = {}
    strays = set()
    for one in disclosures:
        name, value = _statement(one)
        if name in said:
            raise BadToken(place=name)
        said[name] = value
        if _hash(one) not in signed:
            strays.add(name)
    return Disclosed(
        token,
        said,
        frozenset(strays),
        len(signed) - (len(said) - len(strays)),
        _holder_key(token.document),
        _showing(last) if last else None,
        _hash(data[: len(data) - len(last)]),
    )


def certificate(given: Disclosed) -> reading.Certificate:
    """Return what is said of the certificate; refuse the first place that no certificate has."""
    said, claims = given.said, given.token.document
    number = _text(said, "number")
    code, level = _numbered(number)
    level_name = _text(said, "level")
    standard, _, version = _text(said, "standard").rpartition(" ")
    if "standard" in said and not standard:
        raise reading.NotACertificate(place="standard")
    _require_skills(said)
    entries, message = reading.status(claims["credentialStatus"])
    return reading.Certificate(
        id="",
        number=number,
        holder=reading.name(said, "name", "name") if "name" in said else "",
        title=_text(said, "certificate"),
        code=code,
        level=_level(level_name) if level_name else level,
        level_name=level_name,
        module=_text(said, "module"),
        standard=standard,
        standard_version=version,
        issuer=given.issuer,
        issuer_name=_text(said, "organisation"),
        valid_from=_issued(said) if "issued_on" in said else given.token.made_at,
        valid_until=tokens.instant(claims, "exp") if "exp" in claims else None,
        status=entries,
        message=message,
        hidden=_hidden(given),
    )


def checker(key: Mapping[str, Any], algorithm: str) -> Callable[[bytes, bytes], bool]:
    """Return whether a signature over bytes fits the key of a holder (RFC 7517, 7518, 8037).

    KeyNotJudged for other keys than Ed25519 and P-256, and for one that does not sign so.
    """
    try:
        if (key.get("kty"), key.get("crv"), algorithm) == ("OKP", "Ed25519", "EdDSA"):
            return _edwards(Ed25519PublicKey.from_public_bytes(_coordinate(key, "x")))
        if (key.get("kty"), key.get("crv"), algorithm) == ("EC", "P-256", "ES256"):
            x, y = (int.from_bytes(_coordinate(key, one)) for one in "xy")
            return _prime(ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key())
    except (ValueError, BadToken):
        raise KeyNotJudged from None
    raise KeyNotJudged


def _require_claims(claims: Object) -> None:
    """Refuse any claim that is not as ours are."""
    for member in sorted(claims.keys() ^ _ALWAYS):
        if member not in _SOMETIMES:
            raise BadToken(place=member[: reading.SHOWN])
    if not isinstance(claims["iss"], str) or not claims["iss"]:
        raise BadToken(place="iss")
    if not isinstance(claims["vct"], str) or not _TYPE.fullmatch(claims["vct"]):
        raise BadToken(place="vct")
    if claims["_sd_alg"] != "sha-256":
        raise BadToken(place="_sd_alg")
    if "exp" in claims:
        tokens.instant(claims, "exp")


def _digests(claims: Object) -> frozenset[str]:
    """Return the digests of all statements that were signed."""
    listed = claims["_sd"]
    if not isinstance(listed, list) or not 0 < len(listed) <= len(sdjwt.CLAIMS):
        raise BadToken(place="_sd")
    if not all(isinstance(one, str) and _DIGEST.fullmatch(one) for one in listed):
        raise BadToken(place="_sd")
    if len(set(listed)) != len(listed):
        raise BadToken(place="_sd")
    return frozenset(listed)


def _statement(part: bytes) -> tuple[str, object]:
    """Return name and value of a disclosure: a list of salt, name and value."""
    # Read as the one member of an object: the strict reader takes nothing else at the top.
    held = jsontext.read(b'{"it":' + tokens.bytes_in(part, "disclosures") + b"}")
    match list(held.items()):
        case [("it", [str(), str(name), value])] if name in sdjwt.CLAIMS:
            return name, value
    raise BadToken(place="disclosures")


def _holder_key(claims: Object) -> Mapping[str, Any] | None:
    if "cnf" not in claims:
        return None
    match claims["cnf"]:
        case {"jwk": dict() as key, **rest} if not rest:
            return key
    raise BadToken(place="cnf")


def _showing(data: bytes) -> Showing:
    head, body, signature = tokens.taken_apart(data)
    header, claims = tokens.object_in(head, "header"), tokens.object_in(body, "payload")
    match header:
        case {"typ": kind, "alg": str(algorithm), **rest} if kind == _SHOWING and not rest:
            pass
        case _:
            raise BadToken(place=_SHOWING)
    for member in ("aud", "nonce", "sd_hash"):
        value = claims.get(member)
        if not isinstance(value, str) or not 0 < len(value) <= reading.LONGEST_TEXT:
            raise BadToken(place=member)
    return Showing(
        claims["aud"],
        tokens.instant(claims, "iat"),
        claims["sd_hash"],
        algorithm,
        head + b"." + body,
        tokens.signature_in(signature),
    )


def _hash(data: bytes) -> str:
    return jose.encoded(sha256(data).digest()).decode()


def _text(said: Mapping[str, object], name: str) -> str:
    """Return a statement that is a text, "" where it is not shown."""
    return reading.text(said, name, name) if name in said else ""


def _numbered(number: str) -> tuple[str, int]:
    """Return code and level in a number; ("", 0) in one that is none, which its check says."""
    if numbers.fault(number):
        return "", 0
    parts = numbers.parse(number)
    return parts.code, parts.level


def _level(name: str) -> int:
    for digit, word in numbers.LEVELS.items():
        if word == name:
            return digit
    raise reading.NotACertificate(place="level")


def _issued(said: Mapping[str, object]) -> datetime:
    """Return the beginning of the day of issue, in the province."""
    text = _text(said, "issued_on")
    try:
        on = date.fromisoformat(text)
    except ValueError:
        raise reading.NotACertificate(place="issued_on") from None
    if on.isoformat() != text or not instants.FIRST_YEAR < on.year < instants.LAST_YEAR:
        raise reading.NotACertificate(place="issued_on")
    return periods.start_of(on)


def _require_skills(said: Mapping[str, object]) -> None:
    listed = said.get("skills", [])
    if not isinstance(listed, list) or len(listed) > MOST_SKILLS:
        raise reading.NotACertificate(place="skills")
    for one in listed:
        reading.text({"skills": one}, "skills", "skills")


def _hidden(given: Disclosed) -> tuple[str, ...]:
    """Return which statements were kept back, by how many more were signed than are shown.

    Every certificate has all of them but the module: fewer or more were not signed by us.
    """
    signed = given.said.keys() - given.strays
    missing = [name for name in sdjwt.CLAIMS if name not in signed]
    certain = [name for name in missing if name != _OPTIONAL]
    if given.hidden not in {len(certain), len(missing)}:
        raise reading.NotACertificate(place="_sd")
    kept = missing if given.hidden == len(missing) else certain
    return tuple(name for name in kept if name not in given.said)


def _coordinate(key: Mapping[str, Any], member: str) -> bytes:
    value = key.get(member)
    data = tokens.bytes_in(value.encode(), "cnf") if isinstance(value, str) else b""
    if len(data) != HALF:
        raise KeyNotJudged
    return data


def _edwards(key: Ed25519PublicKey) -> Callable[[bytes, bytes], bool]:
    return lambda signature, message: _holds(key.verify, signature, message)


def _prime(key: ec.EllipticCurvePublicKey) -> Callable[[bytes, bytes], bool]:
    def fits(signature: bytes, message: bytes) -> bool:
        halves = (int.from_bytes(half) for half in (signature[:HALF], signature[HALF:]))
        packed = utils.encode_dss_signature(*halves)
        return _holds(key.verify, packed, message, ec.ECDSA(SHA256()))

    return fits


def _holds(verify: Callable[..., None], *given: object) -> bool:
    try:
        verify(*given)
    except InvalidSignature:
        return False
    return True
