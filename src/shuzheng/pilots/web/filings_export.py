"""The list of filings as a file, with who printed it and which filter made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.foundation.ui import listing
from shuzheng.foundation.web import leaving
from shuzheng.pilots.services import exporting
from shuzheng.pilots.sheets.filings import FILINGS
from shuzheng.pilots.web import forms, words

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.pilots.queries.pages_filings import FilingLine


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
    shown = listing.Listing(request.GET, wish, (), found, filters=filters)
    said = leaving.filters_in_words(shown)
    name = f"{year}年度{FILINGS.title}"
    return leaving.workbook(request, FILINGS, rows, said=said, kind=wish.export, name=name)
