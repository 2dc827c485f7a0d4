"""The pages of corrections: one certificate, a workbook of many, several revocations at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shuzheng.credentials.core import numbers
from shuzheng.credentials.models import Certificate, Revocation, StatusChange
from shuzheng.credentials.sheets.changes import CHANGES
from shuzheng.credentials.tests import cast as stage
from shuzheng.credentials.tests import visits
from shuzheng.credentials.tests.cast import LATER
from shuzheng.foundation import jobs
from shuzheng.foundation.models import Fact
from shuzheng.foundation.sheets import template
from shuzheng.identity.models import Person
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import browser, text
from shuzheng.identity.tests.cast import organisation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shuzheng.credentials.tests.visits import Register

pytestmark = pytest.mark.django_db
SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    return visits.register(monkeypatch)


@pytest.fixture
def someone(register: Register) -> Client:
    """Return the browser of whoever issues for the organisation."""
    return browser(Role.ORGANISATION_ISSUER, register.cast.holder)


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("户口簿.pdf", SCAN, "application/pdf")


@pytest.mark.rule("R-109")
@pytest.mark.rule("R-112")
def test_a_name_is_corrected_on_the_page_and_the_old_number_leads_on(
    register: Register, someone: Client
) -> None:
    old = register.of("沈予安")
    url, form = f"/certificates/{old.number}", {"mend": "name", "reason": "姓名误录"}

    assert "Replace the certificate of 沈予安" in text(someone.get(f"{url}/replace"))
    page = text(someone.post(f"{url}/replace", form | {"proof": scan()}), 409)
    assert "The coordination office corrects it first." in page
    assert text(someone.post(f"{url}/replace", form), 422)
    stage.rename(old.person_id, "沈予桉")
    answer = someone.post(f"{url}/replace", form | {"proof": scan()})
    new = register.of("沈予桉")
    assert answer["Location"] == f"/certificates/{new.number}"

    page = text(someone.get(url))
    assert "About the replacement" in page
    assert "姓名误录" in page
    assert f"{url}/replace" not in page
    assert f'href="/certificates/{new.number}"' in page
    assert f'href="{url}"' in text(someone.get(f"/certificates/{new.number}"))
    assert someone.post(f"{url}/replace", form | {"proof": scan()}).status_code == 409
    public = text(Client().post("/verify", {"number": old.number, "holder": "沈予安"}))
    assert "证书已更正换发，原证书失效" in public
    assert numbers.spaced(new.number) in public
    assert "沈予桉" not in public
    assert "姓名误录" not in public


def test_a_lost_paper_is_issued_again_on_the_page(register: Register, someone: Client) -> None:
    number = register.of("沈予安").number

    assert "Issue the paper of 沈予安 again?" in text(
        someone.get(f"/certificates/{number}/reissue")
    )
    answer = someone.post(f"/certificates/{number}/reissue", {"reason": "本人遗失"})

    assert answer["Location"] == f"/certificates/{number}"
    assert "issued the paper again, copy 2" in text(someone.get(f"/certificates/{number}"))


def test_the_holder_reads_why_and_a_school_does_not(register: Register, someone: Client) -> None:
    row = register.of("沈予安")
    someone.post(f"/certificates/{row.number}/suspend", {"reason": "有人举报替考"})
    holder = browser(Role.STUDENT)
    Certificate.objects.filter(pk=row.pk).update(person=Person.objects.order_by("-pk")[0])
    school = browser(Role.LIAISON, register.cast.school)

    assert "有人举报替考" in text(holder.get(f"/certificates/mine/{row.number}"))
    assert "有人举报替考" in text(someone.get(f"/certificates/{row.number}"))
    assert "有人举报替考" not in text(school.get(f"/certificates/{row.number}"))


def test_the_proof_is_opened_by_a_press_that_leaves_a_record(
    register: Register, someone: Client
) -> None:
    row = register.of("沈予安")
    stage.rename(row.person_id, "沈予桉")
    someone.post(
        f"/certificates/{row.number}/replace",
        {"mend": "name", "reason": "姓名误录", "proof": scan()},
    )
    url = f"/certificates/changes/proof/{StatusChange.objects.get().pk}"

    assert someone.get(url).status_code == 405
    assert someone.post(url).content == SCAN
    assert Fact.objects.filter(verb="credentials.proof.opened").count() == 1
    rival = organisation("E9", OrganisationKind.EVALUATION_ORGANISATION, name="演示另一评价中心")
    assert browser(Role.ORGANISATION_ISSUER, rival).post(url).status_code == 404


def begin(someone: Client) -> str:
    """Hand in the decision that all rows rest on; returns the address of the workbook's page."""
    return str(someone.post("/certificates/changes", {"document": scan()})["Location"])


