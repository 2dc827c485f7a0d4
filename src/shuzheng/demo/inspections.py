"""Unannounced inspections: one campaign that was carried out, one sealed, one being drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.assessment.queries import targets
from shuzheng.demo import parties
from shuzheng.foundation.ui import listing
from shuzheng.identity.rules.kinds import Role
from shuzheng.quality.queries import inspections as queries
from shuzheng.quality.rules.campaign import TargetKind
from shuzheng.quality.rules.inspection import State
from shuzheng.quality.services import campaigns, drawing, inspections
from shuzheng.quality.services.campaigns import Plan

if TYPE_CHECKING:
    from shuzheng.demo.world import World
    from shuzheng.kernel.actor import Actor

POOL, TEAM, MOST = 8, 2, 3
PAST, SEALED, DRAWING = 46, 2, 1
EVERY = listing.Wish("all", "target", size=100)


def build(world: World) -> None:
    """Let inspectors be named, and three campaigns be drawn as far as they have come."""
    world.say("飞行检查", 93)
    office = world.office.organisation_id
    world.inspectors = [parties.hire(world, office, Role.INSPECTOR) for _ in range(POOL)]
    title = f"{world.today.year}年考核站点飞行检查"
    _drawn(
        world, Plan(f"{title}（第一批，演示）", TargetKind.SITE, _count(), TEAM, ("rooms",)), PAST
    )
    for row, lead in _sealed(world):
        inspections.arrive(row, actor=lead, now=world.at(PAST - 3, 9))
    second = Plan(f"{title}（第二批，演示）", TargetKind.SITE, _count(), TEAM, ("staff", "fees"))
    _drawn(world, second, SEALED)
    third = Plan("评价组织“双随机”检查（演示）", TargetKind.ORGANISATION, 1, TEAM, ("standards",))
    pk = campaigns.plan(third, actor=world.office, now=world.at(DRAWING, 10))
    drawing.begin(pk, actor=world.office, now=world.at(DRAWING, 11))


def offered(world: World) -> Actor:
    """Return an inspector for whom a sealed inspection waits."""
    return _sealed(world)[0][1]


def _count() -> int:
    """Return how many sites are drawn: a few, and never all."""
    return min(MOST, len(targets.sites_in_use()) - 1)


def _drawn(world: World, given: Plan, days_ago: int) -> None:
    pk = campaigns.plan(given, actor=world.office, now=world.at(days_ago, 9))
    drawing.begin(pk, actor=world.office, now=world.at(days_ago, 10))
    drawing.witness(pk, actor=world.province, now=world.at(days_ago, 11))
    drawing.reveal(pk, actor=world.office, now=world.at(days_ago, 14))
    drawing.reveal(pk, actor=world.province, now=world.at(days_ago, 15))


def _sealed(world: World) -> list[tuple[int, Actor]]:
    """Return the sealed inspections, each with who leads its team."""
    found: dict[int, Actor] = {}
    for one in world.inspectors:
        for line in queries.listed(one, EVERY).rows:
            page = queries.one(line.id, one)
            if line.state is State.SEALED and page.team[0].person_id == one.person_id:
                found[line.id] = one
    return sorted(found.items(), key=lambda pair: pair[0])
