"""The text of a document: how plain lines become headings and paragraphs.

Officials write headings as their papers do (GB/T 9704-2012, 7.3.3): 一、 for the first level and
（一） for the second. So there is no markup to learn and none to be misused: a short line that
begins like a heading and does not end like a sentence is one, every other line is a paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

NUMERALS: Final = "一二三四五六七八九十"
FIRST: Final = re.compile(rf"[{NUMERALS}]{{1,3}}、")
SECOND: Final = re.compile(rf"[（(][{NUMERALS}]{{1,3}}[）)]")
ENDS: Final = tuple("。；：，！？.;:,!?")
LONGEST_HEADING: Final = 40
UNWANTED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
GAP: Final = re.compile(r"[ \t\u00a0\u3000]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading of the first or second level, or a paragraph (`level` 0)."""

    text: str
    level: int = 0


def clean(text: str) -> str:
    """Return a text as it is kept: one line a paragraph, no control or direction characters."""
    lines = (_line(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """Return a title as it is kept, on one line."""
    return clean(text).replace("\n", " ")


def blocks(text: str) -> list[Block]:
    """Return the headings and paragraphs of a cleaned text."""
    return [Block(line, _level(line)) for line in text.split("\n") if line]


def _line(line: str) -> str:
    spaced = GAP.sub(" ", unicodedata.normalize("NFC", line))
    return "".join(c for c in spaced if unicodedata.category(c) not in UNWANTED).strip()


def _level(line: str) -> int:
    if len(line) > LONGEST_HEADING or line.endswith(ENDS):
        return 0
    return 1 if FIRST.match(line) else 2 if SECOND.match(line) else 0
