"""The departments of institutions: a list by year, and the page of one (R-040)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from shuzheng.catalogue.rules import levels
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui.parts import Crumb, Figure
from shuzheng.foundation.web import gate
from shuzheng.insight import access
from shuzheng.insight.access import Permission
from shuzheng.insight.queries import departments as queries
from shuzheng.insight.queries.showing.words import TOO_FEW
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.web.request import Request
    from shuzheng.insight.queries.departments import DepartmentLine
    from shuzheng.insight.rules.figures import Share


def _number(key: str, label: StrOrPromise) -> listing.Column:
    return listing.Column(key, label, numeric=True, short=label)


FIGURES = (
    _number("persons", gettext_lazy("Persons assessed")),
    _number("rate", gettext_lazy("Pass rate")),
    _number("place", gettext_lazy("Rank in the institution")),
    _number("majors", gettext_lazy("Coverage of majors")),
)
COLUMNS = (
    listing.Column("name", gettext_lazy("Department"), lead=True),
    listing.Column("institution", gettext_lazy("Institution"), wide=True),
    *FIGURES,
    _number("certificates", gettext_lazy("Certificates and levels held")),
)
YEARS = (listing.Column("year", gettext_lazy("Year"), lead=True), *FIGURES)
HOLDINGS = (
    listing.Column("certificate", gettext_lazy("Certificate"), lead=True),
    listing.Column("level", gettext_lazy("Level")),
    _number("holders", gettext_lazy("Holders")),
)


class Filters(forms.Form):
    """Which year is shown, and whose name."""

    year = forms.TypedChoiceField(label=gettext_lazy("Year"), required=False, coerce=int)
    q = forms.CharField(
        label=gettext_lazy("Department or institution"), required=False, max_length=60
    )


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the departments within reach."""
    filters = Filters(request.GET)
    every = queries.listed(request.actor)
    if every is None:
        return _no_cut(request)
    filters.fields["year"].choices = [  # type: ignore[attr-defined]
        ("", _("Newest year")),
        *((str(year), str(year)) for year in every.years),
    ]
    chosen = listing.chosen(filters)
    found = queries.listed(request.actor, **chosen) if chosen else every
    if found is None:
        return _no_cut(request)
    inside = request.actor.reach is Reach.ORGANISATION
    columns = [one for one in COLUMNS if one.key != "institution" or not inside]
    wish = listing.read(request.GET, columns)
    cut = listing.cut_list([_row(one) for one in found.lines], wish)
    context = {
        "crumbs": [Crumb(_("Figures"), reverse("insight:figures")), Crumb(_("Departments"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            columns,
            cut,
            filters=filters,
            caption=_("Departments"),
            unit=_("departments"),
            exports=(),
        ),
        "taken_at": found.taken_at,
        "year": found.year,
        "inside": inside,
    }
    return render(request, "insight/departments.html", context)


@require_safe
@gate.signed_in
def show(request: Request, department: int) -> HttpResponse:
    """Show one department."""
    row = access.department(department, request.actor)
    found = queries.department(department, request.actor)
    if found is None:
        return _no_cut(request)
    context = {
        "crumbs": [
            Crumb(_("Figures"), reverse("insight:figures")),
            Crumb(_("Departments"), reverse("insight:departments")),
            Crumb(row.name),
        ],
        "name": row.name,
        "institution": row.organisation.name,
        "taken_at": found.taken_at,
        "figures": _figures(found.lines[0]) if found.lines else [],
        "years": [_row(one) for one in found.lines],
        "year_columns": YEARS,
        "holding_columns": HOLDINGS,
        "holdings": [
            {
                "certificate": one.certificate,
                "code": one.code,
                "level": _(levels.LABELS[levels.Level(one.level)]),
                "holders": TOO_FEW if one.holders is None else formats.number(one.holders),
            }
            for one in found.holdings
        ],
    }
    return render(request, "insight/department.html", context)


def _no_cut(request: Request) -> HttpResponse:
    may_cut = request.actor.may(Permission.CUT_TAKE)
    return render(request, "insight/no_cut.html", {"may_cut": may_cut})


def _row(line: DepartmentLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "url": reverse("insight:department", args=[line.id]),
        "name": line.name,
        "institution": line.institution,
        "year": line.year,
        "cells": [(key, value) for key, value, _note in _values(line)],
        "certificates": line.certificates,
    }


def _values(line: DepartmentLine) -> list[tuple[str, StrOrPromise, str]]:
    """Return what is shown of a line: key, words, and the counts behind them."""
    persons: StrOrPromise = TOO_FEW
    rate: StrOrPromise = TOO_FEW
    place: StrOrPromise = TOO_FEW
    if line.persons is not None and line.rate is not None:
        persons, rate, place = formats.number(line.persons), _share(line.rate), formats.NOTHING
        if line.place:
            place = _("%(place)s of %(of)s") % {"place": line.place, "of": line.of}
    return [
        ("persons", persons, ""),
        ("rate", rate, _parts(line.rate)),
        ("place", place, ""),
        ("majors", _share(line.majors), _parts(line.majors)),
    ]


def _figures(line: DepartmentLine) -> list[Figure]:
    labels = {one.key: one.label for one in FIGURES}
    return [
        Figure(labels[key], words, note=note or str(line.year))
        for key, words, note in _values(line)
    ]


def _share(share: Share) -> str:
    return f"{share.percent}%" if share.percent else _("No data")


def _parts(share: Share | None) -> str:
    if share is None or not share.percent:
        return ""
    return f"{formats.number(share.numerator)} / {formats.number(share.denominator)}"
