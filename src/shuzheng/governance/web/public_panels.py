"""Panels for anybody: what was drawn from, by which rule, who came out of it, by tags."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Crumb, Term
from shuzheng.foundation.web import leaving
from shuzheng.governance.queries import panels
from shuzheng.governance.queries import public_panels as queries
from shuzheng.governance.rules import panel as rules
from shuzheng.governance.web import words
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.governance.queries.public_panels import Counts, Place

COLUMNS = (
    listing.Column("title", _("Panel"), lead=True),
    listing.Column("what", _("What the panel is for")),
    listing.Column("size", _("Experts"), numeric=True, short=_("Experts")),
    listing.Column("meets", _("Meets on"), short=_("meets on")),
    listing.Column("state", _("State"), fixed=True, end=True),
)
PLACES = (
    listing.Column("place", _("Place in the lot"), numeric=True, short=_("place in the lot")),
    listing.Column("tag", _("Expert"), lead=True),
    listing.Column("state", _("State"), fixed=True, end=True),
)


@require_safe
def index(request: Request) -> HttpResponse:
    """List the panels whose draw was opened."""
    rows = [
        {
            "line": one,
            "url": reverse("governance:public-panel", args=[one.uid]),
            "what": words.panel_for(one.kind, one.year),
            "chip": words.panel_chip(one.state),
        }
        for one in queries.listed()
    ]
    return render(request, "governance/public/panels.html", {"rows": rows, "columns": COLUMNS})


@require_safe
def show(request: Request, uid: UUID) -> HttpResponse:
    """Show one panel."""
    found = queries.one(uid, request.now)
    line, today = found.line, periods.day(request.now)
    book = rulebooks.current()
    context = {
        "crumbs": [
            Crumb(_("Panels of experts"), reverse("governance:public-panels")),
            Crumb(line.title),
        ],
        "panel": line,
        "found": found,
        "chip": words.panel_chip(line.state),
        "draw": panels.draw_of(line),
        "terms": [
            Term(_("What the panel is for"), words.panel_for(line.kind, line.year)),
            Term(_("Fields of expertise"), "、".join(line.fields)),
            Term(_("How many experts"), formats.number(line.size)),
            Term(_("Meets on"), line.meets_on.isoformat()),
        ],
        "counts": list(_counts(found.counts)) if found.counts else [],
        "reserve": rules.reserve(today, book),
        "since": rules.rest_days(today, book),
        "names_public": rules.shows_names(rules.State.DONE, today, book),
        "columns": PLACES,
        "places": [_place(one) for one in found.places],
    }
    return render(request, "governance/public/panel.html", context)


@require_safe
def document(request: Request, uid: UUID) -> HttpResponse:
    """Answer with the document of the draw: whole, once the panel is drawn."""
    del request
    body = json.dumps(queries.document(uid), ensure_ascii=False, separators=(",", ":")).encode()
    return leaving.file(f"panel-{uid}.json", body, leaving.JSON)


def _counts(counts: Counts) -> Iterator[Term]:
    yield Term(_("Experts of these fields in the pool"), formats.number(counts.experts))
    for ground, count in counts.excluded:
        yield Term(gettext(rules.GROUND_WORDS[ground]), formats.number(count))
    yield Term(_("Drawn lately"), formats.number(counts.recent))
    yield Term(_("In the lot"), formats.number(counts.stood))


def _place(one: Place) -> dict[str, Any]:
    return {"one": one, "chip": words.seat_chip(one.state), "why": words.why(one.why)}
