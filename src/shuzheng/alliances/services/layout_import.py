"""Take a layout plan from a workbook, which says all of a new edition (R-091)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.alliances import access
from shuzheng.alliances.access import Permission
from shuzheng.alliances.queries import coverage, layouts
from shuzheng.alliances.rules import layout as rules
from shuzheng.alliances.rules.layout import Principle
from shuzheng.alliances.services import layouts as services
from shuzheng.alliances.sheets.layouts import LAYOUT
from shuzheng.foundation.sheets import imports
from shuzheng.kernel import periods

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from shuzheng.foundation.sheets.imports import Occasion, Purpose
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.kernel.actor import Actor


def purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> Purpose:
    """Return what the import is for: a year of an alliance that the actor leads."""
    alliance, year = int(context["alliance"]), int(context["year"])
    line = access.run(alliance, actor)
    rules.check_year(year, periods.day(now))
    url = reverse("alliances:layout", args=[alliance, year])
    page = layouts.detail(alliance, year, actor, now, permission=Permission.ALLIANCE_RUN)
    return imports.Purpose(
        LAYOUT.with_choices("city", coverage.cities()),
        f"{line.name} {year}",
        url,
        done_url=url,
        done_label=_("Layout of sites"),
        prefilled=lambda: iter([layouts.cells(one) for one in page.rows]),
        prefilled_label=_("Template with the present plan"),
        rows=len(coverage.cities()),
    )


def check(rows: Sequence[Row], occasion: Occasion) -> None:
    """Judge nothing more: whether a city is left out shows only from the whole."""
    del rows, occasion


def apply(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Plan a new edition by the rows."""
    said = [
        rules.Row(
            row.values["city"],
            row.values["planned"],
            Principle(row.values["principle"]) if row.values["principle"] else None,
            row.values["reason"] or "",
        )
        for chunk in rows
        for row in chunk
    ]
    edition = services.lay_out(
        int(occasion.context["alliance"]),
        int(occasion.context["year"]),
        said,
        actor=occasion.actor,
        now=occasion.now,
    )
    return {"edition": edition, "sites": sum(one.planned for one in said)}
