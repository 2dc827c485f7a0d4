"""The pages of the annual evaluation: each party at its own step, every figure with its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from shuzheng.evaluation.models import Correction, Evaluation, SelfCheck
from shuzheng.evaluation.rules.indicators import Input
from shuzheng.evaluation.services import hearing
from shuzheng.evaluation.tests.cast import YEAR, Cast, cast, checked, later
from shuzheng.foundation import clock, todos
from shuzheng.gazette.tests.cast import pdf, text
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.browsers import browser
from shuzheng.identity.tests.cast import NOON, actor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.test import Client
    from pytest_django import Settings

    from shuzheng.kernel.actor import Actor

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


def of(who: Actor) -> Client:
    return browser(Role(who.role), who.organisation_id, name="来访者")


def at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.mark.rule("R-218")
def test_the_office_drafts_and_the_department_publishes_on_their_pages(here: Cast) -> None:
    office, department = of(here.office), of(here.department)
    assert "Draft the indicators" in text(office.get("/evaluation"))
    assert "Draft the indicators" not in text(department.get("/evaluation"))
    assert office.post("/evaluation/new", {"kind": "institution", "year": "x"}).status_code == 422
    given = {"kind": "institution", "year": str(YEAR)}
    assert office.post("/evaluation/new", given).status_code == 302
    assert office.post("/evaluation/new", given).status_code == 409
    page = f"/evaluation/{Evaluation.objects.get().pk}"
    shown = text(office.get(page))
    assert "In the institution’s yearly comprehensive evaluation the pilot has 10 of 100" in shown
    assert "Teachers with a valid qualification" in shown
    weights = dict.fromkeys(Evaluation.objects.get().weights, "10")
    assert office.post(f"{page}/weights", {**weights, "majors": "20"}).status_code == 422
    changed = {**weights, "majors": "20", "mapping": "0"}
    assert office.post(f"{page}/weights", changed).status_code == 302
    assert office.post(f"{page}/publish-set").status_code == 403
    assert department.post(f"{page}/publish-set").status_code == 302
    assert Evaluation.objects.get().weights["majors"] == 20
    assert "Print it as an official document" in text(department.get(page))
    assert office.post(f"{page}/freeze").status_code == 302
    assert Evaluation.objects.get().state == "self_check"
    assert "The parties have until 2026-03-16." in text(office.get(page))


@pytest.mark.rule("R-025", "R-218")
def test_a_party_checks_itself_and_speaks_of_its_data(
    here: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, later(-100))
    school = of(here.first)
    assert "Begin a self-check" in text(school.get("/self-checks"))
    text(school.get("/self-checks/new"))
    assert school.post("/self-checks/new", {"guided": "有。"}).status_code == 302
    check = f"/self-checks/{SelfCheck.objects.get().pk}"
    assert "The heading “Schooling and training together, quality first” is empty." in text(
        school.get(check)
    )
    assert school.post(f"{check}/submit").status_code == 422
    whole = {"guided": "有。", "combined": "有。", "managed": "有。"}
    assert school.post(f"{check}/write", whole).status_code == 302
    found = {"text": "台账不全", "measure": "补齐", "due_on": "2026-03-20"}
    assert school.post(f"{check}/findings/new", {**found, "due_on": ""}).status_code == 422
    assert school.post(f"{check}/findings/new", found).status_code == 302
    assert school.post(f"{check}/submit", {"document": pdf("自查报告.pdf")}).status_code == 302
    at(monkeypatch, NOON)
    shown = text(school.get(check))
    assert "台账不全" in shown
    assert "自查报告.pdf" in shown
    one = SelfCheck.objects.get().findings.get()
    right = f"{check}/findings/{one.pk}/put-right"
    assert "台账不全" in text(school.get(right))
    assert school.post(right, {"done": "已补齐。"}).status_code == 302
    assert "已补齐。" in text(of(here.bureau).get(check))
    assert of(here.other_bureau).get(check).status_code == 404
    assert of(here.second).get(check).status_code == 404

    pk = here.frozen()
    mine = here.subject(pk, here.first)
    party = f"/evaluated/{mine.pk}"
    shown = text(school.get(party))
    assert "65 out of 100" in shown
    assert "Self-check of 2025, handed in on" in shown
    assert school.post(f"{party}/state", {"text": "属实。"}).status_code == 302
    assert "属实。" in text(of(here.office).get(party))
    assert of(here.second).get(party).status_code == 404
    assert of(here.other_bureau).get(party).status_code == 404


@pytest.mark.rule("R-218")
def test_an_objection_is_answered_with_a_correction_on_its_page(
    here: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = here.asked()
    mine = here.subject(pk, here.first)
    party = f"/evaluated/{mine.pk}"
    school, office, bureau = of(here.first), of(here.office), of(here.bureau)
    at(monkeypatch, later(16))
    assert "no data" not in text(school.get(party)).split("Indicators")[0]
    assert "Give our opinion" in text(bureau.get(party))
    assert bureau.post(f"{party}/opine", {"text": "情况属实。"}).status_code == 302
    assert "情况属实。" in text(school.get(party))
    assert school.post(f"{party}/contest", {"text": "x"}).status_code == 409
    hearing.open_scores(pk, actor=here.office, now=later(35))
    at(monkeypatch, later(36))
    assert "Object to the score" in text(school.get(party))
    assert school.post(f"{party}/contest", {"text": "应为8个专业。"}).status_code == 302
    assert school.get(f"{party}/answer").status_code == 403
    assert "应为8个专业。" in text(office.get(f"{party}/answer"))
    given = {"answer": "upheld", "reason": "属实。", "what-1": "majors", "count-1": "8"}
    assert "Fill this in for the figure above." in text(office.post(f"{party}/answer", given), 422)
    whole = {**given, "of-1": "10", "source-1": "招生计划"}
    twice = {**whole, **{f"{key[:-1]}2": whole[key] for key in whole if key.endswith("-1")}}
    assert office.post(f"{party}/answer", twice).status_code == 422
    assert office.post(f"{party}/answer", {**whole, "answer": "dismissed"}).status_code == 422
    assert not Correction.objects.exists()
    assert office.post(f"{party}/answer", whole).status_code == 302
    shown = text(school.get(party))
    assert "8 out of 10" in shown
    assert "put right after an objection; frozen was: no data" in shown
    assert "招生计划" in shown
    results = text(office.get(f"/evaluation/{pk}/parties?view=contested"))
    assert "江淮职业学院" in results
    assert "庐州职业学校" not in results


@pytest.mark.rule("R-218")
def test_the_result_leaves_as_a_workbook_and_is_open_to_anybody(
    here: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = here.published()
    for what in (Input.MAJORS, Input.MAPPED, Input.QUALIFIED, Input.MATCHED):
        here.told(pk, "S1", what, 9, 10)
    at(monkeypatch, NOON)
    office = of(here.office)
    assert office.post(f"/evaluation/{pk}/freeze").status_code == 302
    party = f"/evaluated/{here.subject(pk, here.first).pk}"
    assert "no data" in text(office.get(party))
    assert office.get(f"{party}/rows/majors").status_code == 404
    assert office.get(f"{party}/rows/nonsense").status_code == 404
    assert office.get(f"{party}/frozen.json").json()["row"]["code"] == "S1"
    answer = office.get(f"/evaluation/{pk}/parties?export=csv")
    line = next(row for row in answer.content.decode().splitlines() if "江淮职业学院" in row)
    # by hand: K-02 .65, K-04 .9, K-05 .9, K-24 .9, K-39 .9, K-40 .9 (one of two): 5.15 / 6
    assert "85.83" in line
    assert "8.58" in line
    assert "S1" in line
    assert client.get("/annual-evaluations").status_code == 200
    uid = Evaluation.objects.get(pk=pk).uid
    assert client.get(f"/annual-evaluations/{uid}").status_code == 404

    assert office.get(f"/evaluation/{pk}/parties?export=xlsx").status_code == 200


@pytest.mark.rule("R-218")
def test_a_published_result_shows_grades_to_anybody(here: Cast, client: Client) -> None:
    pk = here.result()
    uid = Evaluation.objects.get(pk=pk).uid

    shown = text(client.get(f"/annual-evaluations/{uid}"))

    assert "江淮职业学院" in shown
    assert "Not graded: too little data" in shown
    assert "Evaluation of 2025: Institutions" in text(client.get("/annual-evaluations"))
    assert "Not graded: too little data" in text(of(here.first).get("/evaluated"))
    assert of(here.first).get("/evaluation").status_code == 403
    assert of(here.office).get("/evaluated").status_code == 302


@pytest.mark.rule("R-214", "R-218")
def test_the_desk_says_what_waits(here: Cast) -> None:
    def waits(who: Actor, now: datetime = NOON) -> list[str]:
        found = todos.waiting_for(actor(Role(who.role), who.organisation_id, area=who.area), now)
        return [str(one.title) for one in found if one.rule in {"R-218", "R-214"}]

    here.drafted()
    assert waits(here.department) == ["Annual evaluation: publish the indicators"]
    assert waits(here.office) == []
    november = later(250)
    assert waits(here.first, november) == ["Self-check of the year"]
    checked(here.first, now=november)
    assert waits(here.first, november) == []


@pytest.mark.rule("R-218")
def test_each_party_hears_when_it_is_its_turn(here: Cast) -> None:
    def waits(who: Actor, now: datetime) -> list[str]:
        found = todos.waiting_for(actor(Role(who.role), who.organisation_id, area=who.area), now)
        return [str(one.title) for one in found if one.rule == "R-218"]

    pk = here.frozen()
    assert waits(here.first, NOON) == ["Annual evaluation: say something of our data or score"]
    assert waits(here.bureau, NOON) == []
    hearing.hand_on(pk, actor=here.office, now=later(15))
    assert waits(here.first, later(15)) == []
    assert waits(here.bureau, later(15)) == ["Opinions on evaluated parties"]
    assert waits(here.office, later(15)) == ["Annual evaluation: open the scores"]
