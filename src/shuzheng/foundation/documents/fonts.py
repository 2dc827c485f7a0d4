"""The two printing fonts, and which characters they hold.

Noto Serif SC and Noto Sans SC, regular weight only, from the package `pylopdf-fonts-zh-cn` (SIL
Open Font License 1.1). A typeset page must never show a box where a person's name has a rare
character, so the character maps are read here, from the font files themselves (OpenType `cmap`,
format 12), and every paper is checked before it is set.

What a newcomer would get wrong: a character counts as printable when either font has it, because
the templates name both and typst falls back from one to the other. Invisible format characters
(joiners, direction overrides) never count, whatever the fonts say: they would let a name look like
another.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, BinaryIO

import pylopdf_fonts_zh_cn

if TYPE_CHECKING:
    from pathlib import Path

SERIF: Path = pylopdf_fonts_zh_cn.serif_path()
SANS: Path = pylopdf_fonts_zh_cn.sans_path()

SEGMENTED_COVERAGE = 12
UNICODE_FULL = {(3, 10), (0, 4)}
INVISIBLE = {"Cc", "Cf", "Cs", "Co"}
LAYOUT = frozenset("\n\t\u3000")
VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


class UnreadableFontError(RuntimeError):
    """A font file is not the OpenType file that this platform was built with."""


@cache
def printable() -> frozenset[str]:
    """Return every character that a paper can show."""
    held = characters(SERIF) | characters(SANS)
    shown = {c for c in held if not is_invisible(c)}
    return frozenset(shown) | LAYOUT | VARIATION_SELECTORS


def missing_glyphs(text: str) -> list[str]:
    """Return the characters of `text` that cannot be printed, each once, in order of appearance."""
    if printable().issuperset(text):
        return []
    return list(dict.fromkeys(c for c in text if c not in printable()))


def describe(character: str) -> str:
    """Return a character that cannot be printed in words: itself, if visible, and its code."""
    return point(character) if is_invisible(character) else f"{character}（{point(character)}）"


def point(character: str) -> str:
    """Return a character's code, such as U+2C386."""
    return f"U+{ord(character):04X}"


def is_invisible(character: str) -> bool:
    """Return whether a character is a control, a format mark, half a pair or of private use."""
    return unicodedata.category(character) in INVISIBLE


@cache
def version() -> str:
    """Return names and revisions of the fonts, as a certificate's record keeps them."""
    return f"NotoSerifSC-{_revision(SERIF)} NotoSansSC-{_revision(SANS)}"


def _tables(file: BinaryIO) -> dict[bytes, int]:
    """Return the offset of each table of an OpenType file."""
    _, count = struct.unpack(">4sH6x", file.read(12))
    entries = struct.iter_unpack(">4s4xI4x", file.read(16 * count))
    return dict(entries)


def characters(path: Path) -> set[str]:
    """Return the characters that a font maps to a glyph."""
    with path.open("rb") as file:
        start = _tables(file)[b"cmap"]
        file.seek(start + 2)
        (count,) = struct.unpack(">H", file.read(2))
        records = list(struct.iter_unpack(">HHI", file.read(8 * count)))
        for platform, encoding, offset in records:
            file.seek(start + offset)
            (form,) = struct.unpack(">H", file.read(2))
            if (platform, encoding) in UNICODE_FULL and form == SEGMENTED_COVERAGE:
                (groups,) = struct.unpack(">10xI", file.read(14))
                ranges = struct.iter_unpack(">II4x", file.read(12 * groups))
                return {chr(c) for first, last in ranges for c in range(first, last + 1)}
    raise UnreadableFontError(f"{path.name} has no character map of format 12")


def _revision(path: Path) -> str:
    """Return a font's own revision number, such as 2.003."""
    with path.open("rb") as file:
        file.seek(_tables(file)[b"head"] + 4)
        (fixed,) = struct.unpack(">i", file.read(4))
    return f"{fixed / 65536:.3f}"
