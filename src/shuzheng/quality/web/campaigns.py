"""Campaigns on the desk: the list, one of them with its draw, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import formats, listing, parts
from shuzheng.foundation.ui.parts import Act, Crumb, Fact, Term
from shuzheng.foundation.web import acting, gate
from shuzheng.identity.queries import feed
from shuzheng.quality.access import Permission
from shuzheng.quality.queries import campaigns as queries
from shuzheng.quality.rules.campaign import CAMPAIGN, State, TargetKind, Verb
from shuzheng.quality.services import campaigns as services
from shuzheng.quality.web import forms, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.quality.queries.campaigns import CampaignLine, DrawCard

COLUMNS = (
    listing.Column("title", _("Campaign"), sortable=True, lead=True),
    listing.Column("kind", _("What is inspected")),
    listing.Column("targets", _("Targets"), numeric=True, short=_("targets")),
    listing.Column("sealed", _("Still sealed"), numeric=True, short=_("still sealed")),
    listing.Column("planned", _("Planned on"), sortable=True, short=_("planned on")),
    listing.Column("state", _("State"), fixed=True, end=True),
)
VIEWS = {"open": _("Not cancelled"), "all": _("All")}


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List the campaigns."""
    counts = queries.counts(request.actor)
    wish = listing.read(request.GET, COLUMNS, sort="-planned", views=queries.VIEWS)
    found = queries.listed(request.actor, wish)
    context = {
        "crumbs": [*words.campaign_crumbs()[:1], Crumb(_("Inspection campaigns"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in queries.VIEWS],
            caption=_("Inspection campaigns"),
            unit=_("campaigns"),
            exports=(),
        ),
        "may_plan": request.actor.may(Permission.CAMPAIGN_PLAN),
    }
    return render(request, "quality/campaigns/list.html", context)


@gate.signed_in
@require_safe
def show(request: Request, campaign: int) -> HttpResponse:
    """Show one campaign and its draw."""
    line = queries.one(campaign, request.actor)
    card = queries.card(line, request.actor)
    notes = {State.PLANNED: formats.day_words(line.planned_at, request.now)}
    if line.drawn_at:
        notes[State.DRAWN] = formats.day_words(line.drawn_at, request.now)
    context = {
        "crumbs": [*words.campaign_crumbs(), Crumb(line.title)],
        "line": line,
        "chip": words.campaign_chip(line.state),
        "meta": [Fact("scan", words.kind(line.kind))],
        "life": parts.life(CAMPAIGN, line.state, notes=notes),
        "acts": list(_acts(line, card, request.actor)),
        "draw": card.view if card else None,
        "terms": [
            Term(_("Targets drawn"), str(line.targets)),
            Term(_("Inspectors in a team"), str(line.team)),
            Term(_("Sections of the form"), words.sections(line.sections)),
        ],
        "lines": feed.lines([f"quality.campaign:{line.id}"]),
    }
    return render(request, "quality/campaigns/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def plan(request: Request) -> HttpResponse:
    """Plan a campaign."""
    request.actor.require(Permission.CAMPAIGN_PLAN)
    form = forms.PlanForm(acting.posted(request))
    context = {
        "crumbs": [*words.campaign_crumbs(), Crumb(_("Plan inspections"))],
        "heading": gettext("Plan inspections"),
        "consequence": gettext("Which targets and which inspectors, only the lot will say."),
        "rule": "R-210",
        "submit": gettext("Plan the inspections"),
        "cancel_url": reverse("quality:campaigns"),
    }
    made: list[int] = []

    def act(data: Mapping[str, Any]) -> None:
        given = services.Plan(
            data["title"], TargetKind(data["kind"]), data["targets"], data["team"], data["added"]
        )
        made.append(services.plan(given, actor=request.actor, now=request.now))

    if acting.done(request, form, act):
        return redirect("quality:campaign", made[0])
    return acting.page(request, "quality/form.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def cancel(request: Request, campaign: int) -> HttpResponse:
    """Cancel a campaign that is not drawn."""
    line = queries.one(campaign, request.actor, Permission.CAMPAIGN_PLAN)
    CAMPAIGN.after(line.state, Verb.CANCEL)
    form = forms.Reason(acting.posted(request))
    url = reverse("quality:campaign", args=[campaign])
    context = {
        "crumbs": [*words.campaign_crumbs(), Crumb(line.title, url)],
        "heading": gettext(CAMPAIGN.labels[Verb.CANCEL]),
        "name": line.title,
        "consequence": gettext("Nothing is inspected. The campaign stays on record."),
        "submit": gettext(CAMPAIGN.labels[Verb.CANCEL]),
        "danger": True,
        "cancel_url": url,
    }

    def act(data: Mapping[str, Any]) -> None:
        services.cancel(campaign, data["reason"], actor=request.actor, now=request.now)

    said = gettext("The campaign is cancelled.")
    return acting.answered(request, "quality/form.html", form, context, act, said)


def _acts(line: CampaignLine, card: DrawCard | None, actor: Actor) -> Iterator[Act]:
    here = [line.id]
    if card is not None and card.may_witness:
        url = reverse("quality:campaign-witness", args=here)
        yield Act(_("Be the witness"), url, "users", "primary")
    if card is not None and card.may_reveal:
        url = reverse("quality:campaign-reveal", args=here)
        note = "" if card.keeps_secret else _("The platform keeps it for you.")
        yield Act(
            _("Show the secret"), url, "eye", "primary", post=not card.keeps_secret, note=note
        )
    if line.state is State.PLANNED and actor.may(Permission.CAMPAIGN_PLAN):
        url = reverse("quality:campaign-draw", args=here)
        label = gettext(CAMPAIGN.labels[Verb.OPEN_DRAW])
        yield Act(label, url, "scan", "primary", post=True, rule="R-210")
        if card is not None and card.may_draw_alone:
            url = reverse("quality:campaign-alone", args=here)
            yield Act(gettext(CAMPAIGN.labels[Verb.DRAW_ALONE]), url, "user", post=True)
        url = reverse("quality:campaign-cancel", args=here)
        yield Act(gettext(CAMPAIGN.labels[Verb.CANCEL]), url, "ban", "danger")


def _row(one: CampaignLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("quality:campaign", args=[one.id]),
        "name": one.title,
        "kind": words.kind(one.kind),
        "targets": one.targets,
        "sealed": one.sealed if one.drawn_at else "",
        "planned": one.planned_at,
        "chip": words.campaign_chip(one.state),
    }
