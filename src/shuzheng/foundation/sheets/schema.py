"""One declaration per workbook: its columns, how to fill them in, and what makes a row unique.

From a `Sheet` come the blank template, the reader, the preview, the error workbook and the export;
nothing about a workbook is said twice. Headers are the official Chinese words and are data, not
interface text: they stay Chinese whatever language the clerk reads.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from shuzheng.foundation.sheets.kinds import By, Choice, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from shuzheng.foundation.sheets.findings import Finding

    ColumnCheck = Callable[[Any], Finding | None]
    RowCheck = Callable[[Mapping[str, Any]], Iterable[tuple[str, Finding]]]

ASIDES = ("(必填)", "(选填)", "(文本格式)")
MARKS = "*:"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `name` is the key of the value in a row; `header` the official heading and `aliases` other
    headings people use. A `required` column must be there and filled. `help` is a marked English
    sentence, shown beside the kind's own hint; `check` judges a value that its kind accepted.
    """

    name: str
    header: str
    kind: Kind
    required: bool = False
    aliases: tuple[str, ...] = ()
    help: str = ""
    width: int = 0
    check: ColumnCheck | None = None

    def spreadsheet_width(self) -> int:
        """Return the width of the column in a workbook."""
        return self.width or max(self.kind.width, len(self.header) * 2 + 4)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One workbook.

    `key` names the columns that together may occur once in a file. `examples` are rows as somebody
    would type them, by column name; the reader skips a row that repeats one. `checks` look at whole
    rows whose columns are all good, and yield (column name, finding).
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    help: str = ""
    key: tuple[str, ...] = ()
    examples: tuple[Mapping[str, str], ...] = ()
    checks: tuple[RowCheck, ...] = ()
    by_name: Mapping[str, Column] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        spellings = [fold(word) for column in self.columns for word in _words(column)]
        known = set(names)
        if len(known) != len(names) or len(set(spellings)) != len(spellings):
            raise ValueError(f"{self.name}: two columns have the same name or heading")
        wanted = {*self.key, *(name for example in self.examples for name in example)}
        wanted |= {c.kind.column for c in self.columns if isinstance(c.kind, By)}
        if wanted - known:
            raise ValueError(f"{self.name}: no such columns: {sorted(wanted - known)}")
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})

    def column(self, name: str) -> Column:
        """Return a column by its name; KeyError if there is none."""
        return self.by_name[name]

    def headings(self) -> Mapping[str, str]:
        """Return the column name that each folded heading stands for."""
        return {fold(word): column.name for column in self.columns for word in _words(column)}

    def with_choices(self, name: str, labels: Mapping[str, str]) -> Sheet:
        """Return this sheet with the choices of one column filled in for the occasion."""
        kind = self.column(name).kind
        if not isinstance(kind, Choice):
            raise TypeError(f"{self.name}.{name} is not a choice")
        columns = tuple(
            replace(column, kind=replace(kind, labels=labels)) if column.name == name else column
            for column in self.columns
        )
        return Sheet(
            self.name, self.title, columns, self.help, self.key, self.examples, self.checks
        )


def fold(heading: str) -> str:
    """Return a heading without white space, full-width forms, asterisks and asides."""
    text = "".join(unicodedata.normalize("NFKC", heading).split()).strip(MARKS).casefold()
    for aside in ASIDES:
        text = text.removesuffix(aside)
    return text.strip(MARKS)


def _words(column: Column) -> tuple[str, ...]:
    return (column.header, *column.aliases)
