"""Propose a pairing, answer it, decide it, end it (R-240)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.kernel import periods
from shuzheng.kernel.actor import CLOCK
from shuzheng.kernel.rulebook import applies
from shuzheng.standing.queries import restrictions
from shuzheng.standing.rules.restrictions import Act
from shuzheng.support import access
from shuzheng.support.access import Permission
from shuzheng.support.models import Pairing
from shuzheng.support.queries import conditions
from shuzheng.support.rules import pairing as rules
from shuzheng.support.rules.pairing import OPEN, PAIRING, Asked, Side, State, Verb, Word

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor
    from shuzheng.support.rules.pairing import Agreement


@applies("R-240")
@transaction.atomic
def propose(
    helper_id: int,
    helped_id: int,
    agreed: Agreement,
    *,
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> int:
    """Propose that one institution helps another; returns the pairing's id."""
    actor.require(Permission.PAIRING_PROPOSE)
    if helper_id == helped_id:
        raise rules.OneInstitutionTwice
    helper, helped = access.institution(helper_id, actor), access.institution(helped_id, actor)
    today, book = periods.day(now), rulebooks.current()
    restrictions.require(helper_id, Act.REGISTRATION, today)
    rules.check_agreement(agreed, today, book)
    helping = Pairing.objects.filter(helper_id=helper_id, state__in=sorted(OPEN)).count()
    rules.check_helper(helper.name, helping, today, book)
    try:
        with transaction.atomic():
            row = Pairing.objects.create(
                helper_id=helper_id,
                helped_id=helped_id,
                state=PAIRING.initial,
                measurement=conditions.newest_row(),
                reason=reason.strip(),
                measures=[one.value for one in agreed.measures],
                since=agreed.since,
                until=agreed.until,
                shares=[one.value for one in agreed.shares],
                words=agreed.words.strip(),
                goal=agreed.goal.strip(),
                proposed_on=today,
                answer_until=rules.answer_until(today, rulebooks.calendar(), book),
            )
    except IntegrityError:
        raise rules.PairedAlready(helper=helper.name, helped=helped.name) from None
    facts.record("support.pairing.proposed", row, actor=actor, now=now)
    return row.pk


@applies("R-240")
@transaction.atomic
def answer(pk: int, word: Word, said: str, *, actor: Actor, now: datetime) -> None:
    """Say for one's institution whether it agrees."""
    row = access.pairing(pk, actor, Permission.PAIRING_ANSWER)
    PAIRING.after(State(row.state), Verb.AGREE)
    side = access.side(row, actor).value
    open_rows = Pairing.objects.filter(pk=pk, state=State.PROPOSED, **{f"{side}_word": ""})
    changes = {
        f"{side}_word": word.value,
        f"{side}_said": said.strip(),
        f"{side}_on": periods.day(now),
    }
    if not open_rows.update(**changes):
        raise rules.AnsweredAlready
    facts.record("support.pairing.answered", row, actor=actor, now=now, side=side, word=word.value)


@applies("R-240")
@transaction.atomic
def agree(pk: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Confirm a pairing as the department, once both answered or their time is over."""
    row = access.pairing(pk, actor, Permission.PAIRING_DECIDE)
    PAIRING.after(State(row.state), Verb.AGREE)
    today = periods.day(now)
    rules.check_answers(asked(row), row.answer_until, today, reason)
    moved = moves.move(
        row,
        PAIRING,
        Verb.AGREE,
        decided_on=today,
        decision=reason.strip(),
        before=conditions.of(row.helped_id),
        evaluation_due_on=rules.evaluation_due(row.since, row.until, rulebooks.current()),
    )
    facts.record("support.pairing.agreed", row, actor=actor, now=now, moved=moved)


@applies("R-240")
@transaction.atomic
def drop(pk: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Drop a pairing that did not begin: the department, or the office what it proposed."""
    proposed = Pairing.objects.filter(pk=pk, state=State.PROPOSED).exists()
    by_office = proposed and actor.may(Permission.PAIRING_PROPOSE)
    wanted = Permission.PAIRING_PROPOSE if by_office else Permission.PAIRING_DECIDE
    row = access.pairing(pk, actor, wanted)
    moved = moves.move(
        row, PAIRING, Verb.DROP, decided_on=periods.day(now), decision=reason.strip()
    )
    facts.record("support.pairing.dropped", row, actor=actor, now=now, moved=moved)


@applies("R-240")
@transaction.atomic
def begin_due(*, now: datetime) -> int:
    """Begin what was agreed and whose term has come; returns how many."""
    today = periods.day(now)
    begun = 0
    for row in Pairing.objects.filter(state=State.AGREED, since__lte=today).order_by("pk"):
        try:
            moved = moves.move(row, PAIRING, Verb.BEGIN)
        except MovedMeanwhile:
            continue
        facts.record("support.pairing.begun", row, actor=CLOCK, now=now, moved=moved)
        begun += 1
    return begun


@applies("R-240")
@transaction.atomic
def evaluate(
    pk: int,
    result: rules.Result,
    words: str,
    *,
    early_reason: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """Say what came of a pairing, with the figures of the newest measurement."""
    row = access.pairing(pk, actor, Permission.PAIRING_PROPOSE)
    PAIRING.after(State(row.state), Verb.EVALUATE)
    today = periods.day(now)
    rules.check_over(row.until, today, early_reason)
    moved = moves.move(
        row,
        PAIRING,
        Verb.EVALUATE,
        evaluated_on=today,
        result=result,
        evaluation=words.strip(),
        early_reason=early_reason.strip(),
        after=conditions.of(row.helped_id),
    )
    facts.record(
        "support.pairing.evaluated", row, actor=actor, now=now, moved=moved, result=result.value
    )


@applies("R-240")
@transaction.atomic
def end(pk: int, words: str, *, actor: Actor, now: datetime) -> None:
    """End an evaluated pairing as the department, with what follows from it."""
    row = access.pairing(pk, actor, Permission.PAIRING_DECIDE)
    moved = moves.move(row, PAIRING, Verb.END, ended_on=periods.day(now), ending=words.strip())
    facts.record("support.pairing.ended", row, actor=actor, now=now, moved=moved)


def asked(row: Pairing) -> list[Asked]:
    """Return the two institutions with their answers."""
    return [
        Asked(
            getattr(row, side).name, Word(word) if (word := getattr(row, f"{side}_word")) else None
        )
        for side in Side
    ]
