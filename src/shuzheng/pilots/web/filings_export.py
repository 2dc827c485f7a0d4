"""The list of filings as a file, with who printed it and which filter made it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from shuzheng.foundation.sheets import writing
from shuzheng.foundation.ui import listing
from shuzheng.pilots.services import exporting
from shuzheng.pilots.sheets.filings import FILINGS
from shuzheng.pilots.web import forms, words

if TYPE_CHECKING:
    from shuzheng.foundation.web.request import Request
    from shuzheng.pilots.queries.pages_filings import FilingLine

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer(
    request: Request,
    wish: listing.Wish,
    found: listing.Found[FilingLine],
    filters: forms.FilingFilters,
    year: int,
) -> HttpResponse:
    """Answer with the found rows as a workbook or as CSV; the export leaves a fact."""
    rows = [
        {
            "number": line.number,
            "year": line.year,
            "code": line.code,
            "institution": line.institution,
            "kind": words.institution_kind(line.kind),
            "city": line.city,
            "certificates": "、".join(line.certificates),
            "planned": line.planned,
            "presented": line.presented_on,
            "state": words.filing_chip(line.state, amends=line.amends).word if line.state else "",
            "due": line.due_on,
        }
        for line in found.rows
    ]
    exporting.filings(len(rows), actor=request.actor, now=request.now)
    if wish.export == "csv":
        body, media = b"".join(writing.text(FILINGS, rows)), "text/csv; charset=utf-8"
    else:
        chosen = listing.Listing(request.GET, wish, (), found, filters=filters)
        said = gettext(", ").join(f"{one.label}：{one.value}" for one in chosen.active)
        who = str(getattr(request, "actor_label", ""))
        heading = writing.Heading(f"{year}年度{FILINGS.title}", who, request.now, said)
        target = io.BytesIO()
        writing.workbook(FILINGS, rows, target, heading)
        body, media = target.getvalue(), XLSX
    name = f"{year}年度{FILINGS.title}.{wish.export}"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(body, content_type=media, headers={"Content-Disposition": str(disposition)})
