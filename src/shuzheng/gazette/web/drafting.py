"""Write a document: begin it, change it, attach files, begin a new version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from shuzheng.foundation.web import acting, gate
from shuzheng.gazette.access import Permission
from shuzheng.gazette.queries import pages_desk
from shuzheng.gazette.rules.documents import DOCUMENT, Issuer, Kind, Publicity, Topic, Verb
from shuzheng.gazette.services import attachments, documents
from shuzheng.gazette.services.documents import Draft
from shuzheng.gazette.web import forms, words
from shuzheng.gazette.web.desk import crumbs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.web.request import Request
    from shuzheng.gazette.queries.pages_desk import DeskPage

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@gate.signed_in
def new(request: Request) -> HttpResponse:
    """Begin a document, or register one of another body."""
    request.actor.require(Permission.DOCUMENT_DRAFT)
    form = forms.DocumentForm(
        acting.posted(request),
        initial={"kind": Kind.NOTICE, "publicity": Publicity.PUBLIC, "issuer": Issuer.OFFICE},
        **_choices(request),
    )
    made: list[int] = []

    def act(data: Mapping[str, Any]) -> None:
        made.append(documents.draft(_draft(data), actor=request.actor, now=request.now))

    if acting.done(request, form, act):
        messages.success(request, gettext("The draft is saved. A second person approves it."))
        return redirect("gazette:paper", made[0])
    context = {
        "crumbs": [*crumbs(), *words.trail((_("New document"), ""))],
        "cancel_url": reverse("gazette:desk"),
        "heading": _("Write a document"),
        "submit": _("Save the draft"),
        "rule": "R-002",
    }
    return acting.page(request, "gazette/form.html", form, context)


@form_methods
@gate.signed_in
def edit(request: Request, pk: int) -> HttpResponse:
    """Change a draft."""
    page = pages_desk.detail(pk, request.actor, Permission.DOCUMENT_DRAFT)
    DOCUMENT.after(page.content.document.state, Verb.APPROVE)
    kind = forms.TextForm if page.is_correction else forms.DocumentForm
    form = kind(acting.posted(request), initial=_initial(page), **_choices(request))

    def act(data: Mapping[str, Any]) -> None:
        given = _draft({**_initial(page), **data})
        documents.edit(pk, given, data["revision"] or 0, actor=request.actor, now=request.now)

    context = {
        **frame(page, _("Change this draft")),
        "heading": _("Change this draft"),
        "submit": _("Save the draft"),
        "rule": "R-002",
    }
    said = gettext("The draft is saved. A second person approves it.")
    return acting.answered(request, "gazette/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def attach(request: Request, pk: int) -> HttpResponse:
    """Attach a file to a draft."""
    page = pages_desk.detail(pk, request.actor, Permission.DOCUMENT_DRAFT)
    DOCUMENT.after(page.content.document.state, Verb.APPROVE)
    form = forms.Upload(acting.posted(request), acting.uploaded(request))

    def act(data: Mapping[str, Any]) -> None:
        attachments.attach(pk, data["file"], actor=request.actor, now=request.now)

    context = {
        **frame(page, _("Attach a file")),
        "heading": _("Attach a file"),
        "consequence": _("It is shown to everybody who may read the document."),
        "submit": _("Attach"),
    }
    said = gettext("The file is attached.")
    return acting.answered(request, "gazette/form.html", form, context, act, said)


@require_POST
@gate.signed_in
def detach(request: Request, pk: int, attached: UUID) -> HttpResponse:
    """Take a file off a draft."""

    def act() -> None:
        attachments.detach(pk, attached, actor=request.actor, now=request.now)

    url = reverse("gazette:paper", args=[pk])
    return acting.pressed(request, act, gettext("The file is taken off."), url)


@form_methods
@gate.signed_in
def correct(request: Request, pk: int) -> HttpResponse:
    """Begin a new version of a published document."""
    page = pages_desk.detail(pk, request.actor, Permission.DOCUMENT_DRAFT)
    DOCUMENT.after(page.content.document.state, Verb.SUPERSEDE)
    form = forms.Reason(acting.posted(request))
    made: list[int] = []

    def act(data: Mapping[str, Any]) -> None:
        made.append(documents.correct(pk, data["reason"], actor=request.actor, now=request.now))

    if acting.done(request, form, act):
        messages.success(request, gettext("The new version is a draft. Change it now."))
        return redirect("gazette:paper", made[0])
    context = {
        **frame(page, _("New version")),
        "heading": _("Write a new version"),
        "consequence": _(
            "It keeps number and date. What is published stays until a second person has approved"
            " the new version and it is published too."
        ),
        "submit": _("Begin the new version"),
    }
    return acting.page(request, "gazette/form.html", form, context)


def frame(page: DeskPage, last: StrOrPromise) -> dict[str, Any]:
    """Return what the page of an act on a document needs."""
    one = page.content.document
    url = reverse("gazette:paper", args=[one.id])
    return {
        "crumbs": [*crumbs(), *words.trail((one.number or one.title, url), (last, ""))],
        "cancel_url": url,
        "name": one.title,
    }


def _choices(request: Request) -> dict[str, Any]:
    posted = request.method == "POST"
    return {
        "kinds": pages_desk.recipient_kinds(request.now),
        "parties": pages_desk.parties(request.actor) if posted else forms.NOBODY,
    }


def _initial(page: DeskPage) -> dict[str, Any]:
    one = page.content.document
    own = page.issued_by is not Issuer.OTHER
    return {
        "kind": one.kind,
        "topic": page.content.topic or "",
        "publicity": one.publicity,
        "issuer": page.issued_by,
        "issuer_name": "" if own else one.issuer,
        "number": "" if own else one.number,
        "dated_on": None if own else one.dated_on,
        "title": one.title,
        "body": page.body,
        "recipient_kinds": list(page.recipient_kinds),
        "recipient_names": "\n".join(page.recipient_names),
        "revision": page.revision,
    }


def _draft(data: Mapping[str, Any]) -> Draft:
    return Draft(
        kind=Kind(data["kind"]),
        publicity=Publicity(data["publicity"]),
        title=data["title"],
        body=data["body"],
        issuer=Issuer(data["issuer"]),
        issuer_name=data["issuer_name"],
        number=data["number"],
        dated_on=data["dated_on"],
        topic=Topic(data["topic"]) if data["topic"] else None,
        recipient_kinds=tuple(data["recipient_kinds"]),
        recipient_ids=data["recipient_names"],
    )
