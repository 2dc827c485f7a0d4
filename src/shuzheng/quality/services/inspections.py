"""Break the seal of an inspection by arriving, or call it off.

Rule: R-210. Whoever leads the team records the arrival at the door; from that instant the one
inspected, its city, the office and the department see the inspection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts, moves
from shuzheng.kernel.rulebook import applies
from shuzheng.quality import access
from shuzheng.quality.access import Permission
from shuzheng.quality.rules.inspection import INSPECTION, Verb

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


@applies("R-210")
@transaction.atomic
def arrive(pk: int, *, actor: Actor, now: datetime) -> None:
    """Record that the team stands at the door: the seal is broken."""
    row = access.inspection(pk, actor, Permission.INSPECTION_CONDUCT)
    moved = moves.move(row, INSPECTION, Verb.ARRIVE, arrived_at=now)
    facts.record("quality.inspection.begun", row, actor=actor, now=now, moved=moved)


@transaction.atomic
def call_off(pk: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Call a sealed inspection off, because there is nothing left to inspect."""
    row = access.inspection(pk, actor, Permission.INSPECTION_CONDUCT)
    moved = moves.move(row, INSPECTION, Verb.CALL_OFF, called_off_reason=reason)
    facts.record("quality.inspection.called_off", row, actor=actor, now=now, moved=moved)
