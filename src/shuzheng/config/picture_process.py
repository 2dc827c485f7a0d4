"""The program that reads the codes in one picture for `verify_pictures`, in a process of its own.

A picture is somebody else's file, and decoders are where such files do harm. So this runs alone,
with limits on memory and processor time, and imports nothing of the platform. typst opens PNG, JPEG
and the pages of a PDF, at a size that is asked for; zxing-cpp reads the codes.

    python -I picture_process.py FOLDER KIND LONGEST MEMORY SECONDS

`FOLDER/picture` is the file, KIND `png`, `jpg` or `pdf`, LONGEST the points of the longer side. The
texts of the codes are printed as a JSON list, those of a PDF page by page, or `null` for a file
that is damaged.
"""

from __future__ import annotations

import json
import resource
import struct
import sys
import zlib
from contextlib import suppress
from itertools import accumulate
from typing import TYPE_CHECKING

import typst
import zxingcpp

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PAGES = 20
SMALLER = 3
"""A code that fills the picture reads best where its modules are a few points wide."""
DRAWING = """
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#let picture = image.with("picture", format: "{kind}", page: {page})
#context {{
  let natural = measure(picture())
  picture(width: natural.width * ({longest}pt / calc.max(natural.width, natural.height)))
}}
"""
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
GREEN = {0: (0, 1), 2: (1, 3), 6: (1, 4)}
"""Of the colour types of a PNG: where green stands in a point, and how many bytes a point has."""


def main() -> None:
    """Read the codes of the picture in a folder."""
    folder, kind = sys.argv[1:3]
    longest, memory, seconds = (int(argument) for argument in sys.argv[3:])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    compiler = typst.Compiler(root=folder, ignore_system_fonts=True)
    found: list[str] | None = None
    with suppress(typst.TypstError):
        found = [text for page in pages(compiler, kind, longest) for text in page]
    sys.stdout.write(json.dumps(found))


def pages(compiler: typst.Compiler, kind: str, longest: int) -> Iterator[list[str]]:
    """Yield the texts of the codes on each page; a picture has one."""
    yield codes(compiler, kind, longest, 1)
    if kind != "pdf":
        return
    for page in range(2, MOST_PAGES + 1):
        try:
            yield codes(compiler, kind, longest, page)
        except typst.TypstError:
            return


def codes(compiler: typst.Compiler, kind: str, longest: int, page: int) -> list[str]:
    """Return the texts of the codes on a page, looked at closely, or else from further away."""
    for side in (longest, longest // SMALLER):
        drawing = DRAWING.format(kind=kind, page=page, longest=max(side, 1))
        made = compiler.compile(drawing.encode(), format="png", ppi=72)
        width, height, points = grey(made if isinstance(made, bytes) else b"")
        seen = memoryview(points).cast("B", (height, width))
        if found := zxingcpp.read_barcodes(seen, formats=QR):
            return [one.text for one in found]
    return []


def grey(png: bytes) -> tuple[int, int, bytes]:
    """Return width, height and points of a PNG as typst writes it, one byte to a point.

    Green alone: it is nearest to what an eye sees, and its bytes depend on no other colour's.
    """
    width, height, _, colour = struct.unpack_from(">IIBB", png, 16)
    place, step = GREEN[colour]
    data = zlib.decompress(b"".join(_packed(png)))
    rows = [bytes(width)]
    for start in range(0, height * (1 + width * step), 1 + width * step):
        line = data[start + 1 + place : start + 1 + width * step : step]
        rows.append(_undone(data[start], line, rows[-1]))
    return width, height, b"".join(rows[1:])


def _packed(png: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        if kind == b"IDAT":
            yield png[at + 8 : at + 8 + length]
        at += 12 + length


def _undone(way: int, line: bytes, above: bytes) -> bytes:
    """Return a line as it was before it was filtered in one of five ways (PNG, 9.2)."""
    if way == 0:
        return line
    if way == 1:
        return bytes(value & 0xFF for value in accumulate(line))
    if way == 2:  # noqa: PLR2004 - numbered by the specification
        return bytes((value + up) & 0xFF for value, up in zip(line, above, strict=True))
    return _averaged(line, above) if way == 3 else _nearest(line, above)  # noqa: PLR2004


def _averaged(line: bytes, above: bytes) -> bytes:
    done = bytearray()
    left = 0
    for value, up in zip(line, above, strict=True):
        left = (value + (left + up) // 2) & 0xFF
        done.append(left)
    return bytes(done)


def _nearest(line: bytes, above: bytes) -> bytes:
    """Return a line in which each point was told by the nearest of three neighbours (Paeth).

    Written out, because most lines of a page are of this kind and have thousands of points.
    """
    done = bytearray()
    left = corner = 0
    for value, up in zip(line, above, strict=True):
        to_left, to_up = abs(up - corner), abs(left - corner)
        to_corner = abs(left + up - corner - corner)
        if to_left > to_up or to_left > to_corner:
            left = up if to_up <= to_corner else corner
        left = (value + left) & 0xFF
        corner = up
        done.append(left)
    return bytes(done)


if __name__ == "__main__":
    main()
