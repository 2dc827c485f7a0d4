"""Measures of the office: the list, recording one, one of them, and its steps."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Fact, Kind, Term
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.identity.queries import feed
from shuzheng.identity.queries.pages import parties
from shuzheng.identity.services import exporting
from shuzheng.kernel import periods
from shuzheng.standing.access import Permission
from shuzheng.standing.queries import pages_measures
from shuzheng.standing.rules import measures as rules
from shuzheng.standing.rules.measures import MEASURE, State, Verb
from shuzheng.standing.services import measures as services
from shuzheng.standing.sheets.measures import MEASURES
from shuzheng.standing.web import measure_forms, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.ui import forms as ui
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.standing.queries.pages_measures import MeasureLine

COLUMNS = (
    listing.Column("organisation", _("Organisation"), sortable=True, lead=True),
    listing.Column("kind", _("Kind of measure")),
    listing.Column("held", _("Taken on"), sortable=True, short=_("taken on")),
    listing.Column("due", _("Follow-up by"), sortable=True, short=_("follow-up by")),
    listing.Column("state", _("State"), fixed=True, end=True),
)
CHIPS = {State.OPEN: Kind.WAIT, State.REPORTED: Kind.RUN, State.CLOSED: Kind.OFF}


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List the measures of the province, a city, or towards one's own organisation."""
    actor, today = request.actor, periods.day(request.now)
    actor.require(Permission.MEASURE_VIEW)
    wish = listing.read(request.GET, COLUMNS, sort="-held", views=pages_measures.VIEWS)
    if wish.export:
        return _exported(request, wish)
    found = pages_measures.listed(actor, wish, today)
    context = {
        "crumbs": words.trail((_("Measures"), "")),
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([row(line) for line in found.rows], found.total, found.page),
            saved=[listing.View("open", _("Not over")), listing.View("all", _("All"))],
            caption=_("Measures"),
            unit=_("measures"),
        ),
        "may_record": actor.may(Permission.MEASURE_RECORD),
    }
    return render(request, "standing/measures/list.html", context)


@gate.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Record a measure."""
    request.actor.require(Permission.MEASURE_RECORD)
    form = measure_forms.Taken(
        acting.posted(request),
        initial={"organisation": request.GET.get("organisation", "")},
        parties=[
            (pk, name)
            for kind, found in parties.choices(request.actor)
            if kind in services.PARTIES
            for pk, name in found
        ],
    )
    made: list[int] = []

    def act(data: Mapping[str, Any]) -> None:
        given = {name: value for name, value in data.items() if name != "organisation"}
        taken = services.Taken(
            **{**given, "kind": rules.Kind(data["kind"])}, organisation_id=data["organisation"]
        )
        made.append(services.record(taken, actor=request.actor, now=request.now))

    if acting.done(request, form, act):
        messages.success(request, gettext("The measure is on record; the party sees it."))
        return redirect("standing:measure", made[0])
    context = {
        "crumbs": [*_crumbs(), Crumb(_("Record a measure"))],
        "cancel_url": reverse("standing:measures"),
    }
    return acting.page(request, "standing/measures/form.html", form, context)


@gate.signed_in
@require_safe
def show(request: Request, measure: int) -> HttpResponse:
    """Show one measure."""
    line = pages_measures.one(measure, request.actor, periods.day(request.now))
    context = {
        "crumbs": [*_crumbs(), Crumb(line.organisation)],
        "line": line,
        "word": gettext(rules.LABELS[line.kind]),
        "chip": chip(line),
        "meta": [Fact("gavel", gettext(rules.LABELS[line.kind]))],
        "life": parts.life(MEASURE, line.state),
        "terms": [
            Term(_("Reason"), line.reason),
            Term(_("Attended by"), line.attendees),
            Term(_("Outcome"), line.outcome),
            Term(_("What is asked for"), line.follow_up),
        ],
        "acts": list(_acts(line, request.actor)),
        "lines": feed.lines([f"standing.measure:{line.id}"]),
    }
    return render(request, "standing/measures/detail.html", context)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: who may take it, what is asked, what is said."""

    permission: Permission
    verb: Verb
    form: type[ui.Form]
    said: StrOrPromise
    do: Callable[[Request, int, Mapping[str, Any]], None]
    icon: str


