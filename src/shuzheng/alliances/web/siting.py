"""Where the platform proposes to add sites: the newest proposal, earlier ones, and a new one."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from shuzheng.alliances.access import Permission
from shuzheng.alliances.queries import siting as queries
from shuzheng.alliances.rules.layout import PRINCIPLES
from shuzheng.alliances.sheets.siting import SITING
from shuzheng.alliances.web import words
from shuzheng.foundation import jobs
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Chip, Crumb, Figure, Kind, Term
from shuzheng.foundation.web import gate, leaving
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import HttpResponse

    from shuzheng.alliances.queries.siting import Line, ProposalPage
    from shuzheng.foundation.web.request import Request

PER_CENT = 100
SMALLEST = 0.01
COLUMNS = (
    listing.Column("institution", gettext_lazy("Proposed host"), lead=True),
    listing.Column("certificate", gettext_lazy("Certificate"), wide=True, sortable=True),
    listing.Column("city", gettext_lazy("City"), sortable=True),
    listing.Column(
        "institutions",
        gettext_lazy("Institutions served"),
        numeric=True,
        short=gettext_lazy("institutions served"),
    ),
    listing.Column(
        "learners",
        gettext_lazy("Learners a year"),
        numeric=True,
        sortable=True,
        short=gettext_lazy("learners a year"),
    ),
    listing.Column("principle", gettext_lazy("What weighs most"), fixed=True),
    listing.Column("fills", gettext_lazy("City today"), fixed=True, end=True),
)
VIEWS = {
    "all": pgettext_lazy("proposed sites", "All"),
    "gaps": gettext_lazy("Where the city has none"),
}
KEYS = {
    "city": lambda one: (one.city_code, one.code, one.id),
    "certificate": lambda one: (one.code, one.city_code, one.id),
    "learners": lambda one: (one.learners, one.id),
}


class SitingFilters(forms.Form):
    """What the list of proposed sites can be narrowed by."""

    q = forms.CharField(label=gettext_lazy("Certificate, city or institution"), required=False)


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """Show the newest proposal."""
    return _page(request, queries.page(request.actor))


@gate.signed_in
@require_safe
def show(request: Request, proposal: int) -> HttpResponse:
    """Show an earlier proposal."""
    return _page(request, queries.page(request.actor, proposal))


@gate.signed_in
@require_safe
def inputs(request: Request, proposal: int) -> HttpResponse:
    """Send everything that a proposal was computed from, as the file that its digest covers."""
    found = queries.inputs(proposal, request.actor)
    body = json.dumps(found, sort_keys=True, separators=(",", ":")).encode()
    return leaving.file(f"{SITING.title}-{proposal}.json", body, "application/json")


@gate.signed_in
@require_POST
def propose(request: Request) -> HttpResponse:
    """Ask for a new proposal and show how it goes."""
    request.actor.require(Permission.SITING_PROPOSE)
    job = jobs.enqueue("alliances.siting.propose", actor=request.actor, now=request.now)
    return redirect("jobs:job", job.uid)


def _page(request: Request, found: ProposalPage | None) -> HttpResponse:
    every = found.rows if found else ()
    wish = listing.read(request.GET, COLUMNS, sort="city", views=tuple(VIEWS))
    filters = SitingFilters(request.GET)
    rows = _chosen(every, wish, **listing.chosen(filters))
    if wish.export and found:
        return leaving.workbook(request, SITING, (_exported(one) for one in rows))
    counts = {"all": len(every), "gaps": sum(one.fills for one in every)}
    cut = listing.cut_list(rows, wish)
    year = periods.day(request.now).year
    context = {
        "crumbs": [
            *words.crumbs(),
            Crumb(_("Layout of sites"), reverse("alliances:coverage")),
            Crumb(_("Proposed sites")),
        ],
        "found": found,
        "may_propose": request.actor.may(Permission.SITING_PROPOSE),
        "sees_inputs": request.actor.may(Permission.SITING_PROPOSE),
        "figures": list(_figures(found)) if found else [],
        "computed": list(_computed(found)) if found else [],
        "earlier": [
            (one, reverse("alliances:siting-earlier", args=[one.id]))
            for one in (found.every if found else ())
            if found and one.id != found.id
        ],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one, year) for one in cut.rows], cut.total, cut.page),
            filters=filters,
            saved=[listing.View(view, label, counts[view]) for view, label in VIEWS.items()],
            caption=_("Proposed sites"),
            unit=_("rows"),
        ),
    }
    return render(request, "alliances/siting/list.html", context)


def _chosen(every: Sequence[Line], wish: listing.Wish, *, q: str = "") -> list[Line]:
    found = [one for one in every if wish.view != "gaps" or one.fills]
    if q:
        found = [
            one
            for one in found
            if q in f"{one.certificate} {one.code} {one.city} {one.institution}"
        ]
    return sorted(found, key=KEYS.get(wish.sort, KEYS["city"]), reverse=wish.descending)


def _figures(found: ProposalPage) -> Iterator[Figure]:
    before, after = found.before, found.after
    yield Figure(_("Sites to add"), formats.number(len(found.rows)), _("sites"))
    yield Figure(
        _("Institutions with all sites in their city"),
        formats.number(after.institutions),
        _("of {count}").format(count=formats.number(after.every_institution)),
        _("{count} today").format(count=formats.number(before.institutions)),
    )
    yield Figure(
        _("Learners with a site in their city"),
        formats.number(after.learners),
        _("of {count}").format(count=formats.number(after.every_learner)),
        _("{count} today").format(count=formats.number(before.learners)),
    )
    yield Figure(
        _("Cities that lack a site, by certificate"),
        formats.number(after.lacking),
        "",
        _("{count} today").format(count=formats.number(before.lacking)),
    )
    yield Figure(_("Optimality gap"), _gap(found.gap), "%", chip=_chip(found.gap))


def _computed(found: ProposalPage) -> Iterator[Term]:
    steps = _("{count} steps of one learner")
    yield Term(_("What it costs"), steps.format(count=formats.number(round(found.value))))
    yield Term(_("Nothing costs less than"), steps.format(count=formats.number(round(found.bound))))
    yield Term(_("Digest (SHA-256)"), found.digest)


def _gap(gap: float) -> str:
    return "0" if gap * PER_CENT < SMALLEST else f"{gap * PER_CENT:.2f}"


def _chip(gap: float) -> Chip:
    if gap * PER_CENT < SMALLEST:
        return Chip(Kind.OK, _("nothing costs less"))
    return Chip(Kind.WAIT, _("a better one may exist"))


def _row(one: Line, year: int) -> dict[str, Any]:
    url = reverse("alliances:layout", args=[one.alliance_id, year]) if one.alliance_id else ""
    return {
        **asdict(one),
        "url": url,
        "principle": _(PRINCIPLES[one.principle]),
        "chip": Chip(Kind.BAD, _("No site here")) if one.fills else Chip(Kind.OK, _("Has a site")),
    }


def _exported(one: Line) -> dict[str, Any]:
    return {**asdict(one), "principle": one.principle.value}
