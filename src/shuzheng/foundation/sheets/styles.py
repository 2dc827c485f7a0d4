"""How our workbooks look, and how text from outside is written so that it never runs.

Every string is written as a string: no formulas, no links, no numbers guessed from text. A text
that a spreadsheet might take for a formula also carries the mark by which Excel keeps it text.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import xlsxwriter

from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FONT = "Microsoft YaHei"
INK, LINE, GROUND, QUIET = "#14262A", "#C9D3D4", "#E4ECEC", "#5B6B6E"
BAD, BAD_INK, WAIT, WAIT_INK = "#FBE3DF", "#8F1D14", "#FBEFD9", "#7A4A06"
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
LONGEST = 32_767
FORBIDDEN = str.maketrans("[]:*?/\\'", "        ")
NAME_LENGTH = 31


class Styles:
    """The formats of one workbook, made once each."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.made: dict[tuple[tuple[str, object], ...], Format] = {}

    def get(self, **properties: object) -> Format:
        """Return a format with our font and these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter"}
            self.made[key] = self.workbook.add_format({**base, **properties})
        return self.made[key]

    def header(self, **properties: object) -> Format:
        """Return the format of a heading."""
        return self.get(
            bold=True, bg_color=GROUND, bottom=1, bottom_color=LINE, text_wrap=True, **properties
        )

    def title(self) -> Format:
        """Return the format of a title."""
        return self.get(bold=True, font_size=14)

    def quiet(self, **properties: object) -> Format:
        """Return the format of small print."""
        return self.get(**{"font_color": QUIET, "font_size": 9, **properties})


@contextmanager
def book(target: BinaryIO, *, streaming: bool = True) -> Iterator[tuple[Workbook, Styles]]:
    """Yield a new workbook that is written to `target` when the block ends.

    Streaming keeps rows in a private directory instead of memory; they must come in order.
    """
    with tempfile.TemporaryDirectory() as directory:
        options = {
            "constant_memory": streaming,
            "in_memory": not streaming,
            "tmpdir": directory,
            "strings_to_numbers": False,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "nan_inf_to_errors": True,
            "default_date_format": "yyyy-mm-dd",
        }
        workbook = xlsxwriter.Workbook(target, options)
        try:
            yield workbook, Styles(workbook)
        finally:
            workbook.close()


def put(
    worksheet: Worksheet, row: int, column: int, value: object, styles: Styles, **look: object
) -> None:
    """Write one value in its own type, inert."""
    if value is None or value == "":
        if look:
            worksheet.write_blank(row, column, None, styles.get(**look))
    elif isinstance(value, bool):
        worksheet.write_boolean(row, column, value, styles.get(**look))
    elif isinstance(value, (int, float, Decimal)):
        worksheet.write_number(row, column, value, styles.get(**look))
    elif isinstance(value, (date, datetime)):
        worksheet.write_datetime(row, column, _wall(value), styles.get(**_dated(value, look)))
    else:
        text = str(value)[:LONGEST]
        risky = {"quote_prefix": True} if text.startswith(RISKY) else {}
        style = styles.get(**{"num_format": "@", **look, **risky})
        worksheet.write_string(row, column, text, style)


def tab(name: str) -> str:
    """Return a name that a worksheet may have."""
    return name.translate(FORBIDDEN).strip()[:NAME_LENGTH] or "Sheet"


def _wall(value: date | datetime) -> date | datetime:
    # A spreadsheet knows no zones: instants are shown as the province's wall clock.
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(periods.SHANGHAI).replace(tzinfo=None)
    return value


def _dated(value: date | datetime, look: dict[str, object]) -> dict[str, object]:
    usual = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
    return {"num_format": usual, **look}
