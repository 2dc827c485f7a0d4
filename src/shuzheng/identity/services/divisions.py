"""Load administrative divisions with their provenance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts
from shuzheng.identity.access import Permission
from shuzheng.identity.models import Division

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from shuzheng.kernel.actor import Actor

LEVELS = ("province", "city", "county")
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """One division as a source gives it; `parent_code` is "" for a province."""

    code: str
    name: str
    level: str
    parent_code: str
    full_name: str
    directly_administered: bool
    source: str
    confidence: str


@transaction.atomic
def load(rows: Sequence[DivisionRow], *, actor: Actor, now: datetime) -> int:
    """Insert or refresh divisions, parents first; returns how many. Idempotent."""
    actor.require(Permission.ORGANISATION_REGISTER)
    if not rows:
        return 0
    for level in LEVELS:
        Division.objects.bulk_create(
            (
                Division(
                    code=row.code,
                    name=row.name,
                    level=row.level,
                    parent_id=row.parent_code or None,
                    full_name=row.full_name,
                    directly_administered=row.directly_administered,
                    source=row.source,
                    confidence=row.confidence,
                )
                for row in rows
                if row.level == level
            ),
            batch_size=AT_ONCE,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=[
                "name",
                "level",
                "parent",
                "full_name",
                "directly_administered",
                "source",
                "confidence",
            ],
        )
    subject = Division(code=rows[0].code)
    facts.record("identity.divisions.loaded", subject, actor=actor, now=now, count=len(rows))
    return len(rows)
