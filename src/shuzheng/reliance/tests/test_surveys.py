"""Results of surveys: the office keeps them, everybody reads them, figures count them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.catalogue.models import CertificateType
from shuzheng.foundation import facts, rulebooks, todos
from shuzheng.foundation.models import Fact
from shuzheng.foundation.sheets import choosing, receiving, taking
from shuzheng.foundation.sheets.tests import workbooks
from shuzheng.foundation.tests.together import together
from shuzheng.identity.queries import beside
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests import cast
from shuzheng.identity.tests.browsers import browser
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.reliance import access, jobs
from shuzheng.reliance.models import Survey, SurveyLine
from shuzheng.reliance.queries import surveys as queries
from shuzheng.reliance.queries.surveys import Counted
from shuzheng.reliance.rules import survey as rules
from shuzheng.reliance.rules.survey import About, Answers, Audience, Group, Line, Scope, State
from shuzheng.reliance.services import surveys as services

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

    from shuzheng.kernel.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.rule("R-222"), pytest.mark.rule("R-066")]
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
ABOUT = About("演示调查中心", "演示调查报告", date(2026, 10, 31))
TEACHERS = Line(Scope.GROUP, Group.TEACHERS, Answers(100, 80, 60, 50))
STUDENTS = Line(Scope.GROUP, Group.STUDENTS, Answers(300, 220, 140, 120))
WHOLE = Line(Scope.PROVINCE, "", Answers(200, 150, None, 120, 45, 900))
KIND = Line(Scope.CERTIFICATE, "D90001", Answers(40, 30, 24, 27, 12, 70))
PARTY = Line(Scope.ORGANISATION, "PJ9", Answers(60, 48, None, 36, 20))


@pytest.fixture(autouse=True)
def in_english(settings: Settings) -> Iterator[None]:
    """Serve the pages in English."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def bureau() -> int:
    """Return the coordination office."""
    return cast.organisation("SDB", OrganisationKind.COORDINATION_OFFICE)


@pytest.fixture
def office(bureau: int) -> Actor:
    """Return an officer of it."""
    return cast.actor(Role.OFFICE_OFFICER, bureau, person_id=7)


@pytest.fixture
def holder() -> int:
    """Return an evaluation organisation with one certificate."""
    pk = cast.organisation("PJ9", OrganisationKind.EVALUATION_ORGANISATION, name="演示评价组织")
    CertificateType.objects.create(
        code="D90001", name="演示证书", short_name="演示", organisation_id=pk
    )
    return pk


def published(office: Actor, audience: Audience, *lines: Line, year: int = 2026) -> UUID:
    """Return a published result."""
    uid = services.begin(audience, year, ABOUT, actor=office, now=NOW)
    services.tell(uid, lines, actor=office, now=NOW)
    services.publish(uid, actor=office, now=NOW)
    return uid


def verbs() -> list[str]:
    """Return what was recorded of surveys, in order."""
    rows = Fact.objects.filter(verb__startswith="reliance.survey").order_by("seq")
    return [verb.rpartition(".")[2] for verb in rows.values_list("verb", flat=True)]


counts = st.integers(0, 50)


@given(asked=counts, valid=counts, recognised=st.none() | counts, hiring=st.none() | counts)
def test_no_count_exceeds_what_it_is_of(
    asked: int, valid: int, recognised: int | None, hiring: int | None
) -> None:
    told = set(rules.faults(Answers(asked, valid, recognised, None, hiring)))
    assert ("valid" in told) is (valid > asked)
    assert ("recognised" in told) is (recognised is not None and recognised > valid)
    assert ("hiring" in told) is (hiring is not None and hiring > valid)
    assert "satisfied" not in told


def test_a_share_needs_enough_valid_answers() -> None:
    assert rules.share(3, 5, 5) == Fraction(3, 5)
    assert rules.share(3, 4, 5) is None
    assert rules.share(None, 50, 5) is None
    assert rules.share(0, 0, 0) is None


def test_society_is_asked_again_after_twelve_months() -> None:
    book = rulebooks.current()
    assert rules.is_due(None, TODAY, book)
    assert rules.is_due(date(2025, 11, 23), TODAY, book)
    assert not rules.is_due(date(2025, 11, 24), TODAY, book)


