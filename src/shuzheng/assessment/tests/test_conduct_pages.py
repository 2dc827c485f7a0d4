"""The pages from the draw to the last review, as each role sees and sends them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import translation

from shuzheng.assessment.models import (
    Attendance,
    Incident,
    MarkingSheet,
    MisconductAppeal,
    Registration,
    Result,
    ScoreReview,
    SeatAssignment,
    Seating,
    Ticket,
)
from shuzheng.assessment.rules.sitting import IncidentKind
from shuzheng.assessment.services import appeals, reviews, seating, sittings
from shuzheng.assessment.tests import cast as first_half
from shuzheng.assessment.tests import cast_b
from shuzheng.assessment.tests.cast_b import (
    AFTER_CLOSE,
    EVENING,
    MARKING_DAY,
    MORNING,
    PUBLISHING_DAY,
)
from shuzheng.foundation import clock
from shuzheng.identity.models import Membership, Person, User
from shuzheng.identity.rules.kinds import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test.client import _MonkeyPatchedWSGIResponse as Answer
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db
BUDGET = 70


class Now:
    """The door's clock in these tests."""

    at: datetime = AFTER_CLOSE


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Now]]:
    """Serve the pages in English, at an instant that each test sets."""
    Now.at = AFTER_CLOSE
    monkeypatch.setattr(clock, "now", lambda: Now.at)
    with translation.override("en"):
        yield Now


def browser(role: Role, organisation_id: int | None, person_id: int) -> Client:
    """Return the browser of this person in this role."""
    person, _ = Person.objects.get_or_create(
        pk=person_id,
        defaults={
            "name": "经办人",
            "document_kind": "resident_identity_card",
            "document_index": f"clerk{person_id}",
            "document_masked": "3499****001X",
            "created_at": AFTER_CLOSE,
        },
    )
    user, _ = User.objects.get_or_create(
        person=person, defaults={"username": f"u{person_id}", "created_at": AFTER_CLOSE}
    )
    held = Membership.objects.filter(person=person, role=role)
    if not held.exists():
        Membership.objects.create(
            person=person, organisation_id=organisation_id, role=role, since=date(2020, 1, 1)
        )
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def host(day: cast_b.Day) -> Client:
    return browser(Role.SITE_ADMIN, day.here.college, 900_001)


def door(day: cast_b.Day) -> Client:
    return browser(Role.INVIGILATOR, day.here.college, 900_002)


def staff(day: cast_b.Day) -> Client:
    return browser(Role.ORGANISATION_STAFF, day.here.organisation, day.clerk)


def officer(day: cast_b.Day) -> Client:
    return browser(Role.OFFICE_OFFICER, day.here.office, day.officer_id)


def assessor(day: cast_b.Day, index: int = 0) -> Client:
    return browser(Role.ASSESSOR, day.here.organisation, day.here.assessors[index])


def candidate(day: cast_b.Day, index: int = 0) -> Client:
    person = Registration.objects.get(pk=day.candidates[index]).person_id
    return browser(Role.SOCIAL_LEARNER, None, person)


def uid(day: cast_b.Day, index: int = 0) -> str:
    return str(Registration.objects.get(pk=day.candidates[index]).uid)


