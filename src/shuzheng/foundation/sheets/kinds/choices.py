"""Choices from a list, by label or by code, and yes or no."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from shuzheng.foundation.sheets import cells
from shuzheng.foundation.sheets.findings import NARROWED, Finding, notice, refuse
from shuzheng.foundation.sheets.kinds.base import (
    INVISIBLE,
    Kind,
    Validation,
    labelled,
    narrow,
    remark,
    unwrapped,
)
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.foundation.sheets.cells import Cell
    from shuzheng.foundation.sheets.kinds.base import Reader

YES, NO = "是", "否"
YES_WORDS = frozenset({"是", "有", "y", "yes", "true", "1", "√", "✓"})
NO_WORDS = frozenset({"否", "无", "不是", "没有", "n", "no", "false", "0", "×"})


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One of `labels`, a mapping of code to label; `also` maps other words to codes.

    The value is the code. Labels are the official words that stand in the workbook's drop-down.
    """

    labels: Mapping[str, str]
    also: Mapping[str, str] = field(default_factory=dict)

    def reader(self) -> Reader:
        """Return the reader; labels as they stand cost one look-up."""
        exact: dict[str, object] = {label: code for code, label in self.labels.items()}
        folded = {
            **{_folded(word): code for word, code in self.also.items()},
            **{_folded(code): code for code in self.labels},
            **{_folded(label): code for code, label in self.labels.items()},
        }

        def read(cell: Cell) -> object:
            text = cell if isinstance(cell, str) else cells.plain(cell)
            known = exact.get(text)
            if known is None:
                known = self._judge(text, folded)
                if len(exact) < cells.REMEMBERED:
                    exact[text] = known
            return known

        return read

    def _judge(self, cell: str, folded: Mapping[str, str]) -> object:
        word = _folded(cell)
        if not word:
            return None
        code = folded.get(word)
        if code is not None:
            tidy = cell in self.labels or cell in self.also
            return remark(code, [] if tidy else [NARROWED])
        near = [label for label in self.labels.values() if word in _folded(label)]
        if len(near) == 1:
            return refuse("choose", N_("Choose “{label}” from the list"), label=near[0])
        return refuse("choose", N_("Choose one of: {labels}"), labels=labelled(self.labels))

    def write(self, value: object) -> str | None:
        """Return the label of a code."""
        return None if value is None else self.labels.get(str(value), str(value))

    def hint(self) -> Finding:
        """Say what the list holds."""
        return notice("hint", N_("Choose from the list: {labels}"), labels=labelled(self.labels))

    def validation(self) -> Validation:
        """Give the spreadsheet its drop-down."""
        return Validation("list", source=tuple(self.labels.values()))


@dataclass(frozen=True, slots=True)
class YesNo(Kind):
    """是 or 否. Where the answer tells something about a family, `private` masks it."""

    private: bool = False
    width: ClassVar[int] = 8

    def reader(self) -> Reader:
        """Return the reader."""
        known: dict[object, object] = {YES: True, NO: False, True: True, False: False}

        def read(cell: Cell) -> object:
            if isinstance(cell, list):
                return self._neither(cell[1])
            answer = known.get(cell)
            return self._judge(cells.plain(cell)) if answer is None else answer

        return read

    def _judge(self, cell: str) -> object:
        word = _folded(cell)
        if not word:
            return None
        if word in YES_WORDS:
            return True
        return False if word in NO_WORDS else self._neither(cell)

    def _neither(self, shown: str) -> object:
        if self.private:
            return refuse("yes-or-no", N_("Write 是 or 否"))
        return refuse("yes-or-no", N_("Write 是 or 否, not “{shown}”"), shown=shown[:20])

    def show(self, cell: Cell | None) -> str:
        """Return the cell; hidden where the answer is private."""
        text = cells.plain(cell)
        return "*" if self.private and text else text

    def write(self, value: object) -> str | None:
        """Return 是 or 否."""
        if value is None:
            return None
        return YES if value else NO

    def hint(self) -> Finding:
        """Say the two words."""
        return notice("hint", N_("是 or 否"))

    def validation(self) -> Validation:
        """Give the spreadsheet its drop-down."""
        return Validation("list", source=(YES, NO))


def _folded(text: str) -> str:
    return "".join(narrow(INVISIBLE.sub("", unwrapped(text.strip()))).split()).casefold()
