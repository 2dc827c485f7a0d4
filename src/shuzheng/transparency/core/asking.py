"""Asking witnesses: which ones, and what their answers mean. The asker's side of tlog-witness.

Authority: C2SP tlog-witness. What a newcomer gets wrong: "409" has three meanings. A smaller size
only says from where the witness wants its proof; the very size that was shown says that the witness
has seen another content of it (a fork); a larger one says that our log has lost what it had shown.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core import checkpoint, cosignature, note

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from shuzheng.transparency.core.checkpoint import Checkpoint
    from shuzheng.transparency.core.cosignature import Sighting, WitnessKey
    from shuzheng.transparency.core.witnessing import Request

MOST_WITNESSES = 32
SKEW = timedelta(minutes=10)
"""How far the clock of a witness may be ahead of ours."""
_SIZE = re.compile(rb"(0|[1-9][0-9]{0,18})\n")


class BadWitnesses(Refusal):
    """A list of witnesses that cannot be used; `place` says where."""

    code = "witness-list"
    template = "The list of witnesses is wrong in “{place}”."


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness that is asked: its key, and the address before `/add-checkpoint`."""

    key: WitnessKey
    url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back over HTTP."""

    status: int
    body: bytes


class Outcome(StrEnum):
    """What a witness has said, or that it said nothing that counts."""

    COSIGNED = "cosigned"
    OTHER_SIZE = "other-size"
    AHEAD = "ahead"
    FORKED = "forked"
    INCONSISTENT = "inconsistent"
    NOT_SIGNED = "not-signed"
    UNKNOWN_LOG = "unknown-log"
    UNREADABLE = "unreadable"
    SILENT = "silent"


REFUSED: Collection[Outcome] = (
    Outcome.AHEAD,
    Outcome.FORKED,
    Outcome.INCONSISTENT,
    Outcome.NOT_SIGNED,
    Outcome.UNKNOWN_LOG,
)
"""A witness said no, and somebody has to find out why."""
_BY_STATUS = {
    403: Outcome.NOT_SIGNED,
    404: Outcome.UNKNOWN_LOG,
    422: Outcome.INCONSISTENT,
}


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer, understood. `size` is what the witness says to have seen, where it says so."""

    outcome: Outcome
    line: str = ""
    sighting: Sighting | None = None
    size: int | None = None


def read(document: object) -> tuple[Witness, ...]:
    """Return the witnesses of a parsed JSON list of objects with `key` and `url`, or refuse it."""
    if not isinstance(document, list) or len(document) > MOST_WITNESSES:
        raise BadWitnesses(place="[]")
    found = []
    for place, item in enumerate(document):
        if not isinstance(item, dict) or set(item) != {"key", "url"}:
            raise BadWitnesses(place=f"[{place}]")
        try:
            key = cosignature.witness_key(str(item["key"]))
        except Refusal:
            raise BadWitnesses(place=f"[{place}].key") from None
        if not isinstance(item["url"], str) or not _is_address(item["url"]):
            raise BadWitnesses(place=f"[{place}].url")
        found.append(Witness(key, item["url"].rstrip("/")))
    cosignature.require_distinct([one.key for one in found])
    return tuple(found)


def understand(
    answer: Answer | None, asked: Request, head: Checkpoint, key: WitnessKey, now: datetime
) -> Heard:
    """Return what `answer` means to whoever asked `asked` about `head`; None is no answer."""
    if answer is None:
        return Heard(Outcome.SILENT)
    if answer.status == 200:  # noqa: PLR2004 - HTTP
        return _cosigned(answer.body, head, key, now)
    if answer.status == 409:  # noqa: PLR2004 - HTTP
        return _conflict(answer.body, asked, head)
    return Heard(_BY_STATUS.get(answer.status, Outcome.UNREADABLE))


def _cosigned(body: bytes, head: Checkpoint, key: WitnessKey, now: datetime) -> Heard:
    try:
        line, sighting = cosignature.answered(head.text, body, key)
    except note.NoteRefused:
        return Heard(Outcome.UNREADABLE)
    if sighting.at > now + SKEW:
        return Heard(Outcome.UNREADABLE)
    return Heard(Outcome.COSIGNED, line, sighting, head.size)


def _conflict(body: bytes, asked: Request, head: Checkpoint) -> Heard:
    digits = _SIZE.fullmatch(body)
    size = int(digits[1]) if digits else checkpoint.LARGEST + 1
    if size > checkpoint.LARGEST:
        return Heard(Outcome.UNREADABLE)
    if size > head.size:
        return Heard(Outcome.AHEAD, size=size)
    if size != asked.old_size:
        return Heard(Outcome.OTHER_SIZE, size=size)
    # It remembers what we said it remembers: only another root of that size is left to object to.
    return Heard(Outcome.FORKED if size == head.size else Outcome.UNREADABLE, size=size)


def _is_address(text: str) -> bool:
    """Return whether `text` is an HTTPS address without secrets, or one on this machine."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if not parts.hostname or not plain or not text.isascii() or port == 0:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts.hostname))


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
