"""Lists that leave as workbooks."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from shuzheng.foundation.sheets import writing
from shuzheng.identity.queries import persons

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shuzheng.foundation.sheets.schema import Sheet
    from shuzheng.foundation.ui.listing import Listing
    from shuzheng.foundation.web.request import Request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EVERYTHING = 200_000
"""How many rows a list leaves with at most: the limit of an import."""


def workbook(
    request: Request,
    sheet: Sheet,
    rows: Iterable[Mapping[str, Any]],
    *,
    said: str = "",
    kind: str = "xlsx",
    name: str = "",
) -> HttpResponse:
    """Answer with a workbook (or CSV) of `rows`, headed by who printed it and which filter."""
    if kind == "csv":
        body, media = b"".join(writing.text(sheet, rows)), "text/csv; charset=utf-8"
    else:
        target = io.BytesIO()
        heading = writing.Heading(name or sheet.title, _printer(request), request.now, said)
        writing.workbook(sheet, rows, target, heading)
        body, media = target.getvalue(), XLSX
    filename = f"{name or sheet.title}.{kind}"
    disposition = content_disposition_header(as_attachment=True, filename=filename)
    return HttpResponse(
        body,
        content_type=media,
        headers={"Content-Disposition": str(disposition), "Cache-Control": "no-store"},
    )


def filters_in_words(shown: Listing[Any]) -> str:
    """Return the filters that are set, as one line."""
    return gettext(", ").join(f"{one.label}：{one.value}" for one in shown.active)


def _printer(request: Request) -> str:
    found = persons.brief([request.actor.person_id]).get(request.actor.person_id)
    return found.name if found else ""
