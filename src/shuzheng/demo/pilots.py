"""File, take up certificates, form alliances, report events, agree on fees, qualify assessors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.catalogue.queries import certificates
from shuzheng.catalogue.rules.levels import Level
from shuzheng.demo import names, parties
from shuzheng.demo.world import actor, row_of
from shuzheng.fees.rules import agreement
from shuzheng.fees.services import agreements, ceilings
from shuzheng.identity.rules.kinds import InstitutionKind, Role
from shuzheng.identity.rules.leading import LeadFlag
from shuzheng.identity.services import leading, persons
from shuzheng.pilots.rules.completeness import GroupRole
from shuzheng.pilots.services import alliances, entries, filings, organs, rounds
from shuzheng.workforce.rules.qualifications import Background, Kind
from shuzheng.workforce.services import qualifications

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from shuzheng.demo.world import School, World
    from shuzheng.kernel.actor import Actor

FILED = 360
SENT_BACK, NOT_BEGUN = 4, 7
TECHNICIAN = InstitutionKind.TECHNICIAN_SCHOOL
PRICES = {Level.ELEMENTARY: 18_000, Level.INTERMEDIATE: 24_000, Level.ADVANCED: 32_000}
LEAD_FLAGS = (
    (LeadFlag.PROVINCIAL_QUALITY, LeadFlag.DOUBLE_HIGH),
    (),
    (LeadFlag.NATIONAL_DEMONSTRATION,),
    (LeadFlag.PROVINCIAL_DEMONSTRATION,),
    (),
    (LeadFlag.NATIONAL_BACKBONE, LeadFlag.NATIONAL_QUALITY),
)
WEIGHTS = {"industry_fit": 30, "enterprise_recognition": 30, "major_fit": 20, "plan_fit": 20}


def build(world: World) -> None:
    """Build everything that an assessment plan rests on, and the filing round under way."""
    world.say("试点备案", 14)
    _flags(world)
    _rounds(world)
    _entries(world)
    _filings(world)
    world.say("联盟、费用与考评员", 22)
    _alliances(world)
    _fees(world)
    _assessors(world)
    _next_year(world)


def years(world: World) -> list[int]:
    """Return the years that the demonstration's past reaches over, oldest first."""
    return sorted({world.on(FILED).year, world.on(FILED - 60).year, world.today.year})


def eligible(world: World) -> list[School]:
    """Return the institutions that may take part."""
    return [school for school in world.schools if school.kind != TECHNICIAN]


def _flags(world: World) -> None:
    """Say which colleges are expected to lead: two of three, among them some that never file."""
    colleges = [one for one in eligible(world) if one.kind == InstitutionKind.HIGHER_VOCATIONAL]
    for number, school in enumerate(colleges):
        flags = LEAD_FLAGS[number % len(LEAD_FLAGS)]
        if flags:
            leading.flag(school.id, flags, seen=(), actor=world.office, now=world.at(FILED + 26))


def _rounds(world: World) -> None:
    for year in years(world):
        rounds.open_round(
            year,
            world.on(FILED + 20),
            world.on(FILED - 20),
            actor=world.office,
            now=world.at(FILED + 25),
        )
    coming = world.today.year + 1
    rounds.open_round(coming, world.on(25), world.on(-20), actor=world.office, now=world.at(30))


def _entries(world: World) -> None:
    """Let each institution take up a few certificates, by its own review."""
    ids = list(world.certificates.values())
    for number, school in enumerate(eligible(world)):
        count = 2 + number % 3
        school.certificates = [ids[(number * 5 + n * 7) % len(ids)] for n in range(count)]
        school.certificates = list(dict.fromkeys(school.certificates))
        for certificate in school.certificates:
            _review(world, school, certificate, FILED + 5, 78 + number % 15)
    weak = eligible(world)[3]
    _review(world, weak, _unused(world, weak), 90, 62)


def _unused(world: World, school: School) -> int:
    return next(pk for pk in world.certificates.values() if pk not in school.certificates)


