"""Plan the layout of an alliance's sites: each time a new edition (R-091, R-092)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max

from shuzheng.alliances import access
from shuzheng.alliances.models import LayoutPlan, LayoutRow
from shuzheng.alliances.queries import coverage
from shuzheng.alliances.rules import layout as rules
from shuzheng.foundation import facts, rulebooks
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


@applies("R-091", "R-092")
@transaction.atomic
def lay_out(
    alliance_id: int,
    year: int,
    rows: Sequence[rules.Row],
    *,
    after: int | None = None,
    actor: Actor,
    now: datetime,
) -> int:
    """Plan a year's layout as the alliance's lead; returns the number of the edition.

    `after` is the edition that the plan was written from: whoever wrote from an older one is told.
    """
    line = access.run(alliance_id, actor)
    today = periods.day(now)
    rules.check_year(year, today)
    names = coverage.cities()
    used_in = coverage.institutions_by_city(line.certificate_type_id)
    said = rules.check(rows, used_in, names, rules.least(today, rulebooks.current()))
    plans = LayoutPlan.objects.filter(alliance_id=alliance_id, year=year)
    last = plans.aggregate(Max("edition"))["edition__max"] or 0
    if after is not None and after != last:
        raise MovedMeanwhile
    plan = _edition(alliance_id, year, last + 1, said, actor, today)
    facts.record(
        "alliances.layout.planned",
        plan,
        actor=actor,
        now=now,
        year=year,
        edition=plan.edition,
        sites=sum(one.planned for one in said),
    )
    return plan.edition


def _edition(
    alliance_id: int,
    year: int,
    number: int,
    rows: Sequence[rules.Row],
    actor: Actor,
    today: date,
) -> LayoutPlan:
    """Keep an edition with its rows; of two at once the later is told."""
    try:
        with transaction.atomic():
            plan = LayoutPlan.objects.create(
                alliance_id=alliance_id,
                year=year,
                edition=number,
                lead_id=actor.organisation_id,
                made_on=today,
            )
    except IntegrityError:
        raise MovedMeanwhile from None
    LayoutRow.objects.bulk_create(
        LayoutRow(
            plan=plan,
            city_id=one.city,
            planned=one.planned,
            principle=one.principle or "",
            reason=one.reason.strip(),
        )
        for one in rows
    )
    return plan
