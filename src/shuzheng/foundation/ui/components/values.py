"""Filters: numbers, money, rates, masks, days and times as the look writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template import Library

from shuzheng.foundation import clock
from shuzheng.foundation.ui import formats

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

register = Library()


@register.filter
def mask(value: object) -> str:
    """Show head and tail of a personal number."""
    return formats.mask(str(value or ""))


@register.filter
def number(value: Decimal | float | None) -> str:
    """Write thousands separators; unknown is a dash."""
    return formats.number(value)


@register.filter
def yuan(fen: int | None) -> str:
    """Write fen as yuan."""
    return formats.yuan(fen)


@register.filter
def rate(numerator: int | None, denominator: int | None) -> str:
    """Write `numerator|rate:denominator` as 92.5%, or that there is no data."""
    return formats.rate(numerator, denominator)


@register.filter
def shanghai_date(value: date | datetime | None, now: datetime | None = None) -> str:
    """Write a day for a cell: 11-27; with the year when it is not this one's."""
    return formats.day_cell(value, now or clock.now())


@register.filter
def shanghai_day(value: date | datetime | None, now: datetime | None = None) -> str:
    """Write a day for a sentence: 11月27日."""
    return formats.day_words(value, now or clock.now())


@register.filter
def shanghai_time(value: datetime | None) -> str:
    """Write the time of day: 10:32."""
    return formats.clock_time(value)


@register.filter
def shanghai_instant(value: datetime | None, now: datetime | None = None) -> str:
    """Write day and time for a cell: 11-24 10:32."""
    return formats.instant(value, now or clock.now())


@register.filter
def deadline(until: date | datetime | None, now: datetime | None = None) -> str:
    """Write a deadline in full: 11月27日（周五）24:00，还有3天."""
    return formats.due(until, now or clock.now()).full if until else formats.NOTHING
