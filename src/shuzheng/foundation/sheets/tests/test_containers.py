"""What is no workbook, locked, damaged or a bomb is refused by name before it can do harm."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from shuzheng.foundation.sheets import containers, limits, opening
from shuzheng.foundation.sheets.tests import workbooks
from shuzheng.foundation.sheets.tests.workbooks import HEADINGS, good, read

COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n...",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"\0\x01\x02 binary",
        b"{\\rtf1 text}",
        COMPOUND + b"\0" * 504 + "WordDocument".encode("utf-16-le"),
    ],
)
def test_other_files_are_no_workbooks(data: bytes) -> None:
    with pytest.raises(containers.NotAWorkbook):
        read(data)


def test_a_packed_file_without_a_workbook_in_it_is_none() -> None:
    with pytest.raises(containers.NotAWorkbook):
        read(_zip({"word/document.xml": b"<w/>"}))


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf \r\n"])
def test_an_empty_file_says_so(data: bytes) -> None:
    with pytest.raises(containers.FileEmpty):
        read(data)


@pytest.mark.parametrize(
    "data",
    [
        b"<html><table><tr><td>...",
        b'\xef\xbb\xbf<?xml version="1.0"?><Workbook>',
        b"\r\n <TABLE border=1>",
    ],
)
def test_a_web_page_that_is_called_xls_says_what_it_is(data: bytes) -> None:
    with pytest.raises(containers.WebPageAsWorkbook):
        read(data)


def test_a_file_over_the_size_is_refused_with_both_sizes() -> None:
    with pytest.raises(containers.FileTooLarge) as caught:
        read(b"x" * 3_000_000, limits=replace(limits.DEFAULT, size=2 << 20))
    assert str(caught.value) == "The file has 2.9 MB; at most 2 MB are taken."


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.99])
def test_a_truncated_workbook_is_refused(kept: float) -> None:
    data = workbooks.xlsx([good(n) for n in range(50)])
    with pytest.raises(containers.WorkbookDamaged):
        read(data[: int(len(data) * kept)])


def test_a_truncated_old_workbook_is_refused() -> None:
    with pytest.raises((containers.WorkbookDamaged, containers.NotAWorkbook)):
        read(workbooks.XLS[:1500])


def test_a_workbook_with_a_broken_worksheet_is_refused() -> None:
    with pytest.raises(containers.WorkbookDamaged):
        read(workbooks.packed("<row><c t=>"))


def test_a_password_is_named_in_new_and_old_workbooks() -> None:
    with pytest.raises(containers.WorkbookEncrypted):
        read(COMPOUND + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le"))
    secret = bytearray(_zip({"xl/workbook.xml": b"<workbook/>"}))
    where = secret.index(b"PK\x01\x02") + 8
    secret[where : where + 2] = struct.pack("<H", 1)
    with pytest.raises(containers.WorkbookEncrypted):
        read(bytes(secret))


def test_a_bomb_is_measured_by_its_own_directory() -> None:
    bomb = _zip({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * (64 << 20)})
    assert len(bomb) < 100_000
    with pytest.raises(containers.WorkbookTooDense):
        read(bomb)
    with pytest.raises(containers.WorkbookTooLarge) as caught:
        read(bomb, limits=replace(limits.DEFAULT, unpacked=16 << 20))
    assert caught.value.params == {"size": "64", "limit": "16"}


def test_a_bomb_that_lies_about_its_size_dies_in_its_own_process() -> None:
    """The directory says one byte; unpacked it is far more than the process may have."""
    rows = '<row><c t="inlineStr"><is><t>x</t></is></c></row>' * 400_000
    bomb = bytearray(workbooks.packed(rows))
    where = bomb.index(b"xl/worksheets/sheet1.xml", bomb.index(b"PK\x01\x02")) - 46
    bomb[where + 24 : where + 28] = struct.pack("<I", 1)
    with pytest.raises((opening.WorkbookTooHeavy, containers.WorkbookDamaged)):
        read(bytes(bomb), limits=replace(limits.DEFAULT, memory=160 << 20))


def test_parts_that_share_bytes_are_refused() -> None:
    data = bytearray(_zip({"xl/workbook.xml": b"<workbook/>" * 50}))
    where = data.index(b"PK\x01\x02") + 20
    data[where : where + 4] = struct.pack("<I", 1_000_000)
    with pytest.raises(containers.WorkbookDamaged):
        read(bytes(data))


def test_too_many_parts_are_refused() -> None:
    parts = {"xl/workbook.xml": b"<workbook/>", **{f"x/{n}": b"" for n in range(20)}}
    with pytest.raises(containers.WorkbookTooManyParts):
        read(_zip(parts), limits=replace(limits.DEFAULT, entries=20))


def test_a_small_workbook_that_names_the_last_cell_of_all_does_no_harm() -> None:
    """Five kilobytes that make a dense reader ask for 550 GB, which ends the process that asks."""
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    book.active.append(good())
    book.active["XFD1048576"] = "x"
    target = io.BytesIO()
    book.save(target)
    begun = time.monotonic()
    with pytest.raises(opening.WorkbookTooHeavy):
        read(target.getvalue())
    assert time.monotonic() - begun < 30


def test_an_open_document_that_repeats_a_cell_without_end_does_no_harm() -> None:
    tail = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p>'
        "</table:table-cell></table:table-row>"
    )
    with pytest.raises((opening.WorkbookTooHeavy, containers.WorkbookDamaged)):
        read(workbooks.ods([HEADINGS], tail))


def test_entities_in_a_worksheet_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY l0 "哈">{laughs}]>'
    with zipfile.ZipFile(io.BytesIO(workbooks.packed("<row/>"))) as container:
        parts = {name: container.read(name) for name in container.namelist()}
    parts["xl/worksheets/sheet1.xml"] = (
        f"{doctype}<worksheet><sheetData><row><c t='inlineStr'><is><t>&l9;</t></is></c></row>"
        "</sheetData></worksheet>"
    ).encode()
    with pytest.raises(containers.WorkbookDamaged):
        read(_zip(parts))


def _zip(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return target.getvalue()
