"""The evidence file leaves by a button, and whoever gets it drops it at the public page."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shuzheng.credentials.models import Certificate
from shuzheng.credentials.tests import visits
from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact
from shuzheng.identity.models import Person
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import browser, text

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from pytest_django import DjangoAssertNumQueries

    from shuzheng.credentials.tests.visits import Register

pytestmark = pytest.mark.django_db
EXPORTED = "credentials.evidence.exported"


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    return visits.register(monkeypatch)


def members(answer: Answer) -> list[str]:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    return sorted(zipfile.ZipFile(io.BytesIO(answer.content)).namelist())


def test_staff_say_why_before_the_file_leaves(register: Register) -> None:
    row = register.of("沈予安")
    desk = browser(Role.ORGANISATION_ISSUER, register.cast.holder)
    page = f"/certificates/{row.number}/evidence-file"

    assert page in text(desk.get(f"/certificates/{row.number}"))
    assert "Take out the evidence file of the certificate of 沈予安?" in text(desk.get(page))
    assert "What it is needed for" in text(desk.post(page, {"reason": ""}), 422)
    assert not Fact.objects.filter(verb=EXPORTED).exists()
    answer = desk.post(page, {"reason": "持有人与用人单位争议"})

    assert members(answer) == ["bundle.json", "checkpoint", "evidence.json", "evidence.pdf"]
    named = f'attachment; filename="evidence-{row.number}.zip"'
    assert answer["Content-Disposition"] == named
    fact = Fact.objects.get(verb=EXPORTED)
    assert facts.personal_of(fact) == {"reason": "持有人与用人单位争议"}


def test_the_office_finds_it_and_a_school_does_not(register: Register) -> None:
    row = register.of("沈予安")
    page = f"/certificates/{row.number}/evidence-file"
    office = browser(Role.OFFICE_OFFICER, register.office)
    school = browser(Role.LIAISON, register.cast.school)

    assert page in text(office.get(f"/certificates/{row.number}"))
    assert page not in text(school.get(f"/certificates/{row.number}"))
    assert school.get(page).status_code in {403, 404}
    assert school.post(page, {"reason": "x"}).status_code in {403, 404}


def test_the_holder_presses_a_button_on_the_phone(register: Register) -> None:
    holder = browser(Role.STUDENT)
    row = register.of("沈予安")
    Certificate.objects.filter(pk=row.pk).update(person=Person.objects.order_by("-pk")[0])
    page = f"/certificates/{row.number}/evidence-file"

    assert f'action="{page}"' in text(holder.get(f"/certificates/mine/{row.number}"))
    assert holder.get(page)["Location"] == f"/certificates/mine/{row.number}"
    assert len(members(holder.post(page))) == 4

    others = register.of("许文澜").number
    assert holder.post(f"/certificates/{others}/evidence-file").status_code == 404
    assert Fact.objects.filter(verb=EXPORTED).count() == 1


def taken_out(register: Register, name: str) -> bytes:
    """Return the evidence file of somebody's certificate, as the office takes it out."""
    page = f"/certificates/{register.of(name).number}/evidence-file"
    answer = browser(Role.OFFICE_OFFICER, register.office).post(page, {"reason": "争议"})
    return bytes(answer.content)


def dropped(body: bytes) -> Answer:
    file = SimpleUploadedFile("evidence.zip", body, "application/zip")
    return browser(Role.STUDENT).post("/verify/file", {"file": file})


@pytest.mark.rule("R-112")
def test_the_public_drop_judges_the_file_and_the_certificate_in_it(register: Register) -> None:
    row = register.of("沈予安")
    body = taken_out(register, "沈予安")

    page = text(dropped(body))

    assert "The evidence file is whole, and the certificate is in force" in page
    assert "File unpacked" in page
    assert "Changes of status" in page
    assert "1. 演示软件测试职业技能等级证书（中级）" in page
    assert "All 12 checks held" in page
    assert f"/v/{row.token}" in page
    register.revoke("沈予安")
    page = text(dropped(body))
    assert "The evidence file is whole; the certificate is revoked or replaced" in page
    assert "The register holds it as revoked since" in page


@pytest.mark.rule("R-112")
def test_an_altered_file_is_found_and_its_report_is_printed(register: Register) -> None:
    body = taken_out(register, "沈予安")
    altered = repacked(body, **{"evidence.pdf": b"%PDF-1.7 another paper"})

    answer = dropped(altered)

    page = text(answer)
    assert "The evidence file has been altered and must not be relied on" in page
    assert "“evidence.pdf” is not the one that belongs to evidence.json." in page
    report = browser(Role.STUDENT).post("/verify/report", {"finding": answer.context["sealed"]})
    assert (report.status_code, report["Content-Type"]) == (200, "application/pdf")


def test_a_file_under_another_certificate_shows_nothing_of_the_register(register: Register) -> None:
    mine, other = taken_out(register, "沈予安"), register.of("许文澜")
    forged = repacked(
        mine,
        **{"bundle.json": member(mine, "bundle.json").replace(b"\xe6\xb2\x88", b"\xe8\xae\xb8")},
    )

    page = text(dropped(forged))

    assert "The evidence file has been altered" in page
    assert other.token not in page
    assert register.of("沈予安").token not in page
    assert "No certificate with this number and this name is registered here." in page


@pytest.mark.parametrize("body", [b"PK\x03\x04", b"PK\x03\x04" + bytes(4_000)])
def test_what_is_packed_otherwise_is_no_certificate(register: Register, body: bytes) -> None:
    del register

    page = text(dropped(body))

    assert "The file is not an evidence file that can be checked" in page
    assert "The file is damaged or was not downloaded completely." in page


def test_dropping_a_file_costs_few_queries(
    register: Register, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    body = taken_out(register, "沈予安")
    dropped(body)

    with django_assert_max_num_queries(16):
        Client().post("/verify/file", {"file": SimpleUploadedFile("e.zip", body)})


def member(body: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(body)).read(name)


def repacked(body: bytes, **changed: bytes) -> bytes:
    """Return an evidence file with other members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in zipfile.ZipFile(io.BytesIO(body)).namelist():
            archive.writestr(name, changed.get(name, member(body, name)))
    return out.getvalue()
