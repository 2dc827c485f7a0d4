"""Tracking of certificates in use: what is due, one of them, and its form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Fact, Kind, Term
from shuzheng.foundation.web import acting, gate
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_tracking
from shuzheng.pilots.rules.tracking import ASPECTS, TRACKING, Aspect, State, Verb
from shuzheng.pilots.services import tracking as services
from shuzheng.pilots.web import words
from shuzheng.pilots.web.forms import Search

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.pilots.queries.pages_tracking import TrackingLine

COLUMNS = (
    listing.Column("certificate", _("Certificate"), sortable=True, lead=True),
    listing.Column("institution", _("Institution"), wide=True),
    listing.Column("organisation", _("Evaluation organisation"), wide=True),
    listing.Column("days", _("Covers")),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("due", _("Deadline"), sortable=True, end=True),
)
VIEWS = {
    "due": _("To be recorded"),
    "late": _("Overdue"),
    "recorded": _("Tracking recorded"),
    "all": _("All"),
}
FIGURES = {
    "events": _("Events of the organisation held in these days"),
    "assessors": _("Qualified assessors of the certificate"),
    "problems": _("Problems reported in these days"),
    "cases": _("Cases opened in these days"),
    "planned": _("Planned headcount of the year"),
}
CHIPS = {State.DUE: Kind.WAIT, State.RECORDED: Kind.OK, State.LAPSED: Kind.OFF}


class Texts(ui.Form):
    """What is said of the three aspects."""

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        for aspect, label in ASPECTS.items():
            self.fields[aspect.value] = forms.CharField(
                label=gettext(label),
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 4}),
            )


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the tracking within reach."""
    actor = request.actor
    actor.require(Permission.TRACKING_VIEW)
    wish = listing.read(request.GET, COLUMNS, sort="due", views=tuple(VIEWS))
    filters = Search(request.GET)
    found = pages_tracking.lines(actor, wish, request.now, **listing.chosen(filters))
    counts = pages_tracking.counts(actor, request.now)
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Tracking"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(view, label, counts[view]) for view, label in VIEWS.items()],
            caption=_("Tracking"),
            unit=_("rows"),
            exports=(),
        ),
    }
    return render(request, "pilots/tracking/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show one certificate's tracking in one round."""
    page = pages_tracking.detail(pk, request.actor)
    line, acts = page.line, []
    if request.actor.may(Permission.TRACKING_WRITE) and TRACKING.allows(line.state, Verb.RECORD):
        url = reverse("pilots:tracking-record", args=[pk])
        acts.append(Act(_("Record the tracking"), url, "edit", "primary"))
    context = {
        "crumbs": [*crumbs(), Crumb(line.code)],
        "line": line,
        "chip": _chip(line.state),
        "meta": [
            Fact("building", line.institution),
            Fact("award", line.organisation),
            Fact("calendar", _days(line.since, line.until)),
        ],
        "acts": acts,
        "texts": [(gettext(ASPECTS[one]), text) for one, text in page.texts.items() if text],
        "figures": [Term(label, str(page.figures.get(key, 0))) for key, label in FIGURES.items()],
        "lines": words.happened([f"pilots.tracking:{pk}"]),
    }
    return render(request, "pilots/tracking/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def record(request: Request, pk: int) -> HttpResponse:
    """Record what the institution says."""
    page = pages_tracking.detail(pk, request.actor, Permission.TRACKING_WRITE)
    TRACKING.after(page.line.state, Verb.RECORD)
    form = Texts(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        texts = {aspect: data[aspect.value] for aspect in Aspect}
        services.record(pk, texts, actor=request.actor, now=request.now)

    url = reverse("pilots:tracking", args=[pk])
    context = {
        "crumbs": [*crumbs(), Crumb(page.line.code, url), Crumb(_("Record the tracking"))],
        "cancel_url": url,
        "heading": _("Record the tracking"),
        "name": page.line.certificate,
        "consequence": _days(page.line.since, page.line.until),
        "submit": _("Record the tracking"),
        "rule": "R-052",
    }
    said = gettext("The tracking is recorded.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


def crumbs() -> list[Crumb]:
    """Return the way to one certificate's tracking."""
    return [Crumb(_("Desk"), "/desk/"), Crumb(_("Tracking"), reverse("pilots:trackings"))]


def _days(since: date, until: date) -> str:
    return gettext("{since} to {until}").format(since=since, until=until)


def _chip(state: State) -> Chip:
    return Chip(CHIPS[state], gettext(TRACKING.labels[state]))


def _row(one: TrackingLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("pilots:tracking", args=[one.id]),
        "certificate": one.certificate,
        "code": one.code,
        "institution": one.institution,
        "organisation": one.organisation,
        "days": _days(one.since, one.until),
        "chip": _chip(one.state),
        "due": one.until if one.state is State.DUE else None,
    }
