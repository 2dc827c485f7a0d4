"""Alliances with their leads, fees, assessors, and the sites: applied for, approved, refused.

Only A has sites when the inspections of the year are drawn, three of them: which two the lot takes
is chance, and whichever they are, the table of the year is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from shuzheng.alliances.queries import summaries as asked
from shuzheng.alliances.rules.summary import Part
from shuzheng.alliances.services import summaries
from shuzheng.assessment.services import sites
from shuzheng.catalogue.rules.levels import Level
from shuzheng.demo import parties, pilots
from shuzheng.demo.world import Site, actor, row_of
from shuzheng.fees.rules import agreement
from shuzheng.fees.services import agreements, ceilings
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.services import persons
from shuzheng.pilots.queries import alliances as formed
from shuzheng.pilots.rules.reporting import Answer
from shuzheng.pilots.services import alliances
from shuzheng.workforce.rules.qualifications import Background, Kind
from shuzheng.workforce.services import qualifications

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.demo.year.cast import Year
    from shuzheng.kernel.actor import Actor

LEADS = {1: "B", 4: "A", 6: "F", 8: "A"}
"""Who leads the alliance of which certificate."""
NAMED, FORMED = (2, 10), (2, 14)
ASSESSED = (1, 4, 6)
ASSESSORS, ROOMS = 3, 2
ROWS, COLUMNS = 3, 4
LEVEL = Level.ELEMENTARY
FROM_POOL = (True, True, False, False, False)
"""Which of the five experts on a fee are from the provincial pool."""
PRICE, CEILING = 18_000, 22_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A site: whose, for which certificate, when applied for, and by when what was said.

    Without a day the opinion, or the office's record, is the clock's: nobody says anything.
    """

    name: str
    letter: str
    certificate: int
    applied: tuple[int, int]
    opinion: tuple[int, int] | None
    decided: tuple[int, int]
    recorded: tuple[int, int] | None
    approved: bool = True


SITES = (
    Wanted("A1", "A", 1, (2, 19), (2, 24), (2, 27), (3, 4)),
    Wanted("A2", "A", 1, (2, 19), (2, 24), (2, 27), (3, 4)),
    Wanted("A3", "A", 1, (2, 19), (2, 24), (2, 27), (3, 4)),
    Wanted("E1", "E", 8, (3, 3), None, (3, 25), None, approved=False),
    Wanted("C1", "C", 6, (4, 28), (5, 7), (5, 12), (5, 13)),
    Wanted("D1", "D", 4, (7, 1), (7, 4), (7, 10), (7, 14)),
    Wanted("G1", "G", 4, (10, 20), (10, 24), (10, 30), None),
)
SUMMED_UP = ((1, (7, 10)), (4, (7, 14)), (6, (7, 20)))
"""Which alliances sum up the first half-year, and when: the last is late, a fourth never does."""
ANSWERED = (7, 15)
HELD = dict.fromkeys(("room", "cameras", "storage", "network", "safe", "two_person_rule"), True)
TEXTS = {
    "conditions": "有标准化考场与监控设备。（演示）",
    "local_industry": "本地相关企业集中，用工需求稳定。（演示）",
    "bases": "依托校内实训中心与校企共建基地。（演示）",
    "need": "周边院校考生就近考核的需要。（演示）",
}
REFUSED = "实操工位不足，请补充后再申请。（演示）"
SUMMARY = {
    Part.SITUATION: "各成员院校按计划开展培训和考核。（演示）",
    Part.RESULTS: "考核组织规范。（演示）",
    Part.SUGGESTIONS: "建议评价组织提前一个月发布考核计划。（演示）",
}


def enter(year: Year) -> None:
    """Enter alliances, fees, assessors and every site."""
    for number, letter in LEADS.items():
        year.enter(*NAMED, partial(_name, year, number, letter))
        year.enter(*FORMED, partial(_form, year, number, letter))
    year.enter(2, 11, partial(_ceilings, year))
    for number in ASSESSED:
        year.enter(2, 12, partial(_agree, year, number))
        year.enter(2, 13, partial(_qualify, year, number))
    for one in SITES:
        _enter_site(year, one)
    for number, when in SUMMED_UP:
        year.enter(*when, partial(_sum_up, year, number))
    year.enter(*ANSWERED, partial(_answer, year, SUMMED_UP[0][0]))


def lead(year: Year, number: int) -> Actor:
    """Return who speaks for the alliance of a certificate."""
    return pilots.leader(year.world, year.schools[LEADS[number]])


def _name(year: Year, number: int, letter: str, now: datetime) -> None:
    name, school = f"第{number}号证书联盟（演示）", year.schools[letter].id
    certificate = year.certificate(number)
    alliances.name_acting_lead(certificate, name, school, actor=year.world.office, now=now)


def _form(year: Year, number: int, letter: str, now: datetime) -> None:
    school = year.schools[letter].id
    alliances.form(year.certificate(number), school, actor=year.world.office, now=now)


def _ceilings(year: Year, now: datetime) -> None:
    document = f"演示费用上限〔{year.number}〕1号"
    rows = [
        ceilings.CeilingRow(year.certificate(number), LEVEL.value, now.date(), CEILING, document)
        for number in ASSESSED
    ]
    ceilings.load(rows, actor=year.world.province, now=now)


