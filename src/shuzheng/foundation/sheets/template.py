"""The blank workbook of a sheet: headings, drop-downs, notes, examples and instructions.

Nothing in it is locked: people paste into templates, and a locked cell only teaches them to make a
workbook of their own.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from shuzheng.foundation.sheets import cells, styles
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from shuzheng.foundation.sheets.kinds import Kind, Validation
    from shuzheng.foundation.sheets.schema import Column, Sheet

FILLABLE_ROWS = 5_000
"""Rows that get drop-downs and text cells; later rows work too, without them."""
INLINE_LIST = 255
LISTS_NAME = "_lists"
BOUNDED = {"integer": "integer", "decimal": "decimal", "date": "date", "length": "length"}

GENERAL = (
    N_("Keep the headings. Columns of your own may be added; they are not read."),
    N_("One row for each entry. Grey rows are examples and are passed over."),
    N_("Headings with an asterisk must be filled in."),
    N_("Keep numbers that are not sums (documents, codes, telephones) as text."),
)


def blank(sheet: Sheet, rows: Iterable[Mapping[str, Any]] = ()) -> bytes:
    """Return the blank .xlsx of a sheet, with instructions in the language now active.

    `rows` are values by column name that it comes filled with.
    """
    target = io.BytesIO()
    with styles.book(target, streaming=False) as (book, looks):
        page = book.add_worksheet(styles.tab(sheet.title))
        _instructions(book.add_worksheet(styles.tab(gettext("How to fill in"))), sheet, looks)
        _headings(page, sheet, looks)
        _examples(page, sheet, looks)
        _rows(page, sheet, rows, looks)
        _validations(book, page, sheet)
        page.freeze_panes(1, 0)
        page.activate()
    return target.getvalue()


def guidance(column: Column) -> str:
    """Return how to fill a column in, in the language now active."""
    hint = column.kind.hint().reason(gettext)
    if not column.help:
        return hint
    joint = gettext("; ")
    return f"{gettext(column.help)}{joint}{hint}"


def example(sheet: Sheet, column: Column) -> str:
    """Return what the first example says in a column, personal numbers shortened for the page."""
    shown = sheet.examples[0].get(column.name, "") if sheet.examples else ""
    return column.kind.show(shown) if column.kind.personal else shown


def _headings(page: Worksheet, sheet: Sheet, looks: styles.Styles) -> None:
    page.set_row(0, 26)
    for place, column in enumerate(sheet.columns):
        text = looks.get(num_format="@") if column.kind.as_text else None
        number = looks.get(num_format=column.kind.number_format or "General")
        page.set_column(place, place, column.spreadsheet_width(), text or number)
        heading = f"*{column.header}" if column.required else column.header
        page.write_string(0, place, heading, looks.header())
        page.write_comment(0, place, guidance(column), {"x_scale": 1.6, "author": ""})


def _examples(page: Worksheet, sheet: Sheet, looks: styles.Styles) -> None:
    for number, row in enumerate(sheet.examples, 1):
        for place, column in enumerate(sheet.columns):
            styles.put(
                page,
                number,
                place,
                row.get(column.name, ""),
                looks,
                italic=False,
                font_color=styles.QUIET,
                bg_color="#F1F3F3",
                num_format="@",
            )
    if sheet.examples:
        note = gettext("An example: passed over when the file is read")
        page.write_comment(1, len(sheet.columns) - 1, note, {"author": ""})


def _rows(
    page: Worksheet, sheet: Sheet, rows: Iterable[Mapping[str, Any]], looks: styles.Styles
) -> None:
    for number, row in enumerate(rows, len(sheet.examples) + 1):
        for place, column in enumerate(sheet.columns):
            look: dict[str, object] = {}
            if column.kind.number_format:
                look["num_format"] = column.kind.number_format
            value = column.kind.write(row.get(column.name))
            if value is not None:
                styles.put(page, number, place, value, looks, **look)


def _validations(book: Workbook, page: Worksheet, sheet: Sheet) -> None:
    first, last = len(sheet.examples) + 1, len(sheet.examples) + FILLABLE_ROWS
    lists: Worksheet | None = None
    used = 0
    for place, column in enumerate(sheet.columns):
        rule = column.kind.validation()
        if rule is None:
            continue
        options = _options(column.kind, rule)
        if rule.kind == "list":
            if _fits(rule):
                options["source"] = list(rule.source)
            else:
                lists = lists or _hidden(book)
                options["source"] = _listed(lists, used, rule.source)
                used += 1
        page.data_validation(first, place, last, place, options)


def _options(kind: Kind, rule: Validation) -> dict[str, Any]:
    options: dict[str, Any] = {
        "validate": rule.kind,
        "ignore_blank": True,
        # A warning, not a stop: the check after the upload says more, and knows better.
        "error_type": "warning",
        "error_title": gettext("Please check"),
        "error_message": kind.hint().reason(gettext)[:255],
    }
    if rule.kind in BOUNDED:
        options |= {"criteria": "between", "minimum": rule.minimum, "maximum": rule.maximum}
    return options


def _fits(rule: Validation) -> bool:
    return len(",".join(rule.source)) <= INLINE_LIST and not any("," in s for s in rule.source)


def _hidden(book: Workbook) -> Worksheet:
    page = book.add_worksheet(LISTS_NAME)
    page.hide()
    return page


def _listed(page: Worksheet, place: int, source: tuple[str, ...]) -> str:
    for number, label in enumerate(source):
        page.write_string(number, place, label)
    letter = cells.letter(place)
    return f"='{LISTS_NAME}'!${letter}$1:${letter}${len(source)}"


def _instructions(page: Worksheet, sheet: Sheet, looks: styles.Styles) -> None:
    for place, width in enumerate((20, 10, 60, 28)):
        page.set_column(place, place, width)
    page.write_string(0, 0, sheet.title, looks.title())
    row = 1
    for line in ((sheet.help,) if sheet.help else ()) + GENERAL:
        page.write_string(row, 0, gettext(line), looks.get())
        row += 1
    row += 1
    headings = (
        gettext("Column"),
        gettext("Required"),
        gettext("How to fill in"),
        gettext("Example"),
    )
    for place, heading in enumerate(headings):
        page.write_string(row, place, heading, looks.header())
    for column in sheet.columns:
        row += 1
        needed = gettext("Required") if column.required else gettext("Optional")
        shown = sheet.examples[0].get(column.name, "") if sheet.examples else ""
        for place, text in enumerate((column.header, needed, guidance(column), shown)):
            styles.put(page, row, place, text, looks, text_wrap=True, valign="top")