def workbook(*rows: Mapping[str, object]) -> SimpleUploadedFile:
    return SimpleUploadedFile("变更.xlsx", template.blank(CHANGES, rows))


@pytest.mark.rule("R-109")
@pytest.mark.rule("R-115")
def test_many_certificates_change_by_one_workbook_on_one_document(
    register: Register, someone: Client
) -> None:
    names = ["沈予安", "许文澜", "阿依古丽·买买提", "韩启明"]
    number = {name: register.of(name).number for name in names}
    stage.rename(register.of("许文澜").person_id, "许文岚")
    rows: list[dict[str, object]] = [
        {"act": "列入核查", "reason": "群众举报"},
        {"act": "更正换发", "ground": "姓名更正", "reason": "误录"},
        {
            "act": "提出撤销",
            "ground": "弄虚作假",
            "heard_on": LATER.date(),
            "reason": "替考查实",
        },
        {"act": "补发", "reason": "遗失"},
    ]
    listed = [
        {"number": number[name], "holder": name, **row}
        for name, row in zip(names, rows, strict=True)
    ]

    upload = someone.post(begin(someone), {"file": workbook(*listed)})["Location"]
    assert set(Certificate.objects.values_list("state", flat=True)) == {"issued"}
    someone.post(f"{upload}choose", {"choice": "good"})
    jobs.run_waiting(LATER + timedelta(minutes=1))

    states = dict(Certificate.objects.values_list("holder", "state"))
    assert states == {
        "沈予安": "suspended",
        "许文澜": "replaced",
        "许文岚": "issued",
        "阿依古丽·买买提": "issued",
        "韩启明": "issued",
    }
    assert Revocation.objects.get().certificate.holder == "阿依古丽·买买提"
    assert register.of("韩启明").copies == 2
    assert StatusChange.objects.get(verb="replace").proof_id is not None


@pytest.mark.rule("R-109")
def test_rows_that_do_not_fit_are_named_and_nothing_of_them_is_done(
    register: Register, someone: Client
) -> None:
    number = register.of("沈予安").number
    other = register.of("许文澜").number
    third = register.of("韩启明").number
    suspend = {"holder": "沈予安", "act": "列入核查", "reason": "举报"}
    upload = someone.post(
        begin(someone),
        {
            "file": workbook(
                suspend | {"number": "X2026D10001200099990"},
                suspend | {"number": other},
                suspend | {"number": number, "ground": "弄虚作假"},
                {"number": third, "holder": "韩启明", "act": "结束核查"},
            )
        },
    )["Location"]

    page = text(someone.get(upload))
    for reason in (
        "No certificate within your reach has it",
        "The register has another holder of this number",
        "Leave this empty for this act",
        "Not possible as the certificate stands now",
    ):
        assert reason in page
    someone.post(f"{upload}choose", {"choice": "good"})
    jobs.run_waiting(LATER + timedelta(minutes=1))
    assert set(Certificate.objects.values_list("state", flat=True)) == {"issued"}
    assert StatusChange.objects.count() == 0


REVOKE = {"act": "提出撤销", "ground": "弄虚作假", "heard_on": LATER.date(), "reason": "替考查实"}


