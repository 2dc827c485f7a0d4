"""Give reportlab, which cannot read OpenType outlines, the same letters as TrueType."""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

from bench import wording

LARGEST_ERROR = 1.0
TRUETYPE = "\0\1\0\0"


def convert(source: Path, target: Path) -> None:
    """Write the characters that are printed, with curves that TrueType knows."""
    font = TTFont(source)
    subsetter = Subsetter(Options(layout_features=[], notdef_outline=True, name_IDs=["*"]))
    subsetter.populate(text=wording.characters())
    subsetter.subset(font)
    order, drawn = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(drawn)
        drawn[name].draw(Cu2QuPen(pen, LARGEST_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    for table in ("CFF ", "VORG"):
        if table in font:
            del font[table]
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    for name in order:
        glyphs[name].recalcBounds(font["glyf"])
        width, _ = font["hmtx"][name]
        font["hmtx"][name] = (width, getattr(glyphs[name], "xMin", 0))
    _describe(font, order)
    font.save(target)


def _describe(font: TTFont, order: list[str]) -> None:
    """Write the tables that say what kind of font this is."""
    maximum = font["maxp"] = newTable("maxp")
    maximum.tableVersion, maximum.numGlyphs = 0x00010000, len(order)
    for name in [
        "maxZones",
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
        "maxComponentDepth",
        "maxPoints",
        "maxContours",
        "maxCompositePoints",
        "maxCompositeContours",
    ]:
        setattr(maximum, name, 0)
    font["head"].glyphDataFormat, font["head"].indexToLocFormat = 0, 1
    post = font["post"]
    post.formatType, post.extraNames, post.mapping = 2.0, [], {}
    post.glyphOrder = order
    font.sfntVersion = TRUETYPE


def main() -> None:
    """Convert pairs of files."""
    files = list(map(Path, sys.argv[1:]))
    for source, target in zip(files[::2], files[1::2], strict=True):
        convert(source, target)


if __name__ == "__main__":
    main()
