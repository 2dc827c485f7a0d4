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
from shuzheng.assessment.web import acting, site_forms, words
from shuzheng.catalogue.queries import certificates
from shuzheng.catalogue.rules.levels import Level
from shuzheng.foundation import files, rulebooks
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import gate
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
def register(request: Request) -> HttpResponse:
    """Register a site of one's institution."""
    request.actor.require(Permission.SITE_REGISTER)
    form = site_forms.Premises(acting.posted(request))
    made: list[int] = []

    def act(data: Mapping[str, Any]) -> None:
        made.append(
            services.register(data["name"], data["address"], actor=request.actor, now=request.now)
        )

    if acting.done(request, form, act):
        messages.success(request, gettext("The site is registered. Set up its rooms next."))
        return redirect("assessment:site", made[0])
    context = _frame(_("New site"), reverse("assessment:sites"), _("Register the site"))
    return acting.page(request, FORM, form, context)


@require_http_methods(FORMS)
@gate.signed_in
def correct(request: Request, pk: int) -> HttpResponse:
    """Correct a site's name and address."""
    page = queries.page(pk, request.actor, request.now)
    request.actor.require(Permission.SITE_REGISTER)
    start = {"name": page.name, "address": page.address}
    form = site_forms.Premises(acting.posted(request), initial=start)
    url = reverse("assessment:site", args=[pk])
    if acting.done(
        request,
        form,
        lambda data: services.correct(
            pk, data["name"], data["address"], actor=request.actor, now=request.now
        ),
    ):
        messages.success(request, gettext("Name and address are corrected."))
        return redirect(url)
    return acting.page(request, FORM, form, _frame(page.name, url, _("Correct")))


@require_http_methods(FORMS)
@gate.signed_in
def add_room(request: Request, pk: int) -> HttpResponse:
    """Set up a room with its seats."""
    page = queries.page(pk, request.actor, request.now)
    request.actor.require(Permission.SITE_REGISTER)
    form = site_forms.NewRoom(acting.posted(request))
    url = reverse("assessment:site", args=[pk])
    if acting.done(
        request,
        form,
        lambda data: services.add_room(pk, actor=request.actor, now=request.now, **data),
    ):
        messages.success(
            request, gettext("The room {name} is set up.").format(name=form.cleaned_data["name"])
        )
        return redirect(url)
    return acting.page(
        request, FORM, form, _frame(_("New room"), url, _("Set up the room"), page.name)
    )


@require_http_methods(FORMS)
@gate.signed_in
def mark_seats(request: Request, pk: int) -> HttpResponse:
    """Say which seats of a room cannot be used."""
    site, room = queries.room(pk, request.actor, request.now)
    request.actor.require(Permission.SITE_REGISTER)
    unusable, accessible = queries.seats_of(pk, request.actor)
    start = {
        "unusable": ", ".join(map(str, unusable)),
        "accessible": ", ".join(map(str, accessible)),
    }
    form = site_forms.Seats(acting.posted(request), initial=start)
    url = reverse("assessment:site", args=[site.id])
    if acting.done(
        request,
        form,
        lambda data: services.mark_seats(
            pk, data["unusable"], data["accessible"], actor=request.actor, now=request.now
        ),
    ):
        messages.success(request, gettext("The seats are marked."))
        return redirect(url)
    return acting.page(request, FORM, form, _frame(room.name, url, _("Mark the seats"), site.name))


@require_http_methods(FORMS)
@gate.signed_in
def check_room(request: Request, pk: int) -> HttpResponse:
    """Record a check of a room."""
    site, room = queries.room(pk, request.actor, request.now)
    request.actor.require(Permission.SITE_CHECK)
    items = rulebooks.current().on(periods.day(request.now), "R-097").words("items")
    form = site_forms.RoomCheck(acting.posted(request), acting.uploaded(request), items=items)
    url = reverse("assessment:site", args=[site.id])

    def act(data: Mapping[str, Any]) -> None:
        kept = files.store(data["document"], actor=request.actor, now=request.now)
        services.check_room(
            pk,
            checked_on=data["checked_on"],
            held={item: item in data["held"] for item in items},
            document_id=kept.pk,
            actor=request.actor,
            now=request.now,
        )

    if acting.done(request, form, act):
        messages.success(request, gettext("The check of {name} is on file.").format(name=room.name))
        return redirect(url)
    context = _frame(
        gettext("Check of {name}").format(name=room.name), url, _("Record the check"), site.name
    )
    context["rule"] = "R-097"
    context["other_url"] = reverse("assessment:room-seats", args=[pk])
    context["other"] = _("Mark seats that cannot be used")
    return acting.page(request, FORM, form, context)


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
    context = _frame(_("Apply for a certificate"), url, _("Submit the application"), site.name)
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
    return acting.page(request, FORM, form, _frame(verb, url, verb, f"{page.line.site}，{title}"))


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
    context = _frame(verb, url, verb, page.line.site)
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


def _frame(
    last: StrOrPromise, cancel_url: str, submit: StrOrPromise, sub: str = ""
) -> dict[str, Any]:
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
