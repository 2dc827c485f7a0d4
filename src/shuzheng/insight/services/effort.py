"""Propose a notice against an institution for which figures speak (R-195)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.insight.access import NoSuchScope
from shuzheng.insight.queries import effort as queries
from shuzheng.standing.rules.effort import NoIndicator
from shuzheng.standing.services import effort

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.insight.queries.effort import Candidate
    from shuzheng.kernel.actor import Actor
    from shuzheng.standing.rules.effort import Ground


def propose(institution_id: int, ground: Ground, why: str, *, actor: Actor, now: datetime) -> int:
    """Propose a notice on what the figures say now; returns its id.

    The figures are read anew, so that what was only seen on a page cannot be proposed. Refuses an
    institution against which none speaks (409), and a ground for which none does.
    """
    return effort.propose(
        institution_id,
        ground,
        candidate(institution_id, actor, now).shown,
        why,
        actor=actor,
        now=now,
    )


def candidate(institution_id: int, actor: Actor, now: datetime) -> Candidate:
    """Return one institution against which figures speak. Refuses where there is no cut (404)."""
    found = queries.candidates(actor, now)
    if found is None:
        raise NoSuchScope
    for one in found.candidates:
        if one.id == institution_id:
            return one
    raise NoIndicator
