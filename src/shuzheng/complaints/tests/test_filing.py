"""Anybody hands in a case and comes back by the receipt; nobody else does, and no fact says who."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from shuzheng.complaints import access
from shuzheng.complaints.access import NoSuchComplaint, Own, Receipt, WrongReceipt
from shuzheng.complaints.models import Attachment, Complainant, Complaint
from shuzheng.complaints.queries import authors
from shuzheng.complaints.rules.complaint import Kind
from shuzheng.complaints.services import filing
from shuzheng.complaints.services.filing import Given, Who
from shuzheng.complaints.tests.cast import CONTACT, NAME, TEXT, Cast, cast, later, row
from shuzheng.foundation.models import Fact, StoredFile
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import NOON, actor
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-216")]
SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def here() -> Cast:
    return cast()


def pdf(name: str = "录音说明.pdf", body: bytes = SCAN) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, "application/pdf")


def test_a_case_has_a_number_a_secret_and_both_deadlines(here: Cast) -> None:
    way = here.filed()

    kept = row(way)
    assert re.fullmatch("20260302-[2-9A-HJ-NP-Z]{6}", way.number)
    assert re.fullmatch("[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}", way.secret)
    assert (kept.state, kept.kind) == ("received", "complaint")
    assert (kept.accept_due_on, kept.answer_due_on) == (date(2026, 3, 9), date(2026, 4, 14))
    assert kept.organisation_id == here.school.organisation_id
    assert kept.concerned.get().organisation_id == here.school.organisation_id


@pytest.mark.parametrize(
    ("about", "column"),
    [
        ("S1", "organisation_id"),
        ("演示甲学院", "organisation_id"),
        ("Z1", "certificate_type_id"),
        ("演示证书", "certificate_type_id"),
        ("0001", "site_id"),
        ("演示甲站点", "site_id"),
        ("某个学校门口的培训班", ""),
    ],
)
def test_what_it_is_about_is_found_by_code_or_name_or_stays_a_description(
    here: Cast, about: str, column: str
) -> None:
    kept = row(here.filed(about=about))

    columns = ("organisation_id", "certificate_type_id", "plan_id", "site_id")
    assert [one for one in columns if getattr(kept, one)] == ([column] if column else [])
    assert kept.about == about


@pytest.mark.parametrize(("about", "party"), [("0001", "school"), ("Z1", "holder")])
def test_whoever_answers_for_a_site_or_a_certificate_is_concerned(
    here: Cast, about: str, party: str
) -> None:
    kept = row(here.filed(about=about))
    assert kept.concerned.get().organisation_id == getattr(here, party).organisation_id


def test_an_enquiry_complains_of_nobody(here: Cast) -> None:
    assert not row(here.filed(kind=Kind.ENQUIRY)).concerned.exists()


def test_nothing_that_was_written_and_nobody_who_wrote_lies_open(here: Cast) -> None:
    here.filed()

    kept = Complainant.objects.get()
    assert NAME not in kept.name_sealed
    assert kept.person_index == ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM complaints_complaint")
        columns = str(cursor.fetchall())
    assert NAME not in columns
    assert CONTACT not in columns
    assert TEXT not in columns
    fact = Fact.objects.get(verb="complaints.complaint.filed")
    assert (fact.user_id, fact.person_id, fact.organisation_id, fact.role) == (0, 0, 0, "public")
    assert set(fact.data) == {"number", "kind"}


def test_an_anonymous_case_leaves_no_row_of_a_complainant(here: Cast) -> None:
    here.filed(who=Who())
    assert not Complainant.objects.exists()


@pytest.mark.parametrize("change", ["number", "secret"])
def test_number_and_secret_must_both_be_right(here: Cast, change: str) -> None:
    mine, other = here.filed(), here.filed()
    mixed = (
        Receipt(other.number, mine.secret) if change == "number" else Receipt(mine.number, "A" * 16)
    )

    assert authors.of(mine).text == TEXT
    for wrong in (mixed, Receipt(mine.number, ""), Receipt("", mine.secret)):
        with pytest.raises(WrongReceipt):
            authors.of(wrong)


def test_a_receipt_is_found_however_it_is_typed(here: Cast) -> None:
    way = here.filed()
    typed = Receipt(way.number.lower(), way.secret.lower().replace("-", " "))
    assert authors.of(typed).number == way.number


def test_a_word_and_files_are_added_until_the_answer(here: Cast) -> None:
    way = here.filed()
    filing.add(way, "补充：时间为上午九点。", upload=pdf(), now=later(1))

    found = authors.of(way)
    assert [(one.text, one.is_from_complainant) for one in found.words] == [
        ("补充：时间为上午九点。", True)
    ]
    kept = StoredFile.objects.get()
    assert (kept.name, kept.user_id, kept.organisation_id) == ("proof.pdf", 0, 0)
    assert bytes(kept.body) != SCAN
    for _ in range(4):
        filing.add(way, "又一页", upload=pdf(), now=later(1))
    with pytest.raises(filing.TooManyFiles):
        filing.add(way, "再一页", upload=pdf(), now=later(1))
    assert Attachment.objects.count() == 5


def test_what_is_answered_or_over_takes_no_word(here: Cast) -> None:
    way = here.filed()
    filing.withdraw(way, now=later(1))

    assert row(way).state == "withdrawn"
    with pytest.raises(filing.OverForWords):
        filing.add(way, "还有一点", now=later(1))
    with pytest.raises(IllegalStep):
        filing.withdraw(way, now=later(1))
    with pytest.raises(IllegalStep):
        filing.rate(way, "", satisfied=True, now=later(1))


def test_a_file_of_another_type_is_refused_and_leaves_no_case(here: Cast) -> None:
    given = Given(Kind.COMPLAINT, TEXT, "S1", pdf("说明.exe"))
    with pytest.raises(Exception, match="PDF PNG JPEG"):
        filing.file(given, who=Who(), now=NOON)
    assert here.office.person_id
    assert not Complaint.objects.exists()


def test_somebody_signed_in_finds_the_own_cases_and_nobody_elses(here: Cast) -> None:
    student, other = actor(Role.STUDENT, person_id=71), actor(Role.STUDENT, person_id=72)
    given = Given(Kind.COMPLAINT, TEXT, "S1")
    filing.file(given, who=Who(person_id=71), now=NOON)
    pk = Complaint.objects.get().pk

    assert [one.id for one in authors.mine(student)] == [pk]
    assert authors.mine(other) == []
    assert authors.of(Own(pk, student)).text == TEXT
    with pytest.raises(NoSuchComplaint):
        authors.of(Own(pk, other))
    with pytest.raises(NotPermitted):
        access.own(here.school)
    assert Complainant.objects.get().name_sealed == ""
