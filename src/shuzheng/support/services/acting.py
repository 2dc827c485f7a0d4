"""Plan and tell the actions of a pairing; ask for its checks and write them (R-240)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts, rulebooks
from shuzheng.foundation.facts import Passage
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.support import access
from shuzheng.support.access import Permission
from shuzheng.support.models import Action, Check, Pairing
from shuzheng.support.queries import conditions
from shuzheng.support.rules import pairing as rules
from shuzheng.support.rules.pairing import ACTIVE, State

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


class ToldAlready(Refusal):
    """An action is told as done once."""

    code = "action-told-already"
    status = 409
    template = "This action is on record as done already."
    rule = "R-240"


class NotRunning(Refusal):
    """What is done in a pairing is done while it runs."""

    code = "pairing-not-running"
    status = 409
    template = "The pairing is not running."
    rule = "R-240"


class NotActive(Refusal):
    """Plans are made for what lies ahead."""

    code = "pairing-not-active"
    status = 409
    template = "Actions are planned once the pairing is agreed, and until it is evaluated."
    rule = "R-240"


class NoCheckDue(Refusal):
    """Checks are asked for each half-year."""

    code = "no-check-due"
    status = 409
    template = "No check of this pairing is due."
    rule = "R-240"


@dataclass(frozen=True, slots=True)
class Done:
    """What an institution tells of an action."""

    on: date
    persons: int | None
    hours: int | None
    words: str
    document_id: int | None = None


@applies("R-240")
@transaction.atomic
def plan(pk: int, title: str, due_on: date, *, actor: Actor, now: datetime) -> int:
    """Plan an action as one of the two institutions; returns its id."""
    row = access.pairing(pk, actor, Permission.PAIRING_ACT)
    access.side(row, actor)
    _require_active(row)
    rules.check_action(due_on, row.since, row.until)
    made = Action.objects.create(
        pairing=row, title=title.strip(), due_on=due_on, planned_by_id=actor.organisation_id
    )
    facts.record("support.action.planned", made, actor=actor, now=now, due=due_on.isoformat())
    return made.pk


@applies("R-240")
@transaction.atomic
def tell(pairing_id: int, pk: int, done: Done, *, actor: Actor, now: datetime) -> None:
    """Tell that an action was done."""
    row = access.action(pk, pairing_id, actor, Permission.PAIRING_ACT)
    pairing = row.pairing
    access.side(pairing, actor)
    if pairing.state != State.RUNNING:
        raise NotRunning
    today = periods.day(now)
    rules.check_past(done.on, today)
    rules.check_action(done.on, pairing.since, pairing.until)
    told = Action.objects.filter(pk=pk, done_on=None).update(
        done_on=done.on,
        persons=done.persons,
        hours=done.hours,
        words=done.words.strip(),
        document_id=done.document_id,
        told_by_id=actor.organisation_id,
        told_on=today,
    )
    if not told:
        raise ToldAlready
    facts.record("support.action.done", row, actor=actor, now=now, on=done.on.isoformat())


@applies("R-240")
@transaction.atomic
def ask_checks(*, now: datetime) -> dict[str, int]:
    """Ask for the half-yearly checks that have come up, and remind of those that are due.

    However late and however often it runs: none is left out and none is asked for twice.
    """
    today, book = periods.day(now), rulebooks.current()
    made = []
    for row in Pairing.objects.filter(state=State.RUNNING).order_by("pk"):
        had = set(row.checks.values_list("number", flat=True))
        made += [
            Check(pairing=row, number=one.number, on=one.on, due_on=one.due_on)
            for one in rules.checks(row.since, row.until, today, book)
            if one.number not in had
        ]
    asked = Check.objects.bulk_create(made, ignore_conflicts=True)
    for pairing in {one.pairing_id: one.pairing for one in asked}.values():
        facts.record("support.check.asked", pairing, actor=CLOCK, now=now)
    return {"asked": len(made), "reminded": _remind(now)}


@applies("R-240", "R-241")
@transaction.atomic
def check(pk: int, judgement: rules.Judgement, words: str, *, actor: Actor, now: datetime) -> None:
    """Write the check that is due, with the figures of the newest measurement."""
    row = access.pairing(pk, actor, Permission.PAIRING_PROPOSE)
    due = access.due_check(row)
    if row.state != State.RUNNING or due is None:
        raise NoCheckDue
    written = Check.objects.filter(pk=due.pk, written_on=None).update(
        written_on=periods.day(now),
        judgement=judgement,
        words=words.strip(),
        figures=conditions.of(row.helped_id),
    )
    if not written:
        raise MovedMeanwhile
    facts.record(
        "support.check.written",
        row,
        actor=actor,
        now=now,
        number=due.number,
        judgement=judgement.value,
    )


def _remind(now: datetime) -> int:
    """Remind of checks on the days that the rulebook names, once a day."""
    today, book = periods.day(now), rulebooks.current()
    waiting = Check.objects.filter(written_on=None, pairing__state=State.RUNNING)
    rows = [
        one
        for one in waiting.exclude(reminded_on=today).order_by("pk")
        if rules.reminds(one.due_on, today, book)
    ]
    ids = [one.pk for one in rows]
    if not Check.objects.filter(pk__in=ids, written_on=None).update(reminded_on=today):
        return 0
    passages = [Passage(facts.name_of(one)) for one in rows]
    facts.record(
        "support.checks.reminded", rows[0], actor=CLOCK, now=now, passages=passages, count=len(rows)
    )
    return len(rows)


def _require_active(row: Pairing) -> None:
    if State(row.state) not in ACTIVE:
        raise NotActive
