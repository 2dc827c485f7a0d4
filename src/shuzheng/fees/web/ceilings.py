"""Ceilings of assessment cost, and the waivers that pass them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.catalogue.queries import certificates
from shuzheng.fees.access import Permission
from shuzheng.fees.queries import ceilings as queries
from shuzheng.fees.services import ceilings
from shuzheng.fees.web import forms, words
from shuzheng.foundation import files
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Chip, Crumb, Kind, Tab
from shuzheng.foundation.web import acting, gate
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.http import HttpResponse

    from shuzheng.fees.queries.ceilings import CeilingLine, WaiverLine
    from shuzheng.foundation.web.request import Request

COLUMNS = (
    listing.Column("certificate", _("Certificate"), sortable=True, lead=True),
    listing.Column("level", _("Level"), short=_("level")),
    listing.Column("price", _("Ceiling"), numeric=True, sortable=True, short=_("ceiling")),
    listing.Column("since", _("From"), sortable=True, short=_("from")),
    listing.Column("document", _("Number of the document"), sortable=True, wide=True),
    listing.Column("state", _("State"), end=True),
)
WAIVER_COLUMNS = (
    listing.Column("number", _("Number"), sortable=True, lead=True),
    listing.Column("certificate", _("Certificate"), sortable=True, wide=True),
    listing.Column("level", _("Level"), short=_("level")),
    listing.Column("limit", _("Allows up to"), numeric=True, sortable=True, short=_("up to")),
    listing.Column("since", _("From"), sortable=True, short=_("from")),
    listing.Column("until", _("Until"), sortable=True, short=_("until")),
    listing.Column("document", _("Document")),
    listing.Column("state", _("State"), end=True),
)


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the ceilings."""
    wish = listing.read(request.GET, COLUMNS, sort="certificate")
    filters = forms.NamedFilters(request.GET)
    found = queries.ceilings(request.actor, wish, **listing.chosen(filters))
    rows = [_ceiling(line) for line in found.rows]
    context = {
        **_frame("ceilings"),
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found(rows, found.total, found.page),
            filters=filters,
            caption=_("Ceilings of assessment cost"),
            unit=_("ceilings"),
            exports=(),
        ),
        "may_load": request.actor.may(Permission.CEILING_LOAD),
    }
    return render(request, "fees/ceilings/list.html", context)


@require_safe
@gate.signed_in
def waivers(request: Request) -> HttpResponse:
    """List the waivers."""
    wish = listing.read(request.GET, WAIVER_COLUMNS, sort="-since")
    filters = forms.NamedFilters(request.GET)
    found = queries.waivers(request.actor, wish, **listing.chosen(filters))
    today = periods.day(request.now)
    rows = [_waiver(line, today) for line in found.rows]
    context = {
        **_frame("waivers"),
        "listing": listing.Listing(
            request.GET,
            wish,
            WAIVER_COLUMNS,
            listing.Found(rows, found.total, found.page),
            filters=filters,
            caption=_("Waivers"),
            unit=_("waivers"),
            exports=(),
        ),
        "may_grant": request.actor.may(Permission.WAIVER_GRANT),
    }
    return render(request, "fees/ceilings/waivers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def grant(request: Request) -> HttpResponse:
    """Put a waiver on file."""
    request.actor.require(Permission.WAIVER_GRANT)
    choices = [(one.id, f"{one.code} {one.name}") for one in certificates.listing()]
    form = forms.Waiver(acting.posted(request), acting.uploaded(request), certificates=choices)

    def act(data: Mapping[str, Any]) -> None:
        kept = files.store(data["document"], actor=request.actor, now=request.now)
        ceilings.grant_waiver(
            data["certificate"],
            data["level"],
            number=data["number"],
            since=data["since"],
            until=data["until"],
            limit_fen=data["limit"],
            document_id=kept.pk,
            actor=request.actor,
            now=request.now,
        )

    if acting.done(request, form, act):
        messages.success(request, gettext("The waiver is on file."))
        return redirect("fees:waivers")
    url = reverse("fees:waivers")
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Waivers"), url), Crumb(_("New waiver"))],
        "cancel_url": url,
        "heading": _("Put a waiver on file"),
        "submit": _("Put on file"),
        "rule": "R-122",
    }
    return acting.page(request, "fees/form.html", form, context)


def _frame(here: str) -> dict[str, Any]:
    loaded, granted = queries.counts()
    return {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Ceilings and waivers"))],
        "sides": [
            Tab(_("Ceilings"), reverse("fees:ceilings"), loaded, current=here == "ceilings"),
            Tab(_("Waivers"), reverse("fees:waivers"), granted, current=here == "waivers"),
        ],
    }


def _ceiling(line: CeilingLine) -> dict[str, Any]:
    holds = (
        Chip(Kind.OK, pgettext("ceiling", "Newest"))
        if line.is_newest
        else Chip(Kind.OFF, pgettext("ceiling", "Older"))
    )
    return {
        "id": line.id,
        "certificate": line.certificate,
        "code": line.code,
        "level": words.level(line.level),
        "price_fen": line.price_fen,
        "since": line.since,
        "document": line.document_number,
        "chip": holds,
    }


def _waiver(line: WaiverLine, today: date) -> dict[str, Any]:
    if today < line.since:
        chip = Chip(Kind.WAIT, pgettext("waiver", "Not yet"))
    elif today > line.until:
        chip = Chip(Kind.OFF, pgettext("waiver", "Over"))
    else:
        chip = Chip(Kind.OK, pgettext("waiver", "Holds"))
    return {
        "id": line.id,
        "number": line.number,
        "certificate": line.certificate,
        "code": line.code,
        "level": words.level(line.level),
        "limit_fen": line.limit_fen,
        "since": line.since,
        "until": line.until,
        "document_url": reverse("files:download", args=[line.document_uid]),
        "chip": chip,
    }
