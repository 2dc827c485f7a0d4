"""A teacher sees the classes he or she teaches, and how their students stand; nothing else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.access import Permission
from shuzheng.assessment.models import Registration
from shuzheng.assessment.queries import classes as queries
from shuzheng.assessment.queries import todos
from shuzheng.assessment.services import registrations
from shuzheng.assessment.tests import cast, cast_b, visitors
from shuzheng.assessment.tests.cast import NOON, Province
from shuzheng.assessment.tests.visitors import Now, browser, text
from shuzheng.fees.models import HardshipClaim, Settlement
from shuzheng.foundation.ui import listing
from shuzheng.identity.access import NoSuchClass
from shuzheng.identity.models import ClassTeacher, Membership, SchoolClass
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests import cast as people
from shuzheng.kernel.actor import Actor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db
BUDGET = 30


@pytest.fixture(autouse=True)
def _served(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield from visitors.served(monkeypatch)


@pytest.fixture
def here() -> Province:
    Now.at = NOON
    return cast.province()


def teacher(organisation_id: int, person_id: int, *class_ids: int) -> Client:
    """Return the browser of a teacher of these classes."""
    door = browser(Role.TEACHER, organisation_id, person_id)
    for class_id in class_ids:
        ClassTeacher.objects.create(
            school_class_id=class_id, person_id=person_id, since=date(2025, 9, 1)
        )
    return door


def class_of(row: Registration) -> int:
    assert row.school_class_id is not None
    return row.school_class_id


def test_a_teacher_reads_who_has_confirmed_and_who_has_not(here: Province) -> None:
    plan = here.opened()
    rows = [cast.drafted(here, plan, serial) for serial in (1, 2, 3)]
    idle = cast.student(here.college, 9)
    registrations.confirm(rows[0].pk, actor=cast.learner(rows[0].person_id), now=NOON)
    registrations.decline(rows[1].pk, actor=cast.learner(rows[1].person_id), now=NOON)
    door = teacher(here.college, 900_001, class_of(rows[0]))

    listed = text(door.get("/assessment/classes/"))
    assert "会计2401" in listed
    assert "1 not confirmed" in listed
    page = text(door.get(f"/assessment/classes/{class_of(rows[0])}/?view=all"))
    assert [page.count(row.person.name) for row in rows] == [1, 2, 1]
    assert "Not registered any more" in page
    waits = text(door.get(f"/assessment/classes/{class_of(rows[0])}/?view=waiting"))
    assert rows[2].person.name in waits.partition("<table")[2].partition("</table>")[0]
    assert rows[0].person.name not in waits.partition("<table")[2].partition("</table>")[0]
    assert chr(0x4E00 + 9) in waits.partition("Without a registration")[2]
    assert idle


@pytest.mark.rule("R-128")
def test_exempt_guaranteed_waiting_and_paying_students_look_alike(here: Province) -> None:
    first = here.opened()
    second = cast.other_level(here, days=1)
    rows = [cast.accepted(here, first, serial) for serial in (1, 2)]
    HardshipClaim(
        person_id=rows[0].person_id,
        institution_id=here.college,
        state="valid",
        since=date(2025, 9, 1),
        until=date(2026, 8, 31),
        lodged_on=date(2025, 9, 1),
        kind_sealed="x",
    ).save()
    again = [cast.registered_again(here, second, row) for row in rows]
    for row in again:
        registrations.confirm(row.pk, actor=cast.learner(row.person_id), now=NOON)
        row.refresh_from_db()
    assert [row.state for row in again] == ["accepted", "eligible"]
    assert [Settlement.objects.get(reference=row.uid).ground for row in again] == [
        "hardship",
        "candidate_pays",
    ]
    actor = people.actor(Role.TEACHER, here.college, person_id=900_001)
    door = teacher(here.college, 900_001, class_of(rows[0]))

    page = text(door.get(f"/assessment/classes/{class_of(rows[0])}/?view=all"))
    shown = queries.school_class(class_of(rows[0]), actor, listing.Wish(view="open"))

    assert {line.answer for line in shown.found.rows} == {"confirmed"}
    table = page.partition("<table")[2].partition("</table>")[0]
    words = ("Eligible", "Accepted", "aid", "280", "Settled", "hardship")
    assert [word for word in words if word in table] == []


def test_results_are_read_once_they_are_out_without_scores() -> None:
    day = cast_b.marked("85", "40", "70")
    Now.at = cast_b.AFTER_CLOSE
    rows = list(Registration.objects.filter(pk__in=day.candidates).order_by("pk"))
    door = teacher(day.here.college, 900_001, class_of(rows[0]))
    address = f"/assessment/classes/{class_of(rows[0])}/?view=all"
    assert ">Passed<" not in text(door.get(address)).partition("<table")[2]


def test_a_published_result_shows_the_outcome_and_no_mark() -> None:
    day = cast_b.published("85", "40", "70")
    rows = list(Registration.objects.filter(pk__in=day.candidates).order_by("pk"))
    actor = people.actor(Role.TEACHER, day.here.college, person_id=900_001)
    door = teacher(day.here.college, 900_001, class_of(rows[0]))

    found = queries.school_class(class_of(rows[0]), actor, listing.Wish(view="all"))

    outcomes = {line.id: line.outcome for line in found.found.rows}
    assert [outcomes[row.pk] for row in rows] == ["passed", "failed", "passed"]
    assert (found.line.results, found.line.passed) == (3, 2)
    table = text(door.get(f"/assessment/classes/{class_of(rows[0])}/?view=all")).partition(
        "<table"
    )[2]
    assert table.count("Did not pass") == 1
    assert all(mark not in table for mark in ("85.00", "40.00", "82"))


def test_a_ticket_shows_its_number_and_from_when_it_can_be_printed() -> None:
    day = cast_b.seated(2)
    row = Registration.objects.get(pk=day.candidates[0])
    door = teacher(day.here.college, 900_001, class_of(row))

    assert row.ticket.number in text(door.get(f"/assessment/classes/{class_of(row)}/"))


def test_nobody_elses_class_is_there(here: Province) -> None:
    plan = here.opened()
    row = cast.drafted(here, plan, 1)
    other = SchoolClass.objects.create(
        organisation_id=here.college, name="会计2402", entry_year=2024
    )
    theirs = SchoolClass.objects.create(
        organisation_id=here.school, name="物流2401", entry_year=2024
    )
    colleague = teacher(here.college, 900_001, other.pk)
    stranger = teacher(here.school, 900_002, theirs.pk)
    moved = teacher(here.school, 900_003, class_of(row))
    former = teacher(here.college, 900_004, class_of(row))
    ClassTeacher.objects.filter(person_id=900_004).update(until=date(2026, 2, 1))

    for door in (colleague, stranger, moved, former):
        assert "会计2401" not in text(door.get("/assessment/classes/"))
        assert door.get(f"/assessment/classes/{class_of(row)}/").status_code == 404
    assert "You teach no class on record" in text(former.get("/assessment/classes/"))


def test_a_teacher_has_no_other_way_to_registrations(here: Province) -> None:
    plan = here.opened()
    row, door = cast.drafted(here, plan, 1), teacher(here.college, 900_001)
    assert door.get(f"/assessment/plans/{plan}/registrations/").status_code == 403
    assert door.get(f"/assessment/plans/{plan}/registrations/?export=xlsx").status_code == 403
    assert door.get(f"/assessment/registrations/{row.pk}/").status_code == 404
    actor = people.actor(Role.TEACHER, here.college, person_id=900_001)
    assert Registration.objects.within(actor).count() == 0
    ClassTeacher.objects.create(
        school_class_id=class_of(row), person_id=900_001, since=date(2025, 9, 1)
    )
    assert Registration.objects.within(actor).count() == 1
    assert door.get(f"/assessment/registrations/{row.pk}/").status_code == 403


@pytest.mark.parametrize(
    "role",
    [
        Role.LIAISON,
        Role.INSTITUTION_ADMIN,
        Role.SITE_ADMIN,
        Role.ORGANISATION_STAFF,
        Role.OFFICE_OFFICER,
        Role.STUDENT,
        Role.AUDITOR,
    ],
)
def test_the_page_is_of_teachers_only(here: Province, role: Role) -> None:
    row = cast.drafted(here, here.opened(), 1)
    door = browser(role, here.college, 900_005)
    assert door.get("/assessment/classes/").status_code == 403
    assert door.get(f"/assessment/classes/{class_of(row)}/").status_code == 403


def test_who_teaches_in_one_capacity_reaches_nothing_in_another(here: Province) -> None:
    row = cast.drafted(here, here.opened(), 1)
    teacher(here.college, 900_001, class_of(row))
    other = people.actor(Role.ASSESSOR, here.organisation, person_id=900_001)
    with pytest.raises(NoSuchClass):
        queries.school_class(
            class_of(row),
            _with(other, Permission.CLASS_VIEW),
            listing.Wish(view="all"),
        )
    assert Membership.objects.filter(person_id=900_001).count() == 1


def test_the_desk_says_how_many_students_have_to_answer(here: Province) -> None:
    rows = [cast.drafted(here, here.opened(), serial) for serial in (1,)]
    teacher(here.college, 900_001, class_of(rows[0]))
    actor = people.actor(Role.TEACHER, here.college, person_id=900_001)

    found = [(one.title, one.count, one.url) for one in todos.todos_for(actor, NOON)]

    assert found == [("Remind your students to answer", 1, "/assessment/classes/")]


def test_the_pages_stay_in_budget(
    here: Province, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    plan = here.opened()
    rows = [cast.drafted(here, plan, serial) for serial in range(1, 16)]
    door = teacher(here.college, 900_001, class_of(rows[0]))
    for address in ("/assessment/classes/", f"/assessment/classes/{class_of(rows[0])}/"):
        with django_assert_max_num_queries(BUDGET):
            text(door.get(address))


def _with(actor: Actor, permission: str) -> Actor:
    return Actor(
        actor.user_id,
        actor.person_id,
        actor.organisation_id,
        actor.role,
        frozenset({permission}),
        actor.reach,
    )
