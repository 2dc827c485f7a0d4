"""Who is let in as what, by whom; and for whom one may issue a code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.identity.access import NoSuchPerson, Permission
from shuzheng.identity.models import Enrolment, IdentityCase, Membership, Person
from shuzheng.identity.queries.pages import people
from shuzheng.identity.rules import roles
from shuzheng.identity.rules.kinds import LEARNER_ROLES, OrganisationKind, Role
from shuzheng.identity.services import admissions, enrolments, guardians, memberships, persons
from shuzheng.identity.tests.browsers import CARD, School, person, school
from shuzheng.identity.tests.cast import NOON, actor, identity_number, organisation
from shuzheng.kernel.actor import NotPermitted

pytestmark = pytest.mark.django_db


def row(name: str = "顾清和", serial: int = 900, born: str = "20080101") -> persons.PersonRow:
    return persons.PersonRow(name, CARD, identity_number(serial, born))


@pytest.mark.parametrize("role", list(Role))
def test_every_role_belongs_somewhere_and_provincial_ones_only_to_the_province(role: Role) -> None:
    kinds = [kind for kind in (*OrganisationKind, None) if roles.belongs(role, kind)]

    assert kinds
    if role in {Role.PROVINCIAL_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR, Role.OFFICE_OFFICER}:
        assert kinds == [
            OrganisationKind.PROVINCIAL_DEPARTMENT,
            OrganisationKind.COORDINATION_OFFICE,
        ]


@pytest.mark.parametrize("role", [Role.PROVINCIAL_ADMIN, Role.SECURITY_ADMIN, Role.CITY_OFFICER])
def test_an_institution_gives_nobody_a_role_that_reaches_beyond_it(role: Role) -> None:
    here = school()

    with pytest.raises(memberships.RoleNotHere):
        memberships.grant(here.students[0], here.id, role, actor=here.clerk, now=NOON)


def test_an_institution_cannot_draw_a_stranger_into_its_reach() -> None:
    here, there = school("S1"), school("S2", 200)

    with pytest.raises(NoSuchPerson):
        memberships.grant(there.students[0], here.id, Role.TEACHER, actor=here.clerk, now=NOON)


HELD = st.lists(st.tuples(st.sampled_from([0, 7, 8]), st.sampled_from(list(Role))), max_size=4)


@given(HELD, st.booleans(), st.booleans())
def test_learners_may_always_have_a_code_and_other_organisations_staff_never_from_here(
    held: list[tuple[int, Role]],
    guards: bool,  # noqa: FBT001 - drawn
    appoints: bool,  # noqa: FBT001 - drawn
) -> None:
    allowed = roles.may_issue(held, here=7, guards=guards, appoints=appoints)
    staff = [(where, role) for where, role in held if role not in LEARNER_ROLES]

    if not staff:
        assert allowed
    if any(where != 7 for where, _role in staff):
        assert not allowed


@pytest.mark.parametrize(
    ("held", "here", "guards", "appoints", "allowed"),
    [
        ([(7, Role.TEACHER)], 7, False, False, True),
        ([(7, Role.INSTITUTION_ADMIN)], 7, False, False, False),
        ([(7, Role.INSTITUTION_ADMIN)], 7, False, True, True),
        ([(7, Role.TEACHER), (9, Role.OFFICE_OFFICER)], 7, False, True, False),
        ([(9, Role.SECURITY_ADMIN)], 0, False, False, False),
        ([(9, Role.SECURITY_ADMIN)], 0, True, False, True),
        ([(9, Role.INSTITUTION_ADMIN)], 0, False, False, True),
    ],
)
def test_whoever_may_issue_a_code_may_not_become_more_than_that(
    held: list[tuple[int, Role]],
    here: int,
    guards: bool,  # noqa: FBT001 - a table of cases
    appoints: bool,  # noqa: FBT001 - a table of cases
    allowed: bool,  # noqa: FBT001 - a table of cases
) -> None:
    assert roles.may_issue(held, here=here, guards=guards, appoints=appoints) is allowed


def test_a_student_is_registered_and_enrolled_at_once() -> None:
    here = school()
    group = enrolments.ClassRow("软件2402", 2024, "信息学院")

    found = admissions.student(
        row(), group, "2024099", organisation_id=here.id, actor=here.clerk, now=NOON
    )

    enrolment = Enrolment.objects.get(person_id=found.person_id)
    assert (enrolment.school_class.name, enrolment.student_number) == ("软件2402", "2024099")
    assert Membership.objects.get(person_id=found.person_id).role == Role.STUDENT
    assert people.person(found.person_id, here.clerk, NOON).line.name == "顾清和"


def test_staff_are_registered_with_their_role_and_are_then_within_reach() -> None:
    here = school()

    found = admissions.staff(
        row(), Role.TEACHER, organisation_id=here.id, actor=here.clerk, now=NOON
    )

    assert [one.role for one in people.staff(here.id, here.clerk, NOON)] == ["teacher"]
    assert people.brief(found.person_id, here.clerk, Permission.PERSON_VIEW).name == "顾清和"


def test_a_known_document_under_another_name_gets_no_place_and_becomes_a_case() -> None:
    here, there = school("S1"), school("S2", 200)
    wrong = persons.PersonRow("另一名", CARD, there.numbers[0])

    found = admissions.staff(
        wrong, Role.TEACHER, organisation_id=here.id, actor=here.clerk, now=NOON
    )

    assert (found.person_id, found.name_differs) == (0, True)
    assert IdentityCase.objects.get().given_name == "另一名"
    assert people.staff(here.id, here.clerk, NOON) == []


def test_students_are_not_made_like_staff_and_not_outside_institutions() -> None:
    here = school()
    firm = organisation("E1", OrganisationKind.EVALUATION_ORGANISATION)
    clerk = actor(Role.LIAISON, firm)

    with pytest.raises(admissions.NotStaff):
        admissions.staff(row(), Role.STUDENT, organisation_id=here.id, actor=here.clerk, now=NOON)
    with pytest.raises(enrolments.NotAnInstitution):
        admissions.student(
            row(),
            enrolments.ClassRow("软件2402", 2024),
            organisation_id=firm,
            actor=clerk,
            now=NOON,
        )
    assert not Person.objects.filter(name="顾清和").exists()


def test_social_learners_come_in_through_the_office_only_and_once() -> None:
    here, office = school(), actor(Role.OFFICE_OFFICER)

    first = admissions.social_learner(row(), actor=office, now=NOON)
    again = admissions.social_learner(row(), actor=office, now=NOON)

    assert (again.person_id, again.is_new) == (first.person_id, False)
    assert Membership.objects.get(person_id=first.person_id).organisation is None
    with pytest.raises(admissions.OwnPlaceNeeded):
        admissions.social_learner(row(), actor=here.clerk, now=NOON)
    with pytest.raises(NotPermitted):
        admissions.person(row(), actor=actor(Role.CITY_OFFICER), now=NOON)


def test_a_guardian_is_registered_named_and_within_the_schools_reach() -> None:
    here = school(born="20120101")

    found = guardians.register_and_name(
        here.students[0], row("沈怀远", 901, "19800101"), "father", actor=here.clerk, now=NOON
    )

    page = people.person(here.students[0], here.clerk, NOON)
    assert page.is_minor
    assert [(one.name, one.relation, one.is_within_reach) for one in page.guardians] == [
        ("沈怀远", "father", True)
    ]
    assert people.person(found.person_id, here.clerk, NOON).wards[0].name == "沈予安"


def test_another_school_does_not_see_the_wards_it_does_not_know() -> None:
    here, there = school("S1", born="20120101"), school("S2", 200, born="20120101")
    parent = row("沈怀远", 901, "19800101")
    found, _again = (
        guardians.register_and_name(one.students[0], parent, "father", actor=one.clerk, now=NOON)
        for one in (here, there)
    )

    page = people.person(found.person_id, here.clerk, NOON)

    assert [ward.id for ward in page.wards] == [here.students[0]]


def test_classes_of_another_institution_get_neither_students_nor_teachers() -> None:
    here, there = school("S1"), school("S2", 200)
    teacher = person("林知远", 700)

    def enrol(target: School) -> None:
        enrolments.enrol(
            target.id,
            [enrolments.EnrolmentRow(here.students[0], target.class_id)],
            actor=here.clerk,
            now=NOON,
        )

    with pytest.raises(Exception, match="There is no such organisation"):
        enrol(there)
    with pytest.raises(Exception, match="There is no such class"):
        enrolments.appoint_teacher(there.class_id, here.students[0], actor=here.clerk, now=NOON)
    with pytest.raises(NoSuchPerson):
        enrolments.appoint_teacher(here.class_id, teacher, actor=here.clerk, now=NOON)
