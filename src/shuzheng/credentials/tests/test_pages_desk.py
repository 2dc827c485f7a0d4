"""The desk of certificates: who sees which, who issues, who revokes, what leaves as a workbook."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest

from shuzheng.assessment.models import Plan, ScoreReview
from shuzheng.credentials.models import Certificate, Revocation
from shuzheng.credentials.queries import todos as duties
from shuzheng.credentials.rules.status import State
from shuzheng.credentials.tests import visits
from shuzheng.credentials.tests.cast import LATER, issued_plan
from shuzheng.foundation import clock, facts, jobs, todos
from shuzheng.foundation.models import Fact, Job
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import browser, queries, text
from shuzheng.identity.tests.cast import NOON, actor, organisation

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from shuzheng.credentials.tests.cast import Cast
    from shuzheng.credentials.tests.visits import Register

pytestmark = pytest.mark.django_db
MOST_QUERIES = 45
SCHOOLS = frozenset({Role.INSTITUTION_ADMIN, Role.LIAISON})


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    return visits.register(monkeypatch, failed=1)


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Return a plan that waits for its certificates."""
    monkeypatch.setattr(clock, "now", lambda: LATER)
    return issued_plan(["沈予安", "许文澜", "李思齐"], failed=1)


def issuer(register: Register) -> Client:
    return browser(Role.ORGANISATION_ISSUER, register.cast.holder)


def office(register: Register) -> Client:
    return browser(Role.OFFICE_OFFICER, register.office)


def sheet(answer: Answer) -> list[tuple[object, ...]]:
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return list(book.active.iter_rows(values_only=True))


@pytest.mark.parametrize(
    "role",
    [
        Role.PROVINCIAL_ADMIN,
        Role.OFFICE_OFFICER,
        Role.CITY_OFFICER,
        Role.INSTITUTION_ADMIN,
        Role.LIAISON,
        Role.ORGANISATION_STAFF,
        Role.ORGANISATION_ISSUER,
    ],
)
def test_the_register_is_open_to_those_who_may_see_it(register: Register, role: Role) -> None:
    here = register.cast.school if role in SCHOOLS else register.cast.holder
    if role is Role.CITY_OFFICER:
        here = organisation("B1", OrganisationKind.CITY_BUREAU)
    someone = browser(role, here)

    assert "沈予安" in text(someone.get("/certificates"))
    assert "沈予安" in text(someone.get(f"/certificates/{register.of('沈予安').number}"))


@pytest.mark.parametrize("role", [Role.TEACHER, Role.ASSESSOR, Role.STUDENT, Role.AUDITOR])
def test_the_register_is_closed_to_everybody_else(register: Register, role: Role) -> None:
    someone = browser(role, register.cast.school)

    listed = someone.get("/certificates")
    one = someone.get(f"/certificates/{register.of('沈予安').number}")

    assert (listed.status_code, one.status_code) in {(403, 403), (403, 404)}
    assert "沈予安" not in listed.content.decode() + one.content.decode()


def test_anonymous_visitors_are_sent_to_the_sign_in(client: Client, register: Register) -> None:
    number = register.of("沈予安").number
    for path in (
        "/certificates",
        f"/certificates/{number}",
        f"/certificates/{number}/paper.pdf",
        f"/certificates/{number}/credential.json",
        f"/certificates/{number}/suspend",
        f"/certificates/{number}/revoke",
        "/certificates/issue",
        "/certificates/issue/KH202600001",
        "/certificates/national",
        "/certificates/revocations",
        "/certificates/mine",
        f"/certificates/mine/{number}",
    ):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"][:17]) == (302, "/accounts/login/?")


