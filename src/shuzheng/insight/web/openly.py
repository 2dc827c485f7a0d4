"""The figures that anybody may see: the province's, small groups hidden, leading nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from shuzheng.insight import access
from shuzheng.insight.queries import dashboard
from shuzheng.insight.queries.dashboard.values import OPEN_DIMENSIONS
from shuzheng.insight.queries.showing import tables
from shuzheng.insight.web import figures as pages
from shuzheng.insight.web import workbooks

if TYPE_CHECKING:
    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request


@require_safe
def figures(request: Request) -> HttpResponse:
    """Show the province's figures to anybody; a workbook of them is nobody's secret either."""
    wish, year = pages.asked(request.GET, OPEN_DIMENSIONS, own=False)
    shown = dashboard.open_dashboard(access.province(own=False), year=year, dimension=wish.view)
    if shown is None:
        return render(request, "insight/open_empty.html")
    if wish.export:
        lines = tables.ordered(shown.breakdown.lines, wish)
        return workbooks.breakdown(request, lines, pages.title(shown))
    return render(request, "insight/open.html", pages.parts(request.GET, shown, wish, drills=False))
