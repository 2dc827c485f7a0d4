"""The editor of a bi-weekly report: one page that saves as one writes, and files when complete.

With htmx the text is sent a moment after the last key; without it, by the button. Either way a
text that somebody else saved meanwhile is not overwritten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from shuzheng.foundation.web import acting, gate, refusals
from shuzheng.kernel.refusals import Refusal
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_reports
from shuzheng.pilots.rules.reporting import REPORT, State, Verb
from shuzheng.pilots.services import reports as services
from shuzheng.pilots.web import report, report_forms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request

CHANGED = 409


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def edit(request: Request, pk: int) -> HttpResponse:
    """Write a report, save it, file it."""
    page = pages_reports.detail(pk, request.actor, request.now, Permission.REPORT_WRITE)
    REPORT.after(page.line.state, Verb.WRITE)
    texts = {part.value: text for part, text in page.line.parts.items()}
    form = report_forms.Editor(acting.posted(request), initial={**texts, "edition": page.edition})
    files = request.POST.get("act") == "file"

    def act(data: Mapping[str, Any]) -> None:
        services.write(pk, data, data["edition"], actor=request.actor, now=request.now)
        if files:
            services.file(pk, actor=request.actor, now=request.now)

    if acting.done(request, form, act):
        if files:
            messages.success(request, gettext("The report is filed."))
            return redirect("pilots:report", pk)
        messages.success(request, gettext("The report is saved."))
        return redirect("pilots:report-edit", pk)
    context = {
        "back": reverse("pilots:report", args=[pk]),
        "edition": page.edition,
        "saved_at": page.saved_at,
        "name": report.name(page),
        "days": report.days(page),
        "figures": report.figures(page),
        "late": page.line.state is State.MISSED,
        "returned": page.returned_reason if page.line.state is State.RETURNED else "",
        "pk": pk,
    }
    return acting.page(request, "pilots/reports/editor.html", form, context)


@require_POST
@gate.signed_in
def save(request: Request, pk: int) -> HttpResponse:
    """Save what was written so far; answers with one line that takes the last one's place."""
    request.actor.require(Permission.REPORT_WRITE)
    form = report_forms.Editor(request.POST)
    context: dict[str, Any] = {"edition": request.POST.get("edition", ""), "saved_at": request.now}
    if not form.is_valid():
        context["refused"] = gettext("Not saved: a text is too long.")
        return render(request, "pilots/reports/saved.html", context)
    data = form.cleaned_data
    try:
        context["edition"] = services.write(
            pk, data, data["edition"], actor=request.actor, now=request.now
        )
    except Refusal as refusal:
        if refusal.status != CHANGED:
            raise
        context["refused"] = refusals.sentence(refusal)
    return render(request, "pilots/reports/saved.html", context)
