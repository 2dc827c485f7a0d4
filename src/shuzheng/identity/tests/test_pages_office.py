"""Identity cases, busy devices, and what waits on the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.foundation import todos
from shuzheng.foundation.models import Fact
from shuzheng.identity.models import Activation, IdentityCase, Person
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.services import persons
from shuzheng.identity.tests.browsers import CARD, School, browser, school, soon, text
from shuzheng.identity.tests.cast import NOON, actor, organisation

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> School:
    return school("S1")


@pytest.fixture
def case(here: School) -> int:
    row = persons.PersonRow("沈予桉", CARD, here.numbers[0])
    persons.refer([row], organisation_id=here.id, actor=here.clerk, now=NOON)
    return IdentityCase.objects.get().pk


@pytest.fixture
def office() -> Client:
    return browser(Role.OFFICE_OFFICER, organisation("SDB", OrganisationKind.COORDINATION_OFFICE))


def test_a_case_shows_both_names_and_the_masked_document(
    office: Client, here: School, case: int
) -> None:
    listed = text(office.get("/cases"))
    page = text(office.get(f"/cases/{case}"))

    for shown in (listed, page):
        assert "沈予安" in shown
        assert "沈予桉" in shown
        assert "演示S1" in shown
        assert here.numbers[0] not in shown


@pytest.mark.parametrize(("outcome", "name"), [("kept", "沈予安"), ("renamed", "沈予桉")])
def test_the_office_decides_once_with_a_reason(
    office: Client, here: School, case: int, outcome: str, name: str
) -> None:
    url = f"/cases/{case}"
    assert office.post(url, {"outcome": outcome, "reason": "错"}).status_code == 422
    assert office.post(url, {"outcome": "forget", "reason": "学校笔误"}).status_code == 422

    assert office.post(url, {"outcome": outcome, "reason": "学校笔误"}).status_code == 302

    assert Person.objects.get(pk=here.students[0]).name == name
    assert Fact.objects.filter(verb="identity.case.closed").count() == 1
    assert "学校笔误" in text(office.get(url))
    assert office.post(url, {"outcome": "kept", "reason": "再来一次"}).status_code == 404
    assert "沈予桉" in text(office.get("/cases?view=closed"))
    assert office.get("/cases/999999").status_code == 404


@pytest.mark.parametrize("role", [Role.LIAISON, Role.PROVINCIAL_ADMIN, Role.CITY_OFFICER])
def test_only_the_office_sees_and_decides_cases(here: School, case: int, role: Role) -> None:
    them = browser(role, here.id)

    assert them.get("/cases").status_code == 403
    assert them.post(f"/cases/{case}", {"outcome": "kept", "reason": "学校笔误"}).status_code == 403


def test_open_cases_wait_on_the_offices_desk(here: School, case: int) -> None:
    del case
    [duty] = [
        one for one in todos.waiting_for(actor(Role.OFFICE_OFFICER), NOON) if one.url == "/cases"
    ]
    assert duty.count == 1
    assert not [one for one in todos.waiting_for(here.clerk, NOON) if one.url == "/cases"]


def test_a_device_that_made_many_accounts_is_shown_with_its_people(
    office: Client, here: School
) -> None:
    assert "No device stands out" in text(office.get("/activations"))
    for pk in (*here.students, *here.students[:2]):
        Activation.objects.create(
            person_id=pk, method="code", at=soon(), device_index="ab12cd34" * 8
        )

    page = text(office.get("/activations"))

    assert "Device ab12cd34" in page
    assert "沈予安" in page
    assert "软件2401" in page
    assert "ab12cd34ab12" not in page
    assert here.numbers[0] not in page


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.SECURITY_ADMIN, 200),
        (Role.AUDITOR, 200),
        (Role.LIAISON, 403),
        (Role.PROVINCIAL_ADMIN, 403),
    ],
)
def test_who_watches_activations(here: School, role: Role, status: int) -> None:
    assert browser(role, here.id).get("/activations").status_code == status
