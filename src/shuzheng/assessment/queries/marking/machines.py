"""The papers of a part that wait for the machine's marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import marks as access
from shuzheng.assessment.models import MarkingSheet
from shuzheng.assessment.queries import markers
from shuzheng.assessment.rules.marking import State

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class MachinePart:
    """A part that a machine marks; `full` in hundredths."""

    id: int
    name: str
    full: int
    plan_id: int
    plan_name: str


@dataclass(frozen=True, slots=True)
class MachineLine:
    """A paper that waits for the machine's mark."""

    sheet_id: int
    ticket: str
    room: str
    seat: int


def part(component_id: int, actor: Actor) -> MachinePart:
    """Return a part of a plan of the actor's own organisation."""
    row = access.component(component_id, actor, Permission.MARK_TAKE)
    return MachinePart(row.pk, row.name, row.full, row.plan_id, row.plan.name)


def machine(component_id: int, actor: Actor) -> list[MachineLine]:
    """Return the papers of a part that wait for the machine's mark, by seat."""
    part = access.component(component_id, actor, Permission.MARK_TAKE)
    rows = MarkingSheet.objects.filter(component=part, state=State.UNMARKED).select_related(
        "registration__ticket", "registration__seat__seat__room"
    )
    return [
        MachineLine(
            sheet.pk,
            markers.code_of(sheet.registration),
            sheet.registration.seat.seat.room.name,
            sheet.registration.seat.seat.number,
        )
        for sheet in rows.order_by(
            "registration__seat__seat__room__site__code",
            "registration__seat__seat__room__code",
            "registration__seat__seat__number",
        )
    ]


def machine_sheets(component_id: int, actor: Actor) -> dict[str, int]:
    """Return the sheets of a part that a machine marks and has not marked yet, by ticket number."""
    part = access.component(component_id, actor, Permission.MARK_TAKE)
    rows = MarkingSheet.objects.filter(component=part, state=State.UNMARKED).order_by("pk")
    return dict(rows.values_list("registration__ticket__number", "pk"))
