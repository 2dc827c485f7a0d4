"""The pages of seats, tickets and the day, as each role sees and sends them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from shuzheng.assessment.models import (
    Attendance,
    Incident,
    Registration,
    SeatAssignment,
    Seating,
    Ticket,
)
from shuzheng.assessment.rules.sitting import IncidentKind
from shuzheng.assessment.services import sittings
from shuzheng.assessment.tests import cast_b, visitors
from shuzheng.assessment.tests.cast_b import (
    MARKING_DAY,
    MORNING,
)
from shuzheng.identity.rules.kinds import Role

if TYPE_CHECKING:
    from collections.abc import Iterator


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Serve the pages in English, at an instant that each test sets."""
    yield from visitors.served(monkeypatch)


def test_seats_are_drawn_locked_and_changed_through_the_pages_alone() -> None:
    day = cast_b.closed(6, classes=2)
    client, url = visitors.host(day), f"/assessment/plans/{day.plan}/seats/"
    assert "The seats have not been drawn yet" in visitors.text(client.get(url))

    visitors.draw(day)
    page = visitors.text(client.get(url))
    assert "Seating planned" in page
    assert "Lock the seats and issue the tickets" in page
    client.post(f"{url}lock/")
    assert Seating.objects.get().state == "locked"
    taken = SeatAssignment.objects.values("seat")
    free = str(
        Seating.objects.get().assignments.first().seat.room.seats.exclude(pk__in=taken).first().pk  # type: ignore[union-attr]
    )
    change = f"/assessment/candidates/{day.candidates[0]}/seat/"
    assert "Fill in: Reason" in visitors.text(
        client.post(change, {"seat": free, "reason": ""}), 422
    )
    client.post(change, {"seat": free, "reason": "电脑故障"})
    page = visitors.text(client.get(url))
    assert "电脑故障" in page
    assert "Lock the seats again" in page
    client.post(f"{url}lock/")
    visitors.text(client.post(f"{url}prove/", follow=True))
    assert "Drawn again: every seat is where the draw put it." in visitors.text(
        client.post(f"{url}prove/", follow=True)
    )


def test_a_barred_draw_says_why_beside_the_act() -> None:
    day = cast_b.closed(2)
    Registration.objects.filter(pk=day.candidates[0]).update(state="drafted")
    client, url = visitors.host(day), f"/assessment/plans/{day.plan}/seats/"
    cast_b.drawn(day)

    page = visitors.text(client.post(f"{url}lock/", follow=True))

    assert "R-034" in page
    assert Seating.objects.get().state == "planned"


def test_papers_are_printed_by_room_and_by_class_from_their_day_on() -> None:
    day = cast_b.seated(4)
    url = f"/assessment/plans/{day.plan}/papers/"
    early = visitors.host(day).post(f"{url}tickets/")
    assert early.status_code == 409
    visitors.Now.at = MORNING - timedelta(days=3)

    for kind in ("tickets", "doors", "desks", "attendance"):
        answer = visitors.host(day).post(f"{url}{kind}/", {"room": day.here.rooms[0]})
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
    school = visitors.browser(Role.LIAISON, day.here.college, 900_003)
    assert school.post(f"{url}tickets/").status_code == 200
    stranger = visitors.browser(Role.LIAISON, day.here.school, 900_004)
    assert stranger.post(f"{url}tickets/").status_code == 404


def test_a_lost_ticket_is_counted_again() -> None:
    day = cast_b.seated(1)

    visitors.host(day).post(
        f"/assessment/candidates/{day.candidates[0]}/ticket/", {"reason": "遗失"}
    )

    assert Ticket.objects.get().copies == 2


def test_a_day_is_held_through_the_pages_alone() -> None:
    day = cast_b.seated(3)
    client, url = visitors.door(day), f"/assessment/plans/{day.plan}/day/"
    visitors.Now.at = MORNING - timedelta(minutes=20)
    assert "Start the assessment" in visitors.text(client.get(url))
    client.post(f"{url}start/")
    record = f"/assessment/sessions/{day.session()}/record/"
    rows = [str(day.attendance(n).pk) for n in range(2)]

    answer = client.post(record, {"row": rows, "act": "check_in", "second": ""}, follow=True)
    assert "Name the second person" in visitors.text(answer)
    client.post(record, {"row": rows, "act": "check_in", "second": "监考乙"})
    assert day.attendance().state == "checked_in"
    visitors.Now.at = MORNING
    client.post(record, {"act": "begin"})
    visitors.Now.at = MORNING + timedelta(minutes=20)
    client.post(record, {"row": [str(day.attendance(2).pk)], "act": "absent"})
    client.post(record, {"row": rows, "act": "hand_in"})

    page = visitors.text(client.get(f"{url}?session={day.session()}"))
    assert "Paper handed in" in page
    assert "Absent" in page
    states = Attendance.objects.filter(session_id=day.session()).values_list("state", flat=True)
    assert sorted(states) == ["absent", "submitted", "submitted"]


