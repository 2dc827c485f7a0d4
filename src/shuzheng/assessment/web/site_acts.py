"""Pages that do something with a site: each form calls one act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import sites as queries
from shuzheng.assessment.services import sites as services
from shuzheng.assessment.web import site_forms, words
from shuzheng.catalogue.queries import certificates
from shuzheng.catalogue.rules.levels import Level
from shuzheng.foundation import files, rulebooks
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate
from shuzheng.kernel import periods
from shuzheng.pilots.queries import filings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.forms import BaseForm
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.assessment.queries.sites import ApprovalPage
    from shuzheng.foundation.web.request import Request

FORM, CONFIRM = "assessment/form.html", "assessment/confirm.html"
FORMS = ["GET", "HEAD", "POST"]
DECIDE = (Permission.SITE_REVIEW, Permission.SITE_RECORD)
LIMIT = (Permission.SITE_LIMIT,)


@require_http_methods(FORMS)
@gate.signed_in
def apply(request: Request, pk: int) -> HttpResponse:
    """Apply for a certificate and level."""
    site = queries.page(pk, request.actor, request.now)
    request.actor.require(Permission.SITE_APPLY)
    today = periods.day(request.now)
    filed = filings.in_force([site.institution_id], today.year).get(site.institution_id)
    named = certificates.brief(one.certificate_type_id for one in filed.items) if filed else {}
    form = site_forms.Application(
        acting.posted(request),
        certificates=[(one.id, one.name) for one in named.values()],
        topics=rulebooks.current().on(today, "R-094").words("topics"),
    )
    made: list[int] = []

    def act(data: Mapping[str, Any]) -> None:
        made.append(
            services.apply(
                pk,
                data["certificate"],
                Level(data["level"]),
                form.texts(),
                actor=request.actor,
                now=request.now,
            )
        )

    if acting.done(request, form, act):
        messages.success(request, gettext("The application is with the alliance."))
        return redirect("assessment:site-approval", made[0])
    url = reverse("assessment:site", args=[pk])
    context = frame(_("Apply for a certificate"), url, _("Submit the application"), site.name)
    context |= {
        "rule": "R-090",
        "consequence": ""
        if named
        else gettext("Your institution has no filing for this year that names a certificate."),
    }
    return acting.page(request, FORM, form, context)


@require_http_methods(FORMS)
@gate.signed_in
def opine(request: Request, pk: int) -> HttpResponse:
    """Give the alliance's opinion."""
    return _decide(
        request,
        pk,
        (Permission.SITE_OPINE,),
        site_forms.Opinion(acting.posted(request)),
        lambda data: services.opine(pk, data["opinion"], actor=request.actor, now=request.now),
        _("Give the opinion"),
        _("The opinion is kept."),
    )


@require_http_methods(FORMS)
@gate.signed_in
def approve(request: Request, pk: int) -> HttpResponse:
    """Approve the site on the review's record."""

    def act(data: Mapping[str, Any]) -> None:
        kept = files.store(data["document"], actor=request.actor, now=request.now)
        services.approve(
            pk,
            until=data["until"],
            by_video=bool(data["by_video"]),
            visited_on=data["visited_on"],
            document_id=kept.pk,
            actor=request.actor,
            now=request.now,
        )

    return _decide(
        request,
        pk,
        DECIDE,
        site_forms.Approval(acting.posted(request), acting.uploaded(request)),
        act,
        _("Approve the site"),
        _("The site is approved; the office records it."),
    )


@require_http_methods(FORMS)
@gate.signed_in
def refuse(request: Request, pk: int) -> HttpResponse:
    """Refuse the site with reasons."""
    return _confirm(
        request, pk, DECIDE, services.refuse, _("Refuse the site"), _("The site is refused.")
    )


@require_http_methods(FORMS)
@gate.signed_in
def suspend(request: Request, pk: int) -> HttpResponse:
    """Suspend a site."""
    return _confirm(
        request, pk, LIMIT, services.suspend, _("Suspend the site"), _("The site is suspended.")
    )


@require_http_methods(FORMS)
@gate.signed_in
def reinstate(request: Request, pk: int) -> HttpResponse:
    """Lift a limit."""
    return _confirm(
        request,
        pk,
        LIMIT,
        services.reinstate,
        _("Reinstate the site"),
        _("The site is active again."),
    )


