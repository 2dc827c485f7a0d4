"""Who has signed for a document, and the inbox of those who are written to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Chip, Kind
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.gazette.access import Permission
from shuzheng.gazette.queries import pages_desk, pages_receipts
from shuzheng.gazette.rules.documents import State
from shuzheng.gazette.services import receipts
from shuzheng.gazette.sheets.receipts import RECEIPTS
from shuzheng.gazette.web import forms, words
from shuzheng.gazette.web.drafting import frame
from shuzheng.gazette.web.public import shown
from shuzheng.identity.services import exporting

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.gazette.queries.pages_receipts import InboxLine, ReceiptLine

COLUMNS = (
    listing.Column("organisation", _("Organisation"), sortable=True, lead=True),
    listing.Column("addressed", _("Written to as")),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("signed", pgettext_lazy("document", "Signed for"), sortable=True, end=True),
    listing.Column("reminded", _("Reminded"), short=_("reminded")),
)
VIEWS = {
    "waiting": _("Not signed for"),
    "signed": pgettext_lazy("document", "Signed for"),
    "all": _("All"),
}
INBOX = (
    listing.Column("title", pgettext_lazy("document", "Title"), lead=True),
    listing.Column("kind", pgettext_lazy("document", "Kind")),
    listing.Column("issuer", pgettext_lazy("document", "Issued by"), wide=True),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("dated", _("Sent on"), sortable=True, end=True),
)
INBOX_VIEWS = {"waiting": _("Not signed for"), "all": _("All")}
SIGNED = Chip(Kind.OK, pgettext_lazy("document", "Signed for"), "sign")
WAITING = Chip(Kind.WAIT, _("Not signed for"))


@require_safe
@gate.signed_in
def index(request: Request, pk: int) -> HttpResponse:
    """List who was written to, and who has signed; hand the list out as a workbook."""
    page = pages_desk.detail(pk, request.actor)
    wish = listing.read(
        request.GET, COLUMNS, sort="organisation", views=("all", "waiting", "signed")
    )
    filters = forms.PartySearch(request.GET)
    found = pages_receipts.lines(pk, request.actor, wish, **listing.chosen(filters))
    if wish.export:
        return _workbook(request, page.content.document.number, found)
    counts = pages_receipts.counts(pk, request.actor)
    publishes = request.actor.may(Permission.DOCUMENT_PUBLISH)
    context = {
        **frame(page, _("Signatures")),
        "document": page.content.document,
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in VIEWS],
            caption=_("Who has signed for it"),
            unit=pgettext_lazy("counting word", "recipients"),
            exports=("xlsx",),
        ),
        "signed": counts["signed"],
        "sent": counts["all"],
        "may_remind": publishes
        and counts["waiting"] > 0
        and page.content.document.state is State.PUBLISHED,
    }
    return render(request, "gazette/receipts/list.html", context)


def _workbook(request: Request, number: str, found: listing.Found[ReceiptLine]) -> HttpResponse:
    body = exporting.workbook(
        RECEIPTS,
        (
            {
                "code": one.code,
                "organisation": one.organisation,
                "addressed_as": words.party_kind(one.addressed_as),
                "state": "已签收" if one.signed_at else "未签收",
                "signed_at": formats.instant(one.signed_at, request.now) if one.signed_at else "",
                "signed_by": one.signed_by,
                "reminders": one.reminders,
                "reminded_on": one.reminded_on,
            }
            for one in found.rows
        ),
        printed_by=str(request.actor_label),
        filter_words=number,
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{RECEIPTS.title}{number}.xlsx", body, leaving.XLSX)


@require_POST
@gate.signed_in
def remind(request: Request, pk: int) -> HttpResponse:
    """Remind those who have not signed."""

    def act() -> None:
        receipts.remind(pk, actor=request.actor, now=request.now)

    url = reverse("gazette:paper-receipts", args=[pk])
    return acting.pressed(request, act, gettext("They are reminded on their desks."), url)


@require_safe
@gate.signed_in
def inbox(request: Request) -> HttpResponse:
    """List what the actor's organisation was sent."""
    actor = request.actor
    counts = pages_receipts.inbox_counts(actor)
    views = ("waiting", "all") if counts["waiting"] else ("all", "waiting")
    wish = listing.read(request.GET, INBOX, sort="-dated", views=views)
    filters = forms.Search(request.GET)
    found = pages_receipts.inbox(actor, wish, **listing.chosen(filters))
    context = {
        "crumbs": words.trail((_("Desk"), reverse("desk:home")), (_("Received documents"), "")),
        "listing": listing.Listing(
            request.GET,
            wish,
            INBOX,
            listing.Found([_received(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(key, INBOX_VIEWS[key], counts[key]) for key in INBOX_VIEWS],
            caption=_("Received documents"),
            unit=pgettext_lazy("counting word", "documents"),
            exports=(),
        ),
        "everything": counts["all"],
    }
    return render(request, "gazette/inbox/list.html", context)


@require_safe
@gate.signed_in
def received(request: Request, pk: int) -> HttpResponse:
    """Show a received document: signed for, with its text; else with the button that signs."""
    page = pages_receipts.received(pk, request.actor)
    one = page.content.document
    context = {
        **shown(page.content, request.now),
        "crumbs": words.trail(
            (_("Desk"), reverse("desk:home")),
            (_("Received documents"), reverse("gazette:inbox")),
            (one.number, ""),
        ),
        "inbox": page,
        "chip": words.chip(one.state) if one.state is State.WITHDRAWN else _mark(page.signed_at),
        "to_sign": page.signed_at is None and one.state is not State.WITHDRAWN,
    }
    return render(request, "gazette/inbox/document.html", context)


@require_POST
@gate.signed_in
def sign(request: Request, pk: int) -> HttpResponse:
    """Sign for a document and go on to its text."""

    def act() -> None:
        receipts.sign(pk, actor=request.actor, now=request.now)

    url = reverse("gazette:inbox-document", args=[pk])
    return acting.pressed(request, act, gettext("Signed for. The sender sees it."), url)


def _mark(signed_at: object) -> Chip:
    return SIGNED if signed_at else WAITING


def _row(one: ReceiptLine) -> dict[str, Any]:
    times = ngettext("{n} reminder", "{n} reminders", one.reminders)
    return {
        "line": one,
        "addressed": words.party_kind(one.addressed_as),
        "chip": _mark(one.signed_at),
        "times": times.format(n=one.reminders) if one.reminders else "",
    }


def _received(one: InboxLine) -> dict[str, Any]:
    withdrawn = one.document.state is State.WITHDRAWN
    return {
        "document": one.document,
        "url": reverse("gazette:inbox-document", args=[one.document.id]),
        "kind": words.kind(one.document.kind),
        "chip": words.chip(one.document.state) if withdrawn else _mark(one.signed_at),
        "reminded": one.reminded_on if not one.signed_at else None,
    }
