"""Tickets, door lists, desk labels, attendance sheets."""

import resource
from collections.abc import Callable
from typing import Never

import pytest

from shuzheng.foundation.documents import papers
from shuzheng.foundation.documents.tests import cast, reading


def test_a_ticket_shows_who_where_and_when() -> None:
    text = reading.words(papers.tickets([cast.ticket()], cast.IMPRINT))
    for shown in (
        "准考证",
        "沈予安",
        "居民身份证3401****002X",
        "26110038701240217",
        "考场02",
        "座位17",
        "进场08:30",
        "2026年11月28日星期六",
        "理论09:00–10:30100",
        "08:00到清流楼一层，看考场分布图08:30核对身份，进考场09:00理论开始",
        "第1次打印",
    ):
        assert shown in text


def test_a_part_on_another_day_names_its_day() -> None:
    parts = (papers.Part(name="实操", starts_at=cast.at(9, day=29), ends_at=cast.at(11, day=29)),)
    ticket = cast.ticket(occasion=cast.occasion(parts=parts))
    text = reading.words(papers.tickets([ticket], cast.IMPRINT))
    assert "实操11月29日09:00–11:00" in text
    assert "11月29日09:00实操开始" in text


def test_tickets_of_several_plans_each_show_their_own() -> None:
    other = cast.occasion(plan="2026年11月物流管理（初级）考核")
    file = papers.tickets(
        [cast.ticket(), cast.ticket(occasion=other, holder="韩启明")], cast.IMPRINT
    )
    assert "云计算平台运维与开发（中级）" in reading.words(file, 0)
    assert "物流管理（初级）" in reading.words(file, 1)
    assert "韩启明" in reading.words(file, 1)


def test_a_thousand_tickets_are_a_thousand_pages_in_bounded_memory() -> None:
    candidates = [
        cast.ticket(
            holder=f"考生{n}号", number=f"2611 {n:05}", code_text=f"https://zs.example.cn/t/{n}"
        )
        for n in range(1000)
    ]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    file = papers.tickets(candidates, cast.IMPRINT)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 400 * 1024
    assert reading.page_count(file) == 1000
    for page in (0, 49, 50, 999):
        assert f"考生{page}号" in reading.words(file, page)


def test_a_bound_file_is_the_same_file_each_time_and_keeps_its_title() -> None:
    candidates = [cast.ticket(seat=str(n)) for n in range(60)]
    file = papers.tickets(candidates, cast.IMPRINT)
    assert papers.tickets(candidates, cast.IMPRINT) == file
    assert (
        reading.about(file)["/Title"] == "准考证 2026年11月云计算平台运维与开发（中级）考核共60张"
    )
    assert reading.language(file) == "zh-CN"


def test_a_long_name_stays_on_the_ticket() -> None:
    file = papers.tickets(
        [cast.ticket(holder=cast.LONG_NAME, group="江淮智造职业学院" * 5, place="清流楼二层" * 10)],
        cast.DEMO,
    )
    assert reading.page_count(file) == 1
    assert cast.LONG_NAME in reading.words(file)


def test_the_notice_may_be_left_out() -> None:
    file = papers.tickets([cast.ticket(occasion=cast.occasion(notice=(), help=""))], cast.IMPRINT)
    assert "考生须知" not in reading.words(file)


def test_every_paper_of_the_demonstration_says_so() -> None:
    rooms = [cast.room(3)]
    for file in (
        papers.tickets([cast.ticket()], cast.DEMO),
        papers.door_lists(rooms, cast.DEMO),
        papers.desk_labels(rooms, cast.DEMO),
        papers.attendance_sheets(rooms, cast.DEMO),
        papers.activation_slips([cast.slips(3)], "https://zs.example.cn/activate", cast.DEMO),
        papers.listing(cast.listing(3), cast.DEMO),
        papers.verification_report(cast.report(demo=True)),
    ):
        assert "演示" in reading.words(file)


def test_no_paper_of_the_real_programme_says_demonstration() -> None:
    file = papers.attendance_sheets([cast.room(3)], cast.IMPRINT)
    assert "演示" not in reading.words(file)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("沈予安", "沈*安"),
        ("程一", "程*"),
        ("欧阳若楠", "欧**楠"),
        ("阿卜杜热合曼·麦麦提", "阿**提"),
        ("李", "李"),
        ("", ""),
    ],
)
def test_names_are_masked_as_doors_customarily_show_them(name: str, masked: str) -> None:
    assert papers.masked_name(name) == masked


def test_a_door_list_shows_masked_names_only() -> None:
    text = reading.words(papers.door_lists([cast.room(30)], cast.IMPRINT))
    assert "0126110038701240201韩*明" in text
    assert "韩启明" not in text
    assert "3401" not in text
    assert "人数30" in text


def test_an_attendance_sheet_shows_whole_names_and_masked_numbers_and_two_assessors() -> None:
    file = papers.attendance_sheets([cast.room(30)], cast.IMPRINT)
    text = reading.words(file)
    assert "韩启明3401****001X" in text
    assert "考评员一（签名）" in text
    assert "考评员二（签名）" in text
    assert "应到30人" in text
    assert reading.page_count(file) == 2
    assert "座位准考证号姓名证件理论签到09:00–10:30实操签到" in reading.words(file, 1)


def test_each_room_has_pages_and_page_numbers_of_its_own() -> None:
    rooms = [cast.room(30), cast.room(70, number="03"), cast.room(0, number="04")]
    file = papers.door_lists(rooms, cast.IMPRINT)
    assert reading.page_count(file) == 4
    assert "第1页共1页" in reading.words(file, 0)
    assert "第2页共2页" in reading.words(file, 2)
    assert "本考场没有编排考生" in reading.words(file, 3)


def test_an_empty_room_has_a_sheet_that_says_so() -> None:
    assert "本考场没有编排考生" in reading.words(
        papers.attendance_sheets([cast.room(0)], cast.IMPRINT)
    )


def test_desk_labels_stand_fourteen_to_a_page() -> None:
    file = papers.desk_labels([cast.room(15), cast.room(14, number="03")], cast.IMPRINT)
    assert reading.page_count(file) == 3
    assert "考场032026年11月28日" in reading.words(file, 1)


def test_a_rare_character_is_left_for_writing_in_and_does_not_stop_the_day() -> None:
    seat = papers.Seat(seat="01", number="2611", holder="张\U0002c386华")
    for paper in (papers.door_lists, papers.desk_labels, papers.attendance_sheets):
        assert "U+2C386），请依证件补写" in reading.words(
            paper([cast.room(seats=(seat,))], cast.IMPRINT)
        )


@pytest.mark.parametrize("paper", [papers.tickets, papers.door_lists, papers.attendance_sheets])
def test_a_file_without_pages_is_refused(
    paper: Callable[[list[Never], papers.Imprint], bytes],
) -> None:
    with pytest.raises(papers.NothingToPrint):
        paper([], cast.IMPRINT)


def test_labels_for_rooms_without_candidates_are_refused() -> None:
    with pytest.raises(papers.NothingToPrint):
        papers.desk_labels([cast.room(0)], cast.IMPRINT)


def test_a_file_that_nobody_could_open_is_refused() -> None:
    with pytest.raises(papers.TooManyPapers, match="at most 2000; 2001 were asked for"):
        papers.tickets([cast.ticket()] * 2001, cast.IMPRINT)
