"""Numbers, money, rates, masks, days and deadlines read as the look writes them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Kind
from shuzheng.kernel.periods import SHANGHAI

NOW = datetime(2026, 11, 24, 10, 32, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("11010519491231002X", "1101****002X"),
        ("13800000017", "138****0017"),
        ("X123", "X****"),
        ("", ""),
    ],
)
def test_a_personal_number_shows_head_and_tail_only(text: str, shown: str) -> None:
    assert formats.mask(text) == shown


def test_an_unknown_number_is_a_dash_and_never_zero() -> None:
    assert formats.number(None) == "—"
    assert formats.number(0) == "0"
    assert formats.number(128460) == "128,460"


def test_money_is_yuan_with_parts_only_where_there_are_any() -> None:
    assert formats.yuan(28000) == "280元"
    assert formats.yuan(128050) == "1,280.50元"
    with translation.override("en"):
        assert formats.yuan(28000) == "¥280"


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        (186, 201, "92.5%"),
        (1, 1, "100.0%"),
        (0, 7, "0.0%"),
        (1, 2000, "0.1%"),
        (0, 0, "无数据"),
        (None, 5, "无数据"),
    ],
)
def test_a_rate_has_one_decimal_and_needs_a_denominator(
    numerator: int | None, denominator: int | None, shown: str
) -> None:
    assert formats.rate(numerator, denominator) == shown


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_share_is_rounded_to_the_nearest_thousandth(numerator: int, denominator: int) -> None:
    share = formats.per_mille(numerator, denominator)
    assert abs(share * denominator - 1000 * numerator) * 2 <= denominator


def test_a_day_has_its_year_only_when_it_is_not_this_one() -> None:
    assert formats.day_cell(date(2026, 3, 5), NOW) == "03-05"
    assert formats.day_cell(date(2027, 1, 5), NOW) == "2027-01-05"
    assert formats.day_words(date(2026, 11, 27), NOW) == "11月27日"
    assert formats.day_words(date(2027, 1, 5), NOW) == "2027年1月5日"
    with translation.override("en"):
        assert formats.day_words(date(2027, 1, 5), NOW) == "5 Jan 2027"


def test_an_instant_is_shown_in_the_province_s_time() -> None:
    late = datetime.fromisoformat("2026-11-23T17:30:00+00:00")
    assert formats.instant(late, NOW) == "11-24 01:30"
    assert formats.clock_time(late) == "01:30"


@pytest.mark.parametrize(
    ("until", "kind", "full"),
    [
        (date(2026, 11, 22), Kind.BAD, "11月22日（周日）24:00，逾期2天"),
        (date(2026, 11, 24), Kind.WAIT, "11月24日（周二）24:00，今天"),
        (date(2026, 11, 25), Kind.WAIT, "11月25日（周三）24:00，还有1天"),
        (date(2026, 11, 27), Kind.OFF, "11月27日（周五）24:00，还有3天"),
        (
            datetime(2026, 11, 24, 9, 0, tzinfo=SHANGHAI),
            Kind.BAD,
            "11月24日（周二）09:00，今天已过期限",
        ),
        (
            datetime(2026, 11, 28, 0, 0, tzinfo=SHANGHAI),
            Kind.OFF,
            "11月27日（周五）24:00，还有3天",
        ),
    ],
)
def test_a_deadline_gives_day_hour_and_what_is_left(
    until: date | datetime, kind: Kind, full: str
) -> None:
    it = formats.due(until, NOW)
    assert (it.kind, it.full) == (kind, full)


def test_one_day_is_singular_in_english() -> None:
    with translation.override("en"):
        assert formats.due(date(2026, 11, 25), NOW).left == "1 day left"
        assert formats.due(date(2026, 11, 22), NOW).left == "2 days overdue"
