"""Record a measure of the office, report what was done about it, and close it. Rule: R-015.

What was said at a meeting or a summons is kept with the measure and never in facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.identity.queries import organisations
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.standing import access
from shuzheng.standing.access import Permission
from shuzheng.standing.models import Measure
from shuzheng.standing.rules import measures as rules
from shuzheng.standing.rules.measures import State, Verb
from shuzheng.standing.services.restrictions import NoSuchParty

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor

PARTIES = ("institution", "evaluation_organisation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What the office did: why, when, with whom, with what outcome, and what it asks for."""

    organisation_id: int
    kind: rules.Kind
    held_on: date
    reason: str
    attendees: str
    outcome: str
    follow_up: str
    due_on: date


@applies("R-015")
@transaction.atomic
def record(taken: Taken, *, actor: Actor, now: datetime) -> int:
    """Record a measure; the party sees it at once. Returns its id."""
    actor.require(Permission.MEASURE_RECORD)
    rules.check(taken.kind, taken.held_on, taken.due_on, periods.day(now), rulebooks.current())
    found = organisations.brief([taken.organisation_id]).get(taken.organisation_id)
    if found is None or found.kind not in PARTIES:
        raise NoSuchParty
    row = Measure.objects.create(
        organisation_id=found.id,
        kind=taken.kind,
        state=State.OPEN,
        held_on=taken.held_on,
        reason=taken.reason,
        attendees=taken.attendees,
        outcome=taken.outcome,
        follow_up=taken.follow_up,
        due_on=taken.due_on,
    )
    facts.record("standing.measure.taken", row, actor=actor, now=now, kind=taken.kind.value)
    return row.pk


@applies("R-015")
@transaction.atomic
def report(measure_id: int, done: str, *, actor: Actor, now: datetime) -> None:
    """Report, as the party, what was done; late it is still taken."""
    row = access.measure(measure_id, actor, Permission.MEASURE_ANSWER)
    today = periods.day(now)
    moved = moves.move(row, rules.MEASURE, Verb.REPORT, done=done, done_on=today)
    facts.record("standing.measure.reported", row, actor=actor, now=now, moved=moved)


@transaction.atomic
def send_back(measure_id: int, reason: str, due_on: date, *, actor: Actor, now: datetime) -> None:
    """Ask for more by a new day, and say why."""
    row = access.measure(measure_id, actor, Permission.MEASURE_RECORD)
    if due_on < periods.day(now):
        raise rules.NewDayPast(due_on=due_on)
    moved = moves.move(row, rules.MEASURE, Verb.RETURN, answer=reason, due_on=due_on)
    facts.record("standing.measure.returned", row, actor=actor, now=now, moved=moved)


@transaction.atomic
def close(measure_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Close a measure: what was asked for is done, or is not needed any more."""
    row = access.measure(measure_id, actor, Permission.MEASURE_RECORD)
    today = periods.day(now)
    moved = moves.move(row, rules.MEASURE, Verb.CLOSE, answer=reason, closed_on=today)
    facts.record("standing.measure.closed", row, actor=actor, now=now, moved=moved)
