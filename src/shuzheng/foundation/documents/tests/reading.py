"""Read back what a PDF shows, as a person or a telephone would."""

from __future__ import annotations

import io
import re

import pypdf
import zxingcpp

RECTANGLE = re.compile(r"M(\d+) (\d+)h(\d+)v(\d+)h-\d+Z")
SCALE = 4


def opened(pdf: bytes) -> pypdf.PdfReader:
    """Return a PDF opened for reading."""
    return pypdf.PdfReader(io.BytesIO(pdf))


def words(pdf: bytes, page: int | None = None) -> str:
    """Return the text of a page, or of all, with no white space at all."""
    pages = opened(pdf).pages
    chosen = pages if page is None else [pages[page]]
    return "".join("".join(p.extract_text().split()) for p in chosen)


def page_count(pdf: bytes) -> int:
    """Return the number of pages."""
    return len(opened(pdf).pages)


def text_origins(pdf: bytes, page: int = 0) -> list[tuple[float, float]]:
    """Return where on the page each run of text begins, in millimetres from the lower left."""
    found: list[tuple[float, float]] = []

    def visit(text: str, transform: list[float], place: list[float], *_: object) -> None:
        if text.strip():
            x = place[4] * transform[0] + place[5] * transform[2] + transform[4]
            y = place[4] * transform[1] + place[5] * transform[3] + transform[5]
            found.append((x * 25.4 / 72, y * 25.4 / 72))

    opened(pdf).pages[page].extract_text(visitor_text=visit)
    return found


def scanned(svg: str) -> str:
    """Return what a reader of codes makes of a QR drawing."""
    side = int(re.search(r'viewBox="0 0 (\d+) ', svg)[1])
    width = side * SCALE
    pixels = bytearray(b"\xff" * width * width)
    for x, y, w, h in (map(int, found) for found in RECTANGLE.findall(svg)):
        for row in range(y * SCALE, (y + h) * SCALE):
            start = row * width + x * SCALE
            pixels[start : start + w * SCALE] = bytes(w * SCALE)
    view = zxingcpp.ImageView(bytes(pixels), width, width, zxingcpp.ImageFormat.Lum)
    found = zxingcpp.read_barcode(view)
    return "" if found is None else found.text
