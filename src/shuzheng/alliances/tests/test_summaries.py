"""Summaries: asked once however late, submitted with frozen figures, answered, never lost."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.utils import translation

from shuzheng.alliances import access
from shuzheng.alliances.models import Summary, SummaryPeriod
from shuzheng.alliances.queries import summaries as queries
from shuzheng.alliances.rules.summary import Part, PartEmpty
from shuzheng.alliances.services import summaries
from shuzheng.alliances.tests import cast
from shuzheng.foundation import clock, facts, files, todos
from shuzheng.foundation.documents.tests import reading
from shuzheng.foundation.models import Fact, StoredFile
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.pilots.models import InstitutionCertificate
from shuzheng.pilots.rules.reporting import Answer
from shuzheng.pilots.services import alliances
from shuzheng.pilots.tests.visitors import browser, pdf, text

if TYPE_CHECKING:
    from pytest_django import Settings

    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db

TEXTS = {
    Part.SITUATION: "成员院校两所，运行平稳。",
    Part.RESULTS: "考核组织有序。",
    Part.SUGGESTIONS: "建议统一培训进度。",
}
FIGURES = {"members": 2, "cities": 2, "sites": 0, "sessions": 0, "sat": 0, "passed": 0}


@pytest.fixture
def here() -> cast.Here:
    return cast.build()


@pytest.fixture
def due(here: cast.Here) -> int:
    """Return the summary of the first half of 2026, due on 15 July."""
    del here
    summaries.catch_up(now=cast.at(7, 1))
    return Summary.objects.get().pk


@pytest.mark.rule("R-198")
def test_each_alliance_is_asked_once_and_no_period_is_left_out(here: cast.Here) -> None:
    assert summaries.catch_up(now=cast.at(7, 1)) == {"asked": 1, "lapsed": 0}
    assert summaries.catch_up(now=cast.at(7, 2)) == {"asked": 0, "lapsed": 0}
    other = cast.kind("D10002", here.holder)
    alliances.name_acting_lead(other, "另一联盟", here.member, actor=cast.OFFICE, now=cast.at(8, 1))
    assert summaries.catch_up(now=cast.at(9, 1)) == {"asked": 0, "lapsed": 0}
    assert summaries.catch_up(now=cast.at(7, 3, 2027)) == {"asked": 4, "lapsed": 0}

    rows = Summary.objects.order_by("period__since", "alliance__certificate_type__code")
    assert list(rows.values_list("alliance__name", "period__until", "state")) == [
        ("演示证书联盟", date(2026, 6, 30), "due"),
        ("演示证书联盟", date(2026, 12, 31), "due"),
        ("另一联盟", date(2026, 12, 31), "due"),
        ("演示证书联盟", date(2027, 6, 30), "due"),
        ("另一联盟", date(2027, 6, 30), "due"),
    ]
    assert Fact.objects.filter(verb="alliances.summaries.opened").count() == 3
    assert facts.check_chain() == []


@pytest.mark.rule("R-198")
def test_what_a_dissolved_alliance_owes_lapses(here: cast.Here, due: int) -> None:
    InstitutionCertificate.objects.update(state="exited")
    alliances.dissolve(here.certificate, actor=cast.OFFICE, now=cast.at(7, 5))
    assert summaries.catch_up(now=cast.at(7, 6)) == {"asked": 0, "lapsed": 1}
    assert Summary.objects.get(pk=due).state == "lapsed"
    told = Fact.objects.filter(verb="alliances.summaries.opened").order_by("-seq")[0]
    assert [(line.subject, line.to_state) for line in told.subjects.all()] == [
        (f"alliances.summary:{due}", "lapsed")
    ]
    assert summaries.catch_up(now=cast.at(1, 2, 2027)) == {"asked": 0, "lapsed": 0}


@pytest.mark.rule("R-198")
def test_it_is_submitted_with_its_figures_late_too_and_once(here: cast.Here, due: int) -> None:
    with pytest.raises(PartEmpty):
        summaries.submit(due, {**TEXTS, Part.RESULTS: " "}, actor=here.lead(), now=cast.at(7, 9))
    summaries.submit(due, TEXTS, actor=here.lead(), now=cast.at(7, 16))
    row = Summary.objects.get()
    assert (row.state, row.results, row.lead_id) == ("submitted", "考核组织有序。", here.leader)
    assert (row.submitted_on, row.figures) == (date(2026, 7, 16), FIGURES)
    assert row.answer_due_on == date(2026, 7, 30)
    assert Fact.objects.get(verb="alliances.summary.submitted").data == {"late": True}
    with pytest.raises(IllegalStep):
        summaries.submit(due, TEXTS, actor=here.lead(), now=cast.at(7, 17))

    InstitutionCertificate.objects.filter(institution_id=here.member).update(state="exited")
    assert queries.detail(due, here.lead()).figures == FIGURES
    assert queries.detail(due, here.lead()).line.is_late


@pytest.mark.rule("R-199")
def test_its_suggestions_are_answered_once_by_the_office(here: cast.Here, due: int) -> None:
    with pytest.raises(IllegalStep):
        summaries.answer(due, Answer.TAKEN_UP, "x", actor=cast.OFFICE, now=cast.at(7, 9))
    summaries.submit(due, TEXTS, actor=here.lead(), now=cast.at(7, 9))
    assert queries.to_answer(cast.OFFICE) == (1, date(2026, 7, 23))
    with pytest.raises(NotPermitted):
        summaries.answer(due, Answer.TAKEN_UP, "x", actor=here.lead(), now=cast.at(7, 9))
    summaries.answer(due, Answer.UNDER_STUDY, "列入研究。", actor=cast.OFFICE, now=cast.at(7, 20))
    row = Summary.objects.get()
    assert (row.state, row.answer, row.words) == ("answered", "under_study", "列入研究。")
    with pytest.raises(IllegalStep):
        summaries.answer(due, Answer.TAKEN_UP, "x", actor=cast.OFFICE, now=cast.at(7, 21))
    assert queries.to_answer(cast.OFFICE) == (0, None)


@pytest.mark.rule("R-198")
def test_reminders_are_sent_once_a_day(due: int) -> None:
    days = ((7, 8), (7, 8), (7, 9), (7, 14))
    assert [summaries.remind(now=cast.at(*day)) for day in days] == [1, 0, 0, 1]
    told = Fact.objects.filter(verb="alliances.summaries.reminded").order_by("seq")[0]
    assert told.data == {"due": "2026-07-15", "count": 1}
    assert [line.subject for line in told.subjects.all()] == [f"alliances.summary:{due}"]
    assert SummaryPeriod.objects.get().reminded_on == date(2026, 7, 14)


def test_the_inside_is_for_members_and_the_lead_alone_submits(here: cast.Here, due: int) -> None:
    assert queries.detail(due, here.liaison()).line.id == due
    assert queries.detail(due, actor(Role.PROVINCIAL_ADMIN)).line.id == due
    with pytest.raises(access.NoSuchSummary):
        queries.detail(due, here.liaison(here.stranger))
    for outside in (here.staff(), actor(Role.CITY_OFFICER, area="3401")):
        with pytest.raises(NotPermitted):
            queries.detail(due, outside)
        assert queries.of_alliance(here.alliance, outside) == []
    other = actor(Role.ALLIANCE_LEAD, here.member)
    with pytest.raises(access.NotTheLead):
        summaries.submit(due, TEXTS, actor=other, now=cast.at(7, 9))
    with pytest.raises(NotPermitted):
        summaries.submit(due, TEXTS, actor=here.liaison(), now=cast.at(7, 9))
    with pytest.raises(access.NoSuchSummary):
        summaries.submit(
            due, TEXTS, actor=actor(Role.ALLIANCE_LEAD, here.stranger), now=cast.at(7, 9)
        )


@pytest.mark.rule("R-198")
def test_the_pages_ask_for_it_print_it_and_let_it_be_answered(
    here: cast.Here, due: int, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: cast.at(7, 16))
    settings.LANGUAGE_CODE = "en"
    url = f"/alliances/summaries/{due}"
    lead = browser(Role.ALLIANCE_LEAD, here.leader)
    office = browser(Role.OFFICE_OFFICER, here.office)
    with translation.override("en"):
        assert _duties(here.lead()) == [("R-198", 1, date(2026, 7, 15))]
        assert _duties(cast.OFFICE) == [("R-198", 1, None)]
        assert "演示D10001" in text(lead.get("/alliances/summaries"))
        assert "To be submitted by" in text(lead.get(url))
        assert lead.get(f"{url}/print").status_code == 422
        assert lead.post(f"{url}/submit", {"situation": "x"}).status_code == 422
        sent = {part.value: words for part, words in TEXTS.items()}
        lead.post(f"{url}/submit", {**sent, "document": pdf("总结.pdf")})
        page = text(office.get(url))
        assert "建议统一培训进度。" in page
        assert "Submitted after the deadline" in page
        office.post(f"{url}/answer", {"answer": "taken_up", "words": "采纳。"})
        assert "采纳。" in text(browser(Role.LIAISON, here.member).get(url))
        assert "Summaries" in text(lead.get(f"/alliances/{here.alliance}"))
        assert lead.get(f"{url}/answer").status_code == 403
        assert browser(Role.LIAISON, here.stranger).get(url).status_code == 404

    document = StoredFile.objects.get()
    assert files.open_file(document.uid, here.liaison()).name == "总结.pdf"
    for outside in (here.liaison(here.stranger), here.staff()):
        with pytest.raises(files.NoSuchFile):
            files.open_file(document.uid, outside)
    paper = reading.words(lead.get(f"{url}/print").content)
    assert "2026年上半年" in paper
    assert "成员院校2所，分布在2个市" in paper.replace("\n", "")
    book = office.get("/alliances/summaries?view=all&export=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(book.content)).worksheets[0]
    cells = {cell for row in sheet.values for cell in row}
    assert {"演示证书联盟", "建议已答复", "采纳", "建议统一培训进度。"} <= cells


def _duties(who: Actor) -> list[tuple[str, int | None, date | None]]:
    found = todos.waiting_for(who, cast.at(7, 16))
    return [(one.rule, one.count, one.due_on) for one in found if one.rule in {"R-198", "R-199"}]
