"""Declare that an assessor must not mark a candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts
from shuzheng.workforce.access import Permission
from shuzheng.workforce.models import Recusal

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor
    from shuzheng.workforce.rules.qualifications import Ground


@transaction.atomic
def declare(
    assessor_id: int, candidate_id: int, ground: Ground, *, actor: Actor, now: datetime
) -> None:
    """Record a conflict of interest; declaring it twice changes nothing."""
    actor.require(Permission.RECUSAL_DECLARE)
    row, is_new = Recusal.objects.get_or_create(
        assessor_id=assessor_id,
        candidate_id=candidate_id,
        defaults={"ground": ground, "declared_at": now},
    )
    if is_new:
        facts.record("workforce.recusal.declared", row, actor=actor, now=now)
