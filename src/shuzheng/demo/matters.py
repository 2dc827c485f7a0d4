"""Single matters that wait for a decision: enquiries, revocations, cases, sanctions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.credentials.queries import numbers
from shuzheng.credentials.rules.status import Ground, Mend
from shuzheng.credentials.services import mending, status
from shuzheng.demo.world import CARD
from shuzheng.identity.services import persons
from shuzheng.standing.rules.restrictions import Kind
from shuzheng.standing.services import restrictions

if TYPE_CHECKING:
    from shuzheng.demo.world import World


def build(world: World) -> None:
    """Leave one of each matter with whoever decides it."""
    _certificates(world)
    _names(world)
    _sanction(world)


def _certificates(world: World) -> None:
    """Leave certificates in every state: under enquiry, revoked, to be revoked, put right."""
    holder = world.holders[0]
    issued = numbers.newest(holder.issuer, 5)
    status.suspend(issued[0], "收到替考举报，正在核实。", actor=holder.issuer, now=world.at(6))
    for number, ground, reason in (
        (issued[1], Ground.FRAUD, "查实由他人替考，已听取持有人陈述。"),
        (issued[2], Ground.MISCONDUCT, "违纪成立，申诉期已过。"),
    ):
        proposal = status.propose_revocation(
            number, ground, reason, world.on(9), actor=holder.issuer, now=world.at(8)
        )
        if ground is Ground.FRAUD:
            status.confirm_revocation(proposal, actor=world.office, now=world.at(5))
    proof = world.paper("印制差错说明", holder.issuer, world.at(4), sealed=True)
    mending.replace(
        issued[3],
        Mend.PRINTING_ERROR,
        "打印内容错位，已核对原始登记。",
        proof,
        actor=holder.issuer,
        now=world.at(4),
    )
    mending.reissue(issued[4], "持有人声明遗失。", actor=holder.issuer, now=world.at(3))


def _names(world: World) -> None:
    """Hand in a known document under another name: a case for the office."""
    school = world.schools[0]
    known = world.people.draw(2004, 2006)
    for name in (known.name, f"{known.name[0]}子墨"):
        persons.register(
            [persons.PersonRow(name, CARD, known.number, is_demonstration=True)],
            organisation_id=school.id,
            actor=school.liaison,
            now=world.at(3),
        )


def _sanction(world: World) -> None:
    """Take the coming year's place from one institution that has not filed for it."""
    school = world.schools[-2]
    restrictions.impose(
        school.id,
        Kind.ELIGIBILITY_LOSS,
        since=world.on(2),
        year=world.today.year + 1,
        ground="R-194",
        reason="连续缺报双周报且整改不到位（演示）",
        decision_number=f"演示〔{world.today.year}〕7号",
        actor=world.province,
        now=world.at(2),
    )
