"""The pages of what others found: filed by the office, commissioned by the department."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from shuzheng.evaluation.models import ThirdParty
from shuzheng.evaluation.services import outside
from shuzheng.evaluation.tests.cast import Cast, cast
from shuzheng.evaluation.tests.test_outside import FILED
from shuzheng.evaluation.tests.test_pages import of
from shuzheng.foundation import clock
from shuzheng.gazette.tests.cast import pdf, text
from shuzheng.identity.tests.cast import NOON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve all pages in English, at noon of the cast's day."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def here() -> Cast:
    return cast()


@pytest.mark.rule("R-028")
def test_the_ministrys_results_stand_beside_the_provinces_own(here: Cast) -> None:
    outside.file([FILED], actor=here.office, now=NOON)
    pk = here.frozen()
    mine = here.subject(pk, here.first)
    office, school = of(here.office), of(here.first)

    assert "Import from a sheet" in text(office.get("/ministry-results"))
    assert "Import from a sheet" not in text(school.get("/ministry-results"))
    assert "培训质量监测" in text(school.get("/ministry-results"))
    assert "演示函〔2026〕1号" in text(school.get(f"/evaluated/{mine.pk}"))
    assert "培训质量监测" not in text(of(here.second).get("/ministry-results"))
    lines = office.get("/ministry-results?export=csv").content.decode().splitlines()
    assert any("S1" in line and "合格" in line for line in lines)


@pytest.mark.rule("R-211")
def test_a_third_party_goes_its_way_on_its_pages(here: Cast) -> None:
    department, school = of(here.department), of(here.first)
    text(department.get("/third-party/new"))
    given = {
        "code": "S1",
        "evaluator": "江淮教育评估中心",
        "subject": "考核组织",
        "contract": "委1号",
        "commissioned_on": "2026-03-02",
    }
    assert department.post("/third-party/new", {**given, "code": "X9"}).status_code == 422
    assert department.post("/third-party/new", given).status_code == 302
    page = f"/third-party/{ThirdParty.objects.get().pk}"
    assert school.get(page).status_code == 404
    assert of(here.office).get(f"{page}/declare").status_code == 403
    assert "no report is taken before" in text(department.get(page))
    declared = {"declaration": "独立。", "declared_on": "2026-03-02"}
    assert department.post(f"{page}/declare", declared).status_code == 422
    declared_with = {**declared, "document": pdf("声明.pdf")}
    assert department.post(f"{page}/declare", declared_with).status_code == 302
    reported = {
        "result": "总体规范。",
        "score": "88",
        "reported_on": "2026-03-02",
        "document": pdf("报告.pdf"),
    }
    assert department.post(f"{page}/report", {**reported, "score": "101"}).status_code == 422
    reported["document"] = pdf("报告.pdf")
    assert department.post(f"{page}/report", reported).status_code == 302
    shown = text(school.get(page))
    assert "总体规范。" in shown
    assert "Score 88 of 100" in shown
    report = ThirdParty.objects.get().report
    assert report is not None
    assert school.get(f"/files/{report.uid}").status_code in {200, 301}
    assert of(here.second).get(page).status_code == 404
    assert "江淮教育评估中心" in text(of(here.bureau).get("/third-party"))
    assert "江淮教育评估中心" not in text(of(here.other_bureau).get("/third-party"))
