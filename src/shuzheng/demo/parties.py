"""Found the demonstration province and let its parties and staff in."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from shuzheng.catalogue.queries import certificates
from shuzheng.catalogue.rules.levels import PRINTED, Level
from shuzheng.catalogue.services import fields as skill_fields
from shuzheng.catalogue.services import importing
from shuzheng.demo import names
from shuzheng.demo.world import Holder, School, actor, row_of
from shuzheng.foundation import rulebooks
from shuzheng.identity.queries import organisations as parties
from shuzheng.identity.rules.kinds import InstitutionKind, OrganisationKind, Role
from shuzheng.identity.rules.profile import Profile
from shuzheng.identity.services import founding, memberships, organisations, persons, profile

if TYPE_CHECKING:
    from shuzheng.demo.world import World
    from shuzheng.kernel.actor import Actor

FOUNDED = 420
DATA = Path(importing.__file__).parents[1] / "data"
KINDS = (
    (InstitutionKind.SECONDARY_VOCATIONAL, "职业学校"),
    (InstitutionKind.PROVINCIAL_SECONDARY, "中等专业学校"),
    (InstitutionKind.HIGHER_VOCATIONAL, "职业技术学院"),
    (InstitutionKind.VOCATIONAL_UNDERGRADUATE_PILOT, "职业技术大学"),
    (InstitutionKind.APPLIED_UNDERGRADUATE, "应用技术学院"),
    (InstitutionKind.OPEN_UNIVERSITY, "开放大学"),
    (InstitutionKind.TECHNICIAN_SCHOOL, "技工学校"),
)


def build(world: World) -> None:
    """Found the province, import the catalogue, register parties and staff."""
    found(world)
    for role in (Role.SYSTEM_ADMIN, Role.AUDITOR):
        world.offered[role] = hire(world, world.province.organisation_id, role)
    world.say("院校与评价组织", 8)
    bureaus(world)
    _schools(world)
    holders(world)


def found(world: World) -> None:
    """Found the province and import the catalogue."""
    now = world.at(FOUNDED, 9)
    province = rulebooks.province()
    first = world.people.draw(1975, 1985)
    founded = founding.begin(
        province.name, province.division, row_of(first), now=now, is_demonstration=True
    )
    world.security = actor(
        Role.SECURITY_ADMIN, founded.department_id, founded.person_id, founded.membership_id
    )
    world.province = hire(world, founded.department_id, Role.PROVINCIAL_ADMIN)
    world.office = hire(world, founded.office_id, Role.OFFICE_OFFICER)
    world.say("行政区划与专业目录", 3)
    importing.import_all(DATA, actor=world.office, now=now)


def hire(world: World, organisation_id: int, role: Role, *, area: str = "") -> Actor:
    """Register an invented person, give him or her a role, and return the actor that makes."""
    now = world.at(FOUNDED - 1)
    row = row_of(world.people.draw(1968, 1996), _phone(world))
    [found] = persons.register(
        [row], organisation_id=organisation_id, actor=world.security, now=now
    )
    return employ(world, found.person_id, organisation_id, role, area=area)


def employ(
    world: World, person_id: int, organisation_id: int | None, role: Role, *, area: str = ""
) -> Actor:
    """Give a registered person a role, and return the actor that makes."""
    now = world.at(FOUNDED - 1)
    membership = memberships.grant(person_id, organisation_id, role, actor=world.security, now=now)
    return actor(role, organisation_id or 0, person_id, membership, area)


def _phone(world: World) -> str:
    return f"1{world.draw.choice('3578')}0{world.draw.randint(0, 99_999_999):08d}"


def bureaus(world: World) -> None:
    """Register the bureaus of all cities and of the counties that answer to the province."""
    now = world.at(FOUNDED)
    province = rulebooks.province().division[:2]
    for city in parties.cities(province):
        bureau = organisations.register(
            kind=OrganisationKind.CITY_BUREAU,
            code=f"SJ{city.code}",
            name=f"{city.name}教育局（演示）",
            division_code=city.code,
            is_demonstration=True,
            actor=world.office,
            now=now,
        )
        world.cities[city.code] = hire(world, bureau, Role.CITY_OFFICER, area=city.code[:4])
    for code, name in (("341882", "广德市"), ("340826", "宿松县")):
        bureau = organisations.register(
            kind=OrganisationKind.DIRECTLY_ADMINISTERED_COUNTY_BUREAU,
            code=f"XJ{code}",
            name=f"{name}教育局（演示）",
            division_code=code,
            is_demonstration=True,
            actor=world.office,
            now=now,
        )
        world.cities[code] = hire(world, bureau, Role.CITY_OFFICER, area=code)


def _schools(world: World) -> None:
    places = list(names.PLACES)
    world.draw.shuffle(places)
    serial = 0
    for (kind, suffix), count in zip(KINDS, world.scale.kinds, strict=True):
        for _ in range(count):
            place, division = places[serial % len(places)]
            trade = names.TRADES[serial % len(names.TRADES)]
            serial += 1
            world.schools.append(school(world, kind, f"{place}{trade}{suffix}", division, serial))


def school(world: World, kind: InstitutionKind, name: str, division: str, serial: int) -> School:
    """Register an institution with its liaison and its administrator."""
    code = f"YX{serial:04d}"
    made = organisations.register(
        kind=OrganisationKind.INSTITUTION,
        code=code,
        name=f"{name}（演示）",
        division_code=division,
        institution_kind=kind,
        is_demonstration=True,
        actor=world.office,
        now=world.at(FOUNDED),
    )
    return School(
        made,
        code,
        f"{name}（演示）",
        kind,
        division,
        liaison=hire(world, made, Role.LIAISON),
        admin=hire(world, made, Role.INSTITUTION_ADMIN),
    )


def holders(world: World) -> None:
    """Register the organisations of this province's invented certificates, and take these in."""
    used = 1 + max(one.holder for one in chosen(world))
    for code, name in names.HOLDERS[:used]:
        holder = organisations.register(
            kind=OrganisationKind.EVALUATION_ORGANISATION,
            code=code,
            name=name,
            division_code="340100",
            is_demonstration=True,
            actor=world.office,
            now=world.at(FOUNDED),
        )
        world.holders.append(
            Holder(
                holder,
                code,
                name,
                staff=hire(world, holder, Role.ORGANISATION_STAFF),
                issuer=hire(world, holder, Role.ORGANISATION_ISSUER),
            )
        )
    _profiles(world)
    _certificates(world)


