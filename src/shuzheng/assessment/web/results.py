"""Pages of results: computed, looked at, confirmed, published; the national workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuzheng.assessment.access import Permission
from shuzheng.assessment.queries import heads
from shuzheng.assessment.queries import outcomes as queries
from shuzheng.assessment.queries import plans as plan_queries
from shuzheng.assessment.rules import plan as plan_rules
from shuzheng.assessment.rules import result as rules
from shuzheng.assessment.rules.result import Outcome, State
from shuzheng.assessment.services import reporting, results
from shuzheng.assessment.sheets import national_results
from shuzheng.assessment.web import plan_frames, signs, words
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.parts import Act, Fact, Figure
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from django.http import HttpResponse

    from shuzheng.assessment.queries.outcomes import Distribution, Line, PlanResults
    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor

COLUMNS = (
    listing.Column("name", _("Candidate"), sortable=True, lead=True),
    listing.Column("group", _("Class"), wide=True),
    listing.Column("score", _("Score"), numeric=True, sortable=True, short=_("score")),
    listing.Column("outcome", _("Result"), sortable=True, fixed=True),
    listing.Column("state", _("State"), hidden=True),
    listing.Column("act", _("Act"), end=True),
)
BINS = (
    listing.Column("range", _("Score"), lead=True),
    listing.Column("count", _("Candidates"), numeric=True),
)


class ResultFilters(forms.Form):
    """Which results are shown."""

    q = forms.CharField(label=_("Name or ticket number"), required=False)
    outcome = forms.ChoiceField(label=_("Result"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **kwargs)
        named = [(one.value, gettext(rules.OUTCOME_LABELS[one])) for one in Outcome]
        self.fields["outcome"].choices = [("", _("All results")), *named]  # type: ignore[attr-defined]


class ConfirmForm(ui.Form):
    """What the distribution showed."""

    finding = forms.CharField(
        label=_("What the distribution showed"),
        max_length=200,
        help_text=_("For instance: usual; or what is unusual, and why it holds all the same."),
    )


class SureForm(ui.Form):
    """Nothing to fill in."""


@require_safe
@gate.signed_in
def index(request: Request, pk: int) -> HttpResponse:
    """Show a plan's results with their distribution."""
    actor, today = request.actor, periods.day(request.now)
    view = queries.of(pk, actor)
    wish = listing.read(request.GET, COLUMNS, sort="name")
    filters = ResultFilters(request.GET)
    found = queries.lines(pk, actor, wish, **listing.chosen(filters))
    spread = queries.distribution(pk, actor, today)
    rows = [_row(line, view) for line in found.rows]
    releases = any(row["release"] for row in rows)
    context = {
        **plan_frames.frame(plan_queries.page(pk, actor, request.now), request, "results"),
        "view": view,
        "dates": list(_facts(view, request.now)),
        "spread": spread,
        "figures": _figures(spread) if spread.total else [],
        "bins_columns": BINS,
        "bins": _bins(spread),
        "usual": formats.rate(spread.peers_passed, spread.peers_sat),
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS if releases else COLUMNS[:-1],
            listing.Found(rows, found.total, found.page),
            filters=filters,
            caption=_("Results"),
            unit=_("results"),
            exports=(),
        ),
        "releases": releases,
        "acts": list(_acts(view, actor)),
        "lines": words.happened([f"assessment.plan:{pk}"]),
    }
    return render(request, "assessment/results/detail.html", context)


