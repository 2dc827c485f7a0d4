"""Status lists of any issuer: entries of several bits, with a message for each value.

Authority: W3C Bitstring Status List 1.0, sections "BitstringStatusListEntry" and "Validate
Algorithm". What this platform issues has one bit an entry and is read by `core.statuslist`, which
is stricter, but for the messages (`core.statusmessage`). What a newcomer gets wrong: with
`statusSize` 2 there are four values and so four messages, and entry `n` begins at bit `2n`; the
first bit of an entry is its highest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuzheng.credentials.core import addresses, statuslist

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDEST = 8
_INDEX = re.compile(r"0|[1-9][0-9]*")
_STATUS = re.compile(r"0x[0-9a-fA-F]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a status stands: entry `index`, `size` bits wide, of the list at `url`.

    `messages` says what each value means; it is empty for an entry of one bit that says no more.
    """

    purpose: str
    index: int
    url: str
    size: int
    messages: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Status:
    """The value of an entry, and the message that its issuer gave to this value, or ""."""

    value: int
    message: str


def read_entry(node: Mapping[str, Any]) -> Entry:
    """Return a `BitstringStatusListEntry`, read; refuse one that is not as specified."""
    if node.get("type") != statuslist.ENTRY:
        raise statuslist.BadEntry(member="type")
    purpose, index = node.get("statusPurpose"), node.get("statusListIndex")
    url = node.get("statusListCredential")
    if not isinstance(purpose, str) or not purpose:
        raise statuslist.BadEntry(member="statusPurpose")
    if not isinstance(index, str) or not _INDEX.fullmatch(index):
        raise statuslist.BadEntry(member="statusListIndex")
    if not addresses.is_absolute(url):
        raise statuslist.BadEntry(member="statusListCredential")
    if node.get("id") == url:
        raise statuslist.BadEntry(member="id")
    size = node.get("statusSize", 1)
    if type(size) is not int or not 1 <= size <= WIDEST:
        raise statuslist.BadEntry(member="statusSize")
    _require_references(node)
    # Longer than any list: the entry is well formed, and lies outside of whatever it points at.
    place = int(index) if len(index) <= len(str(statuslist.LARGEST)) else statuslist.LARGEST
    return Entry(purpose, place, url, size, _messages(node, size))


def status(document: Mapping[str, Any], entry: Entry) -> Status:
    """Return what the status list credential `document` says at `entry`.

    Refuses a list of another purpose, one that is too short for privacy, and an entry beyond its
    end. Who signed the list, and whether it still holds, is the caller's question.
    """
    subject = document.get("credentialSubject")
    kinds = document.get("type")
    if not isinstance(kinds, list) or statuslist.CREDENTIAL not in kinds:
        raise statuslist.BadList(member="type")
    if not isinstance(subject, dict) or subject.get("type") != statuslist.LIST:
        raise statuslist.BadList(member="credentialSubject.type")
    purpose, encoded = subject.get("statusPurpose"), subject.get("encodedList")
    if entry.purpose not in (purpose if isinstance(purpose, list) else [purpose]):
        raise statuslist.OtherPurpose(purpose=entry.purpose)
    if not isinstance(encoded, str):
        raise statuslist.BadList(member="credentialSubject.encodedList")
    value = value_of(statuslist.decode(encoded), entry)
    return Status(value, entry.messages.get(value, ""))


def value_of(bits: bytes, entry: Entry) -> int:
    """Return the value of `entry` in the bits of its list.

    Refuses a list that is too short for privacy, and an entry beyond its end.
    """
    entries = len(bits) * 8 // entry.size
    if entries < statuslist.SMALLEST:
        raise statuslist.BadSize(smallest=statuslist.SMALLEST, largest=statuslist.LARGEST)
    if entry.index >= entries:
        raise statuslist.OutsideTheList(size=entries, index=entry.index)
    value = 0
    for place in range(entry.index * entry.size, (entry.index + 1) * entry.size):
        value = value << 1 | statuslist.bit(bits, place)
    return value


def _messages(node: Mapping[str, Any], size: int) -> dict[int, str]:
    """Return the message of every value; refuse a list that leaves one out or has one twice."""
    if "statusMessage" not in node:
        if size > 1:
            raise statuslist.BadEntry(member="statusMessage")
        return {}
    found = {}
    listed = node["statusMessage"]
    for item in listed if isinstance(listed, list) else [None]:
        value, message = (
            (item.get("status"), item.get("message")) if isinstance(item, dict) else ("", "")
        )
        if not isinstance(value, str) or not _STATUS.fullmatch(value):
            raise statuslist.BadEntry(member="statusMessage.status")
        if not isinstance(message, str):
            raise statuslist.BadEntry(member="statusMessage.message")
        found[int(value, 16)] = message
    if sorted(found) != list(range(2**size)) or len(listed) != len(found):
        raise statuslist.BadEntry(member="statusMessage")
    return found


def _require_references(node: Mapping[str, Any]) -> None:
    value = node.get("statusReference", [])
    for item in value if isinstance(value, list) else [value]:
        if not addresses.is_absolute(item):
            raise statuslist.BadEntry(member="statusReference")
