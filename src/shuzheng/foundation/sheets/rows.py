"""Judge raw rows: every cell by its column's kind, every row by the sheet's checks and its key.

Compiled once per file. The clean row costs one call per cell and nothing else; places, letters and
masked values are worked out only for what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shuzheng.foundation.sheets import cells
from shuzheng.foundation.sheets.findings import MISSING, Fault, Finding, Remark, Severity, error
from shuzheng.foundation.sheets.kinds import By
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shuzheng.foundation.sheets.cells import Cell
    from shuzheng.foundation.sheets.kinds.base import Reader
    from shuzheng.foundation.sheets.layout import Layout
    from shuzheng.foundation.sheets.limits import Limits
    from shuzheng.foundation.sheets.schema import Column, Sheet


@dataclass(slots=True)
class Row:
    """One row of the user's file.

    `number` counts as the spreadsheet does; `values` holds a value or None for every column of the
    sheet; `cells` is the raw row. Whoever checks rows further says what is wrong by `refuse` and
    `remark`.
    """

    number: int
    values: Mapping[str, Any]
    cells: Sequence[Cell]
    judge: Judge = field(repr=False)
    faults: list[Fault] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Return whether the row may be taken."""
        return not any(fault.is_error for fault in self.faults)

    def remark(self, column: str, finding: Finding) -> None:
        """Say something about the cell of `column` ("" for the whole row)."""
        self.faults.append(self.judge.fault(self, column, finding))

    def refuse(self, column: str, code: str, template: str, **params: object) -> None:
        """Keep the row out because of the cell of `column` ("" for the whole row)."""
        self.remark(column, error(code, template, **params))

    def shown(self, column: str) -> str:
        """Return the raw cell of a column as a preview may show it."""
        return self.judge.shown(self.cells, column)


class Judge:
    """Reads the rows of one file by one sheet."""

    def __init__(self, sheet: Sheet, layout: Layout, limits: Limits) -> None:
        self.sheet = sheet
        self.layout = layout
        self.longest = limits.cell
        self.keys: dict[tuple[Any, ...], int] = {}
        placed = [c for c in sheet.columns if c.name in layout.positions]
        self.columns = tuple(placed)
        self.readers: tuple[tuple[int, Reader], ...] = tuple(
            (layout.positions[c.name], _as_it_is if isinstance(c.kind, By) else c.kind.reader())
            for c in placed
        )
        self.names = tuple(c.name for c in placed)
        self.blank = {c.name: None for c in sheet.columns}
        self.dependent = tuple(_dependent(c, layout) for c in placed if isinstance(c.kind, By))
        self.examples = frozenset(_example(sheet, layout))
        self.first = layout.positions[self.names[0]] if self.names else 0
        self.firsts = frozenset(example[0] for example in self.examples if example)

    def row(self, number: int, raw: list[Cell]) -> Row:
        """Return a judged row."""
        if len(raw) < self.layout.width:
            raw.extend([""] * (self.layout.width - len(raw)))
        # "" is blank without asking the column; white space is for the column to find out.
        read = [
            None if (cell := raw[place]) == "" else reader(cell) for place, reader in self.readers
        ]
        values = dict(zip(self.names, read, strict=True))
        row = Row(number, values, raw, self)
        if self.dependent:
            self._depend(values, raw)
        self._cells(row, values)
        if len(values) < len(self.blank):
            row.values = {**self.blank, **values}
        if not row.faults or row.good:
            self._whole(row)
        return row

    def is_example(self, raw: Sequence[Cell]) -> bool:
        """Return whether a raw row repeats one of the template's examples."""
        # The first column tells most rows from the examples, so the others need no look.
        first = raw[self.first] if self.first < len(raw) else ""
        if cells.plain(first).strip() not in self.firsts:
            return False
        positions = self.layout.positions
        return (
            tuple(
                cells.plain(raw[positions[name]]).strip() if positions[name] < len(raw) else ""
                for name in self.names
            )
            in self.examples
        )

    def fault(self, row: Row, column: str, finding: Finding) -> Fault:
        """Return a finding at its place."""
        header = self.layout.headings.get(column, "")
        if column and not header:
            header = self.sheet.column(column).header
        return Fault(
            row=row.number,
            column=column,
            letter=self.layout.letter(column),
            header=header,
            shown=self.shown(row.cells, column),
            finding=finding,
        )

    def shown(self, raw: Sequence[Cell], column: str) -> str:
        """Return a raw cell as a preview may show it, masked and not too long."""
        place = self.layout.positions.get(column)
        if place is None or raw[place] == "":
            return ""
        return self.sheet.column(column).kind.show(raw[place])[:80]

    def _cells(self, row: Row, values: dict[str, Any]) -> None:
        for column in self.columns:
            value = values[column.name]
            if value.__class__ is Remark:
                values[column.name] = value = self._note(row, column.name, value)
            elif value is None and column.required:
                row.remark(column.name, MISSING)
            if column.check is not None and value is not None:
                self._check(row, column, value)

    def _note(self, row: Row, column: str, remark: Remark) -> object:
        wrong = False
        for finding in remark.findings:
            row.remark(column, finding)
            wrong = wrong or finding.severity is Severity.ERROR
        return None if wrong else remark.value

    def _check(self, row: Row, column: Column, value: object) -> None:
        finding = column.check(value) if column.check else None
        if finding:
            row.remark(column.name, finding)

    def _depend(self, values: dict[str, Any], raw: Sequence[Cell]) -> None:
        for name, place, chooser, readers, otherwise in self.dependent:
            if raw[place] == "":
                continue
            choice = values.get(chooser)
            choice = choice.value if choice.__class__ is Remark else choice
            values[name] = readers.get(choice, otherwise)(raw[place])

    def _whole(self, row: Row) -> None:
        for check in self.sheet.checks:
            for column, finding in check(row.values):
                row.remark(column, finding)
        if not self.sheet.key:
            return
        key = tuple(row.values[name] for name in self.sheet.key)
        if None in key:
            return
        first = self.keys.setdefault(key, row.number)
        if first != row.number:
            row.refuse(self.sheet.key[-1], "duplicate", N_("The same as row {first}"), first=first)


def _dependent(
    column: Column, layout: Layout
) -> tuple[str, int, str, Mapping[Any, Reader], Reader]:
    kind = column.kind
    if not isinstance(kind, By):
        raise TypeError(f"{column.name} does not depend on another column")
    return column.name, layout.positions[column.name], kind.column, kind.readers(), kind.reader()


def _as_it_is(cell: Cell) -> object:
    return cell


def _example(sheet: Sheet, layout: Layout) -> list[tuple[str, ...]]:
    names = [c.name for c in sheet.columns if c.name in layout.positions]
    return [tuple(example.get(name, "") for name in names) for example in sheet.examples]


def worst(faults: Sequence[Fault]) -> Severity | None:
    """Return the gravest severity of some faults; None where there are none."""
    if not faults:
        return None
    found = {fault.finding.severity for fault in faults}
    return next((severity for severity in Severity if severity in found), None)
