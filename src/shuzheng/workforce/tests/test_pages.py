"""The pages of qualifications, by role and within reach."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest

from shuzheng.catalogue.models import CertificateType
from shuzheng.catalogue.rules.levels import Level
from shuzheng.foundation import clock, jobs, todos
from shuzheng.foundation.models import Fact, StoredFile
from shuzheng.identity.models import IdentityCase, Person
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import (
    MOST_QUERIES,
    browser,
    queries,
    school,
    soon,
    text,
    workbook,
)
from shuzheng.identity.tests.cast import NOON, actor, identity_number
from shuzheng.workforce.models import Qualification
from shuzheng.workforce.rules import qualifications as rules
from shuzheng.workforce.services import qualifications
from shuzheng.workforce.tests.cast import PDF, TODAY, granting, paper, qualified

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

HEAD = (
    "姓名",
    "证件类型",
    "证件号码",
    "证书代码",
    "等级",
    "资格类别",
    "来源",
    "资格证书编号",
    "发证日期",
    "有效期至",
)


def test_an_organisation_grants_on_a_document_and_sees_it_masked(staff: Client) -> None:
    row = qualified(staff)

    page = text(staff.get("/workforce"))
    assert "许文澜" in page
    assert "KP-1" in page
    detail = text(staff.get(f"/workforce/{row.pk}"))
    assert "资格.pdf" in detail
    assert "granted the qualification KP-1" in detail
    for shown in (page, detail):
        assert identity_number(600, "19800101") not in shown
    assert staff.get(f"/files/{row.document.uid}").status_code == 200


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"level": "advanced"}, "has no such level"),
        ({"expires_on": "2025-12-31"}, "would expire before it is issued"),
        ({"document_number": "123"}, "an identity number has 18 characters"),
        ({"certificate": "999999"}, "Select a valid choice"),
        ({"document": paper(b"MZ", "资格.exe")}, "cannot be taken here"),
        ({"document": paper(PDF[:-8])}, "is missing or damaged"),
        ({"document": paper(b"")}, "empty"),
    ],
)
def test_a_refused_grant_leaves_neither_person_nor_file(
    staff: Client, changes: dict[str, object], sentence: str
) -> None:
    answer = staff.post("/workforce/grant", granting(**changes))  # type: ignore[arg-type]

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Person.objects.filter(name="许文澜").exists()
    assert not StoredFile.objects.exists()


def test_a_number_given_before_is_refused(staff: Client) -> None:
    qualified(staff)

    answer = staff.post("/workforce/grant", granting())

    assert "has been given to another qualification" in answer.content.decode()
    assert StoredFile.objects.count() == 1


def test_a_document_under_another_name_is_a_case_and_grants_nothing(staff: Client) -> None:
    here = school()

    answer = staff.post("/workforce/grant", granting(document_number=here.numbers[0]), follow=True)

    assert "Nothing was granted" in answer.content.decode()
    assert IdentityCase.objects.get().given_name == "许文澜"
    assert not Qualification.objects.exists()


def test_another_organisations_qualifications_are_not_there(staff: Client, rival: int) -> None:
    row = qualified(staff)
    stranger = browser(Role.ORGANISATION_STAFF, rival)

    assert "许文澜" not in text(stranger.get("/workforce?view=all"))
    assert stranger.get(f"/workforce/{row.pk}").status_code == 404
    assert stranger.post(f"/workforce/{row.pk}/revoke", {"reason": "弄虚作假"}).status_code == 404
    assert stranger.get(f"/files/{row.document.uid}").status_code == 404


@pytest.mark.parametrize(
    ("role", "status", "granting_status"),
    [
        (Role.PROVINCIAL_ADMIN, 200, 403),
        (Role.OFFICE_OFFICER, 200, 403),
        (Role.LIAISON, 403, 403),
        (Role.ASSESSOR, 403, 403),
        (Role.STUDENT, 403, 403),
    ],
)
def test_each_role_comes_as_far_as_it_should(
    staff: Client, role: Role, status: int, granting_status: int
) -> None:
    row = qualified(staff)
    them = browser(role, row.organisation_id)

    assert them.get("/workforce").status_code == status
    assert them.get("/workforce/grant").status_code == granting_status
    assert them.get("/workforce/import").status_code == granting_status
    assert them.post(f"/workforce/{row.pk}/revoke", {"reason": "弄虚作假"}).status_code in {
        403,
        404,
    }


def test_who_has_not_signed_in_is_asked_to(client: Client) -> None:
    for url in ("/workforce", "/workforce/grant", "/workforce/1", "/workforce/recusals"):
        assert client.get(url)["Location"].startswith("/accounts/login/")


def test_a_qualification_is_revoked_after_a_question_and_once(staff: Client) -> None:
    row = qualified(staff)
    url = f"/workforce/{row.pk}/revoke"
    assert "Revoke the qualification KP-1?" in text(staff.get(url))
    assert staff.post(url, {"reason": ""}).status_code == 422

    assert staff.post(url, {"reason": "弄虚作假"}).status_code == 302

    page = text(staff.get(f"/workforce/{row.pk}"))
    assert "弄虚作假" in page
    assert "was revoked before" in staff.post(url, {"reason": "又一次"}).content.decode()
    assert "许文澜" in text(staff.get("/workforce?view=over"))
    assert "许文澜" not in text(staff.get("/workforce"))


def test_what_expires_soon_is_listed_and_waits_on_the_desk(staff: Client, firm: int) -> None:
    last = TODAY + timedelta(days=30)
    qualified(staff, expires_on=str(last))
    qualified(staff, number="KP-2", document_number=identity_number(601, "19800101"), name="林知远")

    page = text(staff.get("/workforce?view=expiring"))
    assert "KP-1" in page
    assert "KP-2" not in page
    here = actor(Role.ORGANISATION_STAFF, firm)
    [duty] = [one for one in todos.waiting_for(here, clock.now()) if "/workforce" in one.url]
    assert (duty.count, duty.due_on) == (1, last)


def test_filters_narrow_and_the_list_leaves_as_a_workbook(staff: Client) -> None:
    qualified(staff)
    qualified(staff, number="KP-2", level="elementary", kind="trainer", name="许文澜")

    page = text(staff.get("/workforce?level=elementary&kind=trainer"))
    assert "KP-2" in page
    assert "KP-1" not in page
    assert "KP-1" in text(staff.get("/workforce?q=KP-1"))
    answer = staff.get("/workforce?export=xlsx")
    page_ = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [page_["A3"].value, page_.max_row, page_["E4"].value] == ["姓名", 5, "中级"]
    assert Fact.objects.filter(verb="identity.list.exported").count() == 1


def evidence(client: Client) -> str:
    """Hand in the document of an import; return the address of the workbook's page."""
    answer = client.post("/workforce/import", {"document": paper()})
    assert answer.status_code == 302
    return str(answer["Location"])


