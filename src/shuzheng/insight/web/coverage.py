"""How far the pilot reaches: for the province and, of its own area, for a city's bureau."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_safe

from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Chip, Crumb, Figure, Kind
from shuzheng.foundation.web import gate
from shuzheng.identity.rules.kinds import LABELS, InstitutionKind
from shuzheng.insight import access
from shuzheng.insight.access import Permission
from shuzheng.insight.core.dimensions import Dimension
from shuzheng.insight.queries import coverage as queries
from shuzheng.insight.queries.dashboard import naming
from shuzheng.insight.services import exporting
from shuzheng.insight.web import workbooks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.web.request import Request
    from shuzheng.insight.queries.coverage import Coverage, Sum
    from shuzheng.insight.rules.coverage import Change, Reach
    from shuzheng.insight.rules.figures import Share


def _number(key: str, label: StrOrPromise) -> listing.Column:
    return listing.Column(key, label, numeric=True, short=label)


REACHED = _number("reach", gettext_lazy("With sites within reach"))
CITY_COLUMNS = (
    listing.Column("city", pgettext_lazy("figures", "City"), lead=True),
    _number("filed", gettext_lazy("On file")),
    _number("share", gettext_lazy("Coverage")),
    _number("learners", gettext_lazy("Enrolled learners")),
    REACHED,
)
MONTH_COLUMNS = (
    listing.Column("cut", gettext_lazy("Data cut"), lead=True),
    REACHED,
    _number("partly", gettext_lazy("For some certificates only")),
    _number("without", gettext_lazy("For none")),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in words, and what stands small below."""

    text: str
    sub: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of one of the tables; `at` is the instant of a cut."""

    name: str
    cells: Sequence[tuple[str, Cell]]
    at: datetime | None = None


@require_safe
@gate.signed_in
def coverage(request: Request) -> HttpResponse:
    """Show K-07, kinds and sizes by year, and sites within reach, from the newest cut."""
    scope = access.covered(request.actor)
    found = queries.coverage(scope)
    if found is None:
        may_cut = request.actor.may(Permission.CUT_TAKE)
        return render(request, "insight/no_cut.html", {"may_cut": may_cut})
    if request.GET.get("export") == "xlsx":
        rows = list(found.changes.values())
        exporting.note(
            found.cut.id, scope, "coverage", len(rows), actor=request.actor, now=request.now
        )
        return workbooks.kinds(request, rows, scope.name)
    cities = found.cities if len(found.cities) > 1 else ()
    names = naming.names(Dimension.CITY, [one.key for one in cities])
    context = {
        "crumbs": [Crumb(_("Figures"), reverse("insight:figures")), Crumb(_("Reach of the pilot"))],
        "scope": scope,
        "found": found,
        "figures": [_coordination(found), _reached(found.reach), _learners(found)],
        "kind_columns": _kind_columns(found),
        "kinds": [_kind(found, kind) for kind in found.kinds],
        "city_columns": CITY_COLUMNS,
        "cities": [_city(one, names[one.key].name) for one in cities if one.key in names],
        "month_columns": MONTH_COLUMNS,
        "months": [Row("", _reach_cells(one.reach), at=one.taken_at) for one in found.months],
    }
    return render(request, "insight/coverage.html", context)


def _coordination(found: Coverage) -> Figure:
    target = _("target %(percent)s%%") % {"percent": found.target}
    chip = None
    if found.meets_target is not None:
        chip = Chip(Kind.OK if found.meets_target else Kind.BAD, target)
    return _figure(
        _("Coverage of coordination"), found.total.share, _("%(parts)s institutions"), chip
    )


def _reached(found: Reach) -> Figure:
    chip = None
    if found.without:
        words = ngettext(
            "%(count)d institution has no site within reach",
            "%(count)d institutions have no site within reach",
            len(found.without),
        )
        chip = Chip(Kind.BAD, words % {"count": len(found.without)})
    return _figure(
        _("With sites within reach"), found.share, _("%(parts)s pilot institutions"), chip
    )


def _learners(found: Coverage) -> Figure:
    changes = (
        [found.changes.get((kind, found.years[-1])) for kind in found.kinds] if found.years else []
    )
    known = [one.learners_more for one in changes if one and one.learners_more is not None]
    note = _("%(change)s on the year before") % {"change": f"{sum(known):+,}"} if known else ""
    return Figure(
        _("Learners of pilot institutions"),
        formats.number(found.total.learners),
        _("people"),
        note,
    )


def _figure(label: str, share: Share, note: str, chip: Chip | None) -> Figure:
    if not share.percent:
        return Figure(label, _("No data"), chip=chip)
    parts = f"{formats.number(share.numerator)} / {formats.number(share.denominator)}"
    return Figure(label, share.percent, "%", note % {"parts": parts}, chip)


def _kind_columns(found: Coverage) -> list[listing.Column]:
    return [
        listing.Column("kind", _("Kind of institution"), lead=True),
        *(_number(str(year), str(year)) for year in found.years),
    ]


def _kind(found: Coverage, kind: str) -> Row:
    name = _(LABELS[InstitutionKind(kind)]) if kind else _("Unknown kind")
    cells = [(str(year), _change(found.changes.get((kind, year)))) for year in found.years]
    return Row(name, cells)


def _change(one: Change | None) -> Cell:
    if one is None:
        return Cell("")
    count = formats.number(one.filed.institutions)
    if one.institutions_more:
        count = f"{count} ({one.institutions_more:+d})"
    if one.filed.institutions and not one.filed.learners:
        return Cell(count, _("learners not recorded"))
    return Cell(count, _("%(count)s learners") % {"count": formats.number(one.filed.learners)})


def _city(one: Sum, name: str) -> Row:
    cells = [
        ("filed", Cell(formats.number(one.filed))),
        ("share", _share(one.share)),
        ("learners", Cell(formats.number(one.learners))),
        ("reach", _share(one.reach.share) if one.reach else Cell("")),
    ]
    return Row(name, cells)


def _reach_cells(found: Reach) -> list[tuple[str, Cell]]:
    return [
        ("reach", _share(found.share)),
        ("partly", Cell(formats.number(len(found.partly)))),
        ("without", Cell(formats.number(len(found.without)))),
    ]


def _share(found: Share) -> Cell:
    if not found.percent:
        return Cell(_("No data"))
    return Cell(f"{found.percent}%", f"{found.numerator} / {found.denominator}")
