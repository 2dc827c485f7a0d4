"""Export rows by a sheet: a workbook or CSV, streaming, with what was printed by whom above it.

Numbers and dates are real, codes are text, the header can be filtered. What comes out can go in
again: the reader finds the header under the title rows.
"""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from django.utils.translation import gettext

from shuzheng.foundation.sheets import styles
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from xlsxwriter.worksheet import Worksheet

    from shuzheng.foundation.sheets.kinds.base import Kind, Written
    from shuzheng.foundation.sheets.schema import Sheet

HEADING_ROWS = 2
LAST_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above an export: whose it is, and which filter made it, in words."""

    title: str
    printed_by: str
    printed_at: datetime
    filter_words: str = ""

    def line(self) -> str:
        """Return who printed what when, as one line."""
        moment = self.printed_at.astimezone(periods.SHANGHAI).strftime("%Y-%m-%d %H:%M")
        line = gettext("Printed by {name} at {moment}").format(name=self.printed_by, moment=moment)
        if not self.filter_words:
            return line
        return f"{line}　{gettext('Filter: {words}').format(words=self.filter_words)}"


def workbook(
    sheet: Sheet, rows: Iterable[Mapping[str, Any]], target: BinaryIO, heading: Heading
) -> int:
    """Write `rows` (values by column name) as .xlsx into `target`; return how many."""
    with styles.book(target) as (book, looks):
        page = book.add_worksheet(styles.tab(sheet.title))
        return _page(page, sheet, rows, looks, heading)


def _page(
    page: Worksheet,
    sheet: Sheet,
    rows: Iterable[Mapping[str, Any]],
    looks: styles.Styles,
    heading: Heading,
) -> int:
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.spreadsheet_width())
    styles.put(page, 0, 0, heading.title, looks, bold=True, font_size=14)
    styles.put(page, 1, 0, heading.line(), looks, font_color=styles.QUIET, font_size=9)
    for place, column in enumerate(sheet.columns):
        page.write_string(HEADING_ROWS, place, column.header, looks.header())
    page.freeze_panes(HEADING_ROWS + 1, 0)
    page.repeat_rows(HEADING_ROWS)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&9" + heading.line().replace("&", "&&")[:200] + "&R&9&P / &N")
    kinds = [(column.name, column.kind, _look(column.kind)) for column in sheet.columns]
    count = 0
    for count, row in enumerate(rows, 1):
        for place, (name, kind, look) in enumerate(kinds):
            value = kind.write(row.get(name))
            if value is not None:
                styles.put(page, HEADING_ROWS + count, place, value, looks, **look)
    page.autofilter(HEADING_ROWS, 0, HEADING_ROWS + max(count, 1), len(sheet.columns) - 1)
    return count


def text(sheet: Sheet, rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Yield `rows` as CSV in UTF-8 with the mark that lets a spreadsheet know; header first."""
    yield codecs.BOM_UTF8 + _line([column.header for column in sheet.columns])
    kinds = [(column.name, column.kind) for column in sheet.columns]
    for row in rows:
        yield _line([_inert(kind.write(row.get(name))) for name, kind in kinds])


def _look(kind: Kind) -> dict[str, object]:
    return {"num_format": kind.number_format} if kind.number_format else {}


def _line(values: list[str]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerow(values)
    return buffer.getvalue().encode()


def _inert(value: Written) -> str:
    if value is None:
        return ""
    shown = str(value)
    # A spreadsheet runs a CSV cell that begins like a formula; numbers below zero are no text.
    return f"'{shown}" if isinstance(value, str) and shown.startswith(styles.RISKY) else shown
