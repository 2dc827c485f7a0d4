"""Record that a plan's certificates have been issued; called by `credentials`, the issuer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.assessment.models import Plan
from shuzheng.assessment.rules.plan import PLAN, State, Verb
from shuzheng.foundation import facts, moves

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@transaction.atomic
def mark_certified(plan_id: int, *, actor: Actor, now: datetime) -> None:
    """Move a plan of the actor's organisation to certified, unless it is there. Part of issuing."""
    row = Plan.objects.get(pk=plan_id, organisation_id=actor.organisation_id)
    if row.state == State.RESULTS_PUBLISHED:
        moved = moves.move(row, PLAN, Verb.CERTIFY)
        facts.record("assessment.plan.certified", row, actor=actor, now=now, moved=moved)
