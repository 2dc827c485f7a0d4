"""What the sessions of the demonstration cost at their sites; some sheets are still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.assessment.queries import costs as queries
from shuzheng.assessment.rules.cost import Costs
from shuzheng.assessment.services import costs

if TYPE_CHECKING:
    from shuzheng.demo.world import Site, World

NOTE = "场地与同日另一场考核共用，按场次分摊。（演示）"
REASON = "漏记外聘考评员费用。（演示）"
MISSING_ONE_IN, CORRECTED_ONE_IN, SHARED_ONE_IN = 6, 9, 4
"""How often a sheet is missing, was corrected, tells of shared rooms: by the session's number."""


def keep(world: World, plan: int, hosts: list[Site], day: int) -> None:
    """Keep the sheets of a session that is over at its sites, a week afterwards."""
    for place, site in enumerate(hosts):
        turn = plan + place
        here = [one for one in queries.of_plan(plan, site.admin) if one.site_id == site.id]
        if turn % MISSING_ONE_IN == 0 or not here:
            continue
        came = here[0].came
        spent = _spent(came, turn)
        note = NOTE if turn % SHARED_ONE_IN == 0 else ""
        version = costs.keep(
            plan, site.id, spent, note, actor=site.admin, now=world.at(day - 7, 10)
        )
        if turn % CORRECTED_ONE_IN == 0:
            more = Costs(spent.premises, spent.equipment, spent.consumables, spent.people + 80_000)
            costs.correct(
                plan,
                site.id,
                version,
                (more, note),
                REASON,
                actor=site.admin,
                now=world.at(day - 8, 9),
            )


def _spent(came: int, turn: int) -> Costs:
    """Return plausible costs in fen: some the same for every session, some by the candidates."""
    return Costs(
        premises=60_000 + 8_500 * (turn % 5),
        equipment=1_250 * came + 12_000,
        consumables=(680 + 45 * (turn % 7)) * came,
        people=90_000 + 2_300 * came + 6_000 * (turn % 3),
    )
