"""Report a problem, take it up, settle it. Rules: R-016, R-059, R-060."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts, moves
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import InstitutionCertificate, Problem
from shuzheng.pilots.rules import cases as rules
from shuzheng.pilots.rules.cases import Category, ProblemState, ProblemVerb

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


@applies("R-059", "R-060")
@transaction.atomic
def report(
    category: Category,
    text: str,
    *,
    certificate_type_id: int | None = None,
    about: str = "",
    actor: Actor,
    now: datetime,
) -> int:
    """Report a problem of the actor's institution; returns its id. No row names the reporter."""
    actor.require(Permission.PROBLEM_REPORT)
    here = actor.organisation_id
    if certificate_type_id is not None:
        check_taken_up(here, certificate_type_id)
    row = Problem.objects.create(
        institution_id=here,
        certificate_type_id=certificate_type_id,
        category=category,
        about=about,
        text=text,
        state=ProblemState.REPORTED,
        reported_on=periods.day(now),
    )
    facts.record("pilots.problem.reported", row, actor=actor, now=now)
    return row.pk


@applies("R-016")
@transaction.atomic
def take_up(problem_id: int, owner: str, due_on: date, *, actor: Actor, now: datetime) -> None:
    """Say who settles a problem and by when."""
    row = access.problem(problem_id, actor, Permission.PROBLEM_ANSWER)
    rules.check_due(due_on, periods.day(now))
    moved = moves.move(row, rules.PROBLEM, ProblemVerb.TAKE_UP, owner=owner, due_on=due_on)
    facts.record("pilots.problem.taken_up", row, actor=actor, now=now, moved=moved, due=str(due_on))


@applies("R-016")
@transaction.atomic
def settle(problem_id: int, answer: str, *, actor: Actor, now: datetime) -> None:
    """Settle a problem with an answer that the institution reads."""
    row = access.problem(problem_id, actor, Permission.PROBLEM_ANSWER)
    moved = moves.move(
        row, rules.PROBLEM, ProblemVerb.SETTLE, answer=answer, settled_on=periods.day(now)
    )
    facts.record("pilots.problem.settled", row, actor=actor, now=now, moved=moved)


def check_taken_up(institution_id: int, certificate_type_id: int) -> None:
    """Refuse a certificate that the institution has never taken up."""
    rows = InstitutionCertificate.objects.filter(
        institution_id=institution_id, certificate_type_id=certificate_type_id
    )
    if not rows.exists():
        raise rules.NotTakenUp
