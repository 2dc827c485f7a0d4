"""Read a cut: sums by a dimension, distinct people, plans, certificates in use, sites."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import F, Sum
from django.db.models.functions import ExtractMonth, ExtractYear

from shuzheng.insight.core.dimensions import EVERY_YEAR, Dimension, ScopeKind
from shuzheng.insight.models import CutCity, CutCohort, CutPersons, CutPlan, CutRow, CutSite, CutUse
from shuzheng.insight.queries import definitions
from shuzheng.insight.queries.dashboard.values import Counts, UseSummary
from shuzheng.insight.rules import figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from shuzheng.insight.access import Scope
    from shuzheng.insight.rules.figures import Coverage, Share

Heads = dict[tuple[str, str], dict[str, int]]
"""Distinct persons by (measure, dimension) and by the group's key."""

COLUMNS = tuple(Counts.__dataclass_fields__)
SCOPED = {
    ScopeKind.CITY: "city_code",
    ScopeKind.INSTITUTION: "institution_id",
    ScopeKind.ORGANISATION: "organisation_id",
}
PLACES: Mapping[str, str] = {
    Dimension.CITY: "city_code",
    Dimension.INSTITUTION: "institution_id",
    Dimension.ORGANISATION: "organisation_id",
    Dimension.CERTIFICATE: "certificate_type_id",
    Dimension.LEVEL: "level",
    Dimension.KIND: "candidate_kind",
}
KEYED_BY_ITSELF = {
    Dimension.CITY: ScopeKind.CITY,
    Dimension.INSTITUTION: ScopeKind.INSTITUTION,
    Dimension.ORGANISATION: ScopeKind.ORGANISATION,
}


def rows(cut_id: int, scope: Scope) -> QuerySet[CutRow]:
    """Return the rows of a scope."""
    return CutRow.objects.filter(cut_id=cut_id, **where(scope))


def years(cut_id: int, scope: Scope) -> tuple[int, ...]:
    """Return the calendar years that a scope has rows of, newest first."""
    found = rows(cut_id, scope).annotate(year=ExtractYear("month")).values_list("year", flat=True)
    return tuple(sorted(set(found.order_by().distinct()), reverse=True))


def sums(cut_id: int, scope: Scope, year: int, dimension: str) -> dict[str, Counts]:
    """Return the sums of a year by a dimension."""
    wanted = rows(cut_id, scope).filter(month__year=year)
    if dimension == Dimension.MONTH:
        grouped: Any = ExtractMonth("month")
    else:
        grouped = F(PLACES[dimension])
    found: QuerySet[Any, Any] = (
        wanted.annotate(group=grouped)
        .values("group")
        .annotate(**{f"all_{name}": Sum(name) for name in COLUMNS})
        .order_by()
    )
    return {
        word(row["group"]): Counts(**{name: row[f"all_{name}"] for name in COLUMNS})
        for row in found
    }


def cohorts(cut_id: int, scope: Scope, dimension: str) -> dict[str, Share]:
    """Return the acquisition rate (K-02) by a dimension; "" gives the scope's own under ""."""
    found = CutCohort.objects.filter(cut_id=cut_id)
    own = KEYED_BY_ITSELF.get(dimension) if scope.kind != ScopeKind.ORGANISATION else None  # type: ignore[call-overload]  # any text may be asked
    if dimension == Dimension.COHORT:
        found = found.filter(scope=scope.kind, key=scope.key, dimension="").exclude(
            entry_year=EVERY_YEAR
        )
        key = "entry_year"
    elif own:
        found = found.filter(scope=own, dimension="", entry_year=EVERY_YEAR)
        key = "key"
    else:
        found = found.filter(
            scope=scope.kind, key=scope.key, dimension=dimension, entry_year=EVERY_YEAR
        )
        key = "value"
    return {
        word(at): figures.acquisition_rate(holders, students)
        for at, holders, students in found.values_list(key, "holders", "students")
    }


def persons(cut_id: int, scope: Scope, year: int) -> Heads:
    """Return distinct persons of a year by measure and dimension, as far as the cut has them."""
    found: Heads = defaultdict(dict)
    rows_of_year = CutPersons.objects.filter(
        cut_id=cut_id, scope=scope.kind, key=scope.key, year=year
    )
    for measure, dimension, value, count in rows_of_year.values_list(
        "measure", "dimension", "value", "persons"
    ):
        found[measure, dimension][value] = count
    return found


def plans(cut_id: int, scope: Scope, year: int) -> list[CutPlan]:
    """Return what was planned for a year, where a headcount was."""
    return list(CutPlan.objects.filter(cut_id=cut_id, year=year, planned__gt=0, **where(scope)))


