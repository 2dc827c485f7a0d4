"""A holder's appeal against a revocation: lodge it, add a document, withdraw it.

How it stands is told on the page of the certificate itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shuzheng.credentials.queries import pages_appeals as pages
from shuzheng.credentials.queries import pages_pocket
from shuzheng.credentials.rules.appeals import NothingToAppeal
from shuzheng.credentials.services import appeals
from shuzheng.credentials.web import words
from shuzheng.credentials.web.forms import AppealDocumentForm, AppealForm
from shuzheng.credentials.web.mending import kept
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.web import acting, gate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from django.forms import Form
    from django.http import HttpResponse

    from shuzheng.credentials.queries.pages_appeals import Own
    from shuzheng.foundation.web.request import Request


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def lodge(request: Request, number: str) -> HttpResponse:
    """Appeal against the revocation of one's own certificate."""
    found = _own(request, number)

    def act(data: Mapping[str, Any]) -> None:
        backed = kept(data["document"], request) if data["document"] else None
        appeals.lodge(number, data["grounds"], backed, actor=request.actor, now=request.now)

    ended = words.ended(pages_pocket.one(number, request.actor))
    context = {
        "heading": _("Appeal against the revocation"),
        "said": _(
            "You may appeal once, until {day}. The provincial department decides; nobody who took"
            " part in the revocation does."
        ).format(day=words.full_day(found.until)),
        "terms": ended.terms if ended else [],
        "submit": _("Appeal"),
    }
    form = AppealForm(acting.posted(request), acting.uploaded(request))
    done = _("Your appeal is with the provincial department of education.")
    return _page(request, number, form, act, context, done, stands=found.may_lodge)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: Request, number: str) -> HttpResponse:
    """Add a document to one's own appeal."""
    found = _own(request, number)

    def act(data: Mapping[str, Any]) -> None:
        backed = kept(data["document"], request)
        appeals.add_document(number, backed, actor=request.actor, now=request.now)

    context = {
        "heading": _("Add a document to the appeal"),
        "said": _("Who decides on your appeal opens it, and so may the coordination office."),
        "submit": _("Add the document"),
    }
    form = AppealDocumentForm(acting.posted(request), acting.uploaded(request))
    done = _("The document is added to your appeal.")
    return _page(request, number, form, act, context, done, stands=found.may_add)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, number: str) -> HttpResponse:
    """Ask once more, then withdraw one's own appeal."""
    found = _own(request, number)

    def act(data: Mapping[str, Any]) -> None:
        del data
        appeals.withdraw(number, actor=request.actor, now=request.now)

    context = {
        "heading": _("Withdraw the appeal?"),
        "said": _("The certificate stays revoked, and you cannot appeal a second time."),
        "submit": _("Withdraw the appeal"),
    }
    form = ui.Form(acting.posted(request))
    done = _("Your appeal is withdrawn.")
    return _page(request, number, form, act, context, done, stands=found.is_open)


def _own(request: Request, number: str) -> Own:
    found = pages.own(number, request.actor, request.now)
    if found is None:
        raise NothingToAppeal
    return found


def _page(
    request: Request,
    number: str,
    form: Form,
    act: Callable[[Mapping[str, Any]], None],
    context: Mapping[str, object],
    done: str,
    *,
    stands: bool,
) -> HttpResponse:
    """Show the form of an act that `stands`; where it does not, lead back to the certificate."""
    back = reverse("credentials:mine-one", args=[number])
    if request.method != "POST" and not stands:
        return redirect(back)
    if acting.done(request, form, act):
        messages.success(request, done)
        return redirect(back)
    page = {**context, "cancel_url": back}
    return acting.page(request, "credentials/pocket/appeal.html", form, page)
