"""Unannounced inspections: one campaign that was carried out, one sealed, one being drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.assessment.queries import targets
from shuzheng.demo import parties
from shuzheng.demo.world import WHOLE
from shuzheng.foundation.ui import listing
from shuzheng.identity.rules.kinds import Role
from shuzheng.quality.queries import findings as found
from shuzheng.quality.queries import inspections as queries
from shuzheng.quality.rules import form
from shuzheng.quality.rules.campaign import TargetKind
from shuzheng.quality.rules.finding import Severity
from shuzheng.quality.rules.inspection import Signature, State
from shuzheng.quality.rules.veto import Ground
from shuzheng.quality.services import campaigns, drawing, findings, inspections, vetoes
from shuzheng.quality.services.campaigns import Plan
from shuzheng.quality.services.findings import Found
from shuzheng.quality.services.inspections import Report

if TYPE_CHECKING:
    from shuzheng.demo.world import World
    from shuzheng.kernel.actor import Actor

POOL, TEAM, MOST = 8, 2, 3
PAST, SEALED, DRAWING = 46, 2, 1
FOUND = (
    (Severity.MINOR, "handover", "两次试卷交接记录缺少接收人签字。（演示）"),
    (Severity.MAJOR, "cameras", "一个考场监控录像缺失两小时。（演示）"),
    (Severity.GRAVE, "custody", "试卷启封时仅一人在场，部分试题提前外传。（演示）"),
)
"""What the teams found; the n-th inspection has the first n."""
EVERY = listing.Wish("all", "target", size=100)
ALL_FOUND = listing.Wish("all", "found", size=100)


def build(world: World) -> None:
    """Let inspectors be named, and three campaigns be drawn as far as they have come."""
    world.say("飞行检查", 93)
    office = world.office.organisation_id
    world.inspectors = [parties.hire(world, office, Role.INSPECTOR) for _ in range(POOL)]
    title = f"{world.today.year}年考核站点飞行检查"
    _drawn(
        world, Plan(f"{title}（第一批，演示）", TargetKind.SITE, _count(), TEAM, ("rooms",)), PAST
    )
    for place, (row, lead) in enumerate(_sealed(world)):
        inspections.arrive(row, actor=lead, now=world.at(PAST - 3, 9))
        _carry_out(world, row, lead, place)
    _put_right(world)
    _veto(world)
    now = world.at(0, 1)
    inspections.confirm_by_silence(now=now)
    findings.expire(now=now)
    reported = queries.listed(world.office, EVERY).rows[0]
    inspections.publish(reported.id, actor=world.office, now=world.at(0, 2))
    second = Plan(f"{title}（第二批，演示）", TargetKind.SITE, _count(), TEAM, ("staff", "fees"))
    _drawn(world, second, SEALED)
    third = Plan("评价组织“双随机”检查（演示）", TargetKind.ORGANISATION, 1, TEAM, ("standards",))
    pk = campaigns.plan(third, actor=world.office, now=world.at(DRAWING, 10))
    drawing.begin(pk, actor=world.office, now=world.at(DRAWING, 11))


def _put_right(world: World) -> None:
    """Let the first finding be put right, checked again and closed."""
    line = min(found.listed(world.office, ALL_FOUND).rows, key=lambda one: one.id)
    school = next(one for one in world.schools if one.id == line.party_id)
    proof = world.paper("整改说明", school.liaison, world.at(PAST - 12, 9))
    findings.begin(line.id, actor=school.liaison, now=world.at(PAST - 5, 9))
    findings.submit(
        line.id,
        "已补签并完善交接制度。（演示）",
        file_id=proof,
        actor=school.liaison,
        now=world.at(PAST - 12, 10),
    )
    lead = _lead(world, line.inspection_id)
    now = world.at(PAST - 15, 10)
    findings.recheck(line.id, "现场复核，已补齐。（演示）", passed=True, actor=lead, now=now)
    findings.close(line.id, actor=world.office, now=world.at(PAST - 16, 9))


def _veto(world: World) -> None:
    """Let a grave finding lead to a veto; in the whole province it is in force.

    A small province has too few sites to do without one, so there it waits for the second person.
    """
    grave = [
        one for one in found.listed(world.office, ALL_FOUND).rows if one.severity is Severity.GRAVE
    ]
    for line in grave[:1]:
        lead = _lead(world, line.inspection_id)
        reason = "启封程序严重违规，试题外传。（演示）"
        now = world.at(PAST - 4, 9)
        pk = vetoes.propose(line.id, Ground.LEAKED_PAPER, reason, actor=lead, now=now)
        heard_on = world.on(PAST - 9)
        said = "承认事实，愿意整改。（演示）"
        vetoes.hear(pk, heard_on, said, actor=world.office, now=world.at(PAST - 9, 15))
        first = parties.hire(world, world.province.organisation_id, Role.PROVINCIAL_ADMIN)
        number = f"演示决〔{world.today.year}〕7号"
        now = world.at(PAST - 12, 15)
        vetoes.decide(pk, number, reason, world.on(-60), actor=first, now=now)
        if world.scale is WHOLE:
            vetoes.enforce(pk, actor=world.province, now=world.at(PAST - 13, 9))


def _lead(world: World, inspection: int | None) -> Actor:
    """Return who leads the team of an inspection."""
    leads = queries.one(inspection or 0, world.office).team[0].person_id
    return next(one for one in world.inspectors if one.person_id == leads)


def offered(world: World) -> Actor:
    """Return an inspector for whom a sealed inspection waits."""
    return _sealed(world)[0][1]


def _carry_out(world: World, inspection: int, lead: Actor, place: int) -> None:
    """Let a team fill in the form, record what it found, and report."""
    on = world.on(PAST - 3)
    for given in FOUND[: place + 1]:
        seen = Found(given[0], given[2], on, given[1])
        photo = world.paper("现场检查取证", lead, world.at(PAST - 3, 10))
        findings.record(inspection, seen, file_id=photo, actor=lead, now=world.at(PAST - 3, 11))
    failed = {code for _, code, _ in FOUND[: place + 1]}
    answers = {
        code: "failed" if code in failed else "held"
        for _, code, _ in form.items_of(queries.one(inspection, lead).sections)
    }
    now = world.at(PAST - 3, 15)
    said = {code: (answer, "") for code, answer in answers.items()}
    inspections.answer(inspection, said, actor=lead, now=now)
    text = "现场管理总体规范，个别环节记录不全，已当场交换意见。（演示）"
    signed = world.paper("现场检查记录（双方签字）", lead, world.at(PAST - 3, 16))
    inspections.report(
        inspection, Report(text, Signature.SIGNED, signed), actor=lead, now=world.at(PAST - 3, 16)
    )


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
