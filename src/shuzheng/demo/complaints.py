"""Enquiries, complaints and opinions of invented people: one in every state, each by its acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.catalogue.queries import certificates
from shuzheng.complaints.queries import cases
from shuzheng.complaints.rules.complaint import Kind, Outcome, Urgency
from shuzheng.complaints.services import assigning, effects, filing, handling
from shuzheng.complaints.services.assigning import Assigned
from shuzheng.complaints.services.filing import Given, Who
from shuzheng.foundation.ui import listing
from shuzheng.identity.rules.kinds import Role
from shuzheng.quality.rules.finding import Severity
from shuzheng.quality.services.findings import Found

if TYPE_CHECKING:
    from shuzheng.complaints.access import Receipt
    from shuzheng.demo.world import World

EVERY = listing.Wish("all", "received", size=100)
NAMED = Who("演示投诉人", "13800000000")
ANONYMOUS = Who()
UPHELD = handling.Answer(
    "经查，所反映的情况属实，已责成站点整改。（演示）",
    Outcome.UPHELD,
    "考核当天增设候考引导，考生手机统一封存、当面清点。（演示）",
)
NOT_UPHELD = handling.Answer("经调阅监控，未发现所反映的情况。（演示）", Outcome.NOT_UPHELD)
ADOPTED = handling.Answer(
    "您的建议已采纳，感谢您的支持。（演示）",
    Outcome.ADOPTED,
    "自下一批考核起，报名截止时间由12时调整为24时。（演示）",
)
EXPLAINED = handling.Answer("成绩公布后10天内可以在“成绩”页申请复核。（演示）", Outcome.EXPLAINED)


def build(world: World) -> None:
    """Let people ask and complain, and let each case come as far as it has come."""
    world.say("咨询投诉", 93)
    _waiting(world)
    _under_way(world)
    _answered(world)
    handling.close_silent(now=world.at(0, 1))


def _waiting(world: World) -> None:
    """Leave cases that were received, assigned, transferred, not accepted, withdrawn, merged."""
    school = world.schools[1].code
    student = Who(person_id=world.offered[Role.STUDENT].person_id)
    _file(world, 1, Given(Kind.ENQUIRY, "今年还有补考吗？（演示）"), student)
    _file(world, 2, Given(Kind.COMPLAINT, "培训费与公示不一致。（演示）", school), NAMED)
    given = Given(Kind.OPINION, "希望周末也安排考核。（演示）")
    _assign(world, 3, _file(world, 3, given, ANONYMOUS), Kind.OPINION)
    bureau = world.cities["340100"]
    way = _file(world, 4, Given(Kind.ENQUIRY, "社会考生到哪里报名？（演示）"), ANONYMOUS)
    pk = _assign(world, 4, way, Kind.ENQUIRY)
    assigning.transfer(
        pk,
        bureau.organisation_id,
        bureau.person_id,
        "由所在市教育局答复。（演示）",
        actor=world.office,
        now=world.at(3, 16),
    )
    way = _file(world, 9, Given(Kind.COMPLAINT, "某单位拖欠工资。（演示）", "某培训公司"), NAMED)
    pk = _assign(world, 9, way)
    reason = "不属于证书试点工作范围，请向人力资源社会保障部门反映。（演示）"
    handling.decline(pk, reason, actor=world.office, now=world.at(8, 9))
    way = _file(world, 6, Given(Kind.COMPLAINT, "工作人员态度生硬。（演示）", school), ANONYMOUS)
    filing.withdraw(way, now=world.at(5, 20))


def _under_way(world: World) -> None:
    """Leave one accepted case, and one under investigation whose party was asked."""
    party = world.schools[0]
    given = Given(Kind.COMPLAINT, "实操考核前没有公布设备清单。（演示）", world.holders[0].code)
    pk = _assign(world, 7, _file(world, 7, given, NAMED))
    handling.accept(pk, actor=world.office, now=world.at(6, 10))
    _about_a_certificate(world)
    given = Given(Kind.COMPLAINT, "要求学生统一购买教材后才能报名。（演示）", party.code)
    main = _file(world, 12, given, NAMED)
    pk = _assign(world, 12, main, urgency=Urgency.URGENT)
    handling.accept(pk, actor=world.office, now=world.at(11, 9))
    handling.investigate(pk, actor=world.office, now=world.at(11, 10))
    handling.ask(pk, "是哪个专业、哪一次报名？（演示）", actor=world.office, now=world.at(11, 11))
    filing.add(main, "物流专业，今年春季报名。（演示）", now=world.at(10, 20))
    question = "请说明今年春季报名是否与购买教材挂钩。（演示）"
    handling.ask_party(pk, party.id, question, actor=world.office, now=world.at(9, 9))
    again = _file(world, 8, given, ANONYMOUS)
    assigning.merge(_found(world, again), main.number, actor=world.office, now=world.at(7, 15))


def _about_a_certificate(world: World) -> None:
    """Let a complaint about a certificate be looked into: its organisation is asked and at fault.

    All of it stands on the organisation's record (R-055).
    """
    holder = world.holders[0]
    about = certificates.listing(holder.id)[0].code
    way = _file(world, 20, Given(Kind.COMPLAINT, "样题与标准不一致。（演示）", about), NAMED)
    pk = _assign(world, 20, way)
    handling.accept(pk, actor=world.office, now=world.at(18, 9))
    handling.investigate(pk, actor=world.office, now=world.at(18, 10))
    question = "请说明样题是否依据现行标准编制。（演示）"
    handling.ask_party(pk, holder.id, question, actor=world.office, now=world.at(17, 9))
    text = "公开样题依据已废止的标准版本编制。（演示）"
    found = Found(Severity.MINOR, text, world.on(20))
    effects.open_finding(pk, holder.id, found, actor=world.office, now=world.at(14, 9))


def _answered(world: World) -> None:
    """Leave answers that wait for a word, satisfied, did not, were reviewed, are over."""
    school = world.schools[2].code
    text = "候考时有人携带手机进入考场。（演示）"
    _answer(world, 30, Given(Kind.COMPLAINT, text, school), NOT_UPHELD, said=None, days=6)
    way = _answer(world, 45, Given(Kind.COMPLAINT, text, school), UPHELD, said=True)
    handling.close(_found(world, way), actor=world.office, now=world.at(26, 9))
    _answer(world, 50, Given(Kind.ENQUIRY, "成绩有疑问怎么办？（演示）"), EXPLAINED, said=None)
    _answer(world, 34, Given(Kind.OPINION, "报名截止太早。（演示）"), ADOPTED, said=True)
    _answer(world, 33, Given(Kind.COMPLAINT, text, school), NOT_UPHELD, said=False)
    way = _answer(world, 40, Given(Kind.COMPLAINT, text, school), NOT_UPHELD, said=False)
    review = "已由他人重新调阅监控，维持原答复，并补充说明核查过程。（演示）"
    handling.review(_found(world, way), review, actor=world.province, now=world.at(20, 9))


def _answer(
    world: World,
    days_ago: int,
    given: Given,
    answer: handling.Answer,
    *,
    said: bool | None,
    days: int = 0,
) -> Receipt:
    """Take a case to its answer (`days` before today if given) and to the complainant's word."""
    way = _file(world, days_ago, given, NAMED)
    pk = _assign(world, days_ago, way, given.kind)
    handling.accept(pk, actor=world.office, now=world.at(days_ago - 2, 9))
    handling.investigate(pk, actor=world.office, now=world.at(days_ago - 2, 10))
    on = days or days_ago - 15
    handling.answer(pk, answer, actor=world.office, now=world.at(on, 9))
    if said is not None:
        word = "" if said else "没有说明调阅了哪些监控。（演示）"
        filing.rate(way, word, satisfied=said, now=world.at(on - 2, 20))
    return way


def _file(world: World, days_ago: int, given: Given, who: Who) -> Receipt:
    return filing.file(given, who=who, now=world.at(days_ago, 8))


def _assign(
    world: World,
    days_ago: int,
    way: Receipt,
    kind: Kind = Kind.COMPLAINT,
    *,
    urgency: Urgency = Urgency.ORDINARY,
) -> int:
    pk, by = _found(world, way), world.office
    given = Assigned(kind, urgency, by.organisation_id, by.person_id)
    assigning.triage(pk, given, actor=by, now=world.at(days_ago, 9))
    return pk


def _found(world: World, way: Receipt) -> int:
    """Return the case of a receipt as the office finds it by its number."""
    return cases.listed(world.office, EVERY, world.at(0), q=way.number).rows[0].id
