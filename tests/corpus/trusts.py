"""Altered trust files: each is refused as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.credentials.core import trust
from shuzheng.credentials.tests.core import cast
from shuzheng.transparency.core import checkpoint
from tests.corpus.case import FRESH, UNUSABLE, Case, put, without, written
from tests.corpus.evidence import NOTE

if TYPE_CHECKING:
    from collections.abc import Iterator

GOOD = trust.compose(cast.trust_in(*FRESH, head=checkpoint.open(NOTE, cast.log_key())), NOTE)
BARE = {**GOOD, "status_lists": []}
ISSUER, KEY = ("issuers", 0), ("issuers", 0, "keys", 0)
LOG = ("log",)


def cases() -> Iterator[Case]:
    """Yield them all."""
    for path in (
        ("version",),
        ("generated_at",),
        ("issuers",),
        *((*ISSUER, member) for member in ("did", "name", "keys")),
        *((*KEY, member) for member in ("id", "publicKeyMultibase", "valid_from")),
        *((*LOG, member) for member in ("origin", "key")),
    ):
        name = "-".join(map(str, path))
        yield _case(f"without-{name}", written(without(BARE, path)), "a member is missing")
    issuer = BARE["issuers"][0]
    for name, path, value in (
        ("version-3", ("version",), 3),
        ("version-text", ("version",), "1"),
        ("version-true", ("version",), True),
        ("made-on-no-day", ("generated_at",), "2026-11-31T00:00:00Z"),
        ("made-without-offset", ("generated_at",), "2026-11-24T00:00:00"),
        ("issuers-object", ("issuers",), {}),
        ("issuers-texts", ("issuers",), ["did:key:z"]),
        ("issuer-twice", ("issuers",), [issuer, issuer]),
        ("issuer-no-did", (*ISSUER, "did"), "https://sz.example"),
        ("issuer-bad-key", (*ISSUER, "did"), "did:key:z6Mk"),
        ("issuer-nameless", (*ISSUER, "name"), ""),
        ("key-twice", (*ISSUER, "keys"), issuer["keys"] * 2),
        (
            "key-of-another",
            (*KEY, "publicKeyMultibase"),
            cast.STRANGER_DID.removeprefix("did:key:"),
        ),
        ("key-of-elsewhere", (*KEY, "id"), f"{cast.STRANGER_DID}#x"),
        ("key-cut", (*KEY, "publicKeyMultibase"), cast.MULTIKEY[:-1]),
        ("key-from-nonsense", (*KEY, "valid_from"), "always"),
        ("key-until-nonsense", (*KEY, "valid_until"), "never"),
        ("key-size-negative", (*KEY, "compromised_size"), -1),
        ("key-size-true", (*KEY, "compromised_size"), True),
        ("log-text", LOG, "sz.example/log"),
        ("log-origin-other", (*LOG, "origin"), "sz.example/gol"),
        ("log-key-cut", (*LOG, "key"), str(cast.log_key())[:-4]),
        ("log-required-text", (*LOG, "required"), "yes"),
        ("log-quorum-alone", (*LOG, "quorum"), 1),
        ("log-quorum-negative", (*LOG, "quorum"), -1),
        ("log-witness-no-key", (*LOG, "witnesses"), ["witness"]),
        ("log-witness-itself", (*LOG, "witnesses"), [str(cast.log_key())]),
        ("lists-object", ("status_lists",), {}),
        ("lists-texts", ("status_lists",), ["x"]),
        ("checkpoint-number", ("checkpoint",), 5),
        ("checkpoint-altered", ("checkpoint",), NOTE.replace("\n5\n", "\n6\n")),
    ):
        yield _case(name, written(put(BARE, path, value)), f"wrong: {path[-1]}")
    unlogged = without(BARE, LOG)
    yield _case("checkpoint-without-log", written(unlogged), "a checkpoint of no log")
    whole = written(BARE)
    for name, data in {
        "empty": b"",
        "cut": whole[:-40],
        "list": b"[" + whole + b"]",
        "version-twice": whole[:-1] + b',"version":1}',
        "byte-order-mark": b"\xef\xbb\xbf" + whole,
    }.items():
        yield _case(f"text-{name}", data, "the text cannot be read")


def _case(name: str, data: bytes, why: str) -> Case:
    return Case("trusts", f"{name}.json", data, 0, UNUSABLE, why)
