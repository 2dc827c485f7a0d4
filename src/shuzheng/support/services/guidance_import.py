"""Take guidance from a workbook (R-250)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.sheets import imports
from shuzheng.kernel import periods
from shuzheng.kernel.wording import N_
from shuzheng.support import access
from shuzheng.support.access import Permission
from shuzheng.support.rules.guidance import Way
from shuzheng.support.services import guiding
from shuzheng.support.services.guiding import Given
from shuzheng.support.sheets.guidance import GUIDANCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from shuzheng.foundation.sheets.imports import Occasion, Purpose
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.kernel.actor import Actor


def purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> Purpose:
    """Return what the import is for."""
    del context, now
    actor.require(Permission.GUIDANCE_GIVE)
    url = reverse("support:guidances")
    return imports.Purpose(
        GUIDANCE, _("Guidance on record"), url, done_url=url, done_label=_("Guidance on record")
    )


def check(rows: Sequence[Row], occasion: Occasion) -> None:
    """Refuse institutions that nobody registered, and guidance of days to come."""
    known, today = _known(occasion.actor), periods.day(occasion.now)
    for row in rows:
        if row.values["code"] not in known:
            row.refuse("code", "unknown", N_("There is no such institution"))
        if row.values["given_on"] and row.values["given_on"] > today:
            row.refuse("given_on", "ahead", N_("This day lies ahead"))


def apply(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Record the guidance."""
    known = _known(occasion.actor)
    given = [
        Given(
            known[row.values["code"]],
            Way(row.values["way"]),
            row.values["given_on"],
            row.values["subject"],
            row.values["words"],
            row.values["follow_up"] or "",
            row.values["due_on"],
        )
        for chunk in rows
        for row in chunk
    ]
    return {"taken": guiding.give_all(given, actor=occasion.actor, now=occasion.now)}


def _known(actor: Actor) -> dict[str, int]:
    return {one.code: one.id for one in access.institutions(actor).values()}
