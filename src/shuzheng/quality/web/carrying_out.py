"""What a team does on site, what the one inspected answers, what the office does with it."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from shuzheng.foundation import files
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.quality.access import Permission
from shuzheng.quality.queries import inspections as queries
from shuzheng.quality.rules import on_site
from shuzheng.quality.rules.finding import Severity
from shuzheng.quality.rules.inspection import INSPECTION, Heard, Signature, Verb
from shuzheng.quality.services import findings, inspections
from shuzheng.quality.services.findings import Found
from shuzheng.quality.services.inspections import Report
from shuzheng.quality.web import report_forms, words
from shuzheng.quality.web.on_site import kept

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.web.request import Request
    from shuzheng.quality.queries.inspections import InspectionPage

KINDS = ("pdf", "png", "jpeg")
ON_SITE = "quality/inspections/on_site.html"


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def answer(request: Request, inspection: int) -> HttpResponse:
    """Fill the form in, as far as one has come."""
    page = _page(request, inspection, Permission.INSPECTION_CONDUCT, Verb.REPORT)
    initial: dict[str, Any] = {f"answer-{code}": value for code, value in page.answers.items()}
    initial |= {f"remark-{code}": value for code, value in page.remarks.items()}
    initial["seen"] = {
        code: [page.answers.get(code, ""), page.remarks.get(code, "")]
        for code in {*page.answers, *page.remarks}
    }
    form = report_forms.Items(acting.posted(request), sections=page.sections, initial=initial)

    def act(data: Mapping[str, Any]) -> None:
        try:
            inspections.answer(
                inspection,
                form.given(),
                shown=data["seen"],
                place=data["place"],
                actor=request.actor,
                now=request.now,
            )
        except on_site.AnsweredMeanwhile:
            # Whoever saves again has seen what stands there now.
            form.data = request.POST.copy()
            form.data["seen"] = json.dumps(initial["seen"])
            raise

    context = _context(request, page, _("Fill in the form"), "R-220")
    said = gettext("The form is saved.")
    return acting.answered(request, "quality/inspections/items.html", form, context, act, said)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def record(request: Request, inspection: int) -> HttpResponse:
    """Record a finding."""
    page = _page(request, inspection, Permission.INSPECTION_CONDUCT, Verb.REPORT)
    form = report_forms.FindingForm(
        acting.posted(request),
        acting.uploaded(request),
        sections=page.sections,
        initial={"sent_as": uuid.uuid4()},
    )

    def act(data: Mapping[str, Any]) -> None:
        if findings.sent(inspection, data["sent_as"]):
            return
        given = Found(
            Severity(data["severity"]),
            data["text"],
            data["happened_on"],
            data["item"],
            sent_as=data["sent_as"],
            place=data["place"],
            noted_at=_instant(data["noted_at"]),
        )
        findings.record(
            inspection,
            given,
            file_id=stored(request, data["evidence"]),
            actor=request.actor,
            now=request.now,
        )

    context = _context(request, page, _("Record a finding"), "R-213")
    said = gettext("The finding is recorded.")
    return acting.answered(request, ON_SITE, form, context, act, said)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def report(request: Request, inspection: int) -> HttpResponse:
    """Hand in the report."""
    page = _page(request, inspection, Permission.INSPECTION_CONDUCT, Verb.REPORT)
    form = report_forms.ReportForm(acting.posted(request), acting.uploaded(request))

    def act(data: Mapping[str, Any]) -> None:
        given = Report(
            data["text"],
            Signature(data["signature"]),
            record_id=stored(request, data["record"]),
            team_signature_id=stored(request, data["team_signature"]),
            party_signature_id=stored(request, data["party_signature"]),
        )
        inspections.report(inspection, given, actor=request.actor, now=request.now)

    context = _context(request, page, _label(Verb.REPORT), "R-210")
    context["consequence"] = gettext("The one inspected reads it at once, and is heard on it.")
    said = gettext("The report is handed in.")
    return acting.answered(request, ON_SITE, form, context, act, said)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def confirm(request: Request, inspection: int) -> HttpResponse:
    """Answer the report as the one inspected."""
    page = _page(request, inspection, Permission.INSPECTION_ANSWER, Verb.CONFIRM)
    form = report_forms.AnswerForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        heard = Heard(data["heard"])
        inspections.confirm(
            inspection, heard, data["statement"], actor=request.actor, now=request.now
        )

    context = _context(request, page, _label(Verb.CONFIRM), "R-210")
    context["consequence"] = gettext("Findings are contested one by one, on their own pages.")
    said = gettext("Your answer is on record.")
    return acting.answered(request, "quality/form.html", form, context, act, said)


@require_POST
@gate.signed_in
def publish(request: Request, inspection: int) -> HttpResponse:
    """Publish the result."""
    return acting.pressed(
        request,
        lambda: inspections.publish(inspection, actor=request.actor, now=request.now),
        _("The outcome of the inspection is published."),
        reverse("quality:inspection", args=[inspection]),
    )


@require_POST
@gate.signed_in
def close(request: Request, inspection: int) -> HttpResponse:
    """Close the inspection."""
    return acting.pressed(
        request,
        lambda: inspections.close(inspection, actor=request.actor, now=request.now),
        _("The inspection is closed."),
        reverse("quality:inspection", args=[inspection]),
    )


def stored(request: Request, upload: UploadedFile[bytes] | None) -> int | None:
    """Keep an uploaded document; returns its id, None where none came."""
    if not upload:
        return None
    return files.store(upload, actor=request.actor, now=request.now, kinds=KINDS).pk


def _instant(text: str) -> datetime | None:
    """Return what a phone's clock said; None where it said nothing that can be read."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _page(request: Request, inspection: int, permission: Permission, verb: Verb) -> InspectionPage:
    page = queries.one(inspection, request.actor, permission)
    INSPECTION.after(page.line.state, verb)
    return page


def _label(verb: Verb) -> str:
    return gettext(INSPECTION.labels[verb])


def _context(
    request: Request, page: InspectionPage, heading: StrOrPromise, rule: str
) -> dict[str, Any]:
    url = reverse("quality:inspection", args=[page.line.id])
    return {
        **kept(request, page.line),
        "crumbs": [*words.inspection_crumbs(), Crumb(page.line.target, url), Crumb(heading)],
        "heading": heading,
        "submit": heading,
        "name": page.line.target,
        "rule": rule,
        "cancel_url": url,
    }
