"""Put a certificate under enquiry, end the enquiry, propose to revoke it, decide on that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuzheng.credentials import access
from shuzheng.credentials.access import Permission
from shuzheng.credentials.queries import pages_register as pages
from shuzheng.credentials.rules.status import Ground
from shuzheng.credentials.services import status
from shuzheng.credentials.web import trails, words
from shuzheng.credentials.web.forms import ReasonForm, RevocationForm
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Term
from shuzheng.foundation.web import acting, gate

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from shuzheng.credentials.queries.pages_register import Proposal
    from shuzheng.foundation.web.request import Request


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def suspend(request: Request, number: str) -> HttpResponse:
    """Ask why, then put a certificate under enquiry."""
    row = access.issued_by(number, request.actor, Permission.CERTIFICATE_SUSPEND)

    def act(data: dict[str, Any]) -> HttpResponse:
        status.suspend(number, data["reason"], actor=request.actor, now=request.now)
        trails.publish_soon(request)
        messages.success(request, _("The certificate is under enquiry now."))
        return redirect("credentials:certificate", number)

    page = trails.page_of(row.number, _("Put under enquiry")) | {"holder": row.holder}
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return acting.form(request, "credentials/desk/suspend.html", page, form, act)


@gate.signed_in
@require_POST
def clear(request: Request, number: str) -> HttpResponse:
    """End an enquiry that found nothing."""
    status.clear(number, actor=request.actor, now=request.now)
    trails.publish_soon(request)
    messages.success(request, _("The enquiry is over; the certificate is in force."))
    return redirect("credentials:certificate", number)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request, number: str) -> HttpResponse:
    """Ask for ground, particulars and hearing, then propose to revoke."""
    row = access.issued_by(number, request.actor, Permission.REVOCATION_PROPOSE)

    def act(data: dict[str, Any]) -> HttpResponse:
        status.propose_revocation(
            number,
            Ground(data["ground"]),
            data["reason"],
            data["heard_on"],
            actor=request.actor,
            now=request.now,
        )
        messages.success(
            request, _("The revocation is proposed; the coordination office decides on it.")
        )
        return redirect("credentials:certificate", number)

    page = trails.page_of(row.number, _("Propose to revoke")) | {"holder": row.holder}
    form = RevocationForm(request.POST if request.method == "POST" else None)
    return acting.form(request, "credentials/desk/revoke.html", page, form, act)


@gate.signed_in
@require_safe
def proposals(request: Request) -> HttpResponse:
    """List what waits for the office."""
    found = pages.proposals(request.actor)
    context = {
        "crumbs": trails.trail((_("Revocations to confirm"), "")),
        "proposals": [(one, _terms(one)) for one in found],
        "more": pages.waiting(request.actor) - len(found),
        "several": sum(not one.is_own for one in found) > 1,
    }
    return render(request, "credentials/desk/proposals.html", context)


@gate.signed_in
@require_POST
def confirm_picked(request: Request) -> HttpResponse:
    """Ask once more about the picked proposals, then revoke all of them for good."""
    ids = {acting.key(text) for text in request.POST.getlist("row")}
    back = reverse("credentials:revocations")
    found = pages.proposals(request.actor, ids)
    if found and "sure" not in request.POST:
        crumbs = trails.trail((_("Revocations to confirm"), back), (_("Confirm"), ""))
        context = {"crumbs": crumbs, "cancel_url": back, "proposals": found}
        return render(request, "credentials/desk/confirm_picked.html", context)

    def act() -> None:
        status.confirm_revocations(ids, actor=request.actor, now=request.now)
        trails.publish_soon(request)

    said = _("The certificates are revoked. The status lists are being signed anew.")
    return acting.pressed(request, act, said, back)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request, revocation: int) -> HttpResponse:
    """Ask once more, then revoke for good."""
    one = pages.proposal(revocation, request.actor)

    def act(data: dict[str, Any]) -> HttpResponse:
        del data
        status.confirm_revocation(revocation, actor=request.actor, now=request.now)
        trails.publish_soon(request)
        messages.success(
            request, _("The certificate is revoked. The status lists are being signed anew.")
        )
        return redirect("credentials:certificate", one.number)

    return acting.form(
        request,
        "credentials/desk/confirm.html",
        _decision(one),
        ui.Form(request.POST if request.method == "POST" else None),
        act,
    )


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: Request, revocation: int) -> HttpResponse:
    """Ask once more, then leave the certificate as it is."""
    one = pages.proposal(revocation, request.actor)

    def act(data: dict[str, Any]) -> HttpResponse:
        del data
        status.drop_revocation(revocation, actor=request.actor, now=request.now)
        messages.success(request, _("The proposal is dropped; the certificate stays as it is."))
        return redirect("credentials:certificate", one.number)

    return acting.form(
        request,
        "credentials/desk/drop.html",
        _decision(one),
        ui.Form(request.POST if request.method == "POST" else None),
        act,
    )


def _decision(one: Proposal) -> dict[str, Any]:
    page = trails.page_of(one.number, _("Revocation"))
    return page | {"one": one, "terms": _terms(one)}


def _terms(one: Proposal) -> list[Term]:
    return [
        Term(_("Holder"), one.holder),
        Term(_("Certificate"), one.certificate),
        Term(_("Certificate number"), one.number_spaced, code=True),
        Term(_("Evaluation organisation"), one.organisation),
        Term(_("Kind of reason"), words.reason_kind(one.ground)),
        Term(_("Particulars"), one.reason),
        Term(_("Day of the hearing"), words.full_day(one.heard_on)),
        Term(_("Proposed by"), f"{one.proposed_by}　{words.full_day(one.proposed_at)}"),
    ]
