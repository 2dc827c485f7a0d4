"""The acts of a pairing, each on a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shuzheng.foundation import files
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.kernel import periods
from shuzheng.support import access
from shuzheng.support.access import Permission
from shuzheng.support.queries import conditions
from shuzheng.support.queries import pairings as queries
from shuzheng.support.rules import pairing as rules
from shuzheng.support.rules.pairing import PAIRING, Verb
from shuzheng.support.rules.unevenness import Measure
from shuzheng.support.services import acting as actions
from shuzheng.support.services import pairing as services
from shuzheng.support.web import forms, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.support.queries.pairings import PairingPage

KINDS = ("pdf", "png", "jpeg")
YEAR = 12
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@gate.signed_in
def propose(request: Request) -> HttpResponse:
    """Propose a pairing, filled in where the rule proposes one."""
    actor = request.actor
    actor.require(Permission.PAIRING_PROPOSE)
    found = access.institutions(actor).values()
    form = forms.Proposed(
        acting.posted(request),
        initial=_initial(request),
        institutions=[(one.id, one.name) for one in found],
    )

    def act(data: Mapping[str, Any]) -> None:
        agreed = rules.Agreement(
            data["since"],
            data["until"],
            [Measure(one) for one in data["measures"]],
            [rules.Resource(one) for one in data["shares"]],
            data["words"],
            data["goal"],
        )
        services.propose(
            data["helper"],
            data["helped"],
            agreed,
            reason=data["reason"],
            actor=actor,
            now=request.now,
        )

    context = {
        "crumbs": [*words.crumbs(), Crumb(_("Propose a pairing"))],
        "cancel_url": reverse("support:pairings"),
        "heading": _("Propose a pairing"),
        "submit": _("Propose the pairing"),
        "consequence": _("Both institutions are asked; then the department decides."),
        "rule": "R-240",
    }
    said = gettext("The pairing is proposed. Both institutions are asked.")
    return acting.answered(request, "support/form.html", form, context, act, said)


def _initial(request: Request) -> dict[str, Any]:
    """Fill in what an address names and the measurement says."""
    today = periods.day(request.now)
    helped = acting.key(request.GET.get("helped", ""))
    since = rules.months_after(today.replace(day=1), 1)
    until = rules.months_after(since, YEAR)
    return {
        "helped": helped,
        "helper": acting.key(request.GET.get("helper", "")),
        "measures": [one.value for one in conditions.low_in(helped)] if helped else [],
        "since": since,
        "until": until.fromordinal(until.toordinal() - 1),
    }


@form_methods
@gate.signed_in
def answer(request: Request, pairing: int) -> HttpResponse:
    """Say whether one's institution agrees."""
    page = _page(request, pairing, Permission.PAIRING_ANSWER)
    PAIRING.after(page.line.state, Verb.AGREE)
    if queries.side(page, request.actor) is None:
        raise access.NoSuchPairing
    form = forms.Answered(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        word = rules.Word(data["word"])
        services.answer(pairing, word, data["said"], actor=request.actor, now=request.now)

    context = _frame(page, gettext("Answer the proposal"))
    said = gettext("Your answer is on record.")
    return acting.answered(request, "support/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def agree(request: Request, pairing: int) -> HttpResponse:
    """Confirm a pairing."""
    page = _page(request, pairing, Permission.PAIRING_DECIDE)
    PAIRING.after(page.line.state, Verb.AGREE)
    form = forms.Decided(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.agree(pairing, data["reason"], actor=request.actor, now=request.now)

    context = _frame(page, gettext(PAIRING.labels[Verb.AGREE]))
    context["consequence"] = _("The agreement takes effect; the figures of today are kept with it.")
    said = gettext("The pairing is confirmed.")
    return acting.answered(request, "support/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def drop(request: Request, pairing: int) -> HttpResponse:
    """Drop a pairing that did not begin."""
    page = _page(request, pairing, Permission.PAIRING_VIEW)
    actor = request.actor
    if not actor.may(Permission.PAIRING_PROPOSE):
        actor.require(Permission.PAIRING_DECIDE)
    PAIRING.after(page.line.state, Verb.DROP)
    form = forms.Dropped(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.drop(pairing, data["reason"], actor=actor, now=request.now)

    context = {**_frame(page, gettext(PAIRING.labels[Verb.DROP])), "danger": True}
    said = gettext("The pairing is dropped.")
    return acting.answered(request, "support/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def plan(request: Request, pairing: int) -> HttpResponse:
    """Plan an action."""
    page = _page(request, pairing, Permission.PAIRING_ACT)
    if queries.side(page, request.actor) is None:
        raise access.NoSuchPairing
    form = forms.Planned(acting.posted(request), initial={"due_on": page.line.until})

    def act(data: Mapping[str, Any]) -> None:
        actions.plan(pairing, data["title"], data["due_on"], actor=request.actor, now=request.now)

    context = _frame(page, gettext("Plan an action"))
    said = gettext("The action is planned.")
    return acting.answered(request, "support/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def tell(request: Request, pairing: int, action: int) -> HttpResponse:
    """Tell that an action was done."""
    page = _page(request, pairing, Permission.PAIRING_ACT)
    one = queries.action(action, pairing, request.actor, request.now)
    if queries.side(page, request.actor) is None:
        raise access.NoSuchPairing
    if one.done_on:
        raise actions.ToldAlready
    form = forms.Done(
        acting.posted(request),
        acting.uploaded(request),
        initial={"on": periods.day(request.now)},
    )

    def act(data: Mapping[str, Any]) -> None:
        upload = data["document"]
        kept = (
            files.store(upload, actor=request.actor, now=request.now, kinds=KINDS).pk
            if upload
            else None
        )
        done = actions.Done(data["on"], data["persons"], data["hours"], data["words"], kept)
        actions.tell(pairing, action, done, actor=request.actor, now=request.now)

    context = _frame(page, gettext("Tell what was done"))
    context["name"] = one.title
    said = gettext("The action is on record.")
    return acting.answered(request, "support/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def check(request: Request, pairing: int) -> HttpResponse:
    """Write the half-yearly check that is due."""
    page = _page(request, pairing, Permission.PAIRING_PROPOSE)
    if not any(one.written_on is None for one in page.checks):
        raise actions.NoCheckDue
    form = forms.Checked(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        judgement = rules.Judgement(data["judgement"])
        actions.check(pairing, judgement, data["words"], actor=request.actor, now=request.now)

    context = _frame(page, gettext("Write the check"))
    context["consequence"] = _("The newest measured figures are kept with it.")
    said = gettext("The check is on record.")
    return acting.answered(request, "support/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def evaluate(request: Request, pairing: int) -> HttpResponse:
    """Say what came of a pairing."""
    page = _page(request, pairing, Permission.PAIRING_PROPOSE)
    PAIRING.after(page.line.state, Verb.EVALUATE)
    form = forms.Evaluated(acting.posted(request))
    if periods.day(request.now) > page.line.until:
        del form.fields["early_reason"]

    def act(data: Mapping[str, Any]) -> None:
        services.evaluate(
            pairing,
            rules.Result(data["result"]),
            data["words"],
            early_reason=data.get("early_reason", ""),
            actor=request.actor,
            now=request.now,
        )

    context = _frame(page, gettext(PAIRING.labels[Verb.EVALUATE]))
    context["consequence"] = _("The newest measured figures are kept with it.")
    said = gettext("The pairing is evaluated; the department ends it.")
    return acting.answered(request, "support/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def end(request: Request, pairing: int) -> HttpResponse:
    """End an evaluated pairing."""
    page = _page(request, pairing, Permission.PAIRING_DECIDE)
    PAIRING.after(page.line.state, Verb.END)
    form = forms.Ended(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.end(pairing, data["words"], actor=request.actor, now=request.now)

    context = _frame(page, gettext(PAIRING.labels[Verb.END]))
    said = gettext("The pairing is ended.")
    return acting.answered(request, "support/form.html", form, context, act, said)


def _page(request: Request, pk: int, permission: Permission) -> PairingPage:
    return queries.detail(pk, request.actor, request.now, permission)


def _frame(page: PairingPage, heading: str) -> dict[str, Any]:
    url = reverse("support:pairing", args=[page.line.id])
    return {
        "crumbs": [*words.crumbs(), Crumb(page.line.helped, url), Crumb(heading)],
        "cancel_url": url,
        "heading": heading,
        "submit": heading,
        "name": gettext("{helper} helps {helped}").format(
            helper=page.line.helper, helped=page.line.helped
        ),
        "rule": "R-240",
    }
