"""Alliances: who leads each certificate's institutions, and who acts until they have chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_activities as queries
from shuzheng.pilots.services import alliances
from shuzheng.pilots.web import forms, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.pilots.queries.pages_activities import AllianceLine

COLUMNS = (
    listing.Column("certificate", _("Certificate"), sortable=True, lead=True),
    listing.Column("alliance", _("Alliance"), wide=True),
    listing.Column("lead", _("Lead"), wide=True),
    listing.Column("users", _("Institutions"), numeric=True, short=_("institutions")),
    listing.Column("named", _("Named or formed on"), sortable=True, short=_("since")),
    listing.Column("state", _("State"), sortable=True, fixed=True),
    listing.Column("due", _("To be formed by"), end=True),
)


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the alliances."""
    actor = request.actor
    if not actor.may(Permission.ACTIVITY_VIEW):
        actor.require(Permission.FILING_VIEW)
    names = actor.may(Permission.ALLIANCE_NAME)
    wish = listing.read(request.GET, COLUMNS, sort="certificate")
    filters = forms.Search(request.GET)
    found = queries.alliance_lines(wish, **listing.chosen(filters))
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Alliances"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one, names=names) for one in found.rows], found.total, found.page),
            filters=filters,
            caption=_("Alliances"),
            unit=_("alliances"),
            exports=(),
        ),
        "may_name": names,
        "leaderless": queries.without_alliance() if names else [],
    }
    return render(request, "pilots/alliances/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def name_acting_lead(request: Request) -> HttpResponse:
    """Name an acting lead."""
    request.actor.require(Permission.ALLIANCE_NAME)
    form = forms.ActingLead(
        acting.posted(request),
        certificates=queries.without_alliance(),
        institutions=queries.institutions(),
    )

    def act(data: Mapping[str, Any]) -> None:
        alliances.name_acting_lead(
            data["certificate"],
            data["name"],
            data["lead"],
            actor=request.actor,
            now=request.now,
        )

    if acting.done(request, form, act):
        messages.success(request, gettext("The acting lead is named."))
        return redirect("pilots:alliances")
    context = {
        **_frame(_("Acting lead")),
        "heading": _("Name an acting lead"),
        "consequence": _("He or she acts until the institutions have formed the alliance."),
        "submit": _("Name the acting lead"),
        "rule": "R-253",
    }
    return acting.page(request, "pilots/form.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def form_alliance(request: Request, pk: int) -> HttpResponse:
    """Record the lead that the institutions of certificate `pk` chose."""
    request.actor.require(Permission.ALLIANCE_NAME)
    line = queries.alliance_of(pk)
    form = forms.Formed(acting.posted(request), members=queries.members(pk))

    def act(data: Mapping[str, Any]) -> None:
        alliances.form(pk, data["lead"], actor=request.actor, now=request.now)

    if acting.done(request, form, act):
        messages.success(request, gettext("The alliance and its lead are recorded."))
        return redirect("pilots:alliances")
    context = {
        **_frame(_("Lead")),
        "name": line.name,
        "heading": _("Record the lead that the institutions chose"),
        "consequence": _("The lead is one of the institutions that use the certificate."),
        "submit": _("Record the lead"),
        "rule": "R-253",
    }
    return acting.page(request, "pilots/form.html", form, context)


def _frame(last: Any) -> dict[str, Any]:  # noqa: ANN401 - lazy words
    url = reverse("pilots:alliances")
    return {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Alliances"), url), Crumb(last)],
        "cancel_url": url,
    }


def _row(one: AllianceLine, *, names: bool) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("pilots:alliance-form", args=[one.certificate_type_id]) if names else "",
        "certificate": one.certificate,
        "code": one.code,
        "name": one.name,
        "lead": gettext("{name} (acting)").format(name=one.lead) if one.is_acting else one.lead,
        "users": one.users,
        "named": one.formed_on or one.named_on,
        "chip": words.alliance_chip(one.state),
        "due": one.due_on,
    }
