"""The dashboards: one's own, those within reach, and the province as anybody sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shuzheng.foundation import jobs
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Crumb, Tab
from shuzheng.foundation.web import gate
from shuzheng.insight import access
from shuzheng.insight.access import Permission
from shuzheng.insight.core.dimensions import Dimension, ScopeKind
from shuzheng.insight.queries import dashboard
from shuzheng.insight.queries.dashboard.values import DIMENSIONS, OPEN_DIMENSIONS
from shuzheng.insight.queries.showing import summary, tables, words
from shuzheng.insight.services import exporting
from shuzheng.insight.web import workbooks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse, QueryDict

    from shuzheng.foundation.web.request import Request
    from shuzheng.insight.access import Scope
    from shuzheng.insight.queries.dashboard import Dashboard

LONGEST_YEAR = 4


@require_safe
@gate.signed_in
def own(request: Request) -> HttpResponse:
    """Show the figures that are the visitor's own."""
    return _page(request, access.own(request.actor))


@require_safe
@gate.signed_in
def scope(request: Request, kind: str, code: str = "") -> HttpResponse:
    """Show the figures of a scope within reach, or the province's as anybody sees them."""
    return _page(request, access.scope(kind, code, request.actor))


@require_POST
@gate.signed_in
def take_cut(request: Request) -> HttpResponse:
    """Ask for a new cut and show how it goes."""
    request.actor.require(Permission.CUT_TAKE)
    job = jobs.enqueue("insight.cut.take", actor=request.actor, now=request.now)
    return redirect("jobs:job", job.uid)


def _page(request: Request, found: Scope) -> HttpResponse:
    known = DIMENSIONS[found.kind] if found.is_own else OPEN_DIMENSIONS
    wish, year = asked(request.GET, known, own=found.is_own)
    shown = dashboard.dashboard(found, year=year, dimension=wish.view)
    if shown is None:
        return render(request, "insight/no_cut.html", {"may_cut": _may_cut(request)})
    if wish.export:
        lines = tables.ordered(shown.breakdown.lines, wish)
        exporting.note(
            shown.cut.id,
            found,
            str(shown.breakdown.dimension),
            len(lines),
            actor=request.actor,
            now=request.now,
        )
        return workbooks.breakdown(request, lines, title(shown))
    drills = found.is_own and request.actor.may(Permission.ROWS_VIEW)
    context = parts(request.GET, shown, wish, drills=drills) | {
        "crumbs": _crumbs(request, found),
        "may_cut": _may_cut(request),
        "may_see_departments": request.actor.may(Permission.DEPARTMENTS_VIEW),
        "may_cover": request.actor.may(Permission.COVERAGE_VIEW),
        "may_weigh_effort": request.actor.may(Permission.EFFORT_VIEW),
        "province_url": reverse("insight:province"),
    }
    return render(request, "insight/dashboard.html", context)


def asked(params: QueryDict, known: Sequence[Dimension], *, own: bool) -> tuple[listing.Wish, int]:
    """Read an address: the breakdown with its order, and the year (0 for the present one)."""
    view = params.get("view", "")
    dimension = view if view in known else known[0]
    columns = words.columns(dimension, own=own)
    wish = listing.read(params, columns, views=[dimension], size=50)
    year = params.get("year", "")
    plain = len(year) == LONGEST_YEAR and year.isascii() and year.isdigit()
    return wish, int(year) if plain else 0


def parts(
    params: QueryDict, shown: Dashboard, wish: listing.Wish, *, drills: bool
) -> dict[str, Any]:
    """Return what the page of a dashboard is drawn from."""
    own_figures = shown.scope.is_own
    columns = words.columns(shown.breakdown.dimension, own=own_figures)
    lines = tables.ordered(shown.breakdown.lines, wish)
    cut = listing.cut_list(lines, wish)
    rows = [tables.row(line, shown, columns, drills=drills) for line in cut.rows]
    table = listing.Listing(
        params,
        wish,
        columns,
        listing.Found(rows, cut.total, cut.page),
        caption=words.DIMENSIONS[shown.breakdown.dimension],
        unit=_("lines"),
    )
    return {
        "shown": shown,
        "title": title(shown),
        "summary": summary.summary(shown, params, drills=drills),
        "listing": table,
        "tabs": [
            Tab(words.DIMENSIONS[one], summary.changed(params, view=one), current=one == wish.view)
            for one in shown.dimensions
        ],
        "use": tables.use_terms(shown),
        "years": [
            Tab(str(year), summary.changed(params, year=str(year)), current=year == shown.year)
            for year in shown.years
        ],
    }


def title(shown: Dashboard) -> str:
    """Return whose figures these are, of which year."""
    return _("%(scope)s, %(year)s") % {"scope": shown.scope.name, "year": shown.year}


def _may_cut(request: Request) -> bool:
    return request.actor.may(Permission.CUT_TAKE)


def _crumbs(request: Request, found: Scope) -> list[Crumb]:
    way = [Crumb(_("Figures"), reverse("insight:figures"))]
    if found.kind != ScopeKind.PROVINCE and access.own(request.actor).kind == ScopeKind.PROVINCE:
        way.append(Crumb(access.province(own=True).name, reverse("insight:province")))
    return [*way, Crumb(found.name)]
