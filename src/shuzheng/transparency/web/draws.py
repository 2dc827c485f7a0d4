"""Draws for anybody: the list, the steps of each, and the document that computes it again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation.ui import listing
from shuzheng.foundation.web import leaving
from shuzheng.transparency.queries import draws

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

SHOWN = 100
COLUMNS = (
    listing.Column("draw", _("Draw for"), lead=True),
    listing.Column("opened", _("Opened on"), short=_("Opened on")),
    listing.Column("state", _("State"), fixed=True),
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the newest draws, void ones included."""
    context = {"draws": draws.recent(SHOWN), "columns": COLUMNS}
    return render(request, "transparency/draws.html", context)


@require_safe
def detail(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show one draw step by step."""
    return render(request, "transparency/draw.html", {"draw": draws.by_uid(uid)})


@require_safe
def document(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Answer with the public document of a draw: all but what was drawn from."""
    del request
    body = json.dumps(draws.document(uid), indent=1).encode()
    return leaving.file(f"draw-{uid}.json", body, leaving.JSON)
