"""Decide on a document: approve it, return it, publish it, withdraw it, discard it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.web import acting, gate
from shuzheng.gazette import access
from shuzheng.gazette.queries import pages_desk
from shuzheng.gazette.rules.documents import DOCUMENT, PUBLICITY_LABELS, Verb
from shuzheng.gazette.services import documents
from shuzheng.gazette.web import forms
from shuzheng.gazette.web.drafting import frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.gazette.queries.pages_desk import DeskPage

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@gate.signed_in
def approve(request: Request, pk: int) -> HttpResponse:
    """Approve a draft as it was read."""
    page = _page(request, pk, Verb.APPROVE)
    form = forms.Approval(acting.posted(request), initial={"revision": page.revision})

    def act(data: Mapping[str, Any]) -> None:
        documents.approve(pk, data["revision"], actor=request.actor, now=request.now)

    context = {
        **frame(page, _("Approval")),
        "heading": _("Approve this document?"),
        "consequence": _("It can be published then, as it is now."),
        "submit": _("Approve"),
    }
    said = gettext("The document is approved and can be published.")
    return acting.answered(request, "gazette/confirm.html", form, context, act, said)


@form_methods
@gate.signed_in
def send_back(request: Request, pk: int) -> HttpResponse:
    """Return an approved document to its writer."""
    page = _page(request, pk, Verb.RETURN)
    form = forms.Reason(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        documents.send_back(pk, data["reason"], actor=request.actor, now=request.now)

    context = {
        **frame(page, _("Return to the draft")),
        "heading": _("Return this document to the draft?"),
        "consequence": _("It can be changed again and needs a new approval."),
        "submit": _("Return to the draft"),
    }
    said = gettext("The document is a draft again.")
    return acting.answered(request, "gazette/confirm.html", form, context, act, said)


@form_methods
@gate.signed_in
def publish(request: Request, pk: int) -> HttpResponse:
    """Publish an approved document."""
    page = _page(request, pk, Verb.PUBLISH)
    form = ui.Form(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        del data
        documents.publish(pk, actor=request.actor, now=request.now)

    context = {
        **frame(page, _("Publication")),
        "heading": _("Publish this document?"),
        "consequence": _(
            "It gets its number and date, goes to its recipients, and cannot be changed any more."
        ),
        "more": gettext("Publicity class: {publicity}").format(
            publicity=gettext(PUBLICITY_LABELS[page.content.document.publicity])
        ),
        "submit": _("Publish officially"),
    }
    said = gettext("The document is published.")
    return acting.answered(request, "gazette/confirm.html", form, context, act, said)


@form_methods
@gate.signed_in
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw a published document."""
    page = _page(request, pk, Verb.WITHDRAW)
    form = forms.Reason(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        documents.withdraw(pk, data["reason"], actor=request.actor, now=request.now)

    context = {
        **frame(page, _("Withdrawal")),
        "heading": _("Withdraw this document?"),
        "consequence": _(
            "It stays listed as withdrawn, with your reason. Its text and files, and those of its"
            " earlier versions, are shown to nobody outside."
        ),
        "submit": _("Withdraw"),
        "danger": True,
    }
    said = gettext("The document is withdrawn.")
    return acting.answered(request, "gazette/confirm.html", form, context, act, said)


@form_methods
@gate.signed_in
def discard(request: Request, pk: int) -> HttpResponse:
    """Give a draft up."""
    page = _page(request, pk, Verb.DISCARD)
    form = ui.Form(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        del data
        documents.discard(pk, actor=request.actor, now=request.now)

    context = {
        **frame(page, _("Discard")),
        "heading": _("Discard this draft?"),
        "consequence": _("It stays in the records and is published never."),
        "submit": _("Discard"),
        "danger": True,
    }
    said = gettext("The draft is discarded.")
    return acting.answered(request, "gazette/confirm.html", form, context, act, said)


def _page(request: Request, pk: int, verb: Verb) -> DeskPage:
    """Return a document for the page of an act, or refuse where the act leads nowhere."""
    page = pages_desk.detail(pk, request.actor, access.MAY[verb])
    DOCUMENT.after(page.content.document.state, verb)
    return page
