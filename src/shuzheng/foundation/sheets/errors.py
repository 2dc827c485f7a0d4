"""Hand the user's own file back with what is wrong marked in it, or only the rows not taken.

A small .xlsx comes back as it was, its faulty cells filled and commented and a column of reasons
added; everything else (large, .xls, .ods, CSV) is rewritten row for row with all of the user's
columns. Both are checked anew while they are written, so nothing of a large file is kept. Nothing
that comes back can run: formulas have become their values, text stays text.
"""

from __future__ import annotations

import io
import zipfile
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

import openpyxl
from django.utils.translation import gettext
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from shuzheng.foundation.sheets import cells, containers, layout, reading, styles
from shuzheng.foundation.sheets.findings import Severity
from shuzheng.foundation.sheets.limits import DEFAULT
from shuzheng.foundation.sheets.rows import worst

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet
    from xlsxwriter.worksheet import Worksheet as Page

    from shuzheng.foundation.sheets.cells import Cell
    from shuzheng.foundation.sheets.checking import Check
    from shuzheng.foundation.sheets.findings import Fault
    from shuzheng.foundation.sheets.limits import Limits
    from shuzheng.foundation.sheets.reading import File
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.foundation.sheets.schema import Sheet

    Walked = tuple[int, list[Cell], Row | None]

AT_ONCE = 1_000
MOST_COMMENTS = 5_000
AUTHOR = "书证通"
REASON_WIDTH = 60
EDITOR_GIVES_UP = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
)
"""What openpyxl raises on workbooks that other programs wrote loosely; we then rewrite."""


def annotated(
    data: bytes,
    sheet: Sheet,
    target: BinaryIO,
    check: Check | None = None,
    limits: Limits = DEFAULT,
) -> None:
    """Write the whole file, marked, as .xlsx into `target`. Refuses as reading does."""
    if _may_edit(data, limits):
        with reading.opened(data, sheet, limits) as file:
            faults, fits = _collect(file, check, limits)
            if fits and _edit(data, file.layout, faults, target):
                return
    with reading.opened(data, sheet, limits) as file:
        _rewrite(file, _judged(file, check), target, only_rest=False)


def rest(
    data: bytes,
    sheet: Sheet,
    target: BinaryIO,
    check: Check | None = None,
    limits: Limits = DEFAULT,
) -> None:
    """Write only the rows with errors, in the file's own columns, with reasons, as .xlsx."""
    with reading.opened(data, sheet, limits) as file:
        _rewrite(file, _judged(file, check), target, only_rest=True)


def reasons(faults: Sequence[Fault]) -> str:
    """Return what is said about a row as one text, each with its heading, gravest first."""
    order = list(Severity)
    ranked = sorted(faults, key=lambda fault: order.index(fault.finding.severity))
    return gettext("; ").join(
        gettext("{header}: {reason}").format(
            header=fault.header, reason=fault.finding.reason(gettext)
        )
        if fault.header
        else fault.finding.reason(gettext)
        for fault in ranked
    )


def _judged(file: File, check: Check | None) -> Iterator[Walked]:
    walk = file.walk()
    while chunk := list(islice(walk, AT_ONCE)):
        good = [row for _, _, row in chunk if row is not None and row.good]
        if check and good:
            check(good)
        yield from chunk


def _collect(
    file: File, check: Check | None, limits: Limits
) -> tuple[dict[int, list[Fault]], bool]:
    faults: dict[int, list[Fault]] = {}
    for count, (number, _, row) in enumerate(_judged(file, check), 1):
        if count > limits.annotated_rows:
            return {}, False
        if row is not None and row.faults:
            faults[number] = row.faults
    return faults, True


def _may_edit(data: bytes, limits: Limits) -> bool:
    if containers.kind_of(data, limits) is not containers.FileKind.PACKED:
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        parts = container.infolist()
    plain = any(part.filename == "xl/workbook.xml" for part in parts)
    return plain and sum(part.file_size for part in parts) <= limits.annotated_unpacked


def _edit(
    data: bytes, found: layout.Layout, faults: Mapping[int, Sequence[Fault]], target: BinaryIO
) -> bool:
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        page = book[found.worksheet]
        _calm(book)
        _clear(page, found)
        _mark(page, found, faults)
        written = io.BytesIO()
        book.save(written)
    except EDITOR_GIVES_UP:
        return False
    target.write(written.getvalue())
    return True


def _calm(book: Workbook) -> None:
    """Keep every text a text: the mark that Excel itself uses, on whatever might look otherwise."""
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith(styles.RISKY):
                    cell.data_type = "s"
                    cell.quotePrefix = True


def _clear(page: Worksheet, found: layout.Layout) -> None:
    """Take away what an earlier check of ours left in the file."""
    ours = {_rgb(styles.BAD), _rgb(styles.WAIT)}
    for row in page.iter_rows(min_row=found.header_row + 1):
        for cell in row:
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
            if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in ours:
                cell.fill = PatternFill()


