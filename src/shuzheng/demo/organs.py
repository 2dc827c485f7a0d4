"""Who is in charge: complete in some institutions, lacking in others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.demo import pilots
from shuzheng.foundation.ui import listing
from shuzheng.identity.rules.kinds import Role
from shuzheng.pilots.queries import pages_organs, pages_tracking
from shuzheng.pilots.rules.cases import Category
from shuzheng.pilots.rules.organs import Counterpart, Party, RecordKind, RiskVerb
from shuzheng.pilots.rules.outside import Kind
from shuzheng.pilots.rules.tracking import Aspect
from shuzheng.pilots.services import cases, organs, outside, problems, tracking

if TYPE_CHECKING:
    from shuzheng.demo.world import School, World

NAMED = 320
COMPLETE = 3
"""One institution in so many has named everybody."""

PHONE = "0551-6283{number:04d}"
OUTSIDE = (
    (Kind.TRAINING, "咖啡制作培训合格证（演示）", "演示饮品行业协会"),
    (Kind.EVALUATION, "普通话水平测评（演示）", "演示语言测评中心"),
    (Kind.CERTIFICATION, "办公软件应用证（演示）", "演示软件企业"),
    (Kind.TRAINING, "茶艺培训合格证（演示）", "演示饮品行业协会"),
)
RISKS = (
    ("考评员数量不足（演示）", "联系评价组织增派，校内推荐培养"),
    ("学生报名意愿下降（演示）", "结合专业课程开展说明，尊重自愿"),
    ("实训设备老化（演示）", "列入年度更新计划"),
)


def build(world: World) -> None:
    """Let institutions and city bureaus name who is in charge."""
    for number, school in enumerate(pilots.eligible(world)):
        _unit(world, school, number)
        if number % COMPLETE == 0:
            _complete(world, school, number)
    for number, city in enumerate(list(world.cities.values())[:-1]):
        organs.name_contact(
            "职业与成人教育科",
            world.people.draw(1970, 1985).name,
            PHONE.format(number=9000 + number),
            actor=city,
            now=world.at(NAMED),
        )
    _problems(world)
    _cases(world)
    _tracking(world)


def _problems(world: World) -> None:
    """Let three institutions report problems: one is new, one in hand, one settled."""
    told = (
        (Category.ASSESSMENT, "考评员临时更换，未提前告知（演示）。"),
        (Category.TRAINING, "培训资料更新滞后于标准（演示）。"),
        (Category.FEES, "费用结算周期偏长（演示）。"),
    )
    for number, (category, text) in enumerate(told):
        school = pilots.eligible(world)[number]
        certificate = school.certificates[0]
        pk = problems.report(
            category,
            text,
            certificate_type_id=certificate,
            actor=school.liaison,
            now=world.at(9 - number),
        )
        if number:
            due = world.on(-6)
            problems.take_up(pk, "综合组", due, actor=world.office, now=world.at(5))
        if number > 1:
            problems.settle(pk, "已协调按月结算。", actor=world.office, now=world.at(2))


CASES = ("考评员未按时到场", "证书发放超期", "擅自增加培训项目", "题库多次出错")


def _cases(world: World) -> None:
    """Leave cases opened, not verified, and with the ministry; nobody in them is real."""
    office, said = world.office, "已调阅记录并听取双方说明（演示）。"
    for number, title in enumerate(CASES):
        school = pilots.eligible(world)[number]
        days = 60 + number if number else 4
        pk = cases.open_case(
            school.certificates[0],
            f"{title}（演示）",
            "情况见所附记录（演示，内容虚构）。",
            actor=school.liaison,
            now=world.at(days),
        )
        if number:
            verified = number > 1
            cases.decide(pk, said, verified=verified, actor=office, now=world.at(days - 6))
        if number > 1:
            now, on = world.at(days - 20), world.on(days - 20)
            paper = world.paper("立案材料和建议", office, now)
            cases.report(pk, "建议责令整改。", on, paper, actor=office, now=now)


def _tracking(world: World) -> None:
    """Ask about each certificate in use; two institutions have answered."""
    tracking.catch_up(now=world.at(0, 0, 20))
    for school in pilots.eligible(world)[1:3]:
        wish = listing.Wish("due", "certificate")
        [first, *_rest] = pages_tracking.lines(school.liaison, wish, world.at(0, 7)).rows
        texts = dict.fromkeys(Aspect, "工作总体平稳，按计划推进（演示）。")
        tracking.record(first.id, texts, actor=school.liaison, now=world.at(0, 7))


def record_outside(world: World) -> None:
    """Let two institutions record what they held outside the pilot; one record is withdrawn."""
    told = world.offered[Role.LIAISON].organisation_id
    here = sorted(pilots.eligible(world), key=lambda one: one.id != told)[:2]
    made = []
    for number, (kind, certificate, issuer) in enumerate(OUTSIDE):
        since, until = world.on(40 - number), world.on(36 - number)
        held = outside.Held(kind, certificate, issuer, 36 + number, since, until)
        by = here[number % len(here)].liaison
        made.append((outside.record(held, actor=by, now=world.at(20 - number, 10)), by))
    pk, by = made[-1]
    outside.withdraw(pk, "重复登记（演示）。", actor=by, now=world.at(10, 9))


def _unit(world: World, school: School, number: int) -> None:
    by, now = school.liaison, world.at(NAMED)
    head = world.people.draw(1968, 1984).name
    duties = "统筹试点申报、培训、考核和数据报送；联系评价组织、联盟和省试点办。"
    organs.name_unit("1+X证书试点工作办公室", head, duties, actor=by, now=now)
    organs.name_liaison(
        Party(Counterpart.OFFICE, 0),
        world.people.draw(1972, 1990).name,
        PHONE.format(number=number),
        replaces=False,
        actor=by,
        now=now,
    )
    risk, measure = RISKS[number % len(RISKS)]
    pk = organs.note_risk(risk, measure, head, actor=by, now=world.at(60))
    if number % COMPLETE == 1:
        organs.move_risk(pk, RiskVerb.CONTROL, measure, head, actor=by, now=world.at(20))


def _complete(world: World, school: School, number: int) -> None:
    by, now = school.liaison, world.at(NAMED - 1)
    name = world.people.draw(1975, 1992).name
    for party, _name in pages_organs.own_parties(by):
        if party.kind is not Counterpart.OFFICE:
            phone = PHONE.format(number=1000 + number)
            organs.name_liaison(party, name, phone, replaces=False, actor=by, now=now)
    for one in pages_organs.own_duties(by):
        duties = "组织培训、报名和考核，整理成绩与证书。"
        organs.split_duty(one.certificate_type_id, name, duties, actor=by, now=now)
    day = world.on(world.today.timetuple().tm_yday - 1)
    organs.record_party(
        RecordKind.MEETING,
        "党委会专题研究试点工作（演示）",
        day,
        world.paper("党委会会议纪要", by, world.at(0, 7)),
        actor=by,
        now=world.at(0, 7),
    )
