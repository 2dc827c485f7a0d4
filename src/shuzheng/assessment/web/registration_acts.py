"""Pages that do something with registrations: withdraw, defer, correct; each calls one act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import plans as plan_queries
from shuzheng.assessment.queries import registrations as queries
from shuzheng.assessment.services import registrations as services
from shuzheng.assessment.web import registration_forms, words
from shuzheng.foundation.ui import formats
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.identity.queries import enrolments

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.web.request import Request

FORM, CONFIRM = "assessment/form.html", "assessment/confirm.html"
FORMS = ["GET", "HEAD", "POST"]


@require_http_methods(FORMS)
@gate.signed_in
def withdraw_unconfirmed(request: Request, pk: int) -> HttpResponse:
    """Withdraw whoever has not confirmed once registration is closed."""
    page = plan_queries.page(pk, request.actor, request.now)
    if not page.is_own:
        request.actor.require(Permission.REGISTRATION_DRAFT)
    tally = queries.tally(pk, request.actor)
    form = registration_forms.Empty(acting.posted(request))
    url = reverse("assessment:registrations", args=[pk])
    gone: list[int] = []
    if acting.done(
        request,
        form,
        lambda _data: gone.append(
            services.withdraw_unconfirmed(pk, actor=request.actor, now=request.now)
        ),
    ):
        said = ngettext(
            "{n} registration is withdrawn.", "{n} registrations are withdrawn.", gone[0]
        )
        messages.success(request, said.format(n=gone[0]))
        return redirect(url)
    until = formats.day_words(queries.answer_until(page.first_on), request.now)
    context = {
        "crumbs": [Crumb(page.number, url), Crumb(_("Withdraw"))],
        "heading": gettext("Withdraw the registrations that nobody confirmed?"),
        "consequence": ngettext(
            "{n} candidate loses the place. It would happen by itself after {until}.",
            "{n} candidates lose their places. It would happen by itself after {until}.",
            tally.unconfirmed,
        ).format(n=tally.unconfirmed, until=until),
        "rule": "R-034",
        "submit": _("Withdraw them"),
        "keep": _("Wait for them"),
        "danger": True,
        "cancel_url": url,
    }
    return acting.page(request, CONFIRM, form, context)


@require_http_methods(FORMS)
@gate.signed_in
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw a registration that its candidate has not confirmed."""
    request.actor.require(Permission.REGISTRATION_DRAFT)
    return _one(
        request,
        pk,
        registration_forms.OptionalReason(acting.posted(request)),
        lambda data: services.withdraw(
            pk, reason=data["reason"], actor=request.actor, now=request.now
        ),
        gettext("Withdraw the registration of {name}?"),
        _("Withdraw the registration"),
    )


@require_http_methods(FORMS)
@gate.signed_in
def defer(request: Request, pk: int) -> HttpResponse:
    """Defer a candidate's sitting."""
    request.actor.require(Permission.REGISTRATION_DEFER)
    return _one(
        request,
        pk,
        registration_forms.Reason(acting.posted(request)),
        lambda data: services.defer(pk, data["reason"], actor=request.actor, now=request.now),
        gettext("Let {name} sit at a later assessment?"),
        _("Defer the sitting"),
    )


@require_http_methods(FORMS)
@gate.signed_in
def refuse_deferral(request: Request, pk: int) -> HttpResponse:
    """Answer that a sitting is not deferred."""
    request.actor.require(Permission.REGISTRATION_DEFER)
    return _one(
        request,
        pk,
        registration_forms.Reason(acting.posted(request)),
        lambda data: services.refuse_deferral(
            pk, data["reason"], actor=request.actor, now=request.now
        ),
        gettext("Tell {name} that the sitting is not deferred?"),
        _("Do not defer"),
    )


@require_http_methods(FORMS)
@gate.signed_in
def correct(request: Request, pk: int) -> HttpResponse:
    """Correct a registration's class and kind of seat."""
    request.actor.require(Permission.REGISTRATION_DRAFT)
    page = queries.page(pk, request.actor)
    classes = [
        (one.id, f"{one.name}（{one.entry_year}）")
        for one in enrolments.classes(request.actor.organisation_id)
    ]
    form = registration_forms.Correction(
        acting.posted(request),
        classes=classes,
        initial={
            "school_class": page.class_id,
            "needs_accessible_seat": page.line.needs_accessible_seat,
        },
    )
    url = reverse("assessment:registration", args=[pk])
    if acting.done(
        request,
        form,
        lambda data: services.correct(
            pk,
            class_id=data.get("school_class"),
            needs_accessible_seat=data["needs_accessible_seat"],
            actor=request.actor,
            now=request.now,
        ),
    ):
        messages.success(request, gettext("The registration is corrected."))
        return redirect(url)
    context = {
        "crumbs": [Crumb(page.line.name, url), Crumb(_("Correct"))],
        "heading": gettext("Correct the registration of {name}").format(name=page.line.name),
        "submit": _("Save the correction"),
        "cancel_url": url,
    }
    return acting.page(request, FORM, form, context)


def _one(
    request: Request,
    pk: int,
    form: Any,  # noqa: ANN401 - one of the reasons
    act: Callable[..., object],
    question: str,
    verb: StrOrPromise,
) -> HttpResponse:
    """Ask, do, and go back to the registration."""
    page = queries.page(pk, request.actor)
    url = reverse("assessment:registration", args=[pk])
    if acting.done(request, form, act):
        messages.success(request, gettext("Done: {verb}").format(verb=verb))
        return redirect(url)
    context = {
        "crumbs": [Crumb(page.line.name, url), Crumb(verb)],
        "heading": question.format(name=page.line.name),
        "consequence": words.certificate(page.plan, page.level),
        "submit": verb,
        "rule": "R-115",
        "cancel_url": url,
    }
    return acting.page(request, CONFIRM, form, context)
