"""Marks: blind, by two, by a third beyond the gap, once; every cell named that cannot be taken."""

from __future__ import annotations

import itertools
from threading import Barrier, Thread

import pytest
from django.db import connection

from shuzheng.assessment.access.marks import NotTheChief
from shuzheng.assessment.access.plans import NoSuchPlan
from shuzheng.assessment.models import Mark, Registration
from shuzheng.assessment.rules import marking as rules
from shuzheng.assessment.services import marking
from shuzheng.assessment.tests import cast_b
from shuzheng.assessment.tests.cast_b import MARKING_DAY
from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact
from shuzheng.identity.models import ClassTeacher
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.kernel.refusals import Refusal
from shuzheng.workforce.models import Qualification, Recusal

pytestmark = pytest.mark.django_db


@pytest.mark.rule("R-104")
def test_two_marks_within_the_gap_are_agreed_on_their_mean() -> None:
    day = cast_b.scoring(1)
    cast_b.mark(day, 0, "80")

    entered = cast_b.mark(day, 1, "75.5")

    assert (entered.taken, entered.gaps) == (1, 0)
    sheet = day.sheet()
    assert (sheet.state, sheet.agreed) == ("agreed", 7775)
    assert facts.check_chain() == []


@pytest.mark.rule("R-104")
def test_two_marks_beyond_the_gap_wait_for_a_third_person() -> None:
    day = cast_b.scoring(1)
    cast_b.mark(day, 0, "80")

    entered = cast_b.mark(day, 1, "60")

    assert entered.gaps == 1
    assert day.sheet().state == "second_marked"
    with pytest.raises(rules.MarkedBefore):
        marking.adjudicate(day.sheet().pk, "70", actor=day.assessor(1), now=MARKING_DAY)
    marking.adjudicate(day.sheet().pk, "66", actor=day.assessor(2), now=MARKING_DAY)
    assert (day.sheet().state, day.sheet().agreed) == ("adjudicated", 6600)
    assert facts.check_chain() == []


@pytest.mark.rule("R-104")
@pytest.mark.parametrize("marks", [("80", "75.5"), ("75.5", "80")])
def test_the_order_of_the_markers_does_not_matter(marks: tuple[str, str]) -> None:
    day = cast_b.scoring(1)

    for index, mark in enumerate(marks):
        cast_b.mark(day, index, mark)

    assert day.sheet().agreed == 7775


def test_a_first_marker_may_correct_until_the_second_comes() -> None:
    day = cast_b.scoring(1)
    cast_b.mark(day, 0, "80")

    entry = marking.Entry(day.sheet().pk, "81", seen="80.00")
    marking.enter(day.plan, [entry], actor=day.assessor(0), now=MARKING_DAY)

    assert Mark.objects.get().points == 8100
    cast_b.mark(day, 1, "80")
    late = marking.Entry(day.sheet().pk, "82", seen="81.00")
    with pytest.raises(marking.MarksRefused) as refusal:
        marking.enter(day.plan, [late], actor=day.assessor(0), now=MARKING_DAY)
    (cell,) = refusal.value.cells.values()
    assert isinstance(cell, marking.CellChanged)


def test_a_cell_changed_in_another_window_is_refused_by_name_and_nothing_is_stored() -> None:
    day = cast_b.scoring(2)
    cast_b.mark(day, 0, "80")
    stale = [
        marking.Entry(day.sheet(0).pk, "70", seen=""),
        marking.Entry(day.sheet(1).pk, "60", seen=""),
    ]

    with pytest.raises(marking.MarksRefused) as refusal:
        marking.enter(day.plan, stale, actor=day.assessor(0), now=MARKING_DAY)

    assert list(refusal.value.cells) == [day.sheet(0).pk]
    ticket = Registration.objects.get(pk=day.candidates[0]).ticket.number
    assert f"{ticket}, 实操: changed meanwhile" in str(refusal.value)
    assert day.sheet(1).state == "unmarked"


@pytest.mark.rule("R-104")
def test_nobody_marks_a_pupil_a_relative_or_twice() -> None:
    day = cast_b.scoring(2)
    taught, kin = (Registration.objects.get(pk=key) for key in day.candidates)
    assert taught.school_class is not None
    ClassTeacher.objects.create(
        school_class=taught.school_class, person_id=day.here.assessors[0], since=MARKING_DAY
    )
    Recusal.objects.create(
        assessor_id=day.here.assessors[1],
        candidate_id=kin.person_id,
        ground="kin",
        declared_at=MARKING_DAY,
    )

    with pytest.raises(marking.MarksRefused) as teacher:
        cast_b.mark(day, 0, "80", "80")
    with pytest.raises(marking.MarksRefused) as relative:
        cast_b.mark(day, 1, "80", "80")

    assert {type(cell) for cell in teacher.value.cells.values()} == {rules.TaughtTheCandidate}
    assert [type(cell) for cell in relative.value.cells.values()] == [rules.KinOfTheCandidate]
    assert not Mark.objects.exists()


