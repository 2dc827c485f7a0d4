"""The pages of an appeal against a revocation: for holder, department and organisation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shuzheng.credentials.core import numbers
from shuzheng.credentials.models import Certificate, Revocation, RevocationAppeal
from shuzheng.credentials.tests import visits
from shuzheng.credentials.tests.test_mending import SCAN
from shuzheng.identity.models import Person
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import browser, queries, text
from shuzheng.identity.tests.cast import organisation

if TYPE_CHECKING:
    from shuzheng.credentials.tests.visits import Register

pytestmark = pytest.mark.django_db
MOST_QUERIES = 45
GROUNDS = "监控录像显示手机是邻座的。"


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    made = visits.register(monkeypatch)
    made.revoke("沈予安")
    return made


def holding(register: Register) -> tuple[Client, str]:
    """Return the browser of whoever holds the revoked certificate, and its number."""
    client = browser(Role.STUDENT)
    row = register.of("沈予安")
    Certificate.objects.filter(pk=row.pk).update(person=Person.objects.order_by("-pk")[0])
    return client, row.number


def appealed(register: Register) -> tuple[Client, str, str]:
    """Lodge an appeal with a document; returns the holder's browser, number, desk address."""
    holder, number = holding(register)
    scan = SimpleUploadedFile("截图.pdf", SCAN, "application/pdf")
    url = f"/certificates/mine/{number}/appeal"
    answer = holder.post(url, {"grounds": GROUNDS, "document": scan})
    assert answer["Location"] == f"/certificates/mine/{number}"
    return holder, number, f"/certificates/appeals/{RevocationAppeal.objects.get().pk}"


@pytest.mark.rule("R-115")
def test_a_holder_appeals_from_the_page_of_the_certificate(register: Register) -> None:
    holder, number = holding(register)
    url = f"/certificates/mine/{number}"

    assert f'href="{url}/appeal"' in text(holder.get(url))
    form = text(holder.get(f"{url}/appeal"))
    assert "until 31 May 2026" in form
    assert "Misconduct upheld" in form
    assert text(holder.post(f"{url}/appeal", {"grounds": ""}), 422)
    wrong = SimpleUploadedFile("截图.exe", b"MZ", "application/pdf")
    refused = text(holder.post(f"{url}/appeal", {"grounds": GROUNDS, "document": wrong}), 422)
    assert GROUNDS in refused
    assert RevocationAppeal.objects.count() == 0

    scan = SimpleUploadedFile("截图.pdf", SCAN, "application/pdf")
    holder.post(f"{url}/appeal", {"grounds": GROUNDS, "document": scan})

    page = text(holder.get(url))
    assert "Appeal lodged" in page
    assert GROUNDS in page
    assert "1 document added" in page
    assert holder.get(f"{url}/appeal").status_code == 302
    scan = SimpleUploadedFile("证言.pdf", SCAN, "application/pdf")
    assert holder.post(f"{url}/appeal/document", {"document": scan}).status_code == 302
    assert "2 documents added" in text(holder.get(url))
    assert "cannot appeal a second time" in text(holder.get(f"{url}/appeal/withdraw"))
    holder.post(f"{url}/appeal/withdraw")
    page = text(holder.get(url))
    assert "Appeal withdrawn" in page
    assert f"{url}/appeal" not in page


def test_the_public_is_not_told_of_an_open_appeal(register: Register) -> None:
    public = {"number": register.of("沈予安").number, "holder": "沈予安"}
    before = text(Client(headers={"Accept-Language": "en"}).post("/verify", public))

    appealed(register)

    after = text(Client(headers={"Accept-Language": "en"}).post("/verify", public))
    assert "The holder may appeal once" in before
    assert "until 31 May 2026" in before
    for page in (before, after):
        assert "Appeal lodged" not in page
        assert GROUNDS not in page


