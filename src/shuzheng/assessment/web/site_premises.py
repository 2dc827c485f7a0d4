"""Pages of a site's premises: register it, furnish its rooms, check them; each calls one act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import sites as queries
from shuzheng.assessment.services import sites as services
from shuzheng.assessment.web import site_forms
from shuzheng.assessment.web.site_acts import FORM, FORMS, frame
from shuzheng.foundation import files, rulebooks
from shuzheng.foundation.web import acting, gate
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request


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
    context = frame(_("New site"), reverse("assessment:sites"), _("Register the site"))
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
    return acting.page(request, FORM, form, frame(page.name, url, _("Correct")))


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
        request, FORM, form, frame(_("New room"), url, _("Set up the room"), page.name)
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
    return acting.page(request, FORM, form, frame(room.name, url, _("Mark the seats"), site.name))


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
    context = frame(
        gettext("Check of {name}").format(name=room.name), url, _("Record the check"), site.name
    )
    context["rule"] = "R-097"
    context["other_url"] = reverse("assessment:room-seats", args=[pk])
    context["other"] = _("Mark seats that cannot be used")
    return acting.page(request, FORM, form, context)
