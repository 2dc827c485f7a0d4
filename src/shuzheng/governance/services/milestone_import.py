"""Take milestones of a year from a workbook (R-008)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shuzheng.foundation.sheets import imports
from shuzheng.governance.access import Permission
from shuzheng.governance.models import Milestone
from shuzheng.governance.rules import milestone as rules
from shuzheng.governance.rules import plan as plans
from shuzheng.governance.rules.milestone import Content
from shuzheng.governance.services import milestones
from shuzheng.governance.sheets.milestones import MILESTONES
from shuzheng.kernel import periods
from shuzheng.kernel.wording import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from shuzheng.foundation.sheets.imports import Occasion, Purpose
    from shuzheng.foundation.sheets.rows import Row
    from shuzheng.kernel.actor import Actor


def purpose(actor: Actor, context: Mapping[str, Any], now: datetime) -> Purpose:
    """Return what the import is for: a year that can be planned."""
    actor.require(Permission.MILESTONE_PLAN)
    year = int(context["year"])
    plans.check_year(year, periods.day(now))
    url = reverse("governance:milestones")
    return imports.Purpose(
        MILESTONES,
        str(year),
        url,
        done_url=f"{url}?view=all",
        done_label=_("See the milestones"),
    )


def check(rows: Sequence[Row], occasion: Occasion) -> None:
    """Refuse names that the year has already, and days outside it."""
    year = int(occasion.context["year"])
    had = set(Milestone.objects.filter(year=year).values_list("name", flat=True))
    for row in rows:
        if row.values["name"] in had:
            row.refuse("name", "twice", N_("The plan has this milestone already"))
        try:
            rules.check_day(year, row.values["due_on"])
        except rules.NotInYear:
            row.refuse("due_on", "not-in-year", N_("This day is not in the year of the plan"))


def apply(rows: Iterator[list[Row]], occasion: Occasion) -> Mapping[str, Any]:
    """Add the milestones."""
    said = [
        milestones.Stone(
            row.values["name"],
            Content(row.values["content"]),
            row.values["owner"],
            row.values["due_on"],
        )
        for chunk in rows
        for row in chunk
    ]
    year = int(occasion.context["year"])
    made = milestones.plan_all(year, said, actor=occasion.actor, now=occasion.now)
    return {"planned": len(made)}
