"""The catalogue review for anybody: the years, the list with its grounds, the whole ranking."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.adjustment.queries import documents, pages
from shuzheng.adjustment.rules.proposal import Fate
from shuzheng.adjustment.rules.review import State
from shuzheng.adjustment.web import shown, words
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import leaving
from shuzheng.gazette.rules.publicity import State as OnShow

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request

YEARS = (
    listing.Column("year", _("Catalogue review"), lead=True),
    listing.Column("number", _("Number of the decision"), wide=True),
    listing.Column("effective", _("In effect from"), short=_("In effect from")),
    listing.Column("state", _("State"), fixed=True),
)
PLACES = (
    listing.Column("name", _("Certificate"), lead=True),
    listing.Column("rank", _("Rank"), numeric=True, short=_("Rank")),
    listing.Column("coldness", _("Coldness H"), numeric=True, short=_("Coldness H")),
    listing.Column("registered", _("Registrations"), numeric=True, short=_("Registrations")),
    listing.Column("institutions", _("Institutions"), numeric=True, short=_("Institutions")),
    listing.Column("trend", _("Trend g"), numeric=True, short=_("Trend g")),
    listing.Column("demand", _("Demand D"), numeric=True, short=_("Demand D")),
    listing.Column("advice", _("What follows"), fixed=True),
)


@require_safe
def index(request: Request) -> HttpResponse:
    """List the years whose list is, or was, on public show."""
    rows = [
        {
            "line": one,
            "name": words.year(one.year),
            "url": reverse("adjustment:public-review", args=[one.uid]),
            "chip": words.chip(one.state),
        }
        for one in pages.public()
    ]
    return render(request, "adjustment/public/list.html", {"rows": rows, "columns": YEARS})


@require_safe
def show(request: Request, uid: UUID) -> HttpResponse:
    """Show one year's list, and the ranking that it comes from."""
    page = pages.public_one(uid)
    frozen = shown.frozen_of(page)
    lines = [one for one in page.lines if one.fate is not Fate.KEEP]
    running = page.outcome is not None and page.outcome.state is OnShow.RUNNING
    context = {
        "crumbs": [*words.public_crumbs(), Crumb(str(page.line.year))],
        "page": page,
        "heading": words.year(page.line.year),
        "chip": words.chip(page.line.state),
        "figures": shown.figures_of(page),
        "gaps": shown.gaps_of(page),
        "lines": [shown.line_of(one) for one in lines],
        "columns": shown.LINES,
        "additions": page.additions,
        "is_on_show": running and page.line.state is State.IN_PUBLICITY,
        "frozen": frozen,
        "places": [shown.place_of(one, frozen, 0) for one in frozen.ranking.places],
        "place_columns": PLACES,
    }
    return render(request, "adjustment/public/review.html", context)


@require_safe
def document(request: Request, uid: UUID) -> HttpResponse:
    """Answer with the cut and the ranking, to be computed again by anybody."""
    del request
    found = documents.public(uid)
    body = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
    return leaving.file(f"review-{found['cut']['year']}.json", body, leaving.JSON)
