"""The province's plan: editions in every state, milestones ahead, late, reached, called off."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from shuzheng.governance.rules.milestone import Content, Verb
from shuzheng.governance.services import milestones, plans
from shuzheng.governance.services.milestones import Stone
from shuzheng.identity.queries import organisations

if TYPE_CHECKING:
    from shuzheng.demo.world import World

AIMS = (
    "以服务学生成长为中心，稳步扩大证书培训覆盖面，提高考核组织质量（演示）。\n"
    "推动书证融通，完善站点布局，压实各方责任（演示）。"
)
INDUSTRIES = ("新能源汽车", "集成电路", "智能家电", "绿色食品")
OFFICE = "省试点办（演示）"


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