def _agree(year: Year, number: int, now: datetime) -> None:
    """Let the lead and the organisation agree on the fee; the clock brings it into force."""
    by, staff = lead(year, number), year.holder(number).staff
    parts = (("理论考核费", PRICE // 3), ("实操考核费", PRICE - PRICE // 3))
    offer = agreements.Offer(
        year.certificate(number), LEVEL.value, parts, year.on(2, 18), year.on(12, 31)
    )
    row = agreements.draft(offer, actor=by, now=now)
    agreements.send_to_experts(row, actor=by, now=now)
    experts = [
        agreement.Expert(f"专家{place}（演示）", conflicted=False, from_provincial_pool=pool)
        for place, pool in enumerate(FROM_POOL, 1)
    ]
    agreements.record_appraisal(
        row,
        experts,
        appraised_on=now.date(),
        minutes_id=year.world.paper("费用论证纪要", by, now),
        actor=by,
        now=now,
    )
    agreements.sign(row, actor=by, now=now)
    agreements.sign(row, actor=staff, now=now)
    agreements.file(row, year.world.paper("考核费用协议", by, now), actor=by, now=now)


def _qualify(year: Year, number: int, now: datetime) -> None:
    """Qualify the assessors of a certificate."""
    world, holder, certificate = year.world, year.holder(number), year.certificate(number)
    rows = [row_of(world.people.draw(1965, 1992)) for _ in range(ASSESSORS)]
    found = persons.register(rows, organisation_id=holder.id, actor=world.security, now=now)
    document = world.paper("考评员资格证明", holder.staff, now)
    for place, one in enumerate(found):
        member = parties.employ(world, one.person_id, holder.id, Role.ASSESSOR)
        world.assessors.setdefault(certificate, []).append(member.person_id)
        qualifications.grant(
            one.person_id,
            certificate_type_id=certificate,
            level=LEVEL,
            kind=Kind.ASSESSOR,
            background=Background.INDUSTRY if place else Background.SCHOOL,
            number=f"KP{number:02d}{place:04d}",
            issued_on=now.date(),
            expires_on=year.on(24, 31),
            document_id=document,
            actor=holder.staff,
            now=now,
        )


def assessor(year: Year, number: int, place: int) -> Actor:
    """Return one of a certificate's assessors as an actor of its organisation."""
    person = year.world.assessors[year.certificate(number)][place]
    return actor(Role.ASSESSOR, year.holder(number).id, person, 0)


def _enter_site(year: Year, one: Wanted) -> None:
    """Enter the way of an application, from the site's first day to its record."""
    month, day = one.applied
    year.enter(month, day - 1 if day > 1 else day, partial(_register, year, one), 8)
    year.enter(month, day, partial(_apply, year, one))
    if one.opinion:
        year.enter(*one.opinion, partial(_opine, year, one))
    year.enter(*one.decided, partial(_decide, year, one))
    if one.recorded:
        year.enter(*one.recorded, partial(_record, year, one))


def _register(year: Year, one: Wanted, now: datetime) -> None:
    """Register a site with its rooms, who runs it, and the first check of its rooms."""
    school = year.schools[one.letter]
    name = f"{school.name.removesuffix('（演示）')}{one.name}考核站点（演示）"
    pk = sites.register(name, f"{school.name}实训楼{one.name}", actor=school.liaison, now=now)
    rooms = [
        sites.add_room(pk, f"{one.name}-{floor}01", ROWS, COLUMNS, actor=school.liaison, now=now)
        for floor in range(1, ROOMS + 1)
    ]
    year.sites[one.name] = Site(
        pk,
        rooms,
        admin=parties.hire(year.world, school.id, Role.SITE_ADMIN),
        invigilator=parties.hire(year.world, school.id, Role.INVIGILATOR),
    )
    check(year, one.name, now)


def check(year: Year, name: str, now: datetime) -> None:
    """Check every room of a site."""
    site = year.sites[name]
    document = year.world.paper("考场标准化检查表", site.admin, now)
    for room in site.rooms:
        sites.check_room(
            room, checked_on=now.date(), held=HELD, document_id=document, actor=site.admin, now=now
        )


def _apply(year: Year, one: Wanted, now: datetime) -> None:
    year.applications[one.name] = sites.apply(
        year.sites[one.name].id,
        year.certificate(one.certificate),
        LEVEL,
        TEXTS,
        actor=year.schools[one.letter].liaison,
        now=now,
    )


def _opine(year: Year, one: Wanted, now: datetime) -> None:
    row = year.applications[one.name]
    sites.opine(row, "符合布局规划。（演示）", actor=lead(year, one.certificate), now=now)


def _decide(year: Year, one: Wanted, now: datetime) -> None:
    """Let the organisation review the site, and approve or refuse it."""
    row, staff = year.applications[one.name], year.holder(one.certificate).staff
    sites.begin_review(row, actor=staff, now=now)
    if not one.approved:
        sites.refuse(row, REFUSED, actor=staff, now=now)
        return
    sites.approve(
        row,
        until=year.on(36, 31),
        by_video=False,
        visited_on=now.date() - timedelta(days=1),
        document_id=year.world.paper("站点考察记录", staff, now),
        actor=staff,
        now=now,
    )


def _record(year: Year, one: Wanted, now: datetime) -> None:
    sites.record(year.applications[one.name], actor=year.world.office, now=now)


def _summary(year: Year, number: int) -> int:
    found = formed.of(year.certificate(number))
    assert found is not None  # noqa: S101 - named in February
    return asked.of_alliance(found.id, lead(year, number))[0].id


def _sum_up(year: Year, number: int, now: datetime) -> None:
    summaries.submit(_summary(year, number), SUMMARY, actor=lead(year, number), now=now)


def _answer(year: Year, number: int, now: datetime) -> None:
    words = "已商有关评价组织。（演示）"
    office = year.world.office
    summaries.answer(_summary(year, number), Answer.TAKEN_UP, words, actor=office, now=now)
