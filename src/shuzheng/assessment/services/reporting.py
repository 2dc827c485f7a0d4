"""Hand published results over to the national platform, as a workbook. Source: handbook 4.3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from shuzheng.assessment.access import Permission, plans
from shuzheng.assessment.models import Result
from shuzheng.assessment.queries import markers
from shuzheng.assessment.rules import result as rules
from shuzheng.assessment.rules.result import Outcome, State
from shuzheng.catalogue.rules.levels import PRINTED, Level
from shuzheng.foundation import facts
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.assessment.models import Plan
    from shuzheng.kernel.actor import Actor

AT_ONCE = 2_000


class NothingToReport(Refusal):
    """Nothing has been published yet."""

    code = "no-results-to-report"
    status = 409
    template = "No result of this plan has been published yet."


@transaction.atomic
def hand_over(plan_id: int, *, actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """Return the rows of the national workbook, and mark them as reported; may be done again.

    A result that is held back is not among them.
    """
    plan = plans.own_plan(plan_id, actor, Permission.RESULT_PUBLISH)
    rows = list(
        Result.objects.filter(registration__plan=plan, state=State.PUBLISHED)
        .exclude(outcome=Outcome.HELD_BACK)
        .select_related("registration__person", "registration__ticket")
        .order_by("registration__ticket__number", "pk")
    )
    if not rows:
        raise NothingToReport
    fresh = [row.pk for row in rows if row.reported_to_national_at is None]
    for start in range(0, len(fresh), AT_ONCE):
        part = Result.objects.filter(pk__in=fresh[start : start + AT_ONCE])
        part.update(reported_to_national_at=now)
    facts.record(
        "assessment.results.reported",
        plan,
        actor=actor,
        now=now,
        count=len(rows),
        passages=(facts.Passage(f"assessment.registration:{row.registration_id}") for row in rows),
    )
    return [_line(plan, row) for row in rows]


def _line(plan: Plan, row: Result) -> dict[str, Any]:
    return {
        "ticket": markers.code_of(row.registration),
        "name": row.registration.person.name,
        "plan_name": plan.name,
        "certificate_code": plan.certificate_type.code,
        "certificate": plan.certificate_type.name,
        "level": PRINTED[Level(plan.level)],
        "module": plan.module,
        "score": rules.score_text(row.score),
        "result": rules.NATIONAL[Outcome(row.outcome)],
        "reference": str(row.registration.uid),
        "external_id": row.external_id,
    }
