"""Altered credentials: after signing, in the proof, in the text, and before they were signed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import did, multibase
from shuzheng.credentials.tests.core import cast
from tests.corpus.case import (
    ALTERED,
    CREDENTIAL,
    DOCUMENT,
    EARLY,
    EXPIRED,
    MALFORMED,
    UNKNOWN,
    UNSIGNED,
    UNTRUSTED,
    Case,
    Path,
    at,
    named,
    paths,
    put,
    signed,
    without,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.credentials.core.jsontext import Object

FOLDER = "credentials"
ORDER = 2**252 + 27742317777372353535851937790883648493
"""Of the group of Ed25519: a signature whose second half is this much larger says the same."""
ISSUER = 4
SUBJECT, AWARD = ("credentialSubject",), ("credentialSubject", "achievement")
RUBRIC = (*AWARD, "resultDescription", 0, "rubricCriterionLevel", 0)
IDENTITY = (*SUBJECT, "identifier", 0)
STATUS = ("credentialStatus", 0)
MESSAGE = ("credentialStatus", 2)


def cases() -> Iterator[Case]:
    """Yield them all."""
    yield from _after_signing()
    yield from _proofs()
    yield from _texts()
    yield from _before_signing()


def _case(name: str, document: Object, check: int, verdict: str, why: str) -> Case:
    return Case(FOLDER, f"{name}.json", written(document), check, verdict, why)


def _after_signing() -> Iterator[Case]:
    """Change, or leave out, every member that the signature covers."""
    for path in paths(UNSIGNED):
        value = at(DOCUMENT, path)
        of_issuer = path in {("issuer",), ("issuer", "id")}
        check, verdict = (ISSUER, UNTRUSTED) if of_issuer else (6, ALTERED)
        name = named(path)
        if not isinstance(value, dict | list):
            changed = put(DOCUMENT, path, _other(value))
            yield _case(f"changed-{name}", changed, check, verdict, "changed after signing")
        if isinstance(path[-1], str):
            left = without(DOCUMENT, path)
            # Without an issuer it has not even the form of a certificate, which is graver.
            graver = MALFORMED if check == ISSUER else verdict
            yield _case(f"without-{name}", left, check, graver, "left out after signing")
    for name, member in (
        ("term", "validUntil"),
        ("note", "name_en"),
        ("schema", "credentialSchema"),
    ):
        added = {**DOCUMENT, member: "2099-01-01T00:00:00Z"}
        yield _case(f"added-{name}", added, 6, ALTERED, "added after signing")


def _other(value: object) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    text = str(value)
    last = "8" if text.endswith("7") else "7"
    return text[:-1] + last


def _proofs() -> Iterator[Case]:
    """Change the proof: every member, the signature in ways that have been seen elsewhere."""
    proof = DOCUMENT["proof"]
    for member in proof:
        signature = member in {"created", "@context"}
        check, verdict = (6, ALTERED) if signature else (2, MALFORMED)
        left = without(DOCUMENT, ("proof", member))
        yield _case(f"proof-without-{member.lstrip('@')}", left, check, verdict, "left out")
    value = multibase.from_base58(proof["proofValue"], size=64)
    half = int.from_bytes(value[32:], "little")
    larger = value[:32] + (half + ORDER).to_bytes(32, "little")
    spelled = multibase.base58
    stranger = did.method_id(cast.STRANGER_DID, did.key_of(cast.STRANGER_DID))
    renewed = cast.sign(UNSIGNED, cast.STRANGER)["proof"]["proofValue"]
    for name, member, new, check, verdict in (
        ("of-zeros", "proofValue", spelled(bytes(64)), 6, ALTERED),
        ("second-half-larger", "proofValue", spelled(larger), 6, ALTERED),
        ("halves-swapped", "proofValue", spelled(value[32:] + value[:32]), 6, ALTERED),
        ("of-a-stranger", "proofValue", renewed, 6, ALTERED),
        ("of-the-identity", "proofValue", spelled(b"\x01" + bytes(63)), 6, ALTERED),
        ("too-short", "proofValue", spelled(value[:63]), 2, MALFORMED),
        ("too-long", "proofValue", spelled(value + b"\0"), 2, MALFORMED),
        ("in-base64", "proofValue", multibase.base64url(value), 2, MALFORMED),
        ("without-its-z", "proofValue", proof["proofValue"][1:], 2, MALFORMED),
        ("with-a-blank", "proofValue", proof["proofValue"] + " ", 2, MALFORMED),
        ("not-a-text", "proofValue", [proof["proofValue"]], 2, MALFORMED),
        ("empty", "proofValue", "", 2, MALFORMED),
        ("of-another-suite", "cryptosuite", "eddsa-rdfc-2022", 6, ALTERED),
        ("of-no-suite", "cryptosuite", "none", 2, MALFORMED),
        ("of-another-type", "type", "Ed25519Signature2020", 2, MALFORMED),
        ("for-authentication", "proofPurpose", "authentication", 2, MALFORMED),
        ("by-another-key", "verificationMethod", stranger, 5, UNTRUSTED),
        ("by-no-key", "verificationMethod", "", 2, MALFORMED),
        ("by-the-issuer-alone", "verificationMethod", cast.ORGANISATION_DID, 5, UNTRUSTED),
        ("made-earlier", "created", "2026-07-15T02:29:59Z", 6, ALTERED),
        ("made-before-the-key", "created", "2025-12-31T23:59:59Z", 5, ALTERED),
        ("made-in-the-future", "created", "2027-07-15T02:30:00Z", 10, ALTERED),
        ("without-an-offset", "created", "2026-07-15T02:30:00", 2, MALFORMED),
        ("with-an-end", "expires", "2026-08-01T00:00:00Z", 10, ALTERED),
        ("chained", "previousProof", "urn:uuid:7d1e9c52-6b0f-4c55-9a83-0f5f1f0b2a11", 2, MALFORMED),
        ("of-fewer-contexts", "@context", DOCUMENT["@context"][:1], 6, ALTERED),
        ("with-another-member", "domain", "sz.example", 6, ALTERED),
    ):
        changed = put(DOCUMENT, ("proof", member), new)
        yield _case(f"proof-{name}", changed, check, verdict, f"the proof's {member}")
    for name, whole in (
        ("list", [proof]),
        ("twice", [proof, proof]),
        ("null", None),
        ("text", "z"),
    ):
        why = "the proof is not one object"
        yield _case(f"proof-{name}", {**DOCUMENT, "proof": whole}, 2, MALFORMED, why)
    yield _case("proof-none", UNSIGNED, 2, MALFORMED, "no proof at all")


def _texts() -> Iterator[Case]:
    """Break the text itself: two readers must not read it differently."""
    text = CREDENTIAL.decode()
    first = text[:-1]
    deep = "[" * 40 + "]" * 40
    for name, data in {
        "empty": b"",
        "one-brace": b"{",
        "nothing-in-it": b"{}",
        "a-list": b"[" + CREDENTIAL + b"]",
        "a-text": json.dumps(text).encode(),
        "null": b"null",
        "byte-order-mark": b"\xef\xbb\xbf" + CREDENTIAL,
        "utf-16": text.encode("utf-16"),
        "gb18030": text.encode("gb18030"),
        "followed-by-more": CREDENTIAL + b"{}",
        "followed-by-a-zero": CREDENTIAL + b"\0",
        "comment": b"/* */" + CREDENTIAL,
        "single-quotes": text.replace('"', "'").encode(),
        "trailing-comma": f"{first},}}".encode(),
        "member-twice": f'{first},"id":"urn:uuid:7d1e9c52-6b0f-4c55-9a83-0f5f1f0b2a11"}}'.encode(),
        "member-twice-escaped": f'{first},"i\\u0064":1}}'.encode(),
        "not-a-number": f'{first},"score":NaN}}'.encode(),
        "infinity": f'{first},"score":-Infinity}}'.encode(),
        "overflowing": f'{first},"score":1e999}}'.encode(),
        "beyond-2-53": f'{first},"score":9007199254740993}}'.encode(),
        "half-a-character": f'{first},"n":"\\ud83d"}}'.encode(),
        "halves-turned": f'{first},"n":"\\ude00\\ud83d"}}'.encode(),
        "bad-utf-8": CREDENTIAL.replace("孟".encode(), b"\xe5\xad"),
        "overlong-utf-8": CREDENTIAL.replace(b"/", b"\xc0\xaf", 1),
        "control-character": text.replace("孟", "孟\n").encode(),
        "too-deep": f'{first},"n":{deep}}}'.encode(),
        "html": b"<!doctype html><title>404</title>",
        "png": b"\x89PNG\r\n\x1a\n" + bytes(32),
    }.items():
        if name == "nothing-in-it":
            yield Case(FOLDER, "text-nothing-in-it.json", data, 2, MALFORMED, "an empty object")
        else:
            yield Case(FOLDER, f"text-{name}.json", data, 1, MALFORMED, "the text cannot be read")
    for tenths in range(1, 10):
        data = CREDENTIAL[: len(CREDENTIAL) * tenths // 10]
        yield Case(FOLDER, f"text-cut-at-{tenths}.json", data, 1, MALFORMED, "broken off")


def _before_signing() -> Iterator[Case]:
    """Have the organisation itself sign what is no certificate, or not one in force."""

    def made(name: str, path: Path, value: object, check: int, verdict: str) -> Case:
        document = signed(lambda one: at(one, path[:-1]).__setitem__(path[-1], value))
        return _case(f"signed-{name}", document, check, verdict, f"signed like this: {named(path)}")

    contexts: list[Any] = UNSIGNED["@context"]
    identity, entry = at(UNSIGNED, IDENTITY), at(UNSIGNED, STATUS)
    for name, path, value, check, verdict in (
        ("contexts-turned", ("@context",), contexts[::-1], 2, MALFORMED),
        ("context-more", ("@context",), [*contexts, "https://sz.example/v1"], 2, MALFORMED),
        ("context-inline", ("@context",), [*contexts, {"name": "urn:x"}], 2, MALFORMED),
        ("context-text", ("@context",), contexts[0], 2, MALFORMED),
        ("id-address", ("id",), "https://sz.example/c/1", 2, MALFORMED),
        ("id-not-a-uuid", ("id",), "urn:uuid:1", 2, MALFORMED),
        ("type-other", ("type",), ["VerifiableCredential", "EndorsementCredential"], 2, MALFORMED),
        ("type-bare", ("type",), "VerifiableCredential", 2, MALFORMED),
        ("issuer-text", ("issuer",), cast.ORGANISATION_DID, 2, MALFORMED),
        ("issuer-nameless", ("issuer",), {"id": cast.ORGANISATION_DID}, 2, MALFORMED),
        ("issuer-stranger", ("issuer", "id"), cast.STRANGER_DID, 4, UNTRUSTED),
        ("issuer-empty", ("issuer", "id"), "", 4, MALFORMED),
        ("subject-list", SUBJECT, [UNSIGNED["credentialSubject"]], 2, MALFORMED),
        ("subject-null", SUBJECT, None, 2, MALFORMED),
        ("subject-other", (*SUBJECT, "type"), ["Person"], 2, MALFORMED),
        ("number-empty", (*SUBJECT, "licenseNumber"), "", 2, MALFORMED),
        ("number-check", (*SUBJECT, "licenseNumber"), "X202601000420009173M", 3, MALFORMED),
        ("number-short", (*SUBJECT, "licenseNumber"), "X20260100042000917", 3, MALFORMED),
        ("number-digit", (*SUBJECT, "licenseNumber"), "X202601000420009174L", 3, MALFORMED),
        ("number-small", (*SUBJECT, "licenseNumber"), "x202601000420009173l", 3, MALFORMED),
        ("number-wide", (*SUBJECT, "licenseNumber"), "Ｘ202601000420009173L", 3, MALFORMED),
        ("number-int", (*SUBJECT, "licenseNumber"), 20260100042, 2, MALFORMED),
        ("code-other", (*AWARD, "humanCode"), "010005", 3, MALFORMED),
        ("level-four", (*RUBRIC, "level"), "4", 2, MALFORMED),
        ("level-word", (*RUBRIC, "name"), "高级", 2, MALFORMED),
        ("level-dangling", (*SUBJECT, "result", 0, "achievedLevel"), "urn:uuid:0", 2, MALFORMED),
        ("result-open", (*SUBJECT, "result", 0, "status"), "InProgress", 2, MALFORMED),
        ("results-none", (*SUBJECT, "result"), [], 2, MALFORMED),
        ("holder-hashed", (*IDENTITY, "hashed"), True, 2, MALFORMED),
        ("holder-other-kind", (*IDENTITY, "identityType"), "emailAddress", 2, MALFORMED),
        ("holder-two", (*SUBJECT, "identifier"), [identity, identity], 2, MALFORMED),
        ("holder-none", (*SUBJECT, "identifier"), [], 2, MALFORMED),
        ("holder-empty", (*IDENTITY, "identityHash"), "", 2, MALFORMED),
        ("holder-long", (*IDENTITY, "identityHash"), "孟" * 51, 2, MALFORMED),
        ("holder-turned", (*IDENTITY, "identityHash"), "孟\u202e棠晓", 2, MALFORMED),
        ("title-empty", (*AWARD, "name"), "", 2, MALFORMED),
        ("standard-none", (*AWARD, "alignment"), [], 2, MALFORMED),
        ("from-no-day", ("validFrom",), "2026-02-30T00:00:00+08:00", 2, MALFORMED),
        ("from-a-date", ("validFrom",), "2026-07-15", 2, MALFORMED),
        ("from-the-future", ("validFrom",), "2027-07-15T00:00:00+08:00", 10, EARLY),
        ("until-the-past", ("validUntil",), "2026-08-01T00:00:00+08:00", 10, EXPIRED),
        ("until-nonsense", ("validUntil",), "for ever", 2, MALFORMED),
        ("status-none", ("credentialStatus",), [], 2, MALFORMED),
        ("status-null", ("credentialStatus",), None, 2, MALFORMED),
        ("status-one", ("credentialStatus",), entry, 9, UNKNOWN),
        ("status-twice", ("credentialStatus",), [entry, entry], 2, MALFORMED),
        ("status-other-type", (*STATUS, "type"), "StatusList2021Entry", 2, MALFORMED),
        ("status-other-purpose", (*STATUS, "statusPurpose"), "refresh", 8, UNKNOWN),
        ("status-message-twice", (*STATUS, "statusPurpose"), "message", 2, MALFORMED),
        ("message-size", (*MESSAGE, "statusSize"), 3, 2, MALFORMED),
        ("message-words-none", (*MESSAGE, "statusMessage"), [], 2, MALFORMED),
        ("message-word-twice", (*MESSAGE, "statusMessage", 1, "status"), "0x0", 2, MALFORMED),
        ("message-value-text", (*MESSAGE, "statusMessage", 1, "status"), "1", 2, MALFORMED),
        ("message-reference", (*MESSAGE, "statusReference"), "a page", 2, MALFORMED),
        ("status-index-negative", (*STATUS, "statusListIndex"), "-1", 2, MALFORMED),
        ("status-index-number", (*STATUS, "statusListIndex"), 94567, 2, MALFORMED),
        ("status-index-hex", (*STATUS, "statusListIndex"), "0x17", 2, MALFORMED),
        ("status-index-beyond", (*STATUS, "statusListIndex"), "131072", 8, UNKNOWN),
        ("status-size", (*STATUS, "statusSize"), 2, 2, MALFORMED),
        ("status-elsewhere", (*STATUS, "statusListCredential"), "https://x.example", 8, UNKNOWN),
        ("status-file", (*STATUS, "statusListCredential"), "file:///etc/passwd", 2, MALFORMED),
    ):
        yield made(name, path, value, check, verdict)
    stranger = cast.sign(UNSIGNED, cast.STRANGER)
    yield _case("signed-by-a-stranger", stranger, 5, UNTRUSTED, "signed with a stranger's key")
    claimed = put(stranger, ("proof", "verificationMethod"), cast.METHOD)
    yield _case("signed-by-a-pretender", claimed, 6, ALTERED, "a stranger's, said to be ours")
