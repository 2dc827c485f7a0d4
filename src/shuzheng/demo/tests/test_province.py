"""The demonstration leaves each role something to see and to do, made by the acts of people."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.test import Client
from tests import province

from shuzheng.assessment.models import Attendance, Registration, Result, ScoreReview
from shuzheng.assessment.queries import classes
from shuzheng.assessment.queries.classes import Answer
from shuzheng.assessment.rules.review import State as Review
from shuzheng.credentials.queries import pages_pocket
from shuzheng.demo import reminders
from shuzheng.foundation import facts, rulebooks
from shuzheng.foundation.ui import listing
from shuzheng.identity.models import IdentityCase
from shuzheng.identity.rules.kinds import Role
from shuzheng.insight.models import Cut
from shuzheng.kernel import periods
from shuzheng.pilots.models import Report
from shuzheng.pilots.queries import misses
from shuzheng.reminders.models import Reminder
from shuzheng.standing.queries import notices as standing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import Settings
    from pytest_django.plugin import DjangoDbBlocker

    from shuzheng.demo.world import World

DAYS = (date(2026, 2, 17), date(2026, 5, 20), date(2026, 8, 1), date(2026, 11, 16))
"""New Year's Day by the lunar calendar, two working days and a Saturday, one in each quarter."""
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module", params=DAYS, ids=str)
def built(
    request: pytest.FixtureRequest,
    django_db_setup: None,  # noqa: ARG001 - ordered before it
    django_db_blocker: DjangoDbBlocker,
    folder: Path,
) -> Iterator[province.Province]:
    """Build a small province once for each day; everything is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield province.build(folder, request.param)
        transaction.set_rollback(True)


@pytest.fixture
def world(built: province.Province) -> World:
    return built.world


def test_a_review_waits_with_the_organisation_one_with_the_office_and_one_is_over(
    world: World,
) -> None:
    published = [one for one in world.walked if one.stage == "published"]
    reviews = ScoreReview.objects.filter(registration__plan_id=published[0].plan).order_by("pk")

    assert [(one.state, one.escalated) for one in reviews] == [
        (Review.REQUESTED, 0),
        (Review.ESCALATED, 1),
        (Review.CLOSED, 0),
    ]
    assert ScoreReview.objects.count() == 3 * len(published) == 6


def test_one_guardian_has_consented_and_the_offered_one_is_asked(world: World) -> None:
    first, second = world.minors
    waits, consented = (
        Registration.objects.filter(person_id=one.pupil.person_id).order_by("-pk")[0]
        for one in (first, second)
    )

    assert (waits.state, waits.needs_guardian, hasattr(waits, "guardian_consent")) == (
        "confirmed",
        True,
        False,
    )
    assert consented.guardian_consent.guardian_id == second.guardian.person_id
    assert consented.state == "eligible"
    assert world.offered[Role.GUARDIAN] == first.guardian


def test_somebody_stayed_away_the_whole_day_and_is_told_so() -> None:
    absent = Result.objects.filter(outcome="absent", state="published")

    assert absent.count() == 4
    states = Attendance.objects.filter(registration__result__in=absent).values_list(
        "state", flat=True
    )
    assert set(states) == {"absent"}


def test_social_learners_paid_and_took_part() -> None:
    social = Registration.objects.filter(candidate_kind="social_learner")

    assert social.filter(accepted_at__isnull=False).count() == 10
    assert social.filter(result__state="published").exists()


def test_a_known_document_under_another_name_waits_for_the_office() -> None:
    assert IdentityCase.objects.filter(closed_at=None).count() == 1


def test_the_offered_student_holds_a_certificate_and_has_to_answer(world: World) -> None:
    me = world.offered[Role.STUDENT]
    newest = Registration.objects.filter(person_id=me.person_id).order_by("-pk")[0]

    assert [one.state for one in pages_pocket.mine(me)] == ["issued"]
    assert newest.state == "drafted"


def test_the_offered_teacher_teaches_the_offered_student(world: World) -> None:
    teacher = world.offered[Role.TEACHER]
    [mine] = classes.taught(teacher)

    page = classes.school_class(mine.brief.id, teacher, listing.Wish(view="waiting", size=100))

    assert {line.answer for line in page.found.rows} <= {Answer.WAITING, Answer.GUARDIAN}
    student = Registration.objects.filter(person_id=world.offered[Role.STUDENT].person_id)
    assert student.order_by("-pk")[0].pk in {line.id for line in page.found.rows}


@pytest.mark.rule("R-193")
def test_one_is_under_notice_one_about_to_be_and_one_two_misses_deep(world: World) -> None:
    schools = [one.id for one in world.schools]
    counted = misses.in_a_row(schools, world.today, rulebooks.current())
    told = standing.standing(schools)

    assert sorted(counted[one] for one in schools if counted.get(one)) == [1, 2, 3, 4]
    assert sorted(one.state for each in told.values() for one in each) == ["issued", "proposed"]
    assert world.offered[Role.LIAISON].organisation_id not in told


@pytest.mark.rule("R-191")
def test_reports_are_prefilled_with_the_registrations_of_their_days() -> None:
    filled = Report.objects.filter(figures__registrations__gt=0).select_related("period")

    assert filled
    for row in filled:
        accepted = Registration.objects.filter(
            institution=row.institution_id,
            accepted_at__gte=periods.start_of(row.period.since),
            accepted_at__lt=periods.end_of(row.period.until),
        )
        assert row.figures["registrations"] == accepted.count()


def test_the_office_took_a_data_cut_at_seven(world: World) -> None:
    cut = Cut.objects.get()

    taken = cut.taken_at.astimezone(periods.SHANGHAI)
    assert (taken.date(), f"{taken:%H:%M}") == (world.today, "07:00")
    assert cut.rows_count > 100


def test_the_record_of_the_whole_province_holds_together() -> None:
    assert facts.check_chain() == []


def test_the_door_shows_a_certificate_in_each_state_with_its_holder(
    folder: Path, settings: Settings
) -> None:
    settings.DATA_DIR = folder
    page = Client().get("/demo").content.decode()

    shown = page.partition("可查验的证书")[2].partition("</dl>")[0]
    assert [shown.count(word) for word in ("有效", "正在核查", "已撤销", "已换发")] == [1] * 4


def test_those_who_may_sign_in_have_unread_reminders(built: province.Province) -> None:
    reminders.tell(built.world.at(0, 20))
    people = {role: user.person_id for role, user in built.users.items()}

    told = set(Reminder.objects.filter(read_at=None).values_list("person_id", flat=True))
    heard = {role for role, person in people.items() if person in told}
    assert {Role.LIAISON, Role.INSTITUTION_ADMIN, Role.ORGANISATION_STAFF} <= heard