def text(answer: Answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode().split("<main")[-1][:3000]
    page = answer.content.decode()
    assert "style=" not in page.replace('rel="stylesheet"', "")
    return page


def test_seats_are_drawn_locked_and_changed_through_the_pages_alone() -> None:
    day = cast_b.closed(6, classes=2)
    client, url = host(day), f"/assessment/plans/{day.plan}/seats/"
    assert "The seats have not been drawn yet" in text(client.get(url))

    client.post(f"{url}draw/")
    page = text(client.get(url))
    assert "Seating planned" in page
    assert "Lock the seats and issue the tickets" in page
    client.post(f"{url}lock/")
    assert Seating.objects.get().state == "locked"
    taken = SeatAssignment.objects.values("seat")
    free = str(
        Seating.objects.get().assignments.first().seat.room.seats.exclude(pk__in=taken).first().pk  # type: ignore[union-attr]
    )
    change = f"/assessment/candidates/{day.candidates[0]}/seat/"
    assert "Fill in: Reason" in text(client.post(change, {"seat": free, "reason": ""}), 422)
    client.post(change, {"seat": free, "reason": "电脑故障"})
    page = text(client.get(url))
    assert "电脑故障" in page
    assert "Lock the seats again" in page
    client.post(f"{url}lock/")
    text(client.post(f"{url}prove/", follow=True))
    assert "Drawn again: every seat is where the draw put it." in text(
        client.post(f"{url}prove/", follow=True)
    )


def test_a_barred_draw_says_why_beside_the_act() -> None:
    day = cast_b.closed(2)
    Registration.objects.filter(pk=day.candidates[0]).update(state="drafted")
    client, url = host(day), f"/assessment/plans/{day.plan}/seats/"
    client.post(f"{url}draw/")

    page = text(client.post(f"{url}lock/", follow=True))

    assert "R-034" in page
    assert Seating.objects.get().state == "planned"


def test_papers_are_printed_by_room_and_by_class_from_their_day_on() -> None:
    day = cast_b.seated(4)
    url = f"/assessment/plans/{day.plan}/papers/"
    early = host(day).post(f"{url}tickets/")
    assert early.status_code == 409
    Now.at = MORNING - timedelta(days=3)

    for kind in ("tickets", "doors", "desks", "attendance"):
        answer = host(day).post(f"{url}{kind}/", {"room": day.here.rooms[0]})
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
    school = browser(Role.LIAISON, day.here.college, 900_003)
    assert school.post(f"{url}tickets/").status_code == 200
    stranger = browser(Role.LIAISON, day.here.school, 900_004)
    assert stranger.post(f"{url}tickets/").status_code == 404


def test_a_lost_ticket_is_counted_again() -> None:
    day = cast_b.seated(1)

    host(day).post(f"/assessment/candidates/{day.candidates[0]}/ticket/", {"reason": "遗失"})

    assert Ticket.objects.get().copies == 2


def test_a_day_is_held_through_the_pages_alone() -> None:
    day = cast_b.seated(3)
    client, url = door(day), f"/assessment/plans/{day.plan}/day/"
    Now.at = MORNING - timedelta(minutes=20)
    assert "Start the assessment" in text(client.get(url))
    client.post(f"{url}start/")
    record = f"/assessment/sessions/{day.session()}/record/"
    rows = [str(day.attendance(n).pk) for n in range(2)]

    answer = client.post(record, {"row": rows, "act": "check_in", "second": ""}, follow=True)
    assert "Name the second person" in text(answer)
    client.post(record, {"row": rows, "act": "check_in", "second": "监考乙"})
    assert day.attendance().state == "checked_in"
    Now.at = MORNING
    client.post(record, {"act": "begin"})
    Now.at = MORNING + timedelta(minutes=20)
    client.post(record, {"row": [str(day.attendance(2).pk)], "act": "absent"})
    client.post(record, {"row": rows, "act": "hand_in"})

    page = text(client.get(f"{url}?session={day.session()}"))
    assert "Paper handed in" in page
    assert "Absent" in page
    states = Attendance.objects.filter(session_id=day.session()).values_list("state", flat=True)
    assert sorted(states) == ["absent", "submitted", "submitted"]


def test_one_candidates_entry_is_corrected_and_an_incident_filed() -> None:
    day = cast_b.running(1)
    Now.at = MORNING + timedelta(minutes=16)
    sittings.record_absence(
        day.session(), [day.attendance().pk], actor=day.invigilator(), now=Now.at
    )
    url, client = f"/assessment/sittings/{day.attendance().pk}/", door(day)
    assert "Correct the entry" in text(client.get(url))

    client.post(f"{url}correct/", {"reason": "点错行"})
    assert day.attendance().state == "not_started"
    client.post(f"{url}incident/", {"kind": "equipment", "description": "鼠标失灵"})
    assert Incident.objects.get().description == "鼠标失灵"
    client.post(f"{url}ill/")
    assert day.attendance().state == "ill"
    number = Ticket.objects.get().number
    answer = client.get(f"/assessment/door/{number}")
    assert answer["Location"] == f"/assessment/sittings/{day.attendance(0, 'practice').pk}/"
    assert "鼠标失灵" in text(client.get(f"/assessment/plans/{day.plan}/incidents/"))


def test_a_misconduct_case_is_decided_on_its_page() -> None:
    day = cast_b.running(1)
    sittings.check_in(
        day.session(), [day.attendance().pk], "乙", actor=day.invigilator(), now=MORNING
    )
    incident = sittings.report_incident(
        day.attendance().pk,
        IncidentKind.MISCONDUCT,
        "传递纸条",
        actor=day.invigilator(),
        now=MORNING,
    )
    Now.at = MARKING_DAY
    client, url = staff(day), f"/assessment/incidents/{incident}/"
    assert "传递纸条" in text(client.get(url))

    client.post(
        url,
        {
            "heard_on": "2026-04-19",
            "statement": "承认",
            "decision": "upheld",
            "reason": "事实清楚",
        },
    )

    assert day.attendance().state == "misconduct_upheld"
    assert "The case is decided." in text(client.get(url))


def test_a_room_is_marked_on_the_grid_blind() -> None:
    day = cast_b.scoring(3, frozenset({2}))
    cast_b.machine(day, "70", "70")
    Now.at = MARKING_DAY
    first, second = assessor(day, 0), assessor(day, 1)
    url = f"/assessment/plans/{day.plan}/marking/"
    assert "Assessments that wait for you" in text(first.get("/assessment/marking/"))
    sheets = [day.sheet(n).pk for n in range(2)]
    rooms = {pk: MarkingSheet.objects.get(pk=pk).registration.seat.seat.room_id for pk in sheets}

    for pk, mark in zip(sheets, ("83.5", "61"), strict=True):
        first.post(url, {"room": rooms[pk], f"s{pk}": mark, f"o{pk}": ""})

    for room in set(rooms.values()):
        page = text(second.get(url, {"room": room}))
        assert "83.5" not in page
        assert 'value="61' not in page
    pk = sheets[0]
    wrong = second.post(url, {"room": rooms[pk], f"s{pk}": "120", f"o{pk}": ""})
    page = text(wrong, 422)
    assert 'value="120"' in page
    assert "the full mark of" in page
    second.post(url, {"room": rooms[pk], f"s{pk}": "80", f"o{pk}": ""})
    page = text(second.get(url, {"room": rooms[pk]}))
    assert "83.50" in page
    assert day.sheet(0).agreed == 8175
    names = Registration.objects.values_list("person__name", flat=True)
    assert not any(name in page for name in names)


def test_marks_are_adjudicated_and_locked_on_their_page() -> None:
    day = cast_b.scoring(2)
    cast_b.mark(day, 0, "80", "70")
    cast_b.mark(day, 1, "60", "70")
    Now.at = MARKING_DAY
    url = f"/assessment/plans/{day.plan}/marks/"
    third, chief = assessor(day, 2), assessor(day, 0)
    assert "20.00" in text(third.get(url))
    assert "Waits for a third person" in text(staff(day).get(url))

    adjudicate = f"/assessment/marking/{day.sheet(0).pk}/adjudicate/"
    assert chief.get(adjudicate).status_code == 403
    assert "Full mark" in text(third.get(adjudicate))
    third.post(adjudicate, {"mark": "66"})
    chief.post(f"{url}lock/")

    assert [day.sheet(n).state for n in range(2)] == ["locked", "locked"]


def test_a_machines_marks_are_typed_and_locked() -> None:
    day = cast_b.scoring(2)
    Now.at = MARKING_DAY
    part = day.sheet(0, "theory").component_id
    url, client = f"/assessment/parts/{part}/machine/", staff(day)
    keys = [day.sheet(n, "theory").pk for n in range(2)]

    page = text(client.post(url, {f"s{keys[0]}": "x", f"s{keys[1]}": "70"}), 422)
    assert "is not a mark" in page
    client.post(url, {f"s{keys[0]}": "71", f"s{keys[1]}": "70"})

    assert [day.sheet(n, "theory").agreed for n in range(2)] == [7100, 7000]


def test_results_are_computed_confirmed_published_and_handed_over() -> None:
    day = cast_b.marked("80", "50")
    Now.at = PUBLISHING_DAY
    client, url = staff(day), f"/assessment/plans/{day.plan}/results/"
    assert "No result has been computed yet" in text(client.get(url))

    client.post(f"{url}compute/")
    page = text(client.get(url))
    assert "Confirm the results" in page
    assert "Did not pass" in page
    assert "Fill in" in text(client.post(f"{url}confirm/", {"finding": ""}), 422)
    client.post(f"{url}confirm/", {"finding": "分布正常"})
    assert "Publish 2 results?" in text(client.get(f"{url}publish/"))
    client.post(f"{url}publish/")
    assert day.row().state == "results_published"
    answer = client.post(f"{url}national/")
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")
    assert Result.objects.filter(reported_to_national_at=PUBLISHING_DAY).count() == 2
    assert "Nothing is published yet" in text(
        browser(Role.LIAISON, day.here.college, 900_005).get(
            f"/assessment/plans/{cast_b_other(day)}/results/"
        )
    )


def cast_b_other(day: cast_b.Day) -> int:
    """Return a plan of the same organisation whose results are not published."""
    row = day.row()
    row.pk, row.uid, row.number, row.serial = None, None, "2026-09999", 9999  # type: ignore[assignment]
    row.uid = Registration.objects.get(pk=day.candidates[0]).uid
    row.state = "scoring"
    row.save(force_insert=True)
    row.institutions.add(day.here.college)
    return row.pk


def test_a_school_sees_published_results_of_its_own_candidates() -> None:
    day = cast_b.published("80", "50")
    Now.at = PUBLISHING_DAY
    url = f"/assessment/plans/{day.plan}/results/"

    page = text(browser(Role.LIAISON, day.here.college, 900_006).get(url))

    assert "76.00" in page
    stranger = browser(Role.LIAISON, day.here.school, 900_007)
    assert stranger.get(url).status_code == 404
    rival = browser(Role.ORGANISATION_STAFF, day.here.stranger, 900_008)
    assert rival.get(url).status_code == 404
    assert officer(day).get(url).status_code == 200


def test_a_candidate_shows_the_ticket_and_saves_it_from_its_day_on() -> None:
    day = cast_b.seated(2)
    client, url = candidate(day), f"/assessment/mine/tickets/{uid(day)}/"
    assert "The ticket can be had from" in text(client.get(url))
    assert client.post(f"{url}paper/").status_code == 409
    Now.at = MORNING - timedelta(days=2)

    page = text(client.get(url))

    number = Ticket.objects.get(registration_id=day.candidates[0]).number
    assert f"{number[:4]} {number[4:9]} {number[9:13]} {number[13:15]} {number[15:]}" in page
    assert "sz-qr" in page
    assert client.get("/assessment/mine/tickets/")["Location"] == url
    assert client.post(f"{url}paper/").content.startswith(b"%PDF")
    assert candidate(day, 1).get(url).status_code == 404
    assert browser(Role.LIAISON, day.here.college, 900_009).get(url).status_code == 404


def test_a_candidate_sees_the_own_result_asks_for_a_review_and_takes_the_answer() -> None:
    day = cast_b.published("58", "90")
    Now.at = PUBLISHING_DAY + timedelta(days=3)
    client, url = candidate(day), f"/assessment/mine/results/{uid(day)}/"
    page = text(client.get(url))
    assert "62.80" in page
    assert "实操 ≥ 60" in page
    assert "Ask for a review" in page
    assert "62.80" in text(client.get("/assessment/mine/results/"))

    assert "Fill in" in text(client.post(f"{url}review/", {"reason": ""}), 422)
    client.post(f"{url}review/", {"reason": "漏加附加分"})
    review = ScoreReview.objects.get()
    office_side = staff(day)
    assert "漏加附加分" in text(office_side.get(f"/assessment/reviews/{review.pk}/"))
    assert Ticket.objects.first().number in text(office_side.get("/assessment/reviews/"))  # type: ignore[union-attr]
    office_side.post(f"/assessment/reviews/{review.pk}/accept/")
    part = day.sheet().component_id
    office_side.post(
        f"/assessment/reviews/{review.pk}/recheck/", {f"part_{part}": "62", "answer": "漏加4分"}
    )
    page = text(client.get(url))
    assert "65.20" in page
    assert "Changed after a review: 漏加4分" in page
    client.post(f"{url}review/{review.pk}/close/")
    assert ScoreReview.objects.get().state == "closed"
    assert candidate(day, 1).get(url).status_code == 404


def test_an_answer_is_taken_to_the_office_on_its_pages() -> None:
    day = cast_b.published("58")
    Now.at = PUBLISHING_DAY + timedelta(days=3)
    candidate_page = f"/assessment/mine/results/{uid(day)}/"
    review = reviews.ask(Registration.objects.get().uid, "漏加", actor=day.learner(), now=Now.at)
    staff(day).post(f"/assessment/reviews/{review}/refuse/", {"answer": "不属于复核范围"})
    client = candidate(day)
    client.post(f"{candidate_page}review/{review}/office/", {"reason": "应予受理"})

    page = text(officer(day).get(f"/assessment/reviews/{review}/"))
    assert "应予受理" in page
    officer(day).post(
        f"/assessment/reviews/{review}/decide/", {"decision": "again", "answer": "应予受理"}
    )

    assert ScoreReview.objects.get().state == "returned"


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
    Now.at = PUBLISHING_DAY
    client, url = candidate(day), f"/assessment/mine/results/{uid(day)}/"
    assert "Appeal against the finding" in text(client.get(url))
    client.post(f"{url}appeal/{incident.pk}/", {"reason": "没有抄袭"})
    appeal = MisconductAppeal.objects.get()
    office, page = officer(day), f"/assessment/appeals/{appeal.pk}/"
    assert "没有抄袭" in text(office.get(page))
    assert "Appeals against findings" in text(office.get("/assessment/reviews/"))

    office.post(f"{page}hear/")
    office.post(f"{page}decide/", {"decision": "overturn", "answer": "录像未见"})

    assert MisconductAppeal.objects.get().state == "settled"
    assert day.attendance(0, "practice").state == "misconduct_dismissed"
    assert appeals.AppealedBefore.code == "appealed-before"


def test_no_page_works_candidate_by_candidate(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    day = cast_b.scoring(22, classes=3)
    for marker in (0, 1):
        cast_b.mark(day, marker, *("70" for _ in day.candidates))
    Now.at = MARKING_DAY
    places = [
        (host(day), f"/assessment/plans/{day.plan}/seats/"),
        (door(day), f"/assessment/plans/{day.plan}/day/"),
        (assessor(day), f"/assessment/plans/{day.plan}/marking/"),
        (assessor(day), f"/assessment/plans/{day.plan}/marks/"),
        (staff(day), f"/assessment/plans/{day.plan}/results/"),
        (staff(day), "/assessment/reviews/"),
    ]
    for client, url in places:
        with django_assert_max_num_queries(BUDGET):
            text(client.get(url))


def test_whoever_has_not_signed_in_is_led_to_the_door() -> None:
    day = cast_b.seated(1)

    for url in ("seats/", "day/", "marking/", "marks/", "results/"):
        answer = Client().get(f"/assessment/plans/{day.plan}/{url}")
        assert answer.status_code == 302
        assert "next=" in answer["Location"]


def test_drawing_twice_shows_what_holds() -> None:
    day = cast_b.closed(2)
    seating.plan(day.plan, actor=day.host(), now=AFTER_CLOSE)
    first = Seating.objects.get().seed

    host(day).post(f"/assessment/plans/{day.plan}/seats/draw/")

    assert Seating.objects.get().seed != first
    assert first_half.NOON < AFTER_CLOSE
