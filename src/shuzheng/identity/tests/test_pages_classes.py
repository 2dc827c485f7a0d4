"""Classes, their teachers, one-time codes on slips, and students by workbook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from shuzheng.foundation import jobs
from shuzheng.foundation.documents.tests import reading
from shuzheng.foundation.models import Fact, Job
from shuzheng.identity.models import (
    ActivationCode,
    ClassTeacher,
    Enrolment,
    IdentityCase,
    Person,
    User,
)
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.services import activation, guardians, memberships, persons
from shuzheng.identity.tests.browsers import (
    CARD,
    MOST_QUERIES,
    School,
    browser,
    crowd,
    person,
    queries,
    school,
    soon,
    text,
    workbook,
)
from shuzheng.identity.tests.cast import NOON, actor, identity_number, organisation

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

CODE = re.compile(r"[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}")
HEAD = ("姓名", "证件类型", "证件号码", "手机号", "学号", "入学年份", "班级", "院系", "专业代码")


@pytest.fixture
def here() -> School:
    return school("S1")


@pytest.fixture
def there() -> School:
    return school("S2", 200)


@pytest.fixture
def liaison(here: School) -> Client:
    return browser(Role.LIAISON, here.id)


def test_the_list_says_who_cannot_sign_in_yet(liaison: Client, here: School, there: School) -> None:
    page = text(liaison.get("/classes"))
    assert "软件2401" in page
    assert "3 without an account" in page
    assert f"/classes/{there.class_id}" not in page

    activation.issue_codes(here.students, actor=here.clerk, now=soon())
    assert "3 hold a code" in text(liaison.get("/classes"))
    assert "No classes yet" in text(liaison.get("/classes?view=without"))


def test_the_province_sees_every_class_and_narrows_by_institution(
    here: School, there: School
) -> None:
    office = browser(Role.OFFICE_OFFICER, organisation("SDB", OrganisationKind.COORDINATION_OFFICE))

    page = text(office.get("/classes"))
    assert f"/classes/{here.class_id}" in page
    assert f"/classes/{there.class_id}" in page
    page = text(office.get(f"/classes?organisation={here.id}&year=2024"))
    assert f"/classes/{there.class_id}" not in page
    assert "Import students" not in page


def test_another_institutions_class_is_not_there(liaison: Client, there: School) -> None:
    for page in ("", "/teacher", "/codes"):
        assert liaison.get(f"/classes/{there.class_id}{page}").status_code == 404
    assert liaison.post(f"/classes/{there.class_id}/codes").status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [(Role.TEACHER, 403), (Role.CITY_OFFICER, 403), (Role.STUDENT, 403)]
)
def test_roles_without_people_see_no_classes(here: School, role: Role, status: int) -> None:
    them = browser(role, here.id)

    assert them.get("/classes").status_code == status
    assert them.get("/classes/import/").status_code in {403, 404}
    assert them.post(f"/classes/{here.class_id}/codes").status_code in {403, 404}


def test_a_teacher_is_appointed_from_the_schools_own(liaison: Client, here: School) -> None:
    url = f"/classes/{here.class_id}/teacher"
    assert "Register the teacher first." in text(liaison.get(url))
    teacher, stranger = person("林知远", 700), person("陌生人", 701)
    memberships.grant(teacher, here.id, Role.TEACHER, actor=actor(Role.SECURITY_ADMIN), now=NOON)

    assert liaison.post(url, {"teacher": stranger}).status_code == 422
    assert liaison.post(url, {"teacher": teacher}).status_code == 302

    assert ClassTeacher.objects.get().person_id == teacher
    assert "林知远" in text(liaison.get(f"/classes/{here.class_id}"))


def test_codes_are_on_the_slips_and_nowhere_else(liaison: Client, here: School) -> None:
    url = f"/classes/{here.class_id}/codes"
    assert "3 students have no account yet" in text(liaison.get(url))
    assert not ActivationCode.objects.exists()

    answer = liaison.post(url)

    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    shown = reading.words(answer.content)
    codes = CODE.findall(shown)
    assert len(codes) == 3
    assert "沈予安" in shown
    assert "软件2401" in shown
    assert here.numbers[0] not in shown
    stored = str([*ActivationCode.objects.values(), *Fact.objects.values()])
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)
    assert Fact.objects.filter(verb="identity.codes.issued").count() == 1
    user = activation.activate(
        codes[0], "沈予安", username="shen", password="correct-horse-7", device="x", now=soon()
    )
    assert User.objects.get(pk=user).person_id == here.students[0]


def test_issuing_again_voids_the_slips_before_and_needs_a_post(
    liaison: Client, here: School
) -> None:
    url = f"/classes/{here.class_id}/codes"
    first = CODE.findall(reading.words(liaison.post(url).content))
    assert "3 hold a code that works" in text(liaison.get(url))
    second = CODE.findall(reading.words(liaison.post(url).content))

    assert set(first).isdisjoint(second)
    with pytest.raises(activation.BadCode):
        activation.activate(
            first[0], "沈予安", username="shen", password="correct-horse-7", device="x", now=soon()
        )


def test_guardians_get_slips_of_their_own(liaison: Client, here: School) -> None:
    row = persons.PersonRow("沈怀远", CARD, identity_number(902, "19800101"))
    guardians.register_and_name(here.students[0], row, "father", actor=here.clerk, now=NOON)

    answer = liaison.post(f"/classes/{here.class_id}/codes", {"for": "guardians"})

    shown = reading.words(answer.content)
    assert "沈怀远" in shown
    assert "监护人" in shown
    assert "沈予安" not in shown
    assert len(CODE.findall(shown)) == 1


def test_where_nobody_is_left_the_page_says_so(liaison: Client, here: School) -> None:
    for number, (pk, name) in enumerate(
        zip(here.students, ("沈予安", "许文澜", "陆见川"), strict=True)
    ):
        [code] = activation.issue_codes([pk], actor=here.clerk, now=soon())
        activation.activate(
            code.code,
            name,
            username=f"user{number}",
            password="correct-horse-7",
            device="x",
            now=soon(),
        )

    answer = liaison.post(f"/classes/{here.class_id}/codes")

    assert answer.status_code == 409
    assert "nobody here to whom a code can be issued" in answer.content.decode()


def test_a_lost_password_is_replaced_by_its_holder_alone(
    liaison: Client, here: School, client: Client
) -> None:
    [first] = activation.issue_codes(here.students[:1], actor=here.clerk, now=soon())
    activation.activate(
        first.code, "沈予安", username="shen", password="correct-horse-7", device="x", now=soon()
    )
    url = f"/people/{here.students[0]}/code"
    assert "chooses a new password" in text(liaison.get(url))
    [code] = CODE.findall(reading.words(liaison.post(url).content))
    data = {"code": code, "name": "沈予安", "password": "battery-staple-8"}

    wrong = client.post("/recover", {**data, "again": "battery-staple-9"})
    assert wrong.status_code == 422
    assert (
        client.post("/recover", {**data, "name": "许文澜", "again": data["password"]}).status_code
        == 422
    )
    answer = client.post("/recover", {**data, "again": data["password"]})

    assert answer["Location"] == "/accounts/login/"
    assert "_auth_user_id" not in client.session
    assert User.objects.get(username="shen").check_password("battery-staple-8")
    assert code not in str(dict(client.session))


def test_who_forgot_a_password_is_led_to_the_page_of_codes(client: Client) -> None:
    answer = client.get("/accounts/password/reset/")

    assert answer["Location"] == "/recover"
    assert client.get("/recover").status_code == 200


def test_a_recovery_code_on_the_first_page_leads_on_to_the_new_password(
    here: School, client: Client
) -> None:
    [first] = activation.issue_codes(here.students[:1], actor=here.clerk, now=soon())
    activation.activate(
        first.code, "沈予安", username="shen", password="correct-horse-7", device="x", now=soon()
    )
    [code] = activation.issue_recovery(here.students[:1], actor=here.clerk, now=soon())

    page = client.post(
        "/activate",
        {
            "code": code.code,
            "name": "沈予安",
            "username": "another",
            "password": "battery-staple-8",
            "again": "battery-staple-8",
        },
        headers={"Accept-Language": "en"},
    ).content.decode()

    assert "You have an account already." in page
    assert 'action="/recover"' in page
    assert "battery-staple-8" not in page
    assert User.objects.get(username="shen").check_password("correct-horse-7")


def rows(*people: tuple[object, ...]) -> list[tuple[object, ...]]:
    return [HEAD, *people]


def student(name: str, number: str, group: str = "软件2402") -> tuple[object, ...]:
    return (name, "居民身份证", number, "13800000019", "", 2024, group, "信息学院", "")


def take_in(client: Client, *people: tuple[object, ...]) -> str:
    """Upload a list of students, import its good rows; return the address of the upload."""
    answer = client.post("/classes/import/", {"file": workbook(*rows(*people))})
    assert answer.status_code == 302, answer.content.decode().split("<main")[-1][:2000]
    client.post(f"{answer['Location']}choose", {"choice": "good"})
    jobs.run_waiting(soon())
    assert [one.state for one in Job.objects.exclude(state="succeeded")] == []
    return str(answer["Location"])


def test_students_come_in_by_workbook_and_twice_changes_nothing(liaison: Client) -> None:
    people = [student(f"学生{c}", identity_number(910 + n)) for n, c in enumerate("甲乙丙")]

    page = text(liaison.get(take_in(liaison, *people)))
    assert "3 people" in page
    assert Enrolment.objects.filter(school_class__name="软件2402").count() == 3
    before = Person.objects.count(), Enrolment.objects.count()

    more = student("学生丁", identity_number(920))
    take_in(liaison, *people, more)

    assert (Person.objects.count(), Enrolment.objects.count()) == (before[0] + 1, before[1] + 1)


def test_a_student_in_another_class_stays_there_and_the_clerk_is_told(
    liaison: Client, here: School
) -> None:
    upload = liaison.post(
        "/classes/import/",
        {"file": workbook(*rows(student("沈予安", here.numbers[0], "软件2499")))},
    )["Location"]

    assert "Enrolled in 软件2401 already; stays there" in text(liaison.get(upload))


def test_a_known_number_under_another_name_is_kept_out_and_goes_to_the_office(
    liaison: Client, there: School
) -> None:
    address = take_in(
        liaison, student("学生甲", identity_number(910)), student("另一名", there.numbers[0])
    )

    page = text(liaison.get(f"{address}"))
    assert there.numbers[0] not in page
    assert IdentityCase.objects.get().given_name == "另一名"
    assert not Enrolment.objects.filter(person_id=there.students[0], school_class__name="软件2402")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("甲", "居民身份证", 340100200801010011, "", "", 2024, "班", "", ""), "digits are lost"),
        (("甲", "护照", "AB-12", "", "", 2024, "班", "", ""), "5 to 20 letters and digits"),
        (("甲", "居民身份证", "", "", "", 2024, "班", "", ""), "Fill this in"),
        (("甲", "图书证", "123456", "", "", 2024, "班", "", ""), "Choose one of"),
        (("甲", "护照", "E12345678", "", "", 1024, "班", "", ""), "At least 2000"),
        (("甲", "护照", "E12345678", "110", "", 2024, "班", "", ""), "Has 3 digits"),
    ],
)
def test_a_bad_cell_is_named_with_its_reason(
    liaison: Client, row: tuple[object, ...], reason: str
) -> None:
    answer = liaison.post("/classes/import/", {"file": workbook(*rows(row))})

    assert reason in text(liaison.get(answer["Location"]))
    assert not Enrolment.objects.filter(school_class__name="班").exists()


def test_students_are_imported_by_institutions_only() -> None:
    firm = organisation("E1", OrganisationKind.EVALUATION_ORGANISATION)
    office = organisation("SDB", OrganisationKind.COORDINATION_OFFICE)

    assert browser(Role.ORGANISATION_STAFF, firm).get("/classes/import/").status_code == 403
    guard = browser(Role.SECURITY_ADMIN, office)
    assert browser(Role.OFFICE_OFFICER, office).get("/classes/import/").status_code == 403
    assert guard.get("/classes/import/").status_code == 403
    assert guard.get("/classes").status_code == 403


def test_an_upload_is_its_institutions_own(liaison: Client, there: School) -> None:
    upload = liaison.post(
        "/classes/import/", {"file": workbook(*rows(student("学生甲", identity_number(910))))}
    )["Location"]
    stranger = browser(Role.LIAISON, there.id)

    assert stranger.get(upload).status_code == 404
    assert stranger.post(f"{upload}choose", {"choice": "good"}).status_code == 404


@pytest.mark.parametrize("url", ["/classes", "/classes/{group}", "/classes/{group}/codes"])
def test_a_page_takes_no_more_queries_for_more_students(
    liaison: Client, here: School, url: str
) -> None:
    address = url.format(group=here.class_id)
    few = queries(liaison, address)
    crowd(here)

    assert queries(liaison, address) == few < MOST_QUERIES
