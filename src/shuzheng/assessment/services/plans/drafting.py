"""Draft a plan, change it while nothing has opened, submit it.

Rules: R-057, R-104, R-109, R-113 (see `content`). Source: handbook 3.6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import plans as access
from shuzheng.assessment.models import Component, Plan, PlanRoom, PlanSession
from shuzheng.assessment.rules import plan as rules
from shuzheng.assessment.rules.plan import State, Verb
from shuzheng.assessment.services.plans.content import columns
from shuzheng.foundation import facts, moves
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from shuzheng.assessment.services.plans.content import Draft, Sitting
    from shuzheng.kernel.actor import Actor

CHANGEABLE = (State.DRAFT, State.SUBMITTED, State.REPORTED)


class NotChangeable(Refusal):
    """Once registration has opened, candidates rely on the plan."""

    code = "plan-not-changeable"
    status = 409
    template = "Registration has opened: the plan can be postponed or cancelled, not changed."


@applies("R-057", "R-104", "R-109", "R-113")
@transaction.atomic
def draft(content: Draft, *, actor: Actor, now: datetime) -> int:
    """Draft a plan of the actor's organisation; returns its id.

    Refuses by name what could never be right: weights, pass rule, dates, rooms of others.
    """
    actor.require(Permission.PLAN_WRITE)
    today = periods.day(now)
    fields = columns(content, actor, today)
    serial = (Plan.objects.order_by("-serial").values_list("serial", flat=True).first() or 0) + 1
    try:
        with transaction.atomic():
            row = Plan.objects.create(
                organisation_id=actor.organisation_id,
                serial=serial,
                number=f"{today.year}-{serial:05d}",
                state=State.DRAFT,
                **fields,
            )
    except IntegrityError:
        raise moves.MovedMeanwhile from None
    _write_parts(row, content)
    facts.record("assessment.plan.drafted", row, actor=actor, now=now, number=row.number)
    return row.pk


@applies("R-057", "R-104", "R-109", "R-113")
@transaction.atomic
def revise(plan_id: int, content: Draft, *, actor: Actor, now: datetime) -> None:
    """Change a plan whose registration has not opened; refuses as `draft` does."""
    row = access.own_plan(plan_id, actor, Permission.PLAN_WRITE)
    fields = columns(content, actor, periods.day(now))
    here = Plan.objects.filter(pk=row.pk, state=row.state)
    if row.state not in CHANGEABLE:
        raise NotChangeable
    if not here.update(**fields):
        raise moves.MovedMeanwhile
    row.sessions.all().delete()
    row.components.all().delete()
    row.rooms.all().delete()
    _write_parts(row, content)
    facts.record("assessment.plan.revised", row, actor=actor, now=now)


@transaction.atomic
def submit(plan_id: int, *, actor: Actor, now: datetime) -> None:
    """Submit a plan. Refuses an organisation that a decision bars from planning."""
    row = access.own_plan(plan_id, actor, Permission.PLAN_WRITE)
    restrictions.require(row.organisation_id, Act.PLAN, periods.day(now))
    moved = moves.move(row, rules.PLAN, Verb.SUBMIT)
    facts.record("assessment.plan.submitted", row, actor=actor, now=now, moved=moved)


def _write_parts(row: Plan, content: Draft) -> None:
    Component.objects.bulk_create(
        Component(
            plan=row,
            code=part.code,
            name=part.name,
            weight=part.weight,
            full=part.full,
            by_machine=part.by_machine,
        )
        for part in content.parts
    )
    write_sittings(row, content.sittings)
    PlanRoom.objects.bulk_create(
        PlanRoom(plan=row, room_id=room) for room in dict.fromkeys(content.room_ids)
    )
    row.institutions.set(content.institution_ids)


def write_sittings(row: Plan, sittings: Collection[Sitting]) -> None:
    """Write a plan's sittings. Part of larger acts."""
    PlanSession.objects.bulk_create(
        PlanSession(
            plan=row,
            component_code=one.component_code,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
        )
        for one in sittings
    )
