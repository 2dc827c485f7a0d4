"""The draw of a panel by two parties: open, take part, show the secret, or draw alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.governance.access import Permission
from shuzheng.governance.queries import panels as queries
from shuzheng.governance.services import panel_draws as services
from shuzheng.governance.web import panel_forms, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request


@require_POST
@gate.signed_in
def begin(request: Request, panel: int) -> HttpResponse:
    """Open the draw, with a secret of the office."""
    return acting.pressed(
        request,
        lambda: services.begin(panel, actor=request.actor, now=request.now),
        _("The draw is open. Now the department takes part as the witness."),
        _back(panel),
    )


@require_POST
@gate.signed_in
def alone(request: Request, panel: int) -> HttpResponse:
    """Draw without a witness, after one failed."""
    return acting.pressed(
        request,
        lambda: services.alone(panel, actor=request.actor, now=request.now),
        _("The panel is drawn without a witness; the public page of the draw says so."),
        _back(panel),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def witness(request: Request, panel: int) -> HttpResponse:
    """Take part as the witness."""
    line = queries.one(panel, request.actor, Permission.PANEL_WITNESS)
    card = queries.card(line, request.actor)
    form = panel_forms.WitnessForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.witness(panel, actor=request.actor, now=request.now, own=data["own"])

    context = {
        "crumbs": [*words.panel_crumbs(), Crumb(line.title, _back(panel))],
        "heading": gettext("Be the witness of the draw of the panel"),
        "draw": card.view if card else None,
        "cancel_url": _back(panel),
    }
    said = gettext("You take part. The lists are frozen; now both parties show their secrets.")
    return acting.answered(request, "governance/panels/witness.html", form, context, act, said)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def reveal(request: Request, panel: int) -> HttpResponse:
    """Show the secret: by a press where the platform keeps it, else from what is typed."""
    witnesses = request.actor.may(Permission.PANEL_WITNESS)
    needed = Permission.PANEL_WITNESS if witnesses else Permission.PANEL_PLAN
    line = queries.one(panel, request.actor, needed)
    said, back = gettext("Your secret is shown."), _back(panel)
    if request.method == "POST" and "own" not in request.POST:
        return acting.pressed(request, lambda: _show(request, panel, ""), said, back)
    form = panel_forms.SecretForm(acting.posted(request))
    context = {
        "crumbs": [*words.panel_crumbs(), Crumb(line.title, back)],
        "heading": gettext("Show the secret"),
        "submit": gettext("Show the secret"),
        "cancel_url": back,
    }

    def act(data: Mapping[str, Any]) -> None:
        _show(request, panel, data["own"])

    return acting.answered(request, "governance/form.html", form, context, act, said)


def _show(request: Request, panel: int, own: str) -> None:
    services.reveal(panel, actor=request.actor, now=request.now, own=own)


def _back(panel: int) -> str:
    return reverse("governance:panel", args=[panel])
