"""Raw cells as they arrive from a workbook or a CSV file, before any column has judged them.

A cell is text, a number, a truth value, or a list `["date", "2026-03-01"]` (also "datetime",
"time", "duration"), because cells cross a pipe as JSON. Blank is `""`. Newcomers trip over numbers:
a spreadsheet keeps every number as a float of 15 digits, so one of 18 has already lost some.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

Cell = str | int | float | bool | list[str]

REMEMBERED = 20_000
"""How many different cells of one column a reader keeps an answer for."""

EXACT = 10**15
"""Whole numbers below this survive a spreadsheet unharmed."""

FIRST_SERIAL, LAST_SERIAL = 61, 2_958_465
EPOCH = date(1899, 12, 30)
"""Day 0 of spreadsheet dates; serials up to 60 are off by one (Lotus' 29 February 1900)."""


def letter(position: int) -> str:
    """Return the spreadsheet letter of a column, counted from 0 (0 is A, 26 is AA)."""
    letters = ""
    left = position + 1
    while left:
        left, digit = divmod(left - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def plain(cell: Cell | None) -> str:
    """Return a cell as a spreadsheet would show it: 12.0 as 12, long numbers as 3.40111E+17."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, list):
        return cell[1]
    if abs(cell) >= EXACT:
        return f"{cell:.5E}"
    return decimal(cell)


def decimal(number: float) -> str:
    """Return a number's digits as the spreadsheet kept them: 15 significant, no exponent."""
    return f"{Decimal(format(number, '.15g')):f}"


def moment(cell: list[str]) -> date | datetime | None:
    """Return the date or date and time of a dated cell; None for a time or a duration."""
    kind, text = cell
    if kind == "date":
        return date.fromisoformat(text)
    return datetime.fromisoformat(text) if kind == "datetime" else None


def serial_day(serial: float) -> date | None:
    """Return the day of a spreadsheet serial number, or None where it is not a plausible one."""
    if not FIRST_SERIAL <= serial <= LAST_SERIAL:
        return None
    return EPOCH + timedelta(days=int(serial))
