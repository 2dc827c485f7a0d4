"""Photos on papers: a JPEG or PNG wrapped so that typst takes it as text.

A photo fills the one-inch frame (28 by 39 mm) and is cropped, never stretched.
"""

from __future__ import annotations

import base64

from shuzheng.kernel import refusals

LARGEST = 2 * 1024 * 1024
KINDS = {b"\xff\xd8\xff": ("image/jpeg", b"\xff\xd9"), b"\x89PNG\r\n\x1a\n": ("image/png", b"IEND")}
TAIL = 64


class PhotoUnreadable(refusals.Refusal):
    """The photo is not a whole JPEG or PNG file."""

    code = "photo-unreadable"
    template = "The photo must be a complete JPEG or PNG file."


class PhotoTooLarge(refusals.Refusal):
    """The photo is larger than any one-inch photo needs to be."""

    code = "photo-too-large"
    template = "The photo has {size} bytes; at most {largest} are taken."


def framed(photo: bytes) -> str:
    """Return a photo as a drawing for the one-inch frame, or "" where there is none."""
    if not photo:
        return ""
    if len(photo) > LARGEST:
        raise PhotoTooLarge(size=len(photo), largest=LARGEST)
    for head, (media_type, end) in KINDS.items():
        if photo.startswith(head) and end in photo[-TAIL:]:
            data = base64.b64encode(photo).decode()
            return (
                '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 39">'
                '<image width="28" height="39" preserveAspectRatio="xMidYMid slice" '
                f'href="data:{media_type};base64,{data}"/></svg>'
            )
    raise PhotoUnreadable
