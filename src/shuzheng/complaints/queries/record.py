"""Cases about an evaluation organisation or one of its certificates, for its record (R-055).

Whoever handles cases finds those that he or she may know of; the organisation itself finds what it
was asked, and nothing else. `RecordCase` has no field for text or complainant, and a test holds the
list of its fields.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.complaints import access
from shuzheng.complaints.models import Concerned
from shuzheng.complaints.queries import asked, subjects
from shuzheng.complaints.rules.complaint import Kind, Outcome, State
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.complaints.queries.asked import Question
    from shuzheng.kernel.actor import Actor

JOINED = ("organisation", "certificate_type", "site", "plan")


@dataclass(frozen=True, slots=True)
class RecordCase:
    """A complaint or an opinion as the record shows it."""

    id: int
    number: str
    kind: Kind
    about: str
    received_on: date
    state: State
    outcome: Outcome | None


def cases(organisation_id: int, actor: Actor) -> list[RecordCase]:
    """Return the complaints and opinions that the actor may know of, the newest first."""
    concerned = Concerned.objects.filter(organisation=organisation_id)
    about = (
        Q(pk__in=concerned.order_by().values("complaint_id"))
        | Q(organisation=organisation_id)
        | Q(certificate_type__organisation=organisation_id)
    )
    rows = access.complaints(actor).exclude(kind=Kind.ENQUIRY).filter(about)
    return [
        RecordCase(
            row.pk,
            row.number,
            Kind(row.kind),
            subjects.label(row),
            periods.day(row.received_at),
            State(row.state),
            Outcome(row.outcome) if row.outcome else None,
        )
        for row in rows.select_related(*JOINED).order_by("-received_at", "-pk")
    ]


def questions(actor: Actor) -> list[Question]:
    """Return what the actor's own organisation was asked because of cases, the newest first."""
    return asked.listed(actor)
