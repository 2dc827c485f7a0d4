"""The desk: the office writes, the department approves, and everybody sees how far it has come."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from shuzheng.foundation.models import Fact
from shuzheng.gazette.models import Document
from shuzheng.gazette.services import receipts
from shuzheng.gazette.tests.cast import Cast, pdf, text
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import browser, queries
from shuzheng.identity.tests.cast import NOON, actor, organisation

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
FORM = {
    "kind": "notice",
    "topic": "",
    "publicity": "public",
    "issuer": "office",
    "issuer_name": "",
    "number": "",
    "dated_on": "",
    "title": "关于报送总结的通知",
    "body": "请按时报送。",
    "recipient_kinds": ["higher_vocational"],
    "recipient_names": "演示S1\nC1",
}


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def office(cast: Cast) -> Client:
    return browser(Role.OFFICE_OFFICER, cast.office.organisation_id)


@pytest.fixture
def department(cast: Cast) -> Client:
    return browser(Role.PROVINCIAL_ADMIN, cast.department.organisation_id)


@pytest.mark.rule("R-001")
@pytest.mark.rule("R-002")
def test_a_document_goes_from_the_form_to_its_recipients(
    office: Client, department: Client
) -> None:
    organisation("S1")
    organisation("C1", OrganisationKind.CITY_BUREAU)

    answer = office.post("/gazette/desk/new", FORM)
    row = Document.objects.get()
    assert answer["Location"] == f"/gazette/desk/{row.pk}"
    office.post(f"/gazette/desk/{row.pk}/attach", {"file": pdf()})
    row.refresh_from_db()
    approval = {"revision": row.revision}
    assert office.post(f"/gazette/desk/{row.pk}/approve", approval).status_code == 403
    department.post(f"/gazette/desk/{row.pk}/approve", approval)
    office.post(f"/gazette/desk/{row.pk}/publish")

    row.refresh_from_db()
    assert (row.state, row.number) == ("published", f"演示皖教试点办〔{row.year}〕1号")
    shown = text(office.get(f"/gazette/desk/{row.pk}"))
    assert "0 of 2 have signed for it" in shown
    assert row.number in shown


def test_a_name_that_nobody_has_is_said(office: Client) -> None:
    answer = office.post("/gazette/desk/new", {**FORM, "recipient_names": "无此校"})

    assert "No organisation has this name or code: 无此校" in text(answer, 422)
    assert not Document.objects.exists()


def test_a_refusal_stands_above_the_form_and_keeps_what_was_typed(office: Client) -> None:
    answer = office.post(
        "/gazette/desk/new", {**FORM, "recipient_names": "", "number": "甲〔2026〕1号"}
    )

    shown = text(answer, 422)
    assert "own documents get number and date when they are published" in shown
    assert "请按时报送。" in shown


def test_a_draft_that_somebody_else_changed_is_not_overwritten(cast: Cast, office: Client) -> None:
    pk = cast.drafted()
    data = {**FORM, "recipient_names": "", "revision": 1}
    assert office.post(f"/gazette/desk/{pk}/edit", data).status_code == 302

    answer = office.post(f"/gazette/desk/{pk}/edit", {**data, "title": "另一标题"})

    assert "Somebody else changed this a moment ago" in text(answer, 422)
    assert Document.objects.get().title == "关于报送总结的通知"


def test_a_correction_offers_only_what_can_change(cast: Cast, office: Client) -> None:
    pk = cast.out()
    answer = office.post(f"/gazette/desk/{pk}/correct", {"reason": "更正日期"})
    new = Document.objects.get(version=2)
    assert answer["Location"] == f"/gazette/desk/{new.pk}"

    shown = text(office.get(f"/gazette/desk/{new.pk}/edit"))
    assert 'name="publicity"' not in shown
    data = {"title": "新标题", "body": "新正文", "recipient_names": "", "revision": 1}
    assert office.post(f"/gazette/desk/{new.pk}/edit", data).status_code == 302

    new.refresh_from_db()
    assert (new.title, new.body, new.kind) == ("新标题", "新正文", "notice")


def test_returning_withdrawing_and_discarding_ask_first(
    cast: Cast, office: Client, department: Client
) -> None:
    draft, approved, out = cast.drafted(), cast.drafted(), cast.out()
    department.post(f"/gazette/desk/{approved}/approve", {"revision": 1})
    for url in (
        f"/gazette/desk/{draft}/discard",
        f"/gazette/desk/{approved}/return",
        f"/gazette/desk/{out}/withdraw",
    ):
        text(office.get(url))
    assert "Reason" in text(office.post(f"/gazette/desk/{out}/withdraw", {"reason": ""}), 422)

    office.post(f"/gazette/desk/{draft}/discard")
    office.post(f"/gazette/desk/{approved}/return", {"reason": "日期有误"})
    department.post(f"/gazette/desk/{out}/withdraw", {"reason": "有误"})

    states = dict(Document.objects.values_list("pk", "state"))
    assert states == {draft: "discarded", approved: "draft", out: "withdrawn"}


def test_a_file_is_taken_off_a_draft(cast: Cast, office: Client) -> None:
    pk = cast.drafted()
    office.post(f"/gazette/desk/{pk}/attach", {"file": pdf("日程.pdf")})
    assert "日程.pdf" in text(office.get(f"/gazette/desk/{pk}"))
    uid = Document.objects.get().attachments.get().uid

    office.post(f"/gazette/desk/{pk}/detach/{uid}")

    assert "日程.pdf" not in text(office.get(f"/gazette/desk/{pk}"))


@pytest.mark.rule("R-001")
def test_the_sender_sees_who_has_signed_exports_it_and_reminds(cast: Cast, office: Client) -> None:
    schools = [organisation("S1"), organisation("S2")]
    pk = cast.out(recipient_ids=tuple(schools))
    receipts.sign(pk, actor=actor(Role.LIAISON, schools[0]), now=NOON)
    url = f"/gazette/desk/{pk}/receipts"

    waiting = text(office.get(f"{url}?view=waiting"))
    assert "演示S2" in waiting
    assert "演示S1" not in waiting
    assert "1 of 2 have signed for it" in waiting
    book = openpyxl.load_workbook(io.BytesIO(office.get(f"{url}?export=xlsx").content))
    values = [row for row in book.active.iter_rows(values_only=True) if row[0] in {"S1", "S2"}]
    assert [(row[0], row[3]) for row in values] == [("S1", "已签收"), ("S2", "未签收")]
    office.post(f"/gazette/desk/{pk}/remind")
    assert "1 reminder" in text(office.get(f"{url}?view=waiting"))
    assert "nobody to remind" in text(office.post(f"/gazette/desk/{pk}/remind", follow=True))
    verbs = list(Fact.objects.order_by("-seq").values_list("verb", flat=True)[:2])
    assert verbs == ["gazette.document.reminded", "identity.list.exported"]


def test_the_desk_finds_drafts_by_title_and_published_ones_by_text(
    cast: Cast, office: Client
) -> None:
    cast.drafted(title="起草中的通知")
    cast.out(title="已发布的通知", body="飞行检查")

    assert "起草中的通知" in text(office.get("/gazette/desk?view=all&q=起草"))
    found = text(office.get("/gazette/desk?view=all&q=飞行"))
    assert "已发布的通知" in found
    assert "起草中的通知" not in found


def test_what_waits_stands_on_the_desk_of_whoever_decides(
    cast: Cast, office: Client, department: Client
) -> None:
    cast.drafted()

    assert "Documents to be approved" in text(department.get("/desk/"))
    assert "Documents to" not in text(office.get("/desk/"))


def test_the_pages_cost_the_same_for_one_document_and_for_many(cast: Cast, office: Client) -> None:
    schools = tuple(organisation(f"S{n}") for n in range(12))
    pk = cast.out(recipient_ids=schools[:1])
    urls = ("/gazette/desk?view=all", f"/gazette/desk/{pk}")
    few = [queries(office, url) for url in urls]
    for _ in range(8):
        cast.out(recipient_ids=schools)

    assert [queries(office, url) for url in urls] == few
    assert max(few) <= 40
