"""Filing rounds: when filings of a year are taken (R-039)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind
from shuzheng.foundation.web import acting, gate
from shuzheng.kernel import periods
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_filings
from shuzheng.pilots.services import rounds
from shuzheng.pilots.web import forms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.pilots.queries.pages_filings import Round

COLUMNS = (
    listing.Column("year", _("Year"), lead=True),
    listing.Column("opens", _("First day"), short=_("from")),
    listing.Column("closes", _("Last day"), short=_("until")),
    listing.Column("filings", _("Filings"), numeric=True, short=_("filings")),
    listing.Column("filed", _("Filed"), numeric=True, short=_("filed")),
    listing.Column("state", _("State"), end=True),
)


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the rounds."""
    request.actor.require(Permission.FILING_VIEW)
    wish = listing.read(request.GET, COLUMNS)
    today = periods.day(request.now)
    found = listing.cut_list([_row(one, today) for one in pages_filings.rounds()], wish)
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Filing rounds"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            found,
            caption=_("Filing rounds"),
            unit=_("rounds"),
            exports=(),
        ),
        "may_open": request.actor.may(Permission.ROUND_OPEN),
    }
    return render(request, "pilots/rounds/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def announce(request: Request) -> HttpResponse:
    """Announce a round."""
    request.actor.require(Permission.ROUND_OPEN)
    form = forms.Round(acting.posted(request), initial={"year": periods.day(request.now).year + 1})

    def act(data: Mapping[str, Any]) -> None:
        rounds.open_round(
            data["year"],
            data["opens_on"],
            data["closes_on"],
            actor=request.actor,
            now=request.now,
        )

    if acting.done(request, form, act):
        messages.success(request, gettext("The filing round is announced."))
        return redirect("pilots:rounds")
    url = reverse("pilots:rounds")
    context = {
        "crumbs": [
            Crumb(_("Desk"), "/desk/"),
            Crumb(_("Filing rounds"), url),
            Crumb(_("New round")),
        ],
        "cancel_url": url,
        "heading": _("Announce a filing round"),
        "submit": _("Announce"),
        "rule": "R-039",
    }
    return acting.page(request, "pilots/form.html", form, context)


def _row(one: Round, today: date) -> dict[str, Any]:
    if today < one.opens_on:
        chip = Chip(Kind.WAIT, pgettext("filing round", "Announced"))
    elif today > one.closes_on:
        chip = Chip(Kind.OFF, pgettext("filing round", "Closed"))
    else:
        chip = Chip(Kind.RUN, pgettext("filing round", "Open"))
    return {
        "id": one.id,
        "url": f"{reverse('pilots:filings')}?year={one.year}&view=all",
        "year": one.year,
        "opens_on": one.opens_on,
        "closes_on": one.closes_on,
        "filings": one.filings,
        "filed": one.filed,
        "chip": chip,
    }