def test_a_survey_of_enterprises_counts_for_two_years() -> None:
    book = rulebooks.current()
    assert rules.counts(date(2024, 11, 24), TODAY, book)
    assert not rules.counts(date(2024, 11, 23), TODAY, book)
    assert not rules.counts(date(2026, 11, 24), TODAY, book)


@pytest.mark.parametrize(
    ("year", "as_of", "refused"),
    [
        (2026, date(2026, 11, 23), None),
        (2025, date(2026, 1, 20), None),
        (2026, date(2026, 11, 24), rules.Future),
        (2024, date(2026, 1, 20), rules.WrongYear),
        (2027, date(2026, 1, 20), rules.WrongYear),
        (2018, date(2018, 1, 20), rules.WrongYear),
    ],
)
def test_a_result_belongs_to_its_year(
    year: int, as_of: date, refused: type[Exception] | None
) -> None:
    if refused is None:
        rules.check_new(year, as_of, TODAY)
    else:
        with pytest.raises(refused):
            rules.check_new(year, as_of, TODAY)


def test_the_result_of_society_is_the_sum_of_its_groups(office: Actor) -> None:
    uid = published(office, Audience.SOCIETY, TEACHERS, STUDENTS)
    [one] = queries.every(Audience.SOCIETY, office)
    assert (one.uid, one.state, one.answers) == (uid, State.PUBLISHED, Answers(400, 300, 200, 170))
    assert [(row.key, row.answers) for row in queries.rows(uid, office)] == [
        ("students", STUDENTS.answers),
        ("teachers", TEACHERS.answers),
    ]
    assert verbs() == ["begun", "told", "published"]


def test_rows_told_again_replace_their_own_alone(office: Actor) -> None:
    uid = services.begin(Audience.SOCIETY, 2026, ABOUT, actor=office, now=NOW)
    services.tell(uid, [TEACHERS, STUDENTS], actor=office, now=NOW)
    better = replace(TEACHERS, answers=Answers(100, 90, 70, 60))
    services.tell(uid, [better], actor=office, now=NOW)
    assert [row.answers.valid for row in queries.rows(uid, office)] == [220, 90]


def test_what_contradicts_itself_is_not_kept(office: Actor, holder: int) -> None:  # noqa: ARG001 - its code is asked for
    uid = services.begin(Audience.ENTERPRISES, 2026, ABOUT, actor=office, now=NOW)
    for line, refused in (
        (replace(KIND, answers=Answers(40, 41, None, None)), rules.Unsound),
        (replace(KIND, answers=Answers(40, 30, None, 31)), rules.Unsound),
        (TEACHERS, rules.Unsound),
        (replace(KIND, key="D90002"), rules.Unknown),
        (replace(PARTY, key="PJ8"), rules.Unknown),
    ):
        with pytest.raises(refused):
            services.tell(uid, [WHOLE, line], actor=office, now=NOW)
    assert not SurveyLine.objects.exists()
    services.tell(uid, [KIND], actor=office, now=NOW)
    with pytest.raises(rules.Nothing):
        services.publish(uid, actor=office, now=NOW)
    small = replace(WHOLE, answers=Answers(39, 30, None, 20))
    services.tell(uid, [small], actor=office, now=NOW)
    with pytest.raises(rules.Unsound):
        services.publish(uid, actor=office, now=NOW)
    assert Survey.objects.get().state == State.DRAFT


def test_the_tables_refuse_more_answers_than_were_asked(office: Actor) -> None:
    uid = services.begin(Audience.SOCIETY, 2026, ABOUT, actor=office, now=NOW)
    held = Survey.objects.get(uid=uid)
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyLine.objects.create(survey=held, scope="group", key="x", asked=1, valid=2)


def test_a_year_has_one_result(office: Actor) -> None:
    services.begin(Audience.SOCIETY, 2026, ABOUT, actor=office, now=NOW)
    with pytest.raises(rules.YearThere, match="There is a result for 2026 already"):
        services.begin(Audience.SOCIETY, 2026, ABOUT, actor=office, now=NOW)
    services.begin(Audience.ENTERPRISES, 2026, ABOUT, actor=office, now=NOW)
    drafts = queries.every(Audience.SOCIETY, office)
    services.drop(drafts[0].uid, actor=office, now=NOW)
    published(office, Audience.SOCIETY, TEACHERS)
    with pytest.raises(rules.YearThere):
        services.begin(Audience.SOCIETY, 2026, ABOUT, actor=office, now=NOW)
    services.begin(
        Audience.SOCIETY, 2025, replace(ABOUT, as_of=date(2026, 1, 9)), actor=office, now=NOW
    )


