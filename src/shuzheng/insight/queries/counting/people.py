"""Distinct people, counted anew for every scope (`CutCohort`, `CutPersons`).

Figures: K-02, and the persons beside K-03. Somebody who moved from one city to another is one
person of the province and one of each city, so nothing here can be added up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Count, F, Q, Value
from django.db.models.functions import ExtractMonth, ExtractYear

from shuzheng.credentials.models import Certificate
from shuzheng.insight.core.dimensions import EVERY_YEAR, Dimension, ScopeKind
from shuzheng.insight.models import CutCohort, CutPersons
from shuzheng.insight.queries import definitions
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db.models import QuerySet

NOTHING = Value("", output_field=CharField())
REGISTERED, SAT, ISSUED = "registered", "sat", "issued"

COHORTS: tuple[tuple[ScopeKind, tuple[str, ...]], ...] = (
    (ScopeKind.PROVINCE, ("", Dimension.CERTIFICATE, Dimension.LEVEL)),
    (ScopeKind.CITY, ("", Dimension.CERTIFICATE, Dimension.LEVEL)),
    (ScopeKind.INSTITUTION, ("", Dimension.CERTIFICATE, Dimension.LEVEL)),
    (
        ScopeKind.ORGANISATION,
        ("", Dimension.CITY, Dimension.INSTITUTION, Dimension.CERTIFICATE, Dimension.LEVEL),
    ),
)
"""Which breakdowns of K-02 each scope has of its own; the province's cities are the cities."""

SAME: Mapping[str, str] = {
    ScopeKind.ORGANISATION: "organisation",
    Dimension.CERTIFICATE: "certificate_type",
    Dimension.LEVEL: "level",
}
"""What a holder's certificate has in common with the scope or the group it is counted in."""


@dataclass(frozen=True, slots=True)
class _Base:
    """Rows to count persons in: where each dimension is found, and the year."""

    rows: QuerySet[Any]
    organisation: str
    year: Any
    month: Any


def cohorts() -> Iterator[CutCohort]:
    """Yield students ever accepted, and those of them who hold a certificate (K-02)."""
    rows = definitions.registrations().filter(definitions.ACCEPTED & definitions.STUDENT)
    base = _Base(rows, "plan__organisation_id", EVERY_YEAR, None)
    for scope, dimensions in COHORTS:
        for dimension in dimensions:
            yield from _cohorts(base, scope, dimension, Value(EVERY_YEAR))
        yield from _cohorts(base, scope, "", definitions.entry_year())


def _cohorts(base: _Base, scope: ScopeKind, dimension: str, year: Any) -> Iterator[CutCohort]:  # noqa: ANN401 - an expression
    same = tuple(SAME[one] for one in (scope, dimension) if one in SAME)
    rows = (
        _placed(base, scope, dimension)
        .annotate(cohort=year, holding=definitions.holds(same=same))
        .values("at", "value", "cohort")
        .annotate(
            students=Count("person", distinct=True),
            holders=Count("person", distinct=True, filter=Q(holding=True)),
        )
        .order_by()
    )
    for row in rows.iterator():
        yield CutCohort(
            scope=scope,
            key=_word(row["at"]),
            dimension=dimension,
            value=_word(row["value"]),
            entry_year=row["cohort"],
            students=row["students"],
            holders=row["holders"],
        )


def persons() -> Iterator[CutPersons]:
    """Yield distinct persons registered, come and certified, by calendar year."""
    for measure, base in _bases().items():
        for dimension in ("", *Dimension):
            if dimension != Dimension.COHORT:
                yield from _persons(base, ScopeKind.PROVINCE, dimension, measure)
        if measure == REGISTERED:
            for scope in (ScopeKind.CITY, ScopeKind.INSTITUTION, ScopeKind.ORGANISATION):
                yield from _persons(base, scope, "", measure)
                yield from _persons(base, scope, Dimension.KIND, measure)


def _bases() -> dict[str, _Base]:
    counted = definitions.registrations().filter(definitions.COUNTED)
    return {
        REGISTERED: _Base(
            counted,
            "plan__organisation_id",
            definitions.year_of_acceptance(),
            ExtractMonth("accepted_at", tzinfo=periods.SHANGHAI),
        ),
        SAT: _Base(
            counted.filter(definitions.JUDGED),
            "plan__organisation_id",
            ExtractYear("plan__first_on"),
            ExtractMonth("plan__first_on"),
        ),
        ISSUED: _Base(
            Certificate.objects.filter(definitions.CERTIFICATE_COUNTED),
            "organisation_id",
            ExtractYear("first_issued_on"),
            ExtractMonth("first_issued_on"),
        ),
    }


def _persons(base: _Base, scope: ScopeKind, dimension: str, measure: str) -> Iterator[CutPersons]:
    rows = (
        _placed(base, scope, dimension)
        .annotate(in_year=base.year)
        .values("at", "value", "in_year")
        .annotate(heads=Count("person", distinct=True))
        .order_by()
    )
    for row in rows.iterator():
        yield CutPersons(
            scope=scope,
            key=_word(row["at"]),
            dimension=dimension,
            value=_word(row["value"]),
            year=row["in_year"],
            measure=measure,
            persons=row["heads"],
        )


def _placed(base: _Base, scope: ScopeKind, dimension: str) -> QuerySet[Any]:
    """Return the rows with the scope's key (`at`) and the group's (`value`)."""
    rows = base.rows
    if scope in {ScopeKind.INSTITUTION, ScopeKind.CITY}:
        rows = rows.filter(institution__isnull=False)
    placed: QuerySet[Any] = rows.annotate(at=_key(base, scope), value=_key(base, dimension))
    return placed


def _key(base: _Base, place: str) -> Any:  # noqa: ANN401 - an expression
    keys = {
        Dimension.CITY: definitions.city(),
        Dimension.INSTITUTION: F("institution_id"),
        Dimension.ORGANISATION: F(base.organisation),
        Dimension.CERTIFICATE: F("certificate_type_id"),
        Dimension.LEVEL: F("level"),
        Dimension.KIND: F("candidate_kind"),
        Dimension.MONTH: base.month,
    }
    return {str(name): key for name, key in keys.items()}.get(place, NOTHING)


def _word(value: object) -> str:
    """Return a key as it is stored: text, and "" for none."""
    return "" if value is None else str(value)
