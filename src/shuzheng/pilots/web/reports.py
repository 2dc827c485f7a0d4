"""Bi-weekly reports as lists: a period's for office and cities, an institution's own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.kernel.actor import Reach
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_reports
from shuzheng.pilots.queries.pages_reports import Wanted
from shuzheng.pilots.services import exporting, report_answers
from shuzheng.pilots.sheets.reports import REPORTS
from shuzheng.pilots.web import report_forms, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.pilots.queries.pages_reports import PeriodLine, ReportLine

VIEWS = {
    "missing": _("Missing"),
    "waiting": _("Waiting for an answer"),
    "received": _("Received"),
    "excused": _("Excused"),
    "examples": _("Experience and cases"),
    "all": _("All"),
}
COLUMNS = (
    listing.Column("name", _("Institution"), sortable=True, lead=True),
    listing.Column("city", _("City"), sortable=True),
    listing.Column("state", _("State"), sortable=True, fixed=True),
    listing.Column("filed", _("Filed on"), sortable=True, short=_("filed on")),
    listing.Column("entered", _("Entered on the national platform"), short=_("entered on")),
    listing.Column("misses", _("Misses in a row"), numeric=True, short=_("misses in a row")),
)
OWN_COLUMNS = (
    listing.Column("name", _("Due on"), sortable=True, lead=True),
    listing.Column("covers", _("Covers"), wide=True),
    *(one for one in COLUMNS if one.key in {"state", "filed", "entered"}),
)


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the reports of a period; for an institution, its own of every period."""
    actor = request.actor
    actor.require(Permission.REPORT_VIEW)
    own = actor.reach is Reach.ORGANISATION
    opened = pages_reports.periods_opened()
    filters = report_forms.Filters(
        request.GET,
        periods=[one.due_on for one in opened],
        cities=pages_reports.city_choices(actor),
    )
    chosen = listing.chosen(filters)
    shown = _period(opened, chosen.pop("period", ""))
    due_on = None if own or shown is None else shown.due_on
    wanted = Wanted(due_on, **({} if own else chosen))
    columns = OWN_COLUMNS if own else COLUMNS
    views = ("all",) if own else tuple(VIEWS)
    wish = listing.read(request.GET, columns, sort="-name" if own else "name", views=views)
    found = pages_reports.lines(actor, wish, wanted, request.now)
    if wish.export:
        return _exported(request, wish, found)
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Bi-weekly reports"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            columns,
            listing.Found([_row(one, own=own) for one in found.rows], found.total, found.page),
            filters=None if own else filters,
            saved=[] if own else _views(actor, wanted),
            caption=_("Bi-weekly reports"),
            unit=pgettext("bi-weekly reports", "reports"),
            exports=("xlsx", "csv"),
            bulk_url=reverse("pilots:reports-excuse") if _may_excuse(request, shown, wish) else "",
        ),
        "own": own,
        "period": shown,
        **_standing(request),
    }
    return render(request, "pilots/reports/list.html", context)


@require_POST
@gate.signed_in
def excuse(request: Request) -> HttpResponse:
    """Ask for the reason why the picked misses do not count; then excuse them all, or none."""
    actor = request.actor
    actor.require(Permission.REPORT_ANSWER)
    ids = [key for one in request.POST.getlist("row") if (key := acting.key(one))]
    picked = pages_reports.picked(ids, actor, request.now)
    back = f"{reverse('pilots:reports')}?view=missing"
    if not picked:
        messages.info(request, gettext("Pick at least one report."))
        return redirect(back)
    asked = "reason" in request.POST
    form = report_forms.Excuse(request.POST if asked else None)

    def act(data: Mapping[str, Any]) -> None:
        report_answers.excuse(
            [one.id for one in picked], data["reason"], actor=actor, now=request.now
        )

    if asked and acting.done(request, form, act):
        said = ngettext("{count} miss is excused.", "{count} misses are excused.", len(picked))
        messages.success(request, said.format(count=len(picked)))
        return redirect(f"{back}&period={picked[0].due_on.isoformat()}")
    context = {
        "crumbs": [*crumbs(), Crumb(_("Excuse"))],
        "cancel_url": back,
        "picked": picked,
    }
    return acting.page(request, "pilots/reports/excuse.html", form, context)


def crumbs() -> list[Crumb]:
    """Return the way to a report."""
    return [Crumb(_("Desk"), "/desk/"), Crumb(_("Bi-weekly reports"), reverse("pilots:reports"))]


def _period(opened: Sequence[PeriodLine], asked: str) -> PeriodLine | None:
    """Return the period asked for, or the newest."""
    wanted = date.fromisoformat(asked) if asked else None
    return next((one for one in opened if wanted in {None, one.due_on}), None)


def _views(actor: Any, wanted: Wanted) -> list[listing.View]:  # noqa: ANN401 - an actor
    counts = pages_reports.counts(actor, wanted)
    return [listing.View(view, label, counts[view]) for view, label in VIEWS.items()]


def _may_excuse(request: Request, shown: PeriodLine | None, wish: listing.Wish) -> bool:
    over = shown is not None and shown.closed and wish.view == "missing"
    return over and request.actor.may(Permission.REPORT_ANSWER)


def _standing(request: Request) -> dict[str, Any]:
    """Return what an institution is told of its misses, and what it has to write."""
    count = pages_reports.own_misses(request.actor, request.now)
    return {
        "misses": count,
        "left": pages_reports.misses_left(count, request.now),
        "to_write": pages_reports.to_write(request.actor, request.now),
        "may_answer": request.actor.may(Permission.REPORT_ANSWER),
    }


def _exported(
    request: Request, wish: listing.Wish, found: listing.Found[ReportLine]
) -> HttpResponse:
    """Answer with the reports in the form of the national platform; the export leaves a fact."""
    rows = [
        {
            "code": one.code,
            "institution": one.institution,
            "city": one.city,
            "since": one.since,
            "until": one.until,
            "due": one.due_on,
            "state": words.report_chip(one.state).word,
            "filed": one.submitted_on,
            "entered": one.entered_on,
            **{name: one.figures.get(name) for name in words.FIGURES},
            **{part.value: text for part, text in one.parts.items()},
        }
        for one in found.rows
    ]
    exporting.reports(len(rows), actor=request.actor, now=request.now)
    return leaving.workbook(request, REPORTS, rows, kind=wish.export)


def _row(one: ReportLine, *, own: bool) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("pilots:report", args=[one.id]),
        "name": one.due_on.isoformat() if own else one.institution,
        "sub": "" if own else one.code,
        "since": one.since,
        "until": one.until,
        "city": one.city,
        "chip": words.report_chip(one.state),
        "filed": one.submitted_on,
        "entered": one.entered_on,
        "misses": one.misses,
    }
