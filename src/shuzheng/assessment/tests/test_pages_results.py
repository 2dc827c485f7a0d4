"""The pages of results, reviews and appeals, as each role sees and sends them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from shuzheng.assessment.models import (
    Attendance,
    Incident,
    MisconductAppeal,
    Registration,
    Result,
    ScoreReview,
    Ticket,
)
from shuzheng.assessment.services import appeals, results, reviews
from shuzheng.assessment.tests import cast_b, visitors
from shuzheng.assessment.tests.cast_b import (
    EVENING,
    MARKING_DAY,
    PUBLISHING_DAY,
)
from shuzheng.identity.rules.kinds import Role

if TYPE_CHECKING:
    from collections.abc import Iterator


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, at an instant that each test sets."""
    yield from visitors.served(monkeypatch)


def test_results_are_computed_confirmed_published_and_handed_over() -> None:
    day = cast_b.marked("80", "50")
    visitors.Now.at = PUBLISHING_DAY
    client, url = visitors.staff(day), f"/assessment/plans/{day.plan}/results/"
    assert "No result has been computed yet" in visitors.text(client.get(url))

    client.post(f"{url}compute/")
    page = visitors.text(client.get(url))
    assert "Confirm the results" in page
    assert "Did not pass" in page
    assert "Fill in" in visitors.text(client.post(f"{url}confirm/", {"finding": ""}), 422)
    client.post(f"{url}confirm/", {"finding": "分布正常"})
    assert "Publish 2 results?" in visitors.text(client.get(f"{url}publish/"))
    client.post(f"{url}publish/")
    assert day.row().state == "results_published"
    answer = client.post(f"{url}national/")
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")
    assert Result.objects.filter(reported_to_national_at=PUBLISHING_DAY).count() == 2


def test_a_school_sees_nothing_before_publication() -> None:
    day = cast_b.marked("80")
    results.compute(day.plan, actor=day.staff(), now=PUBLISHING_DAY)
    school = visitors.browser(Role.LIAISON, day.here.college, 900_005)

    page = visitors.text(school.get(f"/assessment/plans/{day.plan}/results/"))

    assert "Nothing is published yet" in page
    assert "76.00" not in page


def test_a_school_sees_published_results_of_its_own_candidates() -> None:
    day = cast_b.published("80", "50")
    visitors.Now.at = PUBLISHING_DAY
    url = f"/assessment/plans/{day.plan}/results/"

    page = visitors.text(visitors.browser(Role.LIAISON, day.here.college, 900_006).get(url))

    assert "76.00" in page
    stranger = visitors.browser(Role.LIAISON, day.here.school, 900_007)
    assert stranger.get(url).status_code == 404
    rival = visitors.browser(Role.ORGANISATION_STAFF, day.here.stranger, 900_008)
    assert rival.get(url).status_code == 404
    assert visitors.officer(day).get(url).status_code == 200


def test_a_candidate_sees_the_own_result_asks_for_a_review_and_takes_the_answer() -> None:
    day = cast_b.published("58", "90")
    visitors.Now.at = PUBLISHING_DAY + timedelta(days=3)
    client, url = visitors.candidate(day), f"/assessment/mine/results/{visitors.uid(day)}/"
    page = visitors.text(client.get(url))
    assert "62.80" in page
    assert "实操 ≥ 60" in page
    assert "Ask for a review" in page
    assert "62.80" in visitors.text(client.get("/assessment/mine/results/"))

    assert "Fill in" in visitors.text(client.post(f"{url}review/", {"reason": ""}), 422)
    client.post(f"{url}review/", {"reason": "漏加附加分"})
    review = ScoreReview.objects.get()
    office_side = visitors.staff(day)
    assert "漏加附加分" in visitors.text(office_side.get(f"/assessment/reviews/{review.pk}/"))
    assert Ticket.objects.first().number in visitors.text(office_side.get("/assessment/reviews/"))  # type: ignore[union-attr]
    office_side.post(f"/assessment/reviews/{review.pk}/accept/")
    part = day.sheet().component_id
    office_side.post(
        f"/assessment/reviews/{review.pk}/recheck/", {f"part_{part}": "62", "answer": "漏加4分"}
    )
    page = visitors.text(client.get(url))
    assert "65.20" in page
    assert "Changed after a review: 漏加4分" in page
    client.post(f"{url}review/{review.pk}/close/")
    assert ScoreReview.objects.get().state == "closed"
    assert visitors.candidate(day, 1).get(url).status_code == 404


def test_an_answer_is_taken_to_the_office_on_its_pages() -> None:
    day = cast_b.published("58")
    visitors.Now.at = PUBLISHING_DAY + timedelta(days=3)
    candidate_page = f"/assessment/mine/results/{visitors.uid(day)}/"
    review = reviews.ask(
        Registration.objects.get().uid, "漏加", actor=day.learner(), now=visitors.Now.at
    )
    visitors.staff(day).post(f"/assessment/reviews/{review}/refuse/", {"answer": "不属于复核范围"})
    client = visitors.candidate(day)
    client.post(f"{candidate_page}review/{review}/office/", {"reason": "应予受理"})

    page = visitors.text(visitors.officer(day).get(f"/assessment/reviews/{review}/"))
    assert "应予受理" in page
    visitors.officer(day).post(
        f"/assessment/reviews/{review}/decide/", {"decision": "again", "answer": "应予受理"}
    )

    assert ScoreReview.objects.get().state == "returned"


@pytest.mark.staged
def test_an_appeal_is_lodged_heard_and_decided_on_its_pages() -> None:
    day = cast_b.scoring(1)
    row = day.attendance(0, "practice")
    Attendance.objects.filter(pk=row.pk).update(state="misconduct_upheld")
    incident = Incident.objects.create(
        attendance=row,
        kind="misconduct",
        description="疑似抄袭",
        reported_by_id=1,
        reported_at=EVENING,
        decision="upheld",
        decision_reason="事实清楚",
        decided_by_id=day.clerk,
        decided_at=MARKING_DAY,
    )
    visitors.Now.at = PUBLISHING_DAY
    client, url = visitors.candidate(day), f"/assessment/mine/results/{visitors.uid(day)}/"
    assert "Appeal against the finding" in visitors.text(client.get(url))
    client.post(f"{url}appeal/{incident.pk}/", {"reason": "没有抄袭"})
    appeal = MisconductAppeal.objects.get()
    office, page = visitors.officer(day), f"/assessment/appeals/{appeal.pk}/"
    assert "没有抄袭" in visitors.text(office.get(page))
    assert "Appeals against findings" in visitors.text(office.get("/assessment/reviews/"))

    office.post(f"{page}hear/")
    office.post(f"{page}decide/", {"decision": "overturn", "answer": "录像未见"})

    assert MisconductAppeal.objects.get().state == "settled"
    assert day.attendance(0, "practice").state == "misconduct_dismissed"
    assert appeals.AppealedBefore.code == "appealed-before"
