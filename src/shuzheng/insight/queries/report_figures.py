"""What bi-weekly reports are prefilled with (R-191): an institution's figures of some days."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from shuzheng.credentials.models import Certificate
from shuzheng.insight.queries import definitions
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import QuerySet

NAMES = ("registrations", "candidates", "certificates")
"""What is counted, in the order in which `of_days` asks for it."""


def of_days(since: date, until: date) -> Mapping[int, Mapping[str, int]]:
    """Return each institution's figures of the days from `since` to `until`, both included.

    Registrations count by the instant they were accepted, candidates by their plan's first day
    where they came, certificates by their first issue.
    """
    registrations = definitions.registrations().filter(institution__isnull=False)
    accepted = registrations.filter(
        accepted_at__gte=periods.start_of(since), accepted_at__lt=periods.end_of(until)
    )
    came = registrations.filter(definitions.CAME_AT_ALL).filter(
        plan__first_on__gte=since, plan__first_on__lte=until
    )
    issued = Certificate.objects.filter(
        definitions.CERTIFICATE_COUNTED,
        institution__isnull=False,
        first_issued_on__gte=since,
        first_issued_on__lte=until,
    )
    found: defaultdict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(NAMES, 0))
    every: tuple[QuerySet[Any], ...] = (accepted, came, issued)
    for name, rows in zip(NAMES, every, strict=True):
        counted = rows.order_by().values_list("institution_id").annotate(Count("pk"))
        for institution, count in counted:
            found[institution][name] = count
    return found
