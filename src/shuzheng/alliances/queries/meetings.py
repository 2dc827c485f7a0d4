"""Minutes as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.alliances import access
from shuzheng.alliances.access import Permission

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from shuzheng.alliances.models import Minutes
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class MinutesLine:
    """Minutes, all that their page shows."""

    id: int
    alliance_id: int
    alliance: str
    code: str
    title: str
    held_on: date
    present: tuple[str, ...]
    text: str
    document: tuple[UUID, str] | None
    lead: str
    written_on: date


def one(minutes_id: int, actor: Actor) -> MinutesLine:
    """Return minutes whose inside the actor sees."""
    return _line(access.minutes(minutes_id, actor))


def of_alliance(alliance_id: int, actor: Actor) -> list[MinutesLine]:
    """Return the minutes of an alliance, newest first; none to whom its inside is closed."""
    if not actor.may(Permission.SUMMARY_VIEW):
        return []
    rows = access.every_minutes(actor).filter(alliance_id=alliance_id)
    wide = rows.select_related("alliance__certificate_type", "document", "lead")
    return [_line(row) for row in wide.prefetch_related("present").order_by("-held_on", "-pk")]


def _line(row: Minutes) -> MinutesLine:
    return MinutesLine(
        id=row.pk,
        alliance_id=row.alliance_id,
        alliance=row.alliance.name,
        code=row.alliance.certificate_type.code,
        title=row.title,
        held_on=row.held_on,
        present=tuple(sorted(one.name for one in row.present.all())),
        text=row.text,
        document=(row.document.uid, row.document.name) if row.document else None,
        lead=row.lead.name,
        written_on=row.written_on,
    )
