"""Campaigns for anybody: the rule of the lot, its draw, and, when no seal is left, its targets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Crumb, Term
from shuzheng.foundation.web import leaving
from shuzheng.quality.queries import campaigns as queries
from shuzheng.quality.web import words

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.quality.queries.campaigns import Visited

COLUMNS = (
    listing.Column("title", _("Campaign"), lead=True),
    listing.Column("kind", _("What is inspected")),
    listing.Column("targets", _("Targets"), numeric=True, short=_("targets")),
    listing.Column("sealed", _("Still sealed"), numeric=True, short=_("still sealed")),
    listing.Column("state", _("State"), fixed=True),
)
TARGETS = (
    listing.Column("target", _("Inspected"), lead=True),
    listing.Column("arrived", _("Arrived at"), short=_("arrived at")),
    listing.Column("outcome", _("Outcome of the inspection"), short=_("outcome of the inspection")),
    listing.Column("entry", _("Entry of the log"), numeric=True, short=_("entry of the log")),
    listing.Column("state", _("State"), fixed=True),
)


@require_safe
def index(request: Request) -> HttpResponse:
    """List the campaigns whose draw was opened."""
    rows = [
        {
            "line": one,
            "url": reverse("quality:public-campaign", args=[one.uid]),
            "kind": words.kind(one.kind),
            "chip": words.campaign_chip(one.state),
        }
        for one in queries.public()
    ]
    return render(request, "quality/public/list.html", {"rows": rows, "columns": COLUMNS})


@require_safe
def show(request: Request, uid: UUID) -> HttpResponse:
    """Show one campaign."""
    line = queries.public_one(uid)
    context = {
        "crumbs": [Crumb(_("Inspections"), reverse("quality:public")), Crumb(line.title)],
        "campaign": line,
        "chip": words.campaign_chip(line.state),
        "draw": queries.draw_of(line),
        "terms": [
            Term(_("What is inspected"), words.kind(line.kind)),
            Term(_("Targets drawn"), str(line.targets)),
            Term(_("Inspectors in a team"), str(line.team)),
            Term(_("Sections of the form"), words.sections(line.sections)),
        ],
        "columns": TARGETS,
        "visited": [_visited(one) for one in queries.visited(line)],
    }
    return render(request, "quality/public/campaign.html", context)


def _visited(one: Visited) -> dict[str, Any]:
    shown = ""
    if one.outcome:
        held, asked, found = one.outcome
        sentence = gettext("{held} of {asked} items in order, {found} findings")
        shown = sentence.format(held=held, asked=asked, found=found)
    return {"line": one, "chip": words.inspection_chip(one.state), "outcome": shown}


@require_safe
def document(request: Request, uid: UUID) -> HttpResponse:
    """Answer with the document of the draw: whole, when no seal is left."""
    del request
    body = json.dumps(queries.document(uid), ensure_ascii=False, separators=(",", ":")).encode()
    return leaving.file(f"inspections-{uid}.json", body, leaving.JSON)
