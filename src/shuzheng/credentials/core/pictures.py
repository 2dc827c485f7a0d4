"""Pictures of papers: what one may be, before anything decodes it, and what they can lack.

A PNG or JPEG says in its head how large it is. That is read here and bounded, because a few
kilobytes can unpack to gigabytes; whoever decodes it bounds memory and time besides, because a head
may lie. What is *printed* on a paper is never read: the code alone is signed.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from shuzheng.credentials.core.envelope import NotOpened

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_POINTS = 64_000_000
LONGEST_SIDE = 20_000
MARKS: Mapping[str, bytes] = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of a JPEG behind which its size stands (ITU-T T.81, table B.1)."""
_SCAN = 0xDA


class BrokenPicture(NotOpened):
    """A picture that is cut off or damaged."""

    code = "picture-broken"
    template = "The picture is damaged or was not downloaded completely."


class PictureTooLarge(NotOpened):
    """More than any camera or scanner makes of one sheet."""

    code = "picture-too-large"
    status = 413
    template = "The picture has {width} × {height} points, which is more than is read."


class PictureTooHeavy(NotOpened):
    """It asked for more memory or time than one picture may have."""

    code = "picture-too-heavy"
    status = 413
    template = "Opening the picture takes too much memory or time."


class NoCode(NotOpened):
    """Nothing that can be judged: no code, or only codes of something else."""

    code = "picture-no-code"
    template = "No code of a certificate was found in the picture."


class NoCodeInPdf(NotOpened):
    """A PDF of which neither the attachment nor the pages say anything that is signed."""

    code = "file-pdf-no-code"
    template = (
        "The PDF has no attachment “{name}”, and no code of a certificate was found on its pages."
    )


def kind(data: bytes) -> str:
    """Return which kind of picture `data` begins as, "" for none."""
    return next((name for name, mark in MARKS.items() if data.startswith(mark)), "")


def longest_side(data: bytes) -> int:
    """Return how many points the longer side of a picture has; refuse one that is too large."""
    try:
        width, height = _png(data) if kind(data) == "png" else _jpeg(data)
    except (struct.error, IndexError):
        raise BrokenPicture from None
    if not width or not height:
        raise BrokenPicture
    if max(width, height) > LONGEST_SIDE or width * height > MOST_POINTS:
        raise PictureTooLarge(width=width, height=height)
    return max(width, height)


def _png(data: bytes) -> tuple[int, int]:
    if data[12:16] != b"IHDR":
        raise BrokenPicture
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while data[at] == 0xFF:  # noqa: PLR2004 - with which each marker begins
        marker = data[at + 1]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        if marker == _SCAN:
            break
        (length,) = struct.unpack_from(">H", data, at + 2)
        at += 2 + length
    raise BrokenPicture
