"""Exports hold real numbers and dates, text that cannot run, and who printed them."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
from django.utils import translation

from shuzheng.foundation.sheets import writing
from shuzheng.foundation.sheets.kinds import Choice, Code, Date, Fen, Number, Text, Whole, YesNo
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.foundation.sheets.tests.workbooks import read

RESULTS = Sheet(
    "test.results",
    "成绩",
    (
        Column("code", "考号", Code(digits=6), required=True),
        Column("name", "姓名", Text(), required=True),
        Column("level", "等级", Choice({"1": "初级"})),
        Column("seat", "座位", Whole()),
        Column("score", "总分", Number(places=1)),
        Column("fee", "费用", Fen()),
        Column("on", "考核日期", Date()),
        Column("passed", "是否合格", YesNo()),
    ),
)
ROW: dict[str, Any] = {
    "code": "000017",
    "name": "=郁知秋",
    "level": "1",
    "seat": 3,
    "score": Decimal("81.5"),
    "fee": 28010,
    "on": date(2027, 1, 16),
    "passed": True,
}
HEADING = writing.Heading(
    "Web前端开发（初级）成绩",
    "许文澜",
    datetime(2027, 1, 20, 2, 5, tzinfo=UTC),
    "站点：芜湖；只看合格",
)


def exported(*rows: dict[str, Any]) -> tuple[int, bytes]:
    target = io.BytesIO()
    with translation.override("en"):
        count = writing.workbook(RESULTS, rows, target, HEADING)
    return count, target.getvalue()


def test_values_keep_their_types_and_text_stays_text() -> None:
    count, data = exported(ROW, {"code": "000018", "name": "温如玉"})
    assert count == 2
    page = openpyxl.load_workbook(io.BytesIO(data))["成绩"]
    assert [cell.value for cell in page[4]] == [
        "000017",
        "=郁知秋",
        "初级",
        3,
        81.5,
        280.1,
        datetime(2027, 1, 16),  # noqa: DTZ001 - spreadsheets know no zones
        "是",
    ]
    assert [cell.data_type for cell in page[4]] == ["s", "s", "s", "n", "n", "n", "d", "s"]
    assert page["B4"].quotePrefix
    assert page["F4"].number_format == "#,##0.00"
    assert [cell.value for cell in page[5]] == ["000018", "温如玉", *[None] * 6]


def test_above_the_rows_stands_who_printed_what_when_and_the_filter() -> None:
    page = openpyxl.load_workbook(io.BytesIO(exported(ROW)[1]))["成绩"]
    assert page["A1"].value == "Web前端开发（初级）成绩"
    assert page["A2"].value == (
        "Printed by 许文澜 at 2027-01-20 10:05　Filter: 站点：芜湖；只看合格"
    )
    assert page.auto_filter.ref == "A3:H4"
    assert page.freeze_panes == "A4"


def test_what_was_exported_reads_in_again() -> None:
    (row,) = read(exported(ROW)[1], RESULTS)
    assert row.good
    assert row.values == ROW


def test_nothing_found_is_still_a_workbook() -> None:
    count, data = exported()
    assert count == 0
    assert openpyxl.load_workbook(io.BytesIO(data))["成绩"].max_row == 3


def test_csv_opens_in_a_spreadsheet_and_runs_nothing() -> None:
    data = b"".join(writing.text(RESULTS, [ROW, {**ROW, "name": 'a,"b"', "score": Decimal(-1)}]))
    assert data.decode("utf-8-sig") == (
        "考号,姓名,等级,座位,总分,费用,考核日期,是否合格\r\n"
        "000017,'=郁知秋,初级,3,81.5,280.1,2027-01-16,是\r\n"
        '000017,"a,""b""",初级,3,-1,280.1,2027-01-16,是\r\n'
    )
    assert data.startswith(b"\xef\xbb\xbf")
