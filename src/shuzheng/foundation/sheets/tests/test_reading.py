"""Files as people hand them in are read with their own row numbers, or refused by name."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from shuzheng.foundation.sheets import layout, limits, opening, reading
from shuzheng.foundation.sheets.delimited import EncodingUnknown, TextMalformed
from shuzheng.foundation.sheets.findings import error
from shuzheng.foundation.sheets.kinds import Choice, Date, Text, Whole
from shuzheng.foundation.sheets.schema import Column, Sheet
from shuzheng.foundation.sheets.tests import workbooks
from shuzheng.foundation.sheets.tests.workbooks import HEADINGS, ROSTER, good, number_of, read, said
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.foundation.sheets.findings import Finding


def test_a_good_row_is_read_into_values() -> None:
    (row,) = read(workbooks.xlsx([good(7)]))
    assert row.number == 2
    assert row.good
    assert row.values == {
        "name": "郁知秋",
        "document": "resident_id",
        "number": "999999200401080000",
        "student": "2024510200007",
        "group": "软件2401",
        "phone": "13800000007",
        "entered": date(2024, 9, 1),
        "hardship": False,
    }


def test_what_was_unpacked_reads_as_the_file_does() -> None:
    rows: list[list[object]] = [good(1), [], good(2, phone="1380000001"), good(3)]
    with reading.opened(workbooks.xlsx(rows, titles=10), ROSTER) as file:
        unpacked = file.unpacked()
    assert unpacked is not None
    with reading.again(unpacked, ROSTER) as file:
        found = list(file.rows())
        assert file.height == 15
    assert [row.number for row in found] == [12, 14, 15]
    assert [row.good for row in found] == [True, False, True]
    assert found[0].values["name"] == "郁知秋"
    assert found[0].values["entered"] == date(2024, 9, 1)


def test_text_is_not_unpacked() -> None:
    rows = [HEADINGS, [str(cell) for cell in good(1)]]
    with reading.opened(workbooks.text(rows).encode(), ROSTER) as file:
        assert file.unpacked() is None


@pytest.mark.parametrize(("most", "kept"), [(999, True), (1_000, True), (499, False)])
def test_of_more_rows_than_may_be_read_nothing_is_kept(most: int, kept: bool) -> None:  # noqa: FBT001 - a case
    data = workbooks.xlsx([good(n) for n in range(999)])
    with reading.opened(data, ROSTER, replace(limits.DEFAULT, rows=most)) as file:
        assert (file.unpacked() is not None) is kept


def test_titles_above_and_blank_rows_between_keep_the_numbers_of_the_spreadsheet() -> None:
    rows: list[list[object]] = [good(1), [], ["", "  "], good(2), [], []]
    found = read(workbooks.xlsx(rows, titles=10))
    assert [row.number for row in found] == [12, 15]


def test_an_eleventh_title_hides_the_header() -> None:
    with pytest.raises(layout.HeaderNotFound) as caught:
        read(workbooks.xlsx([good()], titles=11))
    assert str(caught.value) == (
        "No row with the headings of this form was found. "
        "The first rows should hold: 姓名、证件类型、证件号码."
    )


def test_columns_may_stand_in_any_order_under_the_names_people_use() -> None:
    headings = ["备注", "＊身份证号码（必填）", " 证件 类型 ", "*考生姓名", "我的列"]
    row = ["", number_of(3), "身份证号", "温如玉", "x"]
    with reading.opened(workbooks.xlsx([row], headings=headings), ROSTER) as file:
        (found,) = file.rows()
        assert file.layout.unknown == (("A", "备注"), ("E", "我的列"))
    assert found.good
    assert (found.values["name"], found.values["document"]) == ("温如玉", "resident_id")
    assert found.values["student"] is None


def test_missing_columns_are_named() -> None:
    with pytest.raises(layout.ColumnsMissing) as caught:
        read(workbooks.xlsx([["郁知秋", "软件2401"]], headings=["姓名", "班级"], titles=1))
    assert str(caught.value) == (
        "Row 2 holds the headings, but these are missing: 证件类型、证件号码."
    )


def test_a_column_that_is_there_twice_is_named() -> None:
    with pytest.raises(layout.ColumnTwice) as caught:
        read(workbooks.xlsx([[]], headings=[*HEADINGS, "身份证号码"]))
    assert str(caught.value) == "Columns C and I both stand for “证件号码”. Remove one of them."


def test_headings_without_rows_are_refused() -> None:
    with pytest.raises(reading.NoRows):
        read(workbooks.xlsx([]))


def test_the_first_visible_worksheet_with_the_headings_is_read() -> None:
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active.append(["姓名怎样填写"])
    hidden = book.create_sheet("旧名单")
    hidden.append(HEADINGS)
    hidden.append(good(1, name="毕景行"))
    hidden.sheet_state = "hidden"
    book.create_sheet("空")
    page = book.create_sheet("新名单")
    page.append(HEADINGS)
    page.append(good(2, name="温如玉"))
    (row,) = read(_saved(book))
    assert row.values["name"] == "温如玉"


def test_a_table_that_does_not_begin_in_column_a_keeps_its_letters() -> None:
    book = openpyxl.Workbook()
    for place, heading in enumerate(HEADINGS):
        book.active.cell(4, place + 3, heading)
        book.active.cell(5, place + 3, good(phone="1380000001")[place])
    (row,) = read(_saved(book))
    (fault,) = row.faults
    assert (fault.row, fault.letter, fault.header, fault.shown) == (5, "H", "手机号", "138****0001")
    assert fault.finding.reason() == "Has 10 digits; a mobile number has 11"


def test_a_heading_merged_across_is_passed_over_and_one_merged_down_fills_its_rows() -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(HEADINGS)
    page.append(["软件2401班"])
    page.merge_cells("A2:H2")
    page.append(good(1, group="软件2401"))
    page.append(good(2, group=None))
    page.append(good(3, group=None))
    page.merge_cells("E3:E4")
    with reading.opened(_saved(book), ROSTER) as file:
        rows = list(file.rows())
        assert file.skipped.banners == [2]
    assert [row.values["group"] for row in rows] == ["软件2401", "软件2401", None]


def test_the_example_of_the_template_is_passed_over() -> None:
    example = ["示例", "居民身份证", "11010519491231002X", "", "", "13800000000", "", ""]
    with reading.opened(workbooks.xlsx([example, good(1)]), ROSTER) as file:
        assert [row.number for row in file.rows()] == [3]
        assert file.skipped.examples == [2]


def test_formulas_count_as_their_values() -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    book.active.append(good(1, group='="软件"&2401'))
    (row,) = read(_saved(book))
    assert row.values["group"] is None
    (row,) = read(
        workbooks.packed(
            "<row>"
            + "".join(f'<c t="inlineStr"><is><t>{heading}</t></is></c>' for heading in HEADINGS)
            + '</row><row><c t="str"><f>"郁"&amp;"知秋"</f><v>郁知秋</v></c></row>'
        )
    )
    assert row.values["name"] == "郁知秋"


def test_an_identity_number_typed_as_a_number_is_refused_with_the_reason() -> None:
    (row,) = read(workbooks.xlsx([good(number=110105194912310021)]))
    (fault,) = row.faults
    assert fault.shown == "1.10105E+17"
    assert fault.finding.reason() == (
        "Stored as a number, the last digits are lost; set the cell to text and type it again"
    )


def test_the_kind_of_a_document_number_follows_the_kind_of_document() -> None:
    (row,) = read(workbooks.xlsx([good(document="护照", number="E12345678")]))
    assert row.good
    (row,) = read(workbooks.xlsx([good(document="居民身份证", number="E12345678")]))
    assert said(row) == [("number", "identity-length")]


def test_what_is_missing_is_said_once_for_each_cell() -> None:
    (row,) = read(workbooks.xlsx([good(name="", number="  ", phone="1")]))
    assert said(row) == [("name", "missing"), ("number", "missing"), ("phone", "phone-length")]
    assert not row.good


def test_a_row_that_repeats_another_names_the_first() -> None:
    rows = [good(1), good(2), good(1, name="晏清和"), good(1)]
    found = read(workbooks.xlsx(rows))
    assert [row.good for row in found] == [True, True, False, False]
    assert [fault.finding.reason() for row in found for fault in row.faults] == [
        "The same as row 2",
        "The same as row 2",
    ]
    assert found[2].faults[0].letter == "C"


def test_what_was_put_right_is_told_and_the_row_is_good() -> None:
    number = "９９９９９９２００４０１０２０００８"
    (row,) = read(workbooks.xlsx([good(name="温　如玉", number=number)]))
    assert row.values["name"] == "温如玉"
    assert row.good
    assert {code for _, code in said(row)} == {"tidied", "narrowed"}


def test_personal_cells_are_masked_wherever_they_are_shown() -> None:
    (row,) = read(workbooks.xlsx([good(1, hardship="也许", number="110105194912310021")]))
    assert [fault.shown for fault in row.faults] == ["1101****0021", "*"]
    assert row.shown("phone") == "138****0001"
    assert "也许" not in str([fault.finding.reason() for fault in row.faults])


def test_checks_of_columns_and_rows_have_their_say() -> None:
    def even(value: int) -> Finding | None:
        return error("odd", N_("Must be even")) if value % 2 else None

    def ordered(values: Mapping[str, Any]) -> list[tuple[str, Finding]]:
        late = values["until"] < values["since"]
        return [("until", error("order", N_("Ends before it begins")))] if late else []

    sheet = Sheet(
        "test.checked",
        "期次",
        (
            Column("seats", "座位", Whole(), required=True, check=even),
            Column("since", "开始", Date(), required=True),
            Column("until", "结束", Date(), required=True),
        ),
        checks=(ordered,),
    )
    headings = [column.header for column in sheet.columns]
    data = workbooks.xlsx(
        [[3, "2026-03-01", "2026-02-01"], [4, "2026-03-01", "2026-02-01"]], headings=headings
    )
    assert [said(row) for row in read(data, sheet)] == [[("seats", "odd")], [("until", "order")]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encodings_of_chinese_desktops(encoding: str) -> None:
    rows = [
        ["报名名单"],
        HEADINGS[:3],
        ["𬸚洋", "居民身份证", number_of(1)],
        [],
        ["温如玉", "护照", "E12345678"],
    ]
    found = read(workbooks.text(rows).encode(encoding))
    assert [(row.number, row.values["name"]) for row in found] == [(3, "𬸚洋"), (5, "温如玉")]


def test_old_gb18030_characters_arrive_as_the_standard_has_them_now() -> None:
    rows = [HEADINGS[:3], ["李X", "居民身份证", number_of(1)]]
    data = (
        workbooks.text(rows)
        .encode("gb18030")
        .replace("李X".encode("gb18030"), "李".encode("gb18030") + b"\xfe\x59")
    )
    assert read(data)[0].values["name"] == "李龴"


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_text_may_be_separated_by_tabs_or_semicolons(separator: str) -> None:
    rows = [["2027年1月报名名单"], HEADINGS[:3], ["郁知秋", "居民身份证", number_of(1)]]
    assert read(workbooks.text(rows, separator).encode())[0].good


def test_a_line_break_inside_a_cell_of_text_is_not_a_row() -> None:
    rows = [
        [*HEADINGS[:3], "班级"],
        ["郁知秋", "居民身份证", number_of(1), '"软件\r\n2401"'],
        ["温如玉", "护照", "E12345678", ""],
    ]
    found = read(workbooks.text(rows).encode())
    assert [(row.number, row.values["group"]) for row in found] == [(2, "软件 2401"), (3, None)]


def test_text_that_kept_a_number_from_being_one_is_unwrapped() -> None:
    data = f'姓名,证件类型,证件号码,学号\r\n郁知秋,居民身份证,"=""{number_of(1)}""",\'0012\r\n'
    (row,) = read(data.encode())
    assert row.good
    assert row.values["student"] == "0012"


