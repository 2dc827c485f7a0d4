"""Problems reported by institutions: the list, one of them, and what is done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Fact, Figure, Kind, Term
from shuzheng.foundation.web import acting, gate
from shuzheng.pilots.access import Permission
from shuzheng.pilots.queries import pages_cases
from shuzheng.pilots.rules import cases as rules
from shuzheng.pilots.rules.cases import PROBLEM, Category, ProblemState, ProblemVerb
from shuzheng.pilots.services import problems as services
from shuzheng.pilots.web import case_forms, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.pilots.queries.pages_cases import ProblemLine

COLUMNS = (
    listing.Column("problem", _("Problem"), lead=True),
    listing.Column("institution", _("Institution"), wide=True),
    listing.Column("category", _("Kind of problem")),
    listing.Column("reported", _("Reported on"), sortable=True, short=_("reported on")),
    listing.Column("owner", _("Owner")),
    listing.Column("state", _("State"), fixed=True),
    listing.Column("due", _("Deadline"), sortable=True, end=True),
)
VIEWS = {"open": _("Not settled"), "settled": _("Settled"), "all": _("All")}
CHIPS = {
    ProblemState.REPORTED: (Kind.WAIT, ""),
    ProblemState.IN_HAND: (Kind.RUN, ""),
    ProblemState.SETTLED: (Kind.OK, ""),
}
SHOWN = 40
"""How many characters of a problem stand for it in a list."""

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the problems within reach, with how many there are of each category."""
    actor = request.actor
    actor.require(Permission.PROBLEM_VIEW)
    wish = listing.read(request.GET, COLUMNS, sort="reported", views=tuple(VIEWS))
    filters = case_forms.ProblemFilters(request.GET)
    found = pages_cases.problems(actor, wish, **listing.chosen(filters))
    counts = pages_cases.problem_counts(actor)
    context = {
        "crumbs": [Crumb(_("Desk"), "/desk/"), Crumb(_("Reported problems"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(view, label, counts[view]) for view, label in VIEWS.items()],
            caption=_("Reported problems"),
            unit=_("problems"),
            exports=(),
        ),
        "figures": _figures(actor),
        "may_report": actor.may(Permission.PROBLEM_REPORT),
    }
    return render(request, "pilots/problems/list.html", context)


@form_methods
@gate.signed_in
def report(request: Request) -> HttpResponse:
    """Report a problem; a plan's page brings its number and certificate along."""
    request.actor.require(Permission.PROBLEM_REPORT)
    own = pages_cases.own_certificates(request.actor)
    asked = acting.key(request.GET.get("certificate", ""))
    initial = {
        "about": request.GET.get("plan", "")[:40],
        "certificate": next((pk for pk, _code, _name in own if pk == asked), None),
        "category": Category.ASSESSMENT if "plan" in request.GET else Category.TRAINING,
    }
    form = case_forms.Problem(
        acting.posted(request),
        certificates=[(pk, f"{code} {name}") for pk, code, name in own],
        initial=initial,
    )

    def act(data: Mapping[str, Any]) -> None:
        services.report(
            Category(data["category"]),
            data["text"],
            certificate_type_id=data["certificate"],
            about=data["about"],
            actor=request.actor,
            now=request.now,
        )

    context = {
        "crumbs": [*crumbs(), Crumb(_("Report a problem"))],
        "cancel_url": reverse("pilots:problems"),
        "heading": _("Report a problem"),
        "consequence": _(
            "Your institution, your city and the office read it; organisations never."
        ),
        "submit": _("Report the problem"),
        "rule": "R-059",
    }
    said = gettext("The problem is with the office.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


@require_safe
@gate.signed_in
def show(request: Request, pk: int) -> HttpResponse:
    """Show one problem."""
    line = pages_cases.problem(pk, request.actor)
    category = gettext(rules.CATEGORIES[line.category])
    context = {
        "crumbs": [*crumbs(), Crumb(category)],
        "line": line,
        "category": category,
        "chip": _chip(line),
        "meta": [
            Fact("building", line.institution),
            Fact("calendar", line.reported_on.isoformat()),
        ],
        "life": words.way(PROBLEM, line.state, {}, {}),
        "acts": list(_acts(line, request.actor)),
        "terms": [
            Term(_("Certificate"), line.certificate),
            Term(_("Number of the plan"), line.about),
            Term(_("Owner"), line.owner),
            Term(_("To be settled by"), line.due_on.isoformat() if line.due_on else ""),
            Term(_("Settled on"), line.settled_on.isoformat() if line.settled_on else ""),
        ],
    }
    return render(request, "pilots/problems/detail.html", context)


@form_methods
@gate.signed_in
def take_up(request: Request, pk: int) -> HttpResponse:
    """Say who settles a problem, and by when."""
    line = pages_cases.problem(pk, request.actor, Permission.PROBLEM_ANSWER)
    PROBLEM.after(line.state, ProblemVerb.TAKE_UP)
    initial = {"owner": line.owner, "due_on": line.due_on}
    form = case_forms.TakeUp(acting.posted(request), initial=initial)

    def act(data: Mapping[str, Any]) -> None:
        services.take_up(pk, data["owner"], data["due_on"], actor=request.actor, now=request.now)

    context = {
        **_frame(line),
        "heading": _("Take the problem up"),
        "submit": _("Take it up"),
        "rule": "R-016",
    }
    said = gettext("The problem is in hand.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def settle(request: Request, pk: int) -> HttpResponse:
    """Settle a problem with an answer."""
    line = pages_cases.problem(pk, request.actor, Permission.PROBLEM_ANSWER)
    PROBLEM.after(line.state, ProblemVerb.SETTLE)
    form = case_forms.Words(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        services.settle(pk, data["words"], actor=request.actor, now=request.now)

    context = {
        **_frame(line),
        "heading": _("Settle the problem"),
        "consequence": _("The institution reads the answer."),
        "submit": _("Settle it"),
        "rule": "R-016",
    }
    said = gettext("The problem is settled.")
    return acting.answered(request, "pilots/form.html", form, context, act, said)


def crumbs() -> list[Crumb]:
    """Return the way to a problem."""
    return [Crumb(_("Desk"), "/desk/"), Crumb(_("Reported problems"), reverse("pilots:problems"))]


def _frame(line: ProblemLine) -> dict[str, Any]:
    url = reverse("pilots:problem", args=[line.id])
    category = gettext(rules.CATEGORIES[line.category])
    return {
        "crumbs": [*crumbs(), Crumb(category, url)],
        "cancel_url": url,
        "name": line.institution,
    }


def _acts(line: ProblemLine, actor: Actor) -> Iterator[Act]:
    if actor.may(Permission.PROBLEM_ANSWER):
        for verb, name, kind in (
            (ProblemVerb.TAKE_UP, "take-up", "primary"),
            (ProblemVerb.SETTLE, "settle", ""),
        ):
            if PROBLEM.allows(line.state, verb):
                url = reverse(f"pilots:problem-{name}", args=[line.id])
                yield Act(gettext(PROBLEM.labels[verb]), url, "check", kind)
    if actor.may(Permission.CASE_OPEN) and line.certificate:
        yield Act(_("Open a case against the organisation"), reverse("pilots:case-new"), "gavel")


def _figures(actor: Actor) -> list[Figure]:
    """Return how many problems there are of each category that has any."""
    return [
        Figure(
            gettext(rules.CATEGORIES[category]),
            str(every),
            note=gettext("{count} settled").format(count=settled),
            url=f"{reverse('pilots:problems')}?view=all&category={category}",
        )
        for category, (every, settled) in pages_cases.by_category(actor).items()
        if every
    ]


def _chip(line: ProblemLine) -> Chip:
    kind, icon = CHIPS[line.state]
    return Chip(kind, gettext(PROBLEM.labels[line.state]), icon)


def _row(one: ProblemLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("pilots:problem", args=[one.id]),
        "name": one.text if len(one.text) <= SHOWN else f"{one.text[:SHOWN]}…",
        "sub": one.certificate,
        "institution": one.institution,
        "category": gettext(rules.CATEGORIES[one.category]),
        "reported": one.reported_on,
        "owner": one.owner,
        "chip": _chip(one),
        "due": None if one.state is ProblemState.SETTLED else one.due_on,
    }
