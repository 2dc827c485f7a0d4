"""Who reads which document of pilots, besides the organisation that handed it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.foundation import files
from shuzheng.pilots.queries import pages_activities, pages_entries

if TYPE_CHECKING:
    from uuid import UUID

    from shuzheng.kernel.actor import Actor


@files.readable_with
def readable(uid: UUID, actor: Actor) -> bool:
    """Return whether the actor may read a review's minutes or the proof of having asked."""
    return pages_entries.reads_minutes(uid, actor) or pages_activities.reads_proof(uid, actor)