def test_one_candidates_entry_is_corrected_and_an_incident_filed() -> None:
    day = cast_b.running(1)
    visitors.Now.at = MORNING + timedelta(minutes=16)
    sittings.record_absence(
        day.session(), [day.attendance().pk], actor=day.invigilator(), now=visitors.Now.at
    )
    url, client = f"/assessment/sittings/{day.attendance().pk}/", visitors.door(day)
    assert "Correct the entry" in visitors.text(client.get(url))

    client.post(f"{url}correct/", {"reason": "点错行"})
    assert day.attendance().state == "not_started"
    client.post(f"{url}incident/", {"kind": "equipment", "description": "鼠标失灵"})
    assert Incident.objects.get().description == "鼠标失灵"
    client.post(f"{url}ill/")
    assert day.attendance().state == "ill"
    number = Ticket.objects.get().number
    answer = client.get(f"/assessment/door/{number}")
    assert answer["Location"] == f"/assessment/sittings/{day.attendance(0, 'practice').pk}/"
    assert "鼠标失灵" in visitors.text(client.get(f"/assessment/plans/{day.plan}/incidents/"))


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
    visitors.Now.at = MARKING_DAY
    client, url = visitors.staff(day), f"/assessment/incidents/{incident}/"
    assert "传递纸条" in visitors.text(client.get(url))

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
    assert "The case is decided." in visitors.text(client.get(url))


def test_drawing_twice_shows_what_holds() -> None:
    day = cast_b.closed(2)
    cast_b.drawn(day)
    first = Seating.objects.get().seed

    url = f"/assessment/plans/{day.plan}/seats/draw/"
    page = visitors.text(visitors.host(day).post(url, follow=True))

    assert "The seats are drawn from these very lists." in page
    assert Seating.objects.get().seed == first


def test_whoever_has_not_signed_in_is_led_to_the_door() -> None:
    day = cast_b.seated(1)

    for url in ("seats/", "day/", "marking/", "marks/", "results/"):
        answer = Client().get(f"/assessment/plans/{day.plan}/{url}")
        assert answer.status_code == 302
        assert "next=" in answer["Location"]


def test_a_candidate_shows_the_ticket_and_saves_it_from_its_day_on() -> None:
    day = cast_b.seated(2)
    client, url = visitors.candidate(day), f"/assessment/mine/tickets/{visitors.uid(day)}/"
    assert "The ticket can be had from" in visitors.text(client.get(url))
    assert client.post(f"{url}paper/").status_code == 409
    visitors.Now.at = MORNING - timedelta(days=2)

    page = visitors.text(client.get(url))

    number = Ticket.objects.get(registration_id=day.candidates[0]).number
    assert f"{number[:4]} {number[4:9]} {number[9:13]} {number[13:15]} {number[15:]}" in page
    assert "sz-qr" in page
    assert client.get("/assessment/mine/tickets/")["Location"] == url
    assert client.post(f"{url}paper/").content.startswith(b"%PDF")
    assert visitors.candidate(day, 1).get(url).status_code == 404
    assert visitors.browser(Role.LIAISON, day.here.college, 900_009).get(url).status_code == 404


@pytest.mark.parametrize("row", ["²", "-1", "99999999999999999999", "x", "\x00"])
def test_a_row_that_nobody_shows_is_refused_by_name(row: str) -> None:
    day = cast_b.running(1)
    visitors.Now.at = MORNING
    client, url = visitors.door(day), f"/assessment/sessions/{day.session()}/record/"

    answer = client.post(url, {"row": [row], "act": "check_in", "second": "监考乙"})

    assert answer.status_code == 404
    assert day.attendance().state == "not_started"
    list_url = f"/assessment/plans/{day.plan}/day/"
    assert client.get(list_url, {"session": row}).status_code == 200


def test_a_second_name_is_kept_readable() -> None:
    day = cast_b.running(1)
    visitors.Now.at = MORNING
    client, url = visitors.door(day), f"/assessment/sessions/{day.session()}/record/"

    client.post(
        url, {"row": [day.attendance().pk], "act": "check_in", "second": " 监考\x00乙 " + "长" * 90}
    )

    assert day.attendance().second_checker == "监考乙 " + "长" * 46


def test_a_paper_that_is_not_printed_here_is_not_found() -> None:
    day = cast_b.seated(1)

    answer = visitors.host(day).post(f"/assessment/plans/{day.plan}/papers/diplomas/")

    assert answer.status_code == 404
