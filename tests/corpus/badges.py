"""Altered tokens of Open Badges (RS256): changed once signed, written otherwise, by other keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import jsontext, rsa, tokens, trust
from shuzheng.credentials.core.forms import jose
from shuzheng.credentials.tests.core import badging, cast
from tests.corpus.case import (
    ALTERED,
    EARLY,
    FRESH,
    MALFORMED,
    UNTRUSTED,
    Case,
    Path,
    named,
    put,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.credentials.core.jsontext import Object

FOLDER = "badges"
CLAIMS = badging.claims()
GOOD = badging.token()
TRUST = trust.compose(badging.trust_in(*FRESH))
HEAD, BODY, SIGNATURE = GOOD.split(b".")
SUBJECT = ("credentialSubject",)


def cases() -> Iterator[Case]:
    """Yield them all."""
    for name, data, check, verdict, why in (*_after(), *_headers(), *_claims(), *_keys()):
        yield Case(FOLDER, f"{name}.ob.jwt", data, check, verdict, why)


def _with(part: object) -> bytes:
    return jose.encoded(jsontext.canonical(part))


def _after() -> Iterator[tuple[str, bytes, int, str, str]]:
    why = "changed after signing"
    paths: tuple[tuple[Path, Any], ...] = (
        (("name",), "高级"),
        (("issuer", "name"), "别的评价中心"),
        ((*SUBJECT, "licenseNumber"), "X202601000420009174J"),
        ((*SUBJECT, "identifier", 0, "identityHash"), "孟小棠"),
        (("credentialStatus", 0, "statusListIndex"), "7"),
        (("iat",), int(cast.SIGNED.timestamp()) + 1),
    )
    for path, value in paths:
        data = b".".join((HEAD, _with(put(CLAIMS, path, value)), SIGNATURE))
        yield f"changed-{named(path)}", data, 6, ALTERED, why
    status = b".".join((HEAD, _with(without(CLAIMS, ("credentialStatus", 1))), SIGNATURE))
    yield "status-left-out", status, 6, ALTERED, why
    for place in (0, 128, 255):
        raw = bytearray(tokens.bytes_in(SIGNATURE, ""))
        raw[place] ^= 1
        data = b".".join((HEAD, BODY, jose.encoded(bytes(raw))))
        yield f"signature-{place}", data, 6, ALTERED, "one bit of the signature"
    yield "signature-cut", GOOD[:-4], 1, MALFORMED, "not written as a token is"
    yield "signature-none", HEAD + b"." + BODY + b".", 1, MALFORMED, "not written as a token is"


def _headers() -> Iterator[tuple[str, bytes, int, str, str]]:
    key = rsa.jwk(badging.MODULUS)
    headers: dict[str, Object] = {
        "alg-none": {**badging.HEADER, "alg": "none"},
        "alg-of-a-secret": {**badging.HEADER, "alg": "HS256"},
        "alg-stronger": {**badging.HEADER, "alg": "RS512"},
        "alg-padded-otherwise": {**badging.HEADER, "alg": "PS256"},
        "typ-other": {**badging.HEADER, "typ": "vc+jwt"},
        "critical": {**badging.HEADER, "crit": ["exp"]},
        "key-named": {**badging.HEADER, "kid": "https://x.example/key"},
        "key-elsewhere": {**badging.HEADER, "jku": "https://x.example"},
        "key-none": {"alg": "RS256", "typ": "JWT"},
        "key-private": {**badging.HEADER, "jwk": {**key, "d": "AQAB"}},
        "key-exponent": {**badging.HEADER, "jwk": {**key, "e": "Aw"}},
        "key-short": {**badging.HEADER, "jwk": rsa.jwk(badging.MODULUS[:128])},
    }
    for name, header in headers.items():
        data = badging.signed(CLAIMS, header)
        yield f"header-{name}", data, 1, MALFORMED, "another header"


def _claims() -> Iterator[tuple[str, bytes, int, str, str]]:
    """What the organisation could sign and no certificate says."""
    why = "a claim that says otherwise than the certificate"
    for name, value in (
        ("iss", cast.STRANGER_DID),
        ("jti", "urn:uuid:00000000-0000-4000-8000-000000000001"),
        ("nbf", 1),
        ("sub", "did:example:holder"),
        ("exp", 32_503_680_000),
        ("iat", True),
    ):
        yield f"claim-{name}", badging.signed({**CLAIMS, name: value}), 1, MALFORMED, why
    for name in ("iss", "jti", "nbf", "sub", "iat"):
        yield f"without-{name}", badging.signed(without(CLAIMS, (name,))), 1, MALFORMED, why
    for name in ("vc", "proof", "aud", "cnf"):
        data = badging.signed({**CLAIMS, name: 1})
        yield f"claim-{name}", data, 1, MALFORMED, "a claim that narrows"
    nameless = badging.signed(without(CLAIMS, (*SUBJECT, "id")))
    yield "subject-nameless", nameless, 1, MALFORMED, "a subject without its identifier"
    number = put(CLAIMS, (*SUBJECT, "licenseNumber"), "X202601000420009173M")
    yield "number-check", badging.signed(number), 3, MALFORMED, "a wrong check character"
    ahead = int((cast.TODAY + timedelta(days=1)).timestamp())
    yield "signed-ahead", badging.signed({**CLAIMS, "iat": ahead}), 10, EARLY, "signed tomorrow"


def _keys() -> Iterator[tuple[str, bytes, int, str, str]]:
    forged = badging.token(badging.FORGER)
    yield "by-a-forger", forged, 5, UNTRUSTED, "a key of the own in the header"
    pretended = badging.token(replace(badging.FORGER, modulus=badging.MODULUS))
    yield "by-a-pretender", pretended, 6, ALTERED, "signed with another key than it says"
    early = {**CLAIMS, "iat": int((cast.SIGNED - timedelta(days=365)).timestamp())}
    yield "key-not-yet-in-use", badging.signed(early), 5, UNTRUSTED, "before the key was in use"
