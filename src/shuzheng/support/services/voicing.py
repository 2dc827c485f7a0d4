"""Say what is wrong with a standard, and answer it in time (R-058)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.catalogue.queries import standards
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.queries import entries
from shuzheng.support import access
from shuzheng.support.access import Permission
from shuzheng.support.models import Feedback
from shuzheng.support.rules import feedback as rules
from shuzheng.support.rules.feedback import FEEDBACK, Matter, Outcome, Verb

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.catalogue.queries.standards import StandardHeld
    from shuzheng.kernel.actor import Actor


@applies("R-058")
@transaction.atomic
def give(
    standard: StandardHeld,
    matter: Matter,
    words: str,
    requirement_id: int = 0,
    *,
    actor: Actor,
    now: datetime,
) -> int:
    """Give feedback on a version in force as an institution that uses it; returns its id."""
    actor.require(Permission.FEEDBACK_GIVE)
    used = entries.used_by(actor.organisation_id)
    rules.check_giver(standard.certificate_type_id, used, standard.organisation_id)
    rules.check_requirement(requirement_id, {one.id for one in standards.choices(standard.id)})
    rules.check_words(words)
    today = periods.day(now)
    row = Feedback.objects.create(
        institution_id=actor.organisation_id,
        standard_id=standard.id,
        requirement_id=requirement_id or None,
        state=FEEDBACK.initial,
        matter=matter,
        words=words.strip(),
        given_on=today,
        due_on=rules.due_on(today, rulebooks.current()),
    )
    facts.record(
        "support.feedback.given",
        row,
        actor=actor,
        now=now,
        matter=matter.value,
        due=row.due_on.isoformat(),
    )
    return row.pk


@applies("R-058")
@transaction.atomic
def answer(pk: int, outcome: Outcome, words: str, *, actor: Actor, now: datetime) -> None:
    """Answer feedback as the organisation whose standard it is about."""
    row = access.feedback_row(pk, actor, Permission.FEEDBACK_ANSWER)
    FEEDBACK.after(rules.State(row.state), Verb.ANSWER)
    rules.check_words(words)
    today = periods.day(now)
    moved = moves.move(
        row, FEEDBACK, Verb.ANSWER, outcome=outcome, answer=words.strip(), answered_on=today
    )
    late = rules.is_late(row.due_on, today, today)
    facts.record(
        "support.feedback.answered",
        row,
        actor=actor,
        now=now,
        moved=moved,
        outcome=outcome.value,
        late=late,
    )


@applies("R-058")
@transaction.atomic
def withdraw(pk: int, *, actor: Actor, now: datetime) -> None:
    """Take back feedback that nobody answered."""
    row = access.feedback_row(pk, actor, Permission.FEEDBACK_GIVE)
    moved = moves.move(row, FEEDBACK, Verb.WITHDRAW)
    facts.record("support.feedback.withdrawn", row, actor=actor, now=now, moved=moved)
