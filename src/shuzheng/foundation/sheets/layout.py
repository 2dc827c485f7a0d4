"""Find the header of a worksheet and say which column of the file holds what.

People put titles above the header, add columns of their own, move columns about and leave optional
ones out. All of that is taken; a required column that is missing or there twice is refused by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.foundation.sheets import cells
from shuzheng.foundation.sheets.schema import fold
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shuzheng.foundation.sheets.limits import Limits
    from shuzheng.foundation.sheets.opening import Worksheet
    from shuzheng.foundation.sheets.schema import Sheet

TITLE_ROWS = 10
"""How many rows that are not blank may stand above the header."""

REASONS, ORIGINAL_ROW = "问题说明", "原行号"
"""Headings of the columns that we add to what is handed back; read, they mean nothing."""
OURS = frozenset({REASONS, ORIGINAL_ROW})


class HeaderNotFound(Refusal):
    """No row of any worksheet looks like the header."""

    code = "header-not-found"
    template = (
        "No row with the headings of this form was found. The first rows should hold: {headings}."
    )


class ColumnsMissing(Refusal):
    """The header is there but incomplete."""

    code = "columns-missing"
    template = "Row {row} holds the headings, but these are missing: {headings}."


class ColumnTwice(Refusal):
    """Two columns claim to be the same."""

    code = "column-twice"
    template = "Columns {first} and {second} both stand for “{heading}”. Remove one of them."


class TooManyColumns(Refusal):
    """The worksheet is wider than any form."""

    code = "too-many-columns"
    status = 413
    template = "The worksheet has {columns} columns; at most {limit} are taken."


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a file's columns lie.

    `header_row` counts from 1 as the spreadsheet does; `positions` maps a column's name to its
    place in a raw row (from 0) and `left` is the spreadsheet column of place 0. `unknown` are the
    user's own columns (letter, heading), kept in what is handed back and otherwise ignored.
    """

    worksheet: str
    header_row: int
    left: int
    width: int
    positions: Mapping[str, int]
    headings: Mapping[str, str]
    unknown: tuple[tuple[str, str], ...]
    banners: frozenset[int]

    def letter(self, name: str) -> str:
        """Return the spreadsheet letter of a column, "" where the file lacks it."""
        position = self.positions.get(name)
        return "" if position is None else cells.letter(self.left + position)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that may be the header."""

    worksheet: Worksheet
    row: int
    found: list[tuple[int, str]]
    missing: tuple[str, ...]


def find(worksheets: Iterable[Worksheet], sheet: Sheet, limits: Limits) -> Layout:
    """Return the layout of the first worksheet that holds every required column.

    Refuses HeaderNotFound, ColumnsMissing, ColumnTwice or TooManyColumns.
    """
    best: Candidate | None = None
    for count, worksheet in enumerate(worksheets, 1):
        candidate = _best_of(worksheet, sheet)
        if candidate and not candidate.missing:
            best = candidate
            break
        if candidate and (best is None or len(candidate.found) > len(best.found)):
            best = candidate
        if count == limits.worksheets:
            break
    # One heading alone may be a word in a title.
    if best is None or len(best.found) < min(2, len(sheet.columns)):
        raise HeaderNotFound(headings="、".join(c.header for c in sheet.columns if c.required))
    if best.missing:
        raise ColumnsMissing(row=best.row + 1, headings="、".join(best.missing))
    if best.worksheet.left + best.worksheet.width > limits.columns:
        raise TooManyColumns(
            columns=best.worksheet.left + best.worksheet.width, limit=limits.columns
        )
    return _layout(best, sheet)


def _best_of(worksheet: Worksheet, sheet: Sheet) -> Candidate | None:
    headings = sheet.headings()
    required = {column.name: column.header for column in sheet.columns if column.required}
    best: Candidate | None = None
    seen = 0
    for number, row in enumerate(worksheet.rows):
        if not any(cells.plain(cell).strip() for cell in row):
            continue
        seen += 1
        if seen > TITLE_ROWS + 1:
            break
        found = [
            (place, headings[word])
            for place, cell in enumerate(row)
            if isinstance(cell, str) and (word := fold(cell)) in headings
        ]
        names = {name for _, name in found}
        missing = tuple(header for name, header in required.items() if name not in names)
        if found and (best is None or len(names) > len({n for _, n in best.found})):
            best = Candidate(worksheet, number, found, missing)
    return best


def _layout(best: Candidate, sheet: Sheet) -> Layout:
    left, row = best.worksheet.left, best.worksheet.rows[best.row]
    positions: dict[str, int] = {}
    for place, name in best.found:
        if name in positions:
            raise ColumnTwice(
                first=cells.letter(left + positions[name]),
                second=cells.letter(left + place),
                heading=sheet.column(name).header,
            )
        positions[name] = place
    ours = set(positions.values())
    unknown = tuple(
        (cells.letter(left + place), text)
        for place, cell in enumerate(row)
        if place not in ours and (text := cells.plain(cell).strip()) and text not in OURS
    )
    return Layout(
        worksheet=best.worksheet.name,
        header_row=best.row + 1,
        left=left,
        width=max(len(row), best.worksheet.width),
        positions=positions,
        headings={name: cells.plain(row[place]).strip() for name, place in positions.items()},
        unknown=unknown,
        banners=best.worksheet.banners,
    )
