"""What makes levels ones, and feedback on standards: waiting, late, answered, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.catalogue.queries import standards
from shuzheng.catalogue.rules.detailing import Draft
from shuzheng.catalogue.rules.levels import Level
from shuzheng.catalogue.rules.parts import Part
from shuzheng.catalogue.services import describing, detailing
from shuzheng.support.rules.feedback import Matter, Outcome
from shuzheng.support.services import voicing

if TYPE_CHECKING:
    from shuzheng.catalogue.queries.standards import StandardHeld
    from shuzheng.demo.world import School, World

SAID = (
    (
        95,
        Matter.REQUIREMENT,
        "该项要求与岗位实际不符，建议按现行工艺改写（演示）。",
        (88, Outcome.ADOPTED, "意见合理，列入下一版修订内容（演示）。"),
    ),
    (
        90,
        Matter.LEVEL_SPLIT,
        "初级与中级之间跨度较大，建议将综合任务调至中级（演示）。",
        (52, Outcome.NOT_ADOPTED, "等级划分经企业论证，现阶段不作调整，理由见修订说明（演示）。"),
    ),
    (
        70,
        Matter.MAJORS,
        "建议将相近专业列入适用专业（演示）。",
        (61, Outcome.COVERED, "该专业已列入适用专业目录（演示）。"),
    ),
    (41, Matter.REQUIREMENT, "建议补充安全操作方面的要求（演示）。", None),
    (6, Matter.OTHER, "建议明确各等级的推荐培训学时（演示）。", None),
)
"""Days ago, matter, words, and the answer: days ago, outcome, words."""


TEXTS = {
    Part.TRAITS: "能独立处理常见任务，并能判断何时需要请教他人（演示）。",
    Part.GROWTH: "在校完成专业基础课程并有一学期实训，取证后可向高一等级发展（演示）。",
    Part.JOB_NEEDS: "面向生产、服务一线岗位，企业要求能独立上岗（演示）。",
}


def build(world: World) -> None:
    """Let organisations say what makes their levels, and schools what they think of standards."""
    _describe(world)
    _detail(world)
    own = next(one for one in world.schools if one.certificates and one.id in world.sites)
    holder = world.holders[0]
    standard = standards.in_force_of(holder.certificates)[0]
    users = [one for one in world.schools if standard.certificate_type_id in one.certificates]
    for number, (days, matter, words, answered) in enumerate(SAID):
        pk = _give(world, users[number % len(users)], standard, matter, words, days)
        if answered:
            ago, outcome, text = answered
            voicing.answer(pk, outcome, text, actor=holder.staff, now=world.at(ago))
    for taught in standards.in_force_of(own.certificates)[:1]:
        words = "建议增加与专业课程对应的案例（演示）。"
        _give(world, own, taught, Matter.OTHER, words, 3)
        pk = _give(world, own, taught, Matter.LEVEL_SPLIT, "建议细化等级（演示）。", 9)
        voicing.withdraw(pk, actor=own.liaison, now=world.at(8))


def _describe(world: World) -> None:
    """Leave one standard of each organisation whole at its lowest level, half at the next."""
    for holder in world.holders:
        standard = standards.in_force_of(holder.certificates)[0]
        present = {one.level for one in standards.choices(standard.id)}
        for rank, level in enumerate(one for one in Level if one in present):
            said = {part: TEXTS[part] for part in tuple(Part)[: max(0, 3 - 2 * rank)]}
            if said:
                describing.describe(
                    standard.id, level, said, {}, actor=holder.staff, now=world.at(120)
                )


def _detail(world: World) -> None:
    """Publish two versions of the province's detailing of one standard."""
    standard = standards.in_force_of(world.holders[0].certificates)[0]
    makers = ("省软件行业协会（演示）",), ("皖江智联科技公司（演示）", "合肥云测公司（演示）")
    for days, version in ((150, "1.0"), (40, "1.1")):
        content = "理论考试与实操考核并重，实操不少于两个任务（演示）。"
        scoring = "实操任务按步骤给分，安全规范一项不合格的不予通过（演示）。"
        draft = Draft(version, *makers, content, scoring)
        detailing.publish(
            standard.code, standard.version, draft, actor=world.province, now=world.at(days)
        )


def _give(
    world: World, school: School, standard: StandardHeld, matter: Matter, words: str, days: int
) -> int:
    requirement = 0
    if matter is Matter.REQUIREMENT:
        requirement = next((one.id for one in standards.choices(standard.id)), 0)
    return voicing.give(
        standard, matter, words, requirement, actor=school.liaison, now=world.at(days)
    )
