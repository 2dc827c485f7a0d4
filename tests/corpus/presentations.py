"""Altered presentations: in what the province signed around certificates, and in what it shows."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from shuzheng.credentials.core import did, jsontext
from shuzheng.credentials.core.integrity import signing
from shuzheng.credentials.core.integrity.suite import JCS
from shuzheng.credentials.tests.core import cast, presenting, recording, showing
from tests.corpus.case import (
    ALTERED,
    EARLY,
    EXPIRED,
    MALFORMED,
    UNKNOWN,
    UNTRUSTED,
    Case,
    Path,
    named,
    put,
    without,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from shuzheng.credentials.core.jsontext import Object

FOLDER = "presentations"
TOKEN = showing.shown(*presenting.SHOWN)
GOOD = jsontext.read(jsontext.canonical(presenting.made()))
PART = jsontext.read(jsontext.canonical(presenting.made([TOKEN])))
UNSIGNED = without(GOOD, ("proof",))
OPTIONS = {"domain": "演示企业", "expires": "2026-12-22T01:30:00Z"}
SHOWN = ("verifiableCredential",)
FIRST, SECOND = GOOD["verifiableCredential"]
ELSEWHERE = "https://sz.example/status/revocation/2"


def cases() -> Iterator[Case]:
    """Yield them all."""
    yield from _after_signing()
    yield from _shapes()
    yield from _makers()
    yield from _inside()
    yield from _parts()
    yield from _texts()


def _case(name: str, document: Object, check: int, verdict: str, why: str) -> Case:
    return Case(FOLDER, f"{name}.json", written(document), check, verdict, why)


def _signed(
    document: Object,
    key: Ed25519PrivateKey = recording.PROVINCE,
    at: datetime = presenting.MADE,
    **options: object,
) -> Object:
    """Return a document with a proof of the form that a presentation has, whatever it says."""
    identifier = cast.did_of(key)
    return signing.add(
        document,
        suite=JCS,
        created=at,
        method=did.method_id(identifier, did.key_of(identifier)),
        sign=key.sign,
        more={**OPTIONS, **options},
    )


def _after_signing() -> Iterator[Case]:
    """Change what the province has signed."""
    why = "changed after the province signed it"
    changes: tuple[tuple[Path, object], ...] = (
        (("id",), "urn:uuid:00000000-0000-4000-8000-000000000001"),
        (("description",), "贷款"),
        (("proof", "domain"), "别的企业"),
        (("proof", "expires"), "2036-12-22T01:30:00Z"),
        (("proof", "created"), "2026-11-22T01:30:01Z"),
        ((*SHOWN, 1, "validFrom"), "2025-07-15T00:00:00+08:00"),
        ((*SHOWN, 0, "credentialSubject", "licenseNumber"), "X202601000420009174J"),
    )
    for path, value in changes:
        yield _case(f"changed-{named(path)}", put(GOOD, path, value), 5, ALTERED, why)
    for name, change in (
        ("certificate-left-out", put(GOOD, SHOWN, [FIRST])),
        ("order-turned", put(GOOD, SHOWN, [SECOND, FIRST])),
        ("another-part", put(PART, SHOWN, _wrapped(showing.shown("certificate")))),
        ("description-left-short", put(GOOD, ("description",), "应聘")),
        ("proof-of-another", {**GOOD, "proof": PART["proof"]}),
    ):
        yield _case(name, change, 5, ALTERED, why)


def _shapes() -> Iterator[Case]:
    """What the province could sign and no presentation is."""
    why = "signed, and not the form of a presentation"
    for name, path, value in (
        ("context-more", ("@context",), [*GOOD["@context"], "https://sz.example/v1"]),
        ("id-address", ("id",), "https://sz.example/1"),
        ("type-more", ("type",), ["VerifiablePresentation", "Other"]),
        ("name-other", ("name",), "出示"),
        ("description-none", ("description",), ""),
        ("description-long", ("description",), "应" * 201),
        ("description-turned", ("description",), "应聘\u202e测试员"),
        ("shows-nothing", SHOWN, []),
        ("shows-text", SHOWN, ["urn:uuid:x"]),
        ("shows-object", SHOWN, FIRST),
        ("shows-twice", SHOWN, [FIRST, FIRST]),
        ("shows-many", SHOWN, [{"id": f"urn:uuid:{n}"} for n in range(21)]),
        ("holder", ("holder",), cast.STRANGER_DID),
        ("terms-of-use", ("termsOfUse",), {"type": "x"}),
    ):
        document = _signed(put(UNSIGNED, path, value))
        yield _case(f"shape-{name}", document, 2, MALFORMED, why)
    why = "the proof is not of the form"
    for name, document in (
        ("proof-none", UNSIGNED),
        ("proof-twice", put(GOOD, ("proof",), [GOOD["proof"]] * 2)),
        ("proof-for-wallets", put(GOOD, ("proof", "cryptosuite"), "eddsa-rdfc-2022")),
        ("proof-for-nobody", without(GOOD, ("proof", "domain"))),
        ("proof-for-two", put(GOOD, ("proof", "domain"), ["演示企业", "别的企业"])),
        ("proof-without-end", without(GOOD, ("proof", "expires"))),
        ("proof-without-value", without(GOOD, ("proof", "proofValue"))),
    ):
        yield _case(name, document, 2, MALFORMED, why)


def _makers() -> Iterator[Case]:
    """Who may sign one, with which key, and when."""
    theirs = _signed(UNSIGNED, cast.ORGANISATION)
    yield _case("by-the-organisation", theirs, 3, UNTRUSTED, "an issuer, and no publisher")
    stranger = _signed(UNSIGNED, cast.STRANGER)
    yield _case("by-a-stranger", stranger, 3, UNTRUSTED, "somebody that nobody knows")
    foreign = put(GOOD, ("proof", "verificationMethod"), f"{recording.PROVINCE_DID}#x")
    yield _case("key-unknown", foreign, 4, UNTRUSTED, "a key that it does not have")
    early = _signed(UNSIGNED, at=presenting.MADE - timedelta(days=365))
    yield _case("key-not-yet-in-use", early, 4, UNTRUSTED, "before the key was in use")
    pretended = put(stranger, ("proof", "verificationMethod"), presenting.METHOD)
    yield _case("by-a-pretender", pretended, 5, ALTERED, "signed with another key than it says")
    ahead = _signed(UNSIGNED, at=cast.TODAY + timedelta(days=1))
    yield _case("signed-ahead", ahead, 8, EARLY, "signed tomorrow")
    over = _signed(UNSIGNED, expires="2026-11-23T00:00:00Z")
    yield _case("term-over", over, 8, EXPIRED, "its term is over")


def _inside() -> Iterator[Case]:
    """What the province signed around certificates that do not hold."""
    other = cast.certificate(recording.SENIOR_AWARD, replace(recording.SENIOR, holder="孙晓棠"))
    yield _listed("holders-two", [FIRST, other], 6, UNTRUSTED)
    bare = without(FIRST, ("proof",))
    renamed = put(FIRST, ("credentialSubject", "licenseNumber"), "X202601000420009174J")
    yield _listed("number-altered", [renamed], 7, ALTERED)
    yield _listed("by-a-stranger", [cast.sign(bare, cast.STRANGER)], 7, UNTRUSTED)
    yield _listed("unsigned", [bare], 7, MALFORMED)
    statusless = cast.sign(without(bare, ("credentialStatus",)))
    yield _listed("without-status", [statusless], 7, MALFORMED)
    moved = put(bare, ("credentialStatus", 0, "statusListCredential"), ELSEWHERE)
    yield _listed("status-elsewhere", [cast.sign(moved)], 7, UNKNOWN)
    ended = cast.sign({**bare, "validUntil": "2026-11-23T00:00:00Z"})
    yield _listed("over", [ended], 7, EXPIRED)
    yield _listed("presentation", [copy.deepcopy(GOOD)], 7, MALFORMED)


def _parts() -> Iterator[Case]:
    """Tokens of parts under the province's signature, in envelopes."""
    stray = TOKEN.replace(b"~", b"~WyJzYWx0IiwibW9kdWxlIiwi5Yir55qEIl0~", 1)
    head, dot, rest = TOKEN.partition(b".")
    other = head + dot + (b"f" if rest[:1] != b"f" else b"e") + rest[1:]
    for name, token, verdict in (
        ("cut", TOKEN[:-3], MALFORMED),
        ("stray-statement", stray, ALTERED),
        ("body-other", other, MALFORMED),
    ):
        document = _signed(put(without(PART, ("proof",)), SHOWN, _wrapped(token)))
        yield _case(f"part-{name}", document, 7, verdict, "the province signed this around it")
    why = "an envelope of another kind"
    for name, path, value in (
        ("media-type", (*SHOWN, 0, "id"), PART["verifiableCredential"][0]["id"].replace("dc+", "")),
        ("context", (*SHOWN, 0, "@context"), "https://sz.example/v1"),
        ("member-more", (*SHOWN, 0, "name"), "x"),
    ):
        document = _signed(put(without(PART, ("proof",)), path, value))
        yield _case(f"envelope-{name}", document, 2, MALFORMED, why)


def _texts() -> Iterator[Case]:
    """The same presentation as a text that cannot be read in one way."""
    whole = written(GOOD)
    for name, data in {
        "cut": whole[:-200],
        "byte-order-mark": b"\xef\xbb\xbf" + whole,
        "key-twice": whole[:-1] + b',"description":"x"}',
        "in-a-list": b"[" + whole + b"]",
        "not-utf-8": whole.replace("演".encode(), b"\xff", 1),
    }.items():
        yield Case(FOLDER, f"text-{name}.json", data, 1, MALFORMED, "the text cannot be read")


def _listed(name: str, shown: list[Object], check: int, verdict: str) -> Case:
    document = _signed(put(UNSIGNED, SHOWN, shown))
    return _case(f"inside-{name}", document, check, verdict, "the province signed this around it")


def _wrapped(token: bytes) -> list[Object]:
    return [
        {**PART["verifiableCredential"][0], "id": f"data:application/dc+sd-jwt,{token.decode()}"}
    ]
