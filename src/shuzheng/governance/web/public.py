"""The province's plan for everybody: milestones with what is late, and the three lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Crumb, Figure
from shuzheng.governance.queries import milestones as stones
from shuzheng.governance.queries import plans as queries
from shuzheng.governance.rules.milestone import State, Timing
from shuzheng.governance.rules.plan import LISTS, List
from shuzheng.governance.web import milestones, plans, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.governance.queries.milestones import MilestoneLine
    from shuzheng.governance.queries.plans import PlanPage

ROWS = (
    listing.Column("name", pgettext_lazy("list", "Name"), sortable=True, lead=True),
    listing.Column("place", _("City"), sortable=True),
    listing.Column("detail", _("Remark"), wide=True),
)


@require_safe
def index(request: Request) -> HttpResponse:
    """Show the plan in force, the newest; where there is none, say so."""
    return _shown(request, queries.in_force())


@require_safe
def show(request: Request, plan: int) -> HttpResponse:
    """Show one edition that was published."""
    return _shown(request, queries.public(plan))


@require_safe
def rows(request: Request, plan: int, kind: str) -> HttpResponse:
    """Show one list of a published edition."""
    page, one = queries.public(plan), plans.list_of(kind)
    wish = listing.read(request.GET, ROWS, sort="place")
    found = [
        {"id": row.code, "name": row.name, "place": row.place, "detail": row.detail}
        for row in page.lists[one]
    ]
    key = wish.sort or "place"
    found.sort(key=lambda row: (row[key], row["id"]), reverse=wish.descending)
    title = words.plan_title(page.line.year, page.line.edition)
    context = {
        "crumbs": [
            Crumb(_("Plan and milestones"), reverse("governance:public")),
            Crumb(title, reverse("governance:public-plan", args=[plan])),
            Crumb(gettext(LISTS[one])),
        ],
        "heading": gettext(LISTS[one]),
        "plan": page.line,
        "listing": listing.Listing(
            request.GET,
            wish,
            ROWS,
            listing.cut_list(found, wish),
            caption=gettext(LISTS[one]),
            unit=_("rows"),
            exports=(),
        ),
    }
    return render(request, "governance/public/rows.html", context)


def _shown(request: Request, page: PlanPage | None) -> HttpResponse:
    if page is None:
        return render(request, "governance/public/plan.html", {"page": None})
    found = stones.of_year(page.line.year, request.now)
    context = {
        "page": page,
        "plan": page.line,
        "chip": words.plan_chip(page.line.state),
        "heading": words.plan_title(page.line.year, page.line.edition),
        "figures": _figures(found),
        "columns": plans.STONES,
        "milestones": [milestones.row(one) for one in found],
        "late": [one for one in found if one.is_late],
        "lists": [plans.list_card(page, one, "governance:public-list") for one in List],
        "editions": [_edition(one) for one in queries.editions() if one.id != page.line.id],
    }
    return render(request, "governance/public/plan.html", context)


def _figures(found: Sequence[MilestoneLine]) -> list[Figure]:
    planned = [one for one in found if one.state is not State.CALLED_OFF]
    reached = sum(one.state is State.DONE for one in planned)
    late = sum(one.due.timing is Timing.LATE for one in planned)
    return [
        Figure(_("Milestones"), formats.number(len(planned))),
        Figure(_("Reached"), formats.number(reached)),
        Figure(_("Late"), formats.number(late)),
    ]


def _edition(one: Any) -> dict[str, Any]:  # noqa: ANN401 - a line of a plan
    return {
        "label": words.plan_title(one.year, one.edition),
        "url": reverse("governance:public-plan", args=[one.id]),
        "chip": words.plan_chip(one.state),
    }