def row(name: str, serial: int, **changes: object) -> tuple[object, ...]:
    values = {
        "name": name,
        "kind": "居民身份证",
        "document": identity_number(serial, "19800101"),
        "certificate": "D10001",
        "level": "中级",
        "what": "考评员",
        "background": "企业",
        "number": f"KP-{serial}",
        "issued": "2026-01-01",
        "expires": "2028-12-31",
        **changes,
    }
    return tuple(values.values())


def test_qualifications_come_in_by_workbook_on_one_document(staff: Client) -> None:
    begin = evidence(staff)
    rows = [
        row("林知远", 610),
        row("温如玉", 611, level="初级"),
        row("顾清和", 612, certificate="D10009"),
        row("秦越", 613, level="高级"),
        row("韩青", 614, expires="2025-01-01"),
    ]

    upload = staff.post(begin, {"file": workbook(HEAD, *rows)})["Location"]
    page = text(staff.get(upload))
    for reason in (
        "No certificate of your organisation has this code",
        "The certificate has no such level",
        "Before the day of issue",
    ):
        assert reason in page
    staff.post(f"{upload}choose", {"choice": "good"})
    jobs.run_waiting(soon())

    assert {one.number for one in Qualification.objects.all()} == {"KP-610", "KP-611"}
    assert {one.document_id for one in Qualification.objects.all()} == {StoredFile.objects.get().pk}
    assert Fact.objects.filter(verb="workforce.qualifications.granted").count() == 1
    again = staff.post(begin, {"file": workbook(HEAD, *rows[:2])})["Location"]
    assert "This number was given before" in text(staff.get(again))


def test_an_import_rests_on_a_document_of_ones_own(staff: Client, rival: int) -> None:
    begin = evidence(staff)
    stranger = browser(Role.ORGANISATION_STAFF, rival)

    assert stranger.get(begin).status_code == 404
    assert staff.get("/workforce/import/999999/").status_code == 404


def test_a_page_takes_no_more_queries_for_more_qualifications(staff: Client, firm: int) -> None:
    qualified(staff)
    few = queries(staff, "/workforce?size=100")
    document = StoredFile.objects.get().pk
    kind = CertificateType.objects.get(code="D10001").pk
    people = [school(f"S{n}", 200 + 3 * n).students for n in range(8)]
    qualifications.grant_all(
        [
            (
                pk,
                qualifications.Particulars(
                    certificate_type_id=kind,
                    level=Level.ELEMENTARY,
                    kind=rules.Kind.ASSESSOR,
                    background=rules.Background.SCHOOL,
                    number=f"KP-9{pk}",
                    issued_on=date(2026, 1, 1),
                    expires_on=date(2030, 1, 1),
                ),
            )
            for some in people
            for pk in some
        ],
        document_id=document,
        actor=actor(Role.ORGANISATION_STAFF, firm),
        now=NOON,
    )

    assert queries(staff, "/workforce?size=100") == few < MOST_QUERIES


@pytest.mark.parametrize(
    ("expires", "revoked", "state"),
    [
        (date(2026, 6, 1), None, rules.State.VALID),
        (date(2026, 5, 1), None, rules.State.EXPIRING),
        (date(2026, 3, 2), None, rules.State.EXPIRING),
        (date(2026, 3, 1), None, rules.State.EXPIRED),
        (date(2026, 6, 1), date(2026, 3, 2), rules.State.REVOKED),
        (date(2026, 6, 1), date(2026, 3, 3), rules.State.VALID),
    ],
)
def test_where_a_qualification_stands(
    expires: date, revoked: date | None, state: rules.State
) -> None:
    held = rules.Qualification(
        rules.Kind.ASSESSOR, 1, Level.ELEMENTARY, date(2026, 1, 1), expires, revoked
    )

    assert rules.state(held, date(2026, 3, 2)) is state
    assert rules.state(held, date(2025, 12, 31)) is rules.State.COMING
