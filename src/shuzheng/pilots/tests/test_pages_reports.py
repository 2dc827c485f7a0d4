"""The pages of bi-weekly reports, by who does what."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.utils import translation

from shuzheng.foundation import clock, todos
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import actor, organisation
from shuzheng.kernel.periods import SHANGHAI
from shuzheng.pilots.models import Filing, Report, ReportBreak, Suggestion
from shuzheng.pilots.services import report_periods
from shuzheng.pilots.tests.visitors import browser, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client
    from pytest_django import Settings

pytestmark = pytest.mark.django_db

BEGUN = datetime.combine(date(2026, 2, 27), time(1), SHANGHAI)
DUE = datetime.combine(date(2026, 3, 11), time(10), SHANGHAI)
AFTER = datetime.combine(date(2026, 3, 13), time(10), SHANGHAI)
BUDGET = 45


class Clock:
    """The hour that the pages are served at."""

    now = DUE


@pytest.fixture(autouse=True)
def hour(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """Serve the pages in English at an hour that a test may change."""
    told = Clock()
    monkeypatch.setattr(clock, "now", lambda: told.now)
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield told


@pytest.fixture
def school() -> int:
    here = organisation("S1", name="江淮职业学院")
    Filing.objects.create(
        institution_id=here, year=2026, number="BA1", state="filed", filed_on=date(2025, 11, 1)
    )
    report_periods.catch_up(now=BEGUN)
    return here


@pytest.fixture
def liaison(school: int) -> Client:
    return browser(Role.LIAISON, school)


@pytest.fixture
def office() -> Client:
    return browser(Role.OFFICE_OFFICER, organisation("O1", OrganisationKind.COORDINATION_OFFICE))


def sent(edition: int = 0, **texts: str) -> dict[str, str]:
    blank = dict.fromkeys(("progress", "experience", "cases", "problems", "suggestions"), "")
    return {**blank, "edition": str(edition), **texts}


@pytest.mark.rule("R-191")
def test_a_report_saves_as_one_writes_and_is_filed_when_its_progress_is_told(
    liaison: Client,
) -> None:
    pk = Report.objects.get().pk
    url = f"/pilots/reports/{pk}/"

    assert "Not saved yet" in text(liaison.get(f"{url}edit/"))
    saved = text(liaison.post(f"{url}save/", sent(problems="考评员不足")))
    assert 'name="edition" value="1"' in saved
    assert "Saved at 10:00" in saved
    refused = text(liaison.post(f"{url}edit/", {**sent(1, problems="x"), "act": "file"}), 422)
    assert "The part “Progress of the work” is required." in refused
    filed = {**sent(1, progress="完成考核", suggestions="建议降费"), "act": "file"}
    answer = liaison.post(f"{url}edit/", filed, follow=True)
    assert "The report is filed." in text(answer)
    assert Report.objects.get().state == "submitted"
    assert Suggestion.objects.count() == 1


@pytest.mark.rule("R-191")
def test_a_text_that_somebody_else_saved_is_not_overwritten_unseen(liaison: Client) -> None:
    url = f"/pilots/reports/{Report.objects.get().pk}/"
    liaison.post(f"{url}save/", sent(progress="甲稿"))

    assert "has saved this report meanwhile" in text(liaison.post(f"{url}save/", sent()))
    page = text(liaison.post(f"{url}edit/", {**sent(progress="乙稿"), "act": "save"}), 422)
    assert "has saved this report meanwhile" in page
    assert 'name="edition" value="1"' in page
    assert Report.objects.get().progress == "甲稿"


@pytest.mark.rule("R-190")
@pytest.mark.rule("R-193")
def test_the_liaison_s_desk_says_what_is_due_and_the_list_warns_of_misses(
    school: int, liaison: Client, hour: Clock
) -> None:
    waiting = todos.waiting_for(actor(Role.LIAISON, school), DUE)
    [duty] = [one for one in waiting if one.rule in {"R-190", "R-257"}]
    assert (str(duty.title), duty.due_on) == ("File the report", date(2026, 3, 12))
    report_periods.catch_up(now=AFTER)
    hour.now = AFTER
    page = text(liaison.get("/pilots/reports/"))

    assert "1 miss in a row" in page
    assert "After 2 more a public notice is proposed." in page
    assert "Report missed" in page
    missed = Report.objects.order_by("pk")[0].pk
    assert "It counts as missed all the same." in text(liaison.get(f"/pilots/reports/{missed}/"))


@pytest.mark.rule("R-192")
@pytest.mark.rule("R-196")
def test_the_office_sees_who_is_missing_and_excuses_several_with_one_reason(
    school: int, office: Client, hour: Clock
) -> None:
    del school
    hour.now = AFTER
    report_periods.catch_up(now=AFTER)
    titles = [str(one.title) for one in todos.waiting_for(actor(Role.OFFICE_OFFICER), AFTER)]
    assert "Institutions that missed the report due on 2026-03-12" in titles
    page = text(office.get("/pilots/reports/?period=2026-03-12&view=missing"))
    assert "江淮职业学院" in page
    row = Report.objects.order_by("pk")[0].pk
    asked = text(office.post("/pilots/reports/excuse/", {"row": [row]}))
    assert "Excuse 1 miss" in asked
    sent = {"row": [row], "reason": "网络中断"}
    answer = office.post("/pilots/reports/excuse/", sent, follow=True)

    assert "1 miss is excused." in text(answer)
    assert Report.objects.get(pk=row).excuse_reason == "网络中断"
    assert "Excused by the office" in text(office.get(f"/pilots/reports/{row}/"))


@pytest.mark.rule("R-190")
@pytest.mark.rule("R-199")
def test_the_office_returns_a_report_and_answers_its_suggestion(
    liaison: Client, office: Client
) -> None:
    pk = Report.objects.get().pk
    url = f"/pilots/reports/{pk}/"
    filed = {**sent(progress="完成考核", suggestions="建议降费"), "act": "file"}
    liaison.post(f"{url}edit/", filed)

    assert "Otherwise it is accepted by itself after 2026-03-18." in text(office.get(url))
    office.post(f"{url}return/", {"reason": "缺少数据"})
    assert "缺少数据" in text(liaison.get(f"{url}edit/"))
    assert "建议降费" in text(office.get("/pilots/suggestions/"))
    suggestion = Suggestion.objects.get().pk
    answer = {"answer": "under_study", "words": "已列入研究"}
    office.post(f"/pilots/suggestions/{suggestion}/answer/", answer)
    assert "已列入研究" in text(liaison.get(url))


@pytest.mark.rule("R-196")
def test_the_office_declares_a_break(school: int, office: Client) -> None:
    del school
    days = {"since": "2026-07-20", "until": "2026-07-01", "reason": "暑假"}
    assert "would end before" in text(office.post("/pilots/reports/breaks/new/", days), 422)
    office.post("/pilots/reports/breaks/new/", {**days, "until": "2026-08-20"})

    assert ReportBreak.objects.get().until == date(2026, 8, 20)
    assert "暑假" in text(office.get("/pilots/reports/breaks/"))


@pytest.mark.rule("R-257")
def test_reports_leave_in_the_form_of_the_national_platform_and_their_entry_is_recorded(
    liaison: Client, school: int
) -> None:
    pk = Report.objects.get().pk
    liaison.post(f"/pilots/reports/{pk}/edit/", {**sent(progress="完成考核"), "act": "file"})
    titles = [str(one.title) for one in todos.waiting_for(actor(Role.LIAISON, school), DUE)]
    assert "Enter the filed report on the national platform, and record the date" in titles
    answer = liaison.get("/pilots/reports/?export=xlsx")
    rows = (
        openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True)
    )
    cells = [cell for row in rows for cell in row]
    assert {"江淮职业学院", "完成考核", "国家平台录入日期"} <= set(cells)
    assert Fact.objects.get(verb="pilots.reports.exported").data == {"count": 1}
    liaison.post(f"/pilots/reports/{pk}/entry/", {"entered_on": "2026-03-11"})
    assert Report.objects.get().entered_on == date(2026, 3, 11)


def test_a_city_sees_its_own_area_only(school: int) -> None:
    del school
    for area, seen in (("340100", True), ("340200", False)):
        bureau = organisation(f"B{area}", OrganisationKind.CITY_BUREAU, division=area)
        page = text(browser(Role.CITY_OFFICER, bureau).get("/pilots/reports/?view=all"))
        assert ("江淮职业学院" in page) is seen
