"""Sessions held in some days: where, for whom, and whether every step was done (K-15).

A session is held once a candidate was present; an unfinished one counts too. Steps before the
sitting (checked rooms, seats, two-person checks, paper opened by two) are guarded where they are
taken, so what can be missing is what comes after: the end of the sitting, and results by their day.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef

from shuzheng.assessment.models import Attendance, Plan, PlanRoom
from shuzheng.assessment.rules import sitting
from shuzheng.assessment.rules.plan import State

if TYPE_CHECKING:
    from datetime import date

BEGUN: Final = (
    State.IN_PROGRESS,
    State.SCORING,
    State.RESULTS_REVIEWED,
    State.RESULTS_PUBLISHED,
    State.CERTIFIED,
    State.ARCHIVED,
)
PUBLISHED: Final = frozenset({State.RESULTS_PUBLISHED, State.CERTIFIED, State.ARCHIVED})


@dataclass(frozen=True, slots=True)
class Held:
    """A session that was held; `is_complete` unless a step is overdue."""

    plan_id: int
    number: str
    name: str
    organisation_id: int
    first_on: date
    last_on: date
    sites: frozenset[int]
    is_complete: bool


def held(since: date, until: date) -> list[Held]:
    """Return the sessions whose last day lies from `since` to `until`, both included."""
    came = Attendance.objects.filter(
        registration__plan=OuterRef("pk"), state__in=sorted(sitting.CAME)
    )
    rows = Plan.objects.filter(
        Exists(came), state__in=BEGUN, last_on__gte=since, last_on__lte=until
    ).order_by("pk")
    sites: defaultdict[int, set[int]] = defaultdict(set)
    places = PlanRoom.objects.filter(plan__in=rows.order_by().values("pk"))
    for plan, site in places.values_list("plan_id", "room__site_id"):
        sites[plan].add(site)
    return [
        Held(
            row.pk,
            row.number,
            row.name,
            row.organisation_id,
            row.first_on,
            row.last_on,
            frozenset(sites[row.pk]),
            _complete(row, until),
        )
        for row in rows
    ]


def _complete(row: Plan, on: date) -> bool:
    """Return whether nothing of a session is overdue: its end, and its results by their day."""
    if row.state == State.IN_PROGRESS:
        return False
    due = row.results_due_on
    return row.state in PUBLISHED or due is None or on <= due
