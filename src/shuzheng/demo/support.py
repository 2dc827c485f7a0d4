"""Help for institutions: conditions measured twice, pairings in every state, each by its acts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from shuzheng.support.rules.pairing import (
    Agreement,
    Judgement,
    Resource,
    Result,
    Word,
    months_after,
)
from shuzheng.support.rules.unevenness import Measure
from shuzheng.support.services import acting, measuring, pairing
from shuzheng.support.services.acting import Done
from shuzheng.support.services.measuring import Said

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.demo.world import School, World

SOURCE = "院校年度报告（演示）"
MEASURED, AGAIN, OPENED = 212, 60, 8
YEAR = 12


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
