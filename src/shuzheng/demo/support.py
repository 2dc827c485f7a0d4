"""Help for institutions: conditions measured twice, pairings in every state, each by its acts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from shuzheng.pilots.queries import filings
from shuzheng.support.rules.guidance import Ground, Way
from shuzheng.support.rules.pairing import (
    Agreement,
    Judgement,
    Resource,
    Result,
    Word,
    months_after,
)
from shuzheng.support.rules.preference import Kind
from shuzheng.support.rules.question import Topic
from shuzheng.support.rules.unevenness import Measure
from shuzheng.support.services import acting, asking, guiding, measuring, pairing, preferring
from shuzheng.support.services.acting import Done
from shuzheng.support.services.guiding import Given, Offered
from shuzheng.support.services.measuring import Said

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.demo.world import School, World
    from shuzheng.kernel.actor import Actor

SOURCE = "院校年度报告（演示）"
MEASURED, AGAIN, OPENED = 212, 60, 8
YEAR = 12
PREFERRED, GIVEN, CAPITAL = 12, 120, "340100"
PREFERENCES = (
    (Kind.MONEY, "实训条件建设补助（演示）", "用于购置考核实操设备（演示）。", 30_000_000),
    (Kind.POLICY, "教师培训名额单列（演示）", "证书教师培训名额单列，不占院校名额（演示）。", None),
    (Kind.MONEY, "学生考核费用补助（演示）", "按参加考核人数补助（演示）。", 4_650_000),
    (Kind.PROJECTS, "实训基地项目优先立项（演示）", "同等条件下优先立项（演示）。", None),
)


def build(world: World) -> None:
    """Measure, pair, check and evaluate, in the order in which it happened."""
    own, others = _schools(world)
    _measure(world, MEASURED, 1)
    checked = _paired(world, others[3], others[6], 207, 205, None)
    _running(world, own, others[5])
    over = _paired(world, others[0], others[4], 190, 185, world.on(2))
    ended = _paired(world, others[1], others[7], 190, 185, world.on(2))
    _dropped(world, others[2], others[5])
    _measure(world, AGAIN, 2)
    acting.ask_checks(now=world.at(20, 1))
    words = "已派出教师两批，工位共用机制建立，继续推进（演示）。"
    acting.check(checked, Judgement.ON_TRACK, words, actor=world.office, now=world.at(18))
    acting.ask_checks(now=world.at(15, 1))
    _agreed(world, others[1], others[2])
    words = "培训学时增加近三成，经费投入仍偏低（演示）。"
    pairing.evaluate(over, Result.PARTLY, words, actor=world.office, now=world.at(1, 9))
    words = "生均培训学时已高于全省均值（演示）。"
    pairing.evaluate(ended, Result.REACHED, words, actor=world.office, now=world.at(1, 10))
    words = "帮扶结束，双方转为校际常态合作（演示）。"
    pairing.end(ended, words, actor=world.province, now=world.at(0, 8))
    _proposed(world, others[0], own)
    pk = measuring.open_measurement(actor=world.office, now=world.at(OPENED, 9))
    _tell(world, pk, OPENED - 1, 3, world.schools[: len(world.schools) // 3])
    _guidance(world, own, others)
    _helps(world, own, others)
    _questions(world, own, others)
    _preferences(world, own, others)


def _schools(world: World) -> tuple[School, list[School]]:
    """Return the school that the demonstration offers, and the others."""
    own = next(one for one in world.schools if one.certificates and one.id in world.sites)
    return own, [one for one in world.schools if one is not own]


def _measure(world: World, days_ago: int, turn: int) -> None:
    """Open a measurement, take what sheets say of all schools but the last, freeze it."""
    pk = measuring.open_measurement(actor=world.office, now=world.at(days_ago, 9))
    _tell(world, pk, days_ago - 2, turn, world.schools[:-1])
    measuring.freeze(pk, actor=world.office, now=world.at(days_ago - 4, 9))


def _tell(world: World, pk: int, days_ago: int, turn: int, schools: list[School]) -> None:
    said = [
        Said(
            school.id,
            {
                Measure.HOURS: 900 + 37 * (number * 11 % 40) * (turn + number % 3),
                Measure.SPENDING: 100_00 * (300 + 41 * (number * 7 % 35)),
                Measure.TEACHERS: 3 + number * 5 % 19 + turn,
            },
            SOURCE,
            world.on(days_ago + 20),
        )
        for number, school in enumerate(schools)
    ]
    measuring.tell(pk, said, actor=world.office, now=world.at(days_ago, 15))


def _propose(world: World, helper: School, helped: School, days_ago: int, agreed: Agreement) -> int:
    return pairing.propose(
        helper.id,
        helped.id,
        agreed,
        reason="两校专业相近，已有合作基础（演示）。",
        actor=world.office,
        now=world.at(days_ago, 9),
    )


def _year(first: date) -> date:
    """Return the last day of a year that begins so."""
    return months_after(first, YEAR) - timedelta(days=1)


def _agreement(since: date, until: date) -> Agreement:
    return Agreement(
        since,
        until,
        [Measure.HOURS, Measure.TEACHERS],
        [Resource.TEACHERS, Resource.COURSES, Resource.SITES],
        "每学期选派两名骨干教师驻校指导，开放线上课程，考核期间共用实操工位（演示）。",
        "期满时生均培训学时、具备资格教师达到全省均值（演示）。",
    )


def _paired(
    world: World, helper: School, helped: School, days_ago: int, since: int, until: date | None
) -> int:
    """Let two schools be paired for a year, or until a day; both agree at once."""
    first = world.on(since)
    last = until or _year(first)
    pk = _propose(world, helper, helped, days_ago, _agreement(first, last))
    for school in (helper, helped):
        pairing.answer(pk, Word.AGREES, "", actor=school.admin, now=world.at(days_ago - 1, 9))
    pairing.agree(pk, "", actor=world.province, now=world.at(days_ago - 1, 15))
    title = "骨干教师结对指导（演示）"
    action = acting.plan(
        pk, title, world.on(since - 60), actor=helper.liaison, now=world.at(since, 0, 10)
    )
    pairing.begin_due(now=world.at(since, 0, 35))
    done = Done(world.on(since - 50), 42, 48, "结对教师六对，完成示范课十二节（演示）。")
    acting.tell(pk, action, done, actor=helped.liaison, now=world.at(since - 51))
    return pk


def _running(world: World, helper: School, helped: School) -> None:
    """Leave a pairing that runs: an action overdue and one ahead, a check overdue."""
    pk = _paired(world, helper, helped, 204, 200, None)
    days = (
        (30, "联合开展考前实训（演示）"),
        (-60, "共建课程资源包（演示）"),
    )
    for day, title in days:
        acting.plan(pk, title, world.on(day), actor=helper.liaison, now=world.at(199))


def _dropped(world: World, helper: School, helped: School) -> None:
    first = world.on(80)
    agreed = _agreement(first, _year(first))
    pk = _propose(world, helper, helped, 100, agreed)
    reason = "路途较远，且已有其他院校帮扶（演示）。"
    pairing.answer(pk, Word.OBJECTS, reason, actor=helped.admin, now=world.at(97))
    reason = "受援院校意见成立，另行安排（演示）。"
    pairing.drop(pk, reason, actor=world.province, now=world.at(92))


def _agreed(world: World, helper: School, helped: School) -> None:
    """Leave a pairing whose term has not come; one of the two never answered."""
    first = world.on(-20)
    pk = _propose(world, helper, helped, 35, _agreement(first, _year(first)))
    reason = "希望以远程方式为主（演示）。"
    pairing.answer(pk, Word.OBJECTS, reason, actor=helped.admin, now=world.at(30))
    reason = "采纳意见，以远程帮扶为主、集中驻校为辅（演示）。"
    pairing.agree(pk, reason, actor=world.province, now=world.at(2))


def _proposed(world: World, helper: School, helped: School) -> None:
    """Leave a proposal that waits for one of the two."""
    first = world.on(-30)
    pk = _propose(world, helper, helped, 3, _agreement(first, _year(first)))
    pairing.answer(pk, Word.AGREES, "", actor=helper.admin, now=world.at(2, 9))


def _guidance(world: World, own: School, others: list[School]) -> None:
    """Leave guidance of every state: one open and overdue, one reported, two closed."""

    def give(school: School, way: Way, days_ago: int, subject: str, due: int | None) -> int:
        asked = "请报送改进情况（演示）。" if due is not None else ""
        words = "对照考核要求逐项指导，指出需要完善之处（演示）。"
        day = world.on(due) if due is not None else None
        given = Given(school.id, way, world.on(days_ago), subject, words, asked, day)
        return guiding.give(given, actor=world.province, now=world.at(days_ago, 16))

    give(own, Way.VISIT, 40, "考核站点保密管理指导（演示）", 5)
    give(others[0], Way.NOTE, 70, "课证融通课时安排（演示）", None)
    told = give(others[1], Way.MEETING, 50, "培训过程管理座谈（演示）", 10)
    closed = give(others[2], Way.VISIT, 90, "实训设备管理指导（演示）", 60)
    give(others[3], Way.VISIT, 9, "考务人员培训指导（演示）", -20)
    text = "已修订培训管理办法，完善签到和课时登记（演示）。"
    guiding.report(told, text, actor=others[1].liaison, now=world.at(12))
    guiding.report(closed, text, actor=others[2].liaison, now=world.at(66))
    guiding.close(closed, "落实到位（演示）。", actor=world.province, now=world.at(64))


def _helps(world: World, own: School, others: list[School]) -> None:
    """Leave help under way, whose training is overdue, and help that is closed."""

    def offer(school: School, days_ago: int, ground: Ground) -> int:
        offered = Offered(
            school.id,
            ground,
            "试点工作推进缓慢，管理人员不熟悉工作要求（演示）。",
            "试点管理人员专题培训（演示）",
            world.on(days_ago - 20),
            "省试点办业务组（演示）",
            "三个月内健全工作机构，按期填报双周报，完成一次规范考核（演示）。",
            world.on(days_ago - 90),
        )
        return guiding.offer(offered, actor=world.office, now=world.at(days_ago))

    offer(others[4], 30, Ground.MISSED_REPORTS)
    offer(own, 8, Ground.CONDITIONS)
    over = offer(others[5], 120, Ground.FINDINGS)
    guiding.train(over, world.on(101), 12, actor=world.office, now=world.at(100))
    text = "工作机构健全，考核组织规范（演示）。"
    guiding.finish(over, text, actor=world.office, now=world.at(31))


def _questions(world: World, own: School, others: list[School]) -> None:
    """Leave a question that waits, one that is overdue, answered ones, and a withdrawn one."""
    pk = asking.ask(
        Topic.FEES,
        "跨校考核的费用由哪一方结算？（演示）",
        "本校学生到外校站点考核，费用如何结算（演示）。",
        actor=others[0].liaison,
        now=world.at(60),
    )
    text = "由报名院校按协议价格结算，考核站点不另行收费（演示）。"
    asking.answer(pk, text, shared=True, actor=world.province, now=world.at(52))
    for days, who, topic, title in (
        (45, others[1].liaison, Topic.TRAINING, "培训学时能否跨学期累计？（演示）"),
        (4, own.liaison, Topic.FILING, "备案后专业更名如何处理？（演示）"),
        (3, others[2].liaison, Topic.OTHER, "能否调整联系人？（演示）"),
    ):
        words = "请予明确（演示）。"
        pk = asking.ask(topic, title, words, actor=who, now=world.at(days))
    asking.withdraw(pk, actor=others[2].liaison, now=world.at(2))
    title = "学生已取得证书的学分如何认定？（演示）"
    pk = asking.ask(Topic.CREDITS, title, "请予明确（演示）。", actor=own.liaison, now=world.at(80))
    text = "按院校认定办法执行，可以置换选修学分（演示）。"
    asking.answer(pk, text, shared=False, actor=world.province, now=world.at(40))


def _preferences(world: World, own: School, others: list[School]) -> None:
    """Leave what the province and cities give to pilot institutions, one of it withdrawn."""

    def give(school: School, number: int, by: Actor) -> int:
        kind, title, words, fen = PREFERENCES[number % len(PREFERENCES)]
        first = world.on(GIVEN - number)
        until = _year(first) if kind is Kind.MONEY else None
        paper = f"演示支〔{first.year}〕{number + 1}号"
        given = preferring.Given(school.id, kind, title, words, first, until, fen, paper)
        return preferring.record(given, actor=by, now=world.at(GIVEN - number, 9))

    days = (world.on(GIVEN), world.on(GIVEN - 2 * PREFERRED))
    piloting = set.intersection(*(filings.filed(day.year) for day in days))
    for number, school in enumerate([one for one in others if one.id in piloting][:PREFERRED]):
        of_city = not number % 3 or school.city == CAPITAL
        give(school, number, world.cities[school.city] if of_city else world.province)
    for number in range(3):
        give(own, PREFERRED + number, world.province if number == 1 else world.cities[own.city])
    back = give(own, PREFERRED + 4, world.cities[own.city])
    reason = "经费渠道调整，另行安排（演示）。"
    preferring.withdraw(back, reason, actor=world.cities[own.city], now=world.at(30))
