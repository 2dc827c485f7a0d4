"""The pages of plan and milestones: drafted, fixed, published, read by everybody, as a workbook."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.test import Client
from django.utils import translation

from shuzheng.foundation import clock
from shuzheng.governance.models import Milestone, Plan
from shuzheng.governance.services import milestones
from shuzheng.governance.tests import cast
from shuzheng.governance.tests.cast import at, stone
from shuzheng.identity.rules.kinds import Role
from shuzheng.pilots.models import Filing
from shuzheng.pilots.tests.visitors import browser, pdf, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_july(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English on one day: the clock is read at the door only."""
    monkeypatch.setattr(clock, "now", lambda: at(7, 6))
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def here() -> cast.Here:
    return cast.build()


def person(here: cast.Here, role: Role) -> Client:
    who = {
        Role.OFFICE_OFFICER: here.office,
        Role.PROVINCIAL_ADMIN: here.department,
        Role.CITY_OFFICER: here.bureau,
    }[role]
    return browser(role, who.organisation_id, person_id=who.person_id)


@pytest.mark.rule("R-008")
@pytest.mark.rule("R-009")
def test_a_plan_goes_from_the_office_by_the_department_to_everybody(here: cast.Here) -> None:
    office, department = person(here, Role.OFFICE_OFFICER), person(here, Role.PROVINCIAL_ADMIN)
    anybody = Client(headers={"Accept-Language": "en"})
    assert "No plan is published yet" in text(anybody.get("/programme-plan"))
    sent = {"year": 2026, "aims": "稳步推进。", "industries": "集成电路\n绿色食品"}
    office.post("/plans-of-the-year/new", sent)
    plan = Plan.objects.get()
    url = f"/plans-of-the-year/{plan.pk}"
    assert "has no milestone yet" in text(office.post(f"{url}/fix"), 422)
    sent = {"name": "完成备案", "content": "supervision", "owner": "省试点办"}
    office.post("/milestones/of/2026/new", {**sent, "due_on": "2026-06-30"})
    assert "完成备案" not in text(anybody.get("/programme-plan"))
    office.post(f"{url}/fix")
    assert "rows differ today" not in text(office.get(url))
    assert office.post(f"{url}/publish").status_code == 403
    assert anybody.get(f"/programme-plan/{plan.pk}").status_code == 404
    department.post(f"{url}/publish")
    page = text(anybody.get("/programme-plan"))
    assert "1 milestone is late:" in page
    assert "6 days late" in page
    assert "绿色食品" in page
    assert "江淮职业学院" in text(anybody.get(f"/programme-plan/{plan.pk}/institutions"))
    assert anybody.get(f"/programme-plan/{plan.pk}/other").status_code == 404
    assert "Late" in page
    printed = office.get(f"{url}/print")
    assert printed.content.startswith(b"%PDF")


@pytest.mark.rule("R-009")
def test_a_list_shows_what_is_different_today_and_leaves_as_a_workbook(here: cast.Here) -> None:
    pk = here.published()
    world = here.world
    Filing.objects.filter(institution_id=world.member).update(state="returned")
    office = person(here, Role.OFFICE_OFFICER)
    assert "1 row differs today" in text(office.get(f"/plans-of-the-year/{pk}"))
    url = f"/plans-of-the-year/{pk}/lists/institutions"
    page = text(office.get(f"{url}?view=different"))
    assert "No longer held today" in page
    assert "江淮职业学院" not in page
    book = office.get(f"{url}?export=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(book.content)).worksheets[0]
    assert {"江淮职业学院", "秋浦职业学校"} <= {cell for row in sheet.values for cell in row}


@pytest.mark.rule("R-008")
def test_a_bureau_works_on_its_own_milestone_alone(here: cast.Here) -> None:
    ours, theirs = milestones.plan_all(
        2026,
        [stone("省里的"), stone("市里的", owner="合肥市教育局（演示）")],
        actor=here.office,
        now=at(1, 12),
    )
    bureau, office = person(here, Role.CITY_OFFICER), person(here, Role.OFFICE_OFFICER)
    page = text(bureau.get("/milestones"))
    assert "市里的" in page
    assert "省里的" not in page
    assert bureau.get(f"/milestones/{ours}").status_code == 404
    assert bureau.post(f"/milestones/{ours}/finish", {"said": "x"}).status_code == 404
    assert bureau.get(f"/milestones/{theirs}/postpone").status_code == 403
    bureau.post(f"/milestones/{theirs}/finish", {"said": "考核八场", "document": pdf()})
    row = Milestone.objects.select_related("document").get(pk=theirs)
    assert (row.state, row.said) == ("done", "考核八场")
    assert row.document is not None
    assert bureau.get(f"/files/{row.document.uid}").status_code == 200
    assert "Reached 6 days late" in text(bureau.get(f"/milestones/{theirs}"))
    sent = {"due_on": "2026-08-31", "reason": "设备推迟"}
    office.post(f"/milestones/{ours}/postpone", sent)
    assert "设备推迟" in text(office.get(f"/milestones/{ours}"))
    assert Milestone.objects.get(pk=ours).due_on == date(2026, 8, 31)
    book = office.get("/milestones?view=all&export=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(book.content)).worksheets[0]
    assert {"市里的", "已完成", "未启动"} <= {cell for row in sheet.values for cell in row}
