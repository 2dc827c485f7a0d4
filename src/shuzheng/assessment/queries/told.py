"""What the log was told of one candidate, word for word; for the evidence file of a certificate.

Asked by `credentials`, which has asked who may have it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.assessment.models import Component, LoggedStep, Registration, SeatAssignment

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Told:
    """One step: `payload` as the entry at `index` commits to it, "" where it was erased."""

    kind: str
    part: str
    version: int
    payload: str
    index: int


@dataclass(frozen=True, slots=True)
class Seated:
    """Where the candidate sat, and the public id of the draw that gave the seat, "" for none."""

    site: str
    room: str
    seat: str
    draw: str
    locked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate's way as the platform holds it. `parts` are the parts' names by their codes."""

    uid: UUID
    institution: str
    parts: dict[str, str]
    steps: tuple[Told, ...]
    seated: Seated | None


def candidate(registration_id: int) -> Candidate:
    """Return what was logged of one registration, in the log's order, and its seat."""
    row = Registration.objects.select_related("institution").get(pk=registration_id)
    rows = LoggedStep.objects.filter(registration=row).order_by("log_index")
    found = rows.values_list("kind", "part", "version", "payload", "log_index")
    names = Component.objects.filter(plan=row.plan_id).values_list("code", "name")
    return Candidate(
        row.uid,
        row.institution.name if row.institution else "",
        dict(names),
        tuple(Told(*one) for one in found),
        _seated(registration_id),
    )


def _seated(registration_id: int) -> Seated | None:
    rows = SeatAssignment.objects.filter(registration=registration_id)
    row = rows.select_related("seating__draw", "seat__room__site").first()
    if row is None:
        return None
    draw = row.seating.draw
    return Seated(
        row.seat.room.site.name,
        row.seat.room.name,
        f"{row.seat.number:02d}",
        str(draw.uid) if draw else "",
        row.seating.locked_at,
    )
