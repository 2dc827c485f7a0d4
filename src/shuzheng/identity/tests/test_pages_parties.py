"""The pages of organisations: who sees which, registers, renames, exports; the import."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shuzheng.foundation import jobs
from shuzheng.foundation.models import Fact
from shuzheng.identity.models import Organisation, OrganisationName
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import (
    MOST_QUERIES,
    browser,
    queries,
    school,
    soon,
    text,
    workbook,
)
from shuzheng.identity.tests.cast import city, organisation

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

PARTY = {
    "kind": "institution",
    "institution_kind": "higher_vocational",
    "code": "N1",
    "name": "演示新学院",
    "division_code": "340100",
    "credit_code": "",
}
HEAD = ("院校代码", "院校名称", "院校类型", "行政区划代码", "统一社会信用代码")


@pytest.fixture
def office() -> Client:
    here = organisation("SDB", OrganisationKind.COORDINATION_OFFICE, name="演示试点办")
    return browser(Role.OFFICE_OFFICER, here)


def test_the_province_lists_every_party_by_kind_city_and_words(office: Client) -> None:
    city("340200", "芜湖市")
    organisation("S1", name="演示合肥学院")
    organisation(
        "S2", name="演示芜湖学校", division="340200", institution_kind="provincial_secondary"
    )
    organisation("E1", OrganisationKind.EVALUATION_ORGANISATION, name="演示评价组织")

    page = text(office.get("/parties"))
    assert "演示合肥学院" in page
    assert "演示芜湖学校" in page
    assert "演示评价组织" not in page
    assert "演示评价组织" in text(office.get("/parties?view=evaluation"))
    page = text(office.get("/parties?city=340200"))
    assert "演示芜湖学校" in page
    assert "演示合肥学院" not in page
    page = text(office.get("/parties?view=all&q=S1"))
    assert "演示合肥学院" in page
    assert "演示芜湖学校" not in page
    assert "Nothing" in text(office.get("/parties?kind=open_university"))


def test_the_office_registers_an_enterprise_and_finds_it_among_its_kind(office: Client) -> None:
    city()
    sent = {
        "kind": "enterprise",
        "enterprise_kind": "state_owned",
        "code": "Q1",
        "name": "演示机床厂",
        "division_code": "340100",
        "credit_code": "91350100m000100y43",
    }

    answer = office.post("/parties/register", sent)

    assert "State-owned enterprise" in text(office.get(answer["Location"]))
    assert "演示机床厂" in text(office.get("/parties?view=enterprise"))


def test_the_list_leaves_as_a_workbook_and_leaves_a_record(office: Client) -> None:
    organisation("S1", name="演示合肥学院")
    organisation("S2", name="=cmd()")

    answer = office.get("/parties?view=institution&export=xlsx&kind=higher_vocational")

    page = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [[cell.value for cell in line[:4]] for line in page.iter_rows(min_row=3)]
    assert rows == [
        ["代码", "名称", "机构类型", "院校类型"],
        ["S1", "演示合肥学院", "院校", "高等职业学校"],
        ["S2", "=cmd()", "院校", "高等职业学校"],
    ]
    assert page["B5"].data_type == "s"
    fact = Fact.objects.get(verb="identity.list.exported")
    assert fact.data == {"name": "院校与机构", "count": 2}


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.PROVINCIAL_ADMIN, 200),
        (Role.SECURITY_ADMIN, 200),
        (Role.CITY_OFFICER, 200),
        (Role.LIAISON, 302),
        (Role.ORGANISATION_STAFF, 302),
        (Role.TEACHER, 403),
        (Role.STUDENT, 403),
        (Role.SYSTEM_ADMIN, 403),
    ],
)
def test_each_role_comes_as_far_as_it_should(role: Role, status: int) -> None:
    assert browser(role, organisation("S1")).get("/parties").status_code == status


def test_who_has_not_signed_in_is_asked_to(client: Client) -> None:
    for url in ("/parties", "/parties/1", "/parties/1/staff", "/people", "/people/1", "/classes"):
        answer = client.get(url)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_a_party_sees_its_own_page_and_nobody_elses() -> None:
    here, there = organisation("S1"), organisation("S2")
    liaison = browser(Role.LIAISON, here, name="秦越")

    page = text(liaison.get(f"/parties/{here}"))
    assert "演示S1" in page
    assert "秦越" in page
    assert f"/standing/of/{here}" in page
    assert liaison.get(f"/parties/{there}").status_code == 404
    assert liaison.get(f"/parties/{there}/staff").status_code == 404
    assert liaison.get(f"/parties/{here}/rename").status_code == 403
    assert liaison.get("/parties/register").status_code == 403


def test_a_city_sees_its_own_area_only() -> None:
    city("340200", "芜湖市")
    near, far = organisation("S1"), organisation("S2", division="340200")
    bureau = organisation("B1", OrganisationKind.CITY_BUREAU)
    officer = browser(Role.CITY_OFFICER, bureau)

    assert officer.get(f"/parties/{near}").status_code == 200
    assert officer.get(f"/parties/{far}").status_code == 404
    assert "演示S2" not in text(officer.get("/parties"))
    assert officer.get(f"/parties/{near}/staff").status_code == 403


def test_the_office_registers_an_organisation(office: Client) -> None:
    answer = office.post("/parties/register", PARTY)

    made = Organisation.objects.get(code="N1")
    assert answer["Location"] == f"/parties/{made.pk}"
    assert made.institution_kind == "higher_vocational"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"code": "SDB"}, "The code SDB belongs to another organisation."),
        ({"division_code": "999999"}, "There is no division with the code 999999."),
        ({"credit_code": "123"}, "123 is not a valid unified social credit code."),
        ({"institution_kind": ""}, "Choose the kind of the institution"),
        ({"name": ""}, "Fill in: Name"),
        ({"code": "X" * 21}, "at most 20 characters"),
    ],
)
def test_a_refused_registration_keeps_what_was_typed(
    office: Client, changes: dict[str, str], sentence: str
) -> None:
    answer = office.post("/parties/register", {**PARTY, **changes})

    assert answer.status_code in {409, 422}
    page = answer.content.decode()
    assert sentence in page
    assert 'value="340100"' in page or 'value="999999"' in page
    assert Organisation.objects.count() == 1


def test_a_new_name_is_kept_by_date(office: Client) -> None:
    here = organisation("S1", name="演示甲学院")

    answer = office.post(f"/parties/{here}/rename", {"name": "演示乙学院", "since": "2025-09-01"})

    assert answer.status_code == 302
    page = text(office.get(f"/parties/{here}"))
    assert "演示甲学院" in page
    assert "演示乙学院" in page
    answer = office.post(f"/parties/{here}/rename", {"name": "丙", "since": "2020-01-01"})
    assert "The new name must begin after 2025-09-01." in answer.content.decode()
    assert OrganisationName.objects.count() == 3  # with the office's own


def test_staff_are_listed_by_role_with_their_accounts() -> None:
    here = school()
    admin = browser(Role.INSTITUTION_ADMIN, here.id, name="周明远")

    page = text(admin.get(f"/parties/{here.id}/staff"))

    assert "周明远" in page
    assert "Administrator of the institution" in page
    assert "Can sign in" in page
    assert "沈予安" not in page


def test_institutions_come_in_by_a_workbook_and_the_same_again_is_refused(office: Client) -> None:
    city()
    rows = [
        HEAD,
        ("N1", "演示甲学院", "高职", "340100", ""),
        ("N2", "演示乙学校", "中职", "340100", ""),
        ("SDB", "演示丙学校", "中职", "340100", ""),
        ("N4", "演示丁学校", "中职", "999999", ""),
        ("N5", "演示戊学校", "幼儿园", "340100", ""),
        ("N6", "演示己学校", "中职", "340100", "91350100M000100Y44"),
    ]

    answer = office.post("/parties/import/", {"file": workbook(*rows)})
    page = text(office.get(answer["Location"]))
    for reason in (
        "An organisation with this code is registered",
        "There is no division with this code",
        "Not a unified social credit code",
        "Choose one of",
    ):
        assert reason in page
    office.post(f"{answer['Location']}choose", {"choice": "good"})
    jobs.run_waiting(soon())

    assert sorted(
        Organisation.objects.filter(code__startswith="N").values_list("code", flat=True)
    ) == [
        "N1",
        "N2",
    ]
    assert "Institutions registered" in text(office.get(answer["Location"]))
    assert Fact.objects.filter(verb="identity.organisations.registered").count() == 1


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("院校.xlsx", b"not a workbook"),
        SimpleUploadedFile("院校.pdf", b"%PDF-1.4"),
        SimpleUploadedFile("院校.xlsx", b""),
    ],
    ids=["damaged", "wrong type", "empty"],
)
def test_a_file_that_is_no_workbook_is_refused_in_words(
    office: Client, upload: SimpleUploadedFile
) -> None:
    answer = office.post("/parties/import/", {"file": upload})

    assert answer.status_code in {413, 415, 422}
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("url", ["/parties?size=100", "/parties/{party}", "/parties/{party}/staff"])
def test_a_page_takes_no_more_queries_for_more_parties_and_staff(office: Client, url: str) -> None:
    here = school()
    address = url.format(party=here.id)
    browser(Role.LIAISON, here.id)
    few = queries(office, address)
    for number in range(20):
        organisation(f"N{number}")
        browser(Role.TEACHER, here.id)

    assert queries(office, address) == few < MOST_QUERIES
