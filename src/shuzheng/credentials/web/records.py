"""A holder's whole record on the phone: what goes in, what is left out and why, the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shuzheng.catalogue.rules import levels
from shuzheng.credentials.queries import pages_records as pages
from shuzheng.credentials.rules.records import LABELS
from shuzheng.credentials.services import records as services
from shuzheng.credentials.web import words
from shuzheng.foundation.web import gate, leaving
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.credentials.queries.compiling import Item
    from shuzheng.foundation.web.request import Request


class NoSuchHolder(Refusal):
    """The button names nobody."""

    code = "record-holder-unknown"
    status = 404
    template = "There is no such holder."


@gate.signed_in
@require_safe
def records(request: Request) -> HttpResponse:
    """Show one's own record and those of one's wards, as they would be signed now."""
    found = pages.records(request.actor, request.now)
    context = {
        "found": found,
        "sheets": [
            {
                "sheet": sheet,
                "held": [_line(item) for item in sheet.held],
                "left": [_line(item) for item in sheet.left],
                "signed": words.full_day(sheet.signed_at) if sheet.signed_at else "",
            }
            for sheet in found.sheets
        ],
    }
    return render(request, "credentials/pocket/records.html", context)


@gate.signed_in
@require_POST
def sign(request: Request) -> HttpResponse:
    """Have a whole record signed, or the one that is still good, and hand it out."""
    holder = request.POST.get("holder", "")
    if not (holder.isascii() and holder.isdigit() and len(holder) < len(str(2**63))):
        raise NoSuchHolder
    made = services.make(int(holder), actor=request.actor, now=request.now)
    return leaving.file(made.name, made.body, services.MEDIA_TYPE)


def _line(item: Item) -> dict[str, str]:
    level = _(levels.LABELS[item.level])
    return {
        "title": _("{certificate} ({level})").format(certificate=item.certificate, level=level),
        "number": item.number_spaced,
        "day": words.full_day(item.issued_on),
        "why": _(LABELS[item.left]) if item.left else "",
    }
