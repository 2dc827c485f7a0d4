"""How long cases took, how many satisfied (K-35), and what was changed because of them (R-217)."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median_low
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q

from shuzheng.complaints import access
from shuzheng.complaints.models import Complaint
from shuzheng.complaints.rules.complaint import Kind, State
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.kernel.actor import Actor

MOST_CHANGES = 200


@dataclass(frozen=True, slots=True)
class Times:
    """Medians in calendar days (None of none), and counts behind the shares."""

    to_accept: int | None
    to_answer: int | None
    accepted: int
    accepted_in_time: int
    answered: int
    answered_in_time: int
    closed: int
    satisfied: int


@dataclass(frozen=True, slots=True)
class Change:
    """A change that an opinion or a complaint led to; who said it is nobody's to know."""

    kind: Kind
    text: str
    on: date


def times(actor: Actor) -> Times:
    """Return how the cases that the actor may know of were handled."""
    rows = access.complaints(actor)
    spans = list(rows.values_list("received_at", "accepted_on", "answered_on"))
    counted = rows.aggregate(
        accepted=Count("pk", filter=Q(accepted_on__isnull=False)),
        accepted_in_time=Count("pk", filter=Q(accepted_on__lte=F("accept_due_on"))),
        answered=Count("pk", filter=Q(answered_on__isnull=False)),
        answered_in_time=Count("pk", filter=Q(answered_on__lte=F("answer_due_on"))),
        closed=Count("pk", filter=Q(state=State.CLOSED)),
        satisfied=Count("pk", filter=Q(state=State.CLOSED, is_satisfied=True)),
    )
    return Times(
        _median([(end - periods.day(at)).days for at, end, _ in spans if end]),
        _median([(end - periods.day(at)).days for at, _, end in spans if end]),
        **counted,
    )


def changes() -> list[Change]:
    """Return the changes that were made because somebody spoke up, the newest first."""
    rows = Complaint.objects.exclude(change="").filter(answered_on__isnull=False)
    found = rows.order_by("-answered_on", "-pk").values_list("kind", "change", "answered_on")
    return [Change(Kind(kind), text, on) for kind, text, on in found[:MOST_CHANGES] if on]


def _median(days: list[int]) -> int | None:
    return median_low(days) if days else None
