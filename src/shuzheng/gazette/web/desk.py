"""The province's desk for documents: the list, and one document with what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation.ui import formats, listing, parts
from shuzheng.foundation.ui.parts import Act, Term
from shuzheng.foundation.web import gate
from shuzheng.gazette import access
from shuzheng.gazette.access import Permission
from shuzheng.gazette.queries import pages_desk
from shuzheng.gazette.rules.documents import DOCUMENT, OUT, Kind, State, Verb
from shuzheng.gazette.web import forms, words
from shuzheng.gazette.web.public import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from shuzheng.foundation.ui.parts import Crumb, Step
    from shuzheng.foundation.web.request import Request
    from shuzheng.gazette.queries.pages_desk import DeskLine, DeskPage
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("title", pgettext_lazy("document", "Title"), sortable=True, lead=True),
    listing.Column("kind", pgettext_lazy("document", "Kind")),
    listing.Column("publicity", _("Publicity class"), short=""),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("signed", pgettext_lazy("document", "Signed for"), numeric=True, skip=True),
    listing.Column("changed", _("Last step"), sortable=True, end=True),
)
VIEWS = {
    "mine": _("Waiting for me"),
    "drafts": _("In work"),
    "out": pgettext_lazy("documents", "Published"),
    "all": _("All"),
}


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the documents in work and out."""
    actor = request.actor
    counts = pages_desk.counts(actor)
    views = pages_desk.VIEWS if counts["mine"] else ("all", "mine", "drafts", "out")
    wish = listing.read(request.GET, COLUMNS, sort="-changed", views=views)
    filters = forms.DeskFilters(request.GET)
    found = pages_desk.lines(actor, wish, **listing.chosen(filters))
    context = {
        "crumbs": words.trail((_("Desk"), reverse("desk:home")), (_("Official documents"), "")),
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in pages_desk.VIEWS],
            caption=_("Official documents"),
            unit=pgettext_lazy("counting word", "documents"),
            exports=(),
        ),
        "may_draft": actor.may(Permission.DOCUMENT_DRAFT),
        "everything": counts["all"],
    }
    return render(request, "gazette/desk/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show one document to those who work on it."""
    page = pages_desk.detail(pk, request.actor)
    one = page.content.document
    context = {
        **shown(page.content, request.now),
        "crumbs": [*crumbs(), *words.trail((one.number or one.title, ""))],
        "desk": page,
        "life": _life(page, request),
        "acts": list(_acts(page, request.actor)),
        "terms": _terms(page),
        "is_draft": one.state is State.DRAFT and request.actor.may(Permission.DOCUMENT_DRAFT),
        "lines": words.happened(one.id),
    }
    return render(request, "gazette/desk/document.html", context)


def crumbs() -> list[Crumb]:
    """Return the way to a document of the desk."""
    return words.trail(
        (_("Desk"), reverse("desk:home")), (_("Official documents"), reverse("gazette:desk"))
    )


def _row(line: DeskLine) -> dict[str, Any]:
    one = line.document
    return {
        "document": one,
        "url": reverse("gazette:paper", args=[one.id]),
        "sub": one.number or one.issuer,
        "kind": words.kind(one.kind),
        "publicity": words.publicity(one.publicity),
        "chip": words.chip(one.state),
        "signed": f"{line.signed}/{line.sent}" if line.sent else "",
        "changed_at": line.changed_at,
    }


def _life(page: DeskPage, request: Request) -> list[Step]:
    notes = {}
    published_at = page.content.document.published_at
    if published_at:
        notes[State.PUBLISHED] = formats.day_words(published_at, request.now)
    if page.approver:
        notes[State.APPROVED] = page.approver
    return parts.life(DOCUMENT, page.content.document.state, notes=notes)


def _terms(page: DeskPage) -> list[Term]:
    found = [Term(_("Last changed by"), page.writer)] if page.writer else []
    if page.approver:
        found.append(Term(_("Approved by"), page.approver))
    kinds = words.listed(words.party_kind(one) for one in page.recipient_kinds)
    if kinds:
        found.append(Term(_("Sent to all of these kinds"), kinds))
    if page.recipient_names:
        found.append(Term(_("Sent to these by name"), words.listed(page.recipient_names)))
    if not (kinds or page.recipient_names):
        found.append(Term(_("Recipients"), gettext("Nobody: it is published only.")))
    return found


def _acts(page: DeskPage, actor: Actor) -> Iterator[Act]:
    one = page.content.document
    verbs = [
        verb
        for verb in Verb
        if DOCUMENT.allows(one.state, verb) and verb in access.MAY and actor.may(access.MAY[verb])
    ]
    for verb in verbs:
        if verb is Verb.WITHDRAW and one.state is State.SUPERSEDED:
            continue
        yield _act(verb, page)
    if one.state is State.DRAFT and actor.may(Permission.DOCUMENT_DRAFT):
        yield Act(_("Change this draft"), _url("edit", page), "edit")
        yield Act(_("Attach a file"), _url("attach", page), "upload")
        if one.kind is Kind.PUBLICITY:
            url = _url("subjects", page)
            yield Act(_("Say what is on show"), url, "clipboard", rule="R-201")
    if one.state is State.PUBLISHED and actor.may(Permission.DOCUMENT_DRAFT):
        yield Act(_("Write a new version"), _url("correct", page), "history")
    if page.sent:
        yield Act(_("See who has signed for it"), _url("receipts", page), "users", rule="R-001")
    if one.state in OUT - {State.WITHDRAWN} or one.state is State.APPROVED:
        yield Act(_("Print as a document"), reverse("gazette:print", args=[one.id]), "print")


def _act(verb: Verb, page: DeskPage) -> Act:
    if verb is Verb.APPROVE:
        barred = _("You wrote this. A second person approves it.") if page.is_writer else ""
        return Act(
            _("Approve"), _url("approve", page), "check", "primary", dialog=True, barred=barred
        )
    if verb is Verb.PUBLISH:
        return Act(
            _("Publish officially"),
            _url("publish", page),
            "send",
            "primary",
            dialog=True,
            rule="R-002",
        )
    names = {
        Verb.RETURN: (_("Return to the draft"), "return", "undo", ""),
        Verb.DISCARD: (_("Discard"), "discard", "x", "danger"),
        Verb.WITHDRAW: (_("Withdraw"), "withdraw", "ban", "danger"),
    }
    label, name, icon, kind = names[verb]
    return Act(label, _url(name, page), icon, kind, dialog=True)


def _url(name: str, page: DeskPage) -> str:
    return reverse(f"gazette:paper-{name}", args=[page.content.document.id])