def test_a_correction_replaces_and_the_earlier_result_stays_readable(office: Actor) -> None:
    first = published(office, Audience.SOCIETY, TEACHERS, STUDENTS)
    with pytest.raises(rules.NoReason):
        services.correct(first, "  ", ABOUT, actor=office, now=NOW)
    second = services.correct(first, "学生答卷漏计。", ABOUT, actor=office, now=NOW)
    assert [row.key for row in queries.rows(second, office)] == ["students", "teachers"]
    assert queries.one(first, office).state is State.PUBLISHED
    more = replace(STUDENTS, answers=Answers(320, 240, 150, 130))
    services.tell(second, [more], actor=office, now=NOW)
    services.publish(second, actor=office, now=NOW)
    anybody = cast.actor(Role.STUDENT)
    assert queries.one(first, anybody).state is State.REPLACED
    assert queries.one(first, anybody).answers == Answers(400, 300, 200, 170)
    assert queries.correction_of(first, anybody) == second
    [now_read] = queries.every(Audience.SOCIETY, anybody)
    assert (now_read.uid, now_read.answers) == (second, Answers(420, 320, 210, 180))
    with pytest.raises(IllegalStep):
        services.tell(second, [STUDENTS], actor=office, now=NOW)
    with pytest.raises(IllegalStep):
        services.correct(first, "再改。", ABOUT, actor=office, now=NOW)


def test_of_two_who_publish_one_is_told(
    office: Actor,
    several_at_once: None,  # noqa: ARG001 - the acts run beside each other
) -> None:
    uid = services.begin(Audience.SOCIETY, 2026, ABOUT, actor=office, now=NOW)
    services.tell(uid, [TEACHERS], actor=office, now=NOW)
    told = together(*[lambda: services.publish(uid, actor=office, now=NOW)] * 2)
    assert told.count(None) == 1
    assert verbs().count("published") == 1


def test_of_two_who_begin_a_year_one_is_told(
    office: Actor,
    several_at_once: None,  # noqa: ARG001 - the acts run beside each other
) -> None:
    told = together(
        *[lambda: services.begin(Audience.SOCIETY, 2026, ABOUT, actor=office, now=NOW)] * 2
    )
    assert told.count(rules.YearThere) == 1
    assert Survey.objects.count() == 1


def test_figures_take_the_newest_survey_that_counts(office: Actor, holder: int) -> None:
    kind = CertificateType.objects.get().pk
    day = ABOUT.as_of
    assert queries.satisfied(Scope.CERTIFICATE, TODAY) == {}
    published(office, Audience.ENTERPRISES, WHOLE, KIND, PARTY)
    assert queries.satisfied(Scope.CERTIFICATE, TODAY) == {kind: Counted(27, 30, ABOUT.source, day)}
    assert queries.satisfied(Scope.ORGANISATION, TODAY) == {
        holder: Counted(36, 48, ABOUT.source, day)
    }
    assert queries.recognised(TODAY) == {kind: Counted(24, 30, ABOUT.source, day)}
    assert queries.recognised(date(2026, 10, 30)) == {}
    assert queries.recognised(date(2028, 10, 31)) == {}


def test_drafts_are_the_keepers_alone(office: Actor, bureau: int) -> None:
    uid = services.begin(Audience.SOCIETY, 2026, ABOUT, actor=office, now=NOW)
    for role in (Role.STUDENT, Role.ENTERPRISE_USER, Role.ORGANISATION_STAFF):
        stranger = cast.actor(role, bureau, person_id=9)
        with pytest.raises(access.NoSuchSurvey):
            queries.one(uid, stranger)
        assert queries.every(Audience.SOCIETY, stranger) == []
        with pytest.raises(NotPermitted):
            services.begin(Audience.ENTERPRISES, 2026, ABOUT, actor=stranger, now=NOW)
    published(office, Audience.ENTERPRISES, WHOLE)
    seen = queries.every(Audience.ENTERPRISES, cast.actor(Role.STUDENT))
    with pytest.raises(NotPermitted):
        services.correct(seen[0].uid, "改。", ABOUT, actor=cast.actor(Role.STUDENT), now=NOW)