def _mark(page: Worksheet, found: layout.Layout, faults: Mapping[int, Sequence[Fault]]) -> None:
    column = _reason_column(page, found)
    heading = page.cell(found.header_row, column, layout.REASONS)
    heading.font = Font(bold=True)
    page.column_dimensions[heading.column_letter].width = REASON_WIDTH
    for number in range(found.header_row + 1, page.max_row + 1):
        if page.cell(number, column).value is not None:
            page.cell(number, column).value = None
    for number, said in faults.items():
        cell = page.cell(number, column)
        cell.value = reasons(said)
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(color=_rgb(_ink(worst(said))))
        for letter in {fault.letter for fault in said if fault.letter}:
            here = [fault for fault in said if fault.letter == letter]
            marked = page[f"{letter}{number}"]
            # A cell inside a merged range cannot be marked; the reason stands in its column.
            if isinstance(marked, openpyxl.cell.cell.Cell):
                marked.fill = PatternFill("solid", fgColor=_rgb(_ground(worst(here))))
                marked.comment = Comment(_said(here), AUTHOR, height=90, width=280)


def _reason_column(page: Worksheet, found: layout.Layout) -> int:
    last = max(found.left + found.width, int(page.max_column))
    for column in range(1, last + 1):
        if page.cell(found.header_row, column).value == layout.REASONS:
            return column
    return last + 1


def _rewrite(file: File, walked: Iterator[Walked], target: BinaryIO, *, only_rest: bool) -> None:
    found = file.layout
    with styles.book(target) as (book, looks):
        page = book.add_worksheet(styles.tab(found.worksheet or file.sheet.title))
        _widths(page, file)
        page.freeze_panes(_top(found, only_rest=only_rest), 0)
        line = comments = 0
        for number, raw, row in walked:
            if row is None and only_rest and number != found.header_row:
                continue
            if row is not None and only_rest and row.good:
                continue
            line = line + 1 if only_rest else number
            _line(page, line - 1, raw, number, found, looks, row)
            if only_rest:
                _origin(page, line - 1, number, found, looks)
            if row is not None and comments < MOST_COMMENTS:
                comments += _comment(page, line - 1, row)


def _widths(page: Page, file: File) -> None:
    found = file.layout
    for name, place in found.positions.items():
        at = found.left + place
        page.set_column(at, at, file.sheet.column(name).spreadsheet_width())
    last = found.left + found.width
    page.set_column(last, last, REASON_WIDTH)


def _top(found: layout.Layout, *, only_rest: bool) -> int:
    return 1 if only_rest else found.header_row


def _line(
    page: Page,
    line: int,
    raw: Sequence[Cell],
    number: int,
    found: layout.Layout,
    looks: styles.Styles,
    row: Row | None,
) -> None:
    header = {"bold": True, "bg_color": styles.GROUND} if number == found.header_row else {}
    wrong = _by_place(found, row)
    for place, cell in enumerate(raw):
        severity = wrong.get(place)
        look: dict[str, object] = {**header}
        if severity:
            look["bg_color"] = _ground(severity)
        if isinstance(cell, float) and abs(cell) < cells.EXACT and cell.is_integer():
            look["num_format"] = "0"
        if cell != "" or severity:
            styles.put(page, line, found.left + place, _value(cell), looks, **look)
    end = found.left + found.width
    if number == found.header_row:
        styles.put(page, line, end, layout.REASONS, looks, **header)
    elif row is not None and row.faults:
        ink = _ink(worst(row.faults))
        styles.put(page, line, end, reasons(row.faults), looks, font_color=ink, text_wrap=True)


def _origin(page: Page, line: int, number: int, found: layout.Layout, looks: styles.Styles) -> None:
    place = found.left + found.width + 1
    if number == found.header_row:
        styles.put(page, line, place, layout.ORIGINAL_ROW, looks, bold=True, bg_color=styles.GROUND)
    else:
        styles.put(page, line, place, number, looks)


def _comment(page: Page, line: int, row: Row) -> int:
    letters = {fault.letter for fault in row.faults if fault.letter}
    for letter in letters:
        said = _said([fault for fault in row.faults if fault.letter == letter])
        page.write_comment(f"{letter}{line + 1}", said, {"author": AUTHOR, "x_scale": 2})
    return len(letters)


def _by_place(found: layout.Layout, row: Row | None) -> dict[int, Severity]:
    if row is None:
        return {}
    wrong: dict[int, list[Fault]] = {}
    for fault in row.faults:
        if fault.column in found.positions:
            wrong.setdefault(found.positions[fault.column], []).append(fault)
    return {place: gravest for place, faults in wrong.items() if (gravest := worst(faults))}


def _value(cell: Cell) -> str | float | bool | date | datetime:
    if isinstance(cell, list):
        return cells.moment(cell) or cell[1]
    return cell


def _said(faults: Sequence[Fault]) -> str:
    return "\n".join(fault.finding.reason(gettext) for fault in faults)


def _ground(severity: Severity | None) -> str:
    return styles.BAD if severity is Severity.ERROR else styles.WAIT


def _ink(severity: Severity | None) -> str:
    return styles.BAD_INK if severity is Severity.ERROR else styles.WAIT_INK


def _rgb(colour: str) -> str:
    return "FF" + colour.removeprefix("#")