def _review(world: World, school: School, certificate: int, days_ago: int, points: int) -> None:
    now = world.at(days_ago)
    entry = entries.propose(certificate, actor=school.liaison, now=now)
    sheet = dict.fromkeys(WEIGHTS, points)
    entries.record_review(
        entry,
        experts=[world.people.draw(1960, 1985).name for _ in range(3)],
        sheets=[sheet, sheet, sheet],
        weights=WEIGHTS,
        pass_mark=70,
        reviewed_on=world.on(days_ago + 1),
        minutes_id=world.paper("证书准入论证纪要", school.liaison, now),
        actor=school.liaison,
        now=now,
    )


def _draft(world: World, chosen: Iterable[int], confirmed: date | None) -> filings.Draft:
    kinds = certificates.brief(chosen)
    majors = {one.short_name: one.majors for one in names.CERTIFICATES}
    return filings.Draft(
        self_assessment={
            "staff": f"相关专业专任教师{world.draw.randint(12, 60)}人，双师型教师占比过半。",
            "bases": f"校内实训室{world.draw.randint(4, 20)}间，另有校企共建基地。",
            "sites": "拟依托本校考核站点或就近站点组织考核。",
            "results": "上一年度考核组织规范，无违规情况。",
        },
        items=tuple(
            filings.Item(
                pk,
                tuple(level.value for level in kind.levels),
                majors[kind.short_name],
                planned_headcount=world.draw.choice((None, 30, 45, 60, 90)),
            )
            for pk, kind in kinds.items()
        ),
        confirmed_by_group_on=confirmed,
    )


def _begin(
    world: World, school: School, year: int, days_ago: int, *, confirmed: bool = True
) -> int:
    now, by = world.at(days_ago), school.liaison
    filing = filings.begin(year, actor=by, now=now)
    day = world.on(days_ago) if confirmed else None
    filings.save_draft(filing, _draft(world, school.certificates, day), actor=by, now=now)
    return filing


def _filings(world: World) -> None:
    for number, school in enumerate(eligible(world)):
        group = [
            (world.people.draw(1960, 1978).name, GroupRole.HEAD, "组长"),
            (world.people.draw(1965, 1982).name, GroupRole.DEPUTY, "副组长"),
            ("教务处", GroupRole.FUNCTIONAL_OFFICE, "成员"),
            ("牵头专业所在院系", GroupRole.DEPARTMENT, "成员"),
        ]
        organs.name_leading_group(group, actor=school.liaison, now=world.at(FILED + 3))
        for year in years(world):
            filing = _begin(world, school, year, FILED)
            filings.submit(filing, actor=school.liaison, now=world.at(FILED))
            if number % 3:
                filings.put_on_file(filing, actor=world.office, now=world.at(FILED - 4))
    filings.file_by_silence(now=world.at(FILED - 25))


def _next_year(world: World) -> None:
    """Leave the round of the coming year in every state it can be in."""
    year = world.today.year + 1
    for number, school in enumerate(eligible(world)):
        stage = number % 8
        if stage == NOT_BEGUN:
            continue
        filing = _begin(world, school, year, 18 - number % 6, confirmed=stage != 1)
        if stage <= 1:
            continue
        days_ago = 12 - number % 9
        filings.submit(filing, actor=school.liaison, now=world.at(days_ago))
        if stage in {2, 3}:
            filings.put_on_file(filing, actor=world.office, now=world.at(max(days_ago - 2, 0), 15))
        elif stage == SENT_BACK:
            filings.send_back(
                filing,
                "truth",
                "self_assessment.staff",
                "教师人数与人事名册不一致，请核对后重报。",
                actor=world.office,
                now=world.at(max(days_ago - 2, 0), 16),
            )


def _alliances(world: World) -> None:
    for number, (short_name, certificate) in enumerate(world.certificates.items()):
        users = [school for school in eligible(world) if certificate in school.certificates]
        lead = users[number % len(users)]
        if number == 1:  # one that acted before the one who leads today
            other = users[(number + 1) % len(users)]
            name = f"{short_name}证书联盟"
            now = world.at(350)
            alliances.name_acting_lead(certificate, name, other.id, actor=world.office, now=now)
        alliances.name_acting_lead(
            certificate, f"{short_name}证书联盟", lead.id, actor=world.office, now=world.at(340)
        )
        if number % 4:
            alliances.form(certificate, lead.id, actor=world.office, now=world.at(330))


def lead_of(world: World, certificate: int) -> School:
    """Return the institution that leads or acts for a certificate's alliance."""
    users = [school for school in eligible(world) if certificate in school.certificates]
    number = list(world.certificates.values()).index(certificate)
    return users[number % len(users)]


