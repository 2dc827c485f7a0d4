"""Buttons and small forms on a filing: begin, submit, put on file, return, suspend, end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_filing
from shuzheng.pilots.rules.completeness import GroupRole, Incomplete
from shuzheng.pilots.rules.filing import FILING, Verb
from shuzheng.pilots.services import filings
from shuzheng.pilots.web import filing_forms, forms
from shuzheng.pilots.web.filing import crumbs, title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.pilots.queries.pages_filing import FilingPage

form_methods = require_http_methods(["GET", "HEAD", "POST"])
YEAR_DIGITS = 4


@require_POST
@gate.signed_in
def begin(request: Request) -> HttpResponse:
    """Begin the filing of a year."""
    text = request.POST.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == YEAR_DIGITS else 0
    pk = filings.begin(year, actor=request.actor, now=request.now)
    return redirect("pilots:filing-edit", pk)


@require_POST
@gate.signed_in
def submit(request: Request, pk: int) -> HttpResponse:
    """Submit; what is missing is shown at its place in the form."""
    return submitted(request, pk)


def submitted(request: Request, pk: int) -> HttpResponse:
    """Submit a filing and answer with where to go on."""
    try:
        filings.submit(pk, actor=request.actor, now=request.now)
    except Incomplete:
        return redirect(f"{reverse('pilots:filing-edit', args=[pk])}?check")
    messages.success(request, gettext("The filing is submitted."))
    return redirect("pilots:filing", pk)


@require_POST
@gate.signed_in
def put_on_file(request: Request, pk: int) -> HttpResponse:
    """Record a filing, or its amendment, as filed."""
    filings.put_on_file(pk, actor=request.actor, now=request.now)
    messages.success(request, gettext("The filing is on file."))
    return redirect("pilots:filing", pk)


@form_methods
@gate.signed_in
def send_back(request: Request, pk: int) -> HttpResponse:
    """Return a filing for completion or for truth."""
    page = pages_filing.detail(pk, request.actor, request.now, Permission.FILING_RETURN)
    form = filing_forms.Return(acting.posted(request), places=_places(page, request))

    def act(data: Mapping[str, Any]) -> None:
        filings.send_back(
            pk,
            data["ground"],
            data["place"],
            data["reason"],
            actor=request.actor,
            now=request.now,
        )

    context = {
        **_frame(page, _("Return for completion")),
        "heading": _("Return for completion"),
        "submit": _("Return the filing"),
    }
    said = gettext("The filing is returned; the institution is told why.")
    return acting.answered(request, "pilots/filings/return.html", form, context, act, said)


@form_methods
@gate.signed_in
def suspend(request: Request, pk: int) -> HttpResponse:
    """Suspend a filing."""
    return _with_reason(
        request,
        pk,
        Verb.SUSPEND,
        Permission.FILING_SUSPEND,
        lambda reason: filings.suspend(pk, reason, actor=request.actor, now=request.now),
        {
            "heading": _("Suspend this filing?"),
            "consequence": _("No new registrations; accepted ones run to their end."),
            "submit": _("Suspend the filing"),
            "danger": True,
        },
    )


@form_methods
@gate.signed_in
def resume(request: Request, pk: int) -> HttpResponse:
    """Lift a suspension."""
    return _with_reason(
        request,
        pk,
        Verb.RESUME,
        Permission.FILING_SUSPEND,
        lambda reason: filings.resume(pk, reason, actor=request.actor, now=request.now),
        {
            "heading": _("Lift the suspension?"),
            "consequence": _("The institution takes part again from today."),
            "submit": _("Lift the suspension"),
        },
    )


@form_methods
@gate.signed_in
def end(request: Request, pk: int) -> HttpResponse:
    """End a filing: the institution leaves the pilot."""
    return _with_reason(
        request,
        pk,
        Verb.END,
        Permission.FILING_WRITE,
        lambda reason: filings.end(pk, reason, actor=request.actor, now=request.now),
        {
            "heading": _("End this filing?"),
            "consequence": _(
                "The institution leaves the pilot of this year. Registrations that are accepted "
                "run to their end; new ones are not taken."
            ),
            "submit": _("End the filing"),
            "danger": True,
        },
    )


def _with_reason(
    request: Request,
    pk: int,
    verb: Verb,
    permission: Permission,
    act: Callable[[str], None],
    words: Mapping[str, object],
) -> HttpResponse:
    page = pages_filing.detail(pk, request.actor, request.now, permission)
    FILING.after(page.state, verb)
    form = forms.Reason(acting.posted(request))
    if acting.done(request, form, lambda data: act(data["reason"])):
        messages.success(request, gettext("Done, with your reason on record."))
        return redirect("pilots:filing", pk)
    return acting.page(request, "pilots/confirm.html", form, {**_frame(page, _("Reason")), **words})


def _frame(page: FilingPage, last: Any) -> dict[str, Any]:  # noqa: ANN401 - lazy words
    url = reverse("pilots:filing", args=[page.id])
    return {
        "crumbs": [*crumbs(), Crumb(page.number or page.institution, url), Crumb(last)],
        "cancel_url": url,
        "page": page,
        "name": title(page),
    }


def _places(page: FilingPage, request: Request) -> list[str]:
    """Return every place of the filing's form that can be complained about."""
    numbers = range(1, len(page.version.items) + 1)
    return [
        *(f"self_assessment.{topic}" for topic in pages_filing.topics(request.now)),
        "certificates",
        *(f"certificates.{n}.{question}" for n in numbers for question in ("levels", "majors")),
        *(f"certificates.{n}" for n in numbers),
        *(f"leading_group.{role.value}" for role in GroupRole),
        "leading_group.confirmation",
    ]
