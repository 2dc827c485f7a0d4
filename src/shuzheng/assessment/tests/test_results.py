"""Results: from locked marks by the pass rule, confirmed, published, certified after the window."""

from __future__ import annotations

from datetime import date

import pytest

from shuzheng.assessment.access.plans import NoSuchPlan
from shuzheng.assessment.models import Attendance, Incident, Registration, Result
from shuzheng.assessment.queries import results as queries
from shuzheng.assessment.rules import result as rules
from shuzheng.assessment.services import marking, results, sittings
from shuzheng.assessment.tests import cast_b
from shuzheng.assessment.tests.cast_b import EVENING, MARKING_DAY, PUBLISHING_DAY
from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep

pytestmark = pytest.mark.django_db


def outcomes() -> list[tuple[str, int | None, str]]:
    rows = Result.objects.order_by("registration_id")
    return list(rows.values_list("outcome", "score", "state"))


@pytest.mark.rule("R-109")
def test_results_follow_the_pass_rule_and_keep_why() -> None:
    day = cast_b.marked("80", "59.5")

    results.compute(day.plan, actor=day.staff(), now=PUBLISHING_DAY)

    assert outcomes() == [("passed", 7600, "computed"), ("failed", 6370, "computed")]
    failed = Result.objects.get(registration_id=day.candidates[1])
    assert failed.trace == [
        {
            "clause": "theory >= 60",
            "held": True,
            "left": "70.00",
            "right": "60.00",
            "missing": [],
            "failed": False,
        },
        {
            "clause": "practice >= 60",
            "held": False,
            "left": "59.50",
            "right": "60.00",
            "missing": [],
            "failed": True,
        },
    ]
    assert facts.check_chain() == []


@pytest.mark.rule("R-109")
def test_nothing_is_computed_while_a_mark_is_open() -> None:
    day = cast_b.scoring(2)
    cast_b.machine(day, "70", "70")

    with pytest.raises(rules.MarksOpen) as refusal:
        results.compute(day.plan, actor=day.staff(), now=PUBLISHING_DAY)

    assert refusal.value.params == {"count": 2}


def test_the_absent_have_a_result_without_a_score() -> None:
    day = cast_b.scoring(2, frozenset({1}))
    cast_b.machine(day, "70")
    cast_b.mark(day, 0, "80")
    cast_b.mark(day, 1, "80")
    marking.lock(day.plan, actor=day.staff(), now=MARKING_DAY)

    results.compute(day.plan, actor=day.staff(), now=PUBLISHING_DAY)

    assert outcomes() == [("passed", 7600, "computed"), ("absent", None, "computed")]


@pytest.mark.rule("R-115")
@pytest.mark.rule("R-255")
def test_publication_opens_the_window_and_closes_the_registrations() -> None:
    day = cast_b.published("80", "50")

    row = day.row()
    assert (row.state, row.results_published_at) == ("results_published", PUBLISHING_DAY)
    assert row.review_until == date(2026, 5, 12)
    assert row.certificates_due_on == date(2026, 6, 2)
    assert set(Registration.objects.values_list("plan_over", flat=True)) == {True}
    assert set(Result.objects.values_list("state", flat=True)) == {"published"}
    fact = Fact.objects.get(verb="assessment.results.published")
    assert fact.data == {"count": 2, "late": 0}
    moved = fact.subjects.filter(subject__startswith="assessment.result:")
    assert list(moved.values_list("from_state", "to_state")) == [("reviewed", "published")] * 2
    told = fact.subjects.filter(subject__startswith="assessment.registration:", to_state="")
    assert told.count() == 2
    assert facts.check_chain() == []


@pytest.mark.rule("R-109")
def test_certificates_are_issuable_after_the_window_to_those_who_passed() -> None:
    day = cast_b.published("80", "50")

    during = queries.issuable(
        day.plan, organisation_id=day.here.organisation, today=date(2026, 5, 12)
    )
    after = queries.issuable(
        day.plan, organisation_id=day.here.organisation, today=date(2026, 5, 13)
    )

    assert during == []
    assert [one.registration_id for one in after] == [day.candidates[0]]