def test_nobody_reaches_another_partys_certificates(register: Register) -> None:
    number = register.of("沈予安").number
    other = organisation("E2", OrganisationKind.EVALUATION_ORGANISATION)
    strangers = [
        browser(Role.ORGANISATION_ISSUER, other),
        browser(Role.LIAISON, organisation("S2")),
        browser(
            Role.CITY_OFFICER, organisation("B2", OrganisationKind.CITY_BUREAU, division="340200")
        ),
    ]
    for stranger in strangers:
        assert "沈予安" not in text(stranger.get("/certificates"))
        assert len(sheet(stranger.get("/certificates?export=xlsx"))) == 3
        for tail in ("", "/paper.pdf", "/credential.json"):
            assert stranger.get(f"/certificates/{number}{tail}").status_code == 404
    for tail in ("suspend", "revoke"):
        assert strangers[0].get(f"/certificates/{number}/{tail}").status_code == 404
    assert strangers[0].post(f"/certificates/{number}/clear").status_code == 404
    assert strangers[0].get("/certificates/issue/KH202600001").status_code == 404


def test_the_list_is_narrowed_and_searched(register: Register) -> None:
    register.suspend("许文澜")
    someone = issuer(register)
    number = register.of("韩启明").number

    for query, names in (
        ("view=enquiry", ["许文澜"]),
        ("view=revoked", []),
        (f"q={number}", ["韩启明"]),
        (f"q={number[:15].lower()}", visits.NAMES),
        ("q=沈", ["沈予安"]),
        ("state=issued", ["沈予安", "阿依古丽·买买提", "韩启明"]),
        ("level=advanced", []),
        ("certificate=D10001", visits.NAMES),
        ("since=2026-05-02", []),
        ("until=2026-05-01", visits.NAMES),
        ("since=yesterday&level=x&state=y", visits.NAMES),
    ):
        page = text(someone.get(f"/certificates?{query}"))
        assert [name for name in visits.NAMES if f">{name}</a>" in page] == names, query


def test_the_list_leaves_as_a_workbook_without_identity_numbers(register: Register) -> None:
    rows = sheet(issuer(register).get("/certificates?export=xlsx&q=沈"))

    assert rows[2][:4] == ("证书编号", "持有人", "证书名称", "等级")
    assert rows[3][:4] == (register.of("沈予安").number, "沈予安", "演示软件测试", "中级")
    assert len(rows) == 4
    assert "349900" not in str(rows)
    assert Fact.objects.filter(verb="identity.list.exported").count() == 1


def test_a_certificate_shows_its_life_and_who_did_what(register: Register) -> None:
    register.suspend("沈予安")
    number = register.of("沈予安").number

    page = text(issuer(register).get(f"/certificates/{number}"))

    assert "Under enquiry" in page
    assert "3499****" in page
    assert "put the certificate under enquiry" in page
    assert "issued 4 certificates" in page
    assert "End the enquiry" in page
    assert page.count('class="sz-life__dot"') == 3


def test_the_files_are_handed_out_to_be_saved(register: Register) -> None:
    row = register.of("沈予安")
    someone = browser(Role.LIAISON, register.cast.school)

    paper = someone.get(f"/certificates/{row.number}/paper.pdf")
    credential = someone.get(f"/certificates/{row.number}/credential.json")

    assert paper.content.startswith(b"%PDF")
    assert credential.content.decode() == row.credential
    for answer in (paper, credential):
        assert "attachment" in answer["Content-Disposition"]
        assert "no-store" in answer["Cache-Control"]
    staff = browser(Role.ORGANISATION_STAFF, register.cast.holder)
    assert staff.get(f"/certificates/{row.number}/paper.pdf").status_code == 403


def test_an_enquiry_is_begun_with_a_reason_and_ended(register: Register) -> None:
    someone, number = issuer(register), register.of("沈予安").number
    url = f"/certificates/{number}"

    page = text(someone.post(f"{url}/suspend", {"reason": " "}), 422)
    assert "Fill in: Reason" in page
    assert someone.post(f"{url}/suspend", {"reason": "有人举报"}).status_code == 302
    assert register.of("沈予安").state == State.SUSPENDED
    assert Job.objects.filter(name="credentials.status.publish").count() == 1
    again = someone.post(f"{url}/suspend", {"reason": "再来一次"})
    assert again.status_code == 409
    assert "再来一次" in again.content.decode()
    assert someone.post(f"{url}/clear").status_code == 302
    assert register.of("沈予安").state == State.ISSUED
    assert someone.post(f"{url}/clear").status_code == 409
    assert someone.get(f"{url}/clear").status_code == 405


