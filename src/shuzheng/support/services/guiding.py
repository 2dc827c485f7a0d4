"""Record guidance and its follow-up; give help to an institution that carries out badly.

Rules: R-250, R-221.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.foundation import facts, moves
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.support import access
from shuzheng.support.access import Permission
from shuzheng.support.models import Guidance, Help
from shuzheng.support.rules import guidance as rules
from shuzheng.support.rules.guidance import GUIDANCE, HELP, HelpState, HelpVerb, State, Verb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Given:
    """One guidance as a form or a sheet gives it."""

    institution_id: int
    way: rules.Way
    given_on: date
    subject: str
    words: str
    follow_up: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """Help with its three parts."""

    institution_id: int
    ground: rules.Ground
    reason: str
    training: str
    training_on: date
    helper: str
    plan: str
    until: date


@applies("R-250")
@transaction.atomic
def give(given: Given, *, actor: Actor, now: datetime) -> int:
    """Record one guidance; returns its id."""
    [row] = _give([given], actor, now)
    facts.record("support.guidance.given", row, actor=actor, now=now, way=given.way.value)
    return row.pk


@applies("R-250")
@transaction.atomic
def give_all(rows: Sequence[Given], *, actor: Actor, now: datetime) -> int:
    """Record what a sheet lists; returns how many."""
    made = _give(rows, actor, now)
    if made:
        passages = [facts.Passage(facts.name_of(row)) for row in made]
        facts.record(
            "support.guidance.imported",
            made[0],
            actor=actor,
            now=now,
            passages=passages,
            count=len(made),
        )
    return len(made)


@applies("R-250")
@transaction.atomic
def report(pk: int, told: str, *, actor: Actor, now: datetime) -> None:
    """Tell as the institution what followed."""
    row = access.guidance(pk, actor, Permission.GUIDANCE_REPORT)
    moved = moves.move(row, GUIDANCE, Verb.REPORT, told=told.strip(), told_on=periods.day(now))
    facts.record("support.guidance.reported", row, actor=actor, now=now, moved=moved)


@applies("R-250")
@transaction.atomic
def close(pk: int, outcome: str, *, actor: Actor, now: datetime) -> None:
    """Say what came of a guidance."""
    row = access.guidance(pk, actor, Permission.GUIDANCE_GIVE)
    moved = moves.move(
        row, GUIDANCE, Verb.CLOSE, outcome=outcome.strip(), closed_on=periods.day(now)
    )
    facts.record("support.guidance.closed", row, actor=actor, now=now, moved=moved)


@applies("R-221")
@transaction.atomic
def offer(given: Offered, *, actor: Actor, now: datetime) -> int:
    """Begin help for an institution; returns its id."""
    actor.require(Permission.HELP_GIVE)
    one = access.institution(given.institution_id, actor)
    today = periods.day(now)
    rules.check_help(
        given.training, given.training_on, given.helper, given.plan, given.until, today
    )
    try:
        with transaction.atomic():
            row = Help.objects.create(
                institution_id=one.id,
                state=HELP.initial,
                ground=given.ground,
                reason=given.reason.strip(),
                training=given.training.strip(),
                training_on=given.training_on,
                helper=given.helper.strip(),
                plan=given.plan.strip(),
                opened_on=today,
                until=given.until,
            )
    except IntegrityError:
        raise rules.HelpedAlready(institution=one.name) from None
    facts.record("support.help.begun", row, actor=actor, now=now, ground=given.ground.value)
    return row.pk


@applies("R-221")
@transaction.atomic
def train(pk: int, held_on: date, managers: int, *, actor: Actor, now: datetime) -> None:
    """Record that managers were trained, and how many."""
    row = access.help_row(pk, actor, Permission.HELP_GIVE)
    if held_on > periods.day(now):
        raise rules.GivenAhead(day=held_on)
    changed = Help.objects.filter(pk=pk, state=HelpState.UNDER_WAY, held_on=None)
    if not changed.update(held_on=held_on, managers=managers):
        raise MovedMeanwhile
    facts.record("support.help.trained", row, actor=actor, now=now, managers=managers)


@applies("R-221")
@transaction.atomic
def finish(pk: int, outcome: str, *, actor: Actor, now: datetime) -> None:
    """Close help with what came of it, once managers were trained."""
    row = access.help_row(pk, actor, Permission.HELP_GIVE)
    HELP.after(HelpState(row.state), HelpVerb.CLOSE)
    rules.check_trained(row.held_on)
    moved = moves.move(
        row, HELP, HelpVerb.CLOSE, outcome=outcome.strip(), closed_on=periods.day(now)
    )
    facts.record("support.help.closed", row, actor=actor, now=now, moved=moved)


def _give(rows: Sequence[Given], actor: Actor, now: datetime) -> list[Guidance]:
    actor.require(Permission.GUIDANCE_GIVE)
    today, known = periods.day(now), access.institutions(actor)
    made = []
    for one in rows:
        if one.institution_id not in known:
            raise access.NoSuchInstitution
        asks = rules.check(one.given_on, one.follow_up, one.due_on, today)
        made.append(
            Guidance(
                institution_id=one.institution_id,
                given_by_id=actor.organisation_id,
                state=State.OPEN if asks else State.CLOSED,
                way=one.way,
                given_on=one.given_on,
                subject=one.subject.strip(),
                words=one.words.strip(),
                follow_up=one.follow_up.strip(),
                due_on=one.due_on,
                closed_on=None if asks else one.given_on,
            )
        )
    return Guidance.objects.bulk_create(made)
