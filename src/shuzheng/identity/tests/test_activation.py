"""Accounts are made by their holders, with a code that works once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact
from shuzheng.identity.models import Activation, ActivationCode, User
from shuzheng.identity.queries import capacities
from shuzheng.identity.rules.kinds import DocumentKind, OrganisationKind, Role
from shuzheng.identity.services import activation, enrolments, memberships, persons
from shuzheng.identity.tests.cast import NOON, actor, identity_number, organisation
from shuzheng.kernel.actor import Actor, NotPermitted, Reach
from shuzheng.kernel.periods import day

pytestmark = pytest.mark.django_db

GOOD = "correct-horse-7"


@pytest.fixture
def school() -> int:
    return organisation("S1")


@pytest.fixture
def clerk(school: int) -> Actor:
    return actor(Role.LIAISON, school)


@pytest.fixture
def student(clerk: Actor, school: int) -> int:
    row = persons.PersonRow("沈予安", DocumentKind.RESIDENT_IDENTITY_CARD, identity_number(1))
    [found] = persons.register([row], organisation_id=school, actor=clerk, now=NOON)
    classes = enrolments.ensure_classes(
        school, [enrolments.ClassRow("软件2401", 2024)], actor=clerk, now=NOON
    )
    enrolments.enrol(
        school,
        [enrolments.EnrolmentRow(found.person_id, next(iter(classes.values())))],
        actor=clerk,
        now=NOON,
    )
    return found.person_id


def activate(code: str, name: str = "沈予安", username: str = "shen") -> int:
    return activation.activate(
        code, name, username=username, password=GOOD, device="phone", now=NOON
    )


def test_a_code_makes_an_account_that_its_holder_alone_knows(clerk: Actor, student: int) -> None:
    [code] = activation.issue_codes([student], actor=clerk, now=NOON)

    user = User.objects.get(pk=activate(code.code.lower().replace("-", " ")))

    assert user.person_id == student
    assert user.check_password(GOOD)
    [capacity] = capacities.of(user, day(NOON))
    assert (capacity.role, capacity.actor.reach) == ("student", Reach.SELF)
    assert code.code not in str([*ActivationCode.objects.values()])
    assert Activation.objects.get().device_index != "phone"
    assert facts.check_chain() == []


def test_a_code_works_once(clerk: Actor, student: int) -> None:
    [code] = activation.issue_codes([student], actor=clerk, now=NOON)
    activate(code.code)

    with pytest.raises(activation.BadCode):
        activate(code.code, username="shen2")


def test_a_code_expires_after_thirty_days(clerk: Actor, student: int) -> None:
    [code] = activation.issue_codes([student], actor=clerk, now=NOON - timedelta(days=30))

    with pytest.raises(activation.BadCode):
        activate(code.code)


def test_a_newer_code_voids_the_older(clerk: Actor, student: int) -> None:
    [old] = activation.issue_codes([student], actor=clerk, now=NOON)
    activation.issue_codes([student], actor=clerk, now=NOON)

    with pytest.raises(activation.BadCode):
        activate(old.code)


def test_another_persons_name_does_not_open_it(clerk: Actor, student: int) -> None:
    [code] = activation.issue_codes([student], actor=clerk, now=NOON)

    with pytest.raises(activation.BadCode):
        activate(code.code, name="许文澜")
    activate(code.code)


@pytest.mark.parametrize(
    ("username", "password", "refusal"),
    [
        ("ab", GOOD, activation.BadUsername),
        ("a b c", GOOD, activation.BadUsername),
        (identity_number(1), GOOD, activation.BadUsername),
        ("shen", "12345678901", activation.WeakPassword),
        ("shen", "short", activation.WeakPassword),
    ],
)
def test_poor_names_and_passwords_are_refused_and_the_code_stays_good(
    clerk: Actor, student: int, username: str, password: str, refusal: type[Exception]
) -> None:
    [code] = activation.issue_codes([student], actor=clerk, now=NOON)

    with pytest.raises(refusal):
        activation.activate(
            code.code, "沈予安", username=username, password=password, device="x", now=NOON
        )
    activate(code.code)


def test_codes_are_issued_within_reach_only(student: int) -> None:
    stranger = actor(Role.LIAISON, organisation("S2"))

    assert activation.issue_codes([student], actor=stranger, now=NOON) == []
    with pytest.raises(NotPermitted):
        activation.issue_codes([student], actor=actor(Role.CITY_OFFICER), now=NOON)
    assert not Fact.objects.filter(verb="identity.codes.issued").exists()


def test_the_three_administrations_are_never_in_one_hand(student: int) -> None:
    guard = actor(Role.SECURITY_ADMIN)
    department = organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT)
    memberships.grant(student, department, Role.SYSTEM_ADMIN, actor=guard, now=NOON)

    for role in (Role.SECURITY_ADMIN, Role.AUDITOR, Role.OFFICE_OFFICER):
        with pytest.raises(memberships.SeparatedRoles):
            memberships.grant(student, department, role, actor=guard, now=NOON)


def test_an_institution_grants_roles_of_its_own_only(student: int, school: int) -> None:
    admin = actor(Role.INSTITUTION_ADMIN, school)
    other = organisation("S2")

    membership = memberships.grant(student, school, Role.TEACHER, actor=admin, now=NOON)
    with pytest.raises(memberships.OtherOrganisation):
        memberships.grant(student, other, Role.TEACHER, actor=admin, now=NOON)
    with pytest.raises(memberships.HeldAlready):
        memberships.grant(student, school, Role.TEACHER, actor=admin, now=NOON)

    memberships.end(membership, actor=admin, now=NOON)
    with pytest.raises(memberships.NoSuchMembership):
        memberships.end(membership, actor=admin, now=NOON)
