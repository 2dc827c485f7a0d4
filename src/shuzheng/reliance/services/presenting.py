"""Take a shared link's certificates out as a file, a presentation for the one they are shown to.

Rule: R-179. It says what the link says and ends when the link ends; a guardian's consent to the
link is consent to the file. The fact is that somebody took it out, never for whom.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.credentials.services import presenting
from shuzheng.foundation import facts
from shuzheng.kernel.rulebook import applies
from shuzheng.reliance import access
from shuzheng.reliance.models import ShareItem
from shuzheng.reliance.rules import sharing as rules
from shuzheng.reliance.rules.sharing import Extent, State

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from shuzheng.kernel.actor import Actor

MEDIA_TYPE = "application/vp"


@dataclass(frozen=True, slots=True)
class Made:
    """A presentation as a file to be saved."""

    name: str
    body: bytes


@applies("R-179")
@transaction.atomic
def take(uid: UUID, *, actor: Actor, now: datetime) -> Made:
    """Return the presentation of one's own open link, or of a ward's, signed now.

    Refuses a link that is over or waits for a guardian.
    """
    facts.lock_chain()
    row = access.share(uid, actor)
    rules.check_open(State(row.state), row.expires_at, now)
    items = ShareItem.objects.filter(share=row).order_by("pk")
    numbers = list(items.values_list("certificate__number", flat=True))
    showing = presenting.Showing(
        row.uid,
        row.recipient,
        row.purpose,
        row.expires_at,
        numbers,
        rules.STATEMENTS[Extent(row.extent)],
    )
    body = presenting.sign(showing, actor=actor, now=now)
    facts.record("reliance.share.presented", row, actor=actor, now=now, count=len(numbers))
    return Made(f"presentation-{row.uid}.json", body)
