"""Dates: spreadsheet dates, serial numbers, and the ways people write them in text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from shuzheng.foundation.sheets import cells
from shuzheng.foundation.sheets.findings import Finding, corrected, error, notice, refuse
from shuzheng.foundation.sheets.kinds.base import (
    INVISIBLE,
    Kind,
    Validation,
    narrow,
    remark,
    unwrapped,
)
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from shuzheng.foundation.sheets.cells import Cell
    from shuzheng.foundation.sheets.kinds.base import Reader

ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WRITTEN = re.compile(
    r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?"
    r"(?:[ T]0{1,2}:00(?::00(?:\.0+)?)?)?"
)
EIGHT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
EIGHT_DIGITS = range(19_000_101, 21_001_232)

NOT_A_DATE = N_("“{shown}” is not a date; write it as 2026-03-01")
NO_SUCH_DAY = N_("There is no such day: {year}-{month}-{day}")


@dataclass(frozen=True, slots=True)
class Date(Kind):
    """A calendar day between two bounds, both included. Birth dates are `private`: masked."""

    earliest: date = date(1900, 3, 1)
    latest: date = date(2199, 12, 31)
    private: bool = False
    width: ClassVar[int] = 13
    as_text: ClassVar[bool] = False
    number_format: ClassVar[str] = "yyyy-mm-dd"

    def reader(self) -> Reader:
        """Return the reader; it remembers values that repeat down a column."""
        seen: dict[str | float, object] = {}

        def read(cell: Cell) -> object:
            key = cell[1] if isinstance(cell, list) else cell
            known = seen.get(key)
            if known is None:
                known = self._judge(cell)
                if len(seen) < cells.REMEMBERED and not isinstance(cell, bool):
                    seen[key] = known
            return known

        return read

    def _judge(self, cell: Cell) -> object:
        if isinstance(cell, str):
            return self._text(cell)
        if isinstance(cell, list):
            moment = cells.moment(cell)
            if isinstance(moment, datetime):
                moment = moment.date()
            return self._bounded(moment, []) if moment else _no_date(cells.plain(cell))
        if isinstance(cell, bool):
            return _no_date(cells.plain(cell))
        if int(cell) in EIGHT_DIGITS:
            return self._text(cells.plain(cell))
        day = cells.serial_day(float(cell))
        return self._bounded(day, []) if day else _no_date(cells.plain(cell))

    def _text(self, cell: str) -> object:
        text = narrow(INVISIBLE.sub("", unwrapped(cell.strip()))).strip()
        if not text:
            return None
        match = WRITTEN.fullmatch(text) or EIGHT.fullmatch(text)
        if not match:
            return _no_date(text)
        year, month, day = (int(part) for part in match.groups())
        try:
            on = date(year, month, day)
        except ValueError:
            if self.private:
                return refuse("no-such-day", N_("There is no such day"))
            return refuse("no-such-day", NO_SUCH_DAY, year=year, month=month, day=day)
        plain = bool(ISO.fullmatch(cell)) or bool(EIGHT.fullmatch(cell))
        note = corrected("date-read", N_("Read as {day}"), day=self._said(on))
        return self._bounded(on, [] if plain else [note])

    def _bounded(self, on: date, findings: list[Finding]) -> object:
        if on < self.earliest:
            fault = error("too-early", N_("Not before {earliest}"), earliest=str(self.earliest))
            return remark(on, [*findings, fault])
        if on > self.latest:
            fault = error("too-late", N_("Not after {latest}"), latest=str(self.latest))
            return remark(on, [*findings, fault])
        return remark(on, findings)

    def _said(self, on: date) -> str:
        return "****-**-**" if self.private else str(on)

    def show(self, cell: Cell | None) -> str:
        """Return the cell; hidden where the date is private."""
        text = cells.plain(cell)
        return "****-**-**" if self.private and text else text

    def write(self, value: object) -> date | None:
        """Return the day."""
        return value if isinstance(value, date) else None

    def hint(self) -> Finding:
        """Say how to write it."""
        return notice("hint", N_("A date such as 2026-03-01"))

    def validation(self) -> Validation:
        """Let the spreadsheet check the bounds."""
        return Validation("date", self.earliest, self.latest)


def _no_date(shown: str) -> object:
    return refuse("not-a-date", NOT_A_DATE, shown=shown[:20])
