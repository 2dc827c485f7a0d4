"""Problems and cases: each step dated, the organisation told late and never by whom."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.catalogue.models import CertificateType
from shuzheng.foundation import facts, rulebooks
from shuzheng.foundation.models import Fact, StoredFile
from shuzheng.foundation.ui import listing
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.kernel.periods import SHANGHAI
from shuzheng.kernel.rulebook import Rulebook
from shuzheng.pilots.access import NoSuchCase, NoSuchProblem
from shuzheng.pilots.models import Case, InstitutionCertificate, Problem
from shuzheng.pilots.queries import pages_cases
from shuzheng.pilots.rules import cases as rules
from shuzheng.pilots.rules.cases import Category, State
from shuzheng.pilots.services import cases, problems

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

BOOK = Rulebook.parse((files("shuzheng") / "rulebooks" / "anhui.toml").read_text("utf-8"))
TODAY = date(2026, 3, 2)
OFFICE = actor(Role.OFFICE_OFFICER)
DEPARTMENT = actor(Role.PROVINCIAL_ADMIN)


def at(month: int, day: int) -> datetime:
    return datetime.combine(date(2026, month, day), time(10), SHANGHAI)


@pytest.fixture
def school() -> int:
    here = organisation("S1", name="江淮职业学院")
    holder = organisation("E1", OrganisationKind.EVALUATION_ORGANISATION)
    certificate = CertificateType.objects.create(
        code="D10001", name="演示证书", short_name="演示", organisation_id=holder, levels=[]
    )
    InstitutionCertificate.objects.create(
        institution_id=here, certificate_type=certificate, state="active"
    )
    return here


@pytest.fixture
def liaison(school: int) -> Actor:
    return actor(Role.LIAISON, school)


@pytest.fixture
def holder(school: int) -> Actor:
    del school
    return actor(Role.ORGANISATION_STAFF, CertificateType.objects.get().organisation_id or 0)


@pytest.fixture
def case(liaison: Actor) -> int:
    certificate = CertificateType.objects.get().pk
    return cases.open_case(
        certificate, "考评员未到场", "3月1日考核，考评员未到场。", actor=liaison, now=NOON
    )


def paper() -> int:
    return StoredFile.objects.create(
        name="材料.pdf",
        media_type="application/pdf",
        size=1,
        digest="0" * 64,
        body=b"x",
        organisation_id=1,
        user_id=1,
        stored_at=NOON,
    ).pk


@pytest.mark.rule("R-053")
def test_both_times_run_in_working_days_from_the_opening() -> None:
    calendar = rulebooks.calendar()
    assert rules.verify_due_on(TODAY, calendar, BOOK) == date(2026, 3, 16)
    assert rules.report_due_on(TODAY, calendar, BOOK) == date(2026, 4, 14)  # 6 April is a holiday
    days = (date(2026, 3, 16), date(2026, 4, 14))
    assert [rules.due_on(state, *days) for state in State] == [*days, None, None, None, None]


@pytest.mark.rule("R-053")
@given(st.dates(date(2026, 1, 1), date(2026, 10, 1)))
def test_a_case_is_checked_before_it_is_reported(opened_on: date) -> None:
    calendar = rulebooks.calendar()
    verify = rules.verify_due_on(opened_on, calendar, BOOK)
    report = rules.report_due_on(opened_on, calendar, BOOK)
    assert opened_on + timedelta(days=10) <= verify < report


@pytest.mark.rule("R-053")
@pytest.mark.django_db
def test_a_verified_case_goes_to_the_ministry_and_back_step_by_step(
    case: int, liaison: Actor
) -> None:
    cases.decide(case, "经核实，考评员未到场。", verified=True, actor=OFFICE, now=at(3, 10))
    with pytest.raises(rules.StepBefore):
        cases.report(case, "约谈", date(2026, 3, 9), paper(), actor=OFFICE, now=at(3, 20))
    with pytest.raises(rules.StepInFuture):
        cases.report(case, "约谈", date(2026, 3, 21), paper(), actor=OFFICE, now=at(3, 20))
    cases.report(case, "建议约谈", date(2026, 3, 20), paper(), actor=OFFICE, now=at(3, 20))
    cases.answer(case, "责令整改", date(2026, 4, 20), paper(), actor=OFFICE, now=at(4, 21))
    cases.close(case, "已整改", actor=OFFICE, now=at(4, 30))

    page = pages_cases.case(case, liaison)
    assert (page.opened_on, page.decided_on, page.reported_on, page.answered_on) == (
        TODAY,
        date(2026, 3, 10),
        date(2026, 3, 20),
        date(2026, 4, 20),
    )
    assert (page.state, page.closed_on, page.due_on) == (State.CLOSED, date(2026, 4, 30), None)
    told = Fact.objects.filter(subject=f"pilots.case:{case}").order_by("seq")
    assert [(fact.from_state, fact.to_state) for fact in told] == [
        ("", ""),
        ("opened", "verified"),
        ("verified", "reported_to_ministry"),
        ("reported_to_ministry", "answered"),
        ("answered", "closed"),
    ]
    assert facts.check_chain() == []


@pytest.mark.rule("R-053")
@pytest.mark.django_db
def test_what_is_not_verified_goes_nowhere(case: int) -> None:
    cases.decide(case, "未见证据。", verified=False, actor=OFFICE, now=at(3, 10))
    with pytest.raises(IllegalStep):
        cases.report(case, "x", date(2026, 3, 10), paper(), actor=OFFICE, now=at(3, 10))
    with pytest.raises(IllegalStep):
        cases.decide(case, "x", verified=True, actor=OFFICE, now=at(3, 11))


@pytest.mark.rule("R-053")
@pytest.mark.django_db
def test_what_the_office_did_not_decide_in_time_waits_for_the_department_too(case: int) -> None:
    due = date(2026, 3, 16)
    assert pages_cases.waiting(OFFICE, at(3, 16)) == (0, 1, due)
    assert pages_cases.waiting(DEPARTMENT, at(3, 16)) == (0, 0, None)
    assert pages_cases.waiting(DEPARTMENT, at(3, 17)) == (0, 1, due)
    cases.decide(case, "属实", verified=True, actor=OFFICE, now=at(3, 17))
    assert pages_cases.waiting(DEPARTMENT, at(3, 17)) == (0, 0, None)
    assert pages_cases.waiting(DEPARTMENT, at(4, 15)) == (0, 1, date(2026, 4, 14))


@pytest.mark.rule("R-060")
@pytest.mark.django_db
def test_the_organisation_reads_the_finding_once_verified_and_never_whose_case_it_is(
    case: int, holder: Actor
) -> None:
    wish = listing.Wish()
    assert pages_cases.against(holder, wish).rows == []
    cases.decide(case, "经核实，考评员未到场。", verified=True, actor=OFFICE, now=at(3, 10))

    [told] = pages_cases.against(holder, wish).rows
    assert (told.finding, told.state) == ("经核实，考评员未到场。", State.VERIFIED)
    assert {field.name for field in fields(told)} == {
        "id",
        "certificate",
        "code",
        "finding",
        "state",
        "decided_on",
        "answer",
        "conclusion",
    }
    with pytest.raises(NoSuchCase):
        pages_cases.case(case, holder)
    with pytest.raises(NotPermitted):
        pages_cases.cases(holder, wish)
    other = actor(Role.ORGANISATION_STAFF, 999)
    assert pages_cases.against(other, wish).rows == []


@pytest.mark.rule("R-060")
@pytest.mark.django_db
def test_no_column_holds_the_person_who_reported(case: int) -> None:
    del case
    names = {field.name for model in (Case, Problem) for field in model._meta.get_fields()}
    assert not names & {"person", "user", "reporter", "reported_by", "opened_by"}
    fact = Fact.objects.get(verb="pilots.case.opened")
    assert fact.data == {}
    assert {"pilots.case.opened", "pilots.problem.reported"} <= facts.confidential()


@pytest.mark.rule("R-053")
@pytest.mark.django_db
def test_a_case_is_about_a_certificate_that_the_institution_took_up(liaison: Actor) -> None:
    stranger = CertificateType.objects.create(
        code="D10002", name="另一证书", short_name="另一", levels=[]
    )
    with pytest.raises(rules.NotTakenUp):
        cases.open_case(stranger.pk, "x", "y", actor=liaison, now=NOON)
    InstitutionCertificate.objects.create(
        institution_id=liaison.organisation_id, certificate_type=stranger, state="exited"
    )
    with pytest.raises(rules.CertificateOfNobody):
        cases.open_case(stranger.pk, "x", "y", actor=liaison, now=NOON)
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_only_the_office_takes_a_case_along_and_strangers_do_not_see_it(
    case: int, liaison: Actor
) -> None:
    for who in (liaison, DEPARTMENT):
        with pytest.raises(NotPermitted):
            cases.decide(case, "x", verified=True, actor=who, now=NOON)
    with pytest.raises(NoSuchCase):
        pages_cases.case(case, actor(Role.LIAISON, organisation("S9")))
    with pytest.raises(NotPermitted):
        cases.open_case(1, "x", "y", actor=OFFICE, now=NOON)


@pytest.mark.rule("R-016")
@pytest.mark.rule("R-059")
@pytest.mark.django_db
def test_a_problem_is_reported_taken_up_and_settled(liaison: Actor) -> None:
    certificate = CertificateType.objects.get().pk
    pk = problems.report(
        Category.ASSESSMENT,
        "设备不足",
        certificate_type_id=certificate,
        about="2026-00012",
        actor=liaison,
        now=NOON,
    )
    assert pages_cases.waiting(OFFICE, NOON)[0] == 1
    with pytest.raises(rules.DueInPast):
        problems.take_up(pk, "综合组", date(2026, 3, 1), actor=OFFICE, now=NOON)
    problems.take_up(pk, "综合组", date(2026, 3, 20), actor=OFFICE, now=NOON)
    problems.settle(pk, "已协调增配。", actor=OFFICE, now=datetime(2026, 3, 9, tzinfo=UTC))

    line = pages_cases.problem(pk, liaison)
    assert (line.state, line.owner, line.due_on, line.settled_on, line.answer) == (
        "settled",
        "综合组",
        date(2026, 3, 20),
        date(2026, 3, 9),
        "已协调增配。",
    )
    with pytest.raises(IllegalStep):
        problems.settle(pk, "x", actor=OFFICE, now=NOON)


@pytest.mark.rule("R-016")
@pytest.mark.django_db
def test_problems_are_counted_by_category_within_reach(liaison: Actor, holder: Actor) -> None:
    for category in (Category.FEES, Category.FEES):
        problems.report(category, "x", actor=liaison, now=NOON)
    pk = problems.report(Category.OTHER, "x", actor=liaison, now=NOON)
    problems.settle(pk, "y", actor=OFFICE, now=NOON)

    counted = {key: value for key, value in pages_cases.by_category(OFFICE).items() if value[0]}
    assert counted == {Category.FEES: (2, 0), Category.OTHER: (1, 1)}
    away = actor(Role.CITY_OFFICER, 0, area="3402")
    assert set(pages_cases.by_category(away).values()) == {(0, 0)}
    with pytest.raises(NoSuchProblem):
        pages_cases.problem(pk, away)
    with pytest.raises(NoSuchProblem):
        pages_cases.problem(pk, holder)
    with pytest.raises(NotPermitted):
        pages_cases.by_category(holder)
