"""The draw of seats by two parties: open, take part, show the secret, or draw alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import drawing as queries
from shuzheng.assessment.queries import heads
from shuzheng.assessment.rules import plan as plan_rules
from shuzheng.assessment.services import drawing
from shuzheng.assessment.web import signs
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Act
from shuzheng.foundation.web import acting, gate, leaving

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse

    from shuzheng.assessment.queries.drawing import DrawCard
    from shuzheng.assessment.queries.heads import PlanHead
    from shuzheng.foundation.web.request import Request

SECRET_LENGTH = 80


class WitnessForm(ui.Form):
    """The commitment to a secret that the witness keeps, if any."""

    own = forms.CharField(
        label=_("Commitment to a secret of your own"),
        required=False,
        max_length=SECRET_LENGTH,
        help_text=_(
            "Leave it empty: the platform makes a secret for you and keeps it sealed until you show"
            " it. Whoever trusts nobody runs `shuzheng draw commit` on a computer of the own and"
            " writes the commitment here."
        ),
    )


class SecretForm(ui.Form):
    """The secret that a party kept itself."""

    own = forms.CharField(label=_("The secret that you kept"), max_length=SECRET_LENGTH)


@require_POST
@gate.signed_in
def begin(request: Request, pk: int) -> HttpResponse:
    """Open the draw, with a secret of the organiser."""
    return acting.pressed(
        request,
        lambda: drawing.begin(pk, actor=request.actor, now=request.now),
        _("The draw is open. Now a witness of the office or the department takes part."),
        _seats(pk),
    )


@require_POST
@gate.signed_in
def alone(request: Request, pk: int) -> HttpResponse:
    """Draw without a witness, after one failed."""
    return acting.pressed(
        request,
        lambda: drawing.alone(pk, actor=request.actor, now=request.now),
        _("The seats are drawn without a witness; the public page of the draw says so."),
        _seats(pk),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def witness(request: Request, pk: int) -> HttpResponse:
    """Take part as the witness."""
    row = heads.plan(pk, request.actor, Permission.SEATING_WITNESS)
    card = queries.of(pk, request.actor)
    form = WitnessForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        drawing.witness(pk, actor=request.actor, now=request.now, own=data["own"])

    context = {
        "crumbs": signs.crumbs(pk, row.name, _("Witness of the draw")),
        "heading": gettext("Be the witness of the draw of seats"),
        "draw": card.view if card else None,
        "cancel_url": _seats(pk),
    }
    said = gettext("You take part. The lists are frozen; now both parties show their secrets.")
    return acting.answered(request, "assessment/seating/witness.html", form, context, act, said)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def reveal(request: Request, pk: int) -> HttpResponse:
    """Show the secret: by a press where the platform keeps it, else from what is typed."""
    overseeing = request.actor.may(Permission.SEATING_WITNESS)
    needed = Permission.SEATING_WITNESS if overseeing else Permission.SEATING_PLAN
    row = heads.plan(pk, request.actor, needed)
    said = gettext("Your secret is shown.")
    if request.method == "POST" and "own" not in request.POST:
        return acting.pressed(request, lambda: _act(request, pk, ""), said, _seats(pk))
    form = SecretForm(acting.posted(request))
    context = {
        "crumbs": signs.crumbs(pk, row.name, _("The secret of the draw")),
        "heading": gettext("Show the secret"),
        "cancel_url": _seats(pk),
    }
    template = "assessment/seating/reveal.html"
    return acting.answered(
        request, template, form, context, lambda data: _act(request, pk, data["own"]), said
    )


@require_safe
@gate.signed_in
def document(request: Request, pk: int) -> HttpResponse:
    """Answer with the whole document of the draw, by which anybody can compute it again."""
    row = heads.plan(pk, request.actor, Permission.SEATING_VIEW)
    found = queries.document(pk, request.actor)
    body = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
    return leaving.file(f"draw-{row.number}.json", body, leaving.JSON)


def acts(row: PlanHead, card: DrawCard | None, *, may_plan: bool, drawn: bool) -> Iterator[Act]:
    """Yield what the reader may do in the draw of a plan's seats."""
    if card is not None and card.may_witness:
        url = reverse("assessment:seating-witness", args=[row.id])
        yield Act(_("Be the witness"), url, "users", "primary")
    if card is not None and card.may_reveal:
        url = reverse("assessment:seating-reveal", args=[row.id])
        note = "" if card.keeps_secret else _("The platform keeps it for you.")
        yield Act(
            _("Show the secret"), url, "eye", "primary", post=not card.keeps_secret, note=note
        )
    running = card is not None and not card.view.is_over
    if not may_plan or running:
        return
    closed = row.state == plan_rules.State.REGISTRATION_CLOSED
    if closed or row.state in {plan_rules.State.OPEN, plan_rules.State.POSTPONED}:
        barred = "" if closed else _("Registration has not closed yet.")
        label = _("Open another draw of the seats") if drawn else _("Open the draw of the seats")
        url = reverse("assessment:seating-draw", args=[row.id])
        yield Act(label, url, "seat", "" if drawn else "primary", post=True, barred=barred)
    if closed and card is not None and card.may_draw_alone:
        yield Act(
            _("Draw the seats without a witness"),
            reverse("assessment:seating-alone", args=[row.id]),
            "seat",
            post=True,
            note=_("The witness failed. That the seats were drawn so is said in public."),
        )


def _act(request: Request, pk: int, own: str) -> None:
    drawing.reveal(pk, actor=request.actor, now=request.now, own=own)


def _seats(pk: int) -> str:
    return reverse("assessment:seating", args=[pk])
