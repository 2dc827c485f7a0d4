"""An institution checks itself: it writes under the three principles, records and puts right.

Rules: R-025, R-214. One self-check at a time is being written; what it found can be put right, and
more be found, also after it was handed in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.evaluation import access
from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.models import SelfCheck, SelfFinding
from shuzheng.evaluation.rules import self_check as rules
from shuzheng.evaluation.rules.self_check import SELF_CHECK, SELF_FINDING, Mend, Principle, Verb
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


class BeingWritten(Refusal):
    """One self-check of a year is written at a time."""

    code = "self-check-being-written"
    status = 409
    template = "A self-check of {year} is being written already."
    rule = "R-214"


class NoSuchSelfFinding(Refusal):
    """The self-check found nothing of the kind."""

    code = "no-such-self-finding"
    status = 404
    template = "The self-check found no such thing."


@applies("R-025", "R-214")
@transaction.atomic
def begin(texts: Mapping[Principle, str], *, actor: Actor, now: datetime) -> int:
    """Begin this year's self-check of the actor's institution; returns its id."""
    actor.require(Permission.CHECK_WRITE)
    today = periods.day(now)
    try:
        with transaction.atomic():
            row = SelfCheck.objects.create(
                institution_id=actor.organisation_id,
                year=today.year,
                state=SELF_CHECK.initial,
                texts=_plain(texts),
                begun_on=today,
            )
    except IntegrityError:
        raise BeingWritten(year=today.year) from None
    facts.record("evaluation.selfcheck.begun", row, actor=actor, now=now, year=today.year)
    return row.pk


@applies("R-025")
@transaction.atomic
def write(pk: int, texts: Mapping[Principle, str], *, actor: Actor, now: datetime) -> None:
    """Write under the headings, as long as the self-check is not handed in."""
    row = access.self_check(pk, actor, Permission.CHECK_WRITE)
    moved = moves.move(row, SELF_CHECK, Verb.WRITE, texts=_plain(texts))
    facts.record("evaluation.selfcheck.written", row, actor=actor, now=now, moved=moved)


@applies("R-025", "R-214")
@transaction.atomic
def submit(pk: int, *, file_id: int | None = None, actor: Actor, now: datetime) -> None:
    """Hand in a self-check that says something under each principle."""
    row = access.self_check(pk, actor, Permission.CHECK_WRITE)
    SELF_CHECK.after(rules.State(row.state), Verb.SUBMIT)
    today = periods.day(now)
    rules.check_texts(read(row.texts), today, rulebooks.current())
    moved = moves.move(row, SELF_CHECK, Verb.SUBMIT, submitted_on=today, file_id=file_id)
    facts.record("evaluation.selfcheck.submitted", row, actor=actor, now=now, moved=moved)


@applies("R-214")
@transaction.atomic
def find(pk: int, text: str, measure: str, due_on: date, *, actor: Actor, now: datetime) -> int:
    """Record something that the self-check found, and by when it is put right; returns its id."""
    row = access.self_check(pk, actor, Permission.CHECK_WRITE)
    rules.check_due(due_on, periods.day(now))
    made = SelfFinding.objects.create(
        check_of=row, state=SELF_FINDING.initial, text=text, measure=measure, due_on=due_on
    )
    facts.record("evaluation.selffinding.recorded", made, actor=actor, now=now)
    return made.pk


@applies("R-214")
@transaction.atomic
def put_right(pk: int, finding: int, done: str, *, actor: Actor, now: datetime) -> None:
    """Record what was done about something found."""
    row = access.self_check(pk, actor, Permission.CHECK_WRITE)
    found = SelfFinding.objects.filter(pk=finding, check_of=row).first()
    if found is None:
        raise NoSuchSelfFinding
    moved = moves.move(found, SELF_FINDING, Mend.PUT_RIGHT, done=done, done_on=periods.day(now))
    facts.record("evaluation.selffinding.put_right", found, actor=actor, now=now, moved=moved)


def read(texts: Mapping[str, str]) -> dict[Principle, str]:
    """Return the texts of a self-check by principle."""
    return {Principle(key): text for key, text in texts.items()}


def _plain(texts: Mapping[Principle, str]) -> dict[str, str]:
    return {key.value: text.strip() for key, text in texts.items()}
