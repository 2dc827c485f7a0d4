"""Bitstring status lists: written, read, and asked about one certificate.

Authority: W3C Bitstring Status List 1.0, with `statusSize` 1 and the purposes `revocation` and
`suspension`; entries of more bits are read by `core.bitstring`. Index 0 is the left-most bit, that
is the highest bit of the first byte; whoever counts from the lowest reads the status of somebody
else. A list is at least 131,072 entries long so that asking for one does not tell which certificate
is meant.
"""

from __future__ import annotations

import gzip
import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.credentials.core import instants, multibase
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from shuzheng.credentials.core.jsontext import Object

REVOCATION = "revocation"
SUSPENSION = "suspension"
MESSAGE = "message"
"""Its entries have two bits: `core.statusmessage`."""

ENTRY = "BitstringStatusListEntry"
LIST = "BitstringStatusList"
CREDENTIAL = "BitstringStatusListCredential"
CONTEXT = "https://www.w3.org/ns/credentials/v2"
SMALLEST = 131_072
LARGEST = 1 << 26
LONGEST_URL = 2_000

_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")
_GZIP = zlib.MAX_WBITS | 16


class StatusRefused(Refusal):
    """A status list or an entry of one cannot be used."""

    code = "status"
    template = "The status list cannot be used."


class BadEntry(StatusRefused):
    """A certificate's own status entry is malformed."""

    code = "status-entry"
    template = "The status entry of the certificate is wrong in “{member}”."


class BadList(StatusRefused):
    """A status list credential lacks something or has something else in its place."""

    code = "status-list"
    template = "The status list is wrong in “{member}”."


class BadSize(StatusRefused):
    """Fewer entries than privacy needs, or more than is read."""

    code = "status-list-length"
    template = "A status list has {smallest} to {largest} entries; this one does not."


class OutsideTheList(StatusRefused):
    """The entry is beyond the end of the list."""

    code = "status-range"
    template = "The status list has {size} entries, and the certificate points at number {index}."


