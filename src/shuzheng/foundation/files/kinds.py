"""What a file is by its bytes, whatever its name says.

Pure. A name's ending and the content's type must agree, and the content must be whole as far as its
last bytes tell. What a newcomer would get wrong: a workbook or document that asks for a password is
no zip archive at all, and an Office file may carry programs (macros), which evidence never needs.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD_BYTES = 1024
TAIL_BYTES = 2048
JPEG_TAIL_BYTES = 65_536
MOST_PARTS = 5_000
MOST_UNPACKED = 500 * 1024 * 1024
ENCRYPT = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
PNG = b"\x89PNG\r\n\x1a\n"
PNG_END = b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff"
JPEG_END = b"\xff\xd9"


class Fault(StrEnum):
    """What is wrong with a content."""

    OTHER = auto()
    TRUNCATED = auto()
    LOCKED = auto()
    MACROS = auto()
    TOO_DENSE = auto()


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of file: its name, its endings, its media type, and how its content is examined."""

    name: str
    endings: tuple[str, ...]
    media_type: str
    examine: Callable[[bytes], Fault | None]


def _pdf(body: bytes) -> Fault | None:
    if b"%PDF-" not in body[:HEAD_BYTES]:
        return Fault.OTHER
    if b"%%EOF" not in body[-TAIL_BYTES:]:
        return Fault.TRUNCATED
    return Fault.LOCKED if ENCRYPT.search(body) else None


def _png(body: bytes) -> Fault | None:
    if not body.startswith(PNG):
        return Fault.OTHER
    return None if PNG_END in body[-HEAD_BYTES:] else Fault.TRUNCATED


def _jpeg(body: bytes) -> Fault | None:
    if not body.startswith(JPEG):
        return Fault.OTHER
    return None if JPEG_END in body[-JPEG_TAIL_BYTES:] else Fault.TRUNCATED


def _office(main: str) -> Callable[[bytes], Fault | None]:
    def examine(body: bytes) -> Fault | None:
        if body.startswith(OLE):
            return Fault.LOCKED
        if not body.startswith(ZIP):
            return Fault.OTHER
        try:
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                parts = archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
            return Fault.TRUNCATED
        return _parts_fault(parts, main)

    return examine


def _parts_fault(parts: list[zipfile.ZipInfo], main: str) -> Fault | None:
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        return Fault.TOO_DENSE
    if not {"[Content_Types].xml", main} <= names:
        return Fault.OTHER
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return Fault.MACROS
    return Fault.LOCKED if any(part.flag_bits & 1 for part in parts) else None


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    kind.name: kind
    for kind in (
        Kind("pdf", ("pdf",), "application/pdf", _pdf),
        Kind("png", ("png",), "image/png", _png),
        Kind("jpeg", ("jpg", "jpeg"), "image/jpeg", _jpeg),
        Kind(
            "docx",
            ("docx",),
            f"{_OFFICE}.wordprocessingml.document",
            _office("word/document.xml"),
        ),
        Kind("xlsx", ("xlsx",), f"{_OFFICE}.spreadsheetml.sheet", _office("xl/workbook.xml")),
    )
}
"""Every type that the platform takes as a document."""


def of_name(name: str) -> Kind | None:
    """Return the kind that a file's name claims; None for an ending we do not know."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return next((kind for kind in KINDS.values() if ending in kind.endings), None)