def test_what_enterprises_say_stands_on_the_record(office: Actor, holder: int) -> None:
    published(office, Audience.ENTERPRISES, WHOLE, KIND, PARTY)
    stranger = cast.actor(Role.STUDENT)
    [section] = [one for one in beside.of(holder, stranger, NOW) if one.id == "surveys"]
    assert section.rule == "R-066"
    assert [(one.words, one.note) for one in section.items] == [
        (
            "2026 · The organisation as a whole",
            "satisfied 75.0% · used in hiring 41.7% · 48 valid answers",
        ),
        ("2026 · 演示证书", "satisfied 90.0% · used in hiring 40.0% · 30 valid answers"),
    ]


def test_a_workbook_tells_the_rows_and_names_what_is_wrong(office: Actor, holder: int) -> None:  # noqa: ARG001 - its codes are asked for
    uid = services.begin(Audience.ENTERPRISES, 2026, ABOUT, actor=office, now=NOW)
    headings = ["范围", "代码", "名称", "发放问卷（家）", "有效答卷（家）", "认可该证书（家）"]
    headings += ["总体评价4分或5分（家）", "招聘提及或录用中使用（家）", "其他招聘信息提及（条）"]
    lines = [
        ["全省", "", "", 200, 150, "", 120, 45, 900],
        ["证书", "D90001", "演示证书", 40, 30, 24, 27, 12, 70],
        ["证书", "D90002", "", 40, 30, 24, 27, 12, 70],
        ["培训评价组织", "PJ9", "", 60, 61, "", 36, 20, ""],
        ["培训评价组织", "", "", 60, 48, "", 36, 20, ""],
        ["证书", "D90001", "", 40, 30, 24, 27, 12, 70],
        ["全省", "PJ9", "", 40, 30, 24, 27, 12, 70],
    ]
    upload = receiving.receive(
        jobs.SURVEY,
        {"survey": str(uid)},
        filename="调查.xlsx",
        data=workbooks.xlsx(lines, headings=headings),
        actor=office,
        now=NOW,
    )
    assert (upload.counts["total"], upload.counts["errors"]) == (7, 5)
    choosing.choose(upload.uid, actor=office, now=NOW, address="/")
    taking.take(upload.uid, actor=office, now=NOW, tell=lambda *_: None)
    assert [(row.scope, row.key) for row in queries.rows(uid, office)] == [
        (Scope.PROVINCE, ""),
        (Scope.CERTIFICATE, "D90001"),
    ]


def test_the_office_is_told_when_society_was_not_asked_for_a_year(office: Actor) -> None:
    title = "Have society asked what it thinks of the programme"
    assert title in [str(one.title) for one in todos.waiting_for(office, NOW)]
    published(office, Audience.SOCIETY, TEACHERS)
    assert title not in [str(one.title) for one in todos.waiting_for(office, NOW)]


def test_the_office_keeps_a_survey_by_its_pages(bureau: int, office: Actor) -> None:
    page = browser(Role.OFFICE_OFFICER, bureau)
    sent = {
        "audience": "society",
        "year": 2026,
        "conducted_by": "演示调查中心",
        "source": "演示调查报告",
        "as_of": "2026-10-31",
    }
    came = page.post("/surveys/new", sent)
    assert came.status_code == 302
    here = came.headers["Location"]
    again = page.post("/surveys/new", sent)
    assert again.status_code == 409
    assert "There is a result for 2026 already" in again.content.decode()
    assert page.post(f"{here}/publish", {}).status_code == 422
    services.tell(UUID(here.rpartition("/")[2]), [TEACHERS, STUDENTS], actor=office, now=NOW)
    assert Client().get(here).status_code == 404
    assert page.post(f"{here}/publish", {}).status_code == 302
    shown = Client().get(here).content.decode()
    assert "66.7%" in shown
    assert "300 valid answers of 400 questionnaires" in shown
    listed = Client().get("/surveys").content.decode()
    assert here in listed
    assert "56.7%" in listed
    assert "Enter a result" not in listed
    assert Client().get(f"{here}?export=xlsx").content[:2] == b"PK"


def test_the_facts_hold_after_all_acts(office: Actor) -> None:
    first = published(office, Audience.SOCIETY, TEACHERS)
    second = services.correct(first, "改。", ABOUT, actor=office, now=NOW)
    services.publish(second, actor=office, now=NOW)
    assert facts.check_chain() == []
