"""Workbooks for the tests: a roster's sheet, invented people, and files as people hand them in."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter

from shuzheng.foundation.sheets import reading
from shuzheng.foundation.sheets.kinds import (
    By,
    Choice,
    Code,
    Date,
    Document,
    Identity,
    PersonName,
    Phone,
    Text,
    YesNo,
)
from shuzheng.foundation.sheets.limits import DEFAULT
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.kernel import identifiers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shuzheng.foundation.sheets.limits import Limits
    from shuzheng.foundation.sheets.rows import Row

XLS = (Path(__file__).parent / "data" / "roster.xls").read_bytes()
"""A roster of three rows under a merged title, saved in the format of 1997."""

ROSTER = Sheet(
    "test.roster",
    "报名名单",
    (
        Column("name", "姓名", PersonName(), required=True, aliases=("考生姓名",)),
        Column(
            "document",
            "证件类型",
            Choice({"resident_id": "居民身份证", "passport": "护照"}, {"身份证号": "resident_id"}),
            required=True,
        ),
        Column(
            "number",
            "证件号码",
            By("document", {"resident_id": Identity()}, Document()),
            required=True,
            aliases=("身份证号码",),
        ),
        Column("student", "学号", Code()),
        Column("group", "班级", Text(50)),
        Column("phone", "手机号", Phone()),
        Column("entered", "入学日期", Date(date(2000, 1, 1), date(2030, 12, 31))),
        Column("hardship", "是否困难", YesNo(private=True)),
    ),
    key=("document", "number"),
    examples=(
        {
            "name": "示例",
            "document": "居民身份证",
            "number": "11010519491231002X",
            "phone": "13800000000",
        },
    ),
)
HEADINGS = [column.header for column in ROSTER.columns]


def number_of(position: int) -> str:
    """Return a valid identity number under an unassigned division, another for each position."""
    born = date(2004, 1, 1) + timedelta(days=position % 1000)
    first = f"999999{born:%Y%m%d}{position // 1000 * 2 % 1000:03d}"
    return first + identifiers.identity_check(first)


def good(position: int = 0, **changes: object) -> list[object]:
    """Return a row of the roster without a fault, but for `changes` by column name."""
    values: dict[str, object] = {
        "name": "郁知秋",
        "document": "居民身份证",
        "number": number_of(position),
        "student": f"20245102{position:05d}",
        "group": "软件2401",
        "phone": f"138{position:08d}",
        "entered": date(2024, 9, 1),
        "hardship": "否",
    }
    return [{**values, **changes}[column.name] for column in ROSTER.columns]


def xlsx(
    rows: Iterable[Sequence[object]], *, headings: Sequence[object] = HEADINGS, titles: int = 0
) -> bytes:
    """Return a workbook with `titles` title rows, the headings and the rows."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2026, 11, 24, tzinfo=UTC)})
        page = book.add_worksheet("名单")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number in range(titles):
            page.write_string(number, 0, f"软件技术2024级 第{number + 1}行说明")
        for number, row in enumerate([headings, *rows], titles):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(number, place, value, day)
                elif isinstance(value, str) and not value.startswith("="):
                    page.write_string(number, place, value)
                else:
                    page.write(number, place, value)
    return target.getvalue()


def ods(rows: Iterable[Sequence[str]], tail: str = "") -> bytes:
    """Return an OpenDocument spreadsheet of text cells; `tail` is more rows, as XML."""
    body = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        container.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
            f'<office:body><office:spreadsheet><table:table table:name="名单">{body}{tail}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
        container.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return target.getvalue()


def text(rows: Iterable[Sequence[str]], separator: str = ",") -> str:
    """Return rows as separated text."""
    return "".join(separator.join(row) + "\r\n" for row in rows)


def read(data: bytes, sheet: Sheet = ROSTER, limits: Limits = DEFAULT) -> list[Row]:
    """Return every judged row of a file."""
    with reading.opened(data, sheet, limits) as file:
        return list(file.rows())


def said(row: Row) -> list[tuple[str, str]]:
    """Return the columns and codes of what is said about a row."""
    return [(fault.column, fault.finding.code) for fault in row.faults]


def large(rows: int, *, repeat: str = "郁知秋") -> bytes:
    """Return a workbook of many rows, made quickly: the worksheet's XML is written as it stands."""
    head = "".join(f'<c t="inlineStr"><is><t>{heading}</t></is></c>' for heading in HEADINGS)
    lines = []
    for position in range(rows):
        cells = (
            repeat,
            "居民身份证",
            number_of(position),
            f"20245102{position:06d}",
            "软件2401",
            f"138{position:08d}",
            "2024-09-01",
            "否",
        )
        texts = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
        lines.append(f"<row>{texts}</row>")
    return packed(f"<row>{head}</row>{''.join(lines)}")


def packed(rows: str) -> bytes:
    """Return a workbook around the XML of its rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    ml = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{ml}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{ml}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship '
        f'Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>'
        "</worksheet>",
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return target.getvalue()
