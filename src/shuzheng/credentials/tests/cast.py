"""A plan with published results, as the rooms below leave it, for the tests of issuing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from shuzheng.assessment.models import Plan, Registration, Result
from shuzheng.catalogue.models import CertificateType, SkillRequirement, StandardVersion
from shuzheng.identity.models import Person
from shuzheng.identity.rules.kinds import DocumentKind, OrganisationKind, Role
from shuzheng.identity.services import persons
from shuzheng.identity.tests.cast import NOON, actor, identity_number, organisation

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

LATER = NOON + timedelta(days=60)
"""After the review window of the cast's plan."""


@dataclass(frozen=True)
class Cast:
    """The parties of one plan."""

    holder: int
    school: int
    plan: int
    issuer: Actor
    people: list[int]


def issued_plan(names: list[str], *, failed: int = 0) -> Cast:
    """Return a plan whose results are published: everybody in `names` passed but the last few."""
    holder = organisation("E1", OrganisationKind.EVALUATION_ORGANISATION, name="演示评价中心")
    school = organisation("S1")
    plan = _plan(holder)
    rows = [
        persons.PersonRow(name, DocumentKind.RESIDENT_IDENTITY_CARD, identity_number(n))
        for n, name in enumerate(names, start=1)
    ]
    clerk = actor(Role.LIAISON, school)
    found = persons.register(rows, organisation_id=school, actor=clerk, now=NOON)
    people = [one.person_id for one in found]
    for n, person in enumerate(people):
        result_of(plan, person, school, passed=n < len(people) - failed)
    issuer = actor(Role.ORGANISATION_ISSUER, holder, person_id=people[0])
    return Cast(holder, school, plan.pk, issuer, people)


def _plan(holder: int) -> Plan:
    """Return a plan of a new certificate of `holder`, its results published."""
    kind = CertificateType.objects.create(
        code="D10001",
        name="演示软件测试职业技能等级证书",
        short_name="演示软件测试",
        organisation_id=holder,
        levels=["intermediate"],
        is_demonstration=True,
    )
    standard = StandardVersion.objects.create(
        certificate_type=kind, version="1.0", state="published"
    )
    SkillRequirement.objects.create(
        standard=standard,
        level="intermediate",
        domain_number="1",
        domain="测试设计",
        task_number="1.1",
        task="用例编写",
        number="1.1.1",
        text="能编写测试用例。",
    )
    return Plan.objects.create(
        number="KH202600001",
        serial=1,
        organisation_id=holder,
        certificate_type=kind,
        standard=standard,
        level="intermediate",
        name="2026年3月演示软件测试职业技能等级证书考试",
        state="results_published",
        registration_opens_at=NOON - timedelta(days=40),
        registration_closes_at=NOON - timedelta(days=20),
        first_on=date(2026, 3, 1),
        last_on=date(2026, 3, 1),
        seats=100,
        price_fen=0,
        pass_rule="total >= 60",
        review_until=date(2026, 3, 20),
        results_published_at=NOON,
    )


def result_of(plan: Plan, person_id: int, school: int, *, passed: bool) -> Result:
    """Return a published result of a person in a plan."""
    registration = Registration.objects.create(
        plan=plan,
        person_id=person_id,
        certificate_type_id=plan.certificate_type_id,
        level=plan.level,
        candidate_kind="student",
        institution_id=school,
        state="ticketed",
        drafted_at=NOON,
        confirmed_at=NOON,
        plan_over=True,
    )
    return Result.objects.create(
        registration=registration,
        state="published",
        outcome="passed" if passed else "failed",
        score=8000 if passed else 4000,
        passed=passed,
        computed_at=NOON,
        published_at=NOON,
        review_until=plan.review_until,
    )


def rename(person_id: int, name: str) -> None:
    """Change a person's registered name, as the office may."""
    Person.objects.filter(pk=person_id).update(name=name)


def moment(days: int) -> datetime:
    """Return an instant so many days after the review window."""
    return LATER + timedelta(days=days)
