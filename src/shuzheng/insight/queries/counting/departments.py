"""What the departments of institutions did, year by year, and what their students hold (R-040)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear

from shuzheng.credentials.models import Certificate
from shuzheng.identity.models import Enrolment
from shuzheng.insight.models import CutDepartment, CutHolding
from shuzheng.insight.queries import definitions
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

DEPARTMENT = "school_class__department_id"
MAJOR = "school_class__major_code"
Group = tuple[int, int]
"""A department and a calendar year."""


def figures(now: datetime) -> Iterator[CutDepartment]:
    """Yield each department with its sittings and majors, by the year of the plan's first day.

    Years without a sitting are left out but for the cut's own.
    """
    sat = _sat()
    counted = {
        (row[DEPARTMENT], row["year"]): row
        for row in sat.values(DEPARTMENT, "year")
        .annotate(
            persons=Count("person", distinct=True),
            sat=Count("pk"),
            disputed=Count("pk", filter=Q(is_disputed=True)),
            passed=Count("pk", filter=definitions.PASSED),
        )
        .order_by()
    }
    assessed: defaultdict[Group, set[str]] = defaultdict(set)
    for department, year, major in sat.values_list(DEPARTMENT, "year", MAJOR).distinct().order_by():
        assessed[department, year] |= {major} - {""}
    majors = _majors({periods.day(now).year, *(year for _, year in counted)})
    for department, year in sorted({*majors, *counted}):
        row = counted.get((department, year), {})
        taught = majors[department, year] | assessed[department, year]
        yield CutDepartment(
            department_id=department,
            year=year,
            persons=row.get("persons", 0),
            sat=row.get("sat", 0),
            disputed=row.get("disputed", 0),
            passed=row.get("passed", 0),
            majors=len(taught),
            majors_assessed=len(assessed[department, year]),
        )


def holdings() -> Iterator[CutHolding]:
    """Yield how many students of a department hold each certificate at each level, in force."""
    place = "result__registration__" + DEPARTMENT
    rows = (
        Certificate.objects.filter(definitions.CERTIFICATE_IN_FORCE, **{f"{place}__isnull": False})
        .values(place, "certificate_type_id", "level")
        .annotate(holders=Count("person", distinct=True))
        .order_by()
    )
    for row in rows.iterator():
        yield CutHolding(
            department_id=row[place],
            certificate_type_id=row["certificate_type_id"],
            level=row["level"],
            holders=row["holders"],
        )


def _sat() -> QuerySet[Any]:
    """Return the sittings of students whose class belongs to a department."""
    rows: QuerySet[Any] = (
        definitions.registrations()
        .filter(definitions.COUNTED & definitions.SAT, **{f"{DEPARTMENT}__isnull": False})
        .annotate(year=ExtractYear("plan__first_on"))
    )
    return rows


def _majors(years: set[int]) -> defaultdict[Group, set[str]]:
    """Return the majors of each department's classes that had students in a year."""
    found: defaultdict[Group, set[str]] = defaultdict(set)
    rows = Enrolment.objects.filter(**{f"{DEPARTMENT}__isnull": False})
    for year in years:
        there = rows.filter(
            Q(until=None) | Q(until__gte=date(year, 1, 1)), since__lte=date(year, 12, 31)
        )
        for department, major in there.values_list(DEPARTMENT, MAJOR).distinct().order_by():
            found[department, year] |= {major} - {""}
    return found
