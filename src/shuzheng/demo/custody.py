"""Packages of practical tasks on their way between organisation and site."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from shuzheng.assessment.queries import custody as queries
from shuzheng.assessment.queries import sittings as doors
from shuzheng.assessment.services import custody

if TYPE_CHECKING:
    from shuzheng.assessment.queries.sittings import SessionView
    from shuzheng.demo.world import Holder, Site, World

COPIES = 30
SECOND = "尉迟清和"
HURT = "外包装封条一角撕开，已拍照留存，未启封。"


def pack(world: World, plan: int, holder: Holder, hosts: list[Site], day: int) -> None:
    """Seal two packages for each site three days before; the first of them leaves the house."""
    for site in hosts:
        seals = _seals(plan, site)
        custody.seal(
            _practice(plan, holder).id,
            site.id,
            [(mark, COPIES) for mark in seals],
            actor=holder.staff,
            now=world.at(day + 3, 9),
        )
        sent = _ids(plan, holder)[seals[0]]
        custody.send(sent, "机要专送", actor=holder.staff, now=world.at(day + 2, 9))


def keep(world: World, plan: int, holder: Holder, hosts: list[Site], day: int) -> None:
    """Let every site receive its packages the day before; the first site finds a seal torn."""
    ids = _ids(plan, holder)
    for site in hosts:
        first, other = _seals(plan, site)
        custody.send(ids[other], "机要专送", actor=holder.staff, now=world.at(day + 2, 10))
        for mark in (first, other):
            custody.receive(ids[mark], mark, SECOND, actor=site.admin, now=world.at(day + 1, 16))
    spare = ids[_seals(plan, hosts[0])[1]]
    custody.report(spare, HURT, actor=hosts[0].admin, now=world.at(day, 7))


def unseal(plan: int, holder: Holder, hosts: list[Site]) -> None:
    """Open the first package of every site shortly before the practical part."""
    session = _practice(plan, holder)
    ids = _ids(plan, holder)
    for site in hosts:
        mark = _seals(plan, site)[0]
        at = session.starts_at - timedelta(minutes=20)
        custody.unseal(ids[mark], mark, SECOND, actor=site.admin, now=at)


def take_back(world: World, plan: int, holder: Holder, hosts: list[Site], day: int) -> None:
    """Let the organisation take everything back but what the first site has open."""
    ids = _ids(plan, holder)
    left = [mark for site in hosts for mark in _seals(plan, site)][1:]
    for mark in left:
        custody.take_back(ids[mark], SECOND, actor=holder.staff, now=world.at(day, 18))


def _practice(plan: int, holder: Holder) -> SessionView:
    """Return the sitting of the practical part: the theory is at machines and has no papers."""
    return doors.day(plan, holder.staff).sessions[-1]


def _seals(plan: int, site: Site) -> tuple[str, str]:
    return f"YS{plan:04d}{site.id:04d}A", f"YS{plan:04d}{site.id:04d}B"


def _ids(plan: int, holder: Holder) -> dict[str, int]:
    return {one.seal: one.id for one in queries.of_plan(plan, holder.staff)}
