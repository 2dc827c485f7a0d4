"""Devices on which many accounts were made: the platform shows them, the office looks into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation.ui import listing
from shuzheng.identity.queries import accounts
from shuzheng.identity.queries.pages import activations as queries
from shuzheng.identity.web import personal, words

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request

COLUMNS = (
    listing.Column("name", _("Name"), lead=True),
    listing.Column("class", _("Class"), wide=True),
    listing.Column("method", _("How")),
    listing.Column("at", _("When"), end=True),
)
METHODS = {"code": _("First account"), "recovery": _("New password by code")}


@personal.page
@require_safe
def index(request: Request) -> HttpResponse:
    """Show the devices from which many accounts were activated within a day."""
    devices = queries.busy(request.actor, request.now)
    page = {
        "crumbs": words.trail((_("Activations"), "")),
        "columns": COLUMNS,
        "many": accounts.MANY,
        "devices": [
            (one.device, [(line, METHODS.get(line.method, line.method)) for line in one.lines])
            for one in devices
        ],
    }
    return render(request, "identity/activations/list.html", page)
