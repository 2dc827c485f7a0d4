"""The pages of panels: drawn by two parties, told to everybody by tags, named at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from shuzheng.foundation import clock, todos
from shuzheng.governance.core import drawing as lot
from shuzheng.governance.models import Panel, Seat
from shuzheng.governance.services import pool
from shuzheng.governance.services.pool import Entered
from shuzheng.governance.tests import cast
from shuzheng.governance.tests.cast import at
from shuzheng.identity.rules.kinds import Role
from shuzheng.pilots.tests.visitors import browser, text
from shuzheng.transparency.core.draws import document

if TYPE_CHECKING:
    from django.test import Client

PANEL = {
    "kind": "appraisal",
    "title": "专项论证",
    "fields_wanted": ["现代制造"],
    "size": "3",
    "meets_on": "2026-03-10",
}


@pytest.fixture
def here(db: None, monkeypatch: pytest.MonkeyPatch) -> cast.Here:
    del db
    monkeypatch.setattr(clock, "now", lambda: at(3, 2))
    made = cast.build()
    given = [Entered(f"专家{n}", f"研究院{n}", "教授", ("现代制造",)) for n in range(1, 8)]
    pool.enter_all(given, actor=made.office, now=at(1, 12))
    return made


def drawn(office: Client, department: Client) -> str:
    """Return the address of a panel that both parties drew on their pages."""
    page = office.post("/expert-pool/panels/new", PANEL)["Location"]
    office.post(f"{page}/draw")
    department.post(f"{page}/witness", {"own": ""})
    office.post(f"{page}/reveal")
    department.post(f"{page}/reveal")
    return str(page)


@pytest.mark.rule("R-012")
def test_two_parties_draw_a_panel_on_their_pages(here: cast.Here, client: Client) -> None:
    office = browser(Role.OFFICE_OFFICER, here.office.organisation_id)
    department = browser(Role.PROVINCIAL_ADMIN, here.department.organisation_id)
    assert "专项论证" not in text(office.get("/expert-pool/panels"))
    assert office.post("/expert-pool/panels/new", {**PANEL, "size": "4"}).status_code == 422
    wrong = {**PANEL, "kind": "catalogue_review"}
    assert office.post("/expert-pool/panels/new", wrong).status_code == 422
    page = office.post("/expert-pool/panels/new", PANEL)["Location"]
    assert "专项论证" in text(office.get("/expert-pool/panels"))
    assert client.get("/panels").status_code == 200
    office.post(f"{page}/draw")
    assert "专项论证" in text(department.get("/desk/"))
    assert department.get(f"{page}/witness").status_code == 200
    assert department.post(f"{page}/witness", {"own": "xyz"}).status_code == 422
    assert department.post(f"{page}/witness", {"own": ""}).status_code == 302
    office.post(f"{page}/reveal")
    department.post(f"{page}/reveal")

    row = Panel.objects.get()
    assert row.state == "standing"
    assert "专家" in text(office.get(page))
    public = text(client.get(f"/panels/{row.uid}"))
    assert Seat.objects.filter(panel=row, state="sitting").count() == 3
    assert "专家1" not in public
    whole = client.get(f"/panels/{row.uid}/draw.json").json()
    checks = document.judge(whole, {lot.KIND: lot.outcome_of})
    assert [str(check.verdict) for check in checks] == [*["holds"] * 7, "unknown"]


@pytest.mark.rule("R-012")
def test_a_member_is_replaced_and_names_are_public_when_the_work_is_done(
    here: cast.Here, client: Client
) -> None:
    office = browser(Role.OFFICE_OFFICER, here.office.organisation_id)
    department = browser(Role.PROVINCIAL_ADMIN, here.department.organisation_id)
    page = drawn(office, department)
    row = Panel.objects.get()
    seat = Seat.objects.get(panel=row, place=1)
    url = f"/expert-pool/panels/seats/{seat.pk}/replace"
    assert department.get(url).status_code == 403
    assert office.get(url).status_code == 200
    assert office.post(url, {"why": "barred", "reason": "x"}).status_code == 422
    office.post(url, {"why": "prevented", "reason": "出差"})
    assert Seat.objects.get(panel=row, place=4).state == "sitting"
    assert "出差" in text(office.get(page))
    assert "出差" not in text(client.get(f"/panels/{row.uid}"))
    office.post(f"{page}/finish", {})
    public = text(client.get(f"/panels/{row.uid}"))
    for one in Seat.objects.filter(panel=row).select_related("expert"):
        assert (one.expert.name in public) is (one.state == "sitting")
    assert "专项论证" in text(office.get(f"/expert-pool/{seat.expert_id}"))


@pytest.mark.rule("R-012")
def test_a_dissolved_panel_stays_in_public_with_its_reason(
    here: cast.Here, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = browser(Role.OFFICE_OFFICER, here.office.organisation_id)
    department = browser(Role.PROVINCIAL_ADMIN, here.department.organisation_id)
    page = drawn(office, department)
    monkeypatch.setattr(clock, "now", lambda: at(3, 11))
    with translation.override("en"):
        found = [str(one.title) for one in todos.waiting_for(here.office, at(3, 11))]
    assert "Panels that have met and are not ended" in found
    assert office.post(f"{page}/dissolve", {"reason": ""}).status_code == 422
    office.post(f"{page}/dissolve", {"reason": "事项撤回"})
    row = Panel.objects.get()
    assert "事项撤回" in text(client.get(f"/panels/{row.uid}"))
    assert "专项论证" in text(client.get("/panels"))
    assert office.get(f"{page}/finish").status_code == 409
    later = {**PANEL, "title": "另一事项", "meets_on": "2026-03-20"}
    other = office.post("/expert-pool/panels/new", later)["Location"]
    office.post(f"{other}/cancel", {"reason": "取消"})
    assert "另一事项" not in text(client.get("/panels"))
    assert "另一事项" not in text(office.get("/expert-pool/panels"))
    assert "另一事项" in text(office.get("/expert-pool/panels?view=all"))
