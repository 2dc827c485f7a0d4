"""Reviews of scores and appeals against findings: in time, by others, with a new version."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shuzheng.assessment.access.results import NoSuchResult, NoSuchReview
from shuzheng.assessment.models import (
    Attendance,
    Component,
    Incident,
    Mark,
    MisconductAppeal,
    Registration,
    Result,
    ScoreReview,
)
from shuzheng.assessment.queries import own_results
from shuzheng.assessment.queries import results as issuing
from shuzheng.assessment.rules import review as rules
from shuzheng.assessment.rules.result import Outcome
from shuzheng.assessment.services import appeals, marking, results, reviews
from shuzheng.assessment.tests import cast as first_half
from shuzheng.assessment.tests import cast_b
from shuzheng.assessment.tests.cast_b import EVENING, MARKING_DAY, PUBLISHING_DAY
from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests import cast
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep

pytestmark = pytest.mark.django_db

NEXT_DAY = PUBLISHING_DAY + timedelta(days=3)
AFTER_WINDOW = PUBLISHING_DAY + timedelta(days=19)


def asked(day: cast_b.Day) -> int:
    uid = Registration.objects.get(pk=day.candidates[0]).uid
    return reviews.ask(uid, "漏加了附加任务", actor=day.learner(), now=NEXT_DAY)


def practice(day: cast_b.Day) -> int:
    return Component.objects.get(plan_id=day.plan, code="practice").pk


def answered(day: cast_b.Day, mark: str = "") -> int:
    review = asked(day)
    reviews.accept(review, actor=day.staff(), now=NEXT_DAY)
    marks = {practice(day): mark} if mark else {}
    reviews.recheck(review, marks, "已核对", actor=day.staff(), now=NEXT_DAY)
    return review


@pytest.mark.rule("R-115")
@pytest.mark.rule("R-255")
def test_a_candidate_asks_once_and_within_the_window() -> None:
    day = cast_b.published("58")
    uid = Registration.objects.get(pk=day.candidates[0]).uid
    learner = day.learner()
    with pytest.raises(rules.TooLate):
        reviews.ask(uid, "漏加", actor=learner, now=AFTER_WINDOW)
    with pytest.raises(reviews.ReasonMissing):
        reviews.ask(uid, " ", actor=learner, now=NEXT_DAY)

    review = asked(day)

    row = ScoreReview.objects.get(pk=review)
    assert (row.state, row.answer_due_on) == ("requested", date(2026, 5, 13))
    with pytest.raises(rules.AskedBefore):
        asked(day)
    assert facts.check_chain() == []


@pytest.mark.rule("R-115")
def test_nobody_asks_before_publication_or_for_somebody_else() -> None:
    day = cast_b.marked("58", "70")
    uid = Registration.objects.get(pk=day.candidates[0]).uid

    with pytest.raises(rules.NotPublished):
        reviews.ask(uid, "漏加", actor=day.learner(0), now=NEXT_DAY)
    with pytest.raises(NoSuchResult):
        reviews.ask(uid, "漏加", actor=day.learner(1), now=NEXT_DAY)
    with pytest.raises(NoSuchResult):
        reviews.ask(uid, "漏加", actor=day.here.liaison(), now=NEXT_DAY)


@pytest.mark.rule("R-115")
def test_a_changed_mark_gives_sheet_and_result_a_new_version() -> None:
    day = cast_b.published("58")
    review = asked(day)
    reviews.accept(review, actor=day.staff(), now=NEXT_DAY)

    changed = reviews.recheck(
        review, {practice(day): "62"}, "任务三漏加4分", actor=day.staff(), now=NEXT_DAY
    )

    assert changed
    sheet, kept = day.sheet(), Result.objects.get()
    assert (sheet.agreed, sheet.version, sheet.state) == (6200, 2, "locked")
    assert (kept.score, kept.passed, kept.version, kept.version_reason) == (
        6520,
        True,
        2,
        "任务三漏加4分",
    )
    assert kept.state == "published"
    assert list(Mark.objects.filter(sheet=sheet).values_list("points", flat=True)) == [5800, 5800]
    assert ScoreReview.objects.get().state == "notified"
    fact = Fact.objects.get(verb="assessment.review.rechecked")
    assert facts.personal_of(fact) == {
        "before": "62.80",
        "after": "65.20",
        "marks": f"{sheet.pk}:6200",
    }
    assert facts.check_chain() == []


def test_an_unchanged_score_stays_as_it_is() -> None:
    day = cast_b.published("58")

    answered(day, "58")

    assert (day.sheet().version, Result.objects.get().version) == (1, 1)
    assert ScoreReview.objects.get().state == "notified"
    assert Fact.objects.get(verb="assessment.review.rechecked").data == {
        "finding": "Score unchanged"
    }


@pytest.mark.rule("R-115")
def test_whoever_marked_does_not_recheck() -> None:
    day = cast_b.published("58")
    review = asked(day)
    reviews.accept(review, actor=day.staff(), now=NEXT_DAY)
    marker = cast.actor(
        Role.ORGANISATION_STAFF, day.here.organisation, person_id=day.here.assessors[0]
    )

    with pytest.raises(rules.SameMarker):
        reviews.recheck(review, {}, "已核对", actor=marker, now=NEXT_DAY)


def test_a_recheck_speaks_of_the_papers_own_parts() -> None:
    day = cast_b.published("58")
    review = asked(day)
    reviews.accept(review, actor=day.staff(), now=NEXT_DAY)

    with pytest.raises(reviews.NotOnThePaper):
        reviews.recheck(review, {10**6: "62"}, "已核对", actor=day.staff(), now=NEXT_DAY)


@pytest.mark.rule("R-109")
def test_no_certificate_while_a_review_is_open() -> None:
    day = cast_b.published("80")
    review = answered(day)
    later = date(2026, 5, 20)
    assert issuing.issuable(day.plan, organisation_id=day.here.organisation, today=later) == []

    reviews.close(review, actor=day.learner(), now=NEXT_DAY)

    assert len(issuing.issuable(day.plan, organisation_id=day.here.organisation, today=later)) == 1


@pytest.mark.rule("R-115")
def test_an_answer_goes_to_the_office_once_and_may_come_back_for_another_recheck() -> None:
    day = cast_b.published("58")
    review = answered(day)
    officer = day.officer()
    with pytest.raises(NoSuchReview):
        reviews.decide(review, upheld=True, answer="维持", actor=officer, now=NEXT_DAY)
    reviews.escalate(review, "没有核对录像", actor=day.learner(), now=NEXT_DAY)

    reviews.decide(review, upheld=False, answer="补看录像", actor=officer, now=NEXT_DAY)
    assert ScoreReview.objects.get().state == "returned"
    reviews.recheck(review, {}, "已看录像", actor=day.staff(), now=NEXT_DAY)

    with pytest.raises(rules.EscalatedBefore):
        reviews.escalate(review, "再来", actor=day.learner(), now=NEXT_DAY)
    assert facts.check_chain() == []


def test_the_office_may_uphold_an_answer_which_ends_the_review() -> None:
    day = cast_b.published("58")
    review = answered(day)
    reviews.escalate(review, "没有核对录像", actor=day.learner(), now=NEXT_DAY)

    reviews.decide(review, upheld=True, answer="程序无误", actor=day.officer(), now=NEXT_DAY)

    row = ScoreReview.objects.get()
    assert (row.state, row.office_answer) == ("closed", "程序无误")


def test_a_refused_request_is_answered_and_may_go_to_the_office() -> None:
    day = cast_b.published("58")
    review = asked(day)

    reviews.refuse(review, "不属于复核范围", actor=day.staff(), now=NEXT_DAY)
    reviews.escalate(review, "应予受理", actor=day.learner(), now=NEXT_DAY)

    assert ScoreReview.objects.get().state == "escalated"


def test_an_answer_that_nobody_contests_closes_by_itself() -> None:
    day = cast_b.published("58")
    review = answered(day)
    with pytest.raises(NotPermitted):
        reviews.close(review, actor=day.staff(), now=NEXT_DAY)

    assert reviews.close_by_silence(now=NEXT_DAY + timedelta(days=5)) == 0
    assert reviews.close_by_silence(now=NEXT_DAY + timedelta(days=30)) == 1

    assert ScoreReview.objects.get().state == "closed"
    assert Fact.objects.get(verb="assessment.review.closed").data == {"how": "silence"}


def test_reviews_of_others_are_out_of_reach() -> None:
    day = cast_b.published("58", "70")
    review = asked(day)

    for stranger in (day.here.rival(), day.learner(1), day.here.neighbour()):
        with pytest.raises((NoSuchReview, NotPermitted)):
            reviews.accept(review, actor=stranger, now=NEXT_DAY)


@pytest.mark.rule("R-115")
def test_each_candidate_sees_only_the_own_result_and_only_once_published() -> None:
    day = cast_b.marked("58", "70")
    uid = Registration.objects.get(pk=day.candidates[0]).uid
    results.compute(day.plan, actor=day.staff(), now=PUBLISHING_DAY)
    before = own_results.own(uid, day.learner(0), PUBLISHING_DAY.date())
    assert (before.outcome, before.score, before.parts) == (None, "", ())
    results.confirm(day.plan, "正常", actor=day.staff(), now=PUBLISHING_DAY)
    results.publish(day.plan, actor=day.staff(), now=PUBLISHING_DAY)

    after = own_results.own(uid, day.learner(0), PUBLISHING_DAY.date())

    assert (after.outcome, after.score, after.may_ask) == (Outcome.FAILED, "62.80", True)
    assert [(part.name, part.mark) for part in after.parts] == [
        ("理论", "70.00"),
        ("实操", "58.00"),
    ]
    assert [one["clause"] for one in after.findings if one["failed"]] == ["practice >= 60"]
    with pytest.raises(NoSuchResult):
        own_results.own(uid, day.learner(1), PUBLISHING_DAY.date())
    with pytest.raises(NoSuchResult):
        own_results.own(uid, day.here.liaison(), PUBLISHING_DAY.date())


def test_a_guardian_sees_a_wards_result() -> None:
    day = cast_b.published("58")
    candidate = Registration.objects.get(pk=day.candidates[0])
    parent = first_half.guardian(candidate.person_id)

    seen = own_results.own(
        candidate.uid, first_half.learner(parent, Role.GUARDIAN), PUBLISHING_DAY.date()
    )

    assert seen.score == "62.80"


def found_against(day: cast_b.Day) -> int:
    row = day.attendance(0, "practice")
    Attendance.objects.filter(pk=row.pk).update(state="misconduct_upheld")
    return Incident.objects.create(
        attendance=row,
        kind="misconduct",
        description="疑似抄袭",
        reported_by_id=1,
        reported_at=EVENING,
        decision="upheld",
        decision_reason="事实清楚",
        decided_by_id=day.clerk,
        decided_at=MARKING_DAY,
    ).pk


@pytest.mark.staged
@pytest.mark.rule("R-115")
def test_an_appeal_holds_the_result_back_and_an_overturned_finding_is_marked() -> None:
    day = cast_b.scoring(2)
    incident = found_against(day)
    day.sheet(0).delete()
    cast_b.machine(day, "70", "70")
    entry = [marking.Entry(day.sheet(1).pk, "80")]
    for marker in (0, 1):
        marking.enter(day.plan, entry, actor=day.assessor(marker), now=MARKING_DAY)
    marking.lock(day.plan, actor=day.staff(), now=MARKING_DAY)
    staff, officer = day.staff(), day.officer()
    results.compute(day.plan, actor=staff, now=PUBLISHING_DAY)
    results.confirm(day.plan, "正常", actor=staff, now=PUBLISHING_DAY)
    results.publish(day.plan, actor=staff, now=PUBLISHING_DAY)
    kept = Result.objects.get(registration_id=day.candidates[0])
    assert (kept.outcome, kept.state) == ("annulled", "published")

    appeal = appeals.lodge(incident, "没有抄袭", actor=day.learner(), now=PUBLISHING_DAY)
    kept.refresh_from_db()
    assert kept.outcome == "held_back"
    with pytest.raises(results.StillHeldBack):
        results.release(kept.pk, actor=staff, now=PUBLISHING_DAY)
    with pytest.raises(IllegalStep):
        appeals.decide(appeal, overturned=True, reason="x", actor=officer, now=NEXT_DAY)
    appeals.hear(appeal, actor=officer, now=NEXT_DAY)
    appeals.decide(appeal, overturned=True, reason="录像未见", actor=officer, now=NEXT_DAY)
    for marker in (0, 1):
        again = [marking.Entry(day.sheet(0).pk, "90")]
        marking.enter(day.plan, again, actor=day.assessor(marker), now=NEXT_DAY)
    marking.lock(day.plan, actor=staff, now=NEXT_DAY)
    results.release(kept.pk, actor=staff, now=NEXT_DAY)

    kept.refresh_from_db()
    assert (kept.outcome, kept.score, kept.version) == ("passed", 8200, 2)
    assert MisconductAppeal.objects.get().state == "settled"
    assert facts.check_chain() == []


@pytest.mark.staged
@pytest.mark.rule("R-115")
def test_whoever_decided_does_not_hear_and_a_late_or_second_appeal_is_refused() -> None:
    day = cast_b.scoring(1)
    incident = found_against(day)
    with pytest.raises(rules.TooLate):
        appeals.lodge(incident, "没有", actor=day.learner(), now=AFTER_WINDOW)
    appeal = appeals.lodge(incident, "没有", actor=day.learner(), now=NEXT_DAY)
    with pytest.raises(appeals.AppealedBefore):
        appeals.lodge(incident, "没有", actor=day.learner(), now=NEXT_DAY)
    took_part = cast.actor(Role.OFFICE_OFFICER, day.here.office, person_id=day.clerk)

    with pytest.raises(rules.TookPart):
        appeals.hear(appeal, actor=took_part, now=NEXT_DAY)


@pytest.mark.staged
def test_there_is_nothing_to_appeal_before_a_decision() -> None:
    day = cast_b.scoring(1)
    incident = found_against(day)
    Incident.objects.update(decision="", decided_at=None)

    with pytest.raises(appeals.NoFinding):
        appeals.lodge(incident, "没有", actor=day.learner(), now=NEXT_DAY)
