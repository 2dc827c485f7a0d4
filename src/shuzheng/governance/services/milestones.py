"""Plan milestones, work on them, move their due days in everybody's sight (R-008)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.foundation import facts, moves
from shuzheng.governance import access
from shuzheng.governance.access import Permission
from shuzheng.governance.models import Milestone, Postponement
from shuzheng.governance.rules import milestone as rules
from shuzheng.governance.rules import plan as plans
from shuzheng.governance.rules.milestone import MILESTONE, Content, State, Verb
from shuzheng.identity.queries import organisations
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor

NEEDS = {
    Verb.BEGIN: Permission.MILESTONE_WORK,
    Verb.FINISH: Permission.MILESTONE_WORK,
    Verb.CALL_OFF: Permission.MILESTONE_PLAN,
    Verb.TAKE_UP_AGAIN: Permission.MILESTONE_PLAN,
}
"""Who owns a milestone works on it; the office and the department decide whether it stays."""


class MilestoneTwice(Refusal):
    """A year has one milestone of a name."""

    code = "milestone-twice"
    status = 409
    template = "The plan of {year} has a milestone “{name}” already."
    rule = "R-008"


@dataclass(frozen=True, slots=True)
class Stone:
    """What is written of a milestone; `owner` may be named that is not on the platform."""

    name: str
    content: Content
    owner: str
    due_on: date


@applies("R-008")
@transaction.atomic
def plan_all(year: int, given: Sequence[Stone], *, actor: Actor, now: datetime) -> list[int]:
    """Add milestones to a year's plan; returns their ids. All of them or none."""
    actor.require(Permission.MILESTONE_PLAN)
    plans.check_year(year, periods.day(now))
    made = [_add(year, one) for one in given]
    if made:
        facts.record(
            "governance.milestones.planned",
            made[0],
            actor=actor,
            now=now,
            passages=[facts.Passage(facts.name_of(row), "", "") for row in made],
            year=year,
            count=len(made),
        )
    return [row.pk for row in made]


@applies("R-008")
@transaction.atomic
def rewrite(milestone_id: int, given: Stone, *, actor: Actor, now: datetime) -> None:
    """Write a milestone anew that is not settled; its due day is moved by an act of its own."""
    row = access.milestone(milestone_id, actor, Permission.MILESTONE_PLAN)
    if State(row.state) not in rules.OPEN:
        raise rules.Settled
    try:
        with transaction.atomic():
            done = Milestone.objects.filter(pk=row.pk, state=row.state).update(
                name=given.name,
                content=given.content,
                owner=given.owner,
                owner_party_id=_party(given.owner),
            )
    except IntegrityError:
        raise MilestoneTwice(year=row.year, name=given.name) from None
    if not done:
        raise moves.MovedMeanwhile
    facts.record("governance.milestone.rewritten", row, actor=actor, now=now)


@applies("R-008")
@transaction.atomic
def postpone(milestone_id: int, day: date, reason: str, *, actor: Actor, now: datetime) -> None:
    """Move a due day, earlier or later; what it was and why stays with the milestone."""
    row = access.milestone(milestone_id, actor, Permission.MILESTONE_PLAN)
    rules.check_move(State(row.state), row.due_on, day, reason)
    rules.check_day(row.year, day)
    same = Milestone.objects.filter(pk=row.pk, state=row.state, due_on=row.due_on)
    if not same.update(due_on=day):
        raise moves.MovedMeanwhile
    Postponement.objects.create(
        milestone=row, was=row.due_on, due_on=day, reason=reason.strip(), moved_on=periods.day(now)
    )
    facts.record(
        "governance.milestone.postponed",
        row,
        actor=actor,
        now=now,
        was=row.due_on.isoformat(),
        due=day.isoformat(),
    )


@applies("R-008")
@transaction.atomic
def step(
    milestone_id: int,
    verb: Verb,
    said: str = "",
    document_id: int | None = None,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Begin, finish, call off or take up again; `said` is what came of it, or why."""
    row = access.milestone(milestone_id, actor, NEEDS[verb])
    MILESTONE.after(State(row.state), verb)
    rules.check_said(verb, said)
    today = periods.day(now)
    changes: dict[str, object] = {"said": said.strip()}
    if verb is Verb.BEGIN:
        changes = {"begun_on": today}
    elif verb is Verb.TAKE_UP_AGAIN:
        changes |= {"ended_on": None, "begun_on": row.begun_on or today, "document_id": None}
    else:
        changes |= {"ended_on": today, "document_id": document_id}
    moved = moves.move(row, MILESTONE, verb, **changes)
    facts.record(f"governance.milestone.{_PAST[verb]}", row, actor=actor, now=now, moved=moved)


_PAST = {
    Verb.BEGIN: "begun",
    Verb.FINISH: "reached",
    Verb.CALL_OFF: "called_off",
    Verb.TAKE_UP_AGAIN: "taken_up_again",
}


def _add(year: int, given: Stone) -> Milestone:
    rules.check_day(year, given.due_on)
    try:
        with transaction.atomic():
            return Milestone.objects.create(
                year=year,
                name=given.name,
                content=given.content,
                owner=given.owner,
                owner_party_id=_party(given.owner),
                due_on=given.due_on,
                state=MILESTONE.initial,
            )
    except IntegrityError:
        raise MilestoneTwice(year=year, name=given.name) from None


def _party(name: str) -> int | None:
    """Return the body of this name, where it is on the platform."""
    found = organisations.by_name(name)
    return found.id if found else None
