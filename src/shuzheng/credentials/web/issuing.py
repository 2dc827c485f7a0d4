"""Issue certificates for a plan, and hand what was issued over to the national platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuzheng.assessment.queries.certifying import Hold
from shuzheng.assessment.rules.plan import State
from shuzheng.catalogue.rules import levels
from shuzheng.credentials.access import Permission
from shuzheng.credentials.queries import pages_issuing as pages
from shuzheng.credentials.services import national
from shuzheng.credentials.services.issuing import NothingToIssue
from shuzheng.credentials.sheets.national import CERTIFICATES
from shuzheng.credentials.web import trails, words
from shuzheng.foundation import jobs
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Check, Chip, Figure, Kind, Term
from shuzheng.foundation.web import gate, leaving
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from shuzheng.credentials.queries.pages_issuing import Line, Page
    from shuzheng.foundation.web.request import Request

COLUMNS = (
    listing.Column("plan", gettext_lazy("Assessment plan"), lead=True),
    listing.Column("level", gettext_lazy("Level"), short=gettext_lazy("Level")),
    listing.Column("window", gettext_lazy("Score reviews until"), short=gettext_lazy("Reviews")),
    listing.Column(
        "issued",
        pgettext_lazy("column", "Certificates issued"),
        numeric=True,
        short=pgettext_lazy("column", "Certificates issued"),
    ),
    listing.Column("state", gettext_lazy("Status"), end=True),
)
BATCHES = (
    listing.Column("at", gettext_lazy("Handed over at"), lead=True),
    listing.Column("count", gettext_lazy("Certificates"), numeric=True),
    listing.Column("act", gettext_lazy("Workbook"), end=True),
)


@gate.signed_in
@require_safe
def plans(request: Request) -> HttpResponse:
    """List the plans with published results."""
    today = periods.day(request.now)
    found = pages.lines(request.actor)
    context = {
        "crumbs": trails.trail((_("Issue certificates"), "")),
        "columns": COLUMNS,
        "lines": [(line, _level(line.plan.level), _chip(line, today)) for line in found],
    }
    return render(request, "credentials/desk/plans.html", context)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: Request, number: str) -> HttpResponse:
    """Show what can be issued for a plan and what holds others back; start issuing."""
    found = pages.page(number, actor=request.actor, today=periods.day(request.now))
    if request.method == "POST":
        return _start(request, found)
    context = {
        "crumbs": trails.trail(
            (_("Issue certificates"), reverse("credentials:issue")), (number, "")
        ),
        "found": found,
        "figures": _figures(found),
        "checks": _checks(found, request),
        "terms": _terms(found),
        "chip": _plan_chip(found, request),
    }
    return render(request, "credentials/desk/plan.html", context)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def handing_over(request: Request) -> HttpResponse:
    """Show what the national platform lacks; mark it as handed over."""
    request.actor.require(Permission.CERTIFICATE_REPORT)
    if request.method == "POST":
        count = national.hand_over(actor=request.actor, now=request.now)
        said = ngettext(
            "{n} certificate is marked as handed over; the workbook is in the list.",
            "{n} certificates are marked as handed over; the workbook is in the list.",
            count,
        )
        messages.success(request, said.format(n=formats.number(count)))
        return redirect("credentials:national")
    context = {
        "crumbs": trails.trail((_("National platform"), "")),
        "waiting": national.waiting(request.actor),
        "batches": [(one, one.at.isoformat()) for one in national.batches(request.actor)],
        "columns": BATCHES,
        "sheet": CERTIFICATES,
    }
    return render(request, "credentials/desk/national.html", context)


@gate.signed_in
@require_POST
def taken_out(request: Request) -> HttpResponse:
    """Hand out the workbook of one batch."""
    request.actor.require(Permission.CERTIFICATE_REPORT)
    try:
        at = parse_datetime(request.POST.get("at", ""))
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise national.NoSuchBatch
    rows = national.take_out(at, actor=request.actor, now=request.now)
    name = f"{CERTIFICATES.title}-{at.astimezone(periods.SHANGHAI):%Y%m%d%H%M}"
    return leaving.workbook(request, CERTIFICATES, rows, name=name)


def _start(request: Request, found: Page) -> HttpResponse:
    if not found.eligible:
        raise NothingToIssue(reason=_("every result that may be certified has its certificate"))
    job = jobs.enqueue(
        "credentials.certificates.issue",
        {"plan_id": found.plan.id},
        actor=request.actor,
        now=request.now,
    )
    return redirect("jobs:job", job.uid)


def _figures(found: Page) -> list[Figure]:
    unit = pgettext("counting word", "certificates")
    held = sum(found.held.values())
    return [
        Figure(_("Can be issued now"), formats.number(found.eligible), unit),
        Figure(_("Issued already"), formats.number(found.live), unit),
        Figure(
            _("Held back"),
            formats.number(held - found.held.get(Hold.NOT_PASSED, 0)),
            _("results"),
            _("passed, and not to be certified today"),
        ),
        Figure(_("Did not pass"), formats.number(found.held.get(Hold.NOT_PASSED, 0)), _("results")),
    ]


def _checks(found: Page, request: Request) -> list[Check]:
    plan, held = found.plan, found.held
    today = periods.day(request.now)
    published = words.full_day(plan.published_at) if plan.published_at else ""
    until = words.full_day(plan.review_until) if plan.review_until else ""
    return [
        Check(
            _("Results are published"),
            held=not held.get(Hold.NOT_PUBLISHED),
            reason=_("Published on {day}.").format(day=published)
            + _waits(held.get(Hold.NOT_PUBLISHED, 0)),
        ),
        Check(
            _("The time for score reviews is over"),
            held=not plan.is_open(today) and not held.get(Hold.WINDOW_OPEN),
            reason=_("Candidates may ask until {day}.").format(day=until)
            + _waits(held.get(Hold.WINDOW_OPEN, 0)),
            rule="R-115",
        ),
        Check(
            _("No score review is open"),
            held=not held.get(Hold.REVIEW_OPEN),
            reason=_waits(held.get(Hold.REVIEW_OPEN, 0)),
            rule="R-109",
        ),
        Check(
            _("No misconduct is undecided"),
            held=not held.get(Hold.MISCONDUCT_OPEN),
            reason=_waits(held.get(Hold.MISCONDUCT_OPEN, 0)),
            rule="R-109",
        ),
        Check(
            _("Nobody has a live certificate for the same result"),
            held=True,
            reason=_have(found.live),
            rule="R-109",
        ),
    ]


def _waits(count: int) -> str:
    if not count:
        return ""
    return ngettext("{n} result waits for it.", "{n} results wait for it.", count).format(n=count)


def _have(count: int) -> str:
    if not count:
        return _("None of them has one yet.")
    return ngettext(
        "{n} has one and gets no second.", "{n} have one and get no second.", count
    ).format(n=count)


def _terms(found: Page) -> list[Term]:
    plan = found.plan
    return [
        Term(_("Assessment plan"), plan.name),
        Term(_("Number of the plan"), plan.number, code=True),
        Term(_("Certificate"), f"{found.certificate}　{_level(plan.level)}"),
        *([Term(_("Module"), plan.module)] if plan.module else []),
        Term(_("Last day of the assessment"), words.full_day(plan.last_on)),
        Term(_("Certificates due on"), words.full_day(plan.due_on) if plan.due_on else ""),
        Term(
            _("Signing key"),
            _("in place") if found.has_key else _("made with the first certificate"),
        ),
    ]


def _level(level: str) -> str:
    return _(levels.LABELS[levels.Level(level)])


def _plan_chip(found: Page, request: Request) -> Chip:
    if found.plan.is_open(periods.day(request.now)):
        return Chip(Kind.RUN, _("Reviews open"))
    if found.eligible:
        return Chip(Kind.WAIT, _("To be issued"))
    return Chip(Kind.OK, _("All issued"))


def _chip(line: Line, today: date) -> Chip:
    if line.plan.state is State.CERTIFIED:
        return Chip(Kind.OK, _("All issued"))
    if line.plan.is_open(today):
        return Chip(Kind.RUN, _("Reviews open"))
    return Chip(Kind.WAIT, _("To be issued"))
