"""How numbers, money, dates and deadlines are written, in both languages.

Authority: the look, section 6. Dates are days in the province; `now` decides whether a year is
written. A newcomer would write `{{ value|date }}`: that shows UTC days near midnight.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext, pgettext

from shuzheng.foundation.ui.parts import Kind
from shuzheng.kernel import money, periods

if TYPE_CHECKING:
    from decimal import Decimal

ID_LENGTH = 15
PHONE_LENGTH = 11
NOTHING = "—"


def mask(text: str) -> str:
    """Show head and tail of a personal number: 3401****002X, 138****0017; else only a head."""
    text = text.strip()
    if len(text) >= ID_LENGTH:
        return f"{text[:4]}****{text[-4:]}"
    if len(text) == PHONE_LENGTH:
        return f"{text[:3]}****{text[-4:]}"
    return f"{text[:1]}****" if text else ""


def number(value: Decimal | float | None) -> str:
    """Write a number with thousands separators; an unknown one is a dash, never 0."""
    return NOTHING if value is None else f"{value:,}"


def yuan(fen: int | None) -> str:
    """Write fen as yuan with its unit; parts of a yuan only where there are any."""
    if fen is None:
        return NOTHING
    return gettext("¥%(amount)s") % {"amount": money.yuan(fen).removesuffix(".00")}


def rate(numerator: int | None, denominator: int | None) -> str:
    """Write a share with one decimal: 92.5%; without a denominator there is no data."""
    if numerator is None or not denominator:
        return gettext("No data")
    return f"{per_mille(numerator, denominator) / 10:.1f}%"


def per_mille(numerator: int, denominator: int) -> int:
    """Return the share in thousandths, halves rounded up, in whole numbers only."""
    return (2000 * numerator + denominator) // (2 * denominator)


def province_day(value: date | datetime) -> date:
    """Return the calendar day in the province."""
    return periods.day(value) if isinstance(value, datetime) else value


def day_cell(value: date | datetime | None, now: datetime) -> str:
    """Write a day for a table cell: 11-27, or 2025-11-27 when it is not this year's."""
    if value is None:
        return NOTHING
    on = province_day(value)
    this_year = on.year == periods.day(now).year
    return f"{on:%m-%d}" if this_year else on.isoformat()


def day_words(value: date | datetime | None, now: datetime) -> str:
    """Write a day for a sentence: 11月27日, or 2027年1月5日 when it is not this year's."""
    if value is None:
        return NOTHING
    on = province_day(value)
    if on.year == periods.day(now).year:
        shown = gettext("%(day)d %(month)s")
    else:
        shown = gettext("%(day)d %(month)s %(year)d")
    return shown % {"day": on.day, "month": _month(on.month), "year": on.year}


def clock_time(value: datetime | None) -> str:
    """Write the time of day in the province, 24 hours: 10:32."""
    return NOTHING if value is None else f"{value.astimezone(periods.SHANGHAI):%H:%M}"


def instant(value: datetime | None, now: datetime) -> str:
    """Write a day and a time for a cell: 11-24 10:32."""
    return NOTHING if value is None else f"{day_cell(value, now)} {clock_time(value)}"


def weekday(on: date) -> str:
    """Write the day of the week: 周五, Fri."""
    names = (
        pgettext("weekday", "Mon"),
        pgettext("weekday", "Tue"),
        pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"),
        pgettext("weekday", "Fri"),
        pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    )
    return names[on.weekday()]


def _month(month: int) -> str:
    names = (
        pgettext("month", "Jan"),
        pgettext("month", "Feb"),
        pgettext("month", "Mar"),
        pgettext("month", "Apr"),
        pgettext("month", "May"),
        pgettext("month", "Jun"),
        pgettext("month", "Jul"),
        pgettext("month", "Aug"),
        pgettext("month", "Sep"),
        pgettext("month", "Oct"),
        pgettext("month", "Nov"),
        pgettext("month", "Dec"),
    )
    return names[month - 1]


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline against the clock: its kind, the remaining time in words, the day, the hour."""

    kind: Kind
    left: str
    day: str
    hour: str
    full: str
    on: date
    days: int

    @property
    def overdue(self) -> bool:
        """Whether it has passed."""
        return self.kind is Kind.BAD


def due(until: date | datetime, now: datetime) -> Due:
    """Put a deadline in words; a day ends at its 24:00, as does an instant at midnight."""
    ends = end_of(until)
    local = ends.astimezone(periods.SHANGHAI)
    midnight = local.hour == local.minute == local.second == 0
    on = local.date() - timedelta(days=1) if midnight else local.date()
    hour = "24:00" if midnight else f"{local:%H:%M}"
    today = periods.day(now)
    days = (on - today).days
    kind = _kind(days, passed=now >= ends)
    left = _left(days, passed=now >= ends)
    day = day_words(on, now)
    full = gettext("%(day)s (%(weekday)s) %(hour)s, %(left)s") % {
        "day": day,
        "weekday": weekday(on),
        "hour": hour,
        "left": left,
    }
    return Due(kind, left, day, hour, full, on, days)


def end_of(until: date | datetime | None) -> datetime:
    """Return the instant a deadline ends, for ordering; no deadline sorts as the epoch."""
    if until is None:
        return datetime.fromtimestamp(0, periods.SHANGHAI)
    return until if isinstance(until, datetime) else periods.end_of(until)


def _kind(days: int, *, passed: bool) -> Kind:
    if passed:
        return Kind.BAD
    return Kind.WAIT if days <= 1 else Kind.OFF


def _left(days: int, *, passed: bool) -> str:
    if passed and days == 0:
        return gettext("overdue since today")
    if passed:
        late = -days
        return ngettext("%(days)d day overdue", "%(days)d days overdue", late) % {"days": late}
    if days == 0:
        return gettext("today")
    return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
