"""A learner's own claims, and those of a guardian's wards: hand in, see the answer, appeal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.fees import access
from shuzheng.fees.access import Permission
from shuzheng.fees.queries import claims as queries
from shuzheng.fees.rules import hardship as rules
from shuzheng.fees.rules.hardship import HARDSHIP, Verb
from shuzheng.fees.services import hardship, proofs
from shuzheng.fees.web import forms, words
from shuzheng.foundation import files
from shuzheng.foundation.web import acting, gate
from shuzheng.foundation.web.files import attached
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.fees.queries.claims import ClaimPage
    from shuzheng.foundation.web.request import Request

PROOFS = ("pdf", "png", "jpeg", "docx")


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """Show the claims of oneself and one's wards."""
    request.actor.require(Permission.HARDSHIP_CLAIM)
    claims = queries.own(request.actor)
    context = {"claims": [_card(one) for one in claims]}
    return render(request, "fees/mine/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def lodge(request: Request) -> HttpResponse:
    """Hand in a claim."""
    request.actor.require(Permission.HARDSHIP_CLAIM)
    form = forms.Claim(
        acting.posted(request),
        acting.uploaded(request),
        people=queries.claimants(request.actor),
        kinds=queries.kinds(periods.day(request.now)),
    )

    def act(data: Mapping[str, Any]) -> None:
        proof = files.store(
            data["proof"], actor=request.actor, now=request.now, kinds=PROOFS, sealed=True
        )
        hardship.lodge(data["person"], data["kind"], proof.pk, actor=request.actor, now=request.now)

    if acting.done(request, form, act):
        messages.success(
            request, gettext("Your claim is handed in. No fee is asked until it is decided.")
        )
        return redirect("fees:own-claims")
    return acting.page(
        request, "fees/mine/claim.html", form, {"cancel_url": reverse("fees:own-claims")}
    )


@require_safe
@gate.signed_in
def proof(request: Request, pk: int) -> HttpResponse:
    """Give back what one handed in oneself."""
    return attached(proofs.own_proof(pk, request.actor))


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def appeal(request: Request, pk: int) -> HttpResponse:
    """Appeal against a refusal."""
    request.actor.require(Permission.HARDSHIP_CLAIM)
    page = next((one for one in queries.own(request.actor) if one.id == pk), None)
    if page is None:
        raise access.NoSuchClaim
    HARDSHIP.after(page.state, Verb.APPEAL)
    form = forms.Reason(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        hardship.appeal(pk, data["reason"], actor=request.actor, now=request.now)

    if acting.done(request, form, act):
        messages.success(
            request, gettext("Your appeal is with the office. No fee is asked meanwhile.")
        )
        return redirect("fees:own-claims")
    context: dict[str, Any] = {"cancel_url": reverse("fees:own-claims"), "answer": page.answer}
    return acting.page(request, "fees/mine/appeal.html", form, context)


def _card(page: ClaimPage) -> dict[str, Any]:
    return {
        "title": gettext("{name}, school year {since}–{until}").format(
            name=page.name, since=page.since.year, until=page.until.year
        ),
        "kind": gettext(rules.KIND_LABELS[page.kind]),
        "chip": words.claim_chip(page.state),
        "lodged_on": page.lodged_on,
        "answer": page.answer,
        "appeal_url": reverse("fees:own-claim-appeal", args=[page.id])
        if HARDSHIP.allows(page.state, Verb.APPEAL)
        else "",
        "proof_url": reverse("fees:own-proof", args=[page.id]) if page.has_proof else "",
    }