class OtherPurpose(StatusRefused):
    """The list says something else than what is asked."""

    code = "status-purpose"
    template = "The status list is not about “{purpose}”."


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the status of one certificate stands: bit `index` of the list published at `url`."""

    purpose: str
    index: int
    url: str


@dataclass(frozen=True, slots=True)
class StatusList:
    """A status list, read. `bits` holds eight entries a byte; whoever signed it is not judged here.

    `valid_until` is None where the list does not say how long it holds.
    """

    url: str
    issuer: str
    purposes: frozenset[str]
    bits: bytes
    valid_from: datetime
    valid_until: datetime | None

    def is_set(self, entry: Entry) -> bool:
        """Return whether `entry` is set; refuse one of another purpose or beyond the end."""
        if entry.purpose not in self.purposes:
            raise OtherPurpose(purpose=entry.purpose)
        return bit(self.bits, entry.index)


def bitstring(indexes: Iterable[int], size: int = SMALLEST) -> bytes:
    """Return `size` bits (a multiple of eight) of which those at `indexes` are set."""
    if not SMALLEST <= size <= LARGEST or size % 8:
        raise BadSize(smallest=SMALLEST, largest=LARGEST)
    bits = bytearray(size // 8)
    for index in indexes:
        if not 0 <= index < size:
            raise OutsideTheList(size=size, index=index)
        bits[index >> 3] |= 0x80 >> (index & 7)
    return bytes(bits)


def bit(bits: bytes, index: int) -> bool:
    """Return whether bit `index` is set; index 0 is the left-most."""
    if not 0 <= index < len(bits) * 8:
        raise OutsideTheList(size=len(bits) * 8, index=index)
    return bool(bits[index >> 3] & 0x80 >> (index & 7))


def encode(bits: bytes) -> str:
    """Return `bits` compressed and spelled as a list credential carries them.

    The same bits give the same text: the compression carries no date.
    """
    return multibase.base64url(gzip.compress(bits, mtime=0))


def decode(text: str) -> bytes:
    """Return the bits that `text` carries; refuse bad sizes before they fill the memory."""
    try:
        packed = multibase.from_base64url(text)
        unpack = zlib.decompressobj(_GZIP)
        bits = unpack.decompress(packed, LARGEST // 8 + 1)
    except (multibase.BadMultibase, zlib.error):
        raise BadList(member="encodedList") from None
    if not SMALLEST <= len(bits) * 8 <= LARGEST:
        raise BadSize(smallest=SMALLEST, largest=LARGEST)
    if not unpack.eof or unpack.unused_data:
        raise BadList(member="encodedList")
    return bits


def entry(purpose: str, index: int, url: str) -> Object:
    """Return the `credentialStatus` of a certificate: bit `index` of the list at `url`."""
    return {
        "id": f"{url}#{index}",
        "type": ENTRY,
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": url,
    }


def read_entry(value: object) -> Entry:
    """Return one `credentialStatus` object; refuse what is not an entry of size 1."""
    if not isinstance(value, dict) or value.get("type") != ENTRY:
        raise BadEntry(member="type")
    purpose, url = value.get("statusPurpose"), value.get("statusListCredential")
    if not isinstance(purpose, str) or not purpose:
        raise BadEntry(member="statusPurpose")
    index = value.get("statusListIndex")
    if not isinstance(index, str) or not _INDEX.fullmatch(index):
        raise BadEntry(member="statusListIndex")
    if not _is_address(url) or value.get("id") == url:
        raise BadEntry(member="statusListCredential")
    size = value.get("statusSize", 1)
    if size != 1 or isinstance(size, bool):
        raise BadEntry(member="statusSize")
    return Entry(purpose, int(index), str(url))


def credential(
    url: str,
    *,
    issuer: str,
    purpose: str,
    bits: bytes,
    valid_from: datetime,
    valid_until: datetime,
) -> Object:
    """Return the unsigned credential that publishes `bits` at `url`.

    `valid_from` is the instant of which the list speaks; after `valid_until` a verifier must not
    take its silence for "not revoked".
    """
    if not SMALLEST <= len(bits) * 8 <= LARGEST:
        raise BadSize(smallest=SMALLEST, largest=LARGEST)
    return {
        "@context": [CONTEXT],
        "id": url,
        "type": ["VerifiableCredential", CREDENTIAL],
        "issuer": issuer,
        "validFrom": instants.write(valid_from),
        "validUntil": instants.write(valid_until),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": LIST,
            "statusPurpose": purpose,
            "encodedList": encode(bits),
        },
    }


def read(document: Mapping[str, object]) -> StatusList:
    """Return a status list credential, read; its proof is judged elsewhere."""
    if document.get("@context") != [CONTEXT]:
        raise BadList(member="@context")
    kinds, subject = document.get("type"), document.get("credentialSubject")
    if not isinstance(kinds, list) or not {"VerifiableCredential", CREDENTIAL} <= set(
        filter(lambda kind: isinstance(kind, str), kinds)
    ):
        raise BadList(member="type")
    if not isinstance(subject, dict) or subject.get("type") != LIST:
        raise BadList(member="credentialSubject.type")
    url, issuer, encoded = document.get("id"), document.get("issuer"), subject.get("encodedList")
    if not _is_address(url):
        raise BadList(member="id")
    if not isinstance(issuer, str):
        raise BadList(member="issuer")
    if not isinstance(encoded, str):
        raise BadList(member="credentialSubject.encodedList")
    if subject.get("statusSize", 1) != 1:
        raise BadList(member="credentialSubject.statusSize")
    until = _instant(document, "validUntil") if "validUntil" in document else None
    return StatusList(
        url=str(url),
        issuer=issuer,
        purposes=_purposes(subject.get("statusPurpose")),
        bits=decode(encoded),
        valid_from=_instant(document, "validFrom"),
        valid_until=until,
    )


def _purposes(value: object) -> frozenset[str]:
    listed = value if isinstance(value, list) else [value]
    purposes = frozenset(purpose for purpose in listed if isinstance(purpose, str) and purpose)
    if not purposes or len(purposes) != len(listed):
        raise BadList(member="credentialSubject.statusPurpose")
    return purposes


def _instant(document: Mapping[str, object], member: str) -> datetime:
    try:
        return instants.read(document.get(member))
    except instants.BadInstant:
        raise BadList(member=member) from None


def _is_address(value: object) -> bool:
    return (
        isinstance(value, str)
        and value.startswith(("https://", "http://"))
        and len(value) <= LONGEST_URL
        and value.split() == [value]
    )
