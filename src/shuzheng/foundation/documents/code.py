"""QR codes as drawings.

Error correction M (a fold or a stamp over a corner still reads), quiet zone of four modules kept
inside the drawing, so that nobody can place something too near by accident (ISO/IEC 18004).
"""

from __future__ import annotations

import re

import zxingcpp

from shuzheng.kernel import refusals

MOST_BYTES = 2331
DRAWING = re.compile(r'<svg width="(\d+)".*?<path d="([^"]+)"', re.DOTALL)


class CodeTooLong(refusals.Refusal):
    """No QR code can hold so much text."""

    code = "code-too-long"
    template = "A QR code holds at most {most} bytes; this text has {size}."


def qr(text: str) -> str:
    """Return `text` as a QR code: an SVG drawing, one unit to a module, quiet zone included.

    The drawing has no size of its own; it fills the place where it is set. Refuses text that no
    code of level M can hold; the text must not be empty.
    """
    size = len(text.encode())
    if size > MOST_BYTES:
        raise CodeTooLong(most=MOST_BYTES, size=size)
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    found = DRAWING.search(zxingcpp.write_barcode_to_svg(made))
    if found is None:
        raise ValueError("zxing-cpp changed how it draws a QR code")
    side, modules = found.groups()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path fill="#000" d="{modules}"/></svg>'
    )
