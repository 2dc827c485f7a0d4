"""Propose a notice for weak effort or slow progress: the office does, on what figures show (R-195).

From the proposal on it is a notice as any other: heard, issued by somebody else, or dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.standing.access import Permission
from shuzheng.standing.models import Notice
from shuzheng.standing.queries import notices
from shuzheng.standing.rules import effort as rules
from shuzheng.standing.rules.notices import State

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from shuzheng.kernel.actor import Actor
    from shuzheng.standing.rules.effort import Ground, Shown


@applies("R-195")
@transaction.atomic
def propose(
    organisation_id: int,
    ground: Ground,
    shown: Sequence[Shown],
    why: str,
    *,
    actor: Actor,
    now: datetime,
) -> int:
    """Propose a notice on a ground for which figures speak, in one's own words; returns its id.

    `shown` is what the figures said, which the notice keeps. Refuses a second one while the first
    is under way, and in the year in which one was issued.
    """
    actor.require(Permission.NOTICE_PREPARE)
    rules.check_shown(ground, shown)
    facts.lock_chain()
    today = periods.day(now)
    if notices.on_effort([organisation_id], today):
        raise rules.NoticedAlready
    row = Notice.objects.create(
        organisation_id=organisation_id,
        state=State.PROPOSED,
        rule=rules.RULE,
        ground=ground,
        indicators=[[one.indicator, one.value, one.limit] for one in shown],
        why=why.strip(),
        first_ground_on=today,
        proposed_on=today,
        proposed_by=actor.person_id,
    )
    facts.record("standing.notice.effort_proposed", row, actor=actor, now=now, ground=str(ground))
    return row.pk
