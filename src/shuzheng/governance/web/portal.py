"""What the office publishes on the portal, and when each list was last updated."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Chip, Kind
from shuzheng.governance.queries import portal as queries
from shuzheng.governance.rules.plan import List
from shuzheng.governance.rules.portal import SHELVES, Shelf

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.governance.queries.portal import ShelfLine

COLUMNS = (
    listing.Column("name", _("What is published"), lead=True),
    listing.Column("updated", _("Last updated")),
    listing.Column("state", _("State"), end=True),
)
SEARCHES = {
    Shelf.POLICIES: {"kind": "policy"},
    Shelf.TRAINING: {"q": queries.TRAINING},
    Shelf.CASES: {"kind": "case"},
}
LISTS = {Shelf.INSTITUTIONS: List.INSTITUTIONS, Shelf.ORGANISATIONS: List.CERTIFICATES}


@require_safe
def index(request: Request) -> HttpResponse:
    """Show every list with the day of its last update."""
    context = {
        "columns": COLUMNS,
        "rows": [
            {
                "id": one.shelf.value,
                "name": gettext(SHELVES[one.shelf]),
                "url": _url(one),
                "updated": one.updated_on,
                "chip": _chip(one),
            }
            for one in queries.shelves(request.now)
        ],
    }
    return render(request, "governance/public/shelves.html", context)


def _url(one: ShelfLine) -> str:
    if one.shelf in LISTS:
        arguments = [one.plan_id, LISTS[one.shelf].value]
        return reverse("governance:public-list", args=arguments) if one.plan_id else ""
    return f"{reverse('gazette:index')}?{urlencode(SEARCHES[one.shelf])}"


def _chip(one: ShelfLine) -> Chip:
    if one.age.days is None:
        return Chip(Kind.WAIT, gettext("Nothing published yet"))
    if one.age.is_stale:
        said = ngettext("Not updated for {n} day", "Not updated for {n} days", one.age.days)
        return Chip(Kind.WAIT, said.format(n=formats.number(one.age.days)))
    return Chip(Kind.OK, gettext("Up to date"))
