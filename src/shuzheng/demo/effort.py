"""A notice on slow progress is proposed against one institution, and waits for its hearing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.insight.queries import effort as queries
from shuzheng.insight.services import effort
from shuzheng.standing.rules.effort import Ground

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.demo.world import World


def build(world: World, now: datetime) -> None:
    """Propose it against the last on the list that is nobody's offered sign-in, if there is one.

    Early in a year nobody can be slow yet.
    """
    found = queries.candidates(world.office, now)
    offered = {one.organisation_id for one in world.offered.values()}
    slow = [
        one.id
        for one in (found.candidates if found else ())
        if one.id not in offered
        and any(shown.ground is Ground.SLOW_PROGRESS for shown in one.shown)
    ]
    if slow:
        why = "两个证书的培训班至今未开班（演示）。"
        effort.propose(slow[-1], Ground.SLOW_PROGRESS, why, actor=world.office, now=now)