@pytest.mark.rule("R-100")
def test_a_marker_whose_qualification_ended_is_refused() -> None:
    day = cast_b.scoring(1)
    Qualification.objects.filter(person_id=day.here.assessors[0]).update(
        revoked_on=MARKING_DAY.date()
    )

    with pytest.raises(rules.NotQualified):
        cast_b.mark(day, 0, "80")


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("100.5", rules.AboveFullMark),
        ("80.3", rules.NotAStep),
        ("八十", rules.NotAMark),
        ("-1", rules.NotAMark),
    ],
)
def test_an_impossible_mark_is_refused_in_its_cell(text: str, refusal: type[Exception]) -> None:
    day = cast_b.scoring(1)

    with pytest.raises(marking.MarksRefused) as refused:
        cast_b.mark(day, 0, text)

    assert [type(cell) for cell in refused.value.cells.values()] == [refusal]


def test_full_width_marks_are_understood() -> None:
    day = cast_b.scoring(1)

    cast_b.mark(day, 0, "８０．５")

    assert Mark.objects.get().points == 8050


@pytest.mark.rule("R-104")
def test_the_machine_marks_once_and_for_good() -> None:
    day = cast_b.scoring(1)

    cast_b.machine(day, "77.25")

    sheet = day.sheet(0, "theory")
    assert (sheet.state, sheet.agreed) == ("locked", 7725)
    with pytest.raises(marking.MarksRefused):
        cast_b.machine(day, "78")
    by_hand = [marking.Entry(sheet.pk, "78")]
    with pytest.raises(marking.MarksRefused) as refused:
        marking.enter(day.plan, by_hand, actor=day.assessor(0), now=MARKING_DAY)
    assert isinstance(refused.value.cells[sheet.pk], marking.MarkedByMachine)


@pytest.mark.rule("R-104")
def test_the_chief_locks_and_then_only_a_review_changes_a_mark() -> None:
    day = cast_b.scoring(1)
    with pytest.raises(marking.NothingToLock):
        marking.lock(day.plan, actor=day.assessor(0), now=MARKING_DAY)
    cast_b.mark(day, 0, "80")
    cast_b.mark(day, 1, "80")

    with pytest.raises(NotTheChief):
        marking.lock(day.plan, actor=day.assessor(1), now=MARKING_DAY)
    assert marking.lock(day.plan, actor=day.assessor(0), now=MARKING_DAY) == 1

    assert day.sheet().state == "locked"
    with pytest.raises(marking.MarksRefused):
        cast_b.mark(day, 2, "81")
    with pytest.raises(IllegalStep):
        rules.MARK.after(rules.State.LOCKED, rules.Verb.AGREE)
    assert facts.check_chain() == []


def test_an_assessor_who_was_not_appointed_finds_no_plan() -> None:
    day = cast_b.scoring(1)
    day.row().assessors.filter(person_id=day.here.assessors[2]).delete()

    with pytest.raises(NoSuchPlan):
        cast_b.mark(day, 2, "80")


def test_no_fact_shows_a_mark() -> None:
    day = cast_b.scoring(1)

    cast_b.mark(day, 0, "80.5")

    fact = Fact.objects.get(verb="assessment.marks.entered")
    assert fact.data == {"count": 1, "gaps": 0}
    assert facts.personal_of(fact) == {"marks": f"{day.sheet().pk}:8050"}


@pytest.mark.rule("R-104")
@pytest.mark.parametrize("who", list(itertools.permutations(range(3), 2)))
@pytest.mark.parametrize("reverse", [False, True])
def test_any_order_of_any_two_markers_over_any_papers_gives_the_same_marks(
    who: tuple[int, int],
    reverse: bool,  # noqa: FBT001 - a table of cases
) -> None:
    day = cast_b.scoring(3)
    given = {0: ("80", "61.5", "90"), 1: ("75.5", "61.5", "90"), 2: ("75.5", "61.5", "90")}
    given[who[0]] = ("80", "61.5", "90")
    given[who[1]] = ("75.5", "61.5", "90")
    steps = [(marker, paper) for paper in range(3) for marker in who]
    for marker, paper in reversed(steps) if reverse else steps:
        entry = marking.Entry(day.sheet(paper).pk, given[marker][paper])
        marking.enter(day.plan, [entry], actor=day.assessor(marker), now=MARKING_DAY)

    assert [day.sheet(paper).agreed for paper in range(3)] == [7775, 6150, 9000]


@pytest.mark.usefixtures("several_at_once")
@pytest.mark.django_db(transaction=True)
def test_two_markers_at_once_on_one_sheet_are_first_and_second_or_named() -> None:
    day = cast_b.scoring(1)
    sheet, barrier, outcomes = day.sheet().pk, Barrier(2), []

    def mark(assessor: int) -> None:
        actor = day.assessor(assessor)
        barrier.wait()
        try:
            marking.enter(day.plan, [marking.Entry(sheet, "80")], actor=actor, now=MARKING_DAY)
            outcomes.append("taken")
        except Refusal as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=mark, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    rounds = list(
        Mark.objects.filter(sheet_id=sheet).order_by("round").values_list("round", flat=True)
    )
    assert set(outcomes) <= {"taken", "marks-refused", "moved-meanwhile"}
    assert rounds == [1, 2][: outcomes.count("taken")]
    assert outcomes.count("taken") >= 1
