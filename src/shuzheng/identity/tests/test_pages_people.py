"""The pages of persons: masked, within reach, found by POST, opened for a reason only."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from django.contrib.sessions.models import Session

from shuzheng.foundation.models import Fact
from shuzheng.identity.models import IdentityCase, Membership, Person
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import (
    MOST_QUERIES,
    School,
    browser,
    crowd,
    person,
    queries,
    school,
    text,
)
from shuzheng.identity.tests.cast import identity_number, organisation

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

PERSON = {
    "name": "顾清和",
    "document_kind": "resident_identity_card",
    "document_number": identity_number(900),
    "phone": "13800000018",
}


@pytest.fixture
def here() -> School:
    return school("S1", born="20120101")


@pytest.fixture
def there() -> School:
    return school("S2", 200)


@pytest.fixture
def admin(here: School) -> Client:
    return browser(Role.INSTITUTION_ADMIN, here.id, name="周明远")


@pytest.fixture
def office() -> Client:
    return browser(Role.OFFICE_OFFICER, organisation("SDB", OrganisationKind.COORDINATION_OFFICE))


@pytest.fixture
def guard() -> Client:
    department = organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT)
    return browser(Role.SECURITY_ADMIN, department)


def test_the_list_shows_ones_own_people_masked(admin: Client, here: School, there: School) -> None:
    page = text(admin.get("/people"))

    assert "沈予安" in page
    assert f"/people/{here.students[0]}" in page
    assert f"/people/{there.students[0]}" not in page
    assert f"3499****{here.numbers[0][-4:]}" in page
    for number in here.numbers:
        assert number not in page
    assert "13800000017" not in page


def test_views_and_filters_narrow_the_list(admin: Client, office: Client, there: School) -> None:
    def rows(url: str, browser: Client = admin) -> str:
        return text(browser.get(url)).partition("<tbody")[2]

    assert "周明远" not in rows("/people?view=students")
    assert "周明远" in rows("/people?view=staff")
    assert "沈予安" not in rows("/people?view=staff")
    assert "周明远" in rows("/people?account=active")
    assert "周明远" not in rows("/people?account=none")
    assert "Nobody here yet" in text(admin.get("/people?view=others"))
    only = rows(f"/people?organisation={there.id}", office)
    assert f"/people/{there.students[0]}" in only
    assert "周明远" not in only


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.PROVINCIAL_ADMIN, 200),
        (Role.SECURITY_ADMIN, 200),
        (Role.LIAISON, 200),
        (Role.CITY_OFFICER, 403),
        (Role.TEACHER, 403),
        (Role.ORGANISATION_STAFF, 403),
        (Role.AUDITOR, 403),
        (Role.STUDENT, 403),
        (Role.GUARDIAN, 403),
    ],
)
def test_each_role_sees_people_or_does_not(here: School, role: Role, status: int) -> None:
    them = browser(role, here.id)

    assert them.get("/people").status_code == status
    assert them.post("/people", {"q": "沈"}).status_code == status


def test_a_person_is_found_by_name_or_by_the_whole_number_only(
    admin: Client, here: School, there: School
) -> None:
    def found(words: str) -> str:
        return text(admin.post("/people", {"q": words}))

    assert "沈予安" in found("沈")
    assert "沈予安" in found(here.numbers[0].lower())
    assert "Nobody was found" in found(here.numbers[0][:10])
    assert "Nobody was found" in found(there.numbers[0])
    assert "Nobody was found" in found("3499****0011")
    assert admin.post("/people", {"q": ""}).status_code == 422


def test_a_search_leaves_nothing_in_addresses_sessions_or_logs(
    admin: Client, here: School, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = admin.post("/people", {"q": here.numbers[0]})

    assert answer.status_code == 200
    assert here.numbers[0] not in caplog.text
    assert all(here.numbers[0] not in str(one.get_decoded()) for one in Session.objects.all())
    assert not Fact.objects.filter(verb__startswith="identity.person.").exists()


def test_another_institutions_person_is_not_there(admin: Client, there: School) -> None:
    stranger = there.students[0]

    for page in ("", "/unmask", "/guardian", "/code", "/roles"):
        answer = admin.get(f"/people/{stranger}{page}")
        assert answer.status_code == 404, page
    answer = admin.post(f"/people/{stranger}/unmask", {"field": "document", "reason": "核对证件"})
    assert answer.status_code == 404
    assert admin.get("/people/999999").status_code == 404


def test_a_learner_does_not_open_the_staffs_page_of_oneself(here: School) -> None:
    student = browser(Role.STUDENT, here.id)
    own = Membership.objects.get(role=Role.STUDENT, person__name="经办人").person_id

    assert student.get(f"/people/{own}").status_code == 403
    assert student.post(f"/people/{own}/unmask", {"field": "document"}).status_code == 403


def test_the_page_of_a_person_hides_what_is_elsewhere(
    admin: Client, office: Client, here: School, there: School
) -> None:
    Membership.objects.create(
        person_id=here.students[0], organisation_id=there.id, role=Role.TEACHER, since="2020-01-01"
    )

    ours = text(admin.get(f"/people/{here.students[0]}"))
    assert "软件2401" in ours
    assert "Under 18" in ours
    assert "演示S2" not in ours
    assert here.numbers[0] not in ours
    assert "演示S2" in text(office.get(f"/people/{here.students[0]}"))


def test_a_number_is_opened_once_for_a_reason_and_leaves_a_fact(
    admin: Client, here: School, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    url = f"/people/{here.students[0]}/unmask"
    assert here.numbers[0] not in text(admin.get(url))

    short = admin.post(url, {"field": "document", "reason": "看"})
    assert short.status_code == 422
    assert not Fact.objects.filter(verb="identity.person.unmasked").exists()

    page = text(admin.post(url, {"field": "document", "reason": "核对准考证"}))

    assert here.numbers[0] in page
    fact = Fact.objects.get(verb="identity.person.unmasked")
    assert fact.data == {"field": "document", "reason": "核对准考证"}
    assert here.numbers[0] not in str([*Fact.objects.values()])
    assert here.numbers[0] not in caplog.text
    assert all(here.numbers[0] not in str(one.get_decoded()) for one in Session.objects.all())
    after = text(admin.get(f"/people/{here.students[0]}"))
    assert here.numbers[0] not in after
    assert "opened the whole document number: 核对准考证" in after


def test_the_telephone_is_opened_alike_and_offered_only_where_there_is_one(
    admin: Client, here: School
) -> None:
    url = f"/people/{here.students[0]}/unmask"
    assert "13800000017" in text(admin.post(url, {"field": "phone", "reason": "联系家长"}))

    Person.objects.filter(pk=here.students[1]).update(phone_sealed="", phone_masked="")
    answer = admin.post(
        f"/people/{here.students[1]}/unmask", {"field": "phone", "reason": "联系家长"}
    )
    assert answer.status_code == 422


def test_a_school_registers_its_own_students_and_staff(admin: Client) -> None:
    student = {**PERSON, "class_name": "软件2402", "entry_year": "2024"}
    answer = admin.post("/people/register?as=student", student)
    made = Person.objects.get(name="顾清和")
    assert answer["Location"] == f"/people/{made.pk}"
    assert "软件2402" in text(admin.get(answer["Location"]))

    teacher = {**PERSON, "name": "林知远", "document_number": identity_number(901)}
    admin.post("/people/register?as=staff", {**teacher, "role": "teacher"})
    assert Membership.objects.get(person__name="林知远").role == "teacher"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"document_number": identity_number(900)[:-1] + "0"}, "the last character does not fit"),
        ({"document_number": "123"}, "an identity number has 18 characters"),
        ({"name": "顾3"}, "This name cannot be right"),
        ({"phone": "123"}, "A mobile number has 11 digits"),
        ({"class_name": ""}, "Fill in: Class"),
        ({"entry_year": "1"}, "Give a whole number from 2,000"),
        ({"entry_year": ""}, "Fill in: Year of intake"),
    ],
)
def test_a_refused_registration_says_why_and_registers_nobody(
    admin: Client, changes: dict[str, str], sentence: str
) -> None:
    number = identity_number(900)
    wrong = number[:-1] + ("1" if number.endswith("0") else "0")
    changes = {k: wrong if v == number[:-1] + "0" else v for k, v in changes.items()}
    data = {**PERSON, "class_name": "软件2402", "entry_year": "2024", **changes}

    answer = admin.post("/people/register?as=student", data)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Person.objects.filter(name="顾清和").exists()


def test_a_known_document_under_another_name_is_said_and_handed_to_the_office(
    admin: Client, office: Client, there: School
) -> None:
    data = {**PERSON, "name": "另一名", "document_number": there.numbers[0], "role": "teacher"}

    page = text(admin.post("/people/register?as=staff", data, follow=True))

    assert "This document is registered under another name." in page
    case = IdentityCase.objects.get()
    assert "另一名" in text(office.get(f"/cases/{case.pk}"))


def test_the_office_registers_social_learners_and_the_security_administrator_people(
    office: Client, guard: Client
) -> None:
    office.post("/people/register", PERSON)
    assert Membership.objects.get(person__name="顾清和").role == "social_learner"

    other = {**PERSON, "name": "林知远", "document_number": identity_number(901)}
    guard.post("/people/register", other)
    assert not Membership.objects.filter(person__name="林知远").exists()
    assert Person.objects.filter(name="林知远").exists()


def test_a_guardian_is_named_and_reached(admin: Client, here: School) -> None:
    url = f"/people/{here.students[0]}/guardian"
    guardian = {**PERSON, "name": "沈怀远", "document_number": identity_number(902, "19800101")}

    assert admin.post(url, {**guardian, "relation": "father"}).status_code == 302

    page = text(admin.get(f"/people/{here.students[0]}"))
    assert "沈怀远" in page
    assert "Father" in page
    own = {**guardian, "name": "沈予安", "document_number": here.numbers[0], "relation": "other"}
    assert "Nobody can be his or her own guardian." in admin.post(url, own).content.decode()


def test_a_school_grants_and_ends_roles_of_its_own(admin: Client, here: School) -> None:
    url = f"/people/{here.students[0]}/roles"
    page = text(admin.get(url))
    assert "Site administrator" in page
    assert "Security administrator" not in page

    assert admin.post(url, {"role": "site_admin"}).status_code == 302
    again = admin.post(url, {"role": "site_admin"})
    assert again.status_code == 409
    assert "This person holds this role here already." in again.content.decode()
    assert admin.post(url, {"role": "provincial_admin"}).status_code == 422

    held = Membership.objects.get(role="site_admin")
    assert "End the role of 沈予安?" in text(admin.get(f"/roles/{held.pk}/end"))
    admin.post(f"/roles/{held.pk}/end")
    held.refresh_from_db()
    assert held.until is not None
    assert admin.get(f"/roles/{held.pk}/end").status_code == 404


def test_a_school_neither_sees_nor_ends_roles_elsewhere(admin: Client, there: School) -> None:
    held = Membership.objects.create(
        person_id=there.students[0], organisation_id=there.id, role=Role.TEACHER, since="2020-01-01"
    )

    assert admin.get(f"/roles/{held.pk}/end").status_code == 404
    assert admin.post(f"/roles/{held.pk}/end").status_code == 404
    held.refresh_from_db()
    assert held.until is None


def test_the_security_administrator_grants_anywhere_what_belongs_there(guard: Client) -> None:
    office = organisation("SDB", OrganisationKind.COORDINATION_OFFICE)
    someone = person("林知远", 903)
    url = f"/people/{someone}/roles"

    wrong = guard.post(url, {"organisation": office, "role": "teacher"})
    assert wrong.status_code == 422
    assert "is not held in an organisation of this kind" in wrong.content.decode()
    assert guard.post(url, {"organisation": office, "role": "office_officer"}).status_code == 302
    second = guard.post(url, {"organisation": office, "role": "auditor"})
    assert "three separate roles" in second.content.decode()


@pytest.mark.parametrize("role", ["provincial_admin", "student", ""])
def test_a_school_registers_nobody_in_a_role_that_is_not_its_own(admin: Client, role: str) -> None:
    answer = admin.post("/people/register?as=staff", {**PERSON, "role": role})

    assert answer.status_code == 422
    assert not Person.objects.filter(name="顾清和").exists()


def test_a_liaison_registers_students_only(here: School) -> None:
    liaison = browser(Role.LIAISON, here.id)

    page = text(liaison.get("/people/register?as=staff"))

    assert "Year of intake" in page
    assert "Member of staff" not in page


@pytest.mark.parametrize("role", [Role.LIAISON, Role.OFFICE_OFFICER])
def test_whoever_may_not_grant_roles_is_told_so(here: School, role: Role) -> None:
    them = browser(role, here.id)

    assert them.get(f"/people/{here.students[0]}/roles").status_code == 403
    assert them.post(f"/people/{here.students[0]}/roles", {"role": "teacher"}).status_code == 403


@pytest.mark.parametrize("url", ["/people", "/people?size=100", "/people/{student}"])
def test_a_page_takes_no_more_queries_for_more_people(
    admin: Client, here: School, url: str
) -> None:
    address = url.format(student=here.students[0])
    few = queries(admin, address)
    crowd(here)

    assert queries(admin, address) == few < MOST_QUERIES
