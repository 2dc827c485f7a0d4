"""Take experts of the pool from a workbook (R-012)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.sheets import imports
from shuzheng.governance.access import Permission
from shuzheng.governance.models import Expert
from shuzheng.governance.services import pool
from shuzheng.governance.services.body_imports import split
from shuzheng.governance.services.pool import Entered
from shuzheng.governance.sheets.pool import EXPERTS
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from shuzheng.foundation.sheets.imports import Occasion, Purpose
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.kernel.actor import Actor


def purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> Purpose:
    """Return what the import is for: the pool."""
    del context, now
    actor.require(Permission.POOL_KEEP)
    url = reverse("governance:experts")
    return imports.Purpose(EXPERTS, "", url, done_url=url, done_label=_("See the pool"))


def check(rows: Sequence[Row], occasion: Occasion) -> None:
    """Refuse who is in the pool already, and who has no field."""
    del occasion
    had = set(Expert.objects.values_list("name", "employer"))
    for row in rows:
        if (row.values["name"], row.values["employer"]) in had:
            row.refuse("name", "in-pool", N_("This expert is in the pool already, or left it"))
        if not split(row.values["fields"]):
            row.refuse("fields", "no-field", N_("An expert has a field"))


def apply(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Enter the experts."""
    given = [
        Entered(
            row.values["name"],
            row.values["employer"],
            row.values["post"],
            split(row.values["fields"]),
        )
        for chunk in rows
        for row in chunk
    ]
    return {"entered": len(pool.enter_all(given, actor=occasion.actor, now=occasion.now))}
