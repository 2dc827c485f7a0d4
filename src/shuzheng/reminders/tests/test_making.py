"""Who is told of which fact, once, and who is not."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction

from shuzheng.complaints.services import handling
from shuzheng.complaints.tests import cast as complaints
from shuzheng.foundation import facts, jobs
from shuzheng.foundation.models import FollowerCursor
from shuzheng.foundation.tests.together import together
from shuzheng.identity.models import Guardianship, Membership, User
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import NOON
from shuzheng.insight.tests.cast import INTERMEDIATE, NOW, province
from shuzheng.kernel.actor import CLOCK
from shuzheng.quality.services import findings, inspections
from shuzheng.quality.tests import cast as quality
from shuzheng.quality.tests.test_inspections import FOUND, REPORT, answers
from shuzheng.reminders import access
from shuzheng.reminders.models import Reminder
from shuzheng.reminders.services import making, reading
from shuzheng.reminders.tests.cast import Cast, account, cast, later, member, tell, verbs

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db
ANSWERED, ASKED = "support.question.answered", "support.question.asked"


@pytest.fixture
def here() -> Cast:
    return cast()


def test_those_in_the_roles_at_the_party_are_told_and_nobody_else(here: Cast) -> None:
    teacher = member(Role.TEACHER, here.school)
    pk = here.answered()

    assert tell(NOON) == 2
    assert verbs(here.liaison) == [ANSWERED]
    assert verbs(here.head) == [ANSWERED]
    for other in (teacher, here.elsewhere):
        assert verbs(other) == []
    row = Reminder.objects.get(person_id=here.head.person_id)
    assert (row.organisation_id, row.whom, row.key) == (here.school, "institution", pk)
    assert row.read_at is None


def test_the_department_is_told_but_nobody_of_the_own_house(here: Cast) -> None:
    here.answered()
    tell(NOON)

    # the department was asked; that it answered is no news to itself
    assert verbs(here.department) == [ASKED]
    assert verbs(here.second) == [ASKED]
    # the liaison asked, so nobody of the school is told that it did
    assert ASKED not in verbs(here.liaison) + verbs(here.head)


def test_whoever_acts_is_not_told_in_another_capacity_either(here: Cast) -> None:
    Membership.objects.create(
        person_id=here.department.person_id,
        organisation_id=here.school,
        role=Role.LIAISON,
        since=date(2020, 1, 1),
    )
    here.answered()
    tell(NOON)

    assert verbs(here.department) == [ASKED]


def test_who_joins_later_left_before_or_has_no_account_is_not_told(here: Cast) -> None:
    today = date(2026, 3, 2)
    joined = member(Role.LIAISON, here.school, since=today + timedelta(days=1))
    left = member(Role.LIAISON, here.school, until=today)
    silent = member(Role.LIAISON, here.school, opened=False)
    barred = member(Role.LIAISON, here.school)
    User.objects.filter(person_id=barred.person_id).update(is_active=False)
    here.answered()

    tell(later(days=1))
    for one in (joined, left, silent, barred):
        assert verbs(one) == []
    assert verbs(here.liaison) == [ANSWERED]


def test_a_second_run_tells_nothing_anew_and_a_doubled_one_changes_nothing(here: Cast) -> None:
    here.answered()
    assert tell(NOON) == 2
    before = list(Reminder.objects.order_by("pk").values())
    assert tell(NOON) == 0

    # a run that read the bookmark before the other one moved it
    FollowerCursor.objects.filter(name=making.BOOKMARK).update(seq=0)
    assert tell(NOON) == 2
    assert list(Reminder.objects.order_by("pk").values()) == before


def test_a_run_that_is_killed_is_made_up_for_by_the_next(here: Cast) -> None:
    here.answered()
    moved = 0

    def killed(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:  # noqa: ANN401 - a wrapper's own
        nonlocal moved
        moved += sql.startswith('UPDATE "foundation_followercursor"')
        if moved > 1 and "identity_membership" in sql:  # the bookmark moved, nobody is told yet
            raise KeyboardInterrupt
        return execute(sql, *rest)

    with connection.execute_wrapper(killed), pytest.raises(KeyboardInterrupt):
        making.read_on(NOON)
    assert verbs(here.second) == [ASKED]
    assert verbs(here.liaison) == []

    assert tell(NOON) == 1
    assert verbs(here.liaison) == [ANSWERED]
    assert Reminder.objects.count() == 4


def test_old_facts_are_passed_over(here: Cast) -> None:
    here.answered()

    assert tell(later(days=15)) == 0
    assert Reminder.objects.count() == 0


def test_the_job_reads_on_and_forgets_what_is_a_year_old(here: Cast) -> None:
    here.answered()
    for name in ("reminders.make", "reminders.tidy"):
        job = jobs.enqueue(name, {"on": "2026-03-02"}, actor=CLOCK, now=NOON)
        assert jobs.run_here(job, NOON)
        job.refresh_from_db()
        assert job.state == "succeeded"
    assert Reminder.objects.count() == 4

    assert making.forget(later(days=364)) == 0
    assert making.forget(later(days=366)) == 4


@pytest.mark.usefixtures("several_at_once")
def test_two_workers_at_once_tell_everybody_once() -> None:
    here = cast()
    for day in range(4):
        here.answered(later(days=-day / 24))

    said = together(partial(tell, NOON), partial(tell, NOON))
    # on SQLite one may find the other at work; the next run does the rest
    assert len(said) == 2
    tell(NOON)
    assert verbs(here.liaison) == [ANSWERED] * 4
    assert verbs(here.head) == [ANSWERED] * 4
    assert verbs(here.second) == [ASKED] * 4


def test_an_inspected_party_learns_nothing_before_the_report() -> None:
    made = quality.cast()
    people = [member(Role.INSTITUTION_ADMIN, school) for school in made.schools]
    row = made.begun()
    tell(later(hours=2))
    # drawn, sealed, and the team at the door: nobody was told of anything
    assert [verbs(one) for one in people] == [[] for _ in people]
    assert not Reminder.objects.filter(fact__verb__startswith="quality.").exists()

    lead = made.lead(row.pk)
    inspected = next(one for one in people if one.organisation_id == row.party_id)
    findings.record(row.pk, FOUND, actor=lead, now=later(hours=2))
    inspections.answer(row.pk, quality.said(answers(row)), actor=lead, now=later(hours=2))
    tell(later(hours=2))
    assert verbs(inspected) == []
    inspections.report(row.pk, REPORT, actor=lead, now=later(hours=2))
    tell(later(hours=3))
    assert verbs(inspected) == ["quality.inspection.reported"]
    others = [one for one in people if one is not inspected]
    assert [verbs(one) for one in others] == [[] for _ in others]


def test_of_a_case_only_its_officer_and_who_is_asked_hear() -> None:
    made = complaints.cast()
    for one in (made.office, made.second, made.school, made.holder):
        account(one.person_id)
    pk = made.investigated()
    tell(complaints.later(2))
    assert verbs(made.office) == ["complaints.complaint.triaged"]
    assert verbs(made.school) == []

    school = made.school.organisation_id
    handling.ask_party(pk, school, "请说明考场情况。", actor=made.office, now=complaints.later(2))
    tell(complaints.later(2))
    assert verbs(made.school) == ["complaints.party.asked"]
    assert verbs(made.holder) == []
    told = str(list(Reminder.objects.values()))
    assert complaints.NAME not in told
    assert complaints.TEXT not in told


def test_bulk_facts_tell_each_candidate_with_an_account_of_the_own_row() -> None:
    made = province()
    plan = made.plan(made.x, INTERMEDIATE, date(2026, 3, 1), "results_published")
    students = [made.student(f"甲{n}", made.a) for n in range(3)]
    rows = [made.register(plan, one, made.a) for one in students]
    for one in students[:2]:
        account(one)
    with transaction.atomic():
        facts.record(
            "assessment.results.published",
            plan,
            actor=CLOCK,
            now=NOW,
            passages=[facts.Passage(f"assessment.registration:{row.pk}") for row in rows],
            count=3,
            late=0,
        )
    tell(NOW)

    found = Reminder.objects.order_by("person_id").values_list("person_id", "key")
    assert list(found) == [(students[n], rows[n].pk) for n in range(2)]
    assert not Reminder.objects.exclude(organisation=None).exists()


def test_a_guardian_is_told_where_the_consent_is_needed() -> None:
    made = province()
    plan = made.plan(made.x, INTERMEDIATE, date(2026, 3, 1), "open")
    ward, grown = (made.student(f"乙{n}", made.a) for n in range(2))
    parent = made.person("家长")
    account(parent)
    for one in (ward, grown):
        Guardianship.objects.create(
            ward_id=one, guardian_id=parent, relation="parent", since=date(2020, 1, 1)
        )
    rows = [made.register(plan, one, made.a, state="drafted") for one in (ward, grown)]
    type(rows[0]).objects.filter(pk=rows[0].pk).update(needs_guardian=True)
    with transaction.atomic():
        facts.record(
            "assessment.registrations.drafted",
            plan,
            actor=CLOCK,
            now=NOW,
            passages=[facts.Passage(f"assessment.registration:{row.pk}") for row in rows],
            count=2,
            known=0,
        )
    tell(NOW)

    assert list(Reminder.objects.values_list("person_id", "whom", "key")) == [
        (parent, "guardian", rows[0].pk)
    ]


def test_reading_marks_the_own_reminders_alone(here: Cast) -> None:
    here.answered()
    here.answered(later(hours=1))
    tell(later(hours=1))
    mine = list(Reminder.objects.filter(person_id=here.liaison.person_id).order_by("fact_id"))

    assert reading.mark(mine[0].pk, actor=here.liaison, now=later(hours=2))
    assert not reading.mark(mine[0].pk, actor=here.liaison, now=later(hours=3))
    mine[0].refresh_from_db()
    assert mine[0].read_at == later(hours=2)
    with pytest.raises(access.NoSuchReminder):
        reading.mark(mine[1].pk, actor=here.head, now=NOON)
    # what was told after the page was shown stays unread
    assert reading.mark_all(mine[0].fact_id, actor=here.head, now=NOON) == 1
    assert reading.mark_all(mine[1].fact_id, actor=here.head, now=NOON) == 1
    assert Reminder.objects.filter(read_at=None).count() == 1 + 4
