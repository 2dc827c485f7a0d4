"""Check many certificates for an enterprise, by whichever door the list came.

Rule: R-112. The answers are those of the public page, row by row (`credentials.queries.many`).
Thousands of signatures are judged between two short transactions, so that nobody waits for them:
one takes the list and what it costs of the day, the other keeps the answers. Both are sealed and
deleted after some days; the facts say how many were checked, never whose.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from shuzheng.credentials.core import numbers
from shuzheng.credentials.queries import many
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.reliance.access import Permission
from shuzheng.reliance.models import Allowance, Check
from shuzheng.reliance.queries import answers
from shuzheng.reliance.rules import checking as rules
from shuzheng.reliance.rules.checking import CHECK, Outcome, State, Verb

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from shuzheng.credentials.queries.many import Pair
    from shuzheng.kernel.actor import Actor
    from shuzheng.reliance.queries.answers import Said
    from shuzheng.reliance.rules.checking import Bounds, Channel


@transaction.atomic
def hand_in(pairs: Sequence[Pair], channel: Channel, *, actor: Actor, now: datetime) -> UUID:
    """Take a list; refuses one beyond what the enterprise may ask today. Returns its id."""
    actor.require(Permission.CHECK_MAKE)
    within = rules.bounds(periods.day(now), rulebooks.current())
    asked = rules.check_list((numbers.normalise(pair.number) for pair in pairs), within)
    _spend(asked, within, actor, now)
    row = Check(
        organisation_id=actor.organisation_id,
        channel=channel,
        asked_by_id=actor.user_id,
        asked_at=now,
        asked=asked,
        expires_at=now + timedelta(days=within.kept_days),
    )
    row.key_sealed, row.body = answers.seal_pairs(row, pairs)
    row.save(force_insert=True)
    facts.record(
        "reliance.check.asked", row, actor=actor, now=now, asked=asked, channel=channel.value
    )
    return row.uid


def answer(uid: UUID, *, actor: Actor, now: datetime) -> Sequence[Said]:
    """Answer a list of the actor's enterprise as of `now`; what is answered stays as it is.

    Outside any transaction but for the last step: it judges a thousand signatures a second.
    """
    row = Check.objects.get(uid=uid, organisation_id=actor.organisation_id)
    if row.state != State.WAITING:
        return answers.opened(row) if row.state == State.ANSWERED else ()
    pairs = answers.pairs(row)
    said = [answers.of(one) for one in many.by_pairs(pairs, now)]
    _keep(row, said, actor=actor, now=now)
    return said


@transaction.atomic
def _keep(row: Check, said: Sequence[Said], *, actor: Actor, now: datetime) -> None:
    counted = Counter(one.outcome for one in said)
    missed = sum(counted[outcome] for outcome in rules.MISSES)
    key_sealed, body = answers.seal(row, said)
    moved = moves.move(
        row,
        CHECK,
        Verb.ANSWER,
        answered_at=now,
        outcomes={outcome.value: count for outcome, count in counted.items()},
        key_sealed=key_sealed,
        body=body,
    )
    spent = Allowance.objects.filter(
        organisation_id=row.organisation_id, on=periods.day(row.asked_at)
    )
    spent.update(missed=F("missed") + missed)
    facts.record(
        "reliance.check.answered",
        row,
        actor=actor,
        now=now,
        moved=moved,
        asked=row.asked,
        valid=counted[Outcome.VALID],
        missed=missed,
    )


def _spend(count: int, within: Bounds, actor: Actor, now: datetime) -> None:
    """Take `count` pairs from what the enterprise has left today, or refuse."""
    row, _ = Allowance.objects.get_or_create(
        organisation_id=actor.organisation_id, on=periods.day(now)
    )
    left = Allowance.objects.filter(
        pk=row.pk, asked__lte=within.a_day - count, missed__lt=within.misses_a_day
    )
    if not left.update(asked=F("asked") + count):
        row.refresh_from_db()
        rules.check_day(count, row.asked, row.missed, within)


@transaction.atomic
def delete_old(*, actor: Actor, now: datetime) -> int:
    """Delete the lists and answers whose time is over; returns how many. Their counts stay."""
    due = Check.objects.filter(expires_at__lte=now)
    rows = list(due.exclude(state=State.DELETED).order_by("pk").values_list("pk", "state"))
    if not rows:
        return 0
    for source in (State.WAITING, State.ANSWERED):
        moves.move_all(due, CHECK, source, Verb.DELETE, key_sealed="", body=b"")
    passages = [
        facts.Passage(facts.name_of(Check(pk=pk)), state, State.DELETED) for pk, state in rows
    ]
    facts.record(
        "reliance.checks.deleted",
        Check(pk=rows[0][0]),
        actor=actor,
        now=now,
        passages=passages,
        count=len(rows),
    )
    return len(rows)