def test_text_in_no_known_encoding_is_refused_by_line() -> None:
    data = workbooks.text([HEADINGS, ["x"]]).encode() + b"\xff\xff\r\n"
    with pytest.raises(EncodingUnknown) as caught:
        read(data)
    assert caught.value.params == {"line": 3}


def test_quotation_marks_that_never_end_are_refused_by_row() -> None:
    data = workbooks.text([HEADINGS, ["x", '"' + "长" * 140_000]]).encode()
    with pytest.raises(TextMalformed) as caught:
        read(data)
    assert caught.value.params == {"row": 2}


def test_the_old_binary_format_is_read() -> None:
    found = read(workbooks.XLS)
    assert [(row.number, row.good) for row in found] == [(4, True), (5, False), (6, False)]
    assert found[0].values["entered"] == date(2024, 9, 1)
    assert said(found[1]) == [("number", "digits-lost")]


def test_open_documents_are_read() -> None:
    tail = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    (row,) = read(workbooks.ods([HEADINGS[:3], ["郁知秋", "居民身份证", number_of(1)]], tail))
    assert row.good


def test_limits_are_refused_by_name() -> None:
    data = workbooks.xlsx([good(1), good(2), good(3)])
    with pytest.raises(reading.TooManyRows):
        read(data, limits=replace(limits.DEFAULT, rows=2))
    with pytest.raises(layout.TooManyColumns):
        read(data, limits=replace(limits.DEFAULT, columns=7))
    with pytest.raises(reading.CellTooLong) as caught:
        read(workbooks.xlsx([good(1, group="长" * 101)]), limits=replace(limits.DEFAULT, cell=100))
    assert caught.value.params == {"cell": "E2", "limit": 100}
    assert len(read(data, limits=replace(limits.DEFAULT, rows=3, columns=8))) == 3


