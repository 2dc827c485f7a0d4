"""Alliances: the list, and one of them with its members and who led it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.alliances.access import Permission
from shuzheng.alliances.queries import layouts, meetings, summaries
from shuzheng.alliances.queries import pages as queries
from shuzheng.alliances.rules.reach import INSIDE
from shuzheng.alliances.web import forms, words
from shuzheng.alliances.web.summaries import row as summary_row
from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.parts import Act, Fact, Term
from shuzheng.foundation.web import gate
from shuzheng.identity.queries import feed
from shuzheng.kernel import periods
from shuzheng.pilots.access import Permission as Pilots
from shuzheng.pilots.queries import pages_alliances
from shuzheng.pilots.rules.alliance import ALLIANCE, State, Verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from shuzheng.alliances.queries.pages import AlliancePage
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.queries.pages_alliances import AllianceLine

COLUMNS = (
    listing.Column("certificate", _("Certificate"), sortable=True, lead=True),
    listing.Column("alliance", _("Alliance"), wide=True),
    listing.Column("lead", _("Lead"), wide=True),
    listing.Column("users", _("Institutions"), numeric=True, short=_("institutions")),
    listing.Column("named", _("Named or formed on"), sortable=True, short=_("since")),
    listing.Column("state", _("State"), sortable=True, fixed=True),
    listing.Column("due", _("To be formed by"), end=True),
)
MEMBERS = (
    listing.Column("name", _("Institution"), lead=True),
    listing.Column("city", _("City")),
    listing.Column("since", _("Uses it since"), end=True, short=_("since")),
)
TERMS = (
    listing.Column("lead", _("Lead"), lead=True),
    listing.Column("kind", _("Kind")),
    listing.Column("since", _("From")),
    listing.Column("until", _("Until"), end=True),
)
SUMMARIES = (
    listing.Column("days", _("Covers"), lead=True),
    listing.Column("submitted", _("Submitted on"), short=_("submitted")),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("due", _("Deadline"), end=True),
)
MINUTES = (
    listing.Column("title", _("Title of the meeting"), lead=True),
    listing.Column("present", _("Members present"), numeric=True, short=_("members present")),
    listing.Column("held", _("Meeting held on"), end=True, short=_("held on")),
)
VIEWS = {"mine": _("My alliances"), "all": _("All")}


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the alliances."""
    actor = request.actor
    names = actor.may(Pilots.ALLIANCE_NAME)
    views = queries.views(actor)
    wish = listing.read(request.GET, COLUMNS, sort="certificate", views=views)
    filters = forms.AllianceFilters(request.GET)
    found = queries.lines(actor, wish, **listing.chosen(filters))
    opened = queries.opened(actor, [one.id for one in found.rows])
    counts = queries.counts(actor) if len(views) > 1 else {}
    context = {
        "crumbs": words.crumbs(),
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found(
                [_row(one, opens=one.id in opened) for one in found.rows], found.total, found.page
            ),
            filters=filters,
            saved=[listing.View(view, VIEWS[view], counts[view]) for view in views if counts],
            caption=_("Alliances"),
            unit=_("alliances"),
            exports=(),
        ),
        "may_name": names,
        "leaderless": pages_alliances.without() if names else [],
    }
    return render(request, "alliances/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, alliance: int) -> HttpResponse:
    """Show one alliance."""
    page = queries.detail(alliance, request.actor)
    line, today = page.line, periods.day(request.now)
    context = {
        "crumbs": words.crumbs_of(line),
        "page": page,
        "line": line,
        "chip": words.alliance_chip(line.state),
        "meta": [Fact("bookmark", line.certificate), Fact("hash", line.code)],
        "life": parts.life(ALLIANCE, line.state, notes=_notes(line)),
        "about": _about(page),
        "summaries": [summary_row(one) for one in summaries.of_alliance(alliance, request.actor)],
        "layout_url": reverse("alliances:layout", args=[alliance, today.year]),
        "layout": layouts.detail(alliance, today.year, request.actor, request.now),
        "minutes": meetings.of_alliance(alliance, request.actor),
        "acts": list(_acts(line, request.actor)),
        "columns": {"members": MEMBERS, "terms": TERMS, "summaries": SUMMARIES, "minutes": MINUTES},
        "lines": feed.lines([f"pilots.alliance:{line.id}"]) if page.side in INSIDE else [],
    }
    return render(request, "alliances/detail.html", context)


def _notes(line: AllianceLine) -> dict[State, str]:
    days = {
        State.PROPOSED: line.named_on,
        State.FORMED: line.formed_on,
        State.DISSOLVED: line.dissolved_on,
    }
    return {state: day.isoformat() for state, day in days.items() if day}


def _about(page: AlliancePage) -> list[Term]:
    line = page.line
    since = next((term.since for term in page.terms if term.until is None), None)
    return [
        Term(_("Certificate"), line.certificate),
        Term(_("Evaluation organisation"), line.organisation),
        Term(_("Lead"), words.lead(line)),
        Term(_("Leads since"), since.isoformat() if since else ""),
        Term(_("Institutions"), str(line.users)),
    ]


def _acts(line: AllianceLine, actor: Actor) -> Iterator[Act]:
    if line.id in queries.led(actor) and actor.may(Permission.ALLIANCE_RUN):
        url = reverse("alliances:minutes-new", args=[line.id])
        yield Act(_("Write minutes"), url, "edit", "primary")
    if not actor.may(Pilots.ALLIANCE_NAME):
        return
    for verb, (name, icon, kind) in ACTS.items():
        if not ALLIANCE.allows(line.state, verb):
            continue
        barred = ""
        if verb is Verb.DISSOLVE and line.users:
            barred = gettext("{count} institutions use the certificate.").format(count=line.users)
        url = reverse(f"alliances:alliance-{name}", args=[line.id])
        label = gettext(ALLIANCE.labels[verb])
        dialog = verb is Verb.DISSOLVE
        yield Act(label, url, icon, kind, barred=barred, rule="R-253", dialog=dialog)


ACTS = {
    Verb.NAME: ("name", "user", ""),
    Verb.FORM: ("form", "check", "primary"),
    Verb.CHANGE_LEAD: ("form", "edit", ""),
    Verb.DISSOLVE: ("dissolve", "ban", "danger"),
}


def _row(one: AllianceLine, *, opens: bool) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("alliances:alliance", args=[one.id]) if opens else "",
        "certificate": one.certificate,
        "code": one.code,
        "name": one.name,
        "lead": words.lead(one),
        "users": one.users,
        "named": one.dissolved_on or one.formed_on or one.named_on,
        "chip": words.alliance_chip(one.state),
        "due": one.due_on,
    }
