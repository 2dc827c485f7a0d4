"""Students in classes, their teachers, social learners, minors and their guardians."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import QueryDict

from shuzheng.demo import names, parties, pilots, plans, sites
from shuzheng.demo.world import Minor, Pupil, actor, row_of
from shuzheng.fees.queries import claims
from shuzheng.fees.services import hardship
from shuzheng.foundation.ui import listing
from shuzheng.identity.rules.arrangements import ClassKind
from shuzheng.identity.rules.kinds import InstitutionKind, Role
from shuzheng.identity.services import enrolments, guardians, persons

if TYPE_CHECKING:
    from shuzheng.demo.world import School, World

ENROLLED = 300
SECONDARY = {InstitutionKind.SECONDARY_VOCATIONAL, InstitutionKind.PROVINCIAL_SECONDARY}
MINOR = 16
"""How many years before this one minors were born, so that they are over 14, and so need nobody's
consent to a first assessment, which is free (R-034), even when they were registered for it in the
spring of last year; and under 18 on every day of this one."""
KINDS = (
    "",
    ClassKind.CERTIFICATE_PILOT.value,
    ClassKind.SYSTEM_PILOT.value,
    ClassKind.CERTIFICATE_PILOT.value,
    ClassKind.MAJOR_PILOT.value,
    "",
    ClassKind.OTHER_ARRANGEMENT.value,
)
"""For what the classes were formed, one after the other."""
COURSES = ("软件", "智造", "康养", "物流", "文旅", "新能源")


def build(world: World) -> None:
    """Enrol the students of every institution that takes part, and appoint their teachers."""
    schools = pilots.eligible(world)
    for number, school in enumerate(schools):
        if number % 8 == 0:
            world.say("学生与班级", 30 + 8 * number // len(schools))
        _school(world, school, number)
    _alone(world)
    _minors(world)


def _school(world: World, school: School, number: int) -> None:
    now = world.at(ENROLLED)
    intake = world.on(ENROLLED).year - 1
    course = COURSES[number % len(COURSES)]
    rows = [
        enrolments.ClassRow(
            f"{course}{intake % 100}{index:02d}班",
            intake,
            _department(school, number, index),
            names.CERTIFICATES[number % len(names.CERTIFICATES)].majors[0],
            KINDS[(number + index) % len(KINDS)],
        )
        for index in range(1, world.scale.classes + 1)
    ]
    ids = enrolments.ensure_classes(school.id, rows, actor=school.liaison, now=now)
    born = _born(world, school)
    people = [
        row_of(world.people.draw(*born))
        for _ in range(world.scale.class_size * world.scale.classes)
    ]
    found = persons.register(people, organisation_id=school.id, actor=school.liaison, now=now)
    pupils = [
        Pupil(one.person_id, ids[rows[index // world.scale.class_size]])
        for index, one in enumerate(found)
    ]
    enrolments.enrol(
        school.id,
        [
            enrolments.EnrolmentRow(one.person_id, one.class_id, f"{intake}{number:02d}{index:03d}")
            for index, one in enumerate(pupils, start=1)
        ],
        actor=school.liaison,
        now=now,
    )
    world.pools[school.id] = pupils
    _hardship(world, school, pupils)
    for row in rows:
        teacher = parties.hire(world, school.id, Role.TEACHER)
        enrolments.appoint_teacher(ids[row], teacher.person_id, actor=school.liaison, now=now)
        world.teachers[ids[row]] = teacher


def _department(school: School, number: int, index: int) -> str:
    """Return the department of a class; each institution has a few, so that they can be ranked."""
    suffix = "部" if school.kind in SECONDARY else "学院"
    return f"{COURSES[(number + index) % len(COURSES)]}{suffix}"


def _hardship(world: World, school: School, pupils: list[Pupil]) -> None:
    """Import the aid office's list of a few students, and verify all but the last."""
    kinds = ("registered_poor", "minimum_living_allowance", "orphan", "disabled")
    poor = pupils[5 :: max(len(pupils) // 4, 1)][:4]
    rows = [hardship.ListRow(one.person_id, kind) for one, kind in zip(poor, kinds, strict=False)]
    now = world.at(ENROLLED - 5)
    hardship.import_list(rows, actor=school.admin, now=now)
    listed = claims.lines(school.admin, listing.read(QueryDict(), (), views=("open",)))
    hardship.verify([one.id for one in listed.rows][:-1], actor=school.admin, now=now)


def _born(world: World, school: School) -> tuple[int, int]:
    """Return between which years an institution's students were born; most are of age."""
    year = world.today.year
    return (year - 19, year - 17) if school.kind in SECONDARY else (year - 22, year - 19)


def _alone(world: World) -> None:
    """Register some social learners, who belong to no institution."""
    now = world.at(120)
    office = world.office
    rows = [row_of(world.people.draw(1980, 2000)) for _ in range(40)]
    found = persons.register(
        rows, organisation_id=office.organisation_id, actor=world.security, now=now
    )
    world.pools[0] = []
    for one in found:
        parties.employ(world, one.person_id, None, Role.SOCIAL_LEARNER)
        world.pools[0].append(Pupil(one.person_id, 0))
    world.offered[Role.SOCIAL_LEARNER] = actor(Role.SOCIAL_LEARNER, 0, found[0].person_id, 0)


def _minors(world: World) -> None:
    """Enrol two minors with their guardians at an institution that takes part twice.

    They come first in its list, so that their first assessment is long over when the second, which
    is not free and needs the guardian's consent, is open.
    """
    school = next(
        one
        for one in sites.hosts(world, plans.open_certificate(world))
        if one.kind in SECONDARY and len(one.certificates) > 1
    )
    class_id, year, now = world.pools[school.id][0].class_id, world.today.year, world.at(280)
    for serial in (2, 1):
        child = world.people.draw(year - MINOR, year - MINOR)
        adult = world.people.draw(1978, 1984)
        [minor, parent] = persons.register(
            [row_of(child), row_of(adult)], organisation_id=school.id, actor=school.liaison, now=now
        )
        row = enrolments.EnrolmentRow(minor.person_id, class_id, f"M{serial:04d}")
        enrolments.enrol(school.id, [row], actor=school.liaison, now=now)
        guardians.name(minor.person_id, parent.person_id, "父亲", actor=school.liaison, now=now)
        pupil = Pupil(minor.person_id, class_id)
        world.pools[school.id].insert(0, pupil)
        guardian = actor(Role.GUARDIAN, 0, parent.person_id, 0)
        student = actor(Role.STUDENT, school.id, minor.person_id, 0)
        world.minors.insert(0, Minor(pupil, school, student, guardian))
    world.offered[Role.GUARDIAN] = world.minors[0].guardian
