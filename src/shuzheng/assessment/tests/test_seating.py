"""Seats: drawn from frozen inputs, locked, changed with a reason, drawn again as a proof."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from shuzheng.assessment.access.conduct import NoSuchCandidate
from shuzheng.assessment.access.plans import NoSuchPlan
from shuzheng.assessment.models import (
    Plan,
    Registration,
    RoomCheck,
    Seat,
    SeatAssignment,
    Seating,
    SiteApproval,
    Ticket,
)
from shuzheng.assessment.queries import seating as queries
from shuzheng.assessment.queries import seating_views
from shuzheng.assessment.rules.opening import conditions
from shuzheng.assessment.services import drawing, seating, tickets
from shuzheng.assessment.tests import cast_b
from shuzheng.assessment.tests.cast_b import AFTER_CLOSE
from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests import cast
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

pytestmark = pytest.mark.django_db


def test_everybody_gets_one_seat_and_classmates_sit_apart() -> None:
    day = cast_b.closed(12, classes=2)

    cast_b.drawn(day)

    kept = Seating.objects.get()
    assert (kept.state, kept.conflicts, len(kept.seed)) == ("planned", [], 64)
    assert SeatAssignment.objects.count() == 12
    assert day.row().state == "registration_closed"
    assert not Ticket.objects.exists()
    assert facts.check_chain() == []


def test_conflicts_that_remain_are_kept_and_named() -> None:
    day = cast_b.closed(20)
    Seat.objects.filter(room_id=day.here.rooms[1]).update(usable=False)
    Plan.objects.filter(pk=day.plan).update(seats=12)
    Registration.objects.filter(pk__in=day.candidates[12:]).update(state="withdrawn")

    cast_b.drawn(day)

    view = seating_views.of(day.plan, day.host())
    assert view is not None
    assert len(view.conflicts) == 17  # every pair of neighbours in a full room of 3 by 4
    assert {conflict.room for conflict in view.conflicts} == {"演示考核站点 1号机房"}
    assert all(all(conflict.names) for conflict in view.conflicts)


@pytest.mark.rule("R-097")
def test_only_seats_of_checked_rooms_are_used() -> None:
    day = cast_b.closed(10)
    RoomCheck.objects.filter(room_id=day.here.rooms[0]).update(held={"room": True})

    cast_b.drawn(day)

    used = SeatAssignment.objects.values_list("seat__room_id", flat=True).distinct()
    assert list(used) == [day.here.rooms[1]]
    with pytest.raises(conditions.CheckFailed):
        seating.lock(day.plan, actor=day.host(), now=AFTER_CLOSE)


def test_a_site_with_a_limit_keeps_its_candidates_far_apart() -> None:
    day = cast_b.closed(6)
    SiteApproval.objects.update(seat_limit=6)

    cast_b.drawn(day)

    assert Seating.objects.get().conflicts == []
    places = SeatAssignment.objects.values_list("seat__row", "seat__column")
    assert {(row + column) % 2 for row, column in places} == {0}


def test_locking_issues_the_tickets() -> None:
    day = cast_b.seated(3)

    assert day.row().state == "seated"
    assert Seating.objects.get().state == "locked"
    ticket = Ticket.objects.get(registration_id=day.candidates[0])
    seat = SeatAssignment.objects.get(registration_id=day.candidates[0]).seat
    plan, site = day.row().serial, seat.room.site.code
    assert ticket.number == f"2604{plan:05d}{site}{seat.room.code}{seat.number:02d}"
    assert ticket.available_on.isoformat() == "2026-04-11"
    assert set(Registration.objects.values_list("state", flat=True)) == {"ticketed"}
    fact = Fact.objects.get(verb="assessment.seating.locked")
    assert (fact.subjects_count, fact.data) == (4, {"tickets": 3})  # the seating itself, too
    assert facts.check_chain() == []


@pytest.mark.rule("R-034")
def test_nobody_is_locked_in_who_has_not_confirmed() -> None:
    day = cast_b.closed(3)
    cast_b.drawn(day)
    Registration.objects.filter(pk=day.candidates[0]).update(state="drafted")

    with pytest.raises(Refusal) as refusal:
        seating.lock(day.plan, actor=day.host(), now=AFTER_CLOSE)

    assert refusal.value.code == "not-all-confirmed"


@pytest.mark.rule("R-034")
def test_who_waits_for_a_guardian_is_not_said_to_owe_a_fee() -> None:
    day = cast_b.closed(3)
    cast_b.drawn(day)
    mine = Registration.objects.filter(pk=day.candidates[0])
    mine.update(state="confirmed", needs_guardian=True)

    with pytest.raises(Refusal) as refusal:
        seating.lock(day.plan, actor=day.host(), now=AFTER_CLOSE)

    assert refusal.value.code == "not-all-consented"
    mine.update(needs_guardian=False)
    with pytest.raises(Refusal) as refusal:
        seating.lock(day.plan, actor=day.host(), now=AFTER_CLOSE)
    assert refusal.value.code == "not-all-settled"


def test_seats_drawn_for_others_are_not_locked() -> None:
    day = cast_b.closed(3)
    cast_b.drawn(day)
    Registration.objects.filter(pk=day.candidates[0]).update(state="withdrawn")

    with pytest.raises(seating.DrawnFromOther):
        seating.lock(day.plan, actor=day.host(), now=AFTER_CLOSE)


@pytest.mark.staged
def test_a_second_draw_after_a_change_replaces_the_first_and_both_leave_their_seeds() -> None:
    day = cast_b.closed(3)
    cast_b.drawn(day)
    with pytest.raises(drawing.SeatsHold):
        drawing.begin(day.plan, actor=day.host(), now=AFTER_CLOSE)
    Registration.objects.filter(pk=day.candidates[0]).update(state="withdrawn")

    cast_b.drawn(day)

    facts_of_draws = Fact.objects.filter(verb="assessment.seating.planned")
    assert len({fact.data["seed"] for fact in facts_of_draws}) == 2
    assert Seating.objects.count() == 1


@pytest.mark.staged
def test_nothing_is_drawn_before_registration_closes_or_after_the_lock() -> None:
    day = cast_b.seated(2)

    with pytest.raises(drawing.NotClosedYet):
        cast_b.drawn(day)
    Plan.objects.update(state="open")
    with pytest.raises(drawing.NotClosedYet):
        cast_b.drawn(day)


def test_one_candidate_moves_to_a_free_seat_with_a_reason_and_the_seats_are_locked_again() -> None:
    day = cast_b.seated(3)
    number = Ticket.objects.get(registration_id=day.candidates[0]).number
    seat = cast_b.free_seat(day.plan)

    with pytest.raises(seating.ReasonMissing):
        seating.change(day.candidates[0], seat.pk, " ", actor=day.host(), now=AFTER_CLOSE)
    seating.change(day.candidates[0], seat.pk, "电脑故障", actor=day.host(), now=AFTER_CLOSE)

    assert Seating.objects.get().state == "changed"
    assert SeatAssignment.objects.get(registration_id=day.candidates[0]).seat_id == seat.pk
    assert Ticket.objects.get(registration_id=day.candidates[0]).number == number
    other = cast_b.free_seat(day.plan)
    with pytest.raises(IllegalStep):
        seating.change(day.candidates[1], other.pk, "再换", actor=day.host(), now=AFTER_CLOSE)
    assert seating.lock(day.plan, actor=day.host(), now=AFTER_CLOSE) == 0
    assert Seating.objects.get().state == "locked"
    assert facts.check_chain() == []


def test_a_taken_an_unusable_and_a_foreign_seat_are_refused() -> None:
    day = cast_b.seated(2)
    taken = SeatAssignment.objects.get(registration_id=day.candidates[1]).seat
    broken = cast_b.free_seat(day.plan)
    Seat.objects.filter(pk=broken.pk).update(usable=False)

    for seat, refusal in ((taken.pk, seating.SeatTaken), (broken.pk, seating.SeatUnusable)):
        with pytest.raises(refusal):
            seating.change(day.candidates[0], seat, "换座", actor=day.host(), now=AFTER_CLOSE)
    with pytest.raises(NoSuchCandidate):
        seating.change(day.candidates[0], 10**6, "换座", actor=day.host(), now=AFTER_CLOSE)


def test_a_candidate_with_a_need_gets_an_accessible_seat_only() -> None:
    day = cast_b.closed(4)
    first = Seat.objects.order_by("pk").first()
    assert first is not None
    Seat.objects.filter(pk=first.pk).update(accessible=True)
    Registration.objects.filter(pk=day.candidates[2]).update(needs_accessible_seat=True)
    cast_b.drawn(day)
    seating.lock(day.plan, actor=day.host(), now=AFTER_CLOSE)

    assert SeatAssignment.objects.get(registration_id=day.candidates[2]).seat_id == first.pk
    with pytest.raises(seating.SeatNotAccessible):
        seating.change(
            day.candidates[2],
            cast_b.free_seat(day.plan).pk,
            "换座",
            actor=day.host(),
            now=AFTER_CLOSE,
        )


@pytest.mark.staged
def test_the_draw_can_be_made_again_changes_and_leavers_included() -> None:
    day = cast_b.seated(9, classes=3)
    assert queries.recompute(day.plan) == queries.Recomputed(
        inputs_kept=True, seed_drawn=True, method_known=True, differences=()
    )
    seat = cast_b.free_seat(day.plan)
    seating.change(day.candidates[0], seat.pk, "电脑故障", actor=day.host(), now=AFTER_CLOSE)
    Registration.objects.filter(pk=day.candidates[1]).update(state="withdrawn")

    proof = queries.recompute(day.plan)

    assert proof is not None
    assert proof.proved


@pytest.mark.staged
def test_the_seat_of_somebody_who_left_is_free() -> None:
    day = cast_b.seated(2)
    left = SeatAssignment.objects.get(registration_id=day.candidates[1]).seat_id
    Registration.objects.filter(pk=day.candidates[1]).update(state="withdrawn")
    assert left in {seat for seat, _ in seating_views.free_seats(day.candidates[0], day.host())}

    seating.change(day.candidates[0], left, "靠近门口", actor=day.host(), now=AFTER_CLOSE)

    assert SeatAssignment.objects.get(seat_id=left).registration_id == day.candidates[0]


def test_a_seat_changed_in_secret_is_found() -> None:
    day = cast_b.seated(4)
    SeatAssignment.objects.filter(registration_id=day.candidates[2]).update(
        seat=cast_b.free_seat(day.plan)
    )

    proof = queries.recompute(day.plan)

    assert proof is not None
    assert not proof.proved
    assert proof.differences == (day.candidates[2],)


def test_inputs_changed_in_secret_are_found() -> None:
    day = cast_b.seated(4)
    kept = Seating.objects.get()
    kept.inputs["candidates"][0][1] = "another class"
    kept.save()

    proof = queries.recompute(day.plan)

    assert proof is not None
    assert not proof.inputs_kept


@pytest.mark.staged
def test_after_a_postponement_everybody_keeps_the_ticket_number() -> None:
    day = cast_b.seated(3)
    before = dict(Ticket.objects.values_list("registration_id", "number"))
    Plan.objects.filter(pk=day.plan).update(state="registration_closed")

    cast_b.drawn(day)
    seating.lock(day.plan, actor=day.host(), now=AFTER_CLOSE)

    assert dict(Ticket.objects.values_list("registration_id", "number")) == before
    assert day.row().state == "seated"


def test_only_hosts_and_the_plans_organisation_draw_and_see_seats() -> None:
    day = cast_b.seated(2)

    with pytest.raises(NoSuchPlan):
        seating_views.of(day.plan, day.here.neighbour())
    with pytest.raises(NoSuchPlan):
        seating_views.of(day.plan, day.here.rival())
    with pytest.raises(NotPermitted):
        seating.lock(day.plan, actor=day.invigilator(), now=AFTER_CLOSE)
    seen = seating_views.of(day.plan, day.staff())
    assert seen is not None
    assert seen.seated == 2


@pytest.mark.rule("R-102")
def test_another_copy_is_counted_with_its_reason() -> None:
    day = cast_b.seated(1)

    copy = tickets.reissue(
        day.candidates[0], "遗失", actor=day.host(), now=AFTER_CLOSE + timedelta(days=1)
    )

    assert (copy, Ticket.objects.get().copies) == (2, 2)
    assert Ticket.objects.get().state == "issued"
    with pytest.raises(NotPermitted):
        tickets.reissue(day.candidates[0], "遗失", actor=day.staff(), now=AFTER_CLOSE)


@pytest.mark.usefixtures("several_at_once")
@pytest.mark.django_db(transaction=True)
def test_two_users_at_once_cannot_give_one_seat_to_two_candidates() -> None:
    day = cast_b.seated(2)
    seat = cast_b.free_seat(day.plan).pk
    barrier, outcomes = Barrier(2), []

    def move(candidate: int) -> None:
        barrier.wait()
        try:
            seating.change(candidate, seat, "换座", actor=day.host(), now=AFTER_CLOSE)
            outcomes.append("moved")
        except Refusal as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=move, args=(key,)) for key in day.candidates]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes.count("moved") == 1
    assert SeatAssignment.objects.filter(seat_id=seat).count() == 1


def test_candidates_of_another_school_are_known_at_the_site_only() -> None:
    day = cast_b.seated(2)
    guest, own = day.candidates
    Registration.objects.filter(pk=guest).update(institution_id=day.here.school)
    college = day.here.college

    def known(actor: Actor) -> set[int]:
        return set(Registration.objects.within(actor).values_list("pk", flat=True))

    assert known(day.host()) == {guest, own}
    assert known(day.invigilator()) == {guest, own}
    for role in (Role.LIAISON, Role.INSTITUTION_ADMIN):
        assert known(cast.actor(role, college)) == {own}
        assert known(cast.actor(role, day.here.school)) == {guest}
