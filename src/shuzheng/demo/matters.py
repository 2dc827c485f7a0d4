"""Single matters that wait for a decision: enquiries, revocations, cases, sanctions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from shuzheng.credentials.queries import numbers, own
from shuzheng.credentials.rules.status import Ground, Mend
from shuzheng.credentials.services import appeals, mending, status
from shuzheng.demo.world import CARD
from shuzheng.identity.services import persons
from shuzheng.standing.rules.measures import Kind as Measure
from shuzheng.standing.rules.restrictions import Kind
from shuzheng.standing.services import measures, restrictions

if TYPE_CHECKING:
    from shuzheng.demo.world import World
    from shuzheng.kernel.actor import Actor

TOUCHED = 5
"""How many certificates of the first organisation are brought into other states."""


@dataclass(frozen=True)
class Held:
    """A certificate in force, who holds it, and who issues for its organisation."""

    issuer: Actor
    candidate: Actor
    number: str


def build(world: World) -> None:
    """Leave one of each matter with whoever decides it."""
    _certificates(world)
    _appeals(world)
    _names(world)
    _sanction(world)
    _measures(world)


def _certificates(world: World) -> None:
    """Leave certificates in every state: under enquiry, revoked, to be revoked, put right."""
    holder = world.holders[0]
    issued = numbers.newest(holder.issuer, TOUCHED)
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


def _appeals(world: World) -> None:
    """Leave a revocation under appeal, and one that was overturned."""
    pending, restored = _holding(world, 2)
    _revoke(world, pending, Ground.FRAUD, "经比对考场照片，认定由他人代考，已听取陈述。", 5)
    appeals.lodge(
        pending.number,
        "考场照片拍摄于换装之后，本人当日在场，同场考生可以作证。",
        world.paper("申诉材料", pending.candidate, world.at(3), sealed=True),
        actor=pending.candidate,
        now=world.at(3),
    )
    _revoke(world, restored, Ground.MISCONDUCT, "认定考试中使用手机，已听取陈述。", 7)
    lodged = appeals.lodge(
        restored.number,
        "手机是邻座考生的，监控录像可以证明，请调取核对。",
        None,
        actor=restored.candidate,
        now=world.at(6),
    )
    appeals.make_statement(
        lodged, "监考记录只写明座位，未写明手机归属。", actor=restored.issuer, now=world.at(4)
    )
    appeals.overturn(
        lodged,
        "监控录像显示手机为邻座考生所有，原决定认定事实有误，予以撤销。",
        actor=world.province,
        now=world.at(2),
    )


def _revoke(world: World, held: Held, ground: Ground, reason: str, days_ago: int) -> None:
    proposal = status.propose_revocation(
        held.number, ground, reason, world.on(9), actor=held.issuer, now=world.at(8)
    )
    status.confirm_revocation(proposal, actor=world.office, now=world.at(days_ago))


def _holding(world: World, count: int) -> list[Held]:
    """Return candidates whose certificate nothing has happened to; of the first organisation first.

    From the last ones on: the first candidates have other things to do.
    """
    holder = world.holders[0]
    touched = set(numbers.newest(holder.issuer, TOUCHED))
    walks = [*reversed(world.walked)]
    found = (
        Held(walked.holder.issuer, candidate, one.number)
        for walked in sorted(walks, key=lambda one: one.holder is not holder)
        if walked.stage == "certified"
        for candidate in reversed(walked.candidates)
        for one in own.in_force(candidate)
        if one.number not in touched
    )
    return list(islice(found, count))


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


def _measures(world: World) -> None:
    """Leave a summons whose follow-up is due, and a meeting whose follow-up was reported."""
    first, second = world.schools[0], world.schools[-2]
    meeting = measures.Taken(
        organisation_id=first.id,
        kind=Measure.MEETING,
        held_on=world.on(6),
        reason="考核计划推进缓慢（演示）",
        attendees="省试点办、院校分管负责人、教务处（演示）",
        outcome="明确年内考核批次和责任部门（演示）",
        follow_up="报送调整后的考核安排（演示）",
        due_on=world.on(-10),
    )
    summons = replace(
        meeting,
        organisation_id=second.id,
        kind=Measure.SUMMONS,
        reason="连续缺报双周报（演示）",
        outcome="院校说明情况并承诺整改（演示）",
        follow_up="提交整改方案，指定专人报送（演示）",
    )
    met, _ = (
        measures.record(taken, actor=world.office, now=world.at(5)) for taken in (meeting, summons)
    )
    words = "已调整考核安排，增加一个批次（演示）。"
    measures.report(met, words, actor=first.liaison, now=world.at(3))
