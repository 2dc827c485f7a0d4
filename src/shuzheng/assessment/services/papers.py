"""Print the papers of an assessment day; each printing leaves a fact.

Rule: R-102 (tickets from their day on). A ticket printed again is the same copy; a lost one is
replaced by `tickets.reissue`, which counts. More than `AT_ONCE` tickets are printed by a job.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction

from shuzheng.assessment.access import Permission, plans
from shuzheng.assessment.access import results as own_access
from shuzheng.assessment.models import Plan
from shuzheng.assessment.queries import tickets as queries
from shuzheng.assessment.rules import ticket as rules
from shuzheng.foundation import facts, rulebooks
from shuzheng.foundation.documents import papers
from shuzheng.identity.queries import persons
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from shuzheng.kernel.actor import Actor

AT_ONCE: Final = 150
"""How many tickets are set while somebody waits: about three seconds."""

TICKETS = N_("admission tickets")
DOOR_LISTS = N_("door lists")
DESK_LABELS = N_("sheets of desk labels")
ATTENDANCE_SHEETS = N_("attendance sheets")


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF and the name it is saved under."""

    name: str
    body: bytes


@applies("R-102")
@transaction.atomic
def tickets(
    plan_id: int, *, actor: Actor, now: datetime, room_id: int = 0, class_id: int = 0
) -> Paper:
    """Print the tickets of a plan, a room or a class that are within the actor's reach."""
    actor.require(Permission.TICKET_PRINT)
    row = plans.plan(plan_id, actor, Permission.PLAN_VIEW)
    rules.check_available(row.first_on, periods.day(now), rulebooks.current())
    found = queries.tickets_for_paper(row, actor, room_id=room_id, class_id=class_id)
    body = papers.tickets(found, _imprint(row, actor, now))
    _note(row, TICKETS, len(found), _scope(room_id, class_id), actor, now)
    return Paper(f"准考证-{row.number}-{len(found)}张.pdf", body)


@applies("R-102")
@transaction.atomic
def own_ticket(uid: UUID, *, actor: Actor, now: datetime) -> Paper:
    """Print a candidate's own ticket, or a ward's."""
    candidate = own_access.own_registration(uid, actor, Permission.TICKET_PRINT)
    row = Plan.objects.select_related("organisation").get(pk=candidate.plan_id)
    rules.check_available(row.first_on, periods.day(now), rulebooks.current())
    found = queries.tickets_for_paper(row, actor, registration_id=candidate.pk)
    body = papers.tickets(found, _imprint(row, actor, now))
    _note(row, TICKETS, 1, "own", actor, now)
    return Paper(f"准考证-{found[0].number}.pdf", body)


@transaction.atomic
def door_lists(plan_id: int, *, actor: Actor, now: datetime, room_id: int = 0) -> Paper:
    """Print the lists for the doors of one's rooms, names masked."""
    return _rooms(plan_id, room_id, DOOR_LISTS, "考场名单", papers.door_lists, actor, now)


@transaction.atomic
def desk_labels(plan_id: int, *, actor: Actor, now: datetime, room_id: int = 0) -> Paper:
    """Print the labels for the desks of one's rooms."""
    return _rooms(plan_id, room_id, DESK_LABELS, "桌贴", papers.desk_labels, actor, now)


@transaction.atomic
def attendance_sheets(plan_id: int, *, actor: Actor, now: datetime, room_id: int = 0) -> Paper:
    """Print the sheets that candidates sign, for one's rooms."""
    make = papers.attendance_sheets
    return _rooms(plan_id, room_id, ATTENDANCE_SHEETS, "签到表", make, actor, now)


def count(plan_id: int, actor: Actor, *, room_id: int = 0, class_id: int = 0) -> int:
    """Return how many tickets a printing would have."""
    row = plans.plan(plan_id, actor, Permission.TICKET_PRINT)
    return len(queries.tickets_for_paper(row, actor, room_id=room_id, class_id=class_id))


def _rooms(
    plan_id: int,
    room_id: int,
    what: str,
    title: str,
    make: Callable[..., bytes],
    actor: Actor,
    now: datetime,
) -> Paper:
    row = queries.plan_for_papers(plan_id, actor)
    found = queries.rooms_for_paper(row, actor, room_id)
    body = make(found, _imprint(row, actor, now))
    _note(row, what, len(found), _scope(room_id, 0), actor, now)
    return Paper(f"{title}-{row.number}.pdf", body)


def _imprint(row: Plan, actor: Actor, now: datetime) -> papers.Imprint:
    own = persons.brief([actor.person_id]).get(actor.person_id)
    return papers.Imprint(
        printed_at=now,
        printed_by=own.name if own else "",
        demo=row.organisation.is_demonstration,
    )


def _scope(room_id: int, class_id: int) -> str:
    return f"room:{room_id}" if room_id else f"class:{class_id}" if class_id else "plan"


def _note(row: Plan, what: str, count: int, scope: str, actor: Actor, now: datetime) -> None:
    facts.record(
        "assessment.tickets.printed",
        row,
        actor=actor,
        now=now,
        count=count,
        what=what,
        scope=scope,
    )
