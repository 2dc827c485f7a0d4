"""The desk's side: the list with its figures and its workbook, and one case."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.complaints.queries import cases, figures
from shuzheng.complaints.rules import complaint as rules
from shuzheng.complaints.rules.complaint import COMPLAINT, State, Urgency
from shuzheng.complaints.services import shielding
from shuzheng.complaints.sheets.complaints import COMPLAINTS
from shuzheng.complaints.web import effects, forms, papers, steps, words
from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.parts import Crumb, Fact, Figure, Term
from shuzheng.foundation.web import gate, leaving
from shuzheng.identity.queries import feed
from shuzheng.identity.services import exporting
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.complaints.queries.cases import CaseLine, CasePage
    from shuzheng.foundation.ui.listing import Wish
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("number", _("Receipt number"), sortable=True, lead=True),
    listing.Column("kind", _("Kind")),
    listing.Column("received", _("Case received on"), sortable=True, short=_("received")),
    listing.Column("owner", _("Handled by")),
    listing.Column("due", _("Deadline"), sortable=True),
    listing.Column("state", _("State"), fixed=True, end=True),
)
VIEWS = {
    "mine": _("Waiting for me"),
    "open": _("Not over"),
    "late": _("Overdue"),
    "all": _("All"),
}


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the cases that the reader may know of, with how long they took."""
    actor = request.actor
    counts = cases.counts(actor, request.now)
    views = cases.VIEWS if counts["mine"] else ("open", "mine", "late", "all")
    wish = listing.read(request.GET, COLUMNS, sort="due", views=views)
    filters = forms.Filters(request.GET)
    if wish.export:
        return _exported(request, wish, filters)
    found = cases.listed(actor, wish, request.now, **listing.chosen(filters))
    context = {
        "crumbs": [*words.crumbs()[:1], Crumb(_("Enquiries and complaints"))],
        "figures": _figures(actor),
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in cases.VIEWS],
            caption=_("Enquiries and complaints"),
            unit=pgettext_lazy("unit", "cases"),
        ),
    }
    return render(request, "complaints/desk/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, complaint: int) -> HttpResponse:
    """Show one case, without who complains."""
    page = cases.one(complaint, request.actor)
    line = page.line
    notes = {
        State.RECEIVED: periods.day(line.received_at),
        State.ACCEPTED: line.accepted_on,
        State.ANSWERED: line.answered_on,
        State.CLOSED: line.closed_on,
    }
    context = {
        "crumbs": [*words.crumbs(), Crumb(line.number)],
        "page": page,
        "line": line,
        "chip": words.chip(line.state),
        "meta": [
            Fact("chat", words.kind(line.kind)),
            Fact("clock", gettext(rules.URGENCIES[line.urgency])),
            Fact("user", gettext("Named") if page.is_named else gettext("Anonymous")),
        ],
        "life": parts.life(
            COMPLAINT,
            line.state,
            notes={state: day.isoformat() for state, day in notes.items() if day},
        ),
        "acts": [*steps.acts(page, request.actor), *effects.acts(page, request.actor)],
        "terms": [*_terms(page), *effects.followed(page)],
        "outcome": words.outcome(line.outcome),
        "lines": feed.lines([f"complaints.complaint:{line.id}"]),
    }
    return render(request, "complaints/desk/detail.html", context)


@require_safe
@gate.signed_in
def paper(request: Request, complaint: int) -> HttpResponse:
    """Answer with the answer of a case as a document."""
    page = cases.one(complaint, request.actor)
    line = page.line
    answered = line.answered_on or periods.day(request.now)
    return papers.answer(
        line.owner, line.number, line.kind, page.answer or "（尚未答复）", answered, request.now
    )


@require_safe
@gate.signed_in
def evidence(request: Request, complaint: int, attachment: int) -> HttpResponse:
    """Answer with a file that the complainant handed in, to the owner of the case."""
    kept = shielding.evidence(complaint, attachment, actor=request.actor)
    return leaving.file(kept.name, kept.body, kept.media_type)


def _exported(request: Request, wish: Wish, filters: forms.Filters) -> HttpResponse:
    found = cases.every(request.actor, wish, request.now, **listing.chosen(filters))
    body = exporting.workbook(
        COMPLAINTS,
        (
            {
                **asdict(line),
                "received_on": periods.day(line.received_at),
                "outcome": line.outcome or "",
            }
            for line in found
        ),
        printed_by=str(request.actor_label),
        filter_words=str(VIEWS.get(wish.view, "")),
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{COMPLAINTS.title}.xlsx", body, leaving.XLSX)


def _row(one: CaseLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("complaints:case", args=[one.id]),
        "number": one.number,
        "about": one.about,
        "kind": words.kind(one.kind),
        "urgent": one.urgency is Urgency.URGENT,
        "received": one.received_at,
        "owner": one.owner,
        "due": one.due_on,
        "chip": words.chip(one.state),
    }


def _terms(page: CasePage) -> list[Term]:
    line = page.line
    said = [
        (_("What it is about"), line.about),
        (
            _("As the complainant wrote it"),
            page.said_about if page.said_about != line.about else "",
        ),
        (_("Handled by"), f"{line.owner}　{line.officer}" if line.owner else ""),
        (_("Why"), page.reason),
        (_("What it comes to"), words.outcome(line.outcome)),
        (_("The complainant said"), _satisfaction(line)),
    ]
    return [Term(label, value) for label, value in said if value]


def _satisfaction(line: CaseLine) -> str:
    if line.is_satisfied is None:
        return ""
    return gettext(COMPLAINT.labels[State.SATISFIED if line.is_satisfied else State.DISSATISFIED])


def _figures(actor: Actor) -> list[Figure]:
    times = figures.times(actor)
    return [
        _days(_("Time to accept"), times.to_accept, times.accepted, times.accepted_in_time),
        _days(_("Time to answer"), times.to_answer, times.answered, times.answered_in_time),
        Figure(
            _("Satisfied among those concluded"),
            _share(times.satisfied, times.closed),
            note=f"{times.satisfied} / {times.closed}" if times.closed else "",
        ),
    ]


def _days(label: Any, median: int | None, count: int, in_time: int) -> Figure:  # noqa: ANN401 - lazy words
    if median is None:
        return Figure(label, gettext("no case yet"))
    said = gettext("median; {in_time} of {count} in time").format(in_time=in_time, count=count)
    return Figure(label, str(median), gettext("calendar days"), said)


def _share(part: int, whole: int) -> str:
    return f"{round(part * 1000 / whole) / 10}%" if whole else gettext("no case yet")
