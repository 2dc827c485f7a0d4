"""What alliances do: summaries submitted, answered and late, layouts with a city left for later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.alliances.queries import coverage
from shuzheng.alliances.queries import summaries as asked
from shuzheng.alliances.rules.contact import Topic, Way
from shuzheng.alliances.rules.joint import Deed
from shuzheng.alliances.rules.layout import Principle, Row
from shuzheng.alliances.rules.summary import Part
from shuzheng.alliances.services import contacts, joint, layouts, meetings, siting, summaries
from shuzheng.alliances.services.contacts import Made
from shuzheng.alliances.services.meetings import Meeting
from shuzheng.assessment.queries import targets
from shuzheng.demo import pilots
from shuzheng.pilots.queries import alliances, pages_alliances
from shuzheng.pilots.rules.reporting import Answer

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.demo.world import Holder, World
    from shuzheng.kernel.actor import Actor

TURNS = 3
OUTSIDE, OUTSIDE_CODE = "皖江实训装备有限公司（演示）", "91349901MA0DEM001G"
"""Of a division that nobody has."""
TEXTS = {
    Part.SITUATION: "本期各成员院校按计划开展培训和考核，运行平稳（演示）。",
    Part.RESULTS: "考核组织规范，合格率保持稳定；校际共用站点两处（演示）。",
    Part.SUGGESTIONS: "建议评价组织提前一个月发布考核计划，便于院校排课（演示）。",
}


def build(world: World) -> None:
    """Let alliances sum up: one in three is late, one is answered, one waits for its answer."""
    summaries.catch_up(now=world.at(190, 0, 25))
    for number, certificate in enumerate(world.certificates.values()):
        lead = pilots.leader(world, pilots.lead_of(world, certificate))
        if number % TURNS == 1:
            pk = _submit(certificate, lead, world.at(186))
            said = "已商有关评价组织，自下一期起执行（演示）。"
            if pk:
                summaries.answer(pk, Answer.TAKEN_UP, said, actor=world.office, now=world.at(180))
        if number % TURNS == TURNS - 1:
            _submit(certificate, lead, world.at(4))
    summaries.catch_up(now=world.at(0, 0, 25))
    _layouts(world)
    siting.propose(actor=world.office, now=world.at(12))
    _meetings(world)
    _contacts(world)
    _joint(world)


def _joint(world: World) -> None:
    """Let a school and an enterprise build an organisation, and two schools and one a site."""
    first, second = world.schools[:2]
    enterprise = joint.partner(OUTSIDE, OUTSIDE_CODE, 4000)
    deed = Deed("共建协议〔2025〕1号（演示）", world.on(200))
    both = [joint.partner(first.code, "", 6000), enterprise]
    joint.begin(world.holders[0].code, both, deed, actor=world.province, now=world.at(190))
    host = next(one for one in world.schools if one.id in world.sites)
    site = targets.sites([world.sites[host.id].id])[world.sites[host.id].id]
    shares = ((host.code, 5000), (second.code if second.id != host.id else first.code, 2000))
    three = [joint.partner(code, "", share) for code, share in shares]
    three.append(joint.partner(OUTSIDE, OUTSIDE_CODE, 3000))
    deed = Deed("共建协议〔2025〕2号（演示）", world.on(180))
    joint.begin(site.code, three, deed, actor=world.office, now=world.at(170))


def _layouts(world: World) -> None:
    """Let every second alliance plan its sites; the last city of each has to wait."""
    year = world.today.year
    for number, certificate in enumerate(world.certificates.values()):
        found = alliances.of(certificate)
        if number % 2 or found is None:
            continue
        lead = pilots.leader(world, pilots.lead_of(world, certificate))
        *planned, last = sorted(coverage.institutions_by_city(certificate))
        rows = [Row(city, 1, Principle.SHARING, "与邻近院校共用（演示）") for city in planned]
        rows.append(Row(last, 0, None, "考生人数较少，暂由邻市站点承担（演示）"))
        layouts.lay_out(found.id, year, rows, actor=lead, now=world.at(12))


def _meetings(world: World) -> None:
    """Let two alliances meet."""
    for certificate in list(world.certificates.values())[:2]:
        found = alliances.of(certificate)
        lead = pilots.leader(world, pilots.lead_of(world, certificate))
        members = [one.id for one in pages_alliances.members(certificate)]
        text = "通报上期考核情况，商定下期站点共用和培训安排（演示）。"
        given = Meeting("联盟工作会议（演示）", world.on(40), members, text)
        if found:
            meetings.keep(found.id, given, actor=lead, now=world.at(38))


def _contacts(world: World) -> None:
    """Let all organisations but the last name a contact; one alliance asked about sites."""
    for number, holder in enumerate(world.holders[:-1]):
        person, phone = world.people.draw(1975, 1990).name, f"0551-6283{9500 + number}"
        contacts.name(person, phone, actor=holder.staff, now=world.at(300))
    certificate = next(iter(world.certificates.values()))
    found, holder = alliances.of(certificate), _holder(world, certificate)
    lead = pilots.leader(world, pilots.lead_of(world, certificate))
    made = Made(Topic.SITES, Way.MEETING, world.on(30), "商请增设一个考核站点（演示）。")
    if found:
        contacts.log(holder.id, made, found.id, actor=lead, now=world.at(29))
    made = Made(Topic.ASSESSMENT, Way.PHONE, world.on(20), "提醒按期发布考核计划（演示）。")
    contacts.log(holder.id, made, actor=world.office, now=world.at(20))


def _holder(world: World, certificate: int) -> Holder:
    return next(one for one in world.holders if certificate in one.certificates)


def _submit(certificate: int, lead: Actor, now: datetime) -> int:
    """Submit the newest summary that an alliance was asked for; returns its id, 0 for none."""
    found = alliances.of(certificate)
    lines = asked.of_alliance(found.id, lead) if found else []
    if not lines:
        return 0
    summaries.submit(lines[0].id, TEXTS, actor=lead, now=now)
    return lines[0].id
