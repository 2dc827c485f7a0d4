"""reportlab draws the same certificate: `paper CODING COUNT FIRST FILE SONG HEI TEMPLATES`.

The same words in the same letters, sizes and places, the same background of fine lines, the same
code. `CODING` is "ascii85", as the library comes, or "binary", with that last step switched off:
Python does it slowly. What a careful user would prepare once for all pages is prepared once: fonts
are registered, background paths are built. It attaches nothing, and its file claims no PDF/A.
"""

from __future__ import annotations

import io
import re
import sys
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import zxingcpp
from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bench import wording
from bench.telling import tell

if TYPE_CHECKING:
    from reportlab.lib.colors import Color
    from reportlab.pdfgen.pathobject import PDFPathObject

WIDTH, HEIGHT = 297.0, 210.0
INK, DAI, ZHE, LINE, SEAL = map(HexColor, ("#17262a", "#14454d", "#935b0e", "#97c3c8", "#b23126"))
SUBPATHS = re.compile(
    r'<path d="([^"]+)" stroke="([^"]+)" stroke-width="([^"]+)" stroke-opacity="([^"]+)"'
)
MODULES = re.compile(r"M(\d+) (\d+)h(\d+)v(\d+)h-\d+Z")
CODE_SIDE = 40.0
FIRST_LINE = 28
FRAMES = ((8.4, 0.45), (14.6, 0.2))


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line of the background, ready to be drawn."""

    path: PDFPathObject
    colour: Color
    width: float
    opacity: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of the background, and where and how large it stands."""

    strokes: tuple[Stroke, ...]
    x: float
    y: float
    scale: float


def drawing(file: Path, x: float, y: float, scale: float) -> Drawing:
    """Return the paths of a drawing, built once."""
    found = []
    for data, colour, width, opacity in SUBPATHS.findall(file.read_text(encoding="utf-8")):
        path = Canvas(io.BytesIO()).beginPath()
        for part in data.removeprefix("M").split("M"):
            start, curves = part.split("C")
            values = list(map(float, curves.rstrip("z").split()))
            path.moveTo(*map(float, start.split()))
            for n in range(0, len(values), 6):
                path.curveTo(*values[n : n + 6])
            if part.endswith("z"):
                path.close()
        found.append(Stroke(path, HexColor(colour), float(width), float(opacity)))
    return Drawing(tuple(found), x, y, scale)


