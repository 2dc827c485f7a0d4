"""Pages that move a plan on: each form calls one act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import planning
from shuzheng.assessment.queries import plans as queries
from shuzheng.assessment.services import plans as services
from shuzheng.assessment.web import plan_drafts, plan_forms, words
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.assessment.queries.plans import PlanPage
    from shuzheng.foundation.web.request import Request

FORM, CONFIRM = "assessment/form.html", "assessment/confirm.html"
FORMS = ["GET", "HEAD", "POST"]


@require_POST
@gate.signed_in
def submit(request: Request, pk: int) -> HttpResponse:
    """Submit a plan."""
    return acting.pressed(
        request,
        lambda: services.submit(pk, actor=request.actor, now=request.now),
        _("The plan is submitted. Attach the activity report next."),
        reverse("assessment:plan", args=[pk]),
    )


@require_POST
@gate.signed_in
def open_registration(request: Request, pk: int) -> HttpResponse:
    """Open registration."""
    return acting.pressed(
        request,
        lambda: services.open_registration(pk, actor=request.actor, now=request.now),
        _("Registration is open. The invited institutions see it on their desks."),
        reverse("assessment:plan", args=[pk]),
    )


@require_http_methods(FORMS)
@gate.signed_in
def report(request: Request, pk: int) -> HttpResponse:
    """Attach the activity report."""
    page = _own(request, pk)
    found = planning.reports(pk, request.actor)
    form = plan_forms.Report(
        acting.posted(request), reports=[(one.id, f"{one.number} {one.title}") for one in found]
    )
    if acting.done(
        request,
        form,
        lambda data: services.report(pk, data["report"], actor=request.actor, now=request.now),
    ):
        messages.success(request, gettext("The report is attached."))
        return redirect("assessment:plan", pk)
    context = _frame(page, _("Attach the activity report"), _("Attach the report"))
    context["rule"] = "R-056"
    context["consequence"] = (
        "" if found else gettext("No report of such an assessment has been submitted yet.")
    )
    return acting.page(request, FORM, form, context)


@require_http_methods(FORMS)
@gate.signed_in
def close_registration(request: Request, pk: int) -> HttpResponse:
    """Close registration before its time."""
    page = _own(request, pk)
    form = plan_forms.Empty(acting.posted(request))
    if acting.done(
        request,
        form,
        lambda _data: services.close_registration(pk, actor=request.actor, now=request.now),
    ):
        messages.success(request, gettext("Registration is closed."))
        return redirect("assessment:plan", pk)
    context = _frame(page, _("Close registration"), _("Close registration"))
    context |= {
        "heading": gettext("Close registration now?"),
        "consequence": gettext(
            "{taken} of {seats} places are taken; nobody can register any more. It would close by"
            " itself at {moment}."
        ).format(
            taken=formats.number(page.taken),
            seats=formats.number(page.seats),
            moment=formats.instant(page.closes_at, request.now),
        ),
    }
    return acting.page(request, CONFIRM, form, context)


@require_http_methods(FORMS)
@gate.signed_in
def postpone(request: Request, pk: int) -> HttpResponse:
    """Postpone an assessment."""
    page = _own(request, pk)
    form = plan_forms.Reason(acting.posted(request))
    if acting.done(
        request,
        form,
        lambda data: services.postpone(pk, data["reason"], actor=request.actor, now=request.now),
    ):
        messages.success(request, gettext("The assessment is postponed."))
        return redirect("assessment:plan", pk)
    context = _frame(page, _("Postpone"), _("Postpone the assessment"))
    context |= {
        "heading": gettext("Postpone this assessment?"),
        "consequence": ngettext(
            "{n} registration stays; the candidate may leave with a full refund.",
            "{n} registrations stay; every candidate may leave with a full refund.",
            page.taken,
        ).format(n=formats.number(page.taken)),
        "rule": "R-115",
    }
    return acting.page(request, CONFIRM, form, context)


@require_http_methods(FORMS)
@gate.signed_in
def cancel(request: Request, pk: int) -> HttpResponse:
    """Cancel an assessment."""
    page = _own(request, pk, Permission.PLAN_CANCEL)
    form = plan_forms.Cancel(acting.posted(request))
    if acting.done(
        request,
        form,
        lambda data: services.cancel(
            pk, data["reason"], next_on=data["next_on"], actor=request.actor, now=request.now
        ),
    ):
        messages.success(request, gettext("The assessment is cancelled and every fee refunded."))
        return redirect("assessment:plan", pk)
    context = _frame(page, _("Cancel the assessment"), _("Cancel the assessment"))
    context |= {
        "heading": gettext("Cancel this assessment?"),
        "consequence": ngettext(
            "{n} registration ends and its fee is refunded. This cannot be undone.",
            "{n} registrations end and their fees are refunded. This cannot be undone.",
            page.taken,
        ).format(n=formats.number(page.taken)),
        "rule": "R-115",
        "danger": True,
        "keep": _("Keep the assessment"),
    }
    return acting.page(request, CONFIRM, form, context)


@require_http_methods(FORMS)
@gate.signed_in
def reschedule(request: Request, pk: int) -> HttpResponse:
    """Set the new date of a postponed assessment."""
    page = _own(request, pk)
    reports = [(one.id, f"{one.number} {one.title}") for one in planning.reports(pk, request.actor)]
    form = plan_forms.NewDate(
        acting.posted(request), reports=reports, rooms=plan_drafts.rooms(pk, request)
    )
    lines = plan_forms.Sittings(
        acting.posted(request),
        initial=[
            {
                "code": one.code,
                "starts_at": planning.local(one.starts_at),
                "ends_at": planning.local(one.ends_at),
            }
            for one in page.sittings
        ],
    )

    def act(data: Mapping[str, Any]) -> None:
        services.reschedule(
            pk,
            [
                services.Sitting(one["code"], one["starts_at"], one["ends_at"])
                for one in lines.cleaned_data
            ],
            report_id=data["report"],
            room_ids=data["rooms"],
            actor=request.actor,
            now=request.now,
        )

    if (request.method != "POST" or lines.is_valid()) and acting.done(request, form, act):
        messages.success(request, gettext("The new date is set."))
        return redirect("assessment:plan", pk)
    context = _frame(page, _("Set the new date"), _("Set the new date"))
    names = {one.code: one.name for one in page.sittings}
    context |= {
        "lines": lines,
        "named": [(names.get(str(one["code"].value()), ""), one) for one in lines],
        "form": form,
    }
    wrong = request.method == "POST"
    return render(
        request, "assessment/plans/reschedule.html", context, status=422 if wrong else 200
    )


@require_http_methods(FORMS)
@gate.signed_in
def appoint(request: Request, pk: int) -> HttpResponse:
    """Appoint assessors."""
    page = _own(request, pk)
    people = planning.assessors(pk, request.actor)
    form = plan_forms.Assessors(
        acting.posted(request),
        people=[(one.person_id, f"{one.name}　{one.number}") for one in people],
    )
    url = reverse("assessment:plan-assessors", args=[pk])
    if acting.done(
        request,
        form,
        lambda data: services.appoint(
            pk,
            data["people"],
            chief=data["chief"],
            actor=request.actor,
            now=request.now,
        ),
    ):
        messages.success(request, gettext("The assessors are appointed."))
        return redirect(url)
    context = _frame(page, _("Appoint assessors"), _("Appoint"))
    context |= {
        "cancel_url": url,
        "rule": "R-144",
        "consequence": ""
        if people
        else gettext("Nobody else is qualified on the first day of the sittings."),
    }
    return acting.page(request, FORM, form, context)


@require_POST
@gate.signed_in
def release(request: Request, pk: int, person: int) -> HttpResponse:
    """Release an assessor."""
    return acting.pressed(
        request,
        lambda: services.release(pk, person, actor=request.actor, now=request.now),
        _("The assessor is released."),
        reverse("assessment:plan-assessors", args=[pk]),
    )


def _own(request: Request, pk: int, permission: Permission = Permission.PLAN_WRITE) -> PlanPage:
    """Return a plan's page to its own organisation."""
    page = queries.page(pk, request.actor, request.now)
    request.actor.require(permission)
    return page


def _frame(page: PlanPage, last: StrOrPromise, submit: StrOrPromise) -> dict[str, Any]:
    url = reverse("assessment:plan", args=[page.id])
    return {
        "crumbs": [
            Crumb(_("Desk"), "/desk/"),
            Crumb(_("Assessment plans"), reverse("assessment:plans")),
            Crumb(page.number, url),
            Crumb(last),
        ],
        "heading": last,
        "sub": words.certificate(page.name, page.level, page.module),
        "submit": submit,
        "cancel_url": url,
    }
