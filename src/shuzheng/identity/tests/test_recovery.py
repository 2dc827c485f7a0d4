"""A lost password: a new code, and its holder alone chooses another password."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact
from shuzheng.identity.models import Activation, ActivationCode, Membership, User
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.services import activation, memberships
from shuzheng.identity.tests.browsers import LONG_AGO, School, person, school
from shuzheng.identity.tests.cast import NOON, actor, organisation

pytestmark = pytest.mark.django_db

OLD, NEW = "correct-horse-7", "battery-staple-8"


@pytest.fixture
def here() -> School:
    return school()


@pytest.fixture
def user(here: School) -> User:
    [code] = activation.issue_codes(here.students[:1], actor=here.clerk, now=NOON)
    pk = activation.activate(
        code.code, "沈予安", username="shen", password=OLD, device="phone", now=NOON
    )
    return User.objects.get(pk=pk)


def recover(code: str, name: str = "沈予安", password: str = NEW) -> int:
    return activation.recover(code, name, password=password, device="phone", now=NOON)


def test_the_holder_chooses_a_new_password_and_keeps_the_account(here: School, user: User) -> None:
    [code] = activation.issue_recovery(here.students, actor=here.clerk, now=NOON)
    assert code.person_id == here.students[0]

    assert recover(code.code) == user.pk

    user.refresh_from_db()
    assert (user.username, user.check_password(NEW), user.check_password(OLD)) == (
        "shen",
        True,
        False,
    )
    assert [one.method for one in Activation.objects.order_by("pk")] == ["code", "recovery"]
    assert code.code not in str([*ActivationCode.objects.values()])
    assert NEW not in str([*Fact.objects.values()])
    assert facts.check_chain() == []


def test_until_it_is_used_nothing_changes_and_it_works_once(here: School, user: User) -> None:
    [code] = activation.issue_recovery([user.person_id], actor=here.clerk, now=NOON)
    user.refresh_from_db()
    assert user.check_password(OLD)

    recover(code.code)

    with pytest.raises(activation.BadCode):
        recover(code.code)


@pytest.mark.parametrize(
    ("name", "password", "refusal"),
    [
        ("许文澜", NEW, activation.BadCode),
        ("沈予安", "short", activation.WeakPassword),
        ("沈予安", "12345678901", activation.WeakPassword),
    ],
)
def test_a_wrong_name_or_a_poor_password_leaves_the_code_and_the_password_as_they_were(
    here: School, user: User, name: str, password: str, refusal: type[Exception]
) -> None:
    [code] = activation.issue_recovery([user.person_id], actor=here.clerk, now=NOON)

    with pytest.raises(refusal):
        recover(code.code, name, password)

    user.refresh_from_db()
    assert user.check_password(OLD)
    recover(code.code)


def test_codes_for_first_accounts_and_for_new_passwords_go_to_different_people(
    here: School, user: User
) -> None:
    first = activation.issue_codes(here.students, actor=here.clerk, now=NOON)
    again = activation.issue_recovery(here.students, actor=here.clerk, now=NOON)

    assert [one.person_id for one in first] == here.students[1:]
    assert [one.person_id for one in again] == [user.person_id]
    with pytest.raises(activation.BadCode):
        activation.recover(first[0].code, first[0].name, password=NEW, device="phone", now=NOON)


def test_a_recovery_code_on_the_first_accounts_page_is_recognised_as_such(
    here: School, user: User
) -> None:
    [code] = activation.issue_recovery([user.person_id], actor=here.clerk, now=NOON)

    with pytest.raises(activation.AlreadyActive):
        activation.activate(
            code.code, "沈予安", username="", password=NEW, device="phone", now=NOON
        )


def test_an_expired_code_and_a_closed_account_recover_nothing(here: School, user: User) -> None:
    [old] = activation.issue_recovery(
        [user.person_id], actor=here.clerk, now=NOON - timedelta(days=30)
    )
    with pytest.raises(activation.BadCode):
        recover(old.code)

    [code] = activation.issue_recovery([user.person_id], actor=here.clerk, now=NOON)
    User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(activation.BadCode):
        recover(code.code)


def test_nobody_gets_hold_of_a_higher_account_by_a_code(here: School, user: User) -> None:
    department = organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT)
    Membership.objects.create(
        person_id=user.person_id,
        organisation_id=department,
        role=Role.PROVINCIAL_ADMIN,
        since=LONG_AGO,
    )
    guard = actor(Role.SECURITY_ADMIN)

    for clerk in (here.clerk, actor(Role.OFFICE_OFFICER)):
        assert activation.issue_recovery([user.person_id], actor=clerk, now=NOON) == []
    assert len(activation.issue_recovery([user.person_id], actor=guard, now=NOON)) == 1


def test_a_liaison_does_not_issue_a_code_to_the_institutions_administrator(here: School) -> None:
    admin = person("周明远", 800)
    memberships.grant(
        admin, here.id, Role.INSTITUTION_ADMIN, actor=actor(Role.SECURITY_ADMIN), now=NOON
    )

    liaison = actor(Role.LIAISON, here.id, person_id=0)
    assert activation.issue_codes([admin], actor=liaison, now=NOON) == []
    assert len(activation.issue_codes([admin], actor=here.clerk, now=NOON)) == 1
