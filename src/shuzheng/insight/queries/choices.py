"""What the rows of a scope can be narrowed to: its certificates, institutions, cities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.insight.core.dimensions import EVERY_YEAR, Dimension
from shuzheng.insight.models import CutCohort, CutUse
from shuzheng.insight.queries.dashboard import naming, reading

if TYPE_CHECKING:
    from shuzheng.insight.access import Scope

Choices = list[tuple[str, str]]


def of(cut_id: int, scope: Scope, dimension: str) -> Choices:
    """Return the (key, name) of the groups that a scope has in a cut, in their order."""
    keys = _cohorts(cut_id, scope) if dimension == Dimension.COHORT else set()
    if dimension != Dimension.COHORT:
        rows = reading.rows(cut_id, scope).order_by()
        column = reading.PLACES[dimension]
        keys = {reading.word(key) for key in rows.values_list(column, flat=True).distinct()}
    if dimension in {Dimension.CITY, Dimension.INSTITUTION, Dimension.CERTIFICATE}:
        used = CutUse.objects.filter(cut_id=cut_id, **reading.where(scope))
        column = reading.PLACES[dimension]
        keys |= {
            reading.word(key) for key in used.order_by().values_list(column, flat=True).distinct()
        }
    return [(key, name.name) for key, name in naming.names(dimension, keys - {""}).items()]


def _cohorts(cut_id: int, scope: Scope) -> set[str]:
    rows = CutCohort.objects.filter(
        cut_id=cut_id, scope=scope.kind, key=scope.key, dimension="", entry_year__gt=EVERY_YEAR
    )
    return {str(year) for year in rows.values_list("entry_year", flat=True)}