@require_http_methods(FORMS)
@gate.signed_in
def close(request: Request, pk: int) -> HttpResponse:
    """Close a site."""
    closing = (Permission.SITE_CLOSE,)
    return _confirm(
        request, pk, closing, services.close, _("Close the site"), _("The site is closed.")
    )


@require_http_methods(FORMS)
@gate.signed_in
def restrict(request: Request, pk: int) -> HttpResponse:
    """Restrict a site to some seats."""
    return _decide(
        request,
        pk,
        (Permission.SITE_LIMIT,),
        site_forms.Restriction(acting.posted(request)),
        lambda data: services.restrict(
            pk, data["reason"], data["seat_limit"], actor=request.actor, now=request.now
        ),
        _("Restrict the site"),
        _("The site is restricted."),
    )


@require_POST
@gate.signed_in
def begin_review(request: Request, pk: int) -> HttpResponse:
    """Begin the organisation's review."""
    return acting.pressed(
        request,
        lambda: services.begin_review(pk, actor=request.actor, now=request.now),
        _("The review has begun."),
        reverse("assessment:site-approval", args=[pk]),
    )


@require_POST
@gate.signed_in
def record(request: Request, pk: int) -> HttpResponse:
    """Record an approved site as active."""
    return acting.pressed(
        request,
        lambda: services.record(pk, actor=request.actor, now=request.now),
        _("The site is active."),
        reverse("assessment:site-approval", args=[pk]),
    )


@require_POST
@gate.signed_in
def recheck(request: Request, pk: int) -> HttpResponse:
    """Record the re-check before a season."""
    return acting.pressed(
        request,
        lambda: services.recheck(pk, actor=request.actor, now=request.now),
        _("The re-check is on file."),
        reverse("assessment:site-approval", args=[pk]),
    )


def _decide(
    request: Request,
    pk: int,
    permissions: tuple[Permission, ...],
    form: BaseForm,
    act: Callable[[Mapping[str, Any]], object],
    verb: StrOrPromise,
    said: StrOrPromise,
) -> HttpResponse:
    page = _page(request, pk, permissions)
    url = reverse("assessment:site-approval", args=[pk])
    if acting.done(request, form, act):
        messages.success(request, str(said))
        return redirect(url)
    title = words.certificate(page.line.certificate, page.line.level)
    return acting.page(request, FORM, form, frame(verb, url, verb, f"{page.line.site}，{title}"))


def _confirm(
    request: Request,
    pk: int,
    permissions: tuple[Permission, ...],
    act: Callable[..., object],
    verb: StrOrPromise,
    said: StrOrPromise,
) -> HttpResponse:
    page = _page(request, pk, permissions)
    form = site_forms.Reason(acting.posted(request))
    url = reverse("assessment:site-approval", args=[pk])
    if acting.done(
        request,
        form,
        lambda data: act(pk, data["reason"], actor=request.actor, now=request.now),
    ):
        messages.success(request, str(said))
        return redirect(url)
    title = words.certificate(page.line.certificate, page.line.level)
    context = frame(verb, url, verb, page.line.site)
    context |= {
        "heading": gettext("{verb}: {site}?").format(verb=verb, site=page.line.site),
        "consequence": title,
    }
    return acting.page(request, CONFIRM, form, context)


def _page(request: Request, pk: int, permissions: tuple[Permission, ...]) -> ApprovalPage:
    """Return an application's page to somebody who holds one of these permissions."""
    page = queries.approval(pk, request.actor, request.now)
    if not any(request.actor.may(one) for one in permissions):
        request.actor.require(permissions[0])
    return page


def frame(
    last: StrOrPromise, cancel_url: str, submit: StrOrPromise, sub: str = ""
) -> dict[str, Any]:
    """Return what every form of a site shows: the way to it, its title, its buttons."""
    return {
        "crumbs": [
            Crumb(_("Desk"), "/desk/"),
            Crumb(_("Assessment sites"), reverse("assessment:sites")),
            Crumb(last),
        ],
        "heading": last,
        "sub": sub,
        "submit": submit,
        "cancel_url": cancel_url,
    }
