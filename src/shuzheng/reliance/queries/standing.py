"""How a presentation stands that was taken out of a shared link, for the public page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.credentials.queries import presented
from shuzheng.reliance.models import Share
from shuzheng.reliance.rules.sharing import State

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def of(uid: UUID, now: datetime) -> presented.Standing | None:
    """Return how the link with this id stands; None where there is none."""
    row = Share.objects.filter(uid=uid).first()
    if row is None:
        return None
    is_open = row.state == State.OPEN and row.expires_at > now
    ended_at = row.ended_at or (row.expires_at if row.expires_at <= now else None)
    return presented.Standing(is_open, None if is_open else ended_at)


presented.provide(of)
