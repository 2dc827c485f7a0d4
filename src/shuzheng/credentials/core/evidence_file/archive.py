"""The evidence file as a ZIP: four members of fixed names, and nothing else.

What a newcomer gets wrong: a ZIP names its members twice and may name one two times, and what it
unpacks to may be a thousand times its size. So the directory is read before anything is unpacked,
each member is read up to its own limit, and a file of any other shape is refused.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

MARK = b"PK\x03\x04"
RECORD, BUNDLE, CHECKPOINT, PAPER = "evidence.json", "bundle.json", "checkpoint", "evidence.pdf"
LIMITS: Mapping[str, int] = {
    RECORD: 4 << 20,
    BUNDLE: 8 << 20,
    CHECKPOINT: 64 << 10,
    PAPER: 8 << 20,
}
"""How many bytes each member may have when it is unpacked."""

LARGEST_DIRECTORY = 4 << 10
"""Bytes of the directory of four members, with what packers add to each."""

_END, _END_SIZE, _WIDE = b"PK\x05\x06", 22, b"PK\x06\x07"
_SECRET = 0x1
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
# What the library lets through on broken files, besides its own.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class NotAnArchive(Refusal):
    """Broken, cut off, or packed in a way that evidence files are not."""

    code = "evidence-file-broken"
    template = "The file is damaged or was not downloaded completely."


class OtherMembers(NotAnArchive):
    """A member is missing, twice there, or too much."""

    code = "evidence-file-members"
    template = "An evidence file holds {expected}, each once, and nothing else."


class MemberTooLarge(NotAnArchive):
    """More than any evidence file, perhaps made to fill the memory."""

    code = "evidence-file-member-too-large"
    status = 413
    template = "“{name}” in the evidence file is larger than {limit} bytes."


def is_one(data: bytes) -> bool:
    """Return whether `data` begins as an evidence file does."""
    return data.startswith(MARK)


def pack(members: Mapping[str, bytes], at: datetime) -> bytes:
    """Return the four members as one file; the same members and instant give the same bytes."""
    out = BytesIO()
    stamp = at.astimezone(periods.SHANGHAI).timetuple()[:6]
    with zipfile.ZipFile(out, "w") as archive:
        for name in LIMITS:
            archive.writestr(zipfile.ZipInfo(name, stamp), members[name])
    return out.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the members by name; refuse anything but exactly these four."""
    _require_small_directory(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _require_plain(archive.infolist())
            return {name: _content(archive, name) for name in LIMITS}
    except _BROKEN:
        raise NotAnArchive from None


def _require_small_directory(data: bytes) -> None:
    """Refuse a directory of more than four members before any of it is read.

    It stands at the very end, where a comment would, and is no wide one (APPNOTE 4.3.14, 4.3.16).
    """
    end = data[-_END_SIZE:]
    if not end.startswith(_END) or end[-2:] != bytes(2) or data[-42:].startswith(_WIDE):
        raise NotAnArchive
    count, size = struct.unpack_from("<HI", end, 10)
    if count > len(LIMITS) or size > LARGEST_DIRECTORY:
        raise OtherMembers(expected=", ".join(LIMITS))


def _require_plain(listed: list[zipfile.ZipInfo]) -> None:
    if sorted(one.filename for one in listed) != sorted(LIMITS):
        raise OtherMembers(expected=", ".join(LIMITS))
    for one in listed:
        if one.flag_bits & _SECRET or one.compress_type not in _PACKED:
            raise NotAnArchive
        if one.file_size > LIMITS[one.filename]:
            raise MemberTooLarge(name=one.filename, limit=LIMITS[one.filename])


def _content(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a member's bytes; the directory may lie about their number, so the reading is bounded.

    Reading to the end is what compares the checksum.
    """
    with archive.open(name) as member:
        content = member.read(LIMITS[name] + 1)
        if len(content) > LIMITS[name]:
            raise MemberTooLarge(name=name, limit=LIMITS[name])
        return content
