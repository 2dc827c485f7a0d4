"""Days and times as papers write them, in the province's time: in Chinese, but for one paper.

Spaces between figures and characters are made by the typesetter, never typed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.kernel import periods

if TYPE_CHECKING:
    from datetime import date, datetime

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(on: date) -> str:
    """Return a day such as 2026年7月15日."""
    return f"{on.year}年{on.month}月{on.day}日"


def day_of(at: datetime) -> str:
    """Return the province's day at an aware instant, such as 2026年7月15日."""
    return day(periods.day(at))


def weekday_of(at: datetime) -> str:
    """Return the province's weekday at an aware instant, such as 星期六."""
    return WEEKDAYS[periods.day(at).weekday()]


def time_of(at: datetime) -> str:
    """Return the province's time of day at an aware instant, such as 08:30."""
    return f"{at.astimezone(periods.SHANGHAI):%H:%M}"


def instant(at: datetime) -> str:
    """Return day and time of an aware instant, such as 2026年11月24日 10:32."""
    return f"{day_of(at)} {time_of(at)}"


def instant_in_english(at: datetime) -> str:
    """Return day and time of an aware instant, such as 24 November 2026, 10:32."""
    on = periods.day(at)
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}, {time_of(at)} (Beijing time)"


def span(starts_at: datetime, ends_at: datetime, beside: date) -> str:
    """Return a time span such as 09:00–10:30; the day is named where it is not `beside`."""
    times = f"{time_of(starts_at)}–{time_of(ends_at)}"
    on = periods.day(starts_at)
    return times if on == beside else f"{on.month}月{on.day}日 {times}"
