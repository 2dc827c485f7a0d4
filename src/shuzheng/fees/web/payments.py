"""Fees to be collected or paid back: a list, and the receipt's number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.fees.access import Permission
from shuzheng.fees.queries import payments as queries
from shuzheng.fees.services import settlements
from shuzheng.fees.web import forms, words
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpResponse

    from shuzheng.fees.queries.payments import PaymentLine
    from shuzheng.foundation.web.request import Request

COLUMNS = (
    listing.Column("name", _("Candidate"), sortable=True, lead=True),
    listing.Column("certificate", _("Certificate"), wide=True),
    listing.Column("agreement", _("Agreement"), short=_("agreement")),
    listing.Column("registered", _("Registered on"), sortable=True, short=_("registered")),
    listing.Column("amount", _("Amount"), numeric=True, sortable=True, fixed=True, end=True),
)


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List what is owed, or what has to go back."""
    actor = request.actor
    wish = listing.read(request.GET, COLUMNS, sort="registered", views=queries.VIEWS)
    filters = forms.NameFilters(request.GET)
    found = queries.lines(actor, wish, **listing.chosen(filters))
    counts = queries.counts(actor)
    saved = [listing.View("owed", _("To be paid"), counts["owed"])]
    if actor.may(Permission.PAYMENT_PAY_BACK):
        saved.append(listing.View("back", _("To be paid back"), counts["back"]))
    act = "back" if wish.view == "back" else "receipt"
    rows = [_row(line, act) for line in found.rows]
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Assessment fees"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found(rows, found.total, found.page),
            filters=filters,
            saved=saved,
            caption=_("Assessment fees"),
            unit=_("fees"),
            exports=(),
        ),
    }
    return render(request, "fees/payments/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def receive(request: Request, reference: UUID) -> HttpResponse:
    """Record the receipt of a fee."""
    line = queries.one(reference, request.actor)
    form = forms.Receipt(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        settlements.record_payment(reference, data["receipt"], actor=request.actor, now=request.now)

    if acting.done(request, form, act):
        messages.success(
            request, gettext("The receipt of {name} is on file.").format(name=line.name)
        )
        return redirect("fees:payments")
    context = {
        **_frame(_("Receipt")),
        "heading": gettext("Receipt of {name}").format(name=line.name),
        "consequence": gettext("{certificate}, {amount}").format(
            certificate=words.certificate(line.certificate, line.level),
            amount=formats.yuan(line.amount_fen),
        ),
        "submit": _("Record the receipt"),
        "rule": "R-120",
    }
    return acting.page(request, "fees/form.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def pay_back(request: Request, reference: UUID) -> HttpResponse:
    """Record that a fee was paid back."""
    request.actor.require(Permission.PAYMENT_PAY_BACK)
    line = queries.one(reference, request.actor)
    form = forms.Empty(acting.posted(request))
    if acting.done(
        request,
        form,
        lambda _d: settlements.record_paid_back(reference, actor=request.actor, now=request.now),
    ):
        messages.success(request, gettext("The fee is recorded as paid back."))
        return redirect(f"{reverse('fees:payments')}?view=back")
    context = {
        **_frame(_("Pay back")),
        "heading": gettext("Has {name} got the money back?").format(name=line.name),
        "consequence": words.certificate(line.certificate, line.level),
        "submit": _("Record as paid back"),
    }
    return acting.page(request, "fees/confirm.html", form, context)


def _frame(last: Any) -> dict[str, Any]:  # noqa: ANN401 - lazy words
    url = reverse("fees:payments")
    return {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Assessment fees"), url), Crumb(last)],
        "cancel_url": url,
    }


def _row(line: PaymentLine, act: str) -> dict[str, Any]:
    return {
        "id": line.reference,
        "url": reverse(f"fees:payment-{act}", args=[line.reference]),
        "name": line.name,
        "document": line.document_masked,
        "certificate": words.certificate(line.certificate, line.level),
        "agreement": line.agreement,
        "registered": line.registered_on,
        "amount_fen": line.amount_fen,
    }