@pytest.mark.rule("R-109")
def test_a_revocation_goes_from_the_organisation_to_the_office(register: Register) -> None:
    someone, number = issuer(register), register.of("沈予安").number
    url = f"/certificates/{number}"
    form = {"ground": "fraud", "reason": "替考", "heard_on": "2026-04-28"}

    assert someone.get(f"{url}/revoke").status_code == 200
    late = text(someone.post(f"{url}/revoke", form | {"heard_on": "2026-06-01"}), 422)
    assert "not later" in late
    assert "替考" in late
    assert someone.post(f"{url}/revoke", form | {"ground": "dislike"}).status_code == 422
    assert someone.post(f"{url}/revoke", form).status_code == 302
    assert someone.post(f"{url}/revoke", form).status_code == 409
    assert "waits for the coordination office" in text(someone.get(url))

    officer = office(register)
    key = Revocation.objects.get().pk
    page = text(officer.get("/certificates/revocations"))
    assert "替考" in page
    assert f"/certificates/revocations/{key}/confirm" in page
    assert someone.get("/certificates/revocations").status_code == 403
    assert someone.post(f"/certificates/revocations/{key}/confirm").status_code == 403
    assert "for good?" in text(officer.get(f"/certificates/revocations/{key}/confirm"))
    assert officer.post(f"/certificates/revocations/{key}/confirm").status_code == 302
    assert register.of("沈予安").state == State.REVOKED
    assert officer.post(f"/certificates/revocations/{key}/confirm").status_code == 404
    assert "Revoked" in text(officer.get(url))
    assert "revoked the certificate: Fraud, decision" in text(officer.get(url))
    assert "Propose to revoke" not in text(someone.get(url))
    assert facts.check_chain() == []


@pytest.mark.rule("R-109")
def test_the_office_may_drop_a_proposal(register: Register) -> None:
    key = register.propose("沈予安")
    officer = office(register)

    assert "Drop the proposal" in text(officer.get(f"/certificates/revocations/{key}/drop"))
    assert officer.post(f"/certificates/revocations/{key}/drop").status_code == 302

    assert register.of("沈予安").state == State.ISSUED
    assert "No revocation waits for you" in text(officer.get("/certificates/revocations"))


@pytest.mark.rule("R-109")
def test_the_issue_page_counts_what_can_be_issued_and_what_is_held_back(cast: Cast) -> None:
    plan = Plan.objects.get()
    registration = plan.registrations.order_by("pk")[0]
    ScoreReview.objects.create(
        registration=registration, state="accepted", reason="合分有误", requested_on=NOON.date()
    )
    someone = browser(Role.ORGANISATION_ISSUER, cast.holder)

    listed = text(someone.get("/certificates/issue"))
    page = text(someone.get("/certificates/issue/KH202600001"))

    assert "To be issued" in listed
    assert "Issue 1 certificate" in page
    assert "1 result waits for it." in page
    assert page.count("Not met") == 1
    assert someone.get("/certificates/issue/KH999").status_code == 404


@pytest.mark.rule("R-109")
def test_nothing_is_issued_before_the_window_is_over(cast: Cast) -> None:
    Plan.objects.update(review_until=LATER.date() + timedelta(days=1))
    someone = browser(Role.ORGANISATION_ISSUER, cast.holder)

    page = text(someone.get("/certificates/issue/KH202600001"))
    answer = someone.post("/certificates/issue/KH202600001")

    assert "Reviews open" in page
    assert 'aria-disabled="true"' in page
    assert (answer.status_code, Job.objects.count()) == (409, 0)


