"""What this room and those below know of a certificate in an institution, for some days (R-052)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.catalogue.queries import certificates
from shuzheng.pilots.models import ActivityReport, Case, FilingItem, Problem
from shuzheng.pilots.rules import activity, filing
from shuzheng.workforce.queries import qualifications

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.pilots.models import InstitutionCertificate

HELD = (activity.State.HELD, activity.State.SUMMED_UP)


def of(entry: InstitutionCertificate, since: date, until: date) -> dict[str, int]:
    """Return the figures of one certificate in one institution for these days."""
    kind, here = entry.certificate_type_id, entry.institution_id
    events = ActivityReport.objects.filter(
        certificate_type_id=kind, state__in=HELD, starts_on__gte=since, starts_on__lte=until
    )
    levels = certificates.brief([kind])[kind].levels
    assessors = {
        one.person_id
        for level in levels
        for one in qualifications.valid_assessors(kind, level, until)
    }
    problems = Problem.objects.filter(
        institution_id=here,
        certificate_type_id=kind,
        reported_on__gte=since,
        reported_on__lte=until,
    )
    cases = Case.objects.filter(
        institution_id=here, certificate_type_id=kind, opened_on__gte=since, opened_on__lte=until
    )
    planned = FilingItem.objects.filter(
        version__filing__institution_id=here,
        version__filing__year=until.year,
        version__state=filing.VersionState.IN_FORCE,
        certificate_type_id=kind,
    )
    return {
        "events": events.count(),
        "assessors": len(assessors),
        "problems": problems.count(),
        "cases": cases.count(),
        "planned": planned.values_list("planned_headcount", flat=True).first() or 0,
    }
