"""Codes as pictures: what a camera, a scanner or a printer to PDF makes of a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import typst
import zxingcpp
from tools import creased

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

BLOCK = 8
_HEAD = bytes.fromhex("ffd8 ffdb0043 00") + bytes([BLOCK] * 64)
_TABLES = (
    bytes.fromhex("ffc4 0016 00 01 01 01") + bytes(13) + bytes([0, 8, 7]),
    bytes.fromhex("ffc4 0014 10 01") + bytes(15) + bytes([0]),
)
_WORDS = {0: "0", 8: "10", 7: "110"}


def modules(text: str) -> NDArray[np.bool_]:
    """Return a QR code's modules, quiet zone included; True is black."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return np.array(zxingcpp.write_barcode_to_image(made, scale=1)) < 128


def sheet(*texts: str, scale: int = BLOCK) -> Grey:
    """Return a clean sheet with a code for each text, one below the other."""
    blocks = [np.kron(~modules(text), np.ones((scale, scale))) for text in texts]
    width = max(one.shape[1] for one in blocks)
    rows = [np.pad(one, ((0, 0), (0, width - one.shape[1])), constant_values=1) for one in blocks]
    return (np.vstack(rows) * 255).astype(np.uint8)


def png(picture: Grey) -> bytes:
    return creased.png(picture)


def photograph(text: str) -> bytes:
    """Return the photograph of a used paper."""
    return creased.png(creased.photograph(modules(text), millimetres=40, harm=0.3, seed=3))


def jpeg(picture: Grey) -> bytes:
    """Return a picture whose squares of eight points are black or white as a JPEG (ITU-T T.81)."""
    height, width = picture.shape
    frame = bytes.fromhex("ffc0 000b 08")
    frame += height.to_bytes(2) + width.to_bytes(2) + bytes.fromhex("01 01 11 00")
    scan = bytes.fromhex("ffda 0008 01 01 00 00 3f 00")
    bits, before = "", 0
    for level in picture[::BLOCK, ::BLOCK].flatten():
        value = int(level) - 128
        bits += _coded(value - before) + "0"
        before = value
    bits += "1" * (-len(bits) % 8)
    data = int(bits, 2).to_bytes(len(bits) // 8).replace(b"\xff", b"\xff\0")
    return bytes(_HEAD + frame + b"".join(_TABLES) + scan + data + b"\xff\xd9")


def _coded(difference: int) -> str:
    size = abs(difference).bit_length()
    value = difference if difference >= 0 else difference + (1 << size) - 1
    return _WORDS[size] + (f"{value:0{size}b}" if size else "")


def pdf(*texts: str) -> bytes:
    """Return a PDF without attachments and a page for each text, "" for one without a code."""
    pages = [
        f'#image(bytes("{svg(text).replace(chr(34), chr(39))}"), width: 40mm)'
        if text
        else "Nothing"
        for text in texts
    ]
    made = typst.compile("\n#pagebreak()\n".join(pages).encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def svg(text: str) -> str:
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return str(zxingcpp.write_barcode_to_svg(made))
