"""The day: doors, two people, absences, incidents, and nothing marked before everybody counts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shuzheng.assessment.access.conduct import NoSuchCandidate, NoSuchSession
from shuzheng.assessment.models import Attendance, Incident, MarkingSheet, Seating
from shuzheng.assessment.rules import sitting
from shuzheng.assessment.rules.sitting import IncidentKind
from shuzheng.assessment.services import sittings
from shuzheng.assessment.tests import cast as first_half
from shuzheng.assessment.tests import cast_b
from shuzheng.assessment.tests.cast_b import AFTERNOON, EVENING, MARKING_DAY, MORNING
from shuzheng.foundation import facts, moves
from shuzheng.identity.models import Person
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests import cast
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep

pytestmark = pytest.mark.django_db

EARLY = MORNING - timedelta(minutes=20)
LATE = MORNING + timedelta(minutes=16)


def test_the_assessment_starts_on_its_day_with_every_sitting_open() -> None:
    day = cast_b.seated(3)
    with pytest.raises(sittings.NotTheDay):
        sittings.start(day.plan, actor=day.host(), now=MORNING - timedelta(days=1))

    sittings.start(day.plan, actor=day.host(), now=EARLY)

    assert day.row().state == "in_progress"
    assert Attendance.objects.filter(state="not_started").count() == 6
    assert facts.check_chain() == []


@pytest.mark.staged
def test_a_changed_seating_is_locked_before_the_start() -> None:
    day = cast_b.seated(1)
    Seating.objects.update(state="changed")

    with pytest.raises(sittings.SeatsChanged):
        sittings.start(day.plan, actor=day.host(), now=EARLY)


@pytest.mark.rule("R-103")
def test_two_people_check_identities() -> None:
    day = cast_b.running(2)
    ids = [day.attendance(0).pk, day.attendance(1).pk]
    own = Person.objects.get(pk=day.here.assessors[0])
    door = cast.actor(Role.INVIGILATOR, day.here.college, person_id=own.pk)

    with pytest.raises(sittings.SecondNameMissing):
        sittings.check_in(day.session(), ids, " ", actor=door, now=EARLY)
    with pytest.raises(sitting.SamePerson):
        sittings.check_in(day.session(), ids, own.name, actor=door, now=EARLY)
    assert sittings.check_in(day.session(), ids, "监考乙", actor=door, now=EARLY) == 2

    row = day.attendance(0)
    assert (row.state, row.checked_by_id, row.second_checker) == ("checked_in", own.pk, "监考乙")


@pytest.mark.rule("R-102")
def test_doors_close_after_a_quarter_of_an_hour_and_nobody_is_absent_before() -> None:
    day = cast_b.running(2)
    one, other = day.attendance(0).pk, day.attendance(1).pk
    door = day.invigilator()

    with pytest.raises(sitting.NotYetLate):
        sittings.record_absence(day.session(), [one], actor=door, now=MORNING)
    with pytest.raises(sitting.TooLate):
        sittings.check_in(day.session(), [one], "监考乙", actor=door, now=LATE)
    sittings.refuse_late(day.session(), [one], actor=door, now=LATE)
    sittings.record_absence(day.session(), [other], actor=door, now=LATE)

    assert (day.attendance(0).state, day.attendance(1).state) == ("late_refused", "absent")


@pytest.mark.rule("R-102")
def test_a_paper_begins_at_its_time_and_is_handed_in() -> None:
    day = cast_b.running(2)
    door, ids = day.invigilator(), [day.attendance(0).pk]
    sittings.check_in(day.session(), ids, "监考乙", actor=door, now=EARLY)

    with pytest.raises(sitting.NotStartedYet):
        sittings.begin(day.session(), actor=door, now=EARLY)
    assert sittings.begin(day.session(), actor=door, now=MORNING) == 1
    sittings.hand_in(day.session(), ids, actor=door, now=MORNING + timedelta(hours=1))

    assert day.attendance(0).state == "submitted"
    assert day.attendance(1).state == "not_started"
    assert facts.check_chain() == []


def test_one_entry_of_a_group_that_moved_meanwhile_stops_the_whole_group() -> None:
    day = cast_b.running(2)
    door, ids = day.invigilator(), [day.attendance(0).pk, day.attendance(1).pk]
    sittings.check_in(day.session(), ids[:1], "监考乙", actor=door, now=EARLY)

    with pytest.raises(moves.MovedMeanwhile):
        sittings.check_in(day.session(), ids, "监考乙", actor=door, now=EARLY)

    assert day.attendance(1).state == "not_started"


def test_an_entry_made_by_mistake_is_put_right_with_a_reason() -> None:
    day = cast_b.running(1)
    door = day.invigilator()
    sittings.record_absence(day.session(), [day.attendance().pk], actor=door, now=LATE)

    with pytest.raises(sittings.ReasonMissing):
        sittings.correct(day.attendance().pk, "", actor=door, now=LATE)
    sittings.correct(day.attendance().pk, "点错行", actor=door, now=LATE)

    assert day.attendance().state == "not_started"


def test_the_ill_are_not_absent() -> None:
    day = cast_b.running(1)

    sittings.record_illness(day.attendance().pk, actor=day.invigilator(), now=EARLY)

    assert day.attendance().state == "ill"


def test_misconduct_is_decided_after_a_hearing_only() -> None:
    day = cast_b.running(1)
    door, staff = day.invigilator(), day.staff()
    sittings.check_in(day.session(), [day.attendance().pk], "监考乙", actor=door, now=EARLY)
    incident = sittings.report_incident(
        day.attendance().pk, IncidentKind.MISCONDUCT, "传递纸条", actor=door, now=LATE
    )
    assert day.attendance().state == "misconduct_open"
    words = {"upheld": True, "reason": "事实清楚", "actor": staff, "now": MARKING_DAY}

    with pytest.raises(sittings.NotHeard):
        sittings.decide(incident, heard_at=EVENING, statement="", **words)  # type: ignore[arg-type]
    with pytest.raises(NotPermitted):
        sittings.decide(
            incident,
            heard_at=EVENING,
            statement="承认",
            upheld=True,
            reason="x",
            actor=cast.actor(Role.ORGANISATION_ISSUER, day.here.organisation),
            now=MARKING_DAY,
        )
    sittings.decide(incident, heard_at=EVENING, statement="承认", **words)  # type: ignore[arg-type]

    assert day.attendance().state == "misconduct_upheld"
    row = Incident.objects.get()
    assert (row.decision, row.statement, row.decided_by_id) == ("upheld", "承认", staff.person_id)
    assert facts.check_chain() == []


def test_a_dismissed_case_puts_the_paper_among_those_to_be_marked() -> None:
    day = cast_b.running(2)
    door = day.invigilator()
    cast_b.sat(day, "theory", MORNING)
    cast_b.sat(day, "practice", AFTERNOON)
    incident = sittings.report_incident(
        day.attendance(0, "practice").pk,
        IncidentKind.MISCONDUCT,
        "疑似抄袭",
        actor=door,
        now=EVENING,
    )
    sittings.begin_scoring(day.plan, actor=day.host(), now=EVENING)
    assert not MarkingSheet.objects.filter(
        registration_id=day.candidates[0], component__code="practice"
    ).exists()

    sittings.decide(
        incident,
        upheld=False,
        heard_at=EVENING,
        statement="没有",
        reason="录像未见",
        actor=day.staff(),
        now=MARKING_DAY,
    )

    assert day.sheet(0).state == "unmarked"


def test_a_small_incident_needs_no_decision() -> None:
    day = cast_b.running(1)
    incident = sittings.report_incident(
        day.attendance().pk, IncidentKind.EQUIPMENT, "鼠标失灵", actor=day.invigilator(), now=EARLY
    )

    with pytest.raises(sittings.NotACase):
        sittings.decide(
            incident,
            upheld=True,
            heard_at=EARLY,
            statement="x",
            reason="x",
            actor=day.staff(),
            now=LATE,
        )
    assert day.attendance().state == "not_started"


@pytest.mark.rule("R-102")
def test_marking_begins_when_everybody_is_accounted_for() -> None:
    day = cast_b.running(3)
    cast_b.sat(day, "theory", MORNING, frozenset({2}))
    with pytest.raises(sittings.NotOverYet):
        sittings.begin_scoring(day.plan, actor=day.host(), now=AFTERNOON)
    with pytest.raises(sittings.SittingsOpen) as refusal:
        sittings.begin_scoring(day.plan, actor=day.host(), now=EVENING)
    assert refusal.value.params == {"count": 3}
    cast_b.sat(day, "practice", AFTERNOON, frozenset({2}))

    assert sittings.begin_scoring(day.plan, actor=day.host(), now=EVENING) == 4

    row = day.row()
    assert (row.state, str(row.results_due_on)) == ("scoring", "2026-05-19")
    assert not MarkingSheet.objects.filter(registration_id=day.candidates[2]).exists()
    with pytest.raises(sittings.NotRunning):
        sittings.record_illness(day.attendance().pk, actor=day.invigilator(), now=EVENING)
    assert facts.check_chain() == []


def test_doors_are_kept_by_the_host_only() -> None:
    day = cast_b.running(1)
    stranger = cast.actor(Role.INVIGILATOR, day.here.school, person_id=31)

    with pytest.raises(NoSuchSession):
        sittings.check_in(day.session(), [day.attendance().pk], "乙", actor=stranger, now=EARLY)
    with pytest.raises(NoSuchCandidate):
        sittings.check_in(day.session(), [10**6], "乙", actor=day.invigilator(), now=EARLY)
    with pytest.raises(NotPermitted):
        sittings.check_in(
            day.session(), [day.attendance().pk], "乙", actor=day.here.liaison(), now=EARLY
        )
    learner = first_half.learner(1)
    with pytest.raises((NoSuchSession, NotPermitted)):
        sittings.check_in(day.session(), [day.attendance().pk], "乙", actor=learner, now=EARLY)


def test_whoever_handed_in_does_not_begin_again() -> None:
    day = cast_b.running(1)
    cast_b.sat(day, "theory", MORNING)

    with pytest.raises(moves.MovedMeanwhile):
        sittings.hand_in(
            day.session(), [day.attendance().pk], actor=day.invigilator(), now=AFTERNOON
        )
    with pytest.raises(IllegalStep):
        sittings.correct(day.attendance().pk, "重来", actor=day.invigilator(), now=AFTERNOON)