def completion(planned: Iterable[CutPlan], dimension: str) -> dict[str, Share]:
    """Return the completion of plans (K-39) by a dimension; "" gives one share under ""."""
    parts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    column = PLACES.get(dimension, "")
    for row in planned:
        part = parts[word(getattr(row, column)) if column else ""]
        part[0] += row.accepted
        part[1] += row.planned or 0
        part[2] += row.refused
    return {key: figures.completion(*part) for key, part in parts.items()}


def coverage(cut_id: int, scope: Scope) -> tuple[Coverage | None, frozenset[str]]:
    """Return the coverage of cities by sites (K-20) and the cities it counts; not for a school."""
    if scope.kind == ScopeKind.INSTITUTION:
        return None, frozenset()
    uses = CutUse.objects.filter(
        cut_id=cut_id, is_pilot=True, state__in=sorted(definitions.IN_USE), **where(scope)
    )
    piloted: defaultdict[str, set[str]] = defaultdict(set)
    for city, certificate in uses.values_list("city_code", "certificate_type_id"):
        piloted[city].add(str(certificate))
    counted = CutCity.objects.filter(cut_id=cut_id, is_prefecture=True, pilots__gt=0)
    if scope.kind == ScopeKind.CITY:
        counted = counted.filter(city_code=scope.key)
    wanted = set(counted.values_list("city_code", flat=True))
    if scope.kind == ScopeKind.ORGANISATION:
        wanted &= set(piloted)
    sites: defaultdict[str, set[str]] = defaultdict(set)
    for city, certificate in CutSite.objects.filter(cut_id=cut_id).values_list(
        "city_code", "certificate_type_id"
    ):
        sites[city].add(str(certificate))
    found = figures.city_coverage({city: piloted[city] for city in sorted(wanted)}, sites)
    return found, frozenset(wanted)


def prefectures(cut_id: int) -> list[str]:
    """Return the prefecture-level cities of the cut, by code."""
    found = CutCity.objects.filter(cut_id=cut_id, is_prefecture=True).order_by("city_code")
    return list(found.values_list("city_code", flat=True))


def use(cut_id: int, scope: Scope, year: int) -> UseSummary:
    """Return the certificates in use (K-08): kinds by batch, field and level, pairs by state."""
    found = CutUse.objects.filter(cut_id=cut_id, **where(scope))
    used: dict[int, tuple[str, str]] = {}
    levels: defaultdict[str, set[int]] = defaultdict(set)
    states: defaultdict[str, int] = defaultdict(int)
    institutions, entered, left = set(), 0, 0
    for row in found.select_related("certificate_type"):
        states[row.state] += 1
        entered += row.entered_on is not None and row.entered_on.year == year
        left += row.left_on is not None and row.left_on.year == year
        if row.state in definitions.IN_USE:
            kind = row.certificate_type
            used[kind.pk] = (str(kind.batch or ""), kind.field)
            institutions.add(row.institution_id)
            for level in row.levels or kind.levels:
                levels[level].add(kind.pk)
    by_batch, by_field = _tally(b for b, _ in used.values()), _tally(f for _, f in used.values())
    return UseSummary(
        use=figures.certificates_in_use(by_batch, entered, left),
        by_batch=by_batch,
        by_field=by_field,
        by_level={level: len(kinds) for level, kinds in levels.items()},
        by_state=dict(states),
        institutions=len(institutions),
    )


def word(value: object) -> str:
    """Return a group's key as text; months have two digits."""
    return "" if value is None else str(value)


def _tally(values: Any) -> dict[str, int]:  # noqa: ANN401 - any iterable of text
    found: defaultdict[str, int] = defaultdict(int)
    for value in values:
        found[value] += 1
    return dict(sorted(found.items()))


def where(scope: Scope) -> dict[str, Any]:
    """Return the filter of a scope for rows of a cut."""
    column = SCOPED.get(scope.kind)
    return {column: scope.key} if column else {}


def total(cut_id: int, scope: Scope, year: int, narrowed: Mapping[str, str]) -> Counts:
    """Return the sum of a scope's rows of a year, narrowed by dimensions."""
    wanted = rows(cut_id, scope).filter(month__year=year)
    for dimension, key in narrowed.items():
        if dimension == Dimension.MONTH:
            wanted = wanted.filter(month__month=key)
        else:
            wanted = wanted.filter(**{PLACES[dimension]: key})
    return Counts(**wanted.aggregate(**{name: Sum(name, default=0) for name in COLUMNS}))


def uses_in_force(cut_id: int, scope: Scope, narrowed: Mapping[str, str]) -> int:
    """Return how many certificates in institutions are in use, narrowed by dimensions."""
    found = CutUse.objects.filter(
        cut_id=cut_id, state__in=sorted(definitions.IN_USE), **where(scope)
    )
    return found.filter(**{PLACES[dimension]: key for dimension, key in narrowed.items()}).count()
