"""Altered tokens (`vc+jwt`): changed after signing, written otherwise, or signed as none is."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import jsontext, tokens
from shuzheng.credentials.core.forms import jose
from shuzheng.credentials.core.forms.signer import Signer
from shuzheng.credentials.tests.core import cast
from tests.corpus.case import (
    ALTERED,
    EARLY,
    EXPIRED,
    MALFORMED,
    UNKNOWN,
    UNSIGNED,
    UNTRUSTED,
    Case,
    Path,
    named,
    put,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shuzheng.credentials.core.jsontext import Object

FOLDER = "tokens"
SIGNER = Signer(cast.METHOD, cast.SIGNED, cast.ORGANISATION.sign, "https://sz.example")
HEADER = {"typ": "vc+jwt", "cty": "vc"}
CLAIMS: Object = {
    **copy.deepcopy(UNSIGNED),
    "iss": cast.ORGANISATION_DID,
    "iat": int(cast.SIGNED.timestamp()),
}
GOOD = jose.compact(HEADER, CLAIMS, SIGNER)
HEAD, BODY, SIGNATURE = GOOD.split(b".")
SUBJECT = ("credentialSubject",)


def cases() -> Iterator[Case]:
    """Yield them all."""
    for name, data, check, verdict, why in (*_after(), *_written(), *_claims(), *_keys()):
        yield Case(FOLDER, f"{name}.jwt", data, check, verdict, why)


def made(claims: object, header: Mapping[str, str] = HEADER, signer: Signer = SIGNER) -> bytes:
    """Return a token that somebody signed over whatever it is given."""
    return jose.compact(header, claims, signer)  # type: ignore[arg-type]


def _with(part: object) -> bytes:
    return jose.encoded(jsontext.canonical(part))


def _after() -> Iterator[tuple[str, bytes, int, str, str]]:
    why = "changed after signing"
    paths: tuple[tuple[Path, Any], ...] = (
        (("id",), "urn:uuid:00000000-0000-4000-8000-000000000001"),
        (("name",), "高级"),
        (("validFrom",), "2025-07-15T00:00:00+08:00"),
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
    for place in (0, 31, 32, 63):
        raw = bytearray(tokens.bytes_in(SIGNATURE, ""))
        raw[place] ^= 1
        data = b".".join((HEAD, BODY, jose.encoded(bytes(raw))))
        yield f"signature-{place}", data, 6, ALTERED, "one bit of the signature"


def _written() -> Iterator[tuple[str, bytes, int, str, str]]:
    """The same token, written as none of ours is."""
    why = "not written as a token is"
    twice = BODY[:-8] + b"AAAAAAAA"
    for name, data in {
        "header-alone": HEAD,
        "two-parts": HEAD + b"." + BODY,
        "four-parts": GOOD + b".AAAA",
        "five-parts": GOOD + b".AAAA.AAAA",
        "signature-none": HEAD + b"." + BODY + b".",
        "signature-cut": GOOD[:-4],
        "signature-padded": GOOD + b"==",
        "signature-longer": GOOD + b"AAAA",
        "payload-no-json": b".".join((HEAD, twice, SIGNATURE)),
        "payload-a-list": b".".join((HEAD, jose.encoded(b"[1]"), SIGNATURE)),
        "payload-key-twice": b".".join(
            (HEAD, jose.encoded(jsontext.canonical(CLAIMS)[:-1] + b',"iat":1}'), SIGNATURE)
        ),
        "header-not-base64": GOOD.replace(b".", b"!.", 1),
        "line-break-inside": GOOD.replace(b".", b"\n.", 1),
    }.items():
        yield f"written-{name}", data, 1, MALFORMED, why
    for name, header in {
        "alg-none": {**HEADER, "alg": "none"},
        "alg-of-a-secret": {**HEADER, "alg": "HS256"},
        "typ-other": {**HEADER, "typ": "JWT"},
        "typ-none": {"cty": "vc"},
        "cty-other": {**HEADER, "cty": "vp"},
        "critical": {**HEADER, "crit": "exp"},
        "key-inside": {**HEADER, "jwk": "x"},
        "key-elsewhere": {**HEADER, "jku": "https://x.example"},
        "kid-none": {**HEADER, "kid": ""},
    }.items():
        yield f"header-{name}", made(CLAIMS, header), 1, MALFORMED, "another header"


def _claims() -> Iterator[tuple[str, bytes, int, str, str]]:
    """What the organisation could sign and no certificate says."""
    for name in ("exp", "nbf", "aud", "sub", "jti", "cnf", "vc", "proof"):
        yield f"claim-{name}", made({**CLAIMS, name: 1}), 1, MALFORMED, "a claim that narrows"
    for name, value in (("iss", cast.STRANGER_DID), ("iat", True), ("iat", -1), ("iat", "x")):
        told = "true" if value is True else "stranger" if name == "iss" else f"{value}"
        data = made({**CLAIMS, name: value})
        yield f"claim-{name}-{told}", data, 1, MALFORMED, "a claim that is none of ours"
    why = "signed, and not the form of a certificate"
    shapes: tuple[tuple[Path, Any], ...] = (
        (("@context",), ["https://www.w3.org/ns/credentials/v2"]),
        (("type",), ["VerifiableCredential"]),
        (("credentialStatus",), []),
        ((*SUBJECT, "result", 0, "status"), "Enrolled"),
    )
    for path, value in shapes:
        yield f"shape-{named(path)}", made(put(CLAIMS, path, value)), 2, MALFORMED, why
    number = put(CLAIMS, (*SUBJECT, "licenseNumber"), "X202601000420009173M")
    yield "number-check", made(number), 3, MALFORMED, "a wrong check character"
    ahead = int((cast.TODAY + timedelta(days=1)).timestamp())
    yield "signed-ahead", made({**CLAIMS, "iat": ahead}), 10, EARLY, "signed tomorrow"
    over = {**CLAIMS, "validUntil": "2026-11-23T00:00:00Z"}
    yield "term-over", made(over), 10, EXPIRED, "its term is over"
    elsewhere = "https://sz.example/status/revocation/2"
    moved = put(CLAIMS, ("credentialStatus", 0, "statusListCredential"), elsewhere)
    yield "status-elsewhere", made(moved), 8, UNKNOWN, "a list that is not at hand"


def _keys() -> Iterator[tuple[str, bytes, int, str, str]]:
    pretended = made(CLAIMS, signer=replace(SIGNER, sign=cast.STRANGER.sign))
    yield "by-a-pretender", pretended, 6, ALTERED, "signed with another key than it says"
    foreign = made(CLAIMS, signer=replace(SIGNER, method=f"{cast.STRANGER_DID}#x"))
    yield "key-of-a-stranger", foreign, 5, UNTRUSTED, "a key that the organisation does not have"
    theirs = put({**CLAIMS, "iss": cast.STRANGER_DID}, ("issuer", "id"), cast.STRANGER_DID)
    signer = replace(SIGNER, method=f"{cast.STRANGER_DID}#x", sign=cast.STRANGER.sign)
    yield "of-a-stranger", made(theirs, signer=signer), 4, UNTRUSTED, "an issuer nobody knows"
    early = {**CLAIMS, "iat": int((cast.SIGNED - timedelta(days=365)).timestamp())}
    yield "key-not-yet-in-use", made(early), 5, UNTRUSTED, "signed before the key was in use"
