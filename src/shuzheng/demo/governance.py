"""The province's plan in every state, its milestones, bodies, advice, officers, experts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from shuzheng.adjustment.services import opening
from shuzheng.demo.adjustment import OPENED
from shuzheng.governance.queries import panels as queries
from shuzheng.governance.rules.body import Body, Part
from shuzheng.governance.rules.guidance import Kind as Advice
from shuzheng.governance.rules.guidance import Verb as Step
from shuzheng.governance.rules.milestone import Content, Verb
from shuzheng.governance.rules.panel import Kind, Why
from shuzheng.governance.rules.pool import Tie
from shuzheng.governance.rules.pool import Verb as PoolVerb
from shuzheng.governance.services import (
    bodies,
    care,
    guidance,
    milestones,
    panel_draws,
    panels,
    plans,
    pool,
)
from shuzheng.governance.services.bodies import Held, Named
from shuzheng.governance.services.guidance import Given
from shuzheng.governance.services.milestones import Stone
from shuzheng.governance.services.panels import Called
from shuzheng.governance.services.pool import Declared, Entered
from shuzheng.identity.queries import organisations
from shuzheng.pilots.queries import alliances

if TYPE_CHECKING:
    from shuzheng.demo.world import World

AIMS = (
    "以服务学生成长为中心，稳步扩大证书培训覆盖面，提高考核组织质量（演示）。\n"
    "推动书证融通，完善站点布局，压实各方责任（演示）。"
)
INDUSTRIES = ("新能源汽车", "集成电路", "智能家电", "绿色食品")
OFFICE = "省试点办（演示）"
PHONE = "0551-62839001"
FIELDS = (("现代制造", "信息技术"), ("现代服务", "现代制造"), ("民生健康",))


def build(world: World) -> None:
    """Plan the year, publish it, change it once, and leave the next edition with the department."""
    year = world.today.year
    _milestones(world, year)
    first = _fixed(world, year, 120)
    plans.publish(first, actor=world.province, now=world.at(118))
    second = _fixed(world, year, 60)
    plans.publish(second, actor=world.province, now=world.at(58))
    third = plans.draft(year, AIMS, INDUSTRIES, actor=world.office, now=world.at(30))
    plans.discard(third, actor=world.office, now=world.at(29))
    _fixed(world, year, 3)
    plans.draft(year + 1, AIMS, INDUSTRIES, actor=world.office, now=world.at(1))
    _bodies(world)
    _guidance(world)
    _officers(world)
    _pool(world)
    _panels(world)


def _fixed(world: World, year: int, days_ago: int) -> int:
    pk = plans.draft(year, AIMS, INDUSTRIES, actor=world.office, now=world.at(days_ago + 2))
    plans.fix(pk, actor=world.office, now=world.at(days_ago))
    return pk


def _milestones(world: World, year: int) -> None:
    """Plan nine milestones; of those due by now one is late, one was, one was called off."""
    capital, other = _bureaus(world)
    given = (
        ("完成年度试点备案（演示）", Content.SUPERVISION, OFFICE, 150),
        ("公布年度证书目录（演示）", Content.CERTIFICATES, "省教育厅（演示）", 100),
        ("组织评价组织业务培训（演示）", Content.ORGANISATIONS, OFFICE, 80),
        ("完成上半年师资培训（演示）", Content.TRAINING, OFFICE, 20),
        ("完成省会考核站点核查（演示）", Content.ASSESSMENT, capital, 9),
        ("修订人才培养方案（演示）", Content.CURRICULUM, "各试点院校（演示）", -8),
        ("对接学分银行（演示）", Content.CREDIT_BANK, OFFICE, -60),
        ("形成年度总结报告（演示）", Content.SUPERVISION, OFFICE, -90),
        ("组织片区考核站点共用（演示）", Content.ASSESSMENT, other, -30),
    )
    stones = [
        Stone(name, content, by, _within(world, year, days)) for name, content, by, days in given
    ]
    made = milestones.plan_all(year, stones, actor=world.office, now=world.at(200))
    filed, listed, trained, teachers, sites, plan, *_later = made
    done = "如期完成，院校均已备案（演示）。"
    milestones.step(filed, Verb.FINISH, done, actor=world.office, now=world.at(155))
    late = "目录经专家论证后公布（演示）。"
    milestones.step(listed, Verb.FINISH, late, actor=world.office, now=world.at(94))
    why = "与评价组织自办培训合并（演示）。"
    milestones.step(trained, Verb.CALL_OFF, why, actor=world.office, now=world.at(85))
    milestones.step(teachers, Verb.BEGIN, actor=world.office, now=world.at(60))
    bureau_actor = world.cities["340100"]
    milestones.step(sites, Verb.BEGIN, actor=bureau_actor, now=world.at(30))
    day, reason = _within(world, year, -20), "部分院校培养方案论证未完成（演示）。"
    milestones.postpone(plan, day, reason, actor=world.office, now=world.at(40))


def _bureaus(world: World) -> tuple[str, str]:
    """Return the names of the bureaus of the capital and of the city of the first site."""
    hosts = next(one.city for one in world.schools if one.certificates and one.id in world.sites)
    ids = [world.cities[code].organisation_id for code in ("340100", hosts)]
    found = organisations.brief(ids)
    return found[ids[0]].name, found[ids[1]].name


def _within(world: World, year: int, days_ago: int) -> date:
    """Return a day so many days ago, within the days that a plan of the year can name."""
    return max(date(year, 1, 1), min(date(year + 1, 3, 31), world.on(days_ago)))


def _bodies(world: World) -> None:
    """Name the two bodies, let one member go, and let each body meet once."""
    names = iter(world.people.draw(1962, 1985).name for _ in range(8))
    force = [
        Named(next(names), "省教育厅（演示）", "分管负责同志", Part.CHAIR, "统筹协调", (), PHONE),
        Named(next(names), "省人力资源社会保障厅（演示）", "处长", Part.DEPUTY, "协调人才政策"),
        Named(next(names), "省经济和信息化厅（演示）", "处长", Part.MEMBER, "提供产业需求"),
        Named(next(names), "省财政厅（演示）", "副处长", Part.MEMBER, "协调经费保障"),
    ]
    fields = (("现代制造", "信息技术"), ("现代服务",), ("民生健康",))
    experts = [
        Named(next(names), "演示大学", "教授", part, "研究指导证书领域工作", field)
        for part, field in zip((Part.CHAIR, Part.MEMBER, Part.MEMBER), fields, strict=True)
    ]
    by = world.office
    force_ids = bodies.name_all(Body.TASK_FORCE, force, actor=by, now=world.at(190))
    expert_ids = bodies.name_all(Body.COMMITTEE, experts, actor=by, now=world.at(188))
    text = "通报年度方案编制情况，明确各部门任务分工（演示）。"
    met = Held("专项工作组第一次会议（演示）", world.on(170), force_ids, text)
    bodies.record(Body.TASK_FORCE, met, actor=by, now=world.at(168))
    text = "研究各领域证书试点情况，议定年度研究题目（演示）。"
    met = Held("指导委员会年度会议（演示）", world.on(160), expert_ids, text)
    bodies.record(Body.COMMITTEE, met, actor=by, now=world.at(158))
    bodies.end(force_ids[-1], actor=by, now=world.at(50))


def _guidance(world: World) -> None:
    """Let the committee study and advise: one each in hand, taken up, declined, and given."""
    found = alliances.of(next(iter(world.certificates.values())))
    told = (
        (Advice.STUDY, "现代制造领域证书需求研究（演示）", "现代制造", None, 120),
        (Advice.GUIDANCE, "加强实操考核的意见（演示）", "", found.id if found else None, 90),
        (Advice.GUIDANCE, "统一考核题型的意见（演示）", "信息技术", None, 60),
        (Advice.GUIDANCE, "增设县域站点的意见（演示）", "民生健康", None, 10),
    )
    advice = "经研究，建议结合区域产业需求完善有关工作（演示）。"
    made = [
        guidance.file(
            Given(kind, title, field, alliance, advice, world.on(days)),
            actor=world.office,
            now=world.at(days),
        )
        for kind, title, field, alliance, days in told
    ]
    guidance.step(made[0], Step.TAKE_IN_HAND, actor=world.office, now=world.at(110))
    said = "已在下半年考核安排中采纳（演示）。"
    guidance.step(made[1], Step.TAKE_UP, said, actor=world.office, now=world.at(70))
    said = "题型由评价组织按标准确定，暂不统一（演示）。"
    guidance.step(made[2], Step.DECLINE, said, actor=world.office, now=world.at(40))


def _officers(world: World) -> None:
    """Put the officer in charge of all certificates but the last; one review is due, one done."""
    kinds = list(world.certificates.values())
    asked = [
        (certificate, world.office.person_id, world.on(-30 * (number + 1)))
        for number, certificate in enumerate(kinds[:-1][:9])
    ]
    care.assign_all(asked, actor=world.province, now=world.at(45))
    now, found = world.at(6), "培训和考核运行平稳，建议加密师资培训（演示）。"
    care.review(kinds[0], found, world.on(-8), actor=world.office, now=now)


def _pool(world: World) -> None:
    """Fill the pool, let one rest and one leave, declare an interest."""
    party = world.schools[0]
    employers = ("演示大学", "演示职业技术研究院", party.name, "演示制造有限公司")
    given = [
        Entered(
            world.people.draw(1960, 1986).name,
            employers[number % len(employers)],
            "教授" if number % 2 else "高级工程师",
            FIELDS[number % len(FIELDS)],
        )
        for number in range(12)
    ]
    now = world.at(180)
    made = pool.enter_all(given, actor=world.office, now=now)
    told = Declared(world.schools[1].id, "担任兼职教师（演示）")
    pool.declare(made[0], told, actor=world.office, now=now)
    told = Declared(world.schools[1].id, "配偶在该校任教（演示）", Tie.KIN)
    pool.declare(made[3], told, actor=world.office, now=now)
    pool.step(made[1], PoolVerb.REST, actor=world.office, now=world.at(90))
    pool.step(made[5], PoolVerb.LEAVE, actor=world.office, now=world.at(80))


def _panels(world: World) -> None:
    """Let one panel have done its work, one stand for the review, one be drawn, one be planned."""
    making, every = FIELDS[0][:1], sorted({field for fields in FIELDS for field in fields})
    school = world.schools[0].id
    first = Called(Kind.APPRAISAL, "重点领域证书论证（演示）", making, [school], 3, world.on(60))
    pk = _drawn(world, first, 72)
    seat = queries.page(pk, world.office, world.at(66)).seats[0]
    said = "因公出差，无法参加（演示）"
    panels.replace(seat.id, Why.PREVENTED, said, actor=world.office, now=world.at(65))
    panels.finish(pk, actor=world.office, now=world.at(58))
    year = opening.newest_due(world.on(OPENED))
    title = f"{year}年度证书目录评审专家组（演示）"
    _drawn(world, Called(Kind.CATALOGUE_REVIEW, title, every, [], 3, world.on(0), year), OPENED)
    third = Called(Kind.HEARING, "考核站点处理听证（演示）", every, [school], 3, world.on(-6))
    pk = panels.plan(third, actor=world.office, now=world.at(1, 9))
    panel_draws.begin(pk, actor=world.office, now=world.at(1, 10))
    fourth = Called(Kind.OTHER, "典型案例遴选（演示）", every, [], 3, world.on(-20))
    panels.plan(fourth, actor=world.office, now=world.at(1, 11))


def _drawn(world: World, given: Called, days_ago: int) -> int:
    """Plan a panel and draw it with the department within a day."""
    pk = panels.plan(given, actor=world.office, now=world.at(days_ago, 9))
    panel_draws.begin(pk, actor=world.office, now=world.at(days_ago, 10))
    panel_draws.witness(pk, actor=world.province, now=world.at(days_ago, 11))
    panel_draws.reveal(pk, actor=world.province, now=world.at(days_ago, 12))
    panel_draws.reveal(pk, actor=world.office, now=world.at(days_ago, 13))
    return pk
