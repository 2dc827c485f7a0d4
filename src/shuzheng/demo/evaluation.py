"""The annual evaluation in every state, and self-checks of some institutions; figures are invented.

What platforms elsewhere would count in years before this one comes from sheets; a year of which
nothing is known says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.demo import parties
from shuzheng.evaluation.queries import gathering, pages
from shuzheng.evaluation.rules import evaluation as rules
from shuzheng.evaluation.rules.evaluation import Objection, State, Use
from shuzheng.evaluation.rules.indicators import TOLD, Input, Kind
from shuzheng.evaluation.rules.self_check import Principle
from shuzheng.evaluation.rules.third_party import State as Outside
from shuzheng.evaluation.services import (
    deciding,
    drafting,
    freezing,
    hearing,
    inputs,
    outside,
    self_checks,
)
from shuzheng.evaluation.services.hearing import PutRight
from shuzheng.evaluation.services.inputs import Said
from shuzheng.evaluation.services.outside import Commission, Filed
from shuzheng.foundation import rulebooks
from shuzheng.foundation.ui import listing
from shuzheng.identity.rules.kinds import Role
from shuzheng.insight.queries import cuts

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.demo.world import World
    from shuzheng.evaluation.queries.pages import SubjectLine
    from shuzheng.kernel.actor import Actor

SHEET = "年度统计报表（演示）"
TEXTS = {
    Principle.GUIDED: "成立领导小组，主动接受主管部门指导，行业企业参与考核。（演示）",
    Principle.COMBINED: "书证融通纳入人才培养方案，考核质量优先。（演示）",
    Principle.MANAGED: "严把报名和发证两端，规范考核组织。（演示）",
}
FOUND = ("个别班级课证融通台账不全。（演示）", "补齐台账并每月抽查。（演示）")
SAID = "数据属实，将继续改进。（演示）"
OPINION = "情况属实，同意自评意见。（演示）"
THIRD, ABOUT = "江淮教育评估中心（演示）", "考核组织和培训质量（演示）"
DECLARED = "与被评估单位没有隶属、投资和人员关系。（演示）"
REPORT = "考核组织总体规范，建议加强试卷交接管理。（演示）"
WRONG = "满意度调查少计五份有效答卷，请更正。（演示）"
EVERY = listing.Wish("all", "name", size=100)
LEVELS = (93, 78, 88, 61, 71, 45)
"""About how many of a hundred each party reaches, in turn."""
SELF_CHECKS, DONE_ON, TOLD_ON = 4, 25, 30
WAY = (
    State.DRAFTED,
    State.INDICATOR_SET_PUBLISHED,
    State.SELF_CHECK,
    State.CITY_OPINION,
    State.SCORED,
    State.HEARD,
    State.DECIDED,
    State.PUBLISHED,
    State.USED,
    State.CLOSED,
)


def build(world: World, now: datetime) -> None:
    """Let ten evaluations come as far as their state, this morning."""
    world.say("年度考核", 94)
    year = world.today.year
    if world.today < rules.freezes_from(year, rulebooks.current()):
        year -= 1
    _check(world)
    _outside(world, year)
    for kind, back, state in (
        (Kind.INSTITUTION, -1, State.DRAFTED),
        (Kind.ORGANISATION, -1, State.INDICATOR_SET_PUBLISHED),
        (Kind.INSTITUTION, 0, State.SELF_CHECK),
        (Kind.SITE, 1, State.CITY_OPINION),
        (Kind.ORGANISATION, 0, State.SCORED),
        (Kind.SITE, 2, State.HEARD),
        (Kind.SITE, 3, State.DECIDED),
        (Kind.SITE, 0, State.PUBLISHED),
        (Kind.ORGANISATION, 1, State.USED),
        (Kind.ORGANISATION, 2, State.CLOSED),
    ):
        _walk(world, kind, year - back, state, now)


def _check(world: World) -> None:
    """Let some institutions check themselves; one is still writing."""
    told = world.offered[Role.LIAISON].organisation_id
    bureau = world.offered[Role.CITY_OFFICER].area
    using = [one for one in world.schools if one.certificates]
    using.sort(key=lambda one: (one.id != told, not one.city.startswith(bureau)))
    for place, school in enumerate([*using[1:2], *using[:1], *using[2:SELF_CHECKS]]):
        at = world.at(DONE_ON - place, 9)
        pk = self_checks.begin(TEXTS, actor=school.liaison, now=at)
        if place == 0:
            continue
        found = self_checks.find(
            pk, *FOUND, world.on(DONE_ON - 10 * place), actor=school.liaison, now=at
        )
        self_checks.submit(pk, actor=school.liaison, now=at)
        if place > 1:
            now = world.at(DONE_ON - 5, 9)
            self_checks.put_right(pk, found, "已补齐。（演示）", actor=school.liaison, now=now)


def _outside(world: World, year: int) -> None:
    """File what the ministry found, and let third parties come as far as their states."""
    school = next(s for s in world.schools if s.id == world.offered[Role.LIAISON].organisation_id)
    bureau = world.offered[Role.CITY_OFFICER].area
    others = [one for one in world.schools if one.id != school.id]
    near = min(others, key=lambda one: not one.city.startswith(bureau))
    holder = world.holders[0]
    outside.file(
        [
            Filed(one.code, year, subject, "合格。（演示）", "演示函〔2026〕3号", world.on(TOLD_ON))
            for one, subject in (
                (school, "院校培训质量监测"),
                (near, "院校培训质量抽测"),
                (holder, "培训评价组织行为监测"),
            )
        ],
        actor=world.office,
        now=world.at(DONE_ON, 11),
    )
    states = [Outside.REPORTED] * 3 + [Outside.COMMISSIONED, Outside.INDEPENDENT]
    codes = (school.code, near.code, holder.code, near.code, school.code)
    for place, (code, state) in enumerate(zip(codes, states, strict=True), 1):
        _third_party(world, code, state, place)
    pk = _third_party(world, holder.code, Outside.COMMISSIONED, len(codes) + 1)
    now = world.at(DONE_ON - 6, 9)
    outside.call_off(pk, "评估机构人员调整。（演示）", actor=world.province, now=now)


def _third_party(world: World, code: str, state: Outside, place: int) -> int:
    """Commission a third party and take its evaluation to a state; returns its id."""
    by, at = world.province, world.at(TOLD_ON, 15)
    given = Commission(code, THIRD, ABOUT, f"演示委〔{place}〕号", world.on(TOLD_ON))
    pk = outside.commission(given, actor=by, now=at)
    if state is not Outside.COMMISSIONED:
        kept = world.paper("独立性声明", by, at)
        outside.declare(pk, DECLARED, world.on(TOLD_ON), file_id=kept, actor=by, now=at)
    if state is Outside.REPORTED:
        at = world.at(DONE_ON - 8, 15)
        kept = world.paper("第三方评估报告", by, at)
        on = world.on(DONE_ON - 8)
        outside.report(pk, REPORT, on, score=88, file_id=kept, actor=by, now=at)
    return pk


def _walk(world: World, kind: Kind, year: int, state: State, now: datetime) -> None:
    """Take an evaluation to a state, with everybody speaking on the way."""
    reached = WAY.index(state)
    pk = drafting.draft(kind, year, actor=world.office, now=world.at(TOLD_ON, 9))
    if reached >= WAY.index(State.INDICATOR_SET_PUBLISHED):
        drafting.publish_set(pk, actor=world.province, now=world.at(TOLD_ON, 10))
    if reached >= WAY.index(State.SELF_CHECK):
        _tell(world, pk, kind)
        freezing.freeze(pk, actor=world.office, now=now)
    if reached >= WAY.index(State.CITY_OPINION):
        _hear(world, pk, state, now)
    for step in WAY[WAY.index(State.HEARD) : reached + 1]:
        _finish(world, pk, year, step, now)


def _hear(world: World, pk: int, state: State, now: datetime) -> None:
    """Let the parties and the cities speak, open the scores, and take objections."""
    lines = list(pages.parties(world.office, EVERY, pk).rows)
    for one in lines:
        hearing.state(one.id, SAID, actor=_party(world, one), now=now)
    if lines[0].evaluation.kind is not Kind.ORGANISATION:
        hearing.hand_on(pk, actor=world.office, now=now)
        if state is State.CITY_OPINION:
            return
        for one in lines:
            hearing.opine(one.id, OPINION, actor=_bureau(world, one), now=now)
    hearing.open_scores(pk, actor=world.office, now=now)
    _object(world, lines, now, finished=state is not State.SCORED)


def _finish(world: World, pk: int, year: int, step: State, now: datetime) -> None:
    """Take one of the steps after the hearing."""
    if step is State.HEARD:
        hearing.end(pk, actor=world.office, now=now)
    elif step is State.DECIDED:
        deciding.decide(pk, actor=world.province, now=now)
    elif step is State.PUBLISHED:
        deciding.publish(pk, actor=world.province, now=now)
    elif step is State.USED:
        deciding.use(pk, Use.FUNDS, f"演示发〔{year}〕9号", actor=world.office, now=now)
    else:
        deciding.close(pk, actor=world.office, now=now)


def _tell(world: World, pk: int, kind: Kind) -> None:
    """Let a sheet tell what the platform does not count, of most parties but not of all."""
    newest = cuts.newest()
    found = gathering.parties(kind, newest.id) if newest else []
    said = []
    for place, code in enumerate(sorted(one.code for one in found)):
        for turn, what in enumerate(one for one in Input if one in TOLD[kind]):
            if (place + turn) % 6 == 0:
                continue
            count, of = LEVELS[place % len(LEVELS)] + turn, 100
            if what is Input.UPHELD:
                count, of = place % 4, 1000
            said.append(Said(code, what, count, of, SHEET, world.on(TOLD_ON)))
    inputs.tell(pk, said, actor=world.office, now=world.at(DONE_ON, 10))


def _object(world: World, lines: list[SubjectLine], now: datetime, *, finished: bool) -> None:
    """Let the first party object and, where it goes on, all others confirm."""
    for place, one in enumerate(lines):
        who = _party(world, one)
        if place == 0:
            hearing.contest(one.id, WRONG, actor=who, now=now)
        elif finished:
            hearing.confirm(one.id, actor=who, now=now)
    if finished and lines:
        kind = lines[0].evaluation.kind
        what = Input.CANDIDATES_SATISFIED if kind is Kind.SITE else Input.ENTERPRISES_SATISFIED
        right = PutRight(what, 95, 105, "调查答卷复核记录（演示）")
        hearing.answer(
            lines[0].id,
            Objection.UPHELD,
            "经核实属实，予以更正。（演示）",
            [right],
            actor=world.office,
            now=now,
        )


def _party(world: World, one: SubjectLine) -> Actor:
    """Return who speaks for a party."""
    for school in world.schools:
        if school.id == one.party_id:
            return school.liaison
    for holder in world.holders:
        if holder.id == one.party_id:
            return holder.staff
    return parties.hire(world, one.party_id, Role.LIAISON)


def _bureau(world: World, one: SubjectLine) -> Actor:
    """Return the city bureau in whose area a party lies."""
    school = next(each for each in world.schools if each.id == one.party_id)
    return world.cities[school.city]
