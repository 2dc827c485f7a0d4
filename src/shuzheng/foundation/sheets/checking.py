"""Check a whole file: count, keep what a preview shows, remember which rows may be taken.

Rows are checked some thousand at a time, so that a room can ask its database about many at once,
and only a bounded number of rows is kept. Which rows are good is kept as one bit per row: when the
clerk has chosen, exactly those rows are taken or none.
"""

from __future__ import annotations

import base64
import zlib
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from shuzheng.foundation.sheets.findings import Fault, Finding, Severity
from shuzheng.foundation.sheets.rows import worst

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from shuzheng.foundation.sheets.rows import Row

    Check = Callable[[Sequence[Row]], None]
    Progress = Callable[[int], None]

AT_ONCE = 5_000
KEPT = 300
"""Rows a preview keeps of each severity."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row as a preview shows it: masked cells by column, and what is said about them."""

    number: int
    severity: Severity
    cells: dict[str, str]
    faults: tuple[Fault, ...]

    def of(self, column: str) -> tuple[Fault, ...]:
        """Return what is said about one column; "" is the whole row."""
        return tuple(fault for fault in self.faults if fault.column == column)


@dataclass(slots=True)
class RowSet:
    """A set of row numbers, one bit each."""

    bits: bytearray = field(default_factory=bytearray)

    def add(self, number: int) -> None:
        """Put a row number in."""
        place, bit = divmod(number, 8)
        if place >= len(self.bits):
            self.bits.extend(bytes(place + 1 - len(self.bits) + 1024))
        self.bits[place] |= 1 << bit

    def __contains__(self, number: int) -> bool:
        place, bit = divmod(number, 8)
        return place < len(self.bits) and bool(self.bits[place] >> bit & 1)

    def dump(self) -> str:
        """Return the set as short text."""
        packed = zlib.compress(bytes(self.bits).rstrip(b"\0"), 9)
        return base64.b64encode(packed).decode()

    @classmethod
    def load(cls, text: str) -> RowSet:
        """Read what `dump` wrote."""
        return cls(bytearray(zlib.decompress(base64.b64decode(text))))


@dataclass(slots=True)
class Examination:
    """What checking a file found. Rows count once, under the gravest thing said about them."""

    total: int = 0
    errors: int = 0
    notices: int = 0
    corrected: int = 0
    cells: int = 0
    """Single errors; a row may have several."""
    codes: Counter[str] = field(default_factory=Counter)
    """How often each code of an error or notice occurred."""
    good: RowSet = field(default_factory=RowSet)
    preview: list[PreviewRow] = field(default_factory=list)
    kept: Counter[str] = field(default_factory=Counter)

    @property
    def clean(self) -> int:
        """Return how many rows neither have an error nor want a look."""
        return self.total - self.errors - self.notices

    def add(self, row: Row) -> None:
        """Count a row and keep it if the preview has room."""
        self.total += 1
        severity = worst(row.faults)
        if severity is Severity.ERROR:
            self.errors += 1
        else:
            self.good.add(row.number)
        if severity is None:
            return
        self.notices += severity is Severity.NOTICE
        self.corrected += severity is Severity.CORRECTED
        for fault in row.faults:
            self.cells += fault.is_error
            if fault.finding.severity is not Severity.CORRECTED:
                self.codes[fault.finding.code] += 1
        if self.kept[severity] < KEPT:
            self.kept[severity] += 1
            shown = {column.name: row.shown(column.name) for column in row.judge.columns}
            self.preview.append(PreviewRow(row.number, severity, shown, tuple(row.faults)))

    def counts(self) -> dict[str, int]:
        """Return the figures, fit to store in the clear."""
        return {
            "total": self.total,
            "errors": self.errors,
            "notices": self.notices,
            "corrected": self.corrected,
            "cells": self.cells,
        }


def checked(rows: Iterable[Row], check: Check | None) -> Iterator[list[Row]]:
    """Yield rows some thousand at a time, those without errors judged by `check` too.

    `check` calls `row.refuse` or `row.remark`; it sees good rows only.
    """
    source = iter(rows)
    while chunk := list(islice(source, AT_ONCE)):
        good = [row for row in chunk if row.good]
        if check and good:
            check(good)
        yield chunk


def examine(
    rows: Iterable[Row], check: Check | None = None, progress: Progress | None = None
) -> Examination:
    """Check every row; `progress` is told how many are done."""
    found = Examination()
    for chunk in checked(rows, check):
        for row in chunk:
            found.add(row)
        if progress:
            progress(found.total)
    return found


def dump_preview(preview: Sequence[PreviewRow]) -> list[dict[str, Any]]:
    """Return a preview as JSON values. It holds names: store it sealed."""
    return [
        {
            "number": row.number,
            "severity": row.severity,
            "cells": row.cells,
            "faults": [_dump_fault(fault) for fault in row.faults],
        }
        for row in preview
    ]


def load_preview(values: Iterable[dict[str, Any]]) -> list[PreviewRow]:
    """Read what `dump_preview` returned."""
    return [
        PreviewRow(
            number=value["number"],
            severity=Severity(value["severity"]),
            cells=value["cells"],
            faults=tuple(_load_fault(value["number"], fault) for fault in value["faults"]),
        )
        for value in values
    ]


def _dump_fault(fault: Fault) -> dict[str, Any]:
    finding = fault.finding
    return {
        "column": fault.column,
        "letter": fault.letter,
        "header": fault.header,
        "shown": fault.shown,
        "severity": finding.severity,
        "code": finding.code,
        "template": finding.template,
        "params": {
            name: value if isinstance(value, (int, str)) else str(value)
            for name, value in finding.params.items()
        },
        "referred": finding.referred,
    }


def _load_fault(number: int, value: dict[str, Any]) -> Fault:
    finding = Finding(
        Severity(value["severity"]),
        value["code"],
        value["template"],
        value["params"],
        referred=value["referred"],
    )
    return Fault(number, value["column"], value["letter"], value["header"], value["shown"], finding)
