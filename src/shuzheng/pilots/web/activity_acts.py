"""Buttons and forms on an activity report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from shuzheng.foundation import files
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_activities
from shuzheng.pilots.rules.activity import ACTIVITY, EventKind, Verb
from shuzheng.pilots.services import activities
from shuzheng.pilots.web import forms
from shuzheng.pilots.web.activities import crumbs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.pilots.queries.pages_activities import ReportPage

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@gate.signed_in
def draft(request: Request) -> HttpResponse:
    """Draft a report."""
    request.actor.require(Permission.ACTIVITY_REPORT)
    form = forms.Event(
        acting.posted(request),
        certificates=pages_activities.own_certificates(request.actor),
        initial={"kind": EventKind.ASSESSMENT.value},
    )
    made: list[int] = []

    def act(data: Mapping[str, Any]) -> None:
        made.append(activities.draft(_event(data), actor=request.actor, now=request.now))

    if acting.done(request, form, act):
        messages.success(request, gettext("The draft is saved. Both parties sign it now."))
        return redirect("pilots:activity", made[0])
    context = {
        "crumbs": [*crumbs(), Crumb(_("New report"))],
        "cancel_url": reverse("pilots:activities"),
        "heading": _("Report an event"),
        "submit": _("Save the draft"),
        "rule": "R-056",
    }
    return acting.page(request, "pilots/form.html", form, context)


@form_methods
@gate.signed_in
def revise(request: Request, pk: int) -> HttpResponse:
    """Change a draft, or put right what the office objected to."""
    page = pages_activities.detail(pk, request.actor, request.now, Permission.ACTIVITY_REPORT)
    ACTIVITY.after(page.state, Verb.SUBMIT if page.objection else Verb.SIGN)
    form = forms.Event(
        acting.posted(request),
        certificates=pages_activities.own_certificates(request.actor),
        initial={
            "certificate": page.certificate_type_id,
            "kind": page.kind.value,
            "title": page.title,
            "place": page.place,
            "levels": list(page.levels),
            "starts_on": page.starts_on,
            "ends_on": page.ends_on,
            "headcount": page.headcount,
        },
    )

    def act(data: Mapping[str, Any]) -> None:
        activities.revise(pk, _event(data), actor=request.actor, now=request.now)

    if acting.done(request, form, act):
        messages.success(request, gettext("The report is changed. Both parties sign it anew."))
        return redirect("pilots:activity", pk)
    signed = page.organisation_signed_on or page.alliance_signed_on or page.alliance_asked_on
    context = {
        **_frame(page, _("Change the report")),
        "heading": _("Change the report"),
        "consequence": _("Signatures given so far end: both parties sign anew.") if signed else "",
        "submit": _("Save the changes"),
        "rule": "R-056",
    }
    return acting.page(request, "pilots/form.html", form, context)


def _event(data: Mapping[str, Any]) -> activities.Event:
    return activities.Event(
        certificate_type_id=data["certificate"],
        kind=EventKind(data["kind"]),
        title=data["title"],
        place=data["place"],
        levels=tuple(data["levels"]),
        starts_on=data["starts_on"],
        ends_on=data["ends_on"],
        headcount=data["headcount"],
    )


@require_POST
@gate.signed_in
def sign(request: Request, pk: int) -> HttpResponse:
    """Sign for the organisation or for the alliance."""
    activities.sign(pk, actor=request.actor, now=request.now)
    messages.success(request, gettext("You have signed the report."))
    return redirect("pilots:activity", pk)


@form_methods
@gate.signed_in
def ask(request: Request, pk: int) -> HttpResponse:
    """Record that the alliance was asked, with the proof."""
    page = pages_activities.detail(pk, request.actor, request.now, Permission.ACTIVITY_REPORT)
    ACTIVITY.after(page.state, Verb.SUBMIT if page.objection else Verb.SIGN)
    form = forms.Asked(acting.posted(request), acting.uploaded(request))

    def act(data: Mapping[str, Any]) -> None:
        kept = files.store(data["proof"], actor=request.actor, now=request.now)
        activities.ask_alliance(pk, kept.pk, actor=request.actor, now=request.now)

    context = {
        **_frame(page, _("Ask the alliance")),
        "heading": _("Ask the alliance to sign"),
        "consequence": page.alliance,
        "submit": _("Put the proof on file"),
        "rule": "R-056",
    }
    said = gettext("The proof is on file; the alliance's days run now.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


@require_POST
@gate.signed_in
def submit(request: Request, pk: int) -> HttpResponse:
    """Submit a report to the office."""
    activities.submit(pk, actor=request.actor, now=request.now)
    messages.success(request, gettext("The report is with the office."))
    return redirect("pilots:activity", pk)


@require_POST
@gate.signed_in
def note(request: Request, pk: int) -> HttpResponse:
    """Note a report."""
    activities.note(pk, actor=request.actor, now=request.now)
    messages.success(request, gettext("The report is noted."))
    return redirect("pilots:activity", pk)


@form_methods
@gate.signed_in
def object_to(request: Request, pk: int) -> HttpResponse:
    """Object to a report."""
    page = pages_activities.detail(pk, request.actor, request.now, Permission.ACTIVITY_ANSWER)
    ACTIVITY.after(page.state, Verb.OBJECT)
    form = forms.Reason(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        activities.object_to(pk, data["reason"], actor=request.actor, now=request.now)

    context = {
        **_frame(page, _("Objection")),
        "heading": _("Object to this report?"),
        "consequence": _("The organisation puts it right and submits again, or cancels."),
        "submit": _("Object to the report"),
        "danger": True,
    }
    said = gettext("The objection is with the organisation.")
    return acting.answered(request, "pilots/confirm.html", form, context, act, said)


@form_methods
@gate.signed_in
def cancel(request: Request, pk: int) -> HttpResponse:
    """Cancel an event."""
    page = pages_activities.detail(pk, request.actor, request.now, Permission.ACTIVITY_REPORT)
    ACTIVITY.after(page.state, Verb.CANCEL)
    form = forms.Reason(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        activities.cancel(pk, data["reason"], actor=request.actor, now=request.now)

    context = {
        **_frame(page, _("Cancellation")),
        "heading": _("Cancel this event?"),
        "consequence": _("The report ends here; another event needs its own report."),
        "submit": _("Cancel the event"),
        "danger": True,
    }
    said = gettext("The event is cancelled.")
    return acting.answered(request, "pilots/confirm.html", form, context, act, said)


@require_POST
@gate.signed_in
def hold(request: Request, pk: int) -> HttpResponse:
    """Record that an event was held."""
    activities.hold(pk, actor=request.actor, now=request.now)
    messages.success(request, gettext("The event is recorded as held."))
    return redirect("pilots:activity", pk)


@form_methods
@gate.signed_in
def sum_up(request: Request, pk: int) -> HttpResponse:
    """Sum up an event."""
    page = pages_activities.detail(pk, request.actor, request.now, Permission.ACTIVITY_REPORT)
    ACTIVITY.after(page.state, Verb.SUM_UP)
    form = forms.Summary(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        activities.sum_up(pk, data["summary"], actor=request.actor, now=request.now)

    context = {
        **_frame(page, _("Summary")),
        "heading": _("Sum up the event"),
        "submit": _("Put the summary on file"),
    }
    said = gettext("The summary is on file.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


def _frame(page: ReportPage, last: Any) -> dict[str, Any]:  # noqa: ANN401 - lazy words
    url = reverse("pilots:activity", args=[page.id])
    return {
        "crumbs": [*crumbs(), Crumb(page.number, url), Crumb(last)],
        "cancel_url": url,
        "name": page.title,
    }
