"""Read a file by a sheet: rows stream out judged, in bounded memory, with their own row numbers.

    with reading.opened(data, sheet) as file:
        for row in file.rows():
            ...

What cannot be read at all is refused when the file is opened, or at the row where it shows; what
is wrong with single cells is said in `row.faults`. Blank rows, rows that repeat the template's
example and headings merged across columns are skipped.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shuzheng.foundation.sheets import cells, layout, opening
from shuzheng.foundation.sheets.limits import DEFAULT
from shuzheng.foundation.sheets.rows import Judge, Row
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.foundation.sheets.cells import Cell
    from shuzheng.foundation.sheets.limits import Limits
    from shuzheng.foundation.sheets.schema import Sheet


class TooManyRows(Refusal):
    """The file holds more rows than one import may."""

    code = "too-many-rows"
    status = 413
    template = "The worksheet has more than {limit} rows. Divide it into several files."


class NoRows(Refusal):
    """Headings and nothing under them."""

    code = "no-rows"
    template = "There is nothing under the headings of row {row}."


class CellTooLong(Refusal):
    """One cell holds more text than any form asks for."""

    code = "cell-too-long"
    status = 413
    template = "Cell {cell} holds more than {limit} characters."


@dataclass(slots=True)
class Skipped:
    """Rows that were passed over, as the spreadsheet counts them."""

    blank: int = 0
    examples: list[int] = field(default_factory=list)
    banners: list[int] = field(default_factory=list)


@dataclass(slots=True)
class File:
    """An open file whose header has been found."""

    layout: layout.Layout
    height: int
    """The last row in use; of a text, how many lines it has."""
    source: opening.Source
    sheet: Sheet
    limits: Limits
    skipped: Skipped = field(default_factory=Skipped)

    def rows(self) -> Iterator[Row]:
        """Yield the judged rows under the header. Refuses NoRows, TooManyRows, CellTooLong."""
        return (row for _, _, row in self.walk() if row is not None)

    def walk(self) -> Iterator[tuple[int, list[Cell], Row | None]]:
        """Yield every row with its number and raw cells, and judged where it is one to judge.

        Titles, the header and rows passed over come with None. Refuses as `rows` does.
        """
        judge = Judge(self.sheet, self.layout, self.limits)
        count = 0
        for number, raw in enumerate(self.source.rows(), 1):
            if number <= self.layout.header_row or self._passes_over(number, raw, judge):
                yield number, raw, None
                continue
            count += 1
            if count > self.limits.rows:
                raise TooManyRows(limit=self.limits.rows)
            yield number, raw, judge.row(number, raw)
        if not count:
            raise NoRows(row=self.layout.header_row)

    def unpacked(self) -> bytes | None:
        """Return what `again` reads instead of the file; None where that is no quicker.

        Instead of `rows`, not after it. Holds what the file holds: keep it as safe.
        """
        return self.source.unpacked(self.layout.header_row + self.limits.rows)

    def _passes_over(self, number: int, raw: list[Cell], judge: Judge) -> bool:
        filled, longest = 0, self.limits.cell
        for cell in raw:
            if cell.__class__ is str:
                if len(cell) > longest and not cell.isspace():
                    name = f"{cells.letter(self.layout.left + raw.index(cell))}{number}"
                    raise CellTooLong(cell=name, limit=longest)
                # Two cells say enough of how full a row is: the others are not looked into.
                if filled > 1 or not cell or cell.isspace():
                    continue
            filled += 1
        if not filled:
            self.skipped.blank += 1
            return True
        if filled == 1 and number - 1 in self.layout.banners:
            self.skipped.banners.append(number)
            return True
        if judge.is_example(raw):
            self.skipped.examples.append(number)
            return True
        return False


@contextmanager
def opened(data: bytes, sheet: Sheet, limits: Limits = DEFAULT) -> Iterator[File]:
    """Open a file and find the header of `sheet` in it, for as long as the block runs.

    Refuses what `containers.kind_of`, `opening` and `layout.find` refuse.
    """
    with opening.opened(data, limits) as source:
        yield _found(source, sheet, limits)


@contextmanager
def again(unpacked: bytes, sheet: Sheet, limits: Limits = DEFAULT) -> Iterator[File]:
    """Open what `File.unpacked` kept of a file, for as long as the block runs."""
    with opening.again(unpacked) as source:
        yield _found(source, sheet, limits)


def _found(source: opening.Source, sheet: Sheet, limits: Limits) -> File:
    heads: list[opening.Worksheet] = []

    def remembered() -> Iterator[opening.Worksheet]:
        for head in source.worksheets():
            heads.append(head)
            yield head

    found = layout.find(remembered(), sheet, limits)
    return File(found, heads[-1].height, source, sheet, limits)
