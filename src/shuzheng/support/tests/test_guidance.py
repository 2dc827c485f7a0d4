"""Guidance, help and questions: recorded, followed up, answered in time; each sees its own."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.utils import translation

from shuzheng.foundation import clock, facts, todos
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast as parties
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.pilots.tests.visitors import browser, text
from shuzheng.support import access
from shuzheng.support.access import Permission
from shuzheng.support.models import Guidance, Help, Question
from shuzheng.support.queries import guidance as queries
from shuzheng.support.queries import questions
from shuzheng.support.rules import guidance as rules
from shuzheng.support.rules import question as asked
from shuzheng.support.rules.guidance import GUIDANCE, HELP, Ground, Way
from shuzheng.support.rules.question import QUESTION, Topic
from shuzheng.support.services import asking, guiding
from shuzheng.support.services.guiding import Given, Offered
from shuzheng.support.sheets.guidance import GUIDANCE as SHEET
from shuzheng.support.tests import cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

pytestmark = pytest.mark.django_db
STEPS = {
    ("support.guidance", "open", "report", "reported"),
    ("support.guidance", "open", "close", "closed"),
    ("support.guidance", "reported", "close", "closed"),
    ("support.help", "under_way", "close", "closed"),
    ("support.question", "asked", "answer", "answered"),
    ("support.question", "asked", "withdraw", "withdrawn"),
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


def department(here: cast.Here) -> object:
    """Return somebody of the department, whose body stands in the cast."""
    return parties.actor(Role.PROVINCIAL_ADMIN, here.office, person_id=14)


def given(here: cast.Here, **changes: object) -> Given:
    """Return a guidance of 1 March that asks for something by 1 April."""
    fields: dict[str, object] = {
        "institution_id": here.weak,
        "way": Way.VISIT,
        "given_on": date(2026, 3, 1),
        "subject": "保密管理",
        "words": "应当双人签字。",
        "follow_up": "补齐登记",
        "due_on": date(2026, 4, 1),
        **changes,
    }
    return Given(**fields)  # type: ignore[arg-type]


def offered(here: cast.Here, **changes: object) -> Offered:
    """Return help until June with a training in April."""
    fields: dict[str, object] = {
        "institution_id": here.weak,
        "ground": Ground.MISSED_REPORTS,
        "reason": "连续未报",
        "training": "专题培训",
        "training_on": date(2026, 4, 10),
        "helper": "省试点办业务组",
        "plan": "三个月整改",
        "until": date(2026, 6, 30),
        **changes,
    }
    return Offered(**fields)  # type: ignore[arg-type]


@pytest.mark.rule("R-250")
@pytest.mark.rule("R-221")
@pytest.mark.rule("R-026")
def test_only_these_steps_lead_anywhere() -> None:
    found = {
        (cycle.name, str(source), str(verb), str(target))
        for cycle in (GUIDANCE, HELP, QUESTION)
        for (source, verb), target in cycle.steps.items()
    }
    assert found == STEPS


@pytest.mark.rule("R-250")
def test_guidance_is_followed_up_and_closed(here: cast.Here) -> None:
    who = department(here)
    pk = guiding.give(given(here), actor=who, now=cast.at(3, 2))  # type: ignore[arg-type]
    assert queries.waiting(here.liaison(here.weak), reported=False) == (1, date(2026, 4, 1))
    guiding.report(pk, "已补齐。", actor=here.liaison(here.weak), now=cast.at(3, 20))
    with pytest.raises(IllegalStep):
        guiding.report(pk, "x", actor=here.liaison(here.weak), now=cast.at(3, 21))
    guiding.close(pk, "到位。", actor=cast.OFFICE, now=cast.at(3, 22))
    row = Guidance.objects.get()
    assert (row.state, row.told, row.outcome) == ("closed", "已补齐。", "到位。")
    note = given(here, follow_up="", due_on=None, way=Way.NOTE)
    guiding.give(note, actor=who, now=cast.at(3, 2))  # type: ignore[arg-type]
    assert Guidance.objects.order_by("-pk")[0].state == "closed"
    assert facts.check_chain() == []


@pytest.mark.rule("R-250")
def test_half_a_follow_up_and_a_day_ahead_are_refused(here: cast.Here) -> None:
    who = department(here)
    for wrong, refusal in (
        (given(here, due_on=None), rules.FollowUpUnfit),
        (given(here, follow_up=" "), rules.FollowUpUnfit),
        (given(here, due_on=date(2026, 3, 1)), rules.FollowUpUnfit),
        (given(here, given_on=date(2026, 3, 3)), rules.GivenAhead),
        (given(here, institution_id=here.office), access.NoSuchInstitution),
    ):
        with pytest.raises(refusal):
            guiding.give_all([given(here), wrong], actor=who, now=cast.at(3, 2))  # type: ignore[arg-type]
    assert Guidance.objects.count() == 0

    def found(**values: object) -> list[str]:
        row = {"given_on": date(2026, 3, 1), "follow_up": "x", "due_on": None, **values}
        return [column for check in SHEET.checks for column, _ in check(row)]

    assert found() == ["due_on"]
    assert found(due_on=date(2026, 3, 1)) == ["due_on"]
    assert found(due_on=date(2026, 3, 2)) == []


@pytest.mark.rule("R-221")
def test_help_has_three_parts_and_ends_after_the_training(here: cast.Here) -> None:
    for wrong, refusal in (
        (offered(here, helper=" "), rules.HelpIncomplete),
        (offered(here, training=""), rules.HelpIncomplete),
        (offered(here, plan=""), rules.HelpIncomplete),
        (offered(here, training_on=date(2026, 3, 2)), rules.HelpTermUnfit),
        (offered(here, until=date(2026, 4, 9)), rules.HelpTermUnfit),
    ):
        with pytest.raises(refusal):
            guiding.offer(wrong, actor=cast.OFFICE, now=cast.at(3, 2))
    pk = guiding.offer(offered(here), actor=cast.OFFICE, now=cast.at(3, 2))
    with pytest.raises(rules.HelpedAlready):
        guiding.offer(offered(here), actor=cast.OFFICE, now=cast.at(3, 2))
    assert queries.help_late(cast.OFFICE, cast.at(4, 11)) == (1, date(2026, 4, 10))
    with pytest.raises(rules.NotTrainedYet):
        guiding.finish(pk, "x", actor=cast.OFFICE, now=cast.at(4, 11))
    with pytest.raises(rules.GivenAhead):
        guiding.train(pk, date(2026, 4, 12), 9, actor=cast.OFFICE, now=cast.at(4, 11))
    guiding.train(pk, date(2026, 4, 10), 9, actor=cast.OFFICE, now=cast.at(4, 11))
    guiding.finish(pk, "到位。", actor=cast.OFFICE, now=cast.at(6, 1))
    row = Help.objects.get()
    assert (row.state, row.managers, row.outcome) == ("closed", 9, "到位。")
    with pytest.raises(NotPermitted):
        guiding.offer(offered(here), actor=here.head(here.weak), now=cast.at(6, 2))
    guiding.offer(
        offered(here, training_on=date(2026, 7, 1), until=date(2026, 8, 1)),
        actor=cast.OFFICE,
        now=cast.at(6, 2),
    )


@pytest.mark.rule("R-026")
def test_a_question_is_answered_within_fifteen_working_days(here: cast.Here) -> None:
    weak = here.liaison(here.weak)
    pk = asking.ask(Topic.FEES, "如何结算？", "具体情况", actor=weak, now=cast.at(3, 2))
    assert Question.objects.get().due_on == date(2026, 3, 23)
    with pytest.raises(asked.NothingAsked):
        asking.ask(Topic.FEES, "x", " ", actor=weak, now=cast.at(3, 2))
    assert questions.waiting(cast.DEPARTMENT) == (1, date(2026, 3, 23))
    assert questions.counts(cast.DEPARTMENT, cast.at(3, 23))["late"] == 0
    assert questions.counts(cast.DEPARTMENT, cast.at(3, 24))["late"] == 1
    with pytest.raises(NotPermitted):
        asking.answer(pk, "x", shared=False, actor=cast.OFFICE, now=cast.at(3, 24))
    asking.answer(pk, "按协议。", shared=False, actor=cast.DEPARTMENT, now=cast.at(3, 24))
    assert Fact.objects.get(verb="support.question.answered").data == {"late": True}
    with pytest.raises(IllegalStep):
        asking.withdraw(pk, actor=weak, now=cast.at(3, 25))
    line = questions.one(pk, weak, cast.at(5, 1), Permission.QUESTION_VIEW)
    assert (line.answer, line.is_late) == ("按协议。", True)


@pytest.mark.rule("R-026")
def test_an_answer_for_all_does_not_tell_who_asked(here: cast.Here) -> None:
    weak, stranger = here.liaison(here.weak), here.liaison(here.stranger)
    own = asking.ask(Topic.FEES, "本校的问题", "x", actor=weak, now=cast.at(3, 2))
    pk = asking.ask(Topic.OTHER, "共性问题", "x", actor=weak, now=cast.at(3, 2))
    asking.answer(own, "x", shared=False, actor=cast.DEPARTMENT, now=cast.at(3, 3))
    asking.answer(pk, "统一口径。", shared=True, actor=cast.DEPARTMENT, now=cast.at(3, 3))
    with pytest.raises(access.NoSuchQuestion):
        questions.one(own, stranger, cast.at(3, 4), Permission.QUESTION_VIEW)
    line = questions.one(pk, stranger, cast.at(3, 4), Permission.QUESTION_VIEW)
    assert (line.title, line.institution) == ("共性问题", "")
    page = text(browser(Role.LIAISON, here.stranger).get(f"/support/questions/{pk}"))
    assert "统一口径。" in page
    assert "秋浦职业学校" not in page
    listed = text(browser(Role.LIAISON, here.stranger).get("/support/questions?view=shared"))
    assert "共性问题" in listed
    assert "秋浦职业学校" not in listed
    with pytest.raises(access.NoSuchQuestion):
        asking.withdraw(pk, actor=stranger, now=cast.at(3, 4))


@pytest.mark.rule("R-250")
def test_each_sees_its_own_and_the_city_its_area(here: cast.Here) -> None:
    pk = guiding.give(given(here), actor=department(here), now=cast.at(3, 2))  # type: ignore[arg-type]
    helped = guiding.offer(offered(here), actor=cast.OFFICE, now=cast.at(3, 2))
    for who in (cast.OFFICE, here.liaison(here.weak), cast.city("3402")):
        assert queries.one(pk, who, Permission.GUIDANCE_VIEW).id == pk
        assert queries.help_one(helped, who, Permission.HELP_VIEW).id == helped
    for who in (here.liaison(here.strong), cast.city("3401")):
        with pytest.raises(access.NoSuchGuidance):
            queries.one(pk, who, Permission.GUIDANCE_VIEW)
        with pytest.raises(access.NoSuchHelp):
            queries.help_one(helped, who, Permission.HELP_VIEW)
    with pytest.raises(access.NoSuchGuidance):
        guiding.report(pk, "x", actor=here.liaison(here.strong), now=cast.at(3, 3))


@pytest.mark.rule("R-221")
def test_the_pages_record_report_close_and_export(here: cast.Here) -> None:
    office = browser(Role.OFFICE_OFFICER, here.office)
    liaison = browser(Role.LIAISON, here.weak)
    sent = {
        "institution": here.weak,
        "way": "visit",
        "given_on": "2026-03-01",
        "subject": "保密管理",
        "words": "应当双人签字。",
        "follow_up": "补齐登记",
    }
    assert "A follow-up has both" in text(office.post("/support/guidance/new", sent), 422)
    office.post("/support/guidance/new", {**sent, "due_on": "2026-04-01"})
    url = f"/support/guidance/{Guidance.objects.get().pk}"
    waiting = {one.rule for one in todos.waiting_for(here.liaison(here.weak), cast.at(3, 2))}
    assert "R-250" in waiting
    liaison.post(f"{url}/report", {"told": "已补齐。"})
    assert "已补齐。" in text(office.get(url))
    office.post(f"{url}/close", {"outcome": "到位。"})
    assert "到位。" in text(liaison.get(url))
    body = office.get("/support/guidance?view=all&export=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(body.content)).worksheets[0]
    assert {"保密管理", "实地走访", "已落实"} <= {cell for row in sheet.values for cell in row}

    plan = {
        "institution": here.weak,
        "ground": "other",
        "reason": "x",
        "training": "专题培训",
        "training_on": "2026-04-10",
        "helper": "业务组",
        "plan": "整改",
        "until": "2026-06-30",
    }
    office.post("/support/help/new", plan)
    url = f"/support/help/{Help.objects.get().pk}"
    assert "专题培训" in text(liaison.get(url))
    assert liaison.get(f"{url}/close").status_code == 403
    assert "was not held yet" in text(office.post(f"{url}/close", {"outcome": "x"}), 422)


@pytest.mark.rule("R-026")
def test_the_pages_ask_and_answer(here: cast.Here) -> None:
    body = parties.organisation("P1", OrganisationKind.PROVINCIAL_DEPARTMENT)
    liaison, chief = browser(Role.LIAISON, here.weak), browser(Role.PROVINCIAL_ADMIN, body)
    liaison.post("/support/questions/new", {"topic": "fees", "title": "如何结算？", "words": "x"})
    url = f"/support/questions/{Question.objects.get().pk}"
    assert "R-026" in {one.rule for one in todos.waiting_for(cast.DEPARTMENT, cast.at(3, 2))}
    assert "如何结算？" in text(chief.get("/support/questions"))
    chief.post(f"{url}/answer", {"words": "按协议。", "shared": "on"})
    assert "按协议。" in text(liaison.get(url))
    book = chief.get("/support/questions?view=all&export=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(book.content)).worksheets[0]
    assert {"秋浦职业学校", "已答复", "费用与经费"} <= {c for row in sheet.values for c in row}
    assert liaison.post(f"{url}/withdraw").status_code == 409
