"""Altered lists of messages, each beside the good list that says that the certificate ended.

The good list of messages says that it was replaced; of an altered one nothing is believed, and the
certificate is revoked or replaced, nobody knows which.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from shuzheng.credentials.core import multibase, statuslist, statusmessage
from shuzheng.credentials.core.statusmessage import Message
from shuzheng.credentials.tests.core import cast
from tests.corpus.case import REVOKED, Case, paths, put, without, written
from tests.corpus.lists import MARK, packed, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.credentials.core.jsontext import Object

PLACE = 61_803
"""The place of the good certificate."""
REVOKING = cast.status_list(statuslist.REVOCATION, [MARK])
GOOD = cast.message_list((PLACE, Message.REPLACED))
SUBJECT = ("credentialSubject",)
UNSIGNED = {member: value for member, value in GOOD.items() if member != "proof"}
ENCODED = GOOD["credentialSubject"]["encodedList"]
OTHERWISE = statuslist.encode(statusmessage.bitstring([(PLACE, Message.ISSUED_IN_ERROR)]))


def cases() -> Iterator[Case]:
    """Yield them all."""
    for path in paths(UNSIGNED):
        if isinstance(path[-1], str):
            name = "-".join(str(key).removeprefix("@") for key in path)
            yield _case(f"without-{name}", without(GOOD, path), "left out after signing")
    changed = put(GOOD, (*SUBJECT, "encodedList"), OTHERWISE)
    yield _case("changed-bits", changed, "another message after signing")
    yield _case("proof-none", UNSIGNED, "no proof")
    yield _case("proof-of-a-stranger", signed(UNSIGNED, cast.STRANGER), "a stranger's signature")
    theirs = cast.message_list((PLACE, Message.REPLACED), key=cast.STRANGER)
    yield _case("of-a-stranger", theirs, "a stranger's list")
    early = cast.message_list((PLACE, Message.REPLACED), at=datetime(2025, 12, 1, tzinfo=UTC))
    yield _case("before-the-key", early, "dated before its key was in use")
    for name, place in (("before", PLACE - 1), ("behind", PLACE + 1), ("at-the-bit", PLACE * 2)):
        other = cast.message_list((place, Message.REPLACED))
        yield _case(f"entry-{name}", other, "the message of another certificate")
    yield _case("silent", cast.message_list(), "nothing further is said")
    for name, path, value in (
        ("context-more", ("@context",), [*GOOD["@context"], "https://sz.example/v1"]),
        ("type-other", ("type",), ["VerifiableCredential"]),
        ("id-elsewhere", ("id",), "https://sz.example/status/message/2"),
        ("from-nonsense", ("validFrom",), "yesterday"),
        ("subject-null", SUBJECT, None),
        ("purpose-revocation", (*SUBJECT, "statusPurpose"), "revocation"),
        ("purpose-none", (*SUBJECT, "statusPurpose"), []),
        ("size-in-the-list", (*SUBJECT, "statusSize"), 2),
        ("bits-null", (*SUBJECT, "encodedList"), None),
        ("bits-cut", (*SUBJECT, "encodedList"), ENCODED[:-8]),
        ("bits-padded", (*SUBJECT, "encodedList"), ENCODED + "="),
        ("bits-unpacked", (*SUBJECT, "encodedList"), multibase.base64url(bytes(64))),
        ("bits-of-one-bit-each", (*SUBJECT, "encodedList"), _half()),
        ("bits-too-many", (*SUBJECT, "encodedList"), packed((8 << 20) + 1)),
        ("bits-and-more", (*SUBJECT, "encodedList"), packed(32_768, b"more")),
    ):
        document = signed(put(UNSIGNED, path, value))
        yield _case(f"signed-{name}", document, f"signed like this: {path[-1]}")


def _half() -> str:
    """Return the first quarter of the good bits: too few entries of two bits."""
    return statuslist.encode(statuslist.decode(ENCODED)[:16_384])


def _case(name: str, document: Object, why: str) -> Case:
    return Case("messages", f"{name}.json", written(document), 8, REVOKED, why)
