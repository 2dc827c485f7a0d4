"""Sites with rooms and seats, approved for the certificates that their institutions use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.assessment.services import centres, sites
from shuzheng.catalogue.queries import certificates
from shuzheng.demo import parties, pilots
from shuzheng.demo.world import Site
from shuzheng.identity.rules.kinds import Role

if TYPE_CHECKING:
    from datetime import date

    from shuzheng.catalogue.rules.levels import Level
    from shuzheng.demo.world import School, World
    from shuzheng.kernel.actor import Actor

APPLIED = 295
CENTRES = 4
CENTRE_NUMBER = "皖教职成函〔演示〕12号"
HELD = dict.fromkeys(("room", "cameras", "storage", "network", "safe", "two_person_rule"), True)
TEXTS = {
    "conditions": "有标准化考场与监控设备，近三年承担过省级考试。（演示）",
    "local_industry": "本地相关企业集中，用工需求稳定。（演示）",
    "bases": "依托校内实训中心与校企共建基地。（演示）",
    "need": "周边院校考生就近考核的需要。（演示）",
}


def build(world: World) -> None:
    """Let two institutions per certificate become its sites, and leave a few applications open."""
    world.say("考核站点", 40)
    for number, certificate in enumerate(world.certificates.values()):
        for school in hosts(world, certificate):
            _ensure(world, school)
            _approve(world, school, certificate)
        others = [s for s in _users(world, certificate) if s not in hosts(world, certificate)]
        if number < len(OPEN) and others:
            _leave_open(world, others[0], certificate, OPEN[number])
    _designate(world)


OPEN = ("submitted", "opinion", "approved", "refused")


def _users(world: World, certificate: int) -> list[School]:
    return [one for one in pilots.eligible(world) if certificate in one.certificates]


def hosts(world: World, certificate: int) -> list[School]:
    """Return the institutions at whose sites a certificate is assessed."""
    return _users(world, certificate)[:2]


def _ensure(world: World, school: School) -> Site:
    if school.id in world.sites:
        return world.sites[school.id]
    now = world.at(APPLIED + 3)
    name = school.name.replace("（演示）", "考核站点（演示）")
    site = sites.register(name, f"{school.name}实训楼", actor=school.liaison, now=now)
    count, rows, columns = world.scale.rooms
    rooms = [
        sites.add_room(
            site,
            f"实训楼{floor}01",
            rows,
            columns,
            actor=school.liaison,
            now=now,
            unusable=(rows * columns,),
            accessible=(1, 2),
        )
        for floor in range(1, count + 1)
    ]
    made = Site(
        site,
        rooms,
        admin=parties.hire(world, school.id, Role.SITE_ADMIN),
        invigilator=parties.hire(world, school.id, Role.INVIGILATOR),
    )
    world.sites[school.id] = made
    check(world, school, APPLIED + 2)
    return made


def check(world: World, school: School, days_ago: int) -> None:
    """Check every room of an institution's site on a day."""
    site, day = world.sites[school.id], world.on(days_ago)
    if day in site.checked:
        return
    site.checked.add(day)
    now = world.at(days_ago, 16)
    document = world.paper("考场标准化检查表", site.admin, now)
    for room in site.rooms:
        sites.check_room(
            room, checked_on=day, held=HELD, document_id=document, actor=site.admin, now=now
        )


def _approve(world: World, school: School, certificate: int) -> None:
    for level in certificates.brief([certificate])[certificate].levels:
        row = _submitted(world, school, certificate, level)
        sites.opine(
            row,
            "符合布局规划，无异议。",
            actor=_opinion(world, certificate, school),
            now=world.at(290),
        )
        holder = next(one for one in world.holders if certificate in one.certificates)
        sites.begin_review(row, actor=holder.staff, now=world.at(288))
        sites.approve(
            row,
            until=_until(world),
            by_video=False,
            visited_on=world.on(287),
            document_id=world.paper("站点考察记录", holder.staff, world.at(286)),
            actor=holder.staff,
            now=world.at(286),
        )
        sites.record(row, actor=world.office, now=world.at(284))


def _until(world: World) -> date:
    return world.on(-500)


def _submitted(world: World, school: School, certificate: int, level: Level) -> int:
    site = world.sites[school.id].id
    return sites.apply(
        site,
        certificate,
        level,
        TEXTS,
        actor=school.liaison,
        now=world.at(APPLIED),
    )


def _opinion(world: World, certificate: int, school: School) -> Actor:
    """Return who speaks for the alliance: its lead, or another member where the lead applies."""
    lead = pilots.lead_of(world, certificate)
    if lead.id != school.id:
        return pilots.leader(world, lead)
    other = next(one for one in _users(world, certificate) if one.id != school.id)
    return other.liaison


def _leave_open(world: World, school: School, certificate: int, stage: str) -> None:
    """Leave a recent application in a state in which somebody has something to do."""
    if school.id not in world.sites:
        _ensure(world, school)
    level = certificates.brief([certificate])[certificate].levels[0]
    row = sites.apply(
        world.sites[school.id].id, certificate, level, TEXTS, actor=school.liaison, now=world.at(9)
    )
    if stage == "submitted":
        return
    sites.opine(row, "建议设立。", actor=_opinion(world, certificate, school), now=world.at(7))
    if stage == "opinion":
        return
    holder = next(one for one in world.holders if certificate in one.certificates)
    sites.begin_review(row, actor=holder.staff, now=world.at(5))
    if stage == "refused":
        sites.refuse(row, "实操工位不足，请补充后再申请。", actor=holder.staff, now=world.at(3))
        return
    check(world, school, 6)
    sites.approve(
        row,
        until=_until(world),
        by_video=True,
        visited_on=world.on(4),
        document_id=world.paper("站点考察记录", holder.staff, world.at(3)),
        actor=holder.staff,
        now=world.at(3),
    )


def _designate(world: World) -> None:
    """Give some sites provincial rank; one loses it again."""
    ready = [
        world.sites[school.id].id
        for certificate in world.certificates.values()
        for school in hosts(world, certificate)
    ]
    chosen = list(dict.fromkeys(ready))[:CENTRES]
    rows = [
        centres.designate(
            site, CENTRE_NUMBER, world.on(241), actor=world.province, now=world.at(240)
        )
        for site in chosen
    ]
    centres.withdraw(
        rows[-1],
        "实训楼改造，近期不再承担省级考核任务。（演示）",
        actor=world.province,
        now=world.at(60),
    )