def _report(request: Request, measure: int, data: Mapping[str, Any]) -> None:
    services.report(measure, data["done"], actor=request.actor, now=request.now)


def _return(request: Request, measure: int, data: Mapping[str, Any]) -> None:
    services.send_back(
        measure, data["reason"], data["due_on"], actor=request.actor, now=request.now
    )


def _close(request: Request, measure: int, data: Mapping[str, Any]) -> None:
    services.close(measure, data["reason"], actor=request.actor, now=request.now)


STEPS = {
    "report": Step(
        Permission.MEASURE_ANSWER,
        Verb.REPORT,
        measure_forms.Done,
        _("The follow-up is with the office."),
        _report,
        "send",
    ),
    "close": Step(
        Permission.MEASURE_RECORD,
        Verb.CLOSE,
        measure_forms.Reason,
        _("The measure is closed."),
        _close,
        "check",
    ),
    "return": Step(
        Permission.MEASURE_RECORD,
        Verb.RETURN,
        measure_forms.More,
        _("The party is asked for more."),
        _return,
        "undo",
    ),
}


def view(name: str) -> Callable[..., HttpResponseBase]:
    """Return the page of one step."""
    step = STEPS[name]

    @require_http_methods(["GET", "HEAD", "POST"])
    @gate.signed_in
    def page(request: Request, measure: int) -> HttpResponse:
        line = pages_measures.one(measure, request.actor, periods.day(request.now), step.permission)
        MEASURE.after(line.state, step.verb)
        url = reverse("standing:measure", args=[measure])
        heading = gettext(MEASURE.labels[step.verb])
        context = {
            "crumbs": [*_crumbs(), Crumb(line.organisation, url), Crumb(heading)],
            "cancel_url": url,
            "line": line,
            "heading": heading,
            "consequence": line.follow_up,
            "rule": "R-015",
        }
        form = step.form(acting.posted(request))
        return acting.answered(
            request,
            "standing/notices/step.html",
            form,
            context,
            lambda data: step.do(request, measure, data),
            str(step.said),
        )

    return page


def chip(line: MeasureLine) -> Chip:
    """Return a measure's state as a chip; overdue is said."""
    if line.is_overdue:
        return Chip(Kind.BAD, gettext("Follow-up overdue"))
    return Chip(CHIPS[line.state], gettext(MEASURE.labels[line.state]))


def row(line: MeasureLine) -> dict[str, Any]:
    """Return a measure as lists show it."""
    return {
        **asdict(line),
        "url": reverse("standing:measure", args=[line.id]),
        "word": gettext(rules.LABELS[line.kind]),
        "chip": chip(line),
    }


def _acts(line: MeasureLine, actor: Actor) -> Iterator[Act]:
    for name, step in STEPS.items():
        if (line.state, step.verb) in MEASURE.steps and actor.may(step.permission):
            url = reverse(f"standing:measure-{name}", args=[line.id])
            look = "primary" if name != "return" else ""
            yield Act(gettext(MEASURE.labels[step.verb]), url, step.icon, look)


def _crumbs() -> list[Crumb]:
    return words.trail((_("Measures"), reverse("standing:measures")))


def _exported(request: Request, wish: listing.Wish) -> HttpResponse:
    today = periods.day(request.now)
    body = exporting.workbook(
        MEASURES,
        (asdict(line) for line in pages_measures.every(request.actor, wish, today)),
        printed_by=str(request.actor_label),
        filter_words="",
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{MEASURES.title}.xlsx", body, leaving.XLSX)
