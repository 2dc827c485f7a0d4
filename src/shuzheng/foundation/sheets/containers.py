"""Tell what kind of file somebody handed in, by its content, before anything unpacks it.

The name's ending is never believed. A packed workbook is measured by its own directory here; a
directory that lies is caught by the memory limit of the process that unpacks it (`opening`).
"""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from shuzheng.foundation.sheets.limits import MEBIBYTE
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from shuzheng.foundation.sheets.limits import Limits

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
SPREADSHEET_PARTS = ("xl/workbook.xml", "xl/workbook.bin")
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
PACKED_SECRET = 0x1
HEAD = 4096


class FileKind(StrEnum):
    """What a file is, whatever it is called."""

    PACKED = auto()
    """.xlsx, .xlsm or .xlsb"""
    OPEN_DOCUMENT = auto()
    """.ods"""
    COMPOUND = auto()
    """.xls"""
    TEXT = auto()
    """.csv, or text separated by tabs"""


class FileEmpty(Refusal):
    """There is nothing in the file."""

    code = "file-empty"
    template = "The file is empty."


class FileTooLarge(Refusal):
    """The file has more bytes than we take."""

    code = "file-too-large"
    status = 413
    template = "The file has {size} MB; at most {limit} MB are taken."


class NotAWorkbook(Refusal):
    """The content is something else."""

    code = "not-a-workbook"
    template = "This is not a workbook. Save it as .xlsx, .xls, .ods or .csv and try again."


class WebPageAsWorkbook(Refusal):
    """Some systems export a web page and call it .xls."""

    code = "web-page-as-workbook"
    template = (
        "This file has the name of a workbook but is a web page or an XML file. Open it in the "
        "spreadsheet program, save it as .xlsx and try again."
    )


class WorkbookEncrypted(Refusal):
    """A password protects it."""

    code = "workbook-encrypted"
    template = "The workbook is protected by a password. Remove the password and try again."


class WorkbookDamaged(Refusal):
    """It begins like a workbook and ends too soon, or cannot be read."""

    code = "workbook-damaged"
    template = "The workbook is incomplete or damaged. Open it, save it again and try once more."


class WorkbookTooLarge(Refusal):
    """Unpacked it would be far larger than any honest roster."""

    code = "workbook-too-large"
    status = 413
    template = "Unpacked, the workbook has {size} MB; at most {limit} MB are taken."


class WorkbookTooDense(Refusal):
    """It unpacks to many times its size, as a zip bomb does."""

    code = "workbook-too-dense"
    status = 413
    template = "The workbook unpacks to {ratio} times its size; at most {limit} times are taken."


class WorkbookTooManyParts(Refusal):
    """It holds more parts than any workbook needs."""

    code = "workbook-too-many-parts"
    status = 413
    template = "The workbook has {parts} parts; at most {limit} are taken."


def kind_of(data: bytes, limits: Limits) -> FileKind:
    """Return what `data` is. Refuses what is empty, too large, damaged, locked or no workbook."""
    if not data:
        raise FileEmpty
    bound(len(data), limits)
    if data.startswith((ZIP, EMPTY_ZIP)):
        return _packed(data, limits)
    if data.startswith(COMPOUND):
        return _compound(data)
    if data.startswith(WIDE_MARKS):
        return FileKind.TEXT
    if b"\0" in data:
        raise NotAWorkbook
    return _text(data)


def bound(size: int, limits: Limits) -> None:
    """Refuse a file of `size` bytes where that is more than is taken, before it is read."""
    if size > limits.size:
        raise FileTooLarge(size=_megabytes(size), limit=_megabytes(limits.size))


def _packed(data: bytes, limits: Limits) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            parts = container.infolist()
            _measure(parts, len(data), limits)
            return _packed_kind(container, {part.filename for part in parts})
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as fault:
        raise WorkbookDamaged from fault


def _measure(parts: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    if len(parts) > limits.entries:
        raise WorkbookTooManyParts(parts=len(parts), limit=limits.entries)
    if any(part.flag_bits & PACKED_SECRET for part in parts):
        raise WorkbookEncrypted
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.unpacked:
        raise WorkbookTooLarge(size=_megabytes(unpacked), limit=_megabytes(limits.unpacked))
    if unpacked > limits.ratio_from and unpacked > size * limits.ratio:
        raise WorkbookTooDense(ratio=unpacked // size, limit=limits.ratio)
    # Parts that share bytes would add up to more than the file holds.
    if sum(part.compress_size for part in parts) > size:
        raise WorkbookDamaged


def _packed_kind(container: zipfile.ZipFile, names: set[str]) -> FileKind:
    if names.intersection(SPREADSHEET_PARTS):
        return FileKind.PACKED
    if "content.xml" in names and "mimetype" in names:
        with container.open("mimetype") as part:
            if part.read(HEAD).strip().startswith(OPEN_DOCUMENT):
                return FileKind.OPEN_DOCUMENT
    raise NotAWorkbook


def _compound(data: bytes) -> FileKind:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise WorkbookEncrypted
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return FileKind.COMPOUND
    raise NotAWorkbook


def _text(data: bytes) -> FileKind:
    head = data[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml", b"<meta", b"<head")):
        raise WebPageAsWorkbook
    if head.startswith((b"%pdf", b"{\\rtf")):
        raise NotAWorkbook
    if not head:
        raise FileEmpty
    return FileKind.TEXT


def _megabytes(size: int) -> str:
    return f"{size / MEBIBYTE:,.1f}".removesuffix(".0")