@pytest.mark.rule("R-115")
def test_the_organisation_answers_and_the_department_decides(register: Register) -> None:
    holder, number, url = appealed(register)
    issuer = browser(Role.ORGANISATION_ISSUER, register.cast.holder)
    department = browser(Role.PROVINCIAL_ADMIN, register.office)
    office = browser(Role.OFFICE_OFFICER, register.office)

    assert f'href="{url}"' in text(issuer.get("/certificates/appeals"))
    page = text(issuer.get(url))
    assert GROUNDS in page
    assert "/documents/" not in page
    assert f"{url}/uphold" not in page
    assert text(issuer.post(f"{url}/statement", {"statement": ""}), 422)
    assert issuer.post(f"{url}/statement", {"statement": "监考记录如实。"}).status_code == 302
    again = text(issuer.post(f"{url}/statement", {"statement": "再说一次"}), 422)
    assert "made once" in again
    for reader in (department, office, holder):
        shown = url if reader is not holder else f"/certificates/mine/{number}"
        assert "监考记录如实。" in text(reader.get(shown))
    document = re.findall(rf'action="({url}/documents/\d+)"', text(office.get(url)))[0]
    assert department.post(document).content == SCAN
    assert issuer.post(document).status_code == 404
    page = text(department.get(url))
    assert "opened a document of the appeal" in page
    assert "替考，经调查核实" in page
    assert f"{url}/overturn" in page
    assert text(department.post(f"{url}/overturn", {"reason": ""}), 422)
    assert office.get(f"{url}/overturn").status_code == 403

    assert department.post(f"{url}/overturn", {"reason": "录像属实，予以撤销。"})["Location"] == url

    new = Certificate.objects.get(replaces__number=number)
    assert f'href="/certificates/{new.number}"' in text(department.get(url))
    assert department.post(f"{url}/uphold", {"reason": "再看"}).status_code == 409
    page = text(holder.get(f"/certificates/mine/{number}"))
    assert "Revocation overturned" in page
    assert "录像属实，予以撤销。" in page
    assert f'href="/certificates/mine/{new.number}"' in page


@pytest.mark.rule("R-112")
def test_the_public_reads_that_the_revocation_was_overturned(register: Register) -> None:
    _, number, url = appealed(register)
    department = browser(Role.PROVINCIAL_ADMIN, register.office)
    department.post(f"{url}/overturn", {"reason": "录像属实，予以撤销。"})
    new = Certificate.objects.get(replaces__number=number)

    asked = {"number": number, "holder": "沈予安"}
    public = text(Client(headers={"Accept-Language": "en"}).post("/verify", asked))

    assert "Its revocation was overturned on 1 May 2026" in public
    assert "About the appeal" in public
    assert numbers.spaced(new.number) in public
    assert "Replaced on" not in public
    assert "录像属实" not in public
    assert "Misconduct" not in public
    old = Certificate.objects.get(number=number)
    said = Client().get(f"/v/{old.token}.json").json()["certificate"]
    assert (said["status"], said["ground"]) == ("replaced", "overturned")
    assert said["replaced_by"] == new.number


def test_an_upheld_appeal_is_told_to_the_holder_alone(register: Register) -> None:
    holder, number, url = appealed(register)
    department = browser(Role.PROVINCIAL_ADMIN, register.office)

    assert "no second appeal" in text(department.get(f"{url}/uphold"))
    department.post(f"{url}/uphold", {"reason": "录像不清，原认定成立。"})

    page = text(holder.get(f"/certificates/mine/{number}"))
    assert "Revocation upheld" in page
    assert "录像不清，原认定成立。" in page
    asked = {"number": number, "holder": "沈予安"}
    public = text(Client(headers={"Accept-Language": "en"}).post("/verify", asked))
    assert "upheld" not in public.replace("Misconduct upheld", "")


def test_who_took_part_finds_the_decision_barred(register: Register) -> None:
    _, _, url = appealed(register)
    department = browser(Role.PROVINCIAL_ADMIN, register.office)
    clerk = Person.objects.order_by("-pk")[0]
    Revocation.objects.update(decided_by_id=clerk.pk)

    assert "does not decide on the appeal" in text(department.get(url))
    assert department.post(f"{url}/overturn", {"reason": "录像属实"}).status_code == 403


def test_strangers_find_no_appeal(register: Register) -> None:
    holder, number, url = appealed(register)
    other = organisation("E9", OrganisationKind.EVALUATION_ORGANISATION, name="演示另一评价中心")
    rival = browser(Role.ORGANISATION_ISSUER, other)

    assert rival.get(url).status_code == 404
    assert rival.post(f"{url}/statement", {"statement": "与我无关"}).status_code == 404
    assert f'href="{url}"' not in text(rival.get("/certificates/appeals"))
    stranger = browser(Role.STUDENT)
    for path in ("appeal", "appeal/document", "appeal/withdraw"):
        assert stranger.get(f"/certificates/mine/{number}/{path}").status_code == 404
    for client in (holder, browser(Role.LIAISON, register.cast.school)):
        assert client.get(url).status_code == 403
    assert "appealed" not in text(
        browser(Role.LIAISON, register.cast.school).get(f"/certificates/{number}")
    )


def test_the_pages_take_few_queries(register: Register) -> None:
    holder, number, url = appealed(register)
    department = browser(Role.PROVINCIAL_ADMIN, register.office)

    assert queries(holder, f"/certificates/mine/{number}") <= MOST_QUERIES
    assert queries(department, url) <= MOST_QUERIES
    assert queries(department, "/certificates/appeals") <= MOST_QUERIES