@pytest.mark.rule("R-109")
def test_issuing_is_a_job_that_the_page_starts(cast: Cast) -> None:
    someone = browser(Role.ORGANISATION_ISSUER, cast.holder)

    answer = someone.post("/certificates/issue/KH202600001")
    job = Job.objects.get(name="credentials.certificates.issue")
    assert (answer.status_code, answer["Location"]) == (302, f"/jobs/{job.uid}")
    assert jobs.run_here(job, LATER)

    job.refresh_from_db()
    assert (job.state, job.result["issued"]) == ("succeeded", 2)
    assert Certificate.objects.count() == 2
    done = someone.get(f"/jobs/{job.uid}").content.decode()
    assert "2 certificates issued." in done
    assert someone.post("/certificates/issue/KH202600001").status_code == 409


@pytest.mark.parametrize("role", [Role.ORGANISATION_STAFF, Role.OFFICE_OFFICER, Role.LIAISON])
def test_only_the_issuer_issues(cast: Cast, role: Role) -> None:
    here = cast.school if role is Role.LIAISON else cast.holder
    someone = browser(role, here)

    for path in (
        "/certificates/issue",
        "/certificates/issue/KH202600001",
        "/certificates/national",
    ):
        assert someone.get(path).status_code == 403
    assert someone.post("/certificates/issue/KH202600001").status_code == 403


def test_certificates_are_handed_over_once_and_again_when_they_change(register: Register) -> None:
    someone = issuer(register)
    assert "4 certificates are new" in text(someone.get("/certificates/national"))

    assert someone.post("/certificates/national").status_code == 302
    page = text(someone.get("/certificates/national"))
    assert "The national platform has everything." in page
    assert someone.post("/certificates/national").status_code == 409
    at = page.split('name="at" value="')[1].split('"')[0]
    rows = sheet(someone.post("/certificates/national/workbook", {"at": at}))

    assert rows[2][:4] == ("证书编号", "姓名", "证件类型", "证件号码")
    assert rows[3][:3] == (register.of("沈予安").number, "沈予安", "居民身份证")
    assert str(rows[3][3]).startswith("349900")
    assert len(rows) == 7
    verbs = set(Fact.objects.values_list("verb", flat=True))
    assert {"credentials.certificates.reported", "credentials.certificates.exported"} <= verbs
    assert "349900" not in str(list(Fact.objects.values_list("data", flat=True)))
    Certificate.objects.filter(holder="沈予安").update(state_since=LATER + timedelta(days=1))
    assert "1 certificate is new" in text(someone.get("/certificates/national"))


@pytest.mark.parametrize(
    "at", ["", "yesterday", "2026-01-01T00:00:00", "2026-01-01T00:00:00Z", "x" * 99]
)
def test_a_batch_that_never_was_is_not_found(register: Register, at: str) -> None:
    assert issuer(register).post("/certificates/national/workbook", {"at": at}).status_code == 404


def test_what_waits_is_on_the_desk(cast: Cast) -> None:
    found = list(duties.todos_for(cast.issuer, LATER))
    nobody = list(duties.todos_for(actor(Role.LIAISON, cast.school), LATER))

    assert [(one.url, one.rule) for one in found] == [("/certificates/issue/KH202600001", "R-109")]
    assert nobody == []
    assert found[0] in todos.waiting_for(cast.issuer, LATER)


def test_a_proposal_is_a_duty_of_the_office(register: Register) -> None:
    register.propose("沈予安")
    officer = actor(Role.OFFICE_OFFICER, register.office, person_id=999)

    [found] = list(duties.todos_for(officer, LATER))

    assert (found.url, found.count) == ("/certificates/revocations", 1)


def test_the_pages_cost_few_queries(register: Register) -> None:
    someone, officer = issuer(register), office(register)
    number = register.of("沈予安").number
    register.propose("许文澜")

    for client, path in (
        (someone, "/certificates"),
        (someone, f"/certificates/{number}"),
        (someone, "/certificates/issue"),
        (someone, "/certificates/issue/KH202600001"),
        (someone, "/certificates/national"),
        (officer, "/certificates/revocations"),
        (browser(Role.STUDENT), "/certificates/mine"),
    ):
        assert queries(client, path) <= MOST_QUERIES, path
