"""Each kind of column takes what people type, puts right what is sure, and refuses in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation.sheets.findings import Remark, Severity
from shuzheng.foundation.sheets.kinds import (
    Choice,
    Code,
    Date,
    Document,
    Fen,
    Identity,
    Number,
    PersonName,
    Phone,
    Text,
    Whole,
    YesNo,
)

if TYPE_CHECKING:
    from shuzheng.foundation.sheets.cells import Cell
    from shuzheng.foundation.sheets.kinds import Kind

DAY = Date(date(2000, 1, 1), date(2030, 12, 31))
SCORE = Number(places=1, maximum=Decimal(100))
LEVEL = Choice({"1": "初级", "2": "中级"}, {"入门": "1"})


def read(kind: Kind, cell: Cell) -> tuple[object, list[str]]:
    """Return the value, or None where the row would be kept out, and the codes of the findings."""
    found = kind.reader()(cell)
    if not isinstance(found, Remark):
        return found, []
    wrong = any(finding.severity is Severity.ERROR for finding in found.findings)
    return None if wrong else found.value, [finding.code for finding in found.findings]


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        ("11010519491231002X", "11010519491231002X", []),
        ("11010519491231002x", "11010519491231002X", ["raised"]),
        (" 1101051949 1231002X\u3000", "11010519491231002X", ["narrowed"]),
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X", ["narrowed"]),
        ("'11010519491231002X", "11010519491231002X", ["narrowed"]),
        ('="11010519491231002X"', "11010519491231002X", ["narrowed"]),
        ("110105194912310021", None, ["identity-check"]),
        ("110105194902300021", None, ["identity-birth-date"]),
        ("110105491231002", None, ["identity-old"]),
        ("11010519491231002", None, ["identity-length"]),
        ("11O10519491231002X", None, ["identity-characters"]),
        (1.10105194912310e17, None, ["digits-lost"]),
        (110105194912310021, None, ["digits-lost"]),
        (11010519.0, None, ["digits-lost"]),
        ("1.10105E+17", None, ["digits-lost"]),
        ("110105194912310000", None, ["digits-lost"]),
        (["date", "2026-03-01"], None, ["made-a-date"]),
        ("   ", None, []),
    ],
)
def test_identity_numbers(cell: Cell, value: str | None, codes: list[str]) -> None:
    assert read(Identity(), cell) == (value, codes)


def test_a_wrong_check_character_is_named() -> None:
    remark = Identity().reader()("110105194912310021")
    assert isinstance(remark, Remark)
    assert remark.findings[0].reason() == (
        "The last character should be X; check the number against the document"
    )


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("11010519491231002X", "1101****002X"),
        (3.40111199001011e17, "3.40111E+17"),
        ("1234", "****"),
        ("", ""),
    ],
)
def test_identity_numbers_are_shown_masked(cell: Cell, shown: str) -> None:
    assert Identity().show(cell) == shown


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        ("郁知秋", "郁知秋", []),
        ("阿依古丽·买买提", "阿依古丽·买买提", []),
        ("阿依古丽•买买提", "阿依古丽·买买提", ["name-spelled"]),
        ("阿依古丽．买买提", "阿依古丽·买买提", ["name-spelled"]),
        ("阿依古丽・买买提", "阿依古丽·买买提", ["name-spelled"]),
        ("温　如玉", "温如玉", ["tidied"]),
        (" 温如玉 ", "温如玉", ["tidied"]),
        ("温\u200b如玉", "温如玉", ["name-spelled"]),
        ("𬸚洋", "𬸚洋", ["rare"]),
        ("John  Smith", "John Smith", ["tidied"]),
        ("J. Smith", "J. Smith", []),
        ("Ｊｏｈｎ", "John", ["name-spelled"]),
        ("洋", "洋", ["one-character"]),
        ("李\ue81e", None, ["unreadable"]),
        ("李?", None, ["unreadable"]),
        ("李□", None, ["unreadable"]),
        ("李4", None, ["name-sign"]),
        ("=HYPERLINK(1)", None, ["name-sign"]),
        ("买" * 51, None, ["too-long"]),
        (17.0, None, ["name-number"]),
        ("　", None, []),
    ],
)
def test_names_of_persons(cell: Cell, value: str | None, codes: list[str]) -> None:
    assert read(PersonName(), cell) == (value, codes)


def test_a_name_may_have_fifty_characters() -> None:
    assert read(PersonName(), "买" * 50) == ("买" * 50, [])


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        ("13800000017", "13800000017", []),
        (13800000017.0, "13800000017", []),
        ("+86 138-0000-0017", "13800000017", ["narrowed"]),
        ("１３８００００００１７", "13800000017", ["narrowed"]),
        ("1380000001", None, ["phone-length"]),
        ("12000000017", None, ["phone-head"]),
        ("0551-62999999", None, ["phone"]),
        ("1.38E+10", None, ["digits-lost"]),
        ("没有", None, ["phone"]),
        (True, None, ["made-a-date"]),
    ],
)
def test_mobile_numbers(cell: Cell, value: str | None, codes: list[str]) -> None:
    assert read(Phone(), cell) == (value, codes)


def test_land_lines_where_they_are_taken() -> None:
    assert read(Phone(landline=True), "0551-62999999") == ("0551-62999999", [])


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        ("E12345678", "E12345678", []),
        ("e12345678", "E12345678", ["narrowed"]),
        ("H0012345（6）", "H0012345(6)", ["narrowed"]),
        (12345678.0, "12345678", ["zeros-perhaps-lost"]),
        (1.2345e17, None, ["digits-lost"]),
        ("E1", None, ["document"]),
        ("护照遗失了", None, ["document"]),
    ],
)
def test_other_documents(cell: Cell, value: str | None, codes: list[str]) -> None:
    assert read(Document(), cell) == (value, codes)


@pytest.mark.parametrize(
    ("kind", "cell", "value", "codes"),
    [
        (Code(), "2024510203017", "2024510203017", []),
        (Code(), 2024510203017.0, "2024510203017", []),
        (Code(), "x2024a", "X2024A", ["narrowed"]),
        (Code(raised=False), "x2024a", "x2024a", []),
        (Code(), 2.0245102030171234e17, None, ["digits-lost"]),
        (Code(), "2.02451E+12", None, ["digits-lost"]),
        (Code(), 1.5, None, ["digits-lost"]),
        (Code(), ["date", "2026-03-01"], None, ["made-a-date"]),
        (Code(), "软件", None, ["code-sign"]),
        (Code(maximum=4), "12345", None, ["too-long"]),
        (Code(digits=6), "034000", "034000", []),
        (Code(digits=6), 34000.0, "034000", ["zeros"]),
        (Code(digits=6), "34000", None, ["code-digits"]),
        (Code(pattern="[A-Z]-[0-9]+"), "A-1", "A-1", []),
        (Code(pattern="[A-Z]-[0-9]+"), "A1", None, ["code-sign"]),
    ],
)
def test_codes(kind: Kind, cell: Cell, value: str | None, codes: list[str]) -> None:
    assert read(kind, cell) == (value, codes)


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        ("软件2401", "软件2401", []),
        ("  软件 \n 2401", "软件 2401", ["tidied"]),
        (2401.0, "2401", []),
        (["date", "2026-03-01"], None, ["made-a-date"]),
        ("字" * 201, None, ["too-long"]),
        ("a\x07b", None, ["unreadable"]),
        ("=1+1", "=1+1", []),
    ],
)
def test_text(cell: Cell, value: str | None, codes: list[str]) -> None:
    assert read(Text(), cell) == (value, codes)


@pytest.mark.parametrize(
    ("kind", "cell", "value", "codes"),
    [
        (Whole(0, 100), 60.0, 60, []),
        (Whole(0, 100), "６０", 60, ["narrowed"]),
        (Whole(0, 100), "60", 60, []),
        (Whole(0, 100), 60.5, None, ["not-whole"]),
        (Whole(0, 100), 101.0, None, ["too-big"]),
        (Whole(0, 100), "-1", None, ["too-small"]),
        (Whole(0, 100), "六十", None, ["not-a-number"]),
        (Whole(0, 100), True, None, ["not-a-number"]),
        (Whole(0, 9999), "1,024", 1024, []),
        (SCORE, 59.5, Decimal("59.5"), []),
        (SCORE, 0.1 + 0.2, Decimal("0.3"), []),
        (SCORE, 59.55, None, ["too-fine"]),
        (SCORE, "1e3", None, ["not-a-number"]),
        (SCORE, "9" * 400, None, ["not-a-number"]),
        (SCORE, "nan", None, ["not-a-number"]),
        (SCORE, ["date", "2026-03-01"], None, ["made-a-date"]),
        (Fen(), 280.1, 28010, []),
        (Fen(), "280元", 28000, ["narrowed"]),
        (Fen(), "￥1,280.50", 128050, ["narrowed"]),
        (Fen(), 280.005, None, ["too-fine"]),
        (Fen(), -1.0, None, ["too-small"]),
        (Fen(maximum=100), 2.0, None, ["too-big"]),
    ],
)
def test_numbers(kind: Kind, cell: Cell, value: object, codes: list[str]) -> None:
    assert read(kind, cell) == (value, codes)


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        (["date", "2026-03-01"], date(2026, 3, 1), []),
        (["datetime", "2026-03-01T08:30:00"], date(2026, 3, 1), []),
        (46082.0, date(2026, 3, 1), []),
        ("2026-03-01", date(2026, 3, 1), []),
        ("20260301", date(2026, 3, 1), []),
        (20260301.0, date(2026, 3, 1), []),
        ("2026/3/1", date(2026, 3, 1), ["date-read"]),
        ("2026.3.1", date(2026, 3, 1), ["date-read"]),
        ("2026年3月1日", date(2026, 3, 1), ["date-read"]),
        ("２０２６－０３－０１", date(2026, 3, 1), ["date-read"]),
        ("2026-03-01 00:00:00", date(2026, 3, 1), ["date-read"]),
        ("2026-02-30", None, ["no-such-day"]),
        ("20261301", None, ["no-such-day"]),
        (20260230.0, None, ["no-such-day"]),
        ("2026年3月", None, ["not-a-date"]),
        ("26-3-1", None, ["not-a-date"]),
        ("昨天", None, ["not-a-date"]),
        (3.0, None, ["not-a-date"]),
        (True, None, ["not-a-date"]),
        (["time", "08:30:00"], None, ["not-a-date"]),
        ("1999-12-31", None, ["too-early"]),
        ("2031-01-01", None, ["too-late"]),
    ],
)
def test_dates(cell: Cell, value: date | None, codes: list[str]) -> None:
    assert read(DAY, cell) == (value, codes)


def test_an_impossible_date_is_named() -> None:
    remark = DAY.reader()("2026-02-30")
    assert isinstance(remark, Remark)
    assert remark.findings[0].reason() == "There is no such day: 2026-2-30"


def test_a_private_date_is_named_neither_in_the_preview_nor_in_the_reason() -> None:
    kind = Date(private=True)
    remark = kind.reader()("2026-02-30")
    assert isinstance(remark, Remark)
    assert remark.findings[0].reason() == "There is no such day"
    assert kind.show("2006-03-01") == "****-**-**"


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        ("初级", "1", []),
        ("2", "2", []),
        (2.0, "2", []),
        ("入门", "1", []),
        (" 初 级", "1", ["narrowed"]),
        ("高级", None, ["choose"]),
        ("  ", None, []),
    ],
)
def test_choices(cell: Cell, value: str | None, codes: list[str]) -> None:
    assert read(LEVEL, cell) == (value, codes)


def test_a_choice_that_nearly_fits_names_the_one_that_does() -> None:
    kind = Choice({"resident_id": "居民身份证", "passport": "护照"})
    remark = kind.reader()("身份证")
    assert isinstance(remark, Remark)
    assert remark.findings[0].reason() == "Choose “居民身份证” from the list"


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        ("是", True, []),
        ("否", False, []),
        ("Y", True, []),
        (0.0, False, []),
        (True, True, []),
        ("√", True, []),
        ("也许", None, ["yes-or-no"]),
        (["date", "2026-03-01"], None, ["yes-or-no"]),
    ],
)
def test_yes_or_no(cell: Cell, value: object, codes: list[str]) -> None:
    assert read(YesNo(), cell) == (value, codes)


TEXTUAL: tuple[Kind, ...] = (
    Identity(),
    Document(),
    Phone(),
    PersonName(),
    Text(),
    Code(),
    Code(digits=6),
)
ANY_CELL = st.one_of(
    st.text(max_size=60),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.dates().map(lambda day: ["date", day.isoformat()]),
)


@given(ANY_CELL)
def test_no_cell_whatever_breaks_a_reader(cell: Cell) -> None:
    for kind in TEXTUAL:
        value, _ = read(kind, cell)
        assert value is None or isinstance(value, str)
    for kind in (DAY, Date(private=True), LEVEL, YesNo(), Whole(), SCORE, Fen()):
        read(kind, cell)
        kind.show(cell)


@given(ANY_CELL)
def test_what_was_read_reads_the_same_again(cell: Cell) -> None:
    for kind in TEXTUAL:
        value, _ = read(kind, cell)
        if isinstance(value, str):
            again, findings = read(kind, value)
            assert again == value
            assert not set(findings) & {"tidied", "narrowed", "name-spelled", "raised"}
