"""Many small PDF files bound into one.

A long file is set in parts, because typst keeps what it laid out in memory, and bound here. A
bound file is plain PDF: each part was PDF/A-3b, but the claim is made for a whole file and is not
renewed.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdf
from pypdf.generic import NameObject, TextStringObject

from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


def bind(parts: Iterable[bytes], *, title: str, author: str, created: datetime) -> bytes:
    """Return one PDF with the pages of all parts in order; the same parts give the same bytes."""
    writer = pypdf.PdfWriter()
    for part in parts:
        writer.append(io.BytesIO(part), import_outline=False)
    stamp = created.astimezone(periods.SHANGHAI).strftime("D:%Y%m%d%H%M%S+08'00'")
    writer.metadata = {
        "/Title": title,
        "/Author": author,
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }
    writer.root_object[NameObject("/Lang")] = TextStringObject("zh-CN")
    bound = io.BytesIO()
    writer.write(bound)
    return bound.getvalue()
