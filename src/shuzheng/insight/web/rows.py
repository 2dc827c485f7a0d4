"""The rows behind a figure, within one's own reach; names for whom they concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from shuzheng.fees.rules.exemption import CandidateKind
from shuzheng.foundation.ui import listing
from shuzheng.foundation.ui.parts import Crumb
from shuzheng.foundation.web import gate
from shuzheng.insight import access
from shuzheng.insight.core.dimensions import Dimension
from shuzheng.insight.queries import choices, cuts, rows_of
from shuzheng.insight.queries.dashboard import naming, reading, tracing
from shuzheng.insight.queries.rows_of import NARROWS, Of, Wanted
from shuzheng.insight.queries.showing import states, words
from shuzheng.insight.services import exporting
from shuzheng.insight.web import workbooks
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from shuzheng.foundation.web.request import Request
    from shuzheng.insight.access import Scope
    from shuzheng.insight.queries.cuts import CutBrief
    from shuzheng.insight.queries.rows_of import RowLine

COLUMNS = {
    Of.REGISTERED: (
        listing.Column("name", gettext_lazy("Candidate"), sortable=True, lead=True),
        listing.Column("institution", gettext_lazy("Institution"), sortable=True, wide=True),
        listing.Column("certificate", gettext_lazy("Certificate"), wide=True),
        listing.Column("plan", gettext_lazy("Assessment plan"), skip=True),
        listing.Column("day", gettext_lazy("Day"), sortable=True, short=gettext_lazy("Day")),
        listing.Column("state", gettext_lazy("State"), fixed=True, end=True),
    ),
    Of.STUDENTS: (
        listing.Column("name", gettext_lazy("Student"), sortable=True, lead=True),
        listing.Column("entry_year", gettext_lazy("Entry year"), short=gettext_lazy("Entry year")),
        listing.Column(
            "count",
            gettext_lazy("Registrations"),
            sortable=True,
            numeric=True,
            short=gettext_lazy("Registrations"),
        ),
        listing.Column("holds", gettext_lazy("Holds a certificate"), fixed=True, end=True),
    ),
    Of.ISSUED: (
        listing.Column("name", gettext_lazy("Holder"), sortable=True, lead=True),
        listing.Column("institution", gettext_lazy("Institution"), sortable=True, wide=True),
        listing.Column("certificate", gettext_lazy("Certificate"), wide=True),
        listing.Column("number", gettext_lazy("Certificate number"), wide=True),
        listing.Column("day", gettext_lazy("Day"), sortable=True, short=gettext_lazy("Day")),
        listing.Column("state", gettext_lazy("State"), fixed=True, end=True),
    ),
    Of.USES: (
        listing.Column("name", gettext_lazy("Institution"), sortable=True, lead=True),
        listing.Column("certificate", gettext_lazy("Certificate"), wide=True),
        listing.Column("day", gettext_lazy("Reviewed on"), sortable=True),
        listing.Column("state", gettext_lazy("State"), fixed=True, end=True),
    ),
}


class Narrowing(forms.Form):
    """By what the rows are narrowed; which fields there are depends on the rows and the scope."""

    def __init__(self, data: QueryDict, wanted: Wanted, cut: CutBrief, years: list[int]) -> None:
        super().__init__(data)
        kind = rows_of.group(wanted.of)
        if kind not in {Of.STUDENTS, Of.USES}:
            self.fields["year"] = forms.ChoiceField(
                label=gettext_lazy("Year"),
                choices=[(str(year), str(year)) for year in years],
                required=False,
            )
        for dimension in NARROWS[kind]:
            found = _choices(wanted.scope, cut, dimension)
            if len(found) > 1 or str(dimension) in data:
                self.fields[str(dimension)] = forms.ChoiceField(
                    label=words.HEADS[dimension],
                    choices=[("", words.ALL[dimension]), *found],
                    required=False,
                )


def _choices(scope: Scope, cut: CutBrief, dimension: Dimension) -> list[tuple[str, str]]:
    if dimension == Dimension.MONTH:
        return [(str(n), naming.month(n)) for n in range(1, naming.MONTHS + 1)]
    return choices.of(cut.id, scope, dimension)


@require_safe
@gate.signed_in
def rows(request: Request, kind: str, code: str = "") -> HttpResponse:
    """List the rows behind a figure of a scope within reach."""
    scope = access.scope(kind, code, request.actor)
    cut = cuts.newest()
    if cut is None:
        return render(request, "insight/no_cut.html", {"may_cut": False})
    view = request.GET.get("view", "")
    of = Of(view) if view in set(Of) else Of.REGISTERED
    columns = COLUMNS[rows_of.group(of)]
    wish = listing.read(request.GET, columns, sort="name", views=[of, *Of])
    years = _years(scope, cut)
    form = Narrowing(request.GET, Wanted(scope, of, years[0]), cut, years)
    wanted = _wanted(form, scope, of, years)
    if wish.export:
        return _exported(request, wanted, wish, form, cut)
    found = rows_of.listed(wanted, wish, request.actor)
    context = {
        "scope": scope,
        "cut": cut,
        "of": words.OF[of],
        "counted": tracing.counted(cut.id, wanted),
        "kind": str(rows_of.group(of)),
        "crumbs": [
            Crumb(_("Figures"), reverse("insight:figures")),
            Crumb(scope.name, words.scope_url(scope.slug)),
            Crumb(words.OF[of]),
        ],
        "listing": listing.Listing(
            request.GET,
            wish,
            columns,
            listing.Found([_shown(line) for line in found.rows], found.total, found.page),
            filters=form,
            saved=[listing.View(one, words.OF[one]) for one in Of],
            caption=words.OF[of],
            unit=_("rows"),
        ),
    }
    return render(request, "insight/rows.html", context)


def _wanted(form: Narrowing, scope: Scope, of: Of, years: list[int]) -> Wanted:
    chosen = listing.chosen(form)
    year = int(chosen.pop("year", years[0]))
    return Wanted(scope, of, year, chosen)


def _years(scope: Scope, cut: CutBrief) -> list[int]:
    this_year = periods.day(cut.taken_at).year
    others = [year for year in reading.years(cut.id, scope) if year != this_year]
    return [this_year, *others]


def _shown(line: RowLine) -> dict[str, object]:
    return {
        "line": line,
        "level": words.level(line.level),
        "chip": states.chip(line.state),
        "kind": _(naming.KINDS[CandidateKind(line.kind)]) if line.kind else "",
    }


def _exported(
    request: Request, wanted: Wanted, wish: listing.Wish, form: Narrowing, cut: CutBrief
) -> HttpResponse:
    count, lines = rows_of.every(wanted, wish, request.actor)
    exporting.note(
        cut.id, wanted.scope, str(wanted.of), count, actor=request.actor, now=request.now
    )
    said = [wanted.scope.name, str(words.OF[wanted.of])]
    for name, value in listing.chosen(form).items():
        field = form.fields[name]
        said.append(f"{field.label}：{listing.words_of(field, value)}")
    kind = rows_of.group(wanted.of)
    return workbooks.rows(request, kind, lines, "，".join(said))
