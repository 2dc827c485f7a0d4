"""Sessions that are over, with what they cost: one held through the acts, others put beside it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from shuzheng.assessment.models import (
    Attendance,
    CostSheet,
    Plan,
    PlanRoom,
    PlanSession,
    Registration,
    Room,
    Seat,
    SeatAssignment,
    Seating,
    Site,
)
from shuzheng.assessment.rules.cost import Costs
from shuzheng.assessment.services import costs
from shuzheng.assessment.tests.cast_b import MARKING_DAY

if TYPE_CHECKING:
    from shuzheng.assessment.tests.cast_b import Day

SPENT = Costs(premises=120_000, equipment=30_050, consumables=8_000, people=200_000)
"""3,580.50 yuan in all."""

DEAR = Costs(premises=120_000, equipment=30_050, consumables=8_000, people=260_000)


def kept(day: Day, spent: Costs = SPENT, note: str = "") -> int:
    """Keep the sheet of a session at its site; returns the version's id."""
    return costs.keep(day.plan, day.here.site, spent, note, actor=day.host(), now=MARKING_DAY)


def neighbours_site(day: Day) -> int:
    """Return the id of a site of the other school, with one room."""
    site = Site.objects.create(
        institution_id=day.here.school, code="9001", name="芜湖考核站点", address="芜湖市"
    )
    room = Room.objects.create(site=site, code="01", name="一号考场", rows=3, columns=4)
    Seat.objects.bulk_create(
        Seat(room=room, number=n + 1, row=n // 4 + 1, column=n % 4 + 1, usable=True)
        for n in range(12)
    )
    return site.pk


def another(day: Day, total: int, *, days: int, site: int = 0) -> int:
    """Return the id of a session of the same certificate and level that cost `total` fen.

    It ended so many days from `day`, and the same candidates came to it.
    """
    first = Plan.objects.get(pk=day.plan)
    count = Plan.objects.count()
    copy = Plan.objects.get(pk=day.plan)
    copy.pk, copy.uid, copy.number, copy.serial = None, uuid.uuid4(), f"KH9{count}", 90_000 + count
    copy.name = f"另一场{count}"
    copy.first_on, copy.last_on = (
        one + timedelta(days=days) for one in (first.first_on, first.last_on)
    )
    copy.save(force_insert=True)
    room = Room.objects.filter(site_id=site or day.here.site).order_by("pk")[0]
    PlanRoom.objects.create(plan=copy, room=room)
    _sat(day, copy, room)
    if total:
        CostSheet.objects.create(
            plan=copy,
            site_id=room.site_id,
            version=1,
            state="current",
            premises_fen=total,
            equipment_fen=0,
            consumables_fen=0,
            people_fen=0,
            recorded_on=copy.last_on,
        )
    return copy.pk


def _sat(day: Day, plan: Plan, room: Room) -> None:
    """Let the candidates of `day` sit one part of another plan."""
    session = PlanSession.objects.create(
        plan=plan,
        component_code="theory",
        starts_at=MARKING_DAY,
        ends_at=MARKING_DAY + timedelta(hours=1),
    )
    seating = Seating.objects.create(
        plan=plan,
        state="locked",
        seed="0",
        algorithm="1",
        inputs_digest="0",
        planned_at=MARKING_DAY,
    )
    seats = list(room.seats.order_by("pk"))
    for n, pk in enumerate(day.candidates):
        row = Registration.objects.get(pk=pk)
        row.pk, row.uid, row.plan, row.plan_over = None, uuid.uuid4(), plan, True
        row.save(force_insert=True)
        SeatAssignment.objects.create(seating=seating, registration=row, seat=seats[n])
        Attendance.objects.create(registration=row, session=session, state="submitted")
