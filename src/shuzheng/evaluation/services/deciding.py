"""Decide the grades of a year, publish them, record what they are used for, close.

Rules: R-218, R-212. The office ended the hearing; somebody of the department decides. A veto is
looked at on the day of the decision: one that was overturned meanwhile fails nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.evaluation import access
from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.models import Evaluation, Subject, Used
from shuzheng.evaluation.queries import gathering, scores
from shuzheng.evaluation.rules import evaluation as rules
from shuzheng.evaluation.rules import scoring, texts
from shuzheng.evaluation.rules.evaluation import EVALUATION, State, Use, Verb
from shuzheng.evaluation.rules.indicators import Kind
from shuzheng.evaluation.rules.scoring import Grade
from shuzheng.evaluation.rules.texts import Graded
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.gazette.rules import documents as gazette
from shuzheng.gazette.services import issuing
from shuzheng.gazette.services.documents import Draft
from shuzheng.insight.rules import weighing
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


@applies("R-212", "R-218")
@transaction.atomic
def decide(pk: int, *, actor: Actor, now: datetime) -> int:
    """Decide every party's grade from its score and the vetoes of the year; returns how many."""
    row = access.evaluation(pk, actor, Permission.EVALUATION_DECIDE)
    EVALUATION.after(State(row.state), Verb.DECIDE)
    rules.check_other_person(actor.person_id, row.heard_by)
    today = periods.day(now)
    found = _graded(row, today)
    moved = moves.move(row, EVALUATION, Verb.DECIDE, decided_on=today, decided_by=actor.person_id)
    Subject.objects.bulk_update(found, ["total", "grade", "vetoes"], batch_size=500)
    failed = sum(one.grade == Grade.FAILED for one in found)
    facts.record(
        "evaluation.grades.decided",
        row,
        actor=actor,
        now=now,
        moved=moved,
        count=len(found),
        failed=failed,
    )
    return len(found)


@applies("R-218")
@transaction.atomic
def publish(pk: int, *, actor: Actor, now: datetime) -> str:
    """Publish the grades as an official document; returns its number."""
    row = access.evaluation(pk, actor, Permission.EVALUATION_DECIDE)
    EVALUATION.after(State(row.state), Verb.PUBLISH)
    rules.check_other_person(actor.person_id, row.heard_by)
    kind, today = Kind(row.kind), periods.day(now)
    kept = scores.kept(row)
    assert kept is not None  # noqa: S101 - what is decided was frozen
    given = Draft(
        kind=gazette.Kind.NOTICE,
        publicity=gazette.Publicity.PUBLIC,
        issuer=gazette.Issuer.DEPARTMENT,
        title=texts.title(kind, row.year, result=True),
        body=texts.published_result(kind, row.year, kept.digest, list(_named(row))),
        recipient_kinds=rulebooks.current().on(today, "R-001").words("recipient_kinds"),
    )
    document, number = issuing.issue(given, prepared_by=row.heard_by or 0, actor=actor, now=now)
    moved = moves.move(
        row,
        EVALUATION,
        Verb.PUBLISH,
        result_id=document,
        number=number,
        published_on=today,
    )
    facts.record(
        "evaluation.result.published", row, actor=actor, now=now, moved=moved, number=number
    )
    return number


@applies("R-218")
@transaction.atomic
def use(pk: int, what: Use, reference: str, *, actor: Actor, now: datetime) -> None:
    """Record what a published result is used for, and by which document."""
    row = access.evaluation(pk, actor, Permission.EVALUATION_PREPARE)
    moved = moves.move(row, EVALUATION, Verb.USE)
    Used.objects.create(evaluation=row, use=what, reference=reference, used_on=periods.day(now))
    facts.record("evaluation.result.used", row, actor=actor, now=now, moved=moved, use=what.value)


@applies("R-218")
@transaction.atomic
def close(pk: int, *, actor: Actor, now: datetime) -> None:
    """Close the evaluation of a year."""
    row = access.evaluation(pk, actor, Permission.EVALUATION_PREPARE)
    moved = moves.move(row, EVALUATION, Verb.CLOSE)
    facts.record("evaluation.evaluation.closed", row, actor=actor, now=now, moved=moved)


def _graded(row: Evaluation, today: date) -> list[Subject]:
    """Return the parties of an evaluation with what their year comes to, not stored."""
    kept = scores.kept(row)
    assert kept is not None  # noqa: S101 - what was heard was frozen
    head, kind = kept.head, Kind(row.kind)
    found = list(Subject.objects.filter(evaluation=row).order_by("code"))
    years = scores.years(head, [one.pk for one in found])
    barred = gathering.vetoes(kind, head.since, today)
    for one in found:
        total = years[one.pk].score.total
        one.vetoes = list(barred.get(one.site_id or one.party_id, ()))
        one.total = weighing.printed(total)
        one.grade = scoring.grade(total, head.terms, vetoed=bool(one.vetoes))
    return found


def _named(row: Evaluation) -> Iterator[Graded]:
    rows = Subject.objects.filter(evaluation=row).order_by("code")
    for name, grade, total in rows.values_list("name", "grade", "total"):
        yield Graded(name, Grade(grade), texts.points(total))
