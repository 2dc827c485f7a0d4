"""The catalogue review for the office and the department: years, one of them, its ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from shuzheng.adjustment.access import Permission
from shuzheng.adjustment.queries import own as mine
from shuzheng.adjustment.queries import pages
from shuzheng.adjustment.rules.proposal import Fate
from shuzheng.adjustment.rules.review import REVIEW, State
from shuzheng.adjustment.services import opening
from shuzheng.adjustment.sheets.ranking import RANKING
from shuzheng.adjustment.web import shown, stepping, words
from shuzheng.catalogue.rules import standing
from shuzheng.catalogue.rules.standing import KIND
from shuzheng.foundation.ui import listing, parts
from shuzheng.foundation.ui.parts import Chip, Crumb, Fact, Kind
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.governance.queries import public_panels
from shuzheng.identity.queries import feed
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.adjustment.queries.own import Affected
    from shuzheng.foundation.web.request import Request

YEARS = (
    listing.Column("year", _("Catalogue review"), lead=True),
    listing.Column("opened", _("Opened on"), short=_("Opened on")),
    listing.Column("number", _("Number of the decision"), wide=True),
    listing.Column("effective", _("In effect from"), short=_("In effect from")),
    listing.Column("state", _("State"), fixed=True, end=True),
)
PLACES = (
    listing.Column("name", _("Certificate"), lead=True),
    listing.Column("rank", _("Rank"), numeric=True, short=_("Rank"), sortable=True),
    listing.Column("coldness", _("Coldness H"), numeric=True, short=_("Coldness H")),
    listing.Column("registered", _("Registrations"), numeric=True, short=_("Registrations")),
    listing.Column("before", _("Two years ago"), numeric=True, short=_("Two years ago")),
    listing.Column("institutions", _("Institutions"), numeric=True, short=_("Institutions")),
    listing.Column("trend", _("Trend g"), numeric=True, short=_("Trend g")),
    listing.Column("demand", _("Demand D"), numeric=True, short=_("Demand D")),
    listing.Column("met", _("Match M"), numeric=True, short=_("Match M")),
    listing.Column("advice", _("What follows"), fixed=True, end=True),
)
OWN = (
    listing.Column("name", _("Certificate"), lead=True),
    listing.Column("list", _("What the list says"), wide=True),
    listing.Column("closing", _("Last day"), short=_("Last day")),
    listing.Column("state", _("State"), fixed=True, end=True),
)
STANDING = {
    standing.State.LISTED: Kind.OFF,
    standing.State.IN_USE: Kind.OK,
    standing.State.WATCH: Kind.WAIT,
    standing.State.PHASING_OUT: Kind.BAD,
    standing.State.CLOSED: Kind.OFF,
}


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List the years."""
    lines = pages.listed(request.actor)
    wish = listing.read(request.GET, YEARS)
    rows = [
        {
            "line": one,
            "name": words.year(one.year),
            "url": reverse("adjustment:review", args=[one.id]),
            "chip": words.chip(one.state),
        }
        for one in lines
    ]
    context = {
        "crumbs": [words.crumbs()[0], Crumb(_("Catalogue review"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            YEARS,
            listing.cut_list(rows, wish),
            caption=_("Catalogue review"),
            unit=_("years"),
            exports=(),
        ),
        "opens": _opens(request, {one.year for one in lines}),
    }
    return render(request, "adjustment/list.html", context)


def _opens(request: Request, years: set[int]) -> int:
    """Return the year whose review the office may open now; 0 where there is none."""
    if not request.actor.may(Permission.REVIEW_PREPARE):
        return 0
    year = opening.newest_due(periods.day(request.now))
    return 0 if year in years else year


@gate.signed_in
@require_POST
def begin(request: Request) -> HttpResponse:
    """Open the newest review that is due."""
    year = opening.newest_due(periods.day(request.now))

    def act() -> None:
        opening.open_year(year, actor=request.actor, now=request.now)

    url = reverse("adjustment:reviews")
    return acting.pressed(request, act, gettext("The review is open."), url)


@gate.signed_in
@require_safe
def show(request: Request, review: int) -> HttpResponse:
    """Show one year's review."""
    page = pages.one(review, request.actor)
    line = page.line
    context = {
        "crumbs": [*words.crumbs(), Crumb(str(line.year))],
        "page": page,
        "heading": words.year(line.year),
        "chip": words.chip(line.state),
        "meta": [Fact("calendar", str(line.year))],
        "life": parts.life(REVIEW, line.state),
        "acts": list(stepping.acts(page, request.actor)),
        "figures": shown.figures_of(page),
        "lines": [shown.line_of(one, line.id) for one in page.lines],
        "columns": shown.LINES,
        "additions": page.additions,
        "may_write": line.state is State.EXPERT_REVIEW
        and request.actor.may(Permission.REVIEW_PREPARE),
        "terms": shown.terms_of(page),
        "panel": public_panels.of_review(line.year, request.actor),
        "gaps": shown.gaps_of(page),
        "stands": pages.stands(page.outcome),
        "fell": pages.fell(page.outcome),
        "happened": feed.lines([f"adjustment.review:{line.id}"]),
    }
    return render(request, "adjustment/detail.html", context)


@gate.signed_in
@require_safe
def ranking(request: Request, review: int) -> HttpResponse:
    """List every certificate of the cut by rank, with each part of its coldness."""
    page = pages.one(review, request.actor)
    frozen = shown.frozen_of(page)
    wish = listing.read(request.GET, PLACES, sort="rank", size=50)
    rows = [shown.place_of(one, frozen, review) for one in frozen.ranking.places]
    if wish.export:
        return leaving.workbook(request, RANKING, shown.exported(frozen), kind=wish.export)
    context = {
        "crumbs": [
            *words.crumbs(),
            Crumb(str(page.line.year), reverse("adjustment:review", args=[review])),
            Crumb(_("Ranking")),
        ],
        "page": page,
        "heading": words.year(page.line.year),
        "listing": listing.Listing(
            request.GET,
            wish,
            PLACES,
            listing.cut_list(rows[::-1] if wish.descending else rows, wish),
            caption=_("Ranking"),
            unit=_("certificates"),
        ),
    }
    return render(request, "adjustment/ranking.html", context)


@gate.signed_in
@require_safe
def certificate(request: Request, review: int, code: str) -> HttpResponse:
    """Show one certificate of the cut: every input with its source, every part, what follows."""
    page = pages.one(review, request.actor)
    context = shown.certificate_of(page, code)
    url = reverse("adjustment:review", args=[review])
    may = page.line.state is State.EXPERT_REVIEW and request.actor.may(Permission.REVIEW_PREPARE)
    return render(
        request,
        "adjustment/certificate.html",
        {
            **context,
            "crumbs": [*words.crumbs(), Crumb(str(page.line.year), url), Crumb(code)],
            "acts": [stepping.change_act(review, code)] if may else [],
        },
    )


@gate.signed_in
@require_safe
def own(request: Request) -> HttpResponse:
    """Show an institution or organisation what the lists mean for it."""
    rows = [_affected(one) for one in mine.affected(request.actor)]
    wish = listing.read(request.GET, OWN)
    context = {
        "crumbs": [words.crumbs()[0], Crumb(_("Catalogue review"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            OWN,
            listing.cut_list(rows, wish),
            caption=_("Catalogue review"),
            unit=_("certificates"),
            exports=(),
        ),
    }
    return render(request, "adjustment/own.html", context)


def _affected(one: Affected) -> dict[str, Any]:
    review, said = one.review, ""
    if review and one.line:
        said = f"{words.year(review.year)}：{words.fate(one.line.fate).word}"
    on_show = review is not None and review.state is State.IN_PUBLICITY
    return {
        "one": one,
        "said": said,
        "reason": words.ground(one.line.ground) if one.line else "",
        "url": reverse("adjustment:public-review", args=[review.uid]) if review else "",
        "objects": reverse("gazette:document-object", args=[review.publicity_id])
        if on_show and review and review.publicity_id
        else "",
        "drops": bool(one.line and one.line.fate is Fate.DROP),
        "chip": Chip(STANDING[one.state], gettext(KIND.labels[one.state])),
    }
