"""Read separated text: CSV in UTF-8, GB18030 or UTF-16, with commas, semicolons or tabs.

A spreadsheet on a Chinese desktop saves CSV as GB18030 without saying so. UTF-8 is tried first,
because text in GB18030 is hardly ever valid UTF-8, while nearly everything is valid GB18030.
"""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shuzheng.foundation.sheets.cells import Cell

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SEPARATORS = ",\t;"
HEAD = 2_000
PRIVATE_TO_STANDARD = str.maketrans(
    {
        0xE816: "\U00020087", 0xE817: "\U00020089", 0xE818: "\U000200cc", 0xE81E: "\u9fb4",
        0xE826: "\u9fb5", 0xE82B: "\u9fb6", 0xE82C: "\u9fb7", 0xE831: "\U000215d7",
        0xE832: "\u9fb8", 0xE83B: "\U0002298f", 0xE843: "\u9fb9", 0xE854: "\u9fba",
        0xE855: "\U000241fe", 0xE864: "\u9fbb",
    }
)  # fmt: skip
"""Characters that GB 18030-2000 kept in the private area and the standard has since moved."""


class EncodingUnknown(Refusal):
    """The bytes are text in no encoding we know."""

    code = "encoding-unknown"
    template = (
        "Line {line} of the text file cannot be read as UTF-8 or GB18030. Save it as .xlsx and "
        "try again."
    )


class TextMalformed(Refusal):
    """Quotation marks do not pair, or a field never ends."""

    code = "text-malformed"
    template = "Row {row} of the text file cannot be divided into cells. Check its quotation marks."


@dataclass(frozen=True, slots=True)
class Table:
    """Separated text, decoded."""

    text: str
    separator: str

    def head(self, count: int) -> list[list[Cell]]:
        """Return the first rows."""
        return list(islice(self.rows(), count))

    def rows(self) -> Iterator[list[Cell]]:
        """Yield every row; a blank line is an empty row, so that rows keep their numbers."""
        # Newlines stay as they are, so that one inside a cell does not become a row.
        lines = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.separator)
        count = 0
        try:
            for row in lines:
                count += 1
                yield [*row]
        except csv.Error as fault:
            raise TextMalformed(row=count + 1) from fault


def read(data: bytes) -> Table:
    """Decode separated text. Refuses what is in no known encoding."""
    text = decode(data)
    # Titles hold no separators, so a few lines are looked at and not the first alone.
    return Table(text, max(SEPARATORS, key=text[:HEAD].count))


def decode(data: bytes) -> str:
    """Return the text of a file saved in UTF-8, UTF-16 with a mark, or GB18030."""
    marked = next((encoding for mark, encoding in MARKS if data.startswith(mark)), "")
    furthest = 0
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as fault:
            furthest = max(furthest, fault.start)
        else:
            return text.translate(PRIVATE_TO_STANDARD) if encoding == "gb18030" else text
    # The right encoding is the one that got furthest; its fault is the one to look at.
    raise EncodingUnknown(line=data.count(b"\n", 0, furthest) + 1)
