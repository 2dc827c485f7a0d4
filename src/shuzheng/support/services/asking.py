"""Ask the province and be answered in time (R-026)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.support import access
from shuzheng.support.access import Permission
from shuzheng.support.models import Question
from shuzheng.support.rules import question as rules
from shuzheng.support.rules.question import QUESTION, Topic, Verb

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@applies("R-026")
@transaction.atomic
def ask(topic: Topic, title: str, words: str, *, actor: Actor, now: datetime) -> int:
    """Raise a question as an institution; returns its id."""
    actor.require(Permission.QUESTION_ASK)
    rules.check(title, words)
    today = periods.day(now)
    row = Question.objects.create(
        institution_id=access.institution(actor.organisation_id, actor).id,
        state=QUESTION.initial,
        topic=topic,
        title=title.strip(),
        words=words.strip(),
        asked_on=today,
        due_on=rules.due_on(today, rulebooks.calendar(), rulebooks.current()),
    )
    facts.record("support.question.asked", row, actor=actor, now=now, due=row.due_on.isoformat())
    return row.pk


@applies("R-026")
@transaction.atomic
def answer(pk: int, words: str, *, shared: bool, actor: Actor, now: datetime) -> None:
    """Answer a question; `shared` lets every institution read it, without who asked."""
    row = access.question(pk, actor, Permission.QUESTION_ANSWER)
    QUESTION.after(rules.State(row.state), Verb.ANSWER)
    rules.check(words)
    today = periods.day(now)
    moved = moves.move(
        row, QUESTION, Verb.ANSWER, answer=words.strip(), answered_on=today, is_shared=shared
    )
    late = rules.is_late(row.due_on, today, today)
    facts.record("support.question.answered", row, actor=actor, now=now, moved=moved, late=late)


@applies("R-026")
@transaction.atomic
def withdraw(pk: int, *, actor: Actor, now: datetime) -> None:
    """Take back a question that nobody answered."""
    row = access.question(pk, actor, Permission.QUESTION_ASK)
    moved = moves.move(row, QUESTION, Verb.WITHDRAW)
    facts.record("support.question.withdrawn", row, actor=actor, now=now, moved=moved)
