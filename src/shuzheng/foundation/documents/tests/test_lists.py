"""Lists and activation slips."""

import pytest

from shuzheng.foundation.documents import papers
from shuzheng.foundation.documents.tests import cast, reading

ADDRESS = "https://zs.example.cn/activate"


def test_a_list_shows_its_filter_in_words_and_who_printed_it_when() -> None:
    file = papers.listing(cast.listing(3), cast.IMPRINT)
    text = reading.words(file)
    for shown in (
        "试点备案一览",
        "共3条筛选：证书为“Web前端开发”，状态为已备案，城市为合肥市",
        "江淮第3职业学院BA20260003Web前端开发中级已备案2026-03-1221",
        "许文澜打印于2026年11月24日10:32",
        "第1页共1页",
        "共3所院校",
    ):
        assert shown in text


def test_heads_and_page_numbers_repeat_on_every_page() -> None:
    file = papers.listing(cast.listing(120), cast.IMPRINT)
    assert reading.page_count(file) == 3
    for page in range(3):
        assert "院校编号证书与等级状态备案日期计划人数" in reading.words(file, page)
        assert f"第{page + 1}页共3页" in reading.words(file, page)


def test_an_empty_list_says_so() -> None:
    text = reading.words(papers.listing(cast.listing(0, filter=""), cast.IMPRINT))
    assert "没有符合条件的记录" in text
    assert "共0条筛选：全部" in text


def test_a_wide_list_lies_on_its_side() -> None:
    page = reading.opened(papers.listing(cast.listing(1, landscape=True), cast.IMPRINT)).pages[0]
    assert page.mediabox.width > page.mediabox.height


def test_a_code_longer_than_its_column_is_broken_and_stays_whole_in_the_text() -> None:
    address = "https://zs.example.cn/v/" + "a1B2c3D4e5F6g7H8" * 3
    columns = (
        papers.Column(title="网址"),
        papers.Column(title="状态"),
        papers.Column(title="日期"),
    )
    file = papers.listing(
        cast.listing(1, columns=columns, rows=[(address, "有效", "2026-03-12")]), cast.IMPRINT
    )
    assert address in reading.words(file)
    lines = {round(y) for x, y in reading.text_origins(file) if x < 60 and 200 < y < 260}
    assert len(lines) > 2


def test_a_list_that_nobody_reads_on_paper_is_refused() -> None:
    with pytest.raises(papers.TooManyRows, match="at most 2000 rows; this one has 2001"):
        papers.listing(cast.listing(2001), cast.IMPRINT)


def test_a_row_of_another_length_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="one text to a column"):
        papers.listing(cast.listing(1, rows=[("只有一格",)]), cast.IMPRINT)


def test_slips_stand_ten_to_a_page_and_each_shows_its_own_code() -> None:
    file = papers.activation_slips([cast.slips(13)], ADDRESS, cast.IMPRINT)
    assert reading.page_count(file) == 2
    assert "韩启明监护人3401****001X软件2402班激活码，只能用一次K7WQ-3F01-9XMD" in reading.words(
        file, 0
    )
    assert "共13张，本页3张" in reading.words(file, 1)
    assert reading.words(file).count("9XMD") == 13


def test_a_slip_says_until_when_and_where_and_has_no_code_in_an_address() -> None:
    text = reading.words(papers.activation_slips([cast.slips(1)], ADDRESS, cast.IMPRINT))
    assert "2026年11月30日23:59前有效。扫码或打开zs.example.cn/activate，" in text


def test_every_class_starts_on_a_page_of_its_own() -> None:
    file = papers.activation_slips([cast.slips(2), cast.slips(0)], ADDRESS, cast.IMPRINT)
    assert reading.page_count(file) == 2
    assert "这个班没有要激活的人" in reading.words(file, 1)


def test_no_class_at_all_is_refused() -> None:
    with pytest.raises(papers.NothingToPrint):
        papers.activation_slips([], ADDRESS, cast.IMPRINT)
