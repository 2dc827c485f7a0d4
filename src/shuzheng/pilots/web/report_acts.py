"""Buttons and forms on a bi-weekly report."""

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
from shuzheng.kernel import periods
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_reports
from shuzheng.pilots.rules.reporting import REPORT, Part, Verb
from shuzheng.pilots.services import examples, report_answers
from shuzheng.pilots.services import reports as services
from shuzheng.pilots.web import report, report_forms, reports, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.pilots.queries.pages_reports import ReportPage

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
@gate.signed_in
def accept(request: Request, pk: int) -> HttpResponse:
    """Accept a report."""
    report_answers.accept(pk, actor=request.actor, now=request.now)
    messages.success(request, gettext("The report is accepted."))
    return redirect("pilots:report", pk)


@form_methods
@gate.signed_in
def send_back(request: Request, pk: int) -> HttpResponse:
    """Return a report as incomplete."""
    page = pages_reports.detail(pk, request.actor, request.now, Permission.REPORT_ANSWER)
    REPORT.after(page.line.state, Verb.RETURN)
    form = report_forms.Return(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        report_answers.send_back(pk, data["reason"], actor=request.actor, now=request.now)

    context = {
        **_frame(page, _("Return")),
        "heading": _("Return this report as incomplete?"),
        "consequence": _("It was filed, so it is no miss. The institution completes it."),
        "submit": _("Return as incomplete"),
        "danger": True,
    }
    said = gettext("The report is with the institution again.")
    return acting.answered(request, "pilots/confirm.html", form, context, act, said)


@form_methods
@gate.signed_in
def excuse(request: Request, pk: int) -> HttpResponse:
    """Excuse one miss."""
    page = pages_reports.detail(pk, request.actor, request.now, Permission.REPORT_ANSWER)
    REPORT.after(page.line.state, Verb.EXCUSE)
    form = report_forms.Excuse(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        report_answers.excuse([pk], data["reason"], actor=request.actor, now=request.now)

    context = {
        **_frame(page, _("Excuse")),
        "heading": _("Excuse this miss?"),
        "consequence": _(
            "The row of misses is counted again; a notice not yet issued falls with its grounds."
        ),
        "submit": _("Excuse the miss"),
    }
    said = gettext("The miss is excused.")
    return acting.answered(request, "pilots/confirm.html", form, context, act, said)


@form_methods
@gate.signed_in
def enter(request: Request, pk: int) -> HttpResponse:
    """Record the entry on the national platform."""
    page = pages_reports.detail(pk, request.actor, request.now, Permission.REPORT_WRITE)
    entered_on = page.line.entered_on or periods.day(request.now)
    form = report_forms.Entry(acting.posted(request), initial={"entered_on": entered_on})

    def act(data: Mapping[str, Any]) -> None:
        services.record_entry(pk, data["entered_on"], actor=request.actor, now=request.now)

    context = {
        **_frame(page, _("National platform")),
        "heading": _("Record the entry on the national platform"),
        "submit": _("Record the date"),
        "rule": "R-257",
    }
    said = gettext("The date of entry is recorded.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def take_up(request: Request, pk: int, part: str) -> HttpResponse:
    """Take a part of the report up for the portal."""
    page = pages_reports.detail(pk, request.actor, request.now, Permission.REPORT_ANSWER)
    chosen = Part(part)
    source = gettext("Source: bi-weekly report of {institution}, {day}.").format(
        institution=page.line.institution, day=page.line.due_on
    )
    first = {"body": f"{page.line.parts[chosen].strip()}\n\n{source}"}
    form = report_forms.TakeUp(acting.posted(request), initial=first)

    def act(data: Mapping[str, Any]) -> HttpResponse:
        made = examples.take_up(
            pk, chosen, data["title"], data["body"], actor=request.actor, now=request.now
        )
        messages.success(request, gettext("The draft is made. Somebody else approves it."))
        return redirect("gazette:paper", made)

    context = {
        **_frame(page, _("Take up for the portal")),
        "heading": _("Take up for the portal"),
        "consequence": words.part(chosen),
        "submit": _("Make a draft"),
        "rule": "R-197",
    }
    return acting.form(request, "pilots/form.html", context, form, act)


def _frame(page: ReportPage, last: Any) -> dict[str, Any]:  # noqa: ANN401 - lazy words
    url = reverse("pilots:report", args=[page.line.id])
    return {
        "crumbs": [*reports.crumbs(), Crumb(report.name(page), url), Crumb(last)],
        "cancel_url": url,
        "name": page.line.institution,
    }
