"""A certificate drawn on screen: what its template needs beside the register's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.credentials.web import words
from shuzheng.foundation.documents import code, dates

if TYPE_CHECKING:
    from shuzheng.credentials.queries.pages_verification import Sheet

_MODULES = re.compile(r'viewBox="([\d ]+)".*<path fill="#000" d="([^"]+)"', re.DOTALL)
_HALF = 13


@dataclass(frozen=True, slots=True)
class Drawing:
    """The drawing's parts. `box` and `path` are the QR code; its colour comes from the look."""

    sheet: Sheet
    box: str
    path: str
    number_above: str
    number_below: str
    issued: str
    void: str


def of(sheet: Sheet) -> Drawing:
    """Return the drawing of a certificate."""
    found = _MODULES.search(code.qr(sheet.code_text))
    assert found is not None  # noqa: S101 - `code.qr` draws nothing else
    return Drawing(
        sheet,
        found[1],
        found[2],
        sheet.number_spaced[:_HALF].strip(),
        sheet.number_spaced[_HALF:].strip(),
        dates.day(sheet.issued_on),
        words.VOID.get(sheet.state, ""),
    )
