"""Which cut there is to read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.insight.models import Cut

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class CutBrief:
    """A cut: when it was taken, by which versions of the formulas, and how long it took."""

    id: int
    taken_at: datetime
    formulas: Mapping[str, int]
    duration_ms: int
    rows: int


def newest() -> CutBrief | None:
    """Return the newest cut, or None before the first one."""
    row = Cut.objects.order_by("-taken_at", "-pk").first()
    if row is None:
        return None
    return CutBrief(row.pk, row.taken_at, row.formulas, row.duration_ms, row.rows_count)
