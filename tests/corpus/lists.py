"""Altered status lists, each beside the good certificate and the good other list."""

from __future__ import annotations

import gzip
from datetime import timedelta
from typing import TYPE_CHECKING

from shuzheng.credentials.core import multibase, statuslist
from shuzheng.credentials.tests.core import cast
from tests.corpus.case import FRESH, REVOKED, UNKNOWN, Case, at, paths, put, without, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.credentials.core.jsontext import Object

GOOD = FRESH[0]
"""The list of revocations."""
SUBJECT = ("credentialSubject",)
UNSIGNED = {member: value for member, value in GOOD.items() if member != "proof"}
ENCODED = GOOD["credentialSubject"]["encodedList"]
MADE = cast.TODAY - timedelta(hours=6)
MARK = 94_567
"""The place of the good certificate."""


def cases() -> Iterator[Case]:
    """Yield them all."""
    for path in paths(UNSIGNED):
        value = at(GOOD, path)
        name = "-".join(str(key).removeprefix("@") for key in path)
        if isinstance(value, str):
            yield _case(f"changed-{name}", put(GOOD, path, f"{value}0"), "changed after signing")
        if isinstance(path[-1], str):
            yield _case(f"without-{name}", without(GOOD, path), "left out after signing")
    for member in GOOD["proof"]:
        left = without(GOOD, ("proof", member))
        yield _case(f"proof-without-{member.removeprefix('@')}", left, "the proof")
    yield _case("proof-none", UNSIGNED, "no proof")
    yield _case("proof-of-a-stranger", signed(UNSIGNED, cast.STRANGER), "a stranger's signature")
    theirs = cast.status_list(statuslist.REVOCATION, key=cast.STRANGER)
    yield _case("of-a-stranger", theirs, "a stranger's list")
    for name, path, value in (
        ("context-more", ("@context",), [*GOOD["@context"], "https://sz.example/v1"]),
        ("type-other", ("type",), ["VerifiableCredential"]),
        ("type-text", ("type",), "BitstringStatusListCredential"),
        ("id-elsewhere", ("id",), "https://sz.example/status/revocation/2"),
        ("id-file", ("id",), "file:///status"),
        ("issuer-object", ("issuer",), {"id": cast.ORGANISATION_DID}),
        ("from-later", ("validFrom",), "2026-12-24T00:00:00Z"),
        ("from-nonsense", ("validFrom",), "yesterday"),
        ("until-over", ("validUntil",), "2026-11-24T02:00:00Z"),
        ("until-nonsense", ("validUntil",), "for ever"),
        ("subject-null", SUBJECT, None),
        ("subject-other", (*SUBJECT, "type"), "StatusList2021"),
        ("purpose-other", (*SUBJECT, "statusPurpose"), "suspension"),
        ("purpose-none", (*SUBJECT, "statusPurpose"), []),
        ("size-two", (*SUBJECT, "statusSize"), 2),
        ("bits-null", (*SUBJECT, "encodedList"), None),
        ("bits-empty", (*SUBJECT, "encodedList"), "u"),
        ("bits-other-base", (*SUBJECT, "encodedList"), "z" + ENCODED[1:]),
        ("bits-padded", (*SUBJECT, "encodedList"), ENCODED + "="),
        ("bits-cut", (*SUBJECT, "encodedList"), ENCODED[:-8]),
        ("bits-unpacked", (*SUBJECT, "encodedList"), multibase.base64url(bytes(64))),
        ("bits-too-few", (*SUBJECT, "encodedList"), packed(16_383)),
        ("bits-too-many", (*SUBJECT, "encodedList"), packed((8 << 20) + 1)),
        ("bits-and-more", (*SUBJECT, "encodedList"), packed(16_384, b"more")),
    ):
        document = signed(put(UNSIGNED, path, value))
        yield _case(f"signed-{name}", document, f"signed like this: {path[-1]}")
    unlimited = signed(without(UNSIGNED, ("validUntil",)))
    yield _case("signed-without-an-end", unlimited, "it never runs out, so it is never current")
    marked = cast.status_list(statuslist.REVOCATION, [MARK])
    yield _case("revoked", marked, "the certificate is revoked", REVOKED)
    old = cast.status_list(statuslist.REVOCATION, [MARK], at=MADE - 9 * cast.WEEK)
    yield _case("revoked-long-ago", old, "revoked by a list that has run out", REVOKED)
    every = cast.status_list(statuslist.REVOCATION, range(131_072))
    yield _case("revoked-with-all", every, "every certificate is revoked", REVOKED)


def signed(document: Object, key: object = cast.ORGANISATION) -> Object:
    """Return a list as its issuer, or another key, signs it."""
    return cast.sign(document, key, MADE)  # type: ignore[arg-type]


def packed(size: int, behind: bytes = b"") -> str:
    """Return so many empty bytes as a list carries them, perhaps with more behind."""
    return multibase.base64url(gzip.compress(bytes(size), mtime=0) + behind)


def _case(name: str, document: Object, why: str, verdict: str = UNKNOWN) -> Case:
    return Case("lists", f"{name}.json", written(document), 8, verdict, why)
