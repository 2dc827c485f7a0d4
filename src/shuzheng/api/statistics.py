"""The province's open figures: what the page of open figures shows, for programs."""

from typing import Literal

from django.utils.translation import gettext as _
from ninja import Router

from shuzheng.api import limits, shapes
from shuzheng.api.shapes import Problem
from shuzheng.foundation.web.request import Request
from shuzheng.insight import access
from shuzheng.insight.queries import dashboard
from shuzheng.insight.queries.dashboard import Dashboard, Line
from shuzheng.insight.rules import figures
from shuzheng.insight.rules.figures import Formula, Share
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.wording import N_

router = Router(tags=["statistics"])
REFUSED = {404: Problem, 422: Problem, 429: Problem}
Dimension = Literal["city", "certificate", "level", "month", "kind", "cohort"]


class NoFigures(Refusal):
    """There is no data cut yet."""

    code = "no-figures-yet"
    status = 404
    template = "There are no figures yet; a data cut is taken every night."


@router.get(
    "/province",
    response={200: shapes.Province, **REFUSED},
    operation_id="get_province_figures",
    summary=N_("Get the province's figures"),
    description=N_(
        "Return the province's figures of a calendar year, by default that of the newest cut."
    ),
)
def province(request: Request, year: shapes.Year | None = None) -> shapes.Province:
    """Return the province's figures of a calendar year, by default that of the newest cut."""
    limits.reading(request)
    shown = _shown(year or 0, "")
    totals = shown.totals
    return shapes.Province(
        province=shown.scope.name,
        year=shown.year,
        years=list(shown.years),
        cut=_cut(shown),
        figures=[
            _count(figures.PARTICIPATION, totals.registered),
            _share(figures.PASS_RATE, totals.rate),
            _share(figures.PASS_RATE_OF_ACCEPTED, totals.rate_of_accepted),
            _share(figures.ACQUISITION_RATE, totals.acquired),
            _count(figures.CERTIFICATES_IN_USE, totals.use.use.count.value),
            _share(figures.CITY_COVERAGE, totals.coverage.share if totals.coverage else None),
            _share(figures.SOCIAL_SHARE, totals.social_share),
            _share(figures.COMPLETION, totals.completed),
        ],
    )


@router.get(
    "/province/{dimension}",
    response={200: shapes.Breakdown, **REFUSED},
    operation_id="get_province_breakdown",
    summary=N_("Get the province's figures by one dimension"),
    description=N_(
        "Return the province's figures by city, certificate, level, month, kind or "
        "entry year. Groups of fewer than five persons are hidden, and so is what "
        "would give them back."
    ),
)
def breakdown(
    request: Request,
    dimension: Dimension,
    year: shapes.Year | None = None,
) -> shapes.Breakdown:
    """Return the province's figures by city, certificate, level, month, kind or entry year.

    Groups of fewer than five persons are hidden, and so is what would give them back.
    """
    limits.reading(request)
    shown = _shown(year or 0, dimension)
    return shapes.Breakdown(
        province=shown.scope.name,
        dimension=dimension,
        year=shown.year,
        cut=_cut(shown),
        lines=[_line(one) for one in shown.breakdown.lines],
    )


def _shown(year: int, dimension: str) -> Dashboard:
    shown = dashboard.open_dashboard(access.province(own=False), year=year, dimension=dimension)
    if shown is None:
        raise NoFigures
    return shown


def _cut(shown: Dashboard) -> shapes.Cut:
    return shapes.Cut(taken_at=shown.cut.taken_at, formulas=dict(shown.cut.formulas))


def _count(formula: Formula, value: int | None) -> shapes.Figure:
    return shapes.Figure(
        id=formula.id,
        version=formula.version,
        name=_(formula.name),
        value=value,
        is_hidden=value is None,
    )


def _share(formula: Formula, found: Share | None) -> shapes.Figure:
    return shapes.Figure(
        id=formula.id,
        version=formula.version,
        name=_(formula.name),
        numerator=found.numerator if found else None,
        denominator=found.denominator if found else None,
        percent=found.percent if found else None,
        is_hidden=found is None,
    )


def _line(line: Line) -> shapes.Line:
    return shapes.Line(
        key=line.key,
        name=line.name,
        code=line.code,
        participation=line.registered,
        sat=line.sat,
        pass_rate=_parts(line.rate),
        certificates_issued=line.issued,
        acquisition_rate=_parts(line.acquired),
        has_site=line.covered,
        hidden=sorted(line.hidden - {"in_force"}),
    )


def _parts(found: Share | None) -> shapes.Share | None:
    if found is None:
        return None
    return shapes.Share(
        numerator=found.numerator, denominator=found.denominator, percent=found.percent
    )
