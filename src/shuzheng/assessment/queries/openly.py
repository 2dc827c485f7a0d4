"""What anybody may know of plans: which ones can be registered for now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.assessment.models import Plan
from shuzheng.assessment.rules.plan import State
from shuzheng.catalogue.rules.levels import Level

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """A plan that takes registrations: no place or person is named."""

    name: str
    certificate_code: str
    level: Level
    organisation: str
    first_on: date
    closes_at: datetime
    free: int


def open_plans(now: datetime, limit: int) -> list[OpenPlan]:
    """Return the plans open for registration at `now`, the first to close first."""
    rows = Plan.objects.filter(
        state=State.OPEN, registration_opens_at__lte=now, registration_closes_at__gt=now
    )
    rows = rows.select_related("certificate_type", "organisation")
    return [
        OpenPlan(
            row.name,
            row.certificate_type.code,
            Level(row.level),
            row.organisation.name,
            row.first_on,
            row.registration_closes_at,
            row.seats - row.places_taken,
        )
        for row in rows.order_by("registration_closes_at", "pk")[:limit]
    ]
