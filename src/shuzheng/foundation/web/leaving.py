"""Files that leave: to be saved, never shown inside our pages, and kept by nothing on the way."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import pgettext

from shuzheng.foundation.sheets import writing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shuzheng.foundation.sheets.schema import Sheet
    from shuzheng.foundation.ui.listing import Listing
    from shuzheng.foundation.web.request import Request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
PDF = "application/pdf"
JSON = "application/json"
EVERYTHING = 200_000
"""How many rows a list leaves with at most: the limit of an import."""


def file(name: str, body: bytes, media_type: str) -> HttpResponse:
    """Answer with a file to be saved under `name`."""
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        body,
        content_type=media_type,
        headers={
            "Content-Disposition": disposition or "attachment",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
            "X-Robots-Tag": "noindex, nofollow",
        },
    )


def workbook(
    request: Request,
    sheet: Sheet,
    rows: Iterable[Mapping[str, Any]],
    *,
    said: str = "",
    kind: str = "xlsx",
    name: str = "",
) -> HttpResponse:
    """Answer with a workbook (or CSV) of `rows`, headed by who took it out and which filter."""
    title = name or sheet.title
    if kind == "csv":
        return file(f"{title}.csv", b"".join(writing.text(sheet, rows)), CSV)
    target = io.BytesIO()
    heading = writing.Heading(title, str(request.actor_label), request.now, said)
    writing.workbook(sheet, rows, target, heading)
    return file(f"{title}.xlsx", target.getvalue(), XLSX)


def filters_in_words(shown: Listing[Any]) -> str:
    """Return the filters that are set, as one line."""
    return pgettext("between clauses", ", ").join(
        f"{one.label}：{one.value}" for one in shown.active
    )
