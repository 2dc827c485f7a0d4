"""Settle which parties a case is about: they neither own it nor see it.

An enquiry is about nobody: whoever it names may answer it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.complaints.models import Concerned
from shuzheng.complaints.queries import subjects
from shuzheng.complaints.rules.complaint import Kind

if TYPE_CHECKING:
    from shuzheng.complaints.models import Complaint


def settle(row: Complaint) -> None:
    """Keep the parties that a case is about, as its kind and subject say now. Part of an act."""
    found = set() if row.kind == Kind.ENQUIRY else subjects.parties(subjects.of(row))
    held = set(row.concerned.values_list("organisation_id", flat=True))
    row.concerned.exclude(organisation__in=found).delete()
    Concerned.objects.bulk_create(
        Concerned(complaint=row, organisation_id=one) for one in sorted(found - held)
    )
