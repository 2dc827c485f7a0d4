"""A fixed cast for the tests of assessment: candidates and guardians in the province."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from shuzheng.assessment.models import Plan, Registration, SiteApproval
from shuzheng.assessment.services import registrations
from shuzheng.catalogue.rules.levels import Level
from shuzheng.fees.models import CostCeiling, FeeAgreement
from shuzheng.identity.models import Enrolment, Guardianship, Person, SchoolClass
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests import cast
from shuzheng.pilots.models import (
    ActivityReport,
)

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor
from shuzheng.assessment.tests.world import (
    CLOSES,
    FIRST_ON,
    HELD,
    LEVEL,
    NOON,
    TODAY,
    Province,
    agree,
    assessor,
    at,
    check,
    document,
    furnish,
    person,
    province,
    report,
    suspend,
    take_up,
)

__all__ = [
    "CLOSES",
    "FIRST_ON",
    "HELD",
    "LEVEL",
    "NOON",
    "TODAY",
    "Province",
    "accepted",
    "agree",
    "assessor",
    "at",
    "check",
    "document",
    "drafted",
    "furnish",
    "guardian",
    "learner",
    "names_of",
    "other_level",
    "person",
    "province",
    "registered_again",
    "registered_row",
    "report",
    "student",
    "suspend",
    "take_up",
]


def student(
    institution_id: int, serial: int, *, class_name: str = "会计2401", born: str = "20040101"
) -> int:
    """Return the id of a new student of an institution."""
    school_class, _ = SchoolClass.objects.get_or_create(
        organisation_id=institution_id, name=class_name, entry_year=2024, major_code="530302"
    )
    pk = person(serial, born=born)
    Enrolment.objects.create(
        person_id=pk,
        organisation_id=institution_id,
        school_class=school_class,
        student_number=f"2024{serial:06d}",
        since=date(2024, 9, 1),
    )
    return pk


def learner(person_id: int, role: Role = Role.STUDENT) -> Actor:
    """Return a learner (or guardian) acting for oneself."""
    return cast.actor(role, 0, person_id=person_id)


def guardian(ward_id: int, serial: int = 900) -> int:
    """Return the id of a new person who is somebody's guardian."""
    pk = person(serial, born="19800101")
    Guardianship.objects.create(
        ward_id=ward_id, guardian_id=pk, relation="parent", since=date(2026, 1, 1)
    )
    return pk


def drafted(here: Province, plan: int, serial: int, *, born: str = "20040101") -> Registration:
    """Return a new registration of one of the college's students, waiting for the candidate."""
    pk = student(here.college, serial, born=born)
    class_id = Enrolment.objects.get(person_id=pk).school_class_id
    made = registrations.draft(
        plan, [registrations.Candidate(pk, class_id)], actor=here.liaison(), now=NOON
    )
    return Registration.objects.get(pk=made[0])


def accepted(here: Province, plan: int, serial: int) -> Registration:
    """Return a new registration that its candidate confirmed and the platform accepted."""
    row = drafted(here, plan, serial)
    registrations.confirm(row.pk, actor=learner(row.person_id), now=NOON)
    row.refresh_from_db()
    return row


def registered_row(here: Province, plan: int, serial: int) -> Registration:
    """Return a registration put into a plan that takes no more, waiting for its candidate."""
    row = Plan.objects.get(pk=plan)
    Plan.objects.filter(pk=plan).update(places_taken=row.places_taken + 1)
    return Registration.objects.create(
        plan=row,
        person_id=student(here.college, serial),
        certificate_type_id=row.certificate_type_id,
        level=row.level,
        candidate_kind="student",
        institution_id=here.college,
        state="drafted",
        drafted_at=NOON,
    )


def other_level(here: Province, *, days: int = 0) -> int:
    """Return the id of an open plan of another level, on the same hours or so many days later."""
    elementary = Level.ELEMENTARY
    for agreed in FeeAgreement.objects.filter(level=LEVEL):
        agreed.pk, agreed.level, agreed.number = None, elementary, f"{agreed.number}-E"
        agreed.save(force_insert=True)
    for ceiling in CostCeiling.objects.filter(level=LEVEL):
        ceiling.pk, ceiling.level = None, elementary
        ceiling.save(force_insert=True)
    approval = SiteApproval.objects.get(pk=here.approval)
    approval.pk, approval.level = None, elementary
    approval.save(force_insert=True)
    ActivityReport.objects.filter(pk=here.report).update(levels=[LEVEL, elementary])
    later = timedelta(days=days)
    sittings = tuple(
        replace(one, starts_at=one.starts_at + later, ends_at=one.ends_at + later)
        for one in here.draft().sittings
    )
    return here.opened(level=elementary, sittings=sittings)


def registered_again(here: Province, plan: int, row: Registration) -> Registration:
    """Return a new registration of somebody whose earlier one has ended."""
    [made] = registrations.draft(
        plan, [registrations.Candidate(row.person_id)], actor=here.liaison(), now=NOON
    )
    return Registration.objects.get(pk=made)


def names_of(people: list[int]) -> list[str]:
    """Return these persons' names."""
    return list(Person.objects.filter(pk__in=people).order_by("pk").values_list("name", flat=True))
