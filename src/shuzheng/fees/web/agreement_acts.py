"""The forms and buttons by which a fee agreement is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from shuzheng.fees.access import Permission
from shuzheng.fees.queries import agreement_pages
from shuzheng.fees.rules import agreement as rules
from shuzheng.fees.rules.agreement import AGREEMENT, Verb
from shuzheng.fees.services import agreements
from shuzheng.fees.services.agreements import Offer
from shuzheng.fees.web import forms, words
from shuzheng.fees.web.agreements import crumbs
from shuzheng.foundation import files
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.fees.queries.agreement_pages import AgreementPage
    from shuzheng.foundation.web.request import Request

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@gate.signed_in
def draft(request: Request) -> HttpResponse:
    """Draft an agreement."""
    request.actor.require(Permission.AGREEMENT_DRAFT)
    year = periods.day(request.now).year
    form = forms.Draft(
        acting.posted(request),
        certificates=agreement_pages.led_choices(request.actor),
        initial={"since": f"{year}-01-01", "until": f"{year}-12-31"},
    )
    items = forms.Items(acting.posted(request), prefix="items")
    made: list[int] = []

    def act(data: Mapping[str, Any]) -> None:
        offer = Offer(
            data["certificate"], data["level"], _items(items), data["since"], data["until"]
        )
        made.append(agreements.draft(offer, actor=request.actor, now=request.now))

    if acting.done(request, form, act, items):
        messages.success(request, gettext("The draft is saved."))
        return redirect("fees:agreement", made[0])
    context = {
        "crumbs": [*crumbs(), Crumb(_("New agreement"))],
        "cancel_url": reverse("fees:agreements"),
        "heading": _("New fee agreement"),
        "submit": _("Save the draft"),
    }
    return acting.page(request, "fees/agreements/draft.html", form, context, items)


@form_methods
@gate.signed_in
def redraft(request: Request, pk: int) -> HttpResponse:
    """Change a draft."""
    page = agreement_pages.detail(pk, request.actor, request.now, Permission.AGREEMENT_DRAFT)
    AGREEMENT.after(page.state, Verb.APPRAISE)
    form = forms.Redraft(acting.posted(request), initial={"since": page.since, "until": page.until})
    items = forms.Items(acting.posted(request), prefix="items", initial=_initial(request, page))

    def act(data: Mapping[str, Any]) -> None:
        offer = Offer(
            page.certificate_type_id, page.level, _items(items), data["since"], data["until"]
        )
        agreements.redraft(pk, offer, actor=request.actor, now=request.now)

    context = {
        **_frame(page, _("Change the draft")),
        "heading": _("Change the draft"),
        "submit": _("Save the draft"),
    }
    said = gettext("The draft is saved.")
    return acting.answered(request, "fees/agreements/draft.html", form, context, act, said, items)


@require_POST
@gate.signed_in
def send(request: Request, pk: int) -> HttpResponse:
    """Send a draft to the experts."""
    agreements.send_to_experts(pk, actor=request.actor, now=request.now)
    messages.success(request, gettext("The fee is with the experts."))
    return redirect("fees:agreement", pk)


@form_methods
@gate.signed_in
def appraise(request: Request, pk: int) -> HttpResponse:
    """Record the appraisal."""
    page = agreement_pages.detail(pk, request.actor, request.now, Permission.AGREEMENT_DRAFT)
    AGREEMENT.after(page.state, Verb.NEGOTIATE)
    form = forms.Appraisal(acting.posted(request), acting.uploaded(request))
    experts = forms.Experts(acting.posted(request), prefix="experts")
    lacks: list[rules.Shortfall] = []

    def act(data: Mapping[str, Any]) -> None:
        kept = files.store(data["minutes"], actor=request.actor, now=request.now)
        lacks.extend(
            agreements.record_appraisal(
                pk,
                _experts(experts),
                appraised_on=data["appraised_on"],
                minutes_id=kept.pk,
                actor=request.actor,
                now=request.now,
            )
        )

    if acting.done(request, form, act, experts):
        messages.success(request, gettext("The appraisal is on file; the talks are open."))
        for one in lacks:
            messages.warning(request, gettext(rules.SHORTFALL_LABELS[one]))
        return redirect("fees:agreement", pk)
    context = {**_frame(page, _("Appraisal"))}
    return acting.page(request, "fees/agreements/appraisal.html", form, context, experts)


@form_methods
@gate.signed_in
def offer(request: Request, pk: int) -> HttpResponse:
    """Put another fee on the table."""
    page = agreement_pages.detail(pk, request.actor, request.now, Permission.AGREEMENT_SIGN)
    AGREEMENT.after(page.state, Verb.AGREE)
    form = forms.Empty(acting.posted(request))
    items = forms.Items(acting.posted(request), prefix="items", initial=_initial(request, page))

    def act(data: Mapping[str, Any]) -> None:
        del data
        agreements.put_on_table(pk, _items(items), actor=request.actor, now=request.now)

    context = {
        **_frame(page, _("Another fee")),
        "heading": _("Put another fee on the table"),
        "submit": _("Put it on the table"),
    }
    said = gettext("The new fee is on the table.")
    return acting.answered(request, "fees/agreements/draft.html", form, context, act, said, items)


@form_methods
@gate.signed_in
def sign(request: Request, pk: int) -> HttpResponse:
    """Sign, after a last look at the sum."""
    page = agreement_pages.detail(pk, request.actor, request.now, Permission.AGREEMENT_SIGN)
    AGREEMENT.after(page.state, Verb.AGREE)
    form = forms.Empty(acting.posted(request))
    if acting.done(
        request, form, lambda _d: agreements.sign(pk, actor=request.actor, now=request.now)
    ):
        messages.success(request, gettext("You have signed the agreement."))
        return redirect("fees:agreement", pk)
    return acting.page(request, "fees/agreements/sign.html", form, _frame(page, _("Signature")))


@form_methods
@gate.signed_in
def stance(request: Request, pk: int) -> HttpResponse:
    """Join or dissent."""
    page = agreement_pages.detail(pk, request.actor, request.now, Permission.AGREEMENT_JOIN)
    form = forms.Stance(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        agreements.declare_stance(
            pk, data["reason"], joins=data["joins"], actor=request.actor, now=request.now
        )

    context = {
        **_frame(page, _("Join or dissent")),
        "heading": _("Join or dissent"),
        "submit": _("Put on file"),
    }
    said = gettext("Your institution's answer is on file.")
    return acting.answered(request, "fees/form.html", form, context, act, said)


@require_POST
@gate.signed_in
def mediate(request: Request, pk: int) -> HttpResponse:
    """Ask the office to mediate."""
    agreements.ask_for_mediation(pk, actor=request.actor, now=request.now)
    messages.success(request, gettext("The office has been asked to mediate."))
    return redirect("fees:agreement", pk)


@form_methods
@gate.signed_in
def file(request: Request, pk: int) -> HttpResponse:
    """File with the office."""
    page = agreement_pages.detail(pk, request.actor, request.now, Permission.AGREEMENT_DRAFT)
    AGREEMENT.after(page.state, Verb.FILE)
    form = forms.Signed(acting.posted(request), acting.uploaded(request))

    def act(data: Mapping[str, Any]) -> None:
        kept = files.store(data["document"], actor=request.actor, now=request.now)
        agreements.file(pk, kept.pk, actor=request.actor, now=request.now)

    context = {
        **_frame(page, _("File with the office")),
        "heading": _("File with the office"),
        "submit": _("File with the office"),
    }
    said = gettext("The agreement is filed with the office.")
    return acting.answered(request, "fees/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def send_back(request: Request, pk: int) -> HttpResponse:
    """Return an agreement to the talks."""
    page = agreement_pages.detail(pk, request.actor, request.now, Permission.AGREEMENT_DECIDE)
    AGREEMENT.after(page.state, Verb.RETURN)
    form = forms.Reason(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        agreements.send_back(pk, data["reason"], actor=request.actor, now=request.now)

    context = {
        **_frame(page, _("Return to negotiation")),
        "heading": _("Return this agreement to negotiation?"),
        "consequence": _("Both signatures count no more; both parties read the reason."),
        "submit": _("Return to negotiation"),
    }
    said = gettext("The agreement is back in the talks.")
    return acting.answered(request, "fees/confirm.html", form, context, act, said)


@require_POST
@gate.signed_in
def force(request: Request, pk: int) -> HttpResponse:
    """Bring an agreement into force."""
    agreements.bring_into_force(pk, actor=request.actor, now=request.now)
    messages.success(request, gettext("The agreement is in force."))
    return redirect("fees:agreement", pk)


@form_methods
@gate.signed_in
def terminate(request: Request, pk: int) -> HttpResponse:
    """Terminate an agreement."""
    page = agreement_pages.detail(pk, request.actor, request.now, Permission.AGREEMENT_DECIDE)
    AGREEMENT.after(page.state, Verb.TERMINATE)
    form = forms.Reason(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        agreements.terminate(pk, data["reason"], actor=request.actor, now=request.now)

    context = {
        **_frame(page, _("Termination")),
        "heading": _("Terminate this agreement?"),
        "consequence": _(
            "Without another agreement no plan of this certificate and level can open. "
            "Fees that are settled stay as they are."
        ),
        "submit": _("Terminate the agreement"),
        "danger": True,
    }
    said = gettext("The agreement is terminated.")
    return acting.answered(request, "fees/confirm.html", form, context, act, said)


def _frame(page: AgreementPage, last: Any) -> dict[str, Any]:  # noqa: ANN401 - lazy words
    url = reverse("fees:agreement", args=[page.id])
    return {
        "crumbs": [*crumbs(), Crumb(page.number, url), Crumb(last)],
        "cancel_url": url,
        "page": page,
        "name": words.certificate(page.certificate, page.level),
    }


def _initial(request: Request, page: AgreementPage) -> list[dict[str, object]] | None:
    """Return the lines to show; none for what was sent: a line that equals them is no change."""
    if request.method == "POST":
        return None
    return [{"name": name, "amount": fen} for name, fen in page.items]


def _items(items: Any) -> tuple[tuple[str, int], ...]:  # noqa: ANN401 - a formset
    return tuple(
        (line["name"], line["amount"])
        for line in items.cleaned_data
        if line.get("name") and line.get("amount") is not None
    )


def _experts(experts: Any) -> list[rules.Expert]:  # noqa: ANN401 - a formset
    return [
        rules.Expert(
            line["name"], conflicted=line["conflicted"], from_provincial_pool=line["from_pool"]
        )
        for line in experts.cleaned_data
        if line.get("name")
    ]
