"""How certificates fit the market: all of them for the office, one's own for a party."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from shuzheng.adjustment.access import Permission
from shuzheng.adjustment.queries import fit as queries
from shuzheng.adjustment.rules import fit as rules
from shuzheng.adjustment.rules.fit import Fit
from shuzheng.adjustment.sheets.fit import FIT
from shuzheng.adjustment.web import words
from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Chip, Crumb, Figure, Kind
from shuzheng.foundation.web import gate, leaving

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import HttpResponse

    from shuzheng.adjustment.queries.fit import FitPage
    from shuzheng.adjustment.rules.fit import Checked
    from shuzheng.foundation.web.request import Request

CHIPS = {Fit.SHORT: Kind.BAD, Fit.UNKNOWN: Kind.OFF, Fit.FITS: Kind.OK}
PARTS = {
    "demand": _("Demand D"),
    "satisfied": _("Satisfied enterprises"),
    "freshness": _("Freshness of the standard"),
}
COLUMNS = (
    listing.Column("name", _("Certificate"), lead=True),
    listing.Column("organisation", _("Evaluation organisation"), wide=True),
    listing.Column("met", _("Match M"), numeric=True, short=_("Match M")),
    listing.Column("demand", _("Demand D"), numeric=True, short=_("Demand D")),
    listing.Column(
        "satisfied", _("Satisfied enterprises"), numeric=True, short=_("Satisfied enterprises")
    ),
    listing.Column(
        "freshness",
        _("Freshness of the standard"),
        numeric=True,
        short=_("Freshness of the standard"),
    ),
    listing.Column("weakest", _("Lacks most"), short=_("Lacks most")),
    listing.Column("fit", _("Fit with the market"), fixed=True, end=True),
)
EVERY = ""
VIEWS = {
    EVERY: pgettext_lazy("certificates", "All"),
    Fit.SHORT.value: _(rules.LABELS[Fit.SHORT]),
    Fit.UNKNOWN.value: _(rules.LABELS[Fit.UNKNOWN]),
}


@gate.signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """List certificates by how they fit the market, the worst first."""
    found = queries.checked(request.actor)
    every = found.rows if found else ()
    wish = listing.read(request.GET, COLUMNS, views=list(VIEWS))
    rows = [one for one in every if wish.view in {EVERY, one.fit}]
    if wish.export and found:
        return _exported(request, rows, found)
    page = {
        "crumbs": [words.crumbs()[0], Crumb(_("Fit with the market"))],
        "found": found,
        "figures": list(_figures(found)) if found else [],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.cut_list([_row(one, found) for one in rows], wish),
            saved=[listing.View(key, label, _count(every, key)) for key, label in VIEWS.items()],
            caption=_("Fit with the market"),
            unit=_("certificates"),
        ),
        "gives_feedback": not request.actor.may(Permission.REVIEW_VIEW),
    }
    return render(request, "adjustment/fit.html", page)


def _count(every: Sequence[Checked], view: str) -> int:
    return sum(1 for one in every if view in {EVERY, one.fit})


def _figures(found: FitPage) -> Iterator[Figure]:
    target = rulebooks.current().on(found.on, "R-234").integer("match_target")
    yield Figure(
        _("Registrations under a certificate that fits"),
        words.percent(found.match) or gettext("no data"),
        note=gettext("of the whole province; target {target}%").format(target=target),
    )
    yield Figure(
        _("Fits the market from"),
        f"{found.level / 100:.2f}",
        note=gettext("match M; figures as of {day}").format(day=found.on.isoformat()),
    )
    if found.without:
        yield Figure(
            _("Certificates of yours without figures"),
            formats.number(found.without),
            note=gettext("not in use yet when the figures were frozen"),
        )


def _row(one: Checked, found: FitPage | None) -> dict[str, Any]:
    url = reverse("catalogue:kind", args=[one.code])
    if found and found.review_id is not None:
        url = reverse("adjustment:certificate", args=[found.review_id, one.code])
    return {
        "one": one,
        "url": url,
        "met": words.value(one.met),
        "demand": words.value(one.demand),
        "satisfied": words.percent(one.satisfied),
        "freshness": words.value(one.freshness),
        "weakest": PARTS[one.weakest] if one.weakest and one.fit is Fit.SHORT else "",
        "chip": Chip(CHIPS[one.fit], gettext(rules.LABELS[one.fit])),
    }


def _exported(request: Request, rows: Sequence[Checked], found: FitPage) -> HttpResponse:
    told = (
        {
            "code": one.code,
            "name": one.name,
            "organisation": one.organisation,
            "met": words.value(one.met),
            "demand": words.value(one.demand),
            "satisfied": words.percent(one.satisfied),
            "freshness": words.value(one.freshness),
            "fit": one.fit.value,
        }
        for one in rows
    )
    return leaving.workbook(request, FIT, told, said=words.year(found.year))
