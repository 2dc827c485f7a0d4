"""The pages of cases: for anybody, for learners, for the desk, for whoever is complained of."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import openpyxl
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shuzheng.complaints.models import Complainant, Complaint
from shuzheng.complaints.tests.cast import CONTACT, NAME, TEXT, Cast, cast
from shuzheng.foundation import clock
from shuzheng.foundation.models import Fact, StoredFile
from shuzheng.gazette.tests.cast import text
from shuzheng.identity.models import Membership, User
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import BACKEND, LONG_AGO, MOST_QUERIES, person, queries
from shuzheng.identity.tests.cast import NOON

if TYPE_CHECKING:
    from pathlib import Path

    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from pytest_django import Settings

    from shuzheng.kernel.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-216")]
SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
FORM = {"kind": "complaint", "about": "S1", "text": TEXT, "name": NAME, "contact": CONTACT}
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings) -> None:
    """Serve all pages at noon of the cast's day, with limits of their own."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def here() -> Cast:
    return cast()


@pytest.fixture
def public() -> Client:
    return Client(headers=ENGLISH)


def of(actor: Actor) -> Client:
    """Return the browser of somebody of the cast."""
    user, _ = User.objects.get_or_create(
        person_id=actor.person_id,
        defaults={"username": f"u{actor.person_id}", "created_at": NOON, "password": "!"},
    )
    client = Client(headers=ENGLISH)
    client.force_login(user, backend=BACKEND)
    return client


def learner(name: str = "沈予安") -> Client:
    pk = person(name)
    Membership.objects.create(person_id=pk, role=Role.SOCIAL_LEARNER, since=LONG_AGO)
    user = User.objects.create(username=f"u{pk}", person_id=pk, created_at=NOON, password="!")
    client = Client(headers=ENGLISH)
    client.force_login(user, backend=BACKEND)
    return client


def pdf(answer: Answer) -> str:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    return "".join(page.extract_text() for page in pages)


def key_of(page: str) -> dict[str, str]:
    """Return number and code as the page of the receipt shows them."""
    return dict(re.findall(r'name="(number|secret)" value="([^"]+)"', page))


def handed_in(public: Client, **changes: str) -> dict[str, str]:
    return key_of(text(public.post("/complaints/new", FORM | changes)))


def test_anybody_hands_in_a_case_and_follows_it_by_the_receipt(here: Cast, public: Client) -> None:
    assert "You may stay anonymous" in text(public.get("/complaints/new?about=S1"))
    upload = SimpleUploadedFile("说明.pdf", SCAN, "application/pdf")
    key = key_of(text(public.post("/complaints/new", {**FORM, "upload": upload})))

    assert set(key) == {"number", "secret"}
    kept = Complaint.objects.get()
    assert (kept.number, kept.organisation_id) == (key["number"], here.school.organisation_id)
    assert StoredFile.objects.get().key_sealed
    paper = pdf(public.post("/complaints/case/receipt", key))
    assert key["number"] in paper
    assert key["secret"] in paper
    assert NAME not in paper
    page = text(public.post("/complaints/case", key))
    assert "Case received" in page
    assert TEXT in page
    assert NAME not in page
    page = text(public.post("/complaints/case", {**key, "act": "word", "text": "上午第二场"}))
    assert "Your word is added." in page
    assert "上午第二场" in page
    page = text(public.post("/complaints/case", {**key, "act": "withdraw"}))
    assert "The case is withdrawn." in page
    page = text(public.post("/complaints/case", {**key, "act": "withdraw"}), 422)
    assert "Not possible while it is" in page


def test_a_wrong_code_is_refused_without_saying_what_was_wrong(here: Cast, public: Client) -> None:
    key = handed_in(public)
    for wrong in ({**key, "secret": "A" * 16}, {**key, "number": "20260302-AAAAAA"}):
        page = text(public.post("/complaints/case", wrong), 422)
        assert "No case has this number and this code" in page
        assert TEXT not in page
        assert public.post("/complaints/case/receipt", wrong).status_code == 422
    assert public.get("/complaints/case", key).status_code == 200
    assert TEXT not in text(public.get("/complaints/case", key))
    assert here.school.person_id


def test_bad_input_names_its_field(public: Client) -> None:
    page = text(public.post("/complaints/new", {**FORM, "kind": "", "text": ""}), 422)
    assert "Choose: What it is" in page
    assert "Fill in: What you have to say" in page
    upload = SimpleUploadedFile("说明.exe", b"MZ", "application/octet-stream")
    page = text(public.post("/complaints/new", {**FORM, "upload": upload}), 422)
    assert "PDF PNG JPEG" in page
    assert not Complaint.objects.exists()


def test_one_address_hands_in_no_flood(public: Client, settings: Settings) -> None:
    settings.LOOPBACK_PER_MINUTE = 20
    assert public.post("/complaints/new", FORM).status_code == 200
    assert public.post("/complaints/new", FORM).status_code == 200
    assert "Too many requests" in text(public.post("/complaints/new", FORM), 422)
    assert Complaint.objects.count() == 2


def test_a_learner_files_signed_in_and_sees_only_the_own_cases(here: Cast) -> None:
    mine, other = learner(), learner("许文澜")
    form = {"kind": "complaint", "about": "S1", "text": TEXT, "named": "on"}
    assert mine.post("/my/complaints/new", form).status_code == 302
    pk = Complaint.objects.get().pk

    assert Complaint.objects.get().number in text(mine.get("/my/complaints"))
    assert "You have asked nothing yet" in text(other.get("/my/complaints"))
    page = text(mine.post(f"/my/complaints/{pk}", {"act": "word", "text": "补充一点"}))
    assert "补充一点" in page
    assert other.get(f"/my/complaints/{pk}").status_code == 404
    assert other.post(f"/my/complaints/{pk}", {"act": "withdraw"}).status_code == 404
    assert of(here.office).get("/my/complaints").status_code == 403
    filed = Fact.objects.filter(verb__startswith="complaints.")
    assert set(filed.values_list("person_id", "role")) == {(0, "public")}
    assert Complainant.objects.get().name_sealed


