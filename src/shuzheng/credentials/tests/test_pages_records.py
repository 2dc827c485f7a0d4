"""The whole record on the holder's phone, its key on the desk, its file at the public drop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shuzheng.credentials.core import jsontext
from shuzheng.credentials.models import Certificate, IssuerKey, KeyChange
from shuzheng.credentials.services import keys, records
from shuzheng.credentials.tests import visits
from shuzheng.credentials.tests.cast import LATER
from shuzheng.foundation.models import Fact
from shuzheng.identity.models import Person
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import browser, text
from shuzheng.identity.tests.cast import actor, organisation

if TYPE_CHECKING:
    from django.test import Client

    from shuzheng.credentials.tests.visits import Register

pytestmark = pytest.mark.django_db
PAGE, SIGN = "/certificates/mine/records", "/certificates/mine/records/sign"
KEYS = "/certificates/keys"


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT, name="演示省教育厅")
    return visits.register(monkeypatch)


@pytest.fixture
def signing(register: Register) -> Register:
    """Return the register of a province that has its key."""
    security = actor(Role.SECURITY_ADMIN, person_id=888_888)
    change = keys.propose_first("开通学习成果记录", actor=security, now=LATER)
    office = actor(Role.OFFICE_OFFICER, register.office, person_id=999_999)
    keys.confirm(change, actor=office, now=LATER)
    visits.publish()
    return register


def holder_of(register: Register, *names: str) -> tuple[Client, int]:
    """Return the browser of a student who bears the name of the first and holds these."""
    student = browser(Role.STUDENT)
    person = Person.objects.order_by("-pk")[0]
    Person.objects.filter(pk=person.pk).update(name=names[0])
    for name in names:
        Certificate.objects.filter(pk=register.of(name).pk).update(person=person)
    return student, person.pk


def test_a_holder_sees_what_goes_in_and_downloads_it(signing: Register) -> None:
    student, person = holder_of(signing, "沈予安")
    row = signing.of("沈予安")

    assert "All certificates in one file" in text(student.get("/certificates/mine"))
    page = text(student.get(PAGE))
    assert "1 certificate goes in" in page
    assert "演示软件测试 (Intermediate)" in page
    assert "演示省教育厅 signs the list" in page
    assert "The record says that it holds all there are." in page
    assert "left out" not in page

    answer = student.post(SIGN, {"holder": person})

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/vc")
    assert answer["Content-Disposition"].endswith('.json"')
    document = jsontext.read(answer.content)
    assert document["type"] == ["VerifiableCredential", "ClrCredential"]
    assert document["credentialSubject"]["verifiableCredential"][0]["id"] == row.uid.urn
    assert "nothing has changed since: you get the same file" in text(student.get(PAGE))
    assert student.post(SIGN, {"holder": person}).content == answer.content
    assert Fact.objects.filter(verb="credentials.record.made").count() == 1


def test_what_is_left_out_is_named_with_its_reason_on_the_page_alone(signing: Register) -> None:
    signing.suspend("沈予安")
    student, person = holder_of(signing, "沈予安")

    page = text(student.get(PAGE))

    assert "1 certificate is left out" in page
    assert "Under enquiry; it can go in once that has ended" in page
    assert "there is nothing to put into a record" in page
    assert student.post(SIGN, {"holder": person}).status_code == 409


@pytest.mark.parametrize("holder", ["", "x", "-1", "١", "9" * 30])
def test_a_button_that_names_nobody_finds_nobody(signing: Register, holder: str) -> None:
    student, _ = holder_of(signing, "沈予安")

    assert student.post(SIGN, {"holder": holder}).status_code == 404
    assert student.post(SIGN, {"holder": signing.of("许文澜").person_id}).status_code == 404
    assert student.get(SIGN).status_code == 405


def test_without_a_key_the_page_says_so_and_offers_no_button(register: Register) -> None:
    student, person = holder_of(register, "沈予安")

    page = text(student.get(PAGE))

    assert "No record can be signed at present" in page
    assert "Have it signed" not in page
    assert student.post(SIGN, {"holder": person}).status_code == 409


@pytest.mark.usefixtures("register")
def test_who_has_no_certificate_is_told_how_one_gets_there() -> None:
    assert "once you have one, it appears here" in text(browser(Role.STUDENT).get(PAGE))


def test_two_persons_make_the_key_of_the_province_on_their_pages(register: Register) -> None:
    security, office = browser(Role.SECURITY_ADMIN), browser(Role.OFFICE_OFFICER, register.office)
    assert "Propose a key of the province" in text(security.get(KEYS))
    assert "Propose a key of the province" not in text(office.get(KEYS))
    assert "It signs no certificate." in text(security.get(f"{KEYS}/first"))
    assert security.post(f"{KEYS}/first", {"reason": " "}).status_code == 422

    done = security.post(f"{KEYS}/first", {"reason": "开通学习成果记录"})

    assert (done.status_code, done["Location"]) == (302, KEYS)
    change = KeyChange.objects.get()
    assert "开通学习成果记录" in text(office.get(KEYS))
    decide = f"{KEYS}/changes/{change.pk}"
    assert "Confirm the first signing key of 演示省教育厅?" in text(office.get(f"{decide}/confirm"))
    assert "without a signing key?" in text(office.get(f"{decide}/decline"))
    assert office.post(f"{decide}/decline", {"reason": "暂缓"})["Location"] == KEYS
    security.post(f"{KEYS}/first", {"reason": "再次提出"})
    again = KeyChange.objects.latest("pk")
    assert security.post(f"{KEYS}/changes/{again.pk}/withdraw")["Location"] == KEYS
    security.post(f"{KEYS}/first", {"reason": "第三次提出"})
    last = KeyChange.objects.latest("pk")
    confirmed = office.post(f"{KEYS}/changes/{last.pk}/confirm")
    assert (confirmed.status_code, confirmed["Location"]) == (302, KEYS)

    key = IssuerKey.objects.get(organisation__code="JYT")
    page = text(security.get(f"{KEYS}/{key.pk}"))
    assert "Signing key of 演示省教育厅" in page
    assert "演示省教育厅" in browser(Role.STUDENT).get("/verify/keys").content.decode()
    assert "Propose a key of the province" not in text(security.get(KEYS))
    assert security.get(f"{KEYS}/first").status_code == 409
    issuer = browser(Role.ORGANISATION_ISSUER, register.cast.holder)
    assert issuer.get(f"{KEYS}/first").status_code == 404
    assert "演示省教育厅" not in text(issuer.get(KEYS))


def drop(body: bytes) -> tuple[int, str]:
    file = SimpleUploadedFile("record.json", body, "application/json")
    answer = browser(Role.STUDENT).post("/verify/file", {"file": file})
    return answer.status_code, text(answer)


@pytest.mark.rule("R-112")
def test_the_public_drop_judges_a_record_and_every_certificate_in_it(signing: Register) -> None:
    row = signing.of("沈予安")
    learner = actor(Role.STUDENT, person_id=row.person_id)
    body = records.make(row.person_id, actor=learner, now=LATER).body

    status, page = drop(body)

    assert status == 200
    assert "The record is genuine, and every certificate in it is in force" in page
    assert "All 8 checks held" in page
    assert "1. 演示软件测试职业技能等级证书（中级）" in page
    assert "11 checks held, 1 cannot be judged" in page
    assert "Put together by 演示省教育厅" in page
    altered = jsontext.read(body)
    altered["credentialSubject"]["verifiableCredential"][0]["validFrom"] = "2020-01-01T00:00:00Z"
    _, page = drop(jsontext.canonical(altered))
    assert "The record or a certificate in it was altered; do not rely on it" in page
    signing.revoke("沈予安")
    _, page = drop(body)
    assert "A certificate in the record has been revoked or replaced" in page
    assert "The register holds it as revoked since" in page


def test_the_report_on_a_record_lists_the_checks_of_its_certificates(signing: Register) -> None:
    row = signing.of("沈予安")
    learner = actor(Role.STUDENT, person_id=row.person_id)
    body = records.make(row.person_id, actor=learner, now=LATER).body
    visitor = browser(Role.STUDENT)
    file = SimpleUploadedFile("record.json", body, "application/json")
    sealed = visitor.post("/verify/file", {"file": file}).context["sealed"]

    answer = visitor.post("/verify/report", {"finding": sealed})

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
