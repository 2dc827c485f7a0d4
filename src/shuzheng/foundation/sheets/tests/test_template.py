"""The blank workbook says how to fill it in, helps while typing, and reads as empty of data."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.utils import translation

from shuzheng.foundation.sheets import layout, reading, template
from shuzheng.foundation.sheets.kinds import Choice, Identity, Text
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.foundation.sheets.tests.workbooks import HEADINGS, ROSTER, good, read


@pytest.fixture
def book() -> openpyxl.Workbook:
    with translation.override("en"):
        return openpyxl.load_workbook(io.BytesIO(template.blank(ROSTER)))


def test_the_data_page_comes_first_with_its_headings(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["报名名单", "How to fill in"]
    page = book["报名名单"]
    assert [cell.value for cell in page[1]] == [
        "*姓名",
        "*证件类型",
        "*证件号码",
        "学号",
        "班级",
        "手机号",
        "入学日期",
        "是否困难",
    ]
    assert page.freeze_panes == "A2"
    assert page.protection.sheet is False


def test_each_heading_tells_how_to_fill_its_column_in(book: openpyxl.Workbook) -> None:
    assert book["报名名单"]["C1"].comment.text == (
        "18 characters, cells set to text, the last X as a capital"
    )
    rows = list(book["How to fill in"].iter_rows(values_only=True))
    assert (
        "手机号",
        "Optional",
        "The person's own mobile number, 11 digits",
        "13800000000",
    ) in rows


def test_drop_downs_and_text_cells_help_while_typing(book: openpyxl.Workbook) -> None:
    page = book["报名名单"]
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    assert rules["B3:B5002"].formula1 == '"居民身份证,护照"'
    assert rules["H3:H5002"].formula1 == '"是,否"'
    assert rules["G3:G5002"].type == "date"
    assert {rule.errorStyle for rule in rules.values()} == {"warning"}
    assert page.column_dimensions["C"].number_format == "@"
    assert page.column_dimensions["F"].number_format == "@"


def test_a_long_list_of_choices_lies_on_a_hidden_page() -> None:
    labels = {str(n): f"计算机软件测试与维护专业第{n}班" for n in range(100)}
    sheet = Sheet("test.long", "班级", (Column("group", "班级", Choice(labels), required=True),))
    book = openpyxl.load_workbook(io.BytesIO(template.blank(sheet)))
    (rule,) = book["班级"].data_validations.dataValidation
    assert rule.formula1 == "'_lists'!$A$1:$A$100"
    assert book["_lists"].sheet_state == "hidden"
    assert book["_lists"]["A100"].value == "计算机软件测试与维护专业第99班"


def test_the_blank_workbook_holds_no_rows_and_a_filled_one_is_read_without_its_example(
    book: openpyxl.Workbook,
) -> None:
    target = io.BytesIO()
    book.save(target)
    with pytest.raises(reading.NoRows):
        read(target.getvalue())
    for place, value in enumerate(good(1), 1):
        book["报名名单"].cell(3, place, value)
    target = io.BytesIO()
    book.save(target)
    (row,) = read(target.getvalue())
    assert row.number == 3
    assert row.good


def test_a_column_tells_its_own_help_before_its_kind_does() -> None:
    column = Column("number", "证件号码", Identity(), help="Not the student number")
    with translation.override("en"):
        assert template.guidance(column) == (
            "Not the student number; 18 characters, cells set to text, the last X as a capital"
        )


def test_a_page_shows_the_example_with_personal_numbers_masked() -> None:
    assert template.example(ROSTER, ROSTER.column("number")) == "1101****002X"
    assert template.example(ROSTER, ROSTER.column("document")) == "居民身份证"


def test_a_title_that_no_worksheet_may_have_is_shortened() -> None:
    sheet = Sheet(
        "test.title", "报名[2027/1]" + "长" * 40, (Column("a", "姓名", Text(), required=True),)
    )
    book = openpyxl.load_workbook(io.BytesIO(template.blank(sheet)))
    assert book.sheetnames[0] == "报名 2027 1 " + "长" * 21


def test_headings_are_the_same_whatever_the_language() -> None:
    with translation.override("zh-hans"):
        book = openpyxl.load_workbook(io.BytesIO(template.blank(ROSTER)))
    assert [cell.value.strip("*") for cell in book.worksheets[0][1]] == HEADINGS
    assert layout.OURS.isdisjoint(HEADINGS)