def _fees(world: World) -> None:
    """Agree on this year's fees: all under a ceiling but one, which has a waiver."""
    year = world.today.year
    since, until = world.on(330), world.on(-35)
    kinds = certificates.brief(world.certificates.values())
    rows = [
        ceilings.CeilingRow(
            pk, level.value, since, PRICES[level] + 4_000, f"演示费用上限〔{year}〕1号"
        )
        for pk, kind in list(kinds.items())[:-1]
        for level in kind.levels
    ]
    ceilings.load(rows, actor=world.province, now=world.at(325))
    last = list(kinds)[-1]
    now = world.at(324)
    leave = world.paper("考核费用豁免批复", world.province, now)
    for number, level in enumerate(kinds[last].levels, start=1):
        ceilings.grant_waiver(
            last,
            level.value,
            number=f"演示豁免〔{year}〕{number}号",
            since=since,
            until=until,
            limit_fen=PRICES[level],
            document_id=leave,
            actor=world.province,
            now=now,
        )
    for pk, kind in kinds.items():
        for level in kind.levels:
            _agree(world, pk, level, since, until)


def _agree(world: World, certificate: int, level: Level, since: date, until: date) -> None:
    school = lead_of(world, certificate)
    lead = leader(world, school)
    holder = next(one for one in world.holders if certificate in one.certificates)
    price = PRICES[level]
    offer = agreements.Offer(
        certificate,
        level.value,
        (("理论考核费", price // 3), ("实操考核费", price - price // 3)),
        since,
        until,
    )
    row = agreements.draft(offer, actor=lead, now=world.at(320))
    agreements.send_to_experts(row, actor=lead, now=world.at(319))
    experts = [
        agreement.Expert(
            world.people.draw(1960, 1982).name, conflicted=False, from_provincial_pool=n in {0, 1}
        )
        for n in range(5)
    ]
    agreements.record_appraisal(
        row,
        experts,
        appraised_on=world.on(316),
        minutes_id=world.paper("费用论证纪要", lead, world.at(315)),
        actor=lead,
        now=world.at(315),
    )
    agreements.sign(row, actor=lead, now=world.at(312))
    agreements.sign(row, actor=holder.staff, now=world.at(311))
    agreements.file(
        row, world.paper("考核费用协议", lead, world.at(310)), actor=lead, now=world.at(310)
    )
    agreements.bring_into_force(row, actor=world.office, now=world.at(308))


def leader(world: World, school: School) -> Actor:
    """Return the person who leads alliances for an institution."""
    if school.id not in world.leaders:
        world.leaders[school.id] = parties.hire(world, school.id, Role.ALLIANCE_LEAD)
    return world.leaders[school.id]


def _assessors(world: World) -> None:
    """Qualify assessors for each certificate at its highest level, some nearly expired."""
    each = world.scale.assessors + 2
    for holder in world.holders:
        now = world.at(300)
        rows = [
            row_of(world.people.draw(1965, 1992)) for _ in range(each * len(holder.certificates))
        ]
        found = persons.register(rows, organisation_id=holder.id, actor=world.security, now=now)
        document = world.paper("考评员资格证明", holder.staff, now)
        for number, one in enumerate(found):
            certificate = holder.certificates[number % len(holder.certificates)]
            member = parties.employ(world, one.person_id, holder.id, Role.ASSESSOR)
            world.assessors.setdefault(certificate, []).append(member.person_id)
            qualifications.grant(
                one.person_id,
                certificate_type_id=certificate,
                level=certificates.brief([certificate])[certificate].levels[-1],
                kind=Kind.ASSESSOR,
                background=Background.INDUSTRY if number % 2 else Background.SCHOOL,
                number=f"KP{holder.code[-2:]}{number:04d}",
                issued_on=world.on(300),
                expires_on=world.on(-40 if number % each == each - 1 else -500),
                document_id=document,
                actor=holder.staff,
                now=now,
            )


def assessor(world: World, certificate: int, number: int) -> Actor:
    """Return one of a certificate's assessors as an actor of its organisation."""
    holder = next(one for one in world.holders if certificate in one.certificates)
    return actor(Role.ASSESSOR, holder.id, world.assessors[certificate][number], 0)
