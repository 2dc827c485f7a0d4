"""The second marker cannot find the first mark, whatever he or she asks."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.access.plans import NoSuchPlan
from shuzheng.assessment.models import Registration
from shuzheng.assessment.queries import marking as queries
from shuzheng.assessment.queries.marking import Stage
from shuzheng.assessment.tests import cast_b
from shuzheng.assessment.tests.cast_b import MARKING_DAY
from shuzheng.identity.models import ClassTeacher
from shuzheng.identity.queries import feed
from shuzheng.kernel.actor import NotPermitted

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db


def everything(value: DataclassInstance) -> str:
    """Return all that an answer says, as text."""
    return json.dumps(dataclasses.asdict(value), default=str, ensure_ascii=False)


def rows(day: cast_b.Day, actor: Actor) -> dict[int, queries.Row]:
    """Return what a marker sees of every candidate, in every room."""
    grid = queries.grid(day.plan, actor, MARKING_DAY)
    grids = [queries.grid(day.plan, actor, MARKING_DAY, room.id) for room in grid.rooms]
    return {row.registration_id: row for grid in grids for row in grid.rows}


def cell(day: cast_b.Day, actor: Actor, index: int = 0) -> queries.Cell:
    """Return what a marker sees of one candidate's practice."""
    (found,) = rows(day, actor)[day.candidates[index]].cells
    assert found is not None
    return found


@pytest.mark.rule("R-104")
def test_no_query_shows_the_first_mark_before_the_second_is_given() -> None:
    day = cast_b.scoring(2)
    cast_b.mark(day, 0, "83.5", "61")
    other, staff = day.assessor(1), day.staff()

    answers: list[DataclassInstance] = [
        *rows(day, other).values(),
        *queries.gaps(day.plan, other, MARKING_DAY),
        *queries.gaps(day.plan, staff, MARKING_DAY),
        *queries.progress(day.plan, other),
        *queries.progress(day.plan, staff),
        *queries.waiting(other),
        *feed.of([f"assessment.plan:{day.plan}"]),
    ]
    seen = [everything(answer) for answer in answers]

    assert not any("83.5" in text or "8350" in text or "61.00" in text for text in seen)
    assert {cell(day, other, 0).stage, cell(day, other, 1).stage} == {Stage.OPEN}


@pytest.mark.rule("R-104")
def test_after_both_marks_each_marker_sees_the_other() -> None:
    day = cast_b.scoring(1)
    cast_b.mark(day, 0, "83.5")
    cast_b.mark(day, 1, "80")

    seen = cell(day, day.assessor(0))

    assert (seen.own, seen.other, seen.agreed, seen.stage) == (
        "83.50",
        "80.00",
        "81.75",
        Stage.AGREED,
    )


def test_a_marker_sees_the_own_mark_again_and_may_correct_it() -> None:
    day = cast_b.scoring(1)
    cast_b.mark(day, 0, "83.5")

    seen = cell(day, day.assessor(0))

    assert (seen.own, seen.stage, seen.is_open) == ("83.50", Stage.GIVEN, True)


@pytest.mark.rule("R-104")
def test_a_third_person_sees_both_of_a_gap_and_nothing_of_an_agreed_pair() -> None:
    day = cast_b.scoring(2)
    cast_b.mark(day, 0, "80", "77.5")
    cast_b.mark(day, 1, "60", "76")

    third = day.assessor(2)
    (gap,) = queries.gaps(day.plan, third, MARKING_DAY)

    assert (gap.first, gap.second, gap.difference, gap.barred) == ("80.00", "60.00", "20.00", None)
    assert not any("77.5" in everything(row) for row in rows(day, third).values())
    (own,) = queries.gaps(day.plan, day.assessor(0), MARKING_DAY)
    assert own.barred is not None
    assert own.barred.code == "marked-before"


@pytest.mark.rule("R-104")
def test_names_are_hidden_from_markers() -> None:
    day = cast_b.scoring(2)
    names = Registration.objects.values_list("person__name", flat=True)

    shown = [everything(row) for row in rows(day, day.assessor(0)).values()]

    assert len(shown) == 2
    assert not any(name in text for name in names for text in shown)


def test_a_pupils_row_and_an_absent_ones_say_why_they_take_no_mark() -> None:
    day = cast_b.scoring(3, frozenset({2}))
    pupil = Registration.objects.get(pk=day.candidates[0])
    assert pupil.school_class is not None
    ClassTeacher.objects.create(
        school_class=pupil.school_class, person_id=day.here.assessors[0], since=MARKING_DAY
    )

    by_key = rows(day, day.assessor(0))

    barred = by_key[day.candidates[0]].barred
    assert barred is not None
    assert barred.code == "taught-the-candidate"
    assert by_key[day.candidates[2]].missed == "Absent"
    grid = queries.grid(day.plan, day.assessor(1), MARKING_DAY)
    assert grid.counts["due"] + grid.counts["missed"] == len(grid.rows)


def test_marking_is_seen_by_the_appointed_and_the_plans_organisation_only() -> None:
    day = cast_b.scoring(1)

    for stranger in (day.here.rival(), day.here.neighbour(), day.host()):
        with pytest.raises((NoSuchPlan, NotPermitted)):
            queries.grid(day.plan, stranger, MARKING_DAY)
        with pytest.raises((NoSuchPlan, NotPermitted)):
            queries.gaps(day.plan, stranger, MARKING_DAY)
        with pytest.raises((NoSuchPlan, NotPermitted)):
            queries.progress(day.plan, stranger)
    (waiting,) = queries.waiting(day.assessor(0))
    assert (waiting.waiting, waiting.gaps) == (1, 0)
