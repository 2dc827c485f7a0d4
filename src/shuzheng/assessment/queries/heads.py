"""What the pages of a plan's sides say of the plan itself, and of one candidate in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.assessment.access import conduct, plans
from shuzheng.assessment.rules.plan import State

if TYPE_CHECKING:
    from shuzheng.assessment.access import Permission
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class PlanHead:
    """A plan's name and state; whether it is the actor's own, or held in the actor's rooms."""

    id: int
    number: str
    name: str
    state: State
    pass_rule: str
    is_own: bool
    hosts: bool

    @property
    def conducts(self) -> bool:
        """Whether the actor's organisation holds the plan or lends rooms to it."""
        return self.is_own or self.hosts


@dataclass(frozen=True, slots=True)
class CandidateHead:
    """One seated candidate: name, seat and ticket."""

    id: int
    plan_id: int
    plan_name: str
    name: str
    room: str
    seat: str


def plan(plan_id: int, actor: Actor, permission: Permission) -> PlanHead:
    """Return a plan within reach, for a purpose the actor is permitted."""
    row = plans.plan(plan_id, actor, permission)
    return PlanHead(
        row.pk,
        row.number,
        row.name,
        State(row.state),
        row.pass_rule,
        is_own=row.organisation_id == actor.organisation_id,
        hosts=conduct.hosts(row, actor),
    )


def candidate(registration_id: int, actor: Actor, permission: Permission) -> CandidateHead:
    """Return a candidate who has a seat, for a purpose the actor is permitted."""
    row = conduct.seated(registration_id, actor, permission)
    seat = row.seat.seat
    return CandidateHead(
        row.pk, row.plan_id, row.plan.name, row.person.name, seat.room.name, f"{seat.number:02d}"
    )
