"""The own cases of somebody who is signed in: hand in with a tap, see the answer without a code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.complaints.access import Own, Permission
from shuzheng.complaints.queries import authors
from shuzheng.complaints.services import filing
from shuzheng.complaints.services.filing import Who
from shuzheng.complaints.web import forms, public, words
from shuzheng.foundation.web import acting, gate
from shuzheng.identity.queries import persons

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the own cases."""
    cases = [
        {"case": one, "chip": words.chip(one.state), "kind": words.kind(one.kind)}
        for one in authors.mine(request.actor)
    ]
    return render(request, "complaints/mine/index.html", {"cases": cases})


@sensitive_post_parameters("text")
@form_methods
@gate.signed_in
def new(request: Request) -> HttpResponse:
    """Take a case of somebody who is signed in; the name is kept only where that is wished."""
    request.actor.require(Permission.COMPLAINT_FILE)
    form = forms.Learner(acting.posted(request), acting.uploaded(request))

    def act(data: Mapping[str, Any]) -> None:
        person_id = request.actor.person_id
        name = persons.brief([person_id])[person_id].name if data["named"] else ""
        filing.file(public.given(data), who=Who(name, person_id=person_id), now=request.now)

    if acting.done(request, form, act):
        messages.success(request, gettext("Received. By when it is answered stands beside it."))
        return redirect("complaints:mine")
    context = {"heading": _("Ask or complain"), "cancel_url": reverse("complaints:mine")}
    return acting.page(request, "complaints/mine/new.html", form, context)


@sensitive_post_parameters("text")
@form_methods
@gate.signed_in
def show(request: Request, complaint: int) -> HttpResponse:
    """Show one of the own cases, and do what its complainant wants with it."""
    way = Own(complaint, request.actor)
    return public.serve(request, way, authors.of(way), "complaints/mine/case.html", {})
