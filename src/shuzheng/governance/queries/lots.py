"""Who stands in the lot of a panel as it would be drawn now, and what of that is frozen (R-012)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuzheng.foundation import rulebooks
from shuzheng.governance.core import drawing
from shuzheng.governance.models import Expert
from shuzheng.governance.queries import pool
from shuzheng.governance.rules import panel as rules
from shuzheng.identity.queries import organisations
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from shuzheng.governance.models import Panel
    from shuzheng.governance.rules.panel import Lot
    from shuzheng.governance.rules.pool import Expert as Seen


@dataclass(frozen=True, slots=True)
class Tagged:
    """A lot with what it takes to freeze it: the random identifiers behind the experts."""

    lot: Lot
    identifiers: dict[int, UUID]
    size: int
    reserve: int

    def frozen(self, draw: UUID) -> dict[str, Any]:
        """Return what is drawn from: tags that name nobody, and the grounds that all may read."""
        tags = {pk: drawing.tag(draw, uid) for pk, uid in self.identifiers.items()}
        return drawing.freeze(
            [tags[pk] for pk in self.lot.experts],
            [(tags[pk], rules.GROUNDS[why]) for pk, why in self.lot.excluded],
            [tags[pk] for pk in self.lot.recent],
            size=self.size,
            reserve=self.reserve,
        )

    def kept(self, draw: UUID) -> dict[str, int]:
        """Return who is behind each tag, to be kept beside the draw."""
        return {drawing.tag(draw, uid): pk for pk, uid in self.identifiers.items()}


def of(row: Panel, now: datetime) -> Tagged:
    """Return the lot of a panel; refuses one that cannot fill the panel and its substitutes."""
    today, book = periods.day(now), rulebooks.current()
    reserve = rules.reserve(today, book)
    found = _lot(row, now, reserve)
    rules.check_lot(found, size=row.size, reserve=reserve)
    rows = Expert.objects.filter(pk__in=found.experts)
    return Tagged(found, dict(rows.values_list("pk", "uid")), row.size, reserve)


def seen(row: Panel, now: datetime) -> Lot:
    """Return the lot of a panel as its page shows it, whether it can be drawn from or not."""
    return _lot(row, now, rules.reserve(periods.day(now), rulebooks.current()))


def experts(row: Panel) -> dict[int, Seen]:
    """Return every expert as the rules see them in the matter of a panel."""
    return {one.id: one for one in pool.experts(_named(parties(row)))}


def parties(row: Panel) -> list[int]:
    """Return the ids of the parties that a panel concerns."""
    return list(row.parties.order_by("pk").values_list("pk", flat=True))


def _lot(row: Panel, now: datetime, reserve: int) -> Lot:
    concerned = parties(row)
    return rules.lot(
        pool.experts(_named(concerned)),
        row.fields,
        concerned,
        since=rules.recent_since(periods.day(now), rulebooks.current()),
        needed=row.size + reserve,
    )


def _named(ids: list[int]) -> dict[str, int]:
    return {one.name: one.id for one in organisations.brief(ids).values()}
