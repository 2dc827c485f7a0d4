"""Who reads which document of pilots, besides the organisation that handed it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.foundation import files
from shuzheng.pilots.queries import pages_activities, pages_cases, pages_entries, pages_organs

if TYPE_CHECKING:
    from uuid import UUID

    from shuzheng.kernel.actor import Actor


@files.readable_with
def readable(uid: UUID, actor: Actor) -> bool:
    """Return whether the actor may read the document of something that he or she may see."""
    readers = (
        pages_entries.reads_minutes,
        pages_activities.reads_proof,
        pages_organs.reads_record,
        pages_cases.reads,
    )
    return any(reads(uid, actor) for reads in readers)