@pytest.mark.rule("R-061")
def test_confirming_wants_a_word_on_the_distribution_and_current_results() -> None:
    day = cast_b.marked("80")
    staff = day.staff()
    with pytest.raises(results.NotComputed):
        results.confirm(day.plan, "分布正常", actor=staff, now=PUBLISHING_DAY)
    results.compute(day.plan, actor=staff, now=PUBLISHING_DAY)
    with pytest.raises(results.DistributionNotChecked):
        results.confirm(day.plan, "  ", actor=staff, now=PUBLISHING_DAY)
    Attendance.objects.update(state="misconduct_open")
    with pytest.raises(results.NotComputed):
        results.confirm(day.plan, "分布正常", actor=staff, now=PUBLISHING_DAY)
    Attendance.objects.update(state="submitted")

    assert results.confirm(day.plan, "分布正常", actor=staff, now=PUBLISHING_DAY) == 1

    assert day.row().state == "results_reviewed"
    with pytest.raises(results.NotScoring):
        results.compute(day.plan, actor=staff, now=PUBLISHING_DAY)


def test_results_are_published_once_and_only_when_confirmed() -> None:
    day = cast_b.marked("80")
    with pytest.raises(IllegalStep):
        results.publish(day.plan, actor=day.staff(), now=PUBLISHING_DAY)
    results.compute(day.plan, actor=day.staff(), now=PUBLISHING_DAY)
    results.compute(day.plan, actor=day.staff(), now=PUBLISHING_DAY)
    results.confirm(day.plan, "分布正常", actor=day.staff(), now=PUBLISHING_DAY)
    assert results.publish(day.plan, actor=day.staff(), now=PUBLISHING_DAY) == 1

    with pytest.raises(IllegalStep):
        results.publish(day.plan, actor=day.staff(), now=PUBLISHING_DAY)


@pytest.mark.staged
@pytest.mark.rule("R-115")
def test_an_open_case_is_held_back_and_released_when_decided() -> None:
    day = cast_b.scoring(2)
    cast_b.machine(day, "70", "70")
    for assessor in (0, 1):
        cast_b.mark(day, assessor, "80", "80")
    marking.lock(day.plan, actor=day.staff(), now=MARKING_DAY)
    row = day.attendance(0, "practice")
    Attendance.objects.filter(pk=row.pk).update(state="misconduct_open")
    incident = Incident.objects.create(
        attendance=row,
        kind="misconduct",
        description="疑似抄袭",
        reported_by_id=1,
        reported_at=EVENING,
    )
    staff = day.staff()
    results.compute(day.plan, actor=staff, now=PUBLISHING_DAY)
    results.confirm(day.plan, "分布正常", actor=staff, now=PUBLISHING_DAY)
    assert results.publish(day.plan, actor=staff, now=PUBLISHING_DAY) == 1
    held = Result.objects.get(registration_id=day.candidates[0])
    assert (held.outcome, held.state, held.score) == ("held_back", "computed", None)
    with pytest.raises(results.StillHeldBack):
        results.release(held.pk, actor=staff, now=PUBLISHING_DAY)

    sittings.decide(
        incident.pk,
        upheld=False,
        heard_at=PUBLISHING_DAY,
        statement="没有",
        reason="录像未见",
        actor=staff,
        now=PUBLISHING_DAY,
    )
    results.release(held.pk, actor=staff, now=PUBLISHING_DAY)

    held.refresh_from_db()
    assert (held.outcome, held.state, held.score) == ("passed", "published", 7600)
    with pytest.raises(results.NotHeldBack):
        results.release(held.pk, actor=staff, now=PUBLISHING_DAY)
    assert facts.check_chain() == []


@pytest.mark.staged
def test_an_upheld_case_annuls_the_result() -> None:
    day = cast_b.marked("80")
    Attendance.objects.filter(session__component_code="practice").update(state="misconduct_upheld")

    results.compute(day.plan, actor=day.staff(), now=PUBLISHING_DAY)

    assert outcomes() == [("annulled", None, "computed")]


def test_only_the_plans_organisation_makes_results() -> None:
    day = cast_b.marked("80")

    for act in (results.compute, results.publish):
        with pytest.raises(NoSuchPlan):
            act(day.plan, actor=day.here.rival(), now=PUBLISHING_DAY)
        with pytest.raises((NoSuchPlan, NotPermitted)):
            act(day.plan, actor=day.assessor(0), now=PUBLISHING_DAY)
        with pytest.raises(NotPermitted):
            act(day.plan, actor=day.here.officer(), now=PUBLISHING_DAY)
