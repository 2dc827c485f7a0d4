"""Altered whole records: in the signed list, in what it holds, and in who published it."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import instants, jsontext, trust
from shuzheng.credentials.tests.core import cast, recording
from tests.corpus.case import (
    ALTERED,
    EARLY,
    EXPIRED,
    FRESH,
    MALFORMED,
    UNKNOWN,
    UNTRUSTED,
    Case,
    named,
    put,
    without,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.credentials.core.jsontext import Object

FOLDER = "records"
GOOD = jsontext.read(jsontext.canonical(recording.signed()))
UNSIGNED = jsontext.read(jsontext.canonical(recording.unsigned()))
TRUST = trust.compose(replace(recording.trusted(), status_lists=tuple(FRESH)))
SUBJECT, ISSUER = ("credentialSubject",), ("issuer", "id")
HELD, SUMMARY = (*SUBJECT, "verifiableCredential"), (*SUBJECT, "achievement")
IDENTITY = (*SUBJECT, "identifier", 0)
FIRST = GOOD["credentialSubject"]["verifiableCredential"][0]
ELSEWHERE = "https://sz.example/status/revocation/2"


def cases() -> Iterator[Case]:
    """Yield them all."""
    yield from _after_signing()
    yield from _shapes()
    yield from _publishers()
    yield from _inside()
    yield from _texts()


def _case(name: str, document: Object, check: int, verdict: str, why: str) -> Case:
    return Case(FOLDER, f"{name}.json", written(document), check, verdict, why)


def _signed(change: Object) -> Object:
    """Return a record that the province signed as it is."""
    return recording.signed(change)


def _after_signing() -> Iterator[Case]:
    """Change what the province has signed."""
    why = "changed after the province signed it"
    for path, value in (
        (("id",), "urn:uuid:b1f6a0de-90a4-4e0c-9f4d-0f0e3c9f6a56"),
        (("name",), "another record"),
        (("validFrom",), "2026-11-21T09:30:00+08:00"),
        (("partial",), True),
        (("issuer", "name"), "别省教育厅"),
        ((*IDENTITY, "identityHash"), "孟小棠"),
        ((*HELD, 0, "name"), "高级"),
        ((*HELD, 1, "validFrom"), "2025-07-15T00:00:00+08:00"),
        ((*HELD, 1, "credentialSubject", "licenseNumber"), "X202601000430000018H"),
        (("proof", "created"), "2026-11-22T01:30:01Z"),
    ):
        yield _case(f"changed-{named(path)}", put(GOOD, path, value), 5, ALTERED, why)
    for name, change in (
        ("member-more", {**GOOD, "description": "x"}),
        ("term-added", {**GOOD, "validUntil": "2030-01-01T00:00:00Z"}),
        ("name-left-out", without(GOOD, ("name",))),
        ("order-turned", _turned()),
        ("certificate-left-out", _holding(GOOD, [FIRST])),
        ("proof-of-another", {**GOOD, "proof": {**GOOD["proof"], **_value(_holding_both())}}),
        ("proof-flipped", put(GOOD, ("proof", "proofValue"), _flipped())),
    ):
        yield _case(name, change, 5, ALTERED, why)


def _shapes() -> Iterator[Case]:
    """What the province could sign and no record is."""
    why = "signed, and not the form of a record"
    for name, path, value in (
        ("context-fewer", ("@context",), UNSIGNED["@context"][:2]),
        ("context-more", ("@context",), [*UNSIGNED["@context"], "https://sz.example/v1"]),
        ("id-address", ("id",), "https://sz.example/1"),
        ("type-of-clr-alone", ("type",), ["ClrCredential"]),
        ("issuer-text", ("issuer",), recording.PROVINCE_DID),
        ("from-nonsense", ("validFrom",), "yesterday"),
        ("partial-text", ("partial",), "no"),
        ("subject-other", (*SUBJECT, "type"), ["AchievementSubject"]),
        ("identity-hashed", (*IDENTITY, "hashed"), True),
        ("holder-turned", (*IDENTITY, "identityHash"), "孟\u202e棠"),
        ("certificates-none", HELD, []),
        ("certificates-object", HELD, FIRST),
        ("certificates-texts", HELD, ["urn:uuid:x"]),
        ("certificate-twice", HELD, [FIRST, FIRST]),
        ("certificates-many", HELD, [{"id": _urn(n)} for n in range(101)]),
        ("summary-none", SUMMARY, []),
        ("summary-other-name", (*SUMMARY, 0, "name"), "另一证书"),
        ("status-of-its-own", ("credentialStatus",), FIRST["credentialStatus"]),
    ):
        document = _signed(put(UNSIGNED, path, value))
        yield _case(f"shape-{name}", document, 2, MALFORMED, why)
    two = [UNSIGNED["credentialSubject"]["identifier"][0]] * 2
    double = _signed(put(UNSIGNED, (*SUBJECT, "identifier"), two))
    yield _case("shape-two-names", double, 2, MALFORMED, why)
    for name, document in (
        ("proof-none", without(GOOD, ("proof",))),
        ("proof-twice", put(GOOD, ("proof",), [GOOD["proof"], GOOD["proof"]])),
        ("proof-for-wallets", put(GOOD, ("proof", "cryptosuite"), "eddsa-rdfc-2022")),
        ("proof-chained", put(GOOD, ("proof", "previousProof"), "urn:uuid:x")),
        ("proof-value-none", without(GOOD, ("proof", "proofValue"))),
    ):
        yield _case(name, document, 2, MALFORMED, "the proof is not of the form")


def _publishers() -> Iterator[Case]:
    """Who may publish a record, with which key, and when."""
    organisation = cast.sign(recording.unsigned(publisher=cast.ORGANISATION_DID))
    yield _case("by-the-organisation", organisation, 3, UNTRUSTED, "no publisher, but an issuer")
    stranger = cast.sign(recording.unsigned(publisher=cast.STRANGER_DID), cast.STRANGER)
    yield _case("by-a-stranger", stranger, 3, UNTRUSTED, "a publisher that nobody knows")
    moved = put(GOOD, ISSUER, cast.STRANGER_DID)
    yield _case("issuer-changed", moved, 3, UNTRUSTED, "another publisher, after signing")
    theirs = cast.sign(UNSIGNED, cast.ORGANISATION, recording.MADE)
    yield _case("key-of-the-organisation", theirs, 4, UNTRUSTED, "the key of an issuer")
    foreign = put(GOOD, ("proof", "verificationMethod"), f"{recording.PROVINCE_DID}#x")
    yield _case("key-unknown", foreign, 4, UNTRUSTED, "a key that it does not have")
    early = cast.sign(UNSIGNED, recording.PROVINCE, recording.MADE - timedelta(days=365))
    yield _case("key-not-yet-in-use", early, 4, UNTRUSTED, "signed before the key was in use")
    method = GOOD["proof"]["verificationMethod"]
    pretended = cast.sign(UNSIGNED, cast.STRANGER, recording.MADE)
    pretended = put(pretended, ("proof", "verificationMethod"), method)
    yield _case("by-a-pretender", pretended, 5, ALTERED, "signed with another key than it says")
    ahead = cast.sign(UNSIGNED, recording.PROVINCE, cast.TODAY + timedelta(days=1))
    yield _case("signed-ahead", ahead, 8, EARLY, "signed tomorrow")
    later = instants.write(cast.TODAY + timedelta(days=1))
    dated = _signed({**UNSIGNED, "validFrom": later})
    yield _case("dated-ahead", dated, 8, EARLY, "dated tomorrow")
    over = _signed({**UNSIGNED, "validUntil": "2026-11-23T00:00:00Z"})
    yield _case("term-over", over, 8, EXPIRED, "its term is over")


def _inside() -> Iterator[Case]:
    """What the province signed around certificates that do not hold."""
    other = replace(cast.MENG, holder="孙晓棠")
    yield _listed("holder-another", cast.certificate(cast.AWARD, other), 6, UNTRUSTED)
    renamed = put(FIRST, ("credentialSubject", "licenseNumber"), "X202601000420009174J")
    yield _listed("number-altered", renamed, 7, ALTERED)
    yield _listed("term-prolonged", put(FIRST, ("validFrom",), "2026-07-16T00:00:00Z"), 7, ALTERED)
    stranger = cast.sign(without(FIRST, ("proof",)), cast.STRANGER)
    yield _listed("by-a-stranger", stranger, 7, UNTRUSTED)
    foreign = put(FIRST, ("issuer", "id"), cast.STRANGER_DID)
    yield _listed("of-a-stranger", foreign, 7, UNTRUSTED)
    yield _listed("unsigned", without(FIRST, ("proof",)), 7, MALFORMED)
    bare = without(without(FIRST, ("proof",)), ("credentialStatus",))
    yield _listed("without-status", cast.sign(bare), 7, MALFORMED)
    moved = without(FIRST, ("proof",))
    moved = put(moved, ("credentialStatus", 0, "statusListCredential"), ELSEWHERE)
    yield _listed("status-elsewhere", cast.sign(moved), 7, UNKNOWN)
    ended = {**without(FIRST, ("proof",)), "validUntil": "2026-11-23T00:00:00Z"}
    yield _listed("over", cast.sign(ended), 7, EXPIRED)
    nested = _signed(put(UNSIGNED, (*HELD, 1), _wrapped()))
    yield _case("inside-a-record", nested, 7, MALFORMED, "a record in a record")


def _texts() -> Iterator[Case]:
    """The same record as a text that cannot be read in one way."""
    whole = written(GOOD)
    for name, data in {
        "cut": whole[:-200],
        "byte-order-mark": b"\xef\xbb\xbf" + whole,
        "key-twice": whole[:-1] + b',"partial":true}',
        "in-a-list": b"[" + whole + b"]",
        "half-a-character": whole.replace("孟".encode(), b"\\ud800", 1),
        "not-utf-8": whole.replace("孟".encode(), b"\xff", 1),
    }.items():
        yield Case(FOLDER, f"text-{name}.json", data, 1, MALFORMED, "the text cannot be read")


def _listed(name: str, certificate: Object, check: int, verdict: str) -> Case:
    """Return a record in which the province signed another first certificate."""
    document = _signed(_holding(UNSIGNED, [certificate]))
    return _case(f"inside-{name}", document, check, verdict, "the province signed this around it")


def _holding(record: Object, certificates: list[Object]) -> Object:
    """Return a record of these certificates, and of what they say was achieved."""
    made = copy.deepcopy(record)
    subject = made["credentialSubject"]
    subject["verifiableCredential"] = certificates
    subject["achievement"] = subject["achievement"][: len(certificates)]
    return made


def _holding_both() -> Object:
    return _signed(recording.unsigned(partial=True))


def _turned() -> Object:
    made = copy.deepcopy(GOOD)
    for member in ("verifiableCredential", "achievement"):
        made["credentialSubject"][member].reverse()
    return made


def _wrapped() -> Object:
    """Return a record as if it were a certificate, with what would be its achievement."""
    achieved = UNSIGNED["credentialSubject"]["achievement"][1]
    return {**GOOD, "credentialSubject": {**GOOD["credentialSubject"], "achievement": achieved}}


def _value(document: Object) -> dict[str, Any]:
    return {"proofValue": document["proof"]["proofValue"]}


def _flipped() -> str:
    value: str = GOOD["proof"]["proofValue"]
    return value[:-1] + ("2" if value[-1] != "2" else "3")


def _urn(number: int) -> str:
    return f"urn:uuid:00000000-0000-4000-8000-{number:012d}"
