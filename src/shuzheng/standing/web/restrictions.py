"""Restrictions: the list, those of one party, imposing and lifting one."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Tab
from shuzheng.foundation.web import gate, leaving
from shuzheng.foundation.web.refusals import sentence
from shuzheng.identity.access import Permission as Party
from shuzheng.identity.queries.pages import parties
from shuzheng.identity.rules import kinds
from shuzheng.identity.services import exporting
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.standing.access import Permission
from shuzheng.standing.queries import pages, pages_measures, pages_notices
from shuzheng.standing.rules import restrictions as rules
from shuzheng.standing.services import restrictions
from shuzheng.standing.sheets.restrictions import RESTRICTIONS
from shuzheng.standing.web import forms, measures, notices, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.ui.listing import Wish
    from shuzheng.foundation.web.request import Request

COLUMNS = (
    listing.Column("organisation", _("Restricted party"), sortable=True, lead=True),
    listing.Column("kind", _("Restriction"), sortable=True),
    listing.Column("ground", _("Rule")),
    listing.Column("since", _("From"), sortable=True, short=_("from")),
    listing.Column("until", _("Until"), sortable=True, short=_("until")),
    listing.Column("state", _("State"), fixed=True, end=True),
)
RESTRICTED = frozenset(
    {kinds.OrganisationKind.INSTITUTION, kinds.OrganisationKind.EVALUATION_ORGANISATION}
)
"""The kinds of party that take part in the pilot, and may be kept from it."""


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List the decisions of the province; a party is led to its own."""
    actor = request.actor
    actor.require(Permission.RESTRICTION_VIEW)
    if actor.reach is Reach.ORGANISATION:
        return redirect("standing:of", actor.organisation_id)
    today = periods.day(request.now)
    wish = listing.read(request.GET, COLUMNS, sort="-since", views=pages.VIEWS)
    filters = forms.RestrictionFilters(request.GET)
    chosen = listing.chosen(filters)
    if wish.export:
        return _exported(request, wish, chosen)
    found = pages.listed(actor, wish, today, **chosen)
    page = {
        "crumbs": words.trail((_("Restrictions"), "")),
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([words.row(line, actor) for line in found.rows], found.total, found.page),
            filters=filters,
            saved=[
                listing.View("force", pgettext_lazy("restriction", "In force")),
                listing.View("all", _("All")),
            ],
            caption=_("Restrictions"),
            unit=_("decisions"),
        ),
        "may_impose": actor.may(Permission.RESTRICTION_IMPOSE),
    }
    return render(request, "standing/list.html", page)


def _exported(request: Request, wish: Wish, chosen: Mapping[str, Any]) -> HttpResponse:
    today = periods.day(request.now)
    body = exporting.workbook(
        RESTRICTIONS,
        (
            {**asdict(line), "decision": line.decision_number}
            for line in pages.every(request.actor, wish, today, **chosen)
        ),
        printed_by=str(request.actor_label),
        filter_words="；".join(str(value) for value in chosen.values()),
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{RESTRICTIONS.title}.xlsx", body, leaving.XLSX)


@gate.signed_in
@require_safe
def of(request: Request, party: int) -> HttpResponse:
    """Show what one party may not do, and why: to the province and to the party itself."""
    actor = request.actor
    line = parties.line(party, actor, Party.ORGANISATION_VIEW)
    found = pages.of(party, actor, periods.day(request.now))
    page = {
        "crumbs": words.trail(
            (line.name, reverse("identity:party", args=[party])), (_("Restrictions"), "")
        ),
        "party": line,
        "kind": gettext(_party_kind(line.institution_kind or line.kind)),
        "tabs": _tabs(party, request),
        "restrictions": [words.row(one, actor) for one in found],
        "notices": [notices.row(one) for one in pages_notices.of(party, actor, request.now)],
        "measures": [
            measures.row(one) for one in pages_measures.of(party, actor, periods.day(request.now))
        ],
        "may_record": line.kind in RESTRICTED and actor.may(Permission.MEASURE_RECORD),
        "may_impose": line.kind in RESTRICTED and actor.may(Permission.RESTRICTION_IMPOSE),
    }
    return render(request, "standing/of.html", page)


@gate.signed_in
@require_safe
def decision(request: Request, restriction: int) -> HttpResponse:
    """Show one decision: to whoever met it what it bars, to its party and the province why."""
    line, whole = pages.decision(restriction, request.actor, periods.day(request.now))
    shown = words.row(line, request.actor)
    page = {
        "crumbs": words.trail((line.decision_number, "")),
        "one": {**shown, "name": line.name},
        "whole": whole,
    }
    return render(request, "standing/decision.html", page)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: Request, restriction: int) -> HttpResponse:
    """Lift a restriction, after a question."""
    today = periods.day(request.now)
    line = pages.one(restriction, request.actor, today, Permission.RESTRICTION_LIFT)
    form = forms.LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            restrictions.lift(
                restriction, form.cleaned_data["reason"], actor=request.actor, now=request.now
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, gettext("The decision is lifted."))
            return redirect("standing:decision", line.id)
    url = reverse("standing:decision", args=[line.id])
    page = {
        "crumbs": words.trail((line.name, url), (_("Lift a decision"), "")),
        "line": line,
        "word": gettext(rules.LABELS[line.kind]),
        "effect": words.effect(line),
        "form": form,
        "cancel_url": url,
    }
    return render(request, "standing/lift.html", page, status=422 if form.is_bound else 200)


def _party_kind(code: str) -> str:
    known = {str(key): word for key, word in kinds.LABELS.items()}
    return known.get(code, code)


def _tabs(party: int, request: Request) -> list[Tab]:
    tabs = [Tab(_("Overview"), reverse("identity:party", args=[party]))]
    if request.actor.may(Party.PERSON_VIEW):
        tabs.append(Tab(pgettext_lazy("party", "Staff"), reverse("identity:staff", args=[party])))
    return [*tabs, Tab(_("Restrictions"), reverse("standing:of", args=[party]), current=True)]
