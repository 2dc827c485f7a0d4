"""Whole numbers, decimals with places, and money.

A spreadsheet keeps 280.1 as a float; its own 15 digits are read, never the float's tail, and the
value is a Decimal or an int from then on. Money is whole fen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, ClassVar

from shuzheng.foundation.sheets import cells
from shuzheng.foundation.sheets.findings import NARROWED, Finding, error, notice
from shuzheng.foundation.sheets.kinds.base import (
    INVISIBLE,
    Kind,
    Validation,
    narrow,
    remark,
    unwrapped,
)
from shuzheng.foundation.sheets.kinds.texts import DATE_FOR_TEXT
from shuzheng.kernel import money
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from shuzheng.foundation.sheets.cells import Cell
    from shuzheng.foundation.sheets.kinds.base import Reader

NUMBER = re.compile(r"[+-]?([0-9]{1,15}|[0-9]{1,3}(,[0-9]{3}){1,4})(\.[0-9]{1,15})?")
YUAN = re.compile(r"^[¥￥]\s*|\s*元$")
MOST = 10**12

NOT_A_NUMBER = N_("“{shown}” is not a number")
NOT_WHOLE = N_("{shown} is not a whole number")
TOO_SMALL = N_("At least {minimum}")
TOO_BIG = N_("At most {maximum}")
TOO_FINE = N_("At most {places} decimal places")


def parsed(cell: Cell, strip: re.Pattern[str] | None = None) -> tuple[Decimal | None, bool]:
    """Return a cell's number (None where it is none) and whether its spelling was put right."""
    if isinstance(cell, (bool, list)):
        return None, False
    if not isinstance(cell, str):
        return Decimal(cells.decimal(cell)), False
    text = narrow(INVISIBLE.sub("", unwrapped(cell.strip()))).strip()
    text = strip.sub("", text) if strip else text
    if not NUMBER.fullmatch(text):
        return None, False
    try:
        return Decimal(text.replace(",", "")), text != cell
    except InvalidOperation:
        return None, False


@dataclass(frozen=True, slots=True)
class Whole(Kind):
    """A whole number between two bounds, both included."""

    minimum: int = 0
    maximum: int = 1_000_000_000
    width: ClassVar[int] = 10
    as_text: ClassVar[bool] = False
    number_format: ClassVar[str] = "0"

    def reader(self) -> Reader:
        """Return the reader."""
        low, high = self.minimum, self.maximum

        def read(cell: Cell) -> object:
            if isinstance(cell, float) and low <= cell <= high and cell.is_integer():
                return int(cell)
            return self._judge(cell)

        return read

    def _judge(self, cell: Cell) -> object:
        number, changed = parsed(cell)
        if number is None:
            return _not_a_number(cell)
        findings = [NARROWED] if changed else []
        if number != number.to_integral_value():
            fault = error("not-whole", NOT_WHOLE, shown=cells.plain(cell))
            return remark(None, [*findings, fault])
        outside = _outside(number, self.minimum, self.maximum)
        return remark(int(number), [*findings, outside] if outside else findings)

    def write(self, value: object) -> int | None:
        """Return the number."""
        return value if isinstance(value, int) else None

    def hint(self) -> Finding:
        """Say the bounds."""
        return notice(
            "hint",
            N_("A whole number, {minimum} to {maximum}"),
            minimum=self.minimum,
            maximum=self.maximum,
        )

    def validation(self) -> Validation:
        """Let the spreadsheet check the bounds."""
        return Validation("integer", self.minimum, self.maximum)


@dataclass(frozen=True, slots=True)
class Number(Kind):
    """A decimal number with at most `places` places, between two bounds, both included."""

    places: int = 2
    minimum: Decimal = Decimal(0)
    maximum: Decimal = Decimal(MOST)
    width: ClassVar[int] = 10
    as_text: ClassVar[bool] = False
    number_format: ClassVar[str] = "0.######"

    def reader(self) -> Reader:
        """Return the reader."""
        return self._judge

    def _judge(self, cell: Cell) -> object:
        number, changed = parsed(cell)
        if number is None:
            return _not_a_number(cell)
        findings = [NARROWED] if changed else []
        fault = _too_fine(number, self.places) or _outside(number, self.minimum, self.maximum)
        return remark(number, [*findings, fault] if fault else findings)

    def write(self, value: object) -> Decimal | None:
        """Return the number."""
        return value if isinstance(value, Decimal) else None

    def hint(self) -> Finding:
        """Say the bounds and places."""
        return notice(
            "hint",
            N_("A number, {minimum} to {maximum}, at most {places} decimal places"),
            minimum=self.minimum,
            maximum=self.maximum,
            places=self.places,
        )

    def validation(self) -> Validation:
        """Let the spreadsheet check the bounds."""
        return Validation("decimal", float(self.minimum), float(self.maximum))


@dataclass(frozen=True, slots=True)
class Fen(Kind):
    """An amount written in yuan and kept in fen; bounds in fen, both included."""

    minimum: int = 0
    maximum: int = MOST
    width: ClassVar[int] = 12
    as_text: ClassVar[bool] = False
    number_format: ClassVar[str] = "#,##0.00"

    def reader(self) -> Reader:
        """Return the reader."""
        return self._judge

    def _judge(self, cell: Cell) -> object:
        amount, changed = parsed(cell, YUAN)
        if amount is None:
            return _not_a_number(cell)
        findings = [NARROWED] if changed else []
        fault = _too_fine(amount, 2)
        if fault:
            return remark(None, [*findings, fault])
        fen = int(amount * money.FEN_PER_YUAN)
        outside = self._outside(fen)
        return remark(fen, [*findings, outside] if outside else findings)

    def _outside(self, fen: int) -> Finding | None:
        if fen < self.minimum:
            return error("too-small", TOO_SMALL, minimum=money.yuan(self.minimum))
        if fen > self.maximum:
            return error("too-big", TOO_BIG, maximum=money.yuan(self.maximum))
        return None

    def write(self, value: object) -> Decimal | None:
        """Return the amount in yuan."""
        return Decimal(value) / money.FEN_PER_YUAN if isinstance(value, int) else None

    def hint(self) -> Finding:
        """Say the unit."""
        return notice("hint", N_("In yuan, at most two decimal places"))

    def validation(self) -> Validation:
        """Let the spreadsheet check the bounds."""
        return Validation(
            "decimal", self.minimum / money.FEN_PER_YUAN, self.maximum / money.FEN_PER_YUAN
        )


def _not_a_number(cell: Cell) -> object:
    if isinstance(cell, list):
        return DATE_FOR_TEXT
    if isinstance(cell, str) and not INVISIBLE.sub("", cell).strip():
        return None
    shown = cells.plain(cell)[:20]
    return remark(None, [error("not-a-number", NOT_A_NUMBER, shown=shown)])


def _outside(number: Decimal, minimum: Decimal | int, maximum: Decimal | int) -> Finding | None:
    if number < minimum:
        return error("too-small", TOO_SMALL, minimum=minimum)
    if number > maximum:
        return error("too-big", TOO_BIG, maximum=maximum)
    return None


def _too_fine(number: Decimal, places: int) -> Finding | None:
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        return error("too-fine", TOO_FINE, places=places)
    return None
