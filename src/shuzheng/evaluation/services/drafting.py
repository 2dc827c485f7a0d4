"""Draft the indicators of a year and publish them, by two persons.

Rule: R-218. The weights are the rulebook's until the office changes them for the year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.evaluation import access
from shuzheng.evaluation.access import Permission
from shuzheng.evaluation.models import Evaluation
from shuzheng.evaluation.rules import evaluation as rules
from shuzheng.evaluation.rules import indicators, texts
from shuzheng.evaluation.rules.evaluation import EVALUATION, State, Verb
from shuzheng.evaluation.rules.indicators import Kind
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.gazette.rules import documents as gazette
from shuzheng.gazette.services import issuing
from shuzheng.gazette.services.documents import Draft
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


class DraftedAlready(Refusal):
    """A kind has one evaluation a year."""

    code = "evaluation-drafted-already"
    status = 409
    template = "There is an evaluation of this kind in {year} already."
    rule = "R-218"


@applies("R-218")
@transaction.atomic
def draft(kind: Kind, year: int, *, actor: Actor, now: datetime) -> int:
    """Draft the indicators of a kind for a year; returns the evaluation's id."""
    actor.require(Permission.EVALUATION_PREPARE)
    given = indicators.weights(kind, periods.day(now), rulebooks.current())
    try:
        with transaction.atomic():
            row = Evaluation.objects.create(
                kind=kind,
                year=year,
                state=EVALUATION.initial,
                weights=given,
                drafted_by=actor.person_id,
                is_demonstration=_is_invented(),
            )
    except IntegrityError:
        raise DraftedAlready(year=year) from None
    facts.record(
        "evaluation.evaluation.drafted", row, actor=actor, now=now, year=year, kind=kind.value
    )
    return row.pk


@applies("R-218")
@transaction.atomic
def weigh(pk: int, weights: Mapping[str, int], *, actor: Actor, now: datetime) -> None:
    """Give the indicators other weights for this year, before they are published."""
    row = access.evaluation(pk, actor, Permission.EVALUATION_PREPARE)
    EVALUATION.after(State(row.state), Verb.PUBLISH_SET)
    indicators.check_weights(Kind(row.kind), weights)
    held = Evaluation.objects.filter(pk=pk, state=State.DRAFTED)
    if not held.update(weights=dict(weights), drafted_by=actor.person_id):
        raise MovedMeanwhile
    facts.record("evaluation.weights.changed", row, actor=actor, now=now)


@applies("R-218")
@transaction.atomic
def publish_set(pk: int, *, actor: Actor, now: datetime) -> str:
    """Publish the indicators that somebody else drafted; returns the document's number."""
    row = access.evaluation(pk, actor, Permission.EVALUATION_DECIDE)
    EVALUATION.after(State(row.state), Verb.PUBLISH_SET)
    rules.check_other_person(actor.person_id, row.drafted_by)
    kind, today = Kind(row.kind), periods.day(now)
    indicators.check_weights(kind, row.weights)
    given = Draft(
        kind=gazette.Kind.NOTICE,
        publicity=gazette.Publicity.PUBLIC,
        issuer=gazette.Issuer.DEPARTMENT,
        title=texts.title(kind, row.year, result=False),
        body=texts.published_set(kind, row.year, row.weights),
        recipient_kinds=rulebooks.current().on(today, "R-001").words("recipient_kinds"),
    )
    document, number = issuing.issue(given, prepared_by=row.drafted_by or 0, actor=actor, now=now)
    moved = moves.move(
        row, EVALUATION, Verb.PUBLISH_SET, indicators_id=document, published_set_on=today
    )
    facts.record(
        "evaluation.indicators.published", row, actor=actor, now=now, moved=moved, number=number
    )
    return number


def _is_invented() -> bool:
    """Return whether the department here is an invented one."""
    found = organisations.of_kind(OrganisationKind.PROVINCIAL_DEPARTMENT)
    return any(one.is_demonstration for one in found)
