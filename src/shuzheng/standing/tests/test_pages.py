"""The pages of restrictions: the province decides and sees all, a party sees its own."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shuzheng.foundation.models import Fact, StoredFile
from shuzheng.identity.rules.kinds import DocumentKind, OrganisationKind, Role
from shuzheng.identity.services import persons
from shuzheng.identity.services.persons import PersonRow
from shuzheng.identity.tests.browsers import browser
from shuzheng.identity.tests.cast import NOON, actor, identity_number, organisation
from shuzheng.standing.models import Notice, Restriction
from shuzheng.standing.rules.restrictions import Kind, State
from shuzheng.standing.rules.restrictions import Restriction as Pure
from shuzheng.standing.rules.restrictions import state as state_of
from shuzheng.standing.services import notices, restrictions

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
DECISION = {
    "decided_on": "2026-03-02",
    "since": "2026-03-02",
    "until": "",
    "ground": "r-212",
    "reason": "飞行检查发现考场管理混乱",
    "decision_number": "演示〔2026〕2号",
}


@pytest.fixture
def department() -> Client:
    here = organisation("JYT", OrganisationKind.PROVINCIAL_DEPARTMENT)
    return browser(Role.PROVINCIAL_ADMIN, here)


@pytest.fixture
def here() -> int:
    return organisation("S1")


def decision(body: bytes = PDF, name: str = "决定.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body)


def suspend(party: int, number: str = "演示〔2026〕1号") -> int:
    return restrictions.impose(
        party,
        Kind.SUSPENSION,
        since=date(2026, 3, 2),
        ground="R-212",
        reason="检查发现",
        decision_number=number,
        actor=actor(Role.PROVINCIAL_ADMIN),
        now=NOON,
    )


def against(party: int, kind: str = "suspension") -> str:
    """Return the address at which a decision against an institution is recorded."""
    return f"/standing/impose/decision?against=o{party}&kind={kind}"


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_department_restricts_a_party_by_a_signed_decision(
    department: Client, here: int
) -> None:
    chosen = department.post(
        "/standing/impose", {"against": f"o{here}", "document_number": "", "kind": "suspension"}
    )
    assert chosen["Location"] == against(here)
    assert "registering candidates, applying for sites" in text(department, against(here))

    answer = department.post(against(here), {**DECISION, "decision": decision()})

    row = Restriction.objects.get()
    assert answer["Location"] == f"/standing/decisions/{row.pk}"
    assert (row.ground, row.until, row.decision is not None) == ("R-212", None, True)
    page = text(department, f"/standing/of/{here}")
    assert "演示〔2026〕2号" in page
    assert "飞行检查发现考场管理混乱" in page
    assert "It registers no new candidates" in page
    assert "演示S1" in text(department, "/standing")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"until": "2026-03-01"}, "is before the first"),
        ({"decided_on": "2026-03-03"}, "it cannot take effect on"),
        ({"decided_on": ""}, "Fill in: Day of the decision"),
        ({"ground": "R-999"}, "There is no such rule in the rulebook"),
        ({"since": "2026-02-30"}, "Give a day such as"),
        ({"reason": ""}, "Fill in: Grounds of the decision"),
        ({"decision": None}, "Choose: The signed decision"),
        ({"decision": decision(b"MZ", "决定.exe")}, "cannot be taken here"),
        ({"decision": decision(b"GIF89a")}, "is not PDF"),
        ({"decision": decision(PDF[:-8])}, "is missing or damaged"),
    ],
)
def test_a_refused_decision_says_why_and_leaves_nothing(
    department: Client, here: int, changes: dict[str, object], sentence: str
) -> None:
    data = {**DECISION, "decision": decision(), **changes}

    answer = department.post(
        against(here), {name: value for name, value in data.items() if value is not None}
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert not Restriction.objects.exists()
    assert not StoredFile.objects.exists()


def test_the_same_decision_is_recorded_once(department: Client, here: int) -> None:
    suspend(here, "演示〔2026〕2号")

    answer = department.post(against(here), {**DECISION, "decision": decision()})

    assert "is on record for this organisation already" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_a_decision_is_lifted_after_a_question_and_once(department: Client, here: int) -> None:
    row = suspend(here)
    url = f"/standing/{row}/lift"
    assert "Lift decision 演示〔2026〕1号?" in text(department, url)
    assert department.post(url, {"reason": ""}).status_code == 422

    assert department.post(url, {"reason": "整改合格"}).status_code == 302

    assert "整改合格" in text(department, f"/standing/of/{here}")
    again = department.post(url, {"reason": "再来一次"})
    assert again.status_code == 422
    assert "was lifted on" in again.content.decode()
    assert Fact.objects.filter(verb="standing.restriction.lifted").count() == 1


def test_a_party_sees_its_own_restrictions_and_reads_the_decision(
    department: Client, here: int
) -> None:
    department.post(against(here), {**DECISION, "decision": decision()})
    other = organisation("S2")
    own, stranger = browser(Role.LIAISON, here), browser(Role.LIAISON, other)
    paper = f"/files/{StoredFile.objects.get().uid}"

    assert own.get("/standing")["Location"] == f"/standing/of/{here}"
    page = text(own, f"/standing/of/{here}")
    assert "演示〔2026〕2号" in page
    assert "Lift this decision" not in page
    assert own.get(paper).status_code == 200
    assert stranger.get(f"/standing/of/{here}").status_code == 404
    assert stranger.get(paper).status_code == 404
    assert "Nothing restricts this party" in text(stranger, f"/standing/of/{other}")


def test_whoever_meets_a_decision_sees_what_it_bars_and_not_why(
    department: Client, here: int
) -> None:
    row = suspend(here)
    url = f"/standing/decisions/{row}"
    student, own = browser(Role.STUDENT, here), browser(Role.LIAISON, here)

    met = text(student, url)
    assert "registering candidates" in met
    assert "检查发现" not in met
    assert "检查发现" in text(own, url)
    restrictions.lift(row, "整改合格", actor=actor(Role.PROVINCIAL_ADMIN), now=NOON)
    assert student.get(url).status_code == 404
    assert "整改合格" in text(own, url)
    assert "整改合格" in text(department, url)


def test_a_decision_against_a_person_is_for_the_province_and_the_person(
    department: Client, here: int
) -> None:
    ours = browser(Role.LIAISON, here)
    known = persons.register(
        [PersonRow("钱考评", DocumentKind.RESIDENT_IDENTITY_CARD, identity_number(7))],
        organisation_id=here,
        actor=actor(Role.LIAISON, here),
        now=NOON,
    )[0].person_id
    chosen = department.post(
        "/standing/impose",
        {"against": "", "document_number": identity_number(7), "kind": "suspension"},
    )
    assert chosen["Location"] == f"/standing/impose/decision?against=p{known}&kind=suspension"
    made = department.post(chosen["Location"], {**DECISION, "decision": decision()})["Location"]

    assert "钱考评" in text(department, made)
    assert "钱考评" in text(department, "/standing")
    assert ours.get(made).status_code == 404
    assert browser(Role.ASSESSOR, here).get(made).status_code == 404


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"against": "", "document_number": ""}, "Choose one party, or give one identity number"),
        ({"against": "", "document_number": "{card}"}, "Nobody with this identity number"),
        ({"against": "o{here}", "document_number": "{card}"}, "Choose one party"),
        ({"against": "o999999", "document_number": ""}, "Select a valid choice"),
        ({"kind": "issuing_stop"}, "cannot be decided against a party of this kind"),
    ],
)
def test_a_party_that_a_decision_cannot_be_against_is_refused(
    department: Client, here: int, data: dict[str, str], sentence: str
) -> None:
    asked = {"against": f"o{here}", "document_number": "", "kind": "suspension", **data}
    posted = {
        name: value.format(here=here, card=identity_number(9)) for name, value in asked.items()
    }

    answer = department.post("/standing/impose", posted)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert department.get("/standing/impose/decision")["Location"] == "/standing/impose"
    unknown = "/standing/impose/decision?against=s9999&kind=suspension"
    assert department.get(unknown).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.OFFICE_OFFICER, 200),
        (Role.LIAISON, 302),
        (Role.CITY_OFFICER, 403),
        (Role.TEACHER, 403),
        (Role.STUDENT, 403),
        (Role.SECURITY_ADMIN, 403),
    ],
)
def test_who_sees_the_list_and_that_nobody_else_decides(here: int, role: Role, status: int) -> None:
    row = suspend(here)
    them = browser(role, here)

    assert them.get("/standing").status_code == status
    assert them.get("/standing/impose").status_code == 403
    assert them.get(f"/standing/{row}/lift").status_code == 403
    assert them.post(f"/standing/{row}/lift", {"reason": "放行"}).status_code == 403


def test_who_has_not_signed_in_is_asked_to(client: Client) -> None:
    for url in ("/standing", "/standing/of/1", "/standing/impose", "/standing/1/lift"):
        assert client.get(url)["Location"].startswith("/accounts/login/")


def test_the_list_shows_what_is_in_force_and_leaves_as_a_workbook(
    department: Client, here: int
) -> None:
    suspend(here)
    over = suspend(organisation("S2", name="演示乙学院"), "演示〔2025〕9号")
    Restriction.objects.filter(pk=over).update(until=date(2026, 3, 3))

    assert "演示乙学院" not in text(department, "/standing")
    assert "演示乙学院" in text(department, "/standing?view=all&q=2025")
    answer = department.get("/standing?view=all&export=xlsx")
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [page["A3"].value, page.max_row] == ["对象", 5]


def pure(**changes: object) -> Pure:
    particulars: dict[str, object] = {
        "kind": Kind.SUSPENSION,
        "since": date(2026, 3, 2),
        "until": date(2026, 6, 30),
        "lifted_on": None,
        "year": None,
        "ground": "R-212",
        "decision": "演示〔2026〕1号",
        **changes,
    }
    return Pure(**particulars)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("restriction", "on", "state"),
    [
        (pure(), date(2026, 3, 1), State.COMING),
        (pure(), date(2026, 3, 2), State.IN_FORCE),
        (pure(), date(2026, 6, 30), State.IN_FORCE),
        (pure(), date(2026, 7, 1), State.OVER),
        (pure(until=None), date(2030, 1, 1), State.IN_FORCE),
        (pure(lifted_on=date(2026, 4, 1)), date(2026, 4, 1), State.LIFTED),
        (pure(lifted_on=date(2026, 4, 1)), date(2026, 3, 31), State.IN_FORCE),
        (pure(kind=Kind.ELIGIBILITY_LOSS, year=2027, until=None), NOON.date(), State.IN_FORCE),
        (pure(kind=Kind.ELIGIBILITY_LOSS, year=2025, until=None), NOON.date(), State.OVER),
    ],
)
def test_where_a_restriction_stands(restriction: Pure, on: date, state: State) -> None:
    assert state_of(restriction, on) is state


@pytest.mark.rule("R-193")
def test_the_department_reads_the_text_of_a_notice_and_issues_it(
    department: Client, here: int
) -> None:
    officer = browser(
        Role.OFFICE_OFFICER, organisation("SDB", OrganisationKind.COORDINATION_OFFICE)
    )
    row = notices.propose(here, [date(2026, 1, 27), date(2026, 2, 12), date(2026, 2, 27)], now=NOON)
    hear = f"/standing/notices/{row}/hear"
    assert "2026年1月27日、2026年2月12日、2026年2月27日前报送" in text(officer, hear)
    said = {"heard_on": "2026-03-02", "statement": "人手不足。", "text": "改写后的正文。"}
    assert officer.post(hear, said).status_code == 302

    assert "改写后的正文。" in text(department, f"/standing/notices/{row}/issue")
    assert department.post(f"/standing/notices/{row}/issue", {}).status_code == 302

    page = text(department, f"/standing/notices/{row}")
    document = Notice.objects.get(pk=row).document_id
    assert f"/gazette/{document}/print" in page
    public = Client().get(f"/gazette/{document}").content.decode()
    assert "改写后的正文。" in public
    answer = department.get("/standing/notices?view=all&export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert "演示皖教秘职成〔2026〕1号" in [cell.value for cell in sheet["B"]]

    revoke = f"/standing/notices/{row}/revoke"
    assert department.post(revoke, {"reason": "误计。"}).status_code == 302
    assert "改写后的正文。" not in Client().get(f"/gazette/{document}").content.decode()
