"""The pages of measurements and pairings, by whom they concern."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.utils import translation

from shuzheng.foundation import clock, todos
from shuzheng.foundation.documents.tests import reading
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast as parties
from shuzheng.pilots.tests.visitors import browser, pdf, text
from shuzheng.support.models import Action, Pairing
from shuzheng.support.rules.pairing import Word
from shuzheng.support.services import pairing
from shuzheng.support.sheets.amounts import AMOUNTS
from shuzheng.support.tests import cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

pytestmark = pytest.mark.django_db
AGREEMENT = {
    "measures": ["hours"],
    "goal": "生均培训学时达到全省均值（演示）。",
    "shares": ["teachers", "bases"],
    "words": "选派教师驻校（演示）。",
    "since": "2026-04-01",
    "until": "2027-03-31",
}


@pytest.fixture(autouse=True)
def in_march(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English on one day: the clock is read at the door only."""
    monkeypatch.setattr(clock, "now", lambda: cast.at(3, 2))
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def here() -> cast.Here:
    return cast.build()


@pytest.mark.rule("R-241")
def test_the_page_of_a_measurement_shows_spread_lowest_and_proposals(here: cast.Here) -> None:
    pk = cast.measured(date(2025, 12, 31), 100)
    url = f"/support/conditions/{pk}"
    office = browser(Role.OFFICE_OFFICER, here.office)
    page = text(office.get(url))
    # 10, 60 and 50 hours: mean 40, squared deviations 900 400 100, √(1400/3)/40 = 0.540.
    assert "0.540" in page
    assert "Gini 0.278; mean 40.0; 3 institutions with data" in page
    assert "no data" in page
    assert "秋浦职业学校" in page
    assert f"/support/pairings/new?helped={here.weak}&amp;helper={here.strong}" in page
    own = text(browser(Role.LIAISON, here.weak).get(url))
    assert "秋浦职业学校" in own
    assert "江淮职业学院" not in own
    assert "Proposed pairs" not in own
    book = office.get(f"{url}/institutions?view=all&export=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(book.content)).worksheets[0]
    cells = {cell for row in sheet.values for cell in row}
    assert {"秋浦职业学校", "江淮职业学院", "10.0", "生均培训学时"} <= cells
    assert text(office.get(f"{url}/institutions?view=all&sort=-hours")).count("<tr") == 4


@pytest.mark.rule("R-241")
def test_the_office_opens_a_measurement_and_cannot_freeze_nothing(here: cast.Here) -> None:
    office = browser(Role.OFFICE_OFFICER, here.office)
    assert ("R-241", None) in _duties(cast.OFFICE)
    assert "Open a measurement" in text(office.get("/support/conditions"))
    office.post("/support/conditions/new")
    assert ("R-241", None) not in _duties(cast.OFFICE)
    page = text(office.get("/support/conditions"))
    url = page.split('href="/support/conditions/')[1].split('"')[0]
    assert "Amounts taken so far" in text(office.get(f"/support/conditions/{url}"))
    refused = text(office.post(f"/support/conditions/{url}/freeze"), 422)
    assert "there is nothing to measure" in refused
    liaison = browser(Role.LIAISON, here.weak)
    assert liaison.get(f"/support/conditions/{url}").status_code == 404
    assert liaison.post("/support/conditions/new").status_code == 403


def test_a_row_of_the_sheet_says_something() -> None:
    def found(**values: object) -> list[str]:
        row = {"hours": None, "spending": None, "teachers": None, **values}
        return [column for check in AMOUNTS.checks for column, _ in check(row)]

    assert found() == ["hours"]
    assert found(teachers=0) == []


@pytest.mark.rule("R-240")
def test_the_pages_lead_a_pairing_from_its_proposal_to_its_decision(here: cast.Here) -> None:
    cast.measured(date(2025, 12, 31), 100)
    office = browser(Role.OFFICE_OFFICER, here.office)
    department = browser(
        Role.PROVINCIAL_ADMIN, parties.organisation("P1", OrganisationKind.PROVINCIAL_DEPARTMENT)
    )
    filled = text(office.get(f"/support/pairings/new?helped={here.weak}&helper={here.strong}"))
    assert f'value="{here.weak}" selected' in filled
    assert "checked" in filled
    sent = {**AGREEMENT, "helped": here.weak, "helper": here.strong}
    assert "The term begins" in text(
        office.post("/support/pairings/new", {**sent, "until": "2026-05-01"}), 422
    )
    assert Pairing.objects.count() == 0
    office.post("/support/pairings/new", sent)
    pk = Pairing.objects.get().pk
    url = f"/support/pairings/{pk}"
    assert department.get(f"{url}/print").status_code == 422
    weak, strong = (browser(Role.INSTITUTION_ADMIN, one) for one in (here.weak, here.strong))
    assert "may answer until" in text(department.post(f"{url}/agree", {"reason": ""}), 422)
    assert "Say why." in text(weak.post(f"{url}/answer", {"word": "objects"}), 422)
    weak.post(f"{url}/answer", {"word": "agrees"})
    strong.post(f"{url}/answer", {"word": "agrees", "said": "尽力而为。"})
    assert "尽力而为。" in text(department.get(url))
    department.post(f"{url}/agree", {"reason": ""})
    assert Pairing.objects.get().state == "agreed"


@pytest.mark.rule("R-240")
def test_the_pages_tell_actions_evaluate_end_and_print(
    here: cast.Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = cast.agreed(here)
    url = f"/support/pairings/{pk}"
    office = browser(Role.OFFICE_OFFICER, here.office)
    department = browser(
        Role.PROVINCIAL_ADMIN, parties.organisation("P1", OrganisationKind.PROVINCIAL_DEPARTMENT)
    )
    weak, liaison = browser(Role.LIAISON, here.weak), browser(Role.LIAISON, here.strong)
    liaison.post(f"{url}/actions/new", {"title": "教师驻校（演示）", "due_on": "2026-06-30"})

    monkeypatch.setattr(clock, "now", lambda: cast.at(10, 5))
    pairing.begin_due(now=cast.at(4, 1))
    action = Action.objects.get().pk
    page = text(liaison.get(url))
    assert "Overdue" in page
    assert f'href="{url}/actions/{action}"' in page
    done = {"on": "2026-06-20", "persons": 30, "hours": 64, "words": "完成。"}
    liaison.post(f"{url}/actions/{action}", {**done, "document": pdf("记录.pdf")})
    assert "记录.pdf" in text(weak.get(url))
    early = {"result": "reached", "words": "目标已达到。", "early_reason": ""}
    assert "say why it is evaluated" in text(office.post(f"{url}/evaluate", early), 422)
    office.post(f"{url}/evaluate", {**early, "early_reason": "目标提前达到。"})
    department.post(f"{url}/end", {"words": "不再续期。"})
    assert "不再续期。" in text(weak.get(url))

    paper = reading.words(weak.get(f"{url}/print").content).replace("\n", "")
    assert "江淮职业学院" in paper
    assert "自2026-04-01起至2027-03-31止" in paper
    assert "教师驻校（演示）" in paper
    book = office.get("/support/pairings?view=all&export=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(book.content)).worksheets[0]
    cells = {cell for row in sheet.values for cell in row}
    assert {"秋浦职业学校", "已结束", "达到目标", "生均培训学时"} <= cells


@pytest.mark.rule("R-240")
def test_what_waits_is_on_the_desk_of_whom_it_waits_for(here: cast.Here) -> None:
    cast.proposed(here)
    head, liaison = here.head(here.weak), here.liaison(here.weak)
    assert _duties(head) == {("R-240", date(2026, 3, 16))}
    assert _duties(liaison) == set()
    assert ("R-240", date(2026, 3, 16)) not in _duties(cast.DEPARTMENT)
    for school in (here.weak, here.strong):
        pairing.answer(
            Pairing.objects.get().pk,
            Word.AGREES,
            "",
            actor=here.head(school),
            now=cast.at(3, 2),
        )
    assert _duties(head) == set()
    assert ("R-240", date(2026, 3, 16)) in _duties(cast.DEPARTMENT)


def _duties(who: object) -> set[tuple[str, date | None]]:
    found = todos.waiting_for(who, cast.at(3, 2))  # type: ignore[arg-type]
    return {(one.rule, one.due_on) for one in found if one.rule in {"R-240", "R-241"}}