def test_a_hundred_thousand_rows_stream_through() -> None:
    rows = 100_000
    with reading.opened(workbooks.large(rows), ROSTER) as file:
        count = sum(row.good for row in file.rows())
    assert count == rows


def test_a_reader_that_stops_half_way_leaves_nothing_running() -> None:
    with reading.opened(workbooks.large(2_000), ROSTER) as file:
        assert next(file.rows()).number == 2
        assert isinstance(file.source, opening.Packed)
        process = file.source.process
    assert process.poll() is not None


def test_choices_can_be_filled_in_for_the_occasion() -> None:
    sheet = Sheet("test.choice", "班级", (Column("group", "班级", Choice({}), required=True),))
    filled = sheet.with_choices("group", {"7": "软件2401"})
    (row,) = read(workbooks.xlsx([["软件2401"]], headings=["班级"]), filled)
    assert row.values == {"group": "7"}


def test_a_sheet_that_contradicts_itself_is_a_defect() -> None:
    with pytest.raises(ValueError, match="same name or heading"):
        Sheet("x", "x", (Column("a", "姓名", Text()), Column("b", "＊姓名", Text())))
    with pytest.raises(ValueError, match="no such columns"):
        Sheet("x", "x", (Column("a", "姓名", Text()),), key=("b",))


def _saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