class Page:
    """One certificate."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=(WIDTH * mm, HEIGHT * mm), pageCompression=1)
        self.canvas.setTitle(f"{wording.TITLE} {wording.number(n)[0]}")
        self.canvas.setAuthor(wording.ORGANISATION)

    def draw(self, background: tuple[Drawing, ...]) -> bytes:
        """Draw everything and return the file."""
        for one in background:
            self._background(one)
        self._frame()
        self._mark()
        self._stub()
        self._seam()
        self._body()
        self._foot()
        self.canvas.showPage()
        self.canvas.save()
        return self.file.getvalue()

    def _background(self, one: Drawing) -> None:
        canvas = self.canvas
        canvas.saveState()
        canvas.translate(one.x * mm, one.y * mm)
        canvas.scale(one.scale * mm / 20, -one.scale * mm / 20)
        for stroke in one.strokes:
            canvas.setStrokeColor(stroke.colour)
            canvas.setStrokeAlpha(stroke.opacity)
            canvas.setLineWidth(stroke.width)
            canvas.drawPath(stroke.path, stroke=1, fill=0)
        canvas.restoreState()

    def _frame(self) -> None:
        self.canvas.setStrokeColor(DAI)
        for inset, width in FRAMES:
            self.canvas.setLineWidth(width * mm)
            sides = ((WIDTH - 2 * inset) * mm, (HEIGHT - 2 * inset) * mm)
            self.canvas.rect(inset * mm, inset * mm, *sides)

    def _mark(self) -> None:
        canvas = self.canvas
        canvas.saveState()
        canvas.translate(180 * mm, 100 * mm)
        canvas.rotate(18)
        canvas.setFillAlpha(0.08)
        canvas.setFont("hei", 92)
        canvas.drawCentredString(0, 0, "样张", charSpace=36)
        canvas.restoreState()

    def _stub(self) -> None:
        number = wording.number(self.n)[1]
        self._middle("song", 12, 48, 30, "书证通", spacing=4, colour=DAI)
        self._middle("hei", 7.6, 48, 36, wording.PROVINCE)
        self._code()
        self._middle("hei", 9, 48, 115, "扫码查验", colour=DAI)
        self._middle("hei", 7.6, 48, 119, wording.ADDRESS)
        self._middle("song", 15, 48, 160, wording.holder(self.n))
        self._middle("hei", 9, 48, 168, f"{wording.CERTIFICATE}　{wording.LEVEL}")
        self._middle("hei", 7.6, 48, 180, "编号")
        self._middle("hei", 9.2, 48, 185, number)

    def _code(self) -> None:
        address = wording.address(self.n)
        made = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        found = re.search(
            r'width="(\d+)".*?<path d="([^"]+)"', zxingcpp.write_barcode_to_svg(made), re.DOTALL
        )
        if found is None:
            raise SystemExit("no code was made")
        unit = CODE_SIDE / int(found[1])
        path = self.canvas.beginPath()
        for x, y, width, height in MODULES.findall(found[2]):
            path.rect(
                (28 + int(x) * unit) * mm,
                (140 - (int(y) + int(height)) * unit) * mm,
                int(width) * unit * mm,
                int(height) * unit * mm,
            )
        self.canvas.setFillColor(HexColor("#000000"))
        self.canvas.drawPath(path, stroke=0, fill=1)

    def _seam(self) -> None:
        canvas = self.canvas
        canvas.setDash(1.6, 2.4)
        canvas.line(78 * mm, 21 * mm, 78 * mm, 189 * mm)
        canvas.setDash()
        canvas.saveState()
        canvas.translate(78 * mm, 105 * mm)
        canvas.rotate(90)
        canvas.setFillColor(DAI)
        canvas.setFont("hei", 7.4)
        canvas.drawCentredString(0, 0, f"骑缝 {wording.number(self.n)[0][-8:]}", charSpace=1.6)
        canvas.restoreState()

    def _body(self) -> None:
        canvas = self.canvas
        self._middle("song", 34, 180, 33, wording.TITLE, spacing=9, colour=DAI)
        self._middle("hei", 8, 180, 42, wording.TITLE_ENGLISH, spacing=1.6)
        self._middle("song", 25, 170, 58, wording.CERTIFICATE)
        self._middle("song", 25, 213, 58, wording.LEVEL, spacing=5, colour=ZHE)
        canvas.line(198 * mm, 150 * mm, 198 * mm, 158 * mm)
        self._left("song", 16.8, 102, 87, wording.holder(self.n), colour=DAI)
        statement = f"，{wording.STATEMENT}"
        self._left("song", 14.5, 122, 87, statement[:FIRST_LINE])
        self._left("song", 14.5, 92, 97, statement[FIRST_LINE:])
        canvas.setStrokeColor(LINE)
        canvas.line(92 * mm, 82 * mm, 265 * mm, 82 * mm)
        canvas.line(92 * mm, 71 * mm, 265 * mm, 71 * mm)
        facts = (
            (92, "标准", wording.STANDARD),
            (172, "学习时长", f"{wording.HOURS}学时"),
            (220, "学分", f"{wording.CREDITS}学分"),
        )
        for x, name, value in facts:
            self._left("hei", 7.6, x, 131, name)
            self._left("song", 10, x, 136, value)

    def _foot(self) -> None:
        canvas = self.canvas
        self._left("hei", 7.6, 92, 170, "证书编号")
        self._left("hei", 11, 92, 175, wording.number(self.n)[1], spacing=0.3)
        for n, line in enumerate(wording.NOTES):
            self._left("hei", 7.6, 92, 182 + 4 * n, line)
        canvas.setStrokeColor(SEAL)
        canvas.setDash(2, 2)
        canvas.circle(231 * mm, 38 * mm, 15.5 * mm)
        self._middle("hei", 8, 231, 170, "印章样张", colour=SEAL)
        self._middle("song", 13, 231, 175, wording.ORGANISATION)
        self._middle("song", 12, 231, 183, wording.DAY)

    def _left(
        self,
        font: str,
        size: float,
        x: float,
        y: float,
        text: str,
        *,
        spacing: float = 0,
        colour: Color = INK,
    ) -> None:
        self.canvas.setFillColor(colour)
        self.canvas.setFont(font, size)
        self.canvas.drawString(x * mm, (HEIGHT - y) * mm, text, charSpace=spacing)

    def _middle(
        self,
        font: str,
        size: float,
        x: float,
        y: float,
        text: str,
        *,
        spacing: float = 0,
        colour: Color = INK,
    ) -> None:
        self.canvas.setFillColor(colour)
        self.canvas.setFont(font, size)
        self.canvas.drawCentredString(x * mm, (HEIGHT - y) * mm, text, charSpace=spacing)


def main() -> None:
    """Draw so many certificates and say how long it took."""
    rl_config.useA85 = int(sys.argv[1] == "ascii85")
    count, first = int(sys.argv[2]), int(sys.argv[3])
    file, song, hei, templates = map(Path, sys.argv[4:])
    pdfmetrics.registerFont(TTFont("song", song))
    pdfmetrics.registerFont(TTFont("hei", hei))
    background = (
        drawing(templates / "frame.svg", 0, HEIGHT, 1),
        drawing(templates / "ground.svg", 113, 170, 132 / 140),
    )
    Page(first).draw(background)
    made = b""
    began = time.perf_counter()
    for n in range(1, count + 1):
        made = Page(first + n).draw(background)
    seconds = time.perf_counter() - began
    file.write_bytes(made)
    tell(seconds=seconds, count=count, bytes=len(made), version=version("reportlab"))


if __name__ == "__main__":
    main()
