"""What a version of a filing says and lacks, as the rules see it.

Rules: R-017, R-031, R-033, R-041. Acts and pages read it here, so that a page never shows another
list of what is missing than the one that submitting refuses with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import rulebooks
from shuzheng.pilots.models import LeadingGroupMember
from shuzheng.pilots.rules import completeness

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.pilots.models import Filing, FilingVersion


def missing(row: Filing, version: FilingVersion, today: date) -> tuple[completeness.Missing, ...]:
    """Return everything that keeps a version from being submitted, in the order of its form."""
    book = rulebooks.current()
    group = LeadingGroupMember.objects.filter(institution_id=row.institution_id, until=None)
    return (
        *completeness.missing(content_of(version), today, book),
        *completeness.missing_from_leading_group(
            set(group.values_list("role", flat=True)),
            version.confirmed_by_group_on,
            today,
            book,
            has_departments=row.institution.departments.exists(),
        ),
    )


def content_of(version: FilingVersion) -> completeness.Content:
    """Return what a version says, as the rules see it."""
    rows = list(version.items.order_by("pk"))
    names = certificates.brief(row.certificate_type_id for row in rows)
    return completeness.Content(
        version.self_assessment,
        tuple(
            completeness.Choice(
                key=names[row.certificate_type_id].code,
                name=names[row.certificate_type_id].name,
                levels=frozenset(row.levels),
                majors=tuple(row.majors),
                planned_headcount=row.planned_headcount,
                site_wanted=row.site_wanted,
                trainers=row.trainers,
                dates=row.dates,
            )
            for row in rows
        ),
    )
