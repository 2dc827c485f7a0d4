"""The pages of the annual review: prepared by one, shown by another, computed again by anybody."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from shuzheng.adjustment.models import Review, SheetInput
from shuzheng.adjustment.rules import document
from shuzheng.adjustment.rules.cut import Input
from shuzheng.adjustment.services import deciding, effects, inputs, listing
from shuzheng.adjustment.services.inputs import Said, Serves
from shuzheng.adjustment.tests.cast import TODAY, Cast, cast, later, told
from shuzheng.foundation import clock, todos
from shuzheng.gazette.services import publicity
from shuzheng.gazette.services.publicity import Who
from shuzheng.gazette.tests.cast import pdf, text
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import browser
from shuzheng.identity.tests.cast import NOON, actor
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.pilots.models import InstitutionCertificate
from shuzheng.transparency.core.judged import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client
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


def of(role: Role, organisation: int) -> Client:
    return browser(role, organisation, name="来访者")


@pytest.mark.rule("R-230", "R-231", "R-232")
def test_a_year_goes_from_its_opening_to_public_show_on_its_pages(here: Cast) -> None:
    office = of(Role.OFFICE_OFFICER, here.office.organisation_id)
    department = of(Role.PROVINCIAL_ADMIN, here.department.organisation_id)
    assert "Open the review of 2025" in text(office.get("/adjustment"))
    assert "Open the review" not in text(department.get("/adjustment"))
    office.post("/adjustment/open")
    page = f"/adjustment/{Review.objects.get().pk}"
    assert "Freeze the figures" in text(office.get(page))
    assert office.get(f"{page}/ranking").status_code == 404
    text(office.get(f"{page}/freeze"))
    assert office.post(f"{page}/freeze", {"key_industries": "新材料\n\n新材料"}).status_code == 302
    assert office.post(f"{page}/hear", {"heard_on": "2026-03-02"}).status_code == 422
    heard = {
        "heard_on": "2026-03-02",
        "experts": "甲\n乙",
        "opinion": "同意。",
        "minutes": pdf("纪要.pdf"),
    }
    assert office.post(f"{page}/hear", heard).status_code == 302
    assert "Change what the list says" in text(office.get(f"{page}/certificates/C01"))
    line = f"{page}/certificates/C01/line"
    assert office.post(line, {"fate": "keep", "reason": ""}).status_code == 422
    assert office.post(line, {"fate": "watch", "reason": "标准刚修订。"}).status_code == 302
    text(office.get(f"{page}/additions/new"))
    assert office.post(f"{page}/additions/new", {"field": "x", "grounds": "x"}).status_code == 422
    added = {"name": "碳资产管理", "field": "新能源", "grounds": "产业急需。"}
    assert office.post(f"{page}/additions/new", added).status_code == 302
    shown = text(office.get(page))
    assert "标准刚修订。" in shown
    assert "碳资产管理" in shown
    assert "Take off the list" in shown
    assert office.post(f"{page}/propose").status_code == 302
    assert office.post(f"{page}/show").status_code == 403

    assert department.post(f"{page}/show").status_code == 302

    assert Review.objects.get().state == "in_publicity"
    assert "The list is still on public show." in text(department.get(page))
    assert "2025" in text(department.get("/adjustment"))


@pytest.mark.rule("R-231", "R-234")
def test_every_input_opens_to_its_raw_rows_and_what_is_missing_says_no_data(here: Cast) -> None:
    pk = here.opened()
    told(pk, here.kinds[1], Input.RECOGNISED, 12, 20)
    inputs.serve(
        pk,
        [Serves("C02", ("养老服务",), ("新材料",), "省试点实施方案")],
        actor=here.office,
        now=NOON,
    )
    office = of(Role.OFFICE_OFFICER, here.office.organisation_id)
    office.post(f"/adjustment/{pk}/freeze", {"key_industries": "新材料"})

    ranking = text(office.get(f"/adjustment/{pk}/ranking"))
    assert "演示证书20" in ranking
    assert "no data" in ranking
    page = text(office.get(f"/adjustment/{pk}/certificates/C02"))
    assert "20 accepted registrations in the year; the most of any is 200" in page
    assert "12 of 20" in page
    assert "企业用人需求调查（演示）（2026-02-01）" in page
    assert f"/figures/province/rows?view=registered&amp;certificate={here.kinds[1].pk}" in page
    assert "The only one of a shortage field" in page
    other = text(office.get(f"/adjustment/{pk}/certificates/C07"))
    assert other.count("no data") >= 6
    assert office.get(f"/adjustment/{pk}/certificates/X1").status_code == 404


@pytest.mark.rule("R-231")
def test_the_ranking_leaves_as_a_workbook(here: Cast) -> None:
    pk = here.frozen()
    office = of(Role.OFFICE_OFFICER, here.office.organisation_id)

    csv = office.get(f"/adjustment/{pk}/ranking?export=csv").content.decode("utf-8-sig")
    assert "冷门指数H" in csv
    assert "C01" in csv
    assert office.get(f"/adjustment/{pk}/ranking?export=xlsx").content[:2] == b"PK"


@pytest.mark.rule("R-230", "R-231", "R-233")
def test_anybody_sees_the_list_on_show_computes_it_again_and_objects(
    here: Cast, client: Client
) -> None:
    proposed = here.proposed()
    row = here.row(proposed)
    assert "No list has been shown yet" in text(client.get("/annual-reviews"))
    assert client.get(f"/annual-reviews/{row.uid}").status_code == 404
    assert client.get(f"/annual-reviews/{row.uid}/review.json").status_code == 404
    department = of(Role.PROVINCIAL_ADMIN, here.department.organisation_id)
    department.post(f"/adjustment/{proposed}/show")

    assert "2025" in text(client.get("/annual-reviews"))
    page = text(client.get(f"/annual-reviews/{row.uid}"))
    assert "Objections are taken until" in page
    assert f"/gazette/{here.row(proposed).publicity_id}/object" in page
    assert "演示证书20" in page
    answer = client.get(f"/annual-reviews/{row.uid}/review.json")
    checks = document.judge(json.loads(answer.content))
    assert [one.verdict for one in checks] == [Verdict.HOLDS, Verdict.HOLDS, Verdict.UNKNOWN]


@pytest.mark.rule("R-230", "R-233")
def test_the_department_decides_withdraws_and_the_office_reports(here: Cast) -> None:
    pk = here.shown_out()
    office = of(Role.OFFICE_OFFICER, here.office.organisation_id)
    department = of(Role.PROVINCIAL_ADMIN, here.department.organisation_id)
    assert "The list stood and can be decided." in text(department.get(f"/adjustment/{pk}"))
    form = text(department.get(f"/adjustment/{pk}/decide"))
    assert 'value="2026-04-01"' in form
    past = {"effective_on": "2026-03-01"}
    assert department.post(f"/adjustment/{pk}/decide", past).status_code == 422
    assert department.post(f"/adjustment/{pk}/decide", {"effective_on": "2026-04-01"}).status_code
    page = text(office.get(f"/adjustment/{pk}"))
    assert "Print it as an official document" in page
    assert here.row(pk).number in page
    assert "Record the report" not in page
    assert office.post(f"/adjustment/{pk}/withdraw", {"reason": "x"}).status_code == 403

    assert department.post(f"/adjustment/{pk}/withdraw", {"reason": "有误"}).status_code == 302
    assert here.row(pk).state == "withdrawn"


@pytest.mark.rule("R-201")
def test_an_upheld_objection_offers_to_write_the_list_anew(here: Cast) -> None:
    pk = here.shown()
    document_id = here.row(pk).publicity_id or 0
    publicity.object_to(document_id, "排名有误。", who=Who(), now=later(1))
    row = here.row(pk).publicity
    assert row is not None
    objection = row.period.objections.get()
    publicity.answer(objection.pk, "属实。", upheld=True, actor=here.office, now=later(30))
    office = of(Role.OFFICE_OFFICER, here.office.organisation_id)

    assert "The list did not stand." in text(office.get(f"/adjustment/{pk}"))
    assert office.post(f"/adjustment/{pk}/revise").status_code == 302
    assert here.row(pk).state == "expert_review"


@pytest.mark.rule("R-233")
def test_an_institution_sees_what_the_list_means_for_it_and_nobody_elses(here: Cast) -> None:
    proposed = here.proposed()
    school = of(Role.LIAISON, here.school)
    holder = of(Role.ORGANISATION_STAFF, here.holder)
    assert "No list names one of your certificates" in text(school.get("/adjustment/own"))
    department = of(Role.PROVINCIAL_ADMIN, here.department.organisation_id)
    department.post(f"/adjustment/{proposed}/show")

    for client in (school, holder):
        page = text(client.get("/adjustment/own"))
        assert "演示证书01" in page
        assert "Object to it" in page
        assert "演示证书03" not in page
    assert school.get(f"/adjustment/{proposed}").status_code == 403
    assert of(Role.STUDENT, here.school).get("/adjustment/own").status_code == 403


@pytest.mark.rule("R-230", "R-233")
def test_the_desk_says_what_waits(here: Cast) -> None:
    def waits(who: Role, organisation: int) -> list[str]:
        found = todos.waiting_for(actor(who, organisation), NOON)
        return [str(one.title) for one in found if "atalogue review" in str(one.title)]

    office, department = here.office.organisation_id, here.department.organisation_id
    pk = here.frozen()
    assert waits(Role.OFFICE_OFFICER, office) == ["Catalogue review: hear the experts"]
    assert waits(Role.PROVINCIAL_ADMIN, department) == []
    assert waits(Role.LIAISON, here.school) == []
    listing.hear(
        pk, TODAY, ["甲"], "同意。", minutes_id=here.minutes(), actor=here.office, now=NOON
    )
    assert waits(Role.OFFICE_OFFICER, office) == ["Catalogue review: propose the list"]
    listing.propose(pk, actor=here.office, now=NOON)
    assert waits(Role.OFFICE_OFFICER, office) == []
    assert waits(Role.PROVINCIAL_ADMIN, department) == [
        "Catalogue review: put the list on public show"
    ]
    deciding.show(pk, actor=here.department, now=NOON)
    assert waits(Role.PROVINCIAL_ADMIN, department) == []
    publicity.end_due(now=later(30))
    assert waits(Role.PROVINCIAL_ADMIN, department) == [
        "Catalogue review: the time on public show is over"
    ]


@pytest.mark.rule("R-233")
def test_what_phases_out_stands_on_the_institutions_pages(here: Cast, client: Client) -> None:
    here.decided()
    effects.take_effect_due(now=later(122))

    entry = InstitutionCertificate.objects.get(certificate_type=here.kinds[0])
    shown = text(of(Role.LIAISON, here.school).get(f"/pilots/entries/{entry.pk}/"))
    assert "classes and sessions under way end by" in shown
    assert "Phasing out in the province." in text(client.get("/catalogue/C01"))
    found = todos.waiting_for(actor(Role.LIAISON, here.school), later(122))
    assert [(str(one.title), one.count) for one in found if one.rule == "R-233"] == [
        ("Certificates that phase out", 2)
    ]


@pytest.mark.rule("R-231")
def test_inputs_are_replaced_by_a_later_sheet_and_closed_by_the_freezing(here: Cast) -> None:
    pk = here.opened()
    row = Said("C01", Input.NEEDS, 10, 0, "调查", TODAY)
    for one in (row, replace(row, count=20)):
        inputs.tell(pk, [one], actor=here.office, now=NOON)
    assert SheetInput.objects.get().count == 20
    office = of(Role.OFFICE_OFFICER, here.office.organisation_id)
    assert office.get(f"/adjustment/{pk}/inputs/").status_code == 200
    office.post(f"/adjustment/{pk}/freeze", {"key_industries": ""})

    with pytest.raises(IllegalStep):
        inputs.tell(pk, [row], actor=here.office, now=NOON)