def test_a_learner_stays_anonymous_unless_the_box_is_ticked() -> None:
    form = {"kind": "enquiry", "about": "", "text": TEXT}
    assert learner().post("/my/complaints/new", form).status_code == 302
    assert Complainant.objects.get().name_sealed == ""


def test_the_office_takes_a_case_to_its_answer_on_the_pages(here: Cast, public: Client) -> None:
    key = handed_in(public)
    pk = Complaint.objects.get().pk
    at, second, office, school = (
        f"/complaints/cases/{pk}",
        of(here.second),
        of(here.office),
        of(here.school),
    )
    assert "Anonymous" not in text(second.get(at))
    owner = f"{here.office.organisation_id}-{here.office.person_id}"
    page = text(second.get(f"{at}/triage"))
    assert owner in page
    assert "联络人" not in page
    given = {"kind": "complaint", "urgency": "urgent", "about": "", "owner": owner}
    assert second.post(f"{at}/triage", given).status_code == 302
    assert second.post(f"{at}/accept").status_code == 403
    assert office.post(f"{at}/accept").status_code == 302
    assert office.post(f"{at}/investigate").status_code == 302
    party = {"party": str(here.school.organisation_id), "question": "请说明监考安排。"}
    assert office.post(f"{at}/ask-party", party).status_code == 302
    assert "请说明监考安排。" in text(school.get("/complaints/asked"))
    concerned = Complaint.objects.get().concerned.get().pk
    account = {"statement": "监考员已调离。"}
    assert school.post(f"/complaints/asked/{concerned}", account).status_code == 302
    assert "监考员已调离。" in text(office.get(at))
    given = {"outcome": "upheld", "text": "情况属实。", "change": "更换监考员"}
    assert office.post(f"{at}/answer", given).status_code == 302

    page = text(public.post("/complaints/case", key))
    assert "情况属实。" in page
    assert "Does the answer satisfy you?" in page
    paper = pdf(public.post("/complaints/case", {**key, "act": "print"}))
    assert "情况属实" in paper
    assert key["secret"] not in paper
    assert "情况属实" in pdf(office.get(f"{at}/answer.pdf"))
    page = text(public.post("/complaints/case", {**key, "act": "dissatisfied", "text": "没有道歉"}))
    assert "Somebody else will review the answer." in page
    assert "You gave this answer yourself" in text(office.get(at))
    assert second.post(f"{at}/review", {"text": "已复查。"}).status_code == 302
    assert office.post(f"{at}/close").status_code == 302
    assert Complaint.objects.get().state == "closed"
    assert "更换监考员" in text(public.get("/complaints/changes"))


def test_the_owner_alone_sees_who_complains_once_for_a_reason(here: Cast) -> None:
    pk = here.triaged()
    at = f"/complaints/cases/{pk}/complainant"
    office = of(here.office)
    assert NAME not in text(office.get(at))
    assert NAME not in text(office.post(at, {"reason": ""}), 422)

    page = text(office.post(at, {"reason": "需要核实考场"}))

    assert NAME in page
    assert CONTACT in page
    assert NAME not in text(office.get(at))
    assert of(here.second).post(at, {"reason": "需要核实考场"}).status_code == 403
    assert of(here.school).post(at, {"reason": "需要核实考场"}).status_code == 404


def test_files_are_opened_by_the_owner_alone(here: Cast, public: Client) -> None:
    upload = SimpleUploadedFile("说明.pdf", SCAN, "application/pdf")
    public.post("/complaints/new", {**FORM, "upload": upload})
    case = Complaint.objects.get()
    owner = f"{here.office.organisation_id}-{here.office.person_id}"
    given = {"kind": "complaint", "urgency": "ordinary", "about": "", "owner": owner}
    of(here.second).post(f"/complaints/cases/{case.pk}/triage", given)
    at = f"/complaints/cases/{case.pk}/files/{case.attachments.get().pk}"

    answer = of(here.office).get(at)

    assert answer.content == SCAN
    assert "attachment" in answer["Content-Disposition"]
    assert of(here.second).get(at).status_code == 403
    assert of(here.school).get(at).status_code == 404
    assert of(here.office).get(f"/files/{StoredFile.objects.get().uid}").status_code == 404


def test_the_workbook_has_neither_names_nor_words(here: Cast) -> None:
    here.triaged()
    answer = of(here.office).get("/complaints/cases?view=all&export=xlsx")
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    cells = str([[cell.value for cell in row] for row in sheet.rows])
    assert Complaint.objects.get().number in cells
    for secret in (NAME, CONTACT, TEXT):
        assert secret not in cells
    assert Fact.objects.filter(verb="identity.list.exported").count() == 1


def test_the_list_shows_deadlines_and_stays_within_its_queries(here: Cast) -> None:
    for _ in range(3):
        here.triaged()
    office = of(here.office)
    page = text(office.get("/complaints/cases"))
    assert "Waiting for me" in page
    assert queries(office, "/complaints/cases") <= MOST_QUERIES
    few = queries(office, "/complaints/cases")
    for _ in range(5):
        here.triaged()
    assert queries(office, "/complaints/cases") == few


def test_the_desk_says_what_waits_and_until_when(here: Cast) -> None:
    here.triaged()
    assert "Complaints to go on with" in text(of(here.office).get("/desk/"))
