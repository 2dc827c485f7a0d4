"""Keep the cost sheet of a session at a site, and correct it by a new version (R-098)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.assessment.access import Permission
from shuzheng.assessment.access import costs as access
from shuzheng.assessment.models import CostSheet
from shuzheng.assessment.rules import cost as rules
from shuzheng.assessment.rules import plan as plan_rules
from shuzheng.assessment.rules.cost import SHEET, Verb
from shuzheng.foundation import facts, moves
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.assessment.models import Plan, Site
    from shuzheng.assessment.rules.cost import Costs
    from shuzheng.kernel.actor import Actor


@applies("R-098")
@transaction.atomic
def keep(
    plan_id: int, site_id: int, costs: Costs, note: str = "", *, actor: Actor, now: datetime
) -> int:
    """Keep what a session cost at a site of one's own, in fen; returns the version's id.

    Refuses a session that is not over, one whose sheet is kept already, and noughts without a note.
    """
    plan, site = access.own(plan_id, site_id, actor, Permission.COST_KEEP)
    rules.check(plan_rules.State(plan.state), costs, note)
    try:
        with transaction.atomic():
            row = _version(plan, site, 1, costs, note, "", now)
    except IntegrityError:
        raise rules.KeptAlready(site=site.name) from None
    facts.record(
        "assessment.costsheet.kept",
        row,
        actor=actor,
        now=now,
        plan=plan.number,
        site=site.name,
        total_fen=costs.total,
    )
    return row.pk


@applies("R-098")
@transaction.atomic
def correct(
    plan_id: int,
    site_id: int,
    seen: int,
    corrected: tuple[Costs, str],
    reason: str,
    *,
    actor: Actor,
    now: datetime,
) -> int:
    """Replace the version `seen` (its id) by `corrected` amounts in fen and note.

    Returns the new version's id; the earlier one stays. Refuses where another version holds by now,
    a correction without a reason, and one that changes nothing.
    """
    plan, site = access.own(plan_id, site_id, actor, Permission.COST_KEEP)
    costs, note = corrected[0], corrected[1].strip()
    before = access.current(plan, site)
    if before.pk != seen:
        raise moves.MovedMeanwhile
    rules.check(plan_rules.State(plan.state), costs, note)
    rules.check_correction((before.costs, before.note), (costs, note), reason)
    moved = moves.move(before, SHEET, Verb.REPLACE, replaced_on=periods.day(now))
    row = _version(plan, site, before.version + 1, costs, note, reason, now)
    facts.record(
        "assessment.costsheet.corrected",
        row,
        actor=actor,
        now=now,
        passages=facts.passages_of(before, moved),
        plan=plan.number,
        site=site.name,
        total_fen=costs.total,
    )
    return row.pk


def _version(
    plan: Plan, site: Site, version: int, costs: Costs, note: str, reason: str, now: datetime
) -> CostSheet:
    return CostSheet.objects.create(
        plan=plan,
        site=site,
        version=version,
        state=SHEET.initial,
        premises_fen=costs.premises,
        equipment_fen=costs.equipment,
        consumables_fen=costs.consumables,
        people_fen=costs.people,
        note=note.strip(),
        reason=reason.strip(),
        recorded_on=periods.day(now),
    )
