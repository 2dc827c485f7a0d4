"""The pages of inspections: drawn by two parties, hidden until the team stands at the door."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from shuzheng.foundation import clock
from shuzheng.gazette.tests.cast import pdf, text
from shuzheng.identity.models import Membership, User
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import BACKEND, browser
from shuzheng.identity.tests.cast import NOON
from shuzheng.quality.models import Campaign, Finding, Inspection, Tie, Veto
from shuzheng.quality.rules import form
from shuzheng.quality.rules.finding import Severity
from shuzheng.quality.rules.inspection import Signature
from shuzheng.quality.services import findings, inspections
from shuzheng.quality.services.findings import Found
from shuzheng.quality.services.inspections import Report
from shuzheng.quality.tests.cast import Cast, cast, said
from shuzheng.standing.models import Restriction

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

PLAN = {
    "title": "春季飞行检查",
    "kind": "site",
    "targets": "2",
    "team": "2",
    "added": ["rooms", "fees"],
}

REPORT = {"text": "总体规范。", "signature": "signed"}


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Serve all pages at noon of the cast's day."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def here() -> Cast:
    return cast()


def of(role: Role, organisation: int) -> Client:
    return browser(role, organisation, name="来访者")


def in_team(person_id: int) -> Client:
    """Return the browser of an inspector of the cast."""
    user = User.objects.create(
        username=f"u{person_id}", person_id=person_id, created_at=NOON, password="!"
    )
    assert Membership.objects.filter(person_id=person_id, role=Role.INSPECTOR).exists()
    client = of(Role.INSPECTOR, Membership.objects.get(person_id=person_id).organisation_id or 0)
    client.force_login(user, backend=BACKEND)
    return client


@pytest.mark.rule("R-210")
def test_two_parties_draw_a_campaign_on_their_pages(here: Cast) -> None:
    office = of(Role.OFFICE_OFFICER, here.office.organisation_id)
    department = of(Role.PROVINCIAL_ADMIN, here.department.organisation_id)
    assert "No campaign yet" in text(office.get("/quality/campaigns"))
    assert office.post("/quality/campaigns/new", {**PLAN, "team": "1"}).status_code == 422
    answer = office.post("/quality/campaigns/new", PLAN)
    page = answer["Location"]
    assert "Open the draw" in text(office.get(page))
    assert "Rooms and equipment" in text(office.get(page))
    office.post(f"{page}/draw")
    assert "Be the witness" in text(department.get(page))
    assert "春季飞行检查" in text(department.get("/desk/"))
    text(department.get(f"{page}/witness"))
    assert department.post(f"{page}/witness", {"own": "xyz"}).status_code == 422
    assert department.post(f"{page}/witness", {"own": ""}).status_code == 302
    office.post(f"{page}/reveal")
    department.post(f"{page}/reveal")

    assert Campaign.objects.get().state == "drawn"
    assert "2 drawn, 2 of them still sealed" in text(office.get(page))
    assert "春季飞行检查" in text(office.get("/quality/campaigns"))


@pytest.mark.rule("R-210")
def test_a_sealed_target_stands_on_no_page_of_anybody_but_its_team(
    here: Cast, client: Client
) -> None:
    pk = here.drawn()
    row = Inspection.objects.filter(campaign=pk).select_related("site", "party")[0]
    assert row.site is not None
    lead = in_team(here.lead(row.pk).person_id)
    outside = [
        of(Role.OFFICE_OFFICER, here.office.organisation_id),
        of(Role.PROVINCIAL_ADMIN, here.department.organisation_id),
        of(Role.LIAISON, row.party_id),
    ]
    uid = Campaign.objects.get().uid
    places = (
        "/desk/",
        "/quality/inspections?view=all",
        f"/quality/campaigns/{pk}",
        f"/inspections/{uid}",
        f"/inspections/{uid}/draw.json",
        "/inspections",
        "/draws",
        f"/log/proof/{row.log_index}",
    )
    for visitor in (*outside, client):
        assert visitor.get(f"/quality/inspections/{row.pk}").status_code in {302, 404}
        for place in places:
            page = visitor.get(place).content.decode()
            assert row.site.name not in page, place
            assert f'"{row.code}"' not in page, place
    assert row.site.name in text(lead.get("/quality/inspections"))
    assert "Only this team sees whom it will meet" in text(
        lead.get(f"/quality/inspections/{row.pk}")
    )

    assert lead.post(f"/quality/inspections/{row.pk}/arrive").status_code == 302

    for visitor in outside:
        assert row.site.name in text(visitor.get(f"/quality/inspections/{row.pk}"))


@pytest.mark.rule("R-210")
def test_the_public_sees_targets_and_the_whole_draw_when_no_seal_is_left(
    here: Cast, client: Client
) -> None:
    pk = here.drawn()
    uid = Campaign.objects.get().uid
    page = client.get(f"/inspections/{uid}", headers={"Accept-Language": "en"}).content.decode()
    assert "2 inspections are still sealed" in page
    for row in Inspection.objects.filter(campaign=pk).select_related("site"):
        lead = in_team(here.lead(row.pk).person_id)
        lead.post(f"/quality/inspections/{row.pk}/arrive")

    page = client.get(f"/inspections/{uid}", headers={"Accept-Language": "en"}).content.decode()
    for row in Inspection.objects.filter(campaign=pk).select_related("site"):
        assert row.site is not None
        assert row.site.name in page
    whole = json.loads(client.get(f"/inspections/{uid}/draw.json").content)
    assert whole["inputs"]["draw"] == 2
    assert "春季" not in page
    assert "第一次飞行检查" in client.get("/inspections").content.decode()


@pytest.mark.rule("R-210")
def test_an_inspector_declares_kin_once(here: Cast) -> None:
    client = in_team(here.inspectors[0].person_id)
    data = {"organisation": str(here.schools[0]), "ground": "kin"}

    assert client.post("/quality/ties", data).status_code == 302
    assert "Kin there" in text(client.get("/quality/ties"))
    again = client.post("/quality/ties", data)
    assert "You have declared this already." in text(again, 422)
    assert client.post("/quality/ties", {**data, "ground": "own"}).status_code == 422
    assert Tie.objects.count() == 1


def test_a_campaign_is_cancelled_with_a_reason_and_an_inspection_called_off(here: Cast) -> None:
    office = of(Role.OFFICE_OFFICER, here.office.organisation_id)
    pk = here.planned()
    assert office.post(f"/quality/campaigns/{pk}/cancel", {"reason": ""}).status_code == 422
    text(office.get(f"/quality/campaigns/{pk}/cancel"))
    office.post(f"/quality/campaigns/{pk}/cancel", {"reason": "计划调整。"})
    assert "计划调整。" in text(office.get(f"/quality/campaigns/{pk}"))

    row = Inspection.objects.filter(campaign=here.drawn())[0]
    lead = in_team(here.lead(row.pk).person_id)
    text(lead.get(f"/quality/inspections/{row.pk}/call-off"))
    lead.post(f"/quality/inspections/{row.pk}/call-off", {"reason": "站点停用。"})
    assert "站点停用。" in text(office.get(f"/quality/inspections/{row.pk}"))


@pytest.mark.rule("R-220")
@pytest.mark.rule("R-213")
def test_a_team_reports_and_the_one_inspected_answers_on_their_pages(here: Cast) -> None:
    row = here.begun(now=NOON - timedelta(hours=2))
    lead = in_team(here.lead(row.pk).person_id)
    party = of(Role.LIAISON, row.party_id)
    office = of(Role.OFFICE_OFFICER, here.office.organisation_id)
    page = f"/quality/inspections/{row.pk}"
    assert "Papers are kept under lock" in text(lead.get(f"{page}/form"))
    codes = [code for _, code, _ in form.items_of(row.campaign.sections)]
    filled = {f"answer-{code}": "held" for code in codes} | {"answer-handover": "failed"}
    assert "no answer yet" in text(lead.post(f"{page}/report", REPORT), 422)
    assert lead.post(f"{page}/form", {**filled, "remark-handover": "缺两处"}).status_code == 302
    found = {
        "item": "handover",
        "severity": "major",
        "text": "缺签字。",
        "happened_on": "2026-03-01",
    }
    wrong = lead.post(f"{page}/findings/new", {**found, "happened_on": "2026-03-09"})
    assert "happened on the day of the inspection or before" in text(wrong, 422)
    assert "No inspection here" not in text(party.get("/quality/inspections"))
    lead.post(f"{page}/findings/new", {**found, "evidence": pdf("照片.pdf")})
    assert "缺签字。" not in text(party.get(page))
    assert lead.post(f"{page}/report", {**REPORT, "record": pdf("记录.pdf")}).status_code == 302

    assert "缺两处" in text(party.get(page))
    finding = Finding.objects.get()
    there = f"/quality/findings/{finding.pk}"
    assert "缺签字。" in text(party.get(there))
    assert "照片.pdf" in text(party.get(there))
    assert "Waiting for me" in text(party.get("/quality/findings"))
    party.post(f"{page}/confirm", {"heard": "agreed", "statement": "立即整改。"})
    assert "立即整改。" in text(office.get(page))
    office.post(f"{page}/publish")
    party.post(f"{there}/begin")
    assert "Choose: Evidence" in text(party.post(f"{there}/submit", {"text": "已补。"}), 422)
    party.post(f"{there}/submit", {"text": "已补。", "evidence": pdf("整改.pdf")})
    text(lead.get(f"{there}/recheck"))
    lead.post(f"{there}/recheck", {"decision": "pass", "reason": "齐全。"})
    office.post(f"{there}/close")
    office.post(f"{page}/close")

    assert Finding.objects.get().state == "closed"
    assert Inspection.objects.get(pk=row.pk).state == "closed"
    assert "calendar days" in text(office.get("/quality/findings?view=all"))


@pytest.mark.rule("R-213")
def test_a_contest_and_an_escalation_on_their_pages(here: Cast) -> None:
    row = here.begun(now=NOON - timedelta(hours=2))
    lead, office = here.lead(row.pk), of(Role.OFFICE_OFFICER, here.office.organisation_id)
    party = of(Role.INSTITUTION_ADMIN, row.party_id)
    found = Found(Severity.MINOR, "缺签字。", NOON.date(), "handover")
    pk = findings.record(row.pk, found, actor=lead, now=NOON)
    codes = {code: "held" for _, code, _ in form.items_of(row.campaign.sections)}
    inspections.answer(row.pk, said({**codes, "handover": "failed"}), actor=lead, now=NOON)
    inspections.report(row.pk, Report("x", Signature.REFUSED), actor=lead, now=NOON)
    there = f"/quality/findings/{pk}"
    party.post(f"{there}/contest", {"text": "已签。"})
    office.post(f"{there}/decide", {"decision": "uphold", "reason": "证据不足。"})
    assert "contested before, and upheld" in text(party.get(there))
    assert findings.expire(now=NOON + timedelta(days=40)) == 1
    assert "Rectification overdue" in text(office.get("/quality/findings?view=late"))
    text(office.get(f"{there}/escalate"))
    office.post(f"{there}/escalate", {"reason": "逾期未改。"})
    assert "逾期未改。" in text(party.get(there))
    assert Finding.objects.get().escalated == 1


@pytest.mark.rule("R-212")
def test_a_veto_goes_through_four_persons_pages(here: Cast) -> None:
    row = here.begun(now=NOON - timedelta(hours=2))
    member, office = here.lead(row.pk), of(Role.OFFICE_OFFICER, here.office.organisation_id)
    lead, party = in_team(member.person_id), of(Role.LIAISON, row.party_id)
    first, second = (of(Role.PROVINCIAL_ADMIN, here.department.organisation_id) for _ in range(2))
    found = Found(Severity.GRAVE, "试卷外传。", NOON.date(), "custody")
    pk = findings.record(row.pk, found, actor=member, now=NOON)
    codes = {code: "held" for _, code, _ in form.items_of(row.campaign.sections)}
    inspections.answer(row.pk, said({**codes, "custody": "failed"}), actor=member, now=NOON)
    inspections.report(row.pk, Report("x", Signature.REFUSED), actor=member, now=NOON)
    assert "Leaked paper" in text(lead.get(f"/quality/findings/{pk}/veto"))
    lead.post(f"/quality/findings/{pk}/veto", {"ground": "leaked_paper", "reason": "属实。"})
    veto = f"/quality/vetoes/{Veto.objects.get().pk}"
    assert "See the veto" in text(lead.get(f"/quality/findings/{pk}"))
    assert "属实。" in text(party.get(veto))
    text(office.get(f"{veto}/hear"))
    office.post(f"{veto}/hear", {"heard_on": "2026-03-02", "statement": "承认。"})
    decision = {"number": "演示1号", "reason": "试卷外传。", "review_on": "2026-06-01"}
    early = first.post(f"{veto}/decide", {**decision, "review_on": "2026-03-02"})
    assert "lies after today" in text(early, 422)
    first.post(f"{veto}/decide", decision)
    assert "somebody else decides" in text(first.get(veto))
    assert first.post(f"{veto}/enforce").status_code == 403
    assert "Waiting for me" in text(second.get("/quality/vetoes"))
    assert second.post(f"{veto}/enforce").status_code == 302

    assert Veto.objects.get().state == "in_force"
    assert Restriction.objects.get().site_code == row.code
    assert "Failed by veto" in text(party.get(f"/quality/inspections/{row.pk}"))
    assert "from 2026-06-01 on" in text(second.post(f"{veto}/lift", {"reason": "x"}), 422)