@pytest.mark.rule("R-109")
@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (REVOKE | {"ground": "姓名更正"}, "Choose a kind of reason that fits the act"),
        (REVOKE | {"ground": None}, "Choose a kind of reason that fits the act"),
        (REVOKE | {"heard_on": None}, "The holder is heard before a revocation"),
        (REVOKE | {"heard_on": date(2026, 12, 31)}, "This day is still to come"),
        (REVOKE | {"reason": None}, "Say why, in words"),
        (
            {"act": "补发", "heard_on": LATER.date(), "reason": "遗失"},
            "Leave this empty for this act",
        ),
        (
            {"act": "更正换发", "ground": "姓名更正", "reason": "误录"},
            "The register still has the name of the certificate",
        ),
    ],
)
def test_what_an_act_needs_is_asked_for_in_its_row(
    register: Register, someone: Client, row: dict[str, object], reason: str
) -> None:
    listed = {"number": register.of("沈予安").number, "holder": "沈予安", **row}

    upload = someone.post(begin(someone), {"file": workbook(listed)})["Location"]

    assert reason in text(someone.get(upload))


@pytest.mark.rule("R-109")
def test_what_is_proposed_already_is_neither_proposed_again_nor_replaced(
    register: Register, someone: Client
) -> None:
    register.propose("沈予安")
    register.propose("许文澜")
    stage.rename(register.of("许文澜").person_id, "许文岚")
    replace = {"act": "更正换发", "ground": "姓名更正", "reason": "误录"}
    rows = [
        {"number": register.of(name).number, "holder": name, **row}
        for name, row in (("沈予安", REVOKE), ("许文澜", replace))
    ]

    upload = someone.post(begin(someone), {"file": workbook(*rows)})["Location"]

    assert text(someone.get(upload)).count("A revocation has been proposed already") == 2


def test_the_office_puts_many_under_enquiry_but_corrects_none(register: Register) -> None:
    officer = browser(Role.OFFICE_OFFICER, register.office)
    rows = [
        {
            "number": register.of("沈予安").number,
            "holder": "沈予安",
            "act": "列入核查",
            "reason": "举报",
        },
        {
            "number": register.of("许文澜").number,
            "holder": "许文澜",
            "act": "补发",
            "reason": "遗失",
        },
    ]

    upload = officer.post(begin(officer), {"file": workbook(*rows)})["Location"]
    assert "Your role does not include this act" in text(officer.get(upload))
    officer.post(f"{upload}choose", {"choice": "good"})
    jobs.run_waiting(LATER + timedelta(minutes=1))

    assert register.of("沈予安").state == "suspended"
    assert register.of("许文澜").copies == 1


def test_a_workbook_rests_on_a_document_of_ones_own(register: Register, someone: Client) -> None:
    page = begin(someone)

    assert browser(Role.OFFICE_OFFICER, register.office).get(page).status_code == 404
    assert someone.get("/certificates/changes/999999/").status_code == 404


@pytest.mark.rule("R-109")
def test_the_office_confirms_several_proposals_at_once_or_none(
    register: Register, someone: Client
) -> None:
    names = ("沈予安", "许文澜", "韩启明")
    keys = [register.propose(name) for name in names]
    officer, url = browser(Role.OFFICE_OFFICER, register.office), "/certificates/revocations/picked"

    page = text(officer.get("/certificates/revocations"))
    assert page.count('type="checkbox"') == 3
    asked = text(officer.post(url, {"row": keys[:2]}))
    assert "Revoke 2 certificates for good?" in asked
    assert "韩启明" not in asked
    assert Certificate.objects.filter(state="revoked").count() == 0
    officer.post(url, {"row": [*keys[:2], 999_999], "sure": "1"})
    assert Certificate.objects.filter(state="revoked").count() == 0  # one is nowhere: none
    officer.post(url, {"row": keys[:2], "sure": "1"})
    assert [register.of(name).state for name in names] == ["revoked", "revoked", "issued"]
    assert len({register.of(name).decision_number for name in names[:2]}) == 2
    assert "Choose at least one proposal" in text(officer.post(url, follow=True))
    assert someone.post(url, {"row": keys[2:], "sure": "1"}).status_code == 403
