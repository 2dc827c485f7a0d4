"""From the draw to publication for five hundred candidates: a bounded number of statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.models import Attendance, Component, MarkingSheet, Result
from shuzheng.assessment.services import marking, results, seating, sittings
from shuzheng.assessment.tests import cast_b
from shuzheng.assessment.tests.cast_b import (
    AFTER_CLOSE,
    EVENING,
    MARKING_DAY,
    MORNING,
    PUBLISHING_DAY,
)
from shuzheng.foundation import facts

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db

MANY = 500


@pytest.mark.staged
def test_no_act_works_candidate_by_candidate(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    day = cast_b.closed(MANY, classes=12)
    host, staff, door = day.host(), day.staff(), day.invigilator()

    with django_assert_max_num_queries(110):  # four acts
        cast_b.drawn(day)
    with django_assert_max_num_queries(70):
        assert seating.lock(day.plan, actor=host, now=AFTER_CLOSE) == MANY
    with django_assert_max_num_queries(25):
        sittings.start(day.plan, actor=host, now=MORNING)
    for code in ("theory", "practice"):
        session = day.session(code)
        ids = list(Attendance.objects.filter(session_id=session).values_list("pk", flat=True))
        with django_assert_max_num_queries(20):
            sittings.check_in(session, ids, "监考乙", actor=door, now=MORNING)
    Attendance.objects.update(state="submitted")
    with django_assert_max_num_queries(35):
        assert sittings.begin_scoring(day.plan, actor=host, now=EVENING) == 2 * MANY
    theory = entries(day, "theory", "70")
    part = Component.objects.get(plan_id=day.plan, code="theory").pk
    with django_assert_max_num_queries(40):
        marking.take_machine_marks(part, theory, actor=staff, now=MARKING_DAY)
    for assessor in (0, 1):
        practice = entries(day, "practice", "81.5")
        with django_assert_max_num_queries(40):
            marking.enter(day.plan, practice, actor=day.assessor(assessor), now=MARKING_DAY)
    with django_assert_max_num_queries(30):
        assert marking.lock(day.plan, actor=staff, now=MARKING_DAY) == MANY
    with django_assert_max_num_queries(25):
        results.compute(day.plan, actor=staff, now=PUBLISHING_DAY)
    with django_assert_max_num_queries(25):
        results.confirm(day.plan, "分布正常", actor=staff, now=PUBLISHING_DAY)
    with django_assert_max_num_queries(30):
        assert results.publish(day.plan, actor=staff, now=PUBLISHING_DAY) == MANY

    assert Result.objects.filter(state="published", passed=True).count() == MANY
    assert facts.check_chain() == []


def entries(day: cast_b.Day, code: str, text: str) -> list[marking.Entry]:
    rows = MarkingSheet.objects.filter(component__plan_id=day.plan, component__code=code)
    return [marking.Entry(pk, text) for pk in rows.values_list("pk", flat=True)]
