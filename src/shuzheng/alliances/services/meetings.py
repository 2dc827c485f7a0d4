"""Keep the minutes of an alliance's meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.alliances import access
from shuzheng.alliances.models import Minutes
from shuzheng.alliances.rules import meeting as rules
from shuzheng.foundation import facts
from shuzheng.kernel import periods
from shuzheng.pilots.queries import pages_alliances

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Meeting:
    """What minutes say; `present` are ids of member institutions."""

    title: str
    held_on: date
    present: Collection[int]
    text: str


@transaction.atomic
def keep(
    alliance_id: int,
    given: Meeting,
    document_id: int | None = None,
    *,
    actor: Actor,
    now: datetime,
) -> int:
    """Keep minutes as the alliance's lead; returns their id."""
    line = access.run(alliance_id, actor)
    today = periods.day(now)
    members = {one.id for one in pages_alliances.members(line.certificate_type_id)}
    rules.check(given.held_on, today, given.present, members)
    row = Minutes.objects.create(
        alliance_id=alliance_id,
        title=given.title,
        held_on=given.held_on,
        text=given.text,
        document_id=document_id,
        lead_id=actor.organisation_id,
        written_on=today,
    )
    row.present.set(given.present)
    facts.record(
        "alliances.minutes.kept", row, actor=actor, now=now, present=len(set(given.present))
    )
    return row.pk