@require_POST
@gate.signed_in
def compute(request: Request, pk: int) -> HttpResponse:
    """Compute the results."""
    return acting.pressed(
        request,
        lambda: results.compute(pk, actor=request.actor, now=request.now),
        _("The results are computed. Look at their distribution before you confirm them."),
        reverse("assessment:results", args=[pk]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def confirm(request: Request, pk: int) -> HttpResponse:
    """Confirm the results after a look at their distribution."""
    row = heads.plan(pk, request.actor, Permission.RESULT_PUBLISH)
    form = ConfirmForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        results.confirm(pk, data["finding"], actor=request.actor, now=request.now)

    if acting.done(request, form, act):
        messages.success(request, gettext("The results are confirmed and can be published."))
        return redirect("assessment:results", pk)
    spread = queries.distribution(pk, request.actor, periods.day(request.now))
    context = {
        "crumbs": signs.crumbs(pk, row.name, _("Confirm the results")),
        "plan": row,
        "spread": spread,
        "figures": _figures(spread),
        "usual": formats.rate(spread.peers_passed, spread.peers_sat),
        "cancel_url": reverse("assessment:results", args=[pk]),
    }
    return acting.page(request, "assessment/results/confirm.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.signed_in
def publish(request: Request, pk: int) -> HttpResponse:
    """Publish the results, after a question that says what follows."""
    row = heads.plan(pk, request.actor, Permission.RESULT_PUBLISH)
    form = SureForm(acting.posted(request))
    published: list[int] = []

    def act(_data: Mapping[str, Any]) -> None:
        published.append(results.publish(pk, actor=request.actor, now=request.now))

    if acting.done(request, form, act):
        said = ngettext("{n} result is published.", "{n} results are published.", published[0])
        messages.success(request, said.format(n=formats.number(published[0])))
        return redirect("assessment:results", pk)
    spread = queries.distribution(pk, request.actor, periods.day(request.now))
    context = {
        "crumbs": signs.crumbs(pk, row.name, _("Publish the results")),
        "plan": row,
        "total": spread.total - spread.outcomes[Outcome.HELD_BACK],
        "held": spread.outcomes[Outcome.HELD_BACK],
        "cancel_url": reverse("assessment:results", args=[pk]),
    }
    return acting.page(request, "assessment/results/publish.html", form, context)


@require_POST
@gate.signed_in
def release(request: Request, pk: int) -> HttpResponse:
    """Publish one result that was held back."""
    plan_id = queries.plan_of(pk, request.actor)
    return acting.pressed(
        request,
        lambda: results.release(pk, actor=request.actor, now=request.now),
        _("The result is published."),
        reverse("assessment:results", args=[plan_id]),
    )


@require_POST
@gate.signed_in
def national(request: Request, pk: int) -> HttpResponse:
    """Hand the results over to the national platform, as its workbook."""
    rows = reporting.hand_over(pk, actor=request.actor, now=request.now)
    return leaving.workbook(request, national_results.RESULTS, iter(rows), said="", kind="xlsx")


def _row(line: Line, view: PlanResults) -> dict[str, Any]:
    held = line.outcome == Outcome.HELD_BACK
    return {
        "line": line,
        "chip": signs.outcome_chip(line.outcome),
        "state": gettext(rules.RESULT.labels[line.state]),
        "release": reverse("assessment:result-release", args=[line.id])
        if held and view.is_own and view.published_at
        else "",
        "changed": line.version > 1,
        "out": line.state == State.PUBLISHED,
    }


def _facts(view: PlanResults, now: datetime) -> Iterator[Fact]:
    if view.published_at:
        said = gettext("Published {day}").format(day=formats.instant(view.published_at, now))
        yield Fact("send", said)
    elif view.results_due_on:
        due = formats.day_words(view.results_due_on, now)
        yield Fact("clock", gettext("Due {day}").format(day=due))
    if view.review_until:
        until = formats.day_words(view.review_until, now)
        yield Fact("chat", gettext("Reviews until {day}").format(day=until))
    yield Fact("sign", signs.rule_in_words(view.pass_rule, view.parts))


def _figures(spread: Distribution) -> list[Figure]:
    passed, sat = spread.outcomes[Outcome.PASSED], spread.sat
    others = sum(
        spread.outcomes[one] for one in (Outcome.ABSENT, Outcome.ANNULLED, Outcome.HELD_BACK)
    )
    return [
        Figure(_("Passed"), formats.number(passed), note=f"{passed} / {sat}"),
        Figure(_("Pass rate"), formats.rate(passed, sat), note=_("of those who sat")),
        Figure(_("Mean score"), spread.mean or "—"),
        Figure(_("Absent, annulled or held back"), formats.number(others)),
    ]


def _bins(spread: Distribution) -> list[tuple[str, int]]:
    last = len(spread.bins) - 1
    return [
        (f"{n * 10}–{100 if n == last else n * 10 + 9}", count)
        for n, count in enumerate(spread.bins)
    ]


def _acts(view: PlanResults, actor: Actor) -> Iterator[Act]:
    pk, state = view.plan_id, view.plan_state
    if view.is_own and actor.may(Permission.RESULT_PUBLISH):
        yield from _steps(view, pk, state)
    if view.is_own and actor.may(Permission.REVIEW_ANSWER) and view.published_at:
        yield Act(_("See the reviews"), reverse("assessment:reviews"), "chat")
    if view.is_own and actor.may(Permission.RESULT_PUBLISH) and view.published_at:
        yield Act(
            _("Workbook for the national platform"),
            reverse("assessment:results-national", args=[pk]),
            "sheet",
            post=True,
        )


def _steps(view: PlanResults, pk: int, state: plan_rules.State) -> Iterator[Act]:
    if state == plan_rules.State.SCORING:
        barred = ""
        if view.sheets_open:
            said = ngettext(
                "{n} mark is not locked yet.", "{n} marks are not locked yet.", view.sheets_open
            )
            barred = said.format(n=formats.number(view.sheets_open))
        label = _("Compute the results again") if view.computed else _("Compute the results")
        yield Act(
            label,
            reverse("assessment:results-compute", args=[pk]),
            "refresh",
            "" if view.computed else "primary",
            post=True,
            barred=barred,
            rule="R-109" if barred else "",
        )
        if view.computed:
            url = reverse("assessment:results-confirm", args=[pk])
            yield Act(_("Confirm the results"), url, "check", "primary")
    if state == plan_rules.State.RESULTS_REVIEWED:
        url = reverse("assessment:results-publish", args=[pk])
        yield Act(_("Publish the results…"), url, "send", "primary", dialog=True)
