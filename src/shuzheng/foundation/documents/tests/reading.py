"""Read back what a PDF shows, as a person or a telephone would."""

from __future__ import annotations

import io
import re

import numpy as np
import pypdf
import zxingcpp
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

RECTANGLE = re.compile(r"M(\d+) (\d+)h(\d+)v(\d+)h-\d+Z")
SIDE = re.compile(r'viewBox="0 0 (\d+) ')
SCALE = 4


def opened(pdf: bytes) -> pypdf.PdfReader:
    """Return a PDF opened for reading."""
    return pypdf.PdfReader(io.BytesIO(pdf))


def catalogue(pdf: bytes) -> DictionaryObject:
    """Return a PDF's root, where language, claims and attachments are found."""
    return opened(pdf).root_object


def about(pdf: bytes) -> dict[str, str]:
    """Return what a PDF says about itself: title, author, keywords, dates."""
    found = opened(pdf).metadata
    return {} if found is None else {str(name): str(found[name]) for name in found}


def claims(pdf: bytes) -> str:
    """Return a PDF's XMP packet, where it claims to be PDF/A."""
    packet = catalogue(pdf)["/Metadata"].get_object()
    assert isinstance(packet, StreamObject)
    return packet.get_data().decode()


def associated(pdf: bytes) -> list[tuple[str, str, str]]:
    """Return name, relationship and media type of each associated file."""
    found = []
    files = catalogue(pdf)["/AF"]
    assert isinstance(files, ArrayObject)
    for reference in files:
        file = reference.get_object()
        assert isinstance(file, DictionaryObject)
        held = file["/EF"]
        assert isinstance(held, DictionaryObject)
        stream = held["/F"].get_object()
        assert isinstance(stream, DictionaryObject)
        found.append((str(file["/UF"]), str(file["/AFRelationship"]), str(stream["/Subtype"])))
    return found


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


def side_of(svg: str) -> int:
    """Return how many modules a QR drawing has to a side, quiet zone included."""
    found = SIDE.search(svg)
    assert found is not None
    return int(found[1])


def language(pdf: bytes) -> str:
    """Return the language that a PDF says it is in."""
    return str(catalogue(pdf)["/Lang"])


def scanned(svg: str) -> str:
    """Return what a reader of codes makes of a QR drawing."""
    width = side_of(svg) * SCALE
    pixels = np.full((width, width), 255, np.uint8)
    for x, y, w, h in (
        (int(number) * SCALE for number in found) for found in RECTANGLE.findall(svg)
    ):
        pixels[y : y + h, x : x + w] = 0
    found = zxingcpp.read_barcode(pixels)
    return "" if found is None else found.text
