"""Altered tokens of parts (`dc+sd-jwt`): statements exchanged, smuggled in, or shown by another."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core.forms import jose
from shuzheng.credentials.tests.core import cast, showing
from shuzheng.credentials.tests.core.showing import by, claims, disclosure, jwk, shown, signed
from tests.corpus.case import ALTERED, EARLY, EXPIRED, MALFORMED, UNKNOWN, UNTRUSTED, Case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shuzheng.credentials.core.forms.signer import Signer

FOLDER = "parts"
GOOD = shown()
PART = shown("certificate", "level")
BOUND = {"jwk": jwk(showing.WALLET)}
LEVEL = disclosure("level", "中级")
ELSEWHERE = "https://sz.example/status/revocation/2"


def cases() -> Iterator[Case]:
    """Yield them all."""
    for name, data, check, verdict, why in (
        *_statements(),
        *_written(),
        *_claims(),
        *_keys(),
        *_shown(),
    ):
        yield Case(FOLDER, f"{name}.sd-jwt", data, check, verdict, why)


def _statements() -> Iterator[tuple[str, bytes, int, str, str]]:
    for name, value in (
        ("name", "孟小棠"),
        ("certificate", "老年照护职业技能等级证书（高级）"),
        ("organisation", "别的评价中心"),
        ("issued_on", "2025-07-15"),
        ("standard", "老年照护职业技能等级标准 3.0"),
        ("skills", ["9.9.9 无所不能"]),
    ):
        data = GOOD.replace(disclosure(name, showing.SAID[name]), disclosure(name, value))
        yield f"changed-{name}", data, 6, ALTERED, "another statement in its place"
    level = PART.replace(LEVEL, disclosure("level", "高级"))
    yield "changed-level", level, 6, ALTERED, "another level, shown without the number"
    resalted = PART.replace(LEVEL, disclosure("level", "中级", salt="c2FsdA"))
    yield "other-salt", resalted, 6, ALTERED, "the same words under another salt"
    added = PART + disclosure("module", "失智照护") + b"~"
    yield "module-added", added, 6, ALTERED, "a statement that was never signed"
    smuggled = PART + disclosure("name", "孙晓棠") + b"~"
    yield "name-of-another-added", smuggled, 6, ALTERED, "the name from another certificate"
    why = "signed, and no certificate says so"
    none: tuple[tuple[str, Any], ...] = (
        ("name", ""),
        ("level", "特级"),
        ("issued_on", "2026-02-30"),
        ("standard", "没有版本"),
        ("skills", "1.1.1"),
        ("number", 7),
    )
    for name, value in none:
        other = {**showing.SAID, name: value}
        yield f"shape-{name}", shown(name, said=other), 2, MALFORMED, why
    few = {name: value for name, value in showing.SAID.items() if name != "number"}
    yield "fewer-than-signed", shown(said=few), 2, MALFORMED, "the number was never signed"
    other = {**showing.SAID, "level": "初级"}
    wrong = shown("number", "level", said=other)
    yield "number-of-another-level", wrong, 3, MALFORMED, "number and level do not agree"
    mistyped = {**showing.SAID, "number": "X202601000420009173M"}
    yield "number-check", shown("number", said=mistyped), 3, MALFORMED, "a wrong check character"


def _written() -> Iterator[tuple[str, bytes, int, str, str]]:
    for name, data in {
        "level-twice": PART + LEVEL + b"~",
        "ten-statements": shown(*showing.SAID, "level", "name"),
        "unknown-name": PART + disclosure("score", 90) + b"~",
        "not-base64": PART + b"!~",
        "padded": PART.replace(LEVEL, LEVEL + b"="),
        "a-pair": PART + jose.encoded(b'["level","x"]') + b"~",
        "an-object": PART + jose.encoded(b'{"level":"x"}') + b"~",
        "two-values": PART + jose.encoded(b'["s","name","x"],"y":1') + b"~",
        "key-twice": PART + jose.encoded(b'["s","skills",{"a":1,"a":2}]') + b"~",
        "empty-statement": PART + b"~",
        "no-end": PART[:-1],
        "signature-cut": shown("level", token=signed(claims())[:-4]),
        "first-part-missing": PART[PART.index(b".") + 1 :],
        "header-alone": b"eyJ~",
    }.items():
        yield f"written-{name}", data, 1, MALFORMED, "not written as a token is"
    for name, header in {
        "alg-none": {**showing.HEADER, "alg": "none"},
        "typ-older": {"typ": "vc+sd-jwt"},
        "critical": {**showing.HEADER, "crit": "x"},
    }.items():
        data = shown("level", token=signed(claims(), header))
        yield f"header-{name}", data, 1, MALFORMED, "another header"


def _claims() -> Iterator[tuple[str, bytes, int, str, str]]:
    digests = claims()["_sd"]
    changes: tuple[tuple[str, str, Any], ...] = (
        ("name-in-clear", "name", "孟晓棠"),
        ("not-before", "nbf", 1),
        ("audience", "aud", "x"),
        ("type-newer", "vct", "https://sz.example/types/certificate/v2"),
        ("type-of-no-platform", "vct", "urn:certificate"),
        ("hash-weak", "_sd_alg", "sha-1"),
        ("hash-none", "_sd_alg", None),
        ("digests-none", "_sd", []),
        ("digests-twice", "_sd", digests[:1] * 8),
        ("digests-short", "_sd", ["AAAA"]),
        ("issuer-none", "iss", None),
        ("signed-never", "iat", None),
        ("status-none", "credentialStatus", None),
        ("end-a-text", "exp", "2030"),
        ("key-elsewhere", "cnf", {"jku": "https://x.example"}),
    )
    for name, member, value in changes:
        data = shown("level", token=signed(claims(**{member: value})))
        yield f"claim-{name}", data, 1, MALFORMED, "a claim that is none of ours"
    empty = shown("level", token=signed(claims(credentialStatus=[])))
    yield "status-empty", empty, 2, MALFORMED, "it does not say where its status stands"
    entries = claims()["credentialStatus"]
    moved = [{**entries[0], "statusListCredential": ELSEWHERE}, entries[1]]
    data = shown("level", token=signed(claims(credentialStatus=moved)))
    yield "status-elsewhere", data, 8, UNKNOWN, "a list that is not at hand"
    ahead = int((cast.TODAY + timedelta(days=1)).timestamp())
    early = shown("level", token=signed(claims(iat=ahead)))
    yield "signed-ahead", early, 10, EARLY, "signed tomorrow"
    over = shown("level", token=signed(claims(exp=int(cast.TODAY.timestamp()))))
    yield "term-over", over, 10, EXPIRED, "its term is over"


def _keys() -> Iterator[tuple[str, bytes, int, str, str]]:
    ours = showing.SIGNER
    pretended = _by(replace(ours, sign=cast.STRANGER.sign))
    yield "by-a-pretender", pretended, 6, ALTERED, "signed with another key than it says"
    foreign = _by(replace(ours, method=f"{cast.STRANGER_DID}#x"))
    yield "key-of-a-stranger", foreign, 5, UNTRUSTED, "a key that the organisation does not have"
    stranger = shown("level", token=signed(claims(iss=cast.STRANGER_DID)))
    yield "of-a-stranger", stranger, 4, UNTRUSTED, "an issuer that nobody knows"
    before = int((showing.MADE - timedelta(days=365)).timestamp())
    early = shown("level", token=signed(claims(iat=before)))
    yield "key-not-yet-in-use", early, 5, UNTRUSTED, "signed before the key was in use"
    head, _, signature = signed(claims()).split(b".")
    later = signed(claims(iat=int(showing.SHOWN_AT.timestamp()))).split(b".")[1]
    changed = shown("level", token=b".".join((head, later, signature)))
    yield "body-exchanged", changed, 6, ALTERED, "another body under the same signature"


def _by(signer: Signer) -> bytes:
    return shown("level", token=jose.compact(showing.HEADER, claims(), signer))


def _shown() -> Iterator[tuple[str, bytes, int, str, str]]:
    """Who showed it: the key that the token names signs what is shown."""
    why = "the holder's key did not sign this"
    whole = _bound(by())
    for name, data in {
        "less-than-signed-for": whole.replace(b"~" + LEVEL, b""),
        "by-a-stranger": _bound(by(cast.STRANGER)),
        "digest-of-another": _bound(by(sd_hash="A" * 43)),
        "audience-changed": whole.replace(
            whole.split(b"~")[-1].split(b".")[1], by(aud="https://x.example")(b"").split(b".")[1]
        ),
    }.items():
        yield f"shown-{name}", data, 11, ALTERED, why
    later = int((cast.TODAY + timedelta(days=1)).timestamp())
    yield "shown-ahead", _bound(by(iat=later)), 11, EARLY, "shown tomorrow"
    for name, show in {
        "type-other": by(header={"typ": "jwt"}),
        "critical": by(header={"crit": "x"}),
        "to-nobody": by(aud=None),
        "no-question": by(nonce=""),
        "no-digest": by(sd_hash=None),
        "never": by(iat=None),
    }.items():
        yield f"shown-{name}", _bound(show), 1, MALFORMED, "not how a holder shows it"


def _bound(show: Callable[[bytes], bytes]) -> bytes:
    return shown("certificate", "level", token=signed(claims(cnf=BOUND)), show=show)
