"""Rebuild who asked for a job, at the moment it runs.

A job stores user and membership only; what they may do is resolved anew, so that a capacity that
ended in the meantime does nothing more. Identity stands above the foundation and registers how.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.kernel.actor import CLOCK, Actor
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from shuzheng.foundation.models import Job

    Resolve = Callable[[int, int, datetime], Actor | None]


class CapacityEnded(Refusal):
    """Whoever asked for the work no longer acts in that capacity."""

    code = "capacity-ended"
    status = 403
    template = "The capacity in which this was asked for has ended. Ask for it anew."


_resolvers: list[Resolve] = []


def resolve_actor_with(function: Resolve) -> Resolve:
    """Register how to make an actor of (user id, membership id) at an instant; None if it ended.

    Called once, from identity's AppConfig; the newest registration counts.
    """
    _resolvers.append(function)
    return function


def resolve(job: Job, now: datetime) -> Actor:
    """Return the actor of `job`: the clock, or the requester's capacity as it is now."""
    if not job.user_id:
        return CLOCK
    found = _resolvers[-1](job.user_id, job.membership_id, now) if _resolvers else None
    if found is None:
        raise CapacityEnded
    return found