def _profiles(world: World) -> None:
    """Record kind and field of the organisations; with the last one the office is not done yet."""
    for holder, (kind, field) in zip(world.holders, names.PROFILES, strict=False):
        profile.describe(
            holder.id,
            Profile(kind, field),
            seen=Profile(),
            actor=world.office,
            now=world.at(FOUNDED - 1),
        )


def _certificates(world: World) -> None:
    """Import the invented certificates by the same door as the real ones: a folder of sheets."""
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), chosen(world))
        importing.import_certificates(Path(folder), actor=world.office, now=world.at(FOUNDED - 2))
    mine = {one.short_name: one for one in chosen(world)}
    wanted = []
    for brief in certificates.listing():
        if brief.short_name in mine:
            wanted.append(skill_fields.Put(brief.code, mine[brief.short_name].field))
            world.certificates[brief.short_name] = brief.id
            world.holders[mine[brief.short_name].holder].certificates.append(brief.id)
    for name, area in names.SKILL_FIELDS:
        skill_fields.open_field(name, area, actor=world.office, now=world.at(FOUNDED - 2))
    skill_fields.put(wanted, actor=world.office, now=world.at(FOUNDED - 2))


def chosen(world: World) -> tuple[names.InventedCertificate, ...]:
    """Return the invented certificates of this province."""
    return names.CERTIFICATES[: world.scale.certificates]


def _write(folder: Path, invented: tuple[names.InventedCertificate, ...]) -> None:
    source = importing.INVENTED
    kinds, majors, levels, skills = [], [], [], []
    for one in invented:
        words = [PRINTED[Level(level)] for level in one.levels]
        holder = names.HOLDERS[one.holder][1]
        kinds.append(
            [
                "4",
                "",
                one.short_name,
                f"{one.short_name}职业技能等级证书",
                ";".join(words),
                holder,
                source,
                "",
                "虚构证书，仅供演示",
            ]
        )
        majors += [
            [one.short_name, "higher_college", code, "演示专业", source] for code in one.majors
        ]
        for word in words:
            levels.append([one.short_name, word, _demand(one, word), source])
            skills += [[one.short_name, word, *skill, source] for skill in _skills(one, word)]
    _sheet(
        folder / "certificate_catalogue.csv",
        "batch,batch_seq,short_name,certificate_name,levels,evaluation_org,source,confidence,note",
        kinds,
    )
    _sheet(
        folder / "certificate_major_map.csv",
        "certificate_short_name,major_level,major_code,major_name,source",
        majors,
    )
    _sheet(
        folder / "skill_standard_levels.csv",
        "certificate_short_name,level,level_description,source",
        levels,
    )
    _sheet(
        folder / "skill_standard_requirements.csv",
        "certificate_short_name,level,domain_no,work_domain,task_no,work_task,requirement_no,"
        "skill_requirement,source",
        skills,
    )


def _demand(one: names.InventedCertificate, word: str) -> str:
    manner = {"初级": "在指导下", "中级": "独立", "高级": "独立并指导他人"}[word]
    return f"能{manner}完成{one.domains[0]}与{one.domains[1]}的典型工作任务。（演示）"


def _skills(one: names.InventedCertificate, word: str) -> list[list[str]]:
    rows = []
    for number, domain in enumerate(one.domains, start=1):
        for task, verb in enumerate(("准备", "实施", "检查"), start=1):
            for skill, object_ in enumerate(("工具与材料", "步骤与记录", "安全与规范"), start=1):
                rows.append(
                    [
                        str(number),
                        domain,
                        f"{number}.{task}",
                        f"{domain}{verb}",
                        f"{number}.{task}.{skill}",
                        f"能按{word}要求完成{domain}{verb}中的{object_}。",
                    ]
                )
    return rows


def _sheet(path: Path, header: str, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)
