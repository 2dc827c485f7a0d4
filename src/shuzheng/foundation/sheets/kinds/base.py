"""What every kind of column offers, and the tidying of text that they share."""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from shuzheng.foundation.sheets import cells
from shuzheng.foundation.sheets.findings import Finding, Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from decimal import Decimal

    from shuzheng.foundation.sheets.cells import Cell

    Reader = Callable[[Cell], object]
    Written = str | int | float | Decimal | date | bool | None

UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
INVISIBLE = re.compile(f"[{UNSEEN}]")
UNTIDY = re.compile(rf"^\s|\s$|\s\s|[\t\r\n\f\v\u0085\u2028\u2029{UNSEEN}\u3000\u00a0]")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")
WRAPPED = re.compile(r'^="(.*)"$|^\'(.*)$', re.DOTALL)
FULL_WIDTH = re.compile("[\u3000\uff01-\uff5e\uffe5]")
WORN_CONTROL = re.compile(r"_x[0-9A-Fa-f]{4}_")


@dataclass(frozen=True, slots=True)
class Validation:
    """What a blank template lets a spreadsheet check while somebody types.

    `kind` is XlsxWriter's word (list, integer, decimal, date, length); `source` holds the choices.
    """

    kind: str
    minimum: float | date | None = None
    maximum: float | date | None = None
    source: tuple[str, ...] = ()


class Kind(ABC):
    """What a column holds."""

    width: ClassVar[int] = 14
    """Width of the column, in characters of a spreadsheet (a Han character takes two)."""
    personal: ClassVar[bool] = False
    """Whether a preview masks the value."""
    as_text: ClassVar[bool] = True
    """Whether the template sets the cells to text, so that nothing becomes a number."""
    number_format: ClassVar[str] = ""

    @abstractmethod
    def reader(self) -> Reader:
        """Return the function that reads one non-blank cell.

        It returns the value, None where the cell proves blank, or a `Remark`.
        """

    @abstractmethod
    def hint(self) -> Finding:
        """Return how to fill the column in, as words with parameters."""

    def show(self, cell: Cell | None) -> str:
        """Return a raw cell as a preview may show it, masked where it is personal."""
        return cells.plain(cell)

    def write(self, value: object) -> Written:
        """Return a value as a workbook should hold it."""
        return None if value is None else str(value)

    def validation(self) -> Validation | None:
        """Return what the spreadsheet may check; None for nothing."""
        return None


def tidy(text: str) -> str:
    """Return text trimmed, without what cannot be seen, each white space inside one space."""
    if not UNTIDY.search(text):
        return text
    return " ".join(INVISIBLE.sub("", text).split())


def unwrapped(text: str) -> str:
    """Return text without the apostrophe or ="…" by which people keep it from being a number."""
    match = WRAPPED.match(text)
    return (match[1] or match[2] or "") if match else text


def narrow(text: str) -> str:
    """Return text with full-width letters, digits and signs narrowed; Han text stays."""
    return unicodedata.normalize("NFKC", text)


def remark(value: object, findings: list[Finding]) -> object:
    """Return the value alone where there is nothing to say about it."""
    return Remark(value, tuple(findings)) if findings else value


def labelled(labels: Mapping[str, str]) -> str:
    """Return some labels for a sentence, the first eight of many."""
    few = list(labels.values())[:8]
    return "、".join(few) + ("…" if len(labels) > len(few) else "")
