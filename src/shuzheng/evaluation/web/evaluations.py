"""The annual evaluation for the office and the department: the years, one of them, its parties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.queries import pages
from shuzheng.evaluation.rules import evaluation as rules
from shuzheng.evaluation.rules import indicators, scoring
from shuzheng.evaluation.rules.evaluation import EVALUATION, State, Verb
from shuzheng.evaluation.rules.indicators import Kind
from shuzheng.evaluation.services import drafting
from shuzheng.evaluation.sheets.results import RESULTS
from shuzheng.evaluation.web import forms, shown, stepping, words
from shuzheng.foundation.ui import formats, listing, parts
from shuzheng.foundation.ui.parts import Crumb, Fact, Figure, Term
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.identity.queries import feed
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from shuzheng.evaluation.queries.pages import EvaluationLine, EvaluationPage
    from shuzheng.foundation.web.request import Request

YEARS = (
    listing.Column("name", _("Annual evaluation"), lead=True),
    listing.Column("number", _("Number of the result"), wide=True),
    listing.Column("published", _("Published on"), short=_("Published on")),
    listing.Column("state", _("State"), fixed=True, end=True),
)
INDICATORS = (
    listing.Column("name", _("Indicator"), lead=True),
    listing.Column("figure", _("Figure"), short=_("Figure")),
    listing.Column("counted", _("Counted by"), wide=True),
    listing.Column("weight", _("Weight"), numeric=True, short=_("Weight"), end=True),
)
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List the evaluations."""
    rows = [
        {
            "line": one,
            "name": words.name(one.kind, one.year),
            "url": reverse("evaluation:evaluation", args=[one.id]),
            "chip": words.chip(one.state),
        }
        for one in pages.listed(request.actor)
    ]
    wish = listing.read(request.GET, YEARS)
    context = {
        "crumbs": [words.crumbs()[0], Crumb(_("Annual evaluation"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            YEARS,
            listing.cut_list(rows, wish),
            caption=_("Annual evaluation"),
            unit=_("evaluations"),
            exports=(),
        ),
        "may_draft": request.actor.may(Permission.EVALUATION_PREPARE),
    }
    return render(request, "evaluation/list.html", context)


@form_methods
@gate.signed_in
def draft(request: Request) -> HttpResponse:
    """Draft the indicators of a kind for a year."""
    request.actor.require(Permission.EVALUATION_PREPARE)
    year = periods.day(request.now).year
    form = forms.Drafting(
        acting.posted(request), initial={"year": year, "kind": Kind.INSTITUTION.value}
    )
    heading = gettext("Draft the indicators")
    context = {
        "crumbs": [*words.crumbs(), Crumb(heading)],
        "heading": heading,
        "submit": heading,
        "consequence": _("The weights are those of the rulebook; they can be changed before."),
        "rule": "R-218",
        "cancel_url": reverse("evaluation:evaluations"),
    }

    def act(data: dict[str, Any]) -> HttpResponse:
        made = drafting.draft(
            Kind(data["kind"]), data["year"], actor=request.actor, now=request.now
        )
        return redirect("evaluation:evaluation", made)

    return acting.form(request, "evaluation/form.html", context, form, act)


@form_methods
@gate.signed_in
def weigh(request: Request, evaluation: int) -> HttpResponse:
    """Give the indicators other weights before they are published."""
    found = pages.one(evaluation, request.actor, Permission.EVALUATION_PREPARE)
    line = found.line
    EVALUATION.after(line.state, Verb.PUBLISH_SET)
    form = forms.Weighing(acting.posted(request), kind=line.kind, initial=dict(line.weights))

    def act(data: Mapping[str, Any]) -> None:
        drafting.weigh(evaluation, dict(data), actor=request.actor, now=request.now)

    context = stepping.frame(line, gettext("Change the weights"))
    context |= {
        "consequence": _("They make 100 together; 0 leaves an indicator out."),
        "rule": "R-218",
    }
    done = gettext("The weights are changed.")
    return acting.answered(request, "evaluation/form.html", form, context, act, done)


@gate.signed_in
@require_safe
def show(request: Request, evaluation: int) -> HttpResponse:
    """Show one evaluation."""
    page = pages.one(evaluation, request.actor)
    line = page.line
    context = {
        "crumbs": [*words.crumbs(), Crumb(str(line.year))],
        "page": page,
        "heading": words.name(line.kind, line.year),
        "chip": words.chip(line.state),
        "meta": [Fact("calendar", str(line.year))],
        "life": parts.life(EVALUATION, line.state, notes=_days(line)),
        "acts": list(stepping.acts(page, request.actor, request.now)),
        "figures": _figures(page),
        "columns": INDICATORS,
        "indicators": indicator_rows(line),
        "share": _share(page, request),
        "grades": [(words.grade(grade), count) for grade, count in page.grades.items() if count],
        "uses": [(gettext(rules.USES[one.use]), one) for one in page.uses],
        "terms": _terms(page),
        "note": stepping.note(line),
        "happened": feed.lines([f"evaluation.evaluation:{line.id}"]),
    }
    return render(request, "evaluation/detail.html", context)


@gate.signed_in
@require_safe
def results(request: Request, evaluation: int) -> HttpResponse:
    """List the parties of an evaluation with their scores, and give the list as a workbook."""
    page = pages.one(evaluation, request.actor)
    wish = listing.read(
        request.GET, shown.RESULTS, sort="name", views=("all", "mine", "contested"), size=50
    )
    if wish.export:
        rows = shown.exported(request.actor, page)
        sheet = RESULTS[page.line.kind]
        return leaving.workbook(request, sheet, rows, kind=wish.export)
    filters = forms.PartyFilters(request.GET)
    said = listing.chosen(filters)
    found = pages.parties(request.actor, wish, evaluation, **said)
    counts = pages.counts(request.actor, evaluation)
    context = {
        "crumbs": [
            *words.crumbs(),
            Crumb(str(page.line.year), reverse("evaluation:evaluation", args=[evaluation])),
            Crumb(_("Evaluated parties")),
        ],
        "heading": words.name(page.line.kind, page.line.year),
        "listing": listing.Listing(
            request.GET,
            wish,
            shown.RESULTS,
            listing.Found(shown.scored(page, found.rows), found.total, found.page),
            filters=filters,
            saved=[listing.View(key, shown.VIEWS[key], counts[key]) for key in shown.VIEWS],
            caption=_("Evaluated parties"),
            unit=_("parties"),
        ),
    }
    return render(request, "evaluation/results.html", context)


def indicator_rows(line: EvaluationLine) -> list[dict[str, Any]]:
    """Return the indicators of an evaluation with their weights, for a table."""
    return [
        {
            "key": one.key,
            "name": gettext(one.name),
            "figure": one.figure,
            "weight": f"{line.weights[one.key]}%",
            "told": [
                gettext(indicators.INPUTS[part])
                for part in one.parts
                if part in indicators.TOLD[line.kind]
            ],
        }
        for one in indicators.SETS[line.kind]
    ]


def _share(page: EvaluationPage, request: Request) -> int:
    """Return the points of the comprehensive evaluation; 0 where the kind has none."""
    if page.line.kind is not Kind.INSTITUTION:
        return 0
    if page.kept:
        return page.kept.head.terms.share
    today = periods.day(request.now)
    return scoring.terms(page.line.kind, page.line.weights, today, stepping.book()).share


def _figures(page: EvaluationPage) -> list[Figure]:
    if page.kept is None:
        return []
    url = reverse("evaluation:results", args=[page.line.id])
    made = [
        Figure(_("Evaluated parties"), formats.number(page.subjects), url=url),
        Figure(_("Self-checks handed in"), formats.number(page.stated)),
    ]
    if page.line.kind in indicators.IN_CITIES:
        made.append(Figure(_("Opinions of city bureaus"), formats.number(page.opined)))
    made.append(
        Figure(
            _("Objections"),
            formats.number(page.objected),
            note=gettext("{count} unanswered").format(count=page.unanswered),
            url=f"{url}?view=contested",
        )
    )
    return made


def _days(line: EvaluationLine) -> dict[State, str]:
    days = {
        State.INDICATOR_SET_PUBLISHED: line.published_set_on,
        State.DATA_FROZEN: line.frozen_on,
        State.SELF_CHECK: line.check_by,
        State.CITY_OPINION: line.opinion_by,
        State.SCORED: line.contest_by,
        State.HEARD: line.heard_on,
        State.DECIDED: line.decided_on,
        State.PUBLISHED: line.published_on,
    }
    return {state: day.isoformat() for state, day in days.items() if day}


def _terms(page: EvaluationPage) -> list[Term]:
    kept, line = page.kept, page.line
    said = [(_("Figures from sheets"), formats.number(page.inputs))]
    if kept:
        days = f"{kept.head.since.isoformat()} – {kept.head.until.isoformat()}"
        said += [
            (_("Figures of the days"), days),
            (_("Figures counted on"), kept.head.on.isoformat()),
        ]
    if line.number:
        said.append((_("Number of the result"), line.number))
    return [Term(label, value) for label, value in said]
