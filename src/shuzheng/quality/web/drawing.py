"""The draw of a campaign by two parties: open, take part, show the secret, or draw alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.quality.access import Permission
from shuzheng.quality.queries import campaigns as queries
from shuzheng.quality.services import drawing
from shuzheng.quality.web import forms, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request


@require_POST
@gate.signed_in
def begin(request: Request, campaign: int) -> HttpResponse:
    """Open the draw, with a secret of the office."""
    return acting.pressed(
        request,
        lambda: drawing.begin(campaign, actor=request.actor, now=request.now),
        _("The draw is open. Now the department takes part as the witness."),
        _back(campaign),
    )


@require_POST
@gate.signed_in
def alone(request: Request, campaign: int) -> HttpResponse:
    """Draw without a witness, after one failed."""
    return acting.pressed(
        request,
        lambda: drawing.alone(campaign, actor=request.actor, now=request.now),
        _("The inspections are drawn without a witness; the public page of the draw says so."),
        _back(campaign),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def witness(request: Request, campaign: int) -> HttpResponse:
    """Take part as the witness."""
    line = queries.one(campaign, request.actor, Permission.CAMPAIGN_WITNESS)
    card = queries.card(line, request.actor)
    form = forms.WitnessForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        drawing.witness(campaign, actor=request.actor, now=request.now, own=data["own"])

    context = {
        "crumbs": [*words.campaign_crumbs(), Crumb(line.title, _back(campaign))],
        "heading": gettext("Be the witness of the draw of inspections"),
        "draw": card.view if card else None,
        "cancel_url": _back(campaign),
    }
    said = gettext("You take part. The lists are frozen; now both parties show their secrets.")
    return acting.answered(request, "quality/campaigns/witness.html", form, context, act, said)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def reveal(request: Request, campaign: int) -> HttpResponse:
    """Show the secret: by a press where the platform keeps it, else from what is typed."""
    witnesses = request.actor.may(Permission.CAMPAIGN_WITNESS)
    needed = Permission.CAMPAIGN_WITNESS if witnesses else Permission.CAMPAIGN_PLAN
    line = queries.one(campaign, request.actor, needed)
    said = gettext("Your secret is shown.")
    back = _back(campaign)
    if request.method == "POST" and "own" not in request.POST:
        return acting.pressed(request, lambda: _act(request, campaign, ""), said, back)
    form = forms.SecretForm(acting.posted(request))
    context = {
        "crumbs": [*words.campaign_crumbs(), Crumb(line.title, back)],
        "heading": gettext("Show the secret"),
        "submit": gettext("Show the secret"),
        "cancel_url": back,
    }
    return acting.answered(
        request,
        "quality/form.html",
        form,
        context,
        lambda data: _act(request, campaign, data["own"]),
        said,
    )


def _act(request: Request, campaign: int, own: str) -> None:
    drawing.reveal(campaign, actor=request.actor, now=request.now, own=own)


def _back(campaign: int) -> str:
    return reverse("quality:campaign", args=[campaign])
