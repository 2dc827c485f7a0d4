"""Anybody's side: hand in a case, come back by the receipt, read what was changed.

The code of the receipt stands in no address, in no cookie and in no log: every step of whoever
comes back sends it anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuzheng.complaints.access import Receipt
from shuzheng.complaints.queries import authors, figures
from shuzheng.complaints.rules.complaint import Kind
from shuzheng.complaints.services import filing
from shuzheng.complaints.services.filing import Given, Who
from shuzheng.complaints.web import effects, forms, papers, words
from shuzheng.foundation.ui.parts import Crumb, Term
from shuzheng.foundation.web import acting, limiter, refusals
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpResponse

    from shuzheng.complaints.access import Way
    from shuzheng.complaints.queries.authors import OwnCase
    from shuzheng.foundation.ui import forms as ui
    from shuzheng.foundation.web.request import Request

form_methods = require_http_methods(["GET", "HEAD", "POST"])
FILING_COST, LOOKING_COST = 10, 1
"""How many requests a case counts for: nobody has to hand in many in a minute."""
SECRETS = ("number", "secret", "text", "name", "contact")


@sensitive_variables("made")
@sensitive_post_parameters(*SECRETS)
@never_cache
@form_methods
def new(request: Request) -> HttpResponse:
    """Take a case of anybody, and answer with its receipt, once."""
    initial = {"about": request.GET.get("about", "")[: forms.LONGEST_ABOUT]}
    form = forms.Public(acting.posted(request), acting.uploaded(request), initial=initial)
    made: list[Receipt] = []

    def act(data: Mapping[str, Any]) -> None:
        _limit(request, FILING_COST)
        who = Who(data["name"], data["contact"])
        made.append(filing.file(given(data), who=who, now=request.now))

    if acting.done(request, form, act):
        context = {
            "crumbs": crumbs(_("Receipt of the case")),
            "receipt": made[0],
            "case": authors.of(made[0]),
        }
        return render(request, "complaints/public/filed.html", context)
    return acting.page(request, "complaints/public/new.html", form, {"crumbs": crumbs()})


@sensitive_variables("way")
@sensitive_post_parameters(*SECRETS)
@never_cache
@form_methods
def lookup(request: Request) -> HttpResponse:
    """Show a case to whoever has its receipt, and do what he or she wants with it."""
    form = forms.ReceiptForm(acting.posted(request))
    if request.method == "POST" and form.is_valid():
        _limit(request, LOOKING_COST)
        way = Receipt(form.cleaned_data["number"], form.cleaned_data["secret"])
        try:
            case = authors.of(way)
        except Refusal as refusal:
            form.add_error(None, refusals.sentence(refusal))
        else:
            return serve(request, way, case, "complaints/public/case.html", {"receipt": way})
    return acting.page(request, "complaints/public/lookup.html", form, {"crumbs": crumbs()})


@sensitive_variables("way")
@sensitive_post_parameters(*SECRETS)
@never_cache
@require_POST
def receipt(request: Request) -> HttpResponse:
    """Answer with the receipt as a document, to whoever has its code."""
    _limit(request, LOOKING_COST)
    way = Receipt(request.POST.get("number", ""), request.POST.get("secret", ""))
    return papers.receipt(authors.of(way), way.secret, request.now)


@require_safe
def changes(request: Request) -> HttpResponse:
    """List what was changed because somebody spoke up."""
    rows = [{"line": one, "kind": words.kind(one.kind)} for one in figures.changes()]
    return render(request, "complaints/public/changes.html", {"crumbs": crumbs(), "rows": rows})


def serve(
    request: Request, way: Way, case: OwnCase, template: str, context: dict[str, Any]
) -> HttpResponse:
    """Do what a complainant asks with the own case (`act`), then show it: for both ways."""
    wanted = request.POST.get("act", "")
    if wanted == "print" and case.answer and case.answered_on:
        return papers.answer(
            case.owner, case.number, case.kind, case.answer, case.answered_on, request.now
        )
    word = forms.Word(*_sent(request, wanted == "word"))
    rating = forms.Rating(*_sent(request, wanted in {"satisfied", "dissatisfied"})[:1])
    said, refused = "", list[str]()
    if step := _step(request, way, wanted, word, rating):
        form, act, done = step
        if acting.done(request, form, act):
            said, case = done, authors.of(way)
            word, rating = forms.Word(), forms.Rating()
        elif form not in {word, rating}:
            refused = [str(one) for one in form.non_field_errors()]
    shown = {
        "crumbs": crumbs(case.number),
        "case": case,
        "chip": words.chip(case.state),
        "kind": words.kind(case.kind),
        "outcome": words.outcome(case.outcome),
        "terms": _terms(case),
        "effects": effects.told(case),
        "word": word,
        "rating": rating,
        "said": said,
        "refused": refused,
        **context,
    }
    status = 422 if word.errors or rating.errors or refused else 200
    return render(request, template, shown, status=status)


def given(data: Mapping[str, Any]) -> Given:
    """Return what a form hands in."""
    return Given(Kind(data["kind"]), data["text"], data["about"], data["upload"])


def crumbs(last: Any = "") -> list[Crumb]:  # noqa: ANN401 - lazy words
    """Return the way to the public pages of cases."""
    first = Crumb(_("Enquiries and complaints"), reverse("complaints:new") if last else "")
    return [Crumb(_("Home"), "/"), first, *([Crumb(last)] if last else [])]


def _step(
    request: Request, way: Way, wanted: str, word: forms.Word, rating: forms.Rating
) -> tuple[ui.Form, Callable[[Mapping[str, Any]], object], str] | None:
    now = request.now

    def add(data: Mapping[str, Any]) -> None:
        filing.add(way, data["text"], upload=data["upload"], now=now)

    def rate(data: Mapping[str, Any]) -> None:
        filing.rate(way, data["text"], satisfied=wanted == "satisfied", now=now)

    def withdraw(_data: Mapping[str, Any]) -> None:
        filing.withdraw(way, now=now)

    steps: dict[str, tuple[ui.Form, Callable[[Mapping[str, Any]], object], str]] = {
        "word": (word, add, gettext("Your word is added.")),
        "satisfied": (rating, rate, gettext("Thank you. Your word on the answer is noted.")),
        "dissatisfied": (rating, rate, gettext("Somebody else will review the answer.")),
        "withdraw": (forms.Rating({}), withdraw, gettext("The case is withdrawn.")),
    }
    return steps.get(wanted)


def _sent(request: Request, is_this: bool) -> tuple[Any, Any]:  # noqa: FBT001 - which form was sent
    return (request.POST, request.FILES) if is_this else (None, None)


def _terms(case: OwnCase) -> list[Term]:
    said = [
        (_("Receipt number"), case.number),
        (_("What it is"), words.kind(case.kind)),
        (_("What it is about"), case.about),
        (_("Handled by"), case.owner),
        (_("Goes on in case"), case.main),
        (_("Why"), case.reason),
    ]
    return [Term(label, value) for label, value in said if value]


def _limit(request: Request, cost: int) -> None:
    limiter.check(
        request,
        "complaint",
        now=request.now,
        per_minute=settings.VERIFICATION_PER_MINUTE,
        loopback=settings.LOOPBACK_PER_MINUTE,
        cost=cost,
    )
