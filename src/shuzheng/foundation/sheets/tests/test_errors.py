"""People get their own file back, marked, with nothing in it that could run."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from django.utils import translation

from shuzheng.foundation.sheets import errors, limits, styles
from shuzheng.foundation.sheets.tests import workbooks
from shuzheng.foundation.sheets.tests.workbooks import HEADINGS, ROSTER, good, number_of, read, said
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from shuzheng.foundation.sheets.checking import Check
    from shuzheng.foundation.sheets.limits import Limits
    from shuzheng.foundation.sheets.rows import Row

REWRITTEN = replace(limits.DEFAULT, annotated_rows=0)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def annotated(
    data: bytes, bounds: Limits = limits.DEFAULT, check: Check | None = None
) -> Worksheet:
    target = io.BytesIO()
    errors.annotated(data, ROSTER, target, check, bounds)
    return openpyxl.load_workbook(target).worksheets[0]


def rest(data: bytes, check: Check | None = None) -> list[tuple[Any, ...]]:
    target = io.BytesIO()
    errors.rest(data, ROSTER, target, check)
    return list(openpyxl.load_workbook(target).worksheets[0].iter_rows(values_only=True))


def colour(page: Worksheet, cell: str) -> str:
    return str(page[cell].fill.fgColor.rgb)[2:]


@pytest.mark.parametrize("bounds", [limits.DEFAULT, REWRITTEN])
def test_faulty_cells_are_filled_and_explained_where_they_stand(bounds: Limits) -> None:
    rows = [good(1), good(2, phone="1380000001", name=""), good(3, name="𬸚洋")]
    page = annotated(workbooks.xlsx(rows, titles=2), bounds)
    assert [page.cell(4, place).value for place in range(1, 4)] == [
        "郁知秋",
        "居民身份证",
        number_of(1),
    ]
    assert page["I3"].value == "问题说明"
    assert page["I4"].value is None
    assert page["I5"].value == "姓名: Fill this in; 手机号: Has 10 digits; a mobile number has 11"
    assert page["F5"].comment.text == "Has 10 digits; a mobile number has 11"
    assert "#" + colour(page, "F5") == styles.BAD
    assert "#" + colour(page, "A6") == styles.WAIT
    assert page["A6"].value == "𬸚洋"
    assert page["A1"].value == "软件技术2024级 第1行说明"
    assert page["G4"].value == datetime(2024, 9, 1)  # noqa: DTZ001 - spreadsheets know no zones


@pytest.mark.parametrize("bounds", [limits.DEFAULT, REWRITTEN])
def test_the_marked_file_reads_as_before_and_a_second_marking_leaves_no_trace_of_the_first(
    bounds: Limits,
) -> None:
    target = io.BytesIO()
    data = workbooks.xlsx([good(1), good(2, phone="1380000001")])
    errors.annotated(data, ROSTER, target, None, bounds)
    assert [said(row) for row in read(target.getvalue())] == [[], [("phone", "phone-length")]]
    book = openpyxl.load_workbook(target)
    book.worksheets[0]["F3"] = "13800000002"
    book.worksheets[0]["A2"] = ""
    repaired = io.BytesIO()
    book.save(repaired)
    page = annotated(repaired.getvalue())
    assert page.max_column == 9
    assert page["F3"].comment is None
    assert colour(page, "F3") == "000000"
    assert page["I3"].value is None
    assert page["I2"].value == "姓名: Fill this in"


@pytest.mark.parametrize("bounds", [limits.DEFAULT, REWRITTEN])
def test_what_a_room_finds_is_marked_too(bounds: Limits) -> None:
    def check(rows: Sequence[Row]) -> None:
        for row in rows:
            row.refuse(
                "student", "taken", N_("This student number belongs to {name}"), name="姚望舒"
            )
            row.refuse("", "closed", N_("Registration has closed"))

    page = annotated(workbooks.xlsx([good(1)]), bounds, check)
    assert page["I2"].value == (
        "学号: This student number belongs to 姚望舒; Registration has closed"
    )
    assert page["D2"].comment.text == "This student number belongs to 姚望舒"


@pytest.mark.parametrize("bounds", [limits.DEFAULT, REWRITTEN])
def test_nothing_that_comes_back_can_run(bounds: Limits) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append([*HEADINGS, "公式"])
    page.append([*good(1, phone="1"), "=1+1"])
    page.append([*good(2, group="x"), "x"])
    page["E3"].value = '=HYPERLINK("http://example.invalid","x")'
    page["E3"].data_type = "s"
    page["I3"].value = "@SUM(1)"
    other = book.create_sheet("其他")
    other["A1"] = "=CMD|'/C calc'!A0"
    target = io.BytesIO()
    book.save(target)
    written = io.BytesIO()
    errors.annotated(target.getvalue(), ROSTER, written, None, bounds)
    back = openpyxl.load_workbook(written)
    assert not [
        cell.coordinate
        for sheet in back
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert back.worksheets[0]["E3"].value.startswith("=HYPERLINK")
    assert back.worksheets[0]["E3"].quotePrefix
    assert back.worksheets[0]["I3"].quotePrefix


def test_the_rest_holds_only_the_rows_not_taken_with_their_old_numbers() -> None:
    rows = [good(1), good(2, name="李4"), good(3, name="𬸚洋"), good(4, phone="1")]
    found = rest(workbooks.xlsx(rows, titles=3))
    assert found[0] == (*HEADINGS, "问题说明", "原行号")
    assert [row[8:] for row in found[1:]] == [
        ("姓名: “4” cannot be part of a name", 6),
        ("手机号: Has 1 digits; a mobile number has 11", 8),
    ]
    target = io.BytesIO()
    errors.rest(workbooks.xlsx(rows), ROSTER, target)
    assert [said(row) for row in read(target.getvalue())] == [
        [("name", "name-sign")],
        [("phone", "phone-length")],
    ]


def test_old_workbooks_and_text_come_back_as_new_workbooks() -> None:
    page = annotated(workbooks.XLS)
    assert page["A1"].value == "软件技术2024级报名名单"
    assert page["G3"].value == "问题说明"
    assert page["G5"].value.startswith("证件号码: Stored as a number")
    assert page["F4"].value == datetime(2024, 9, 1)  # noqa: DTZ001 - spreadsheets know no zones
    text = workbooks.text(
        [["姓名", "证件类型", "证件号码", "备注"], ["", "护照", "E12345678", "=1+1"]]
    )
    page = annotated(text.encode("gb18030"))
    assert (page["A2"].value, page["C2"].value) == (None, "E12345678")
    assert page["D2"].value == "=1+1"
    assert page["D2"].data_type == "s"
    assert page["E2"].value == "姓名: Fill this in"


def test_columns_of_the_users_own_are_kept() -> None:
    headings = ["备注", *HEADINGS, "辅导员"]
    data = workbooks.xlsx([["甲", *good(1, phone="1"), "乙"]], headings=headings)
    for bounds in (limits.DEFAULT, REWRITTEN):
        page = annotated(data, bounds)
        assert (page["A2"].value, page["J2"].value) == ("甲", "乙")
        assert page["K2"].value == "手机号: Has 1 digits; a mobile number has 11"
        assert page["G2"].comment is not None


def test_a_workbook_the_editor_cannot_keep_is_rewritten() -> None:
    """A worksheet whose styles point nowhere is read well enough, but not by openpyxl."""
    cells = "".join(
        f'<c s="99" t="inlineStr"><is><t>{heading}</t></is></c>' for heading in HEADINGS[:3]
    )
    data = workbooks.packed(
        f'<row>{cells}</row><row><c t="inlineStr"><is><t>李4</t></is></c></row>'
    )
    page = annotated(data)
    assert page["A2"].value == "李4"
    assert page["D2"].value.startswith("姓名: ")


def test_a_merged_cell_is_left_alone_and_the_reason_still_stands() -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    book.active.append(good(1, group="长" * 51))
    book.active.append(good(2))
    book.active.merge_cells("E2:E3")
    target = io.BytesIO()
    book.save(target)
    page = annotated(target.getvalue())
    assert page["E2"].comment.text == "Has 51 characters; at most 50 are taken"
    assert page["I3"].value == "班级: Has 51 characters; at most 50 are taken"


def test_many_thousand_rows_are_rewritten() -> None:
    data = workbooks.large(6_000, repeat="李4")
    page = annotated(data)
    assert page.max_row == 6_001
    assert page["I6001"].value == "姓名: “4” cannot be part of a name"
