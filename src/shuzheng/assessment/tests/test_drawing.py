"""Seats are drawn by two parties: neither alone steers them, and neither can stop a sitting."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from shuzheng.assessment.core import seating as solver
from shuzheng.assessment.models import Plan, Registration, SeatAssignment, Seating
from shuzheng.assessment.queries import drawing as queries
from shuzheng.assessment.queries import seating as seats
from shuzheng.assessment.rules import seating as rules
from shuzheng.assessment.services import drawing, seating
from shuzheng.assessment.tests import cast_b
from shuzheng.assessment.tests.cast_b import AFTER_CLOSE, MORNING
from shuzheng.foundation import facts
from shuzheng.foundation.models import Fact
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests import cast
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.refusals import Refusal
from shuzheng.transparency.core.draws import NotAsCommitted, Party, SecretMalformed, commitment
from shuzheng.transparency.core.draws import document as judging
from shuzheng.transparency.models import Draw, DrawShare, Entry
from shuzheng.transparency.queries import draws as published
from shuzheng.transparency.queries.checking import check_log
from shuzheng.transparency.rules.draw import WitnessFirst
from shuzheng.transparency.services import draws

if TYPE_CHECKING:
    from shuzheng.assessment.tests.cast_b import Day

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SECRET = bytes(range(32))


def opened(count: int = 3) -> Day:
    day = cast_b.closed(count)
    drawing.begin(day.plan, actor=day.host(), now=AFTER_CLOSE)
    return day


def frozen(count: int = 3) -> Day:
    day = opened(count)
    drawing.witness(day.plan, actor=day.officer(), now=AFTER_CLOSE)
    return day


def test_every_step_is_an_entry_of_the_log_in_its_order() -> None:
    day = cast_b.closed(12, classes=2)

    cast_b.drawn(day)

    entries = Entry.objects.filter(kind__startswith="draw.").order_by("index")
    row = Draw.objects.get()
    said = [leaf.split("\n")[2].split(" ")[1:3] for leaf in entries.values_list("leaf", flat=True)]
    assert [entry.kind for entry in entries] == [
        "draw.opened",
        "draw.committed",
        "draw.committed",
        "draw.frozen",
        "draw.revealed",
        "draw.revealed",
    ]
    assert [words[0] for words in said] == [row.uid.hex] * 6
    assert [words[1] for words in said][1:3] == ["organiser", "witness"]
    assert row.state == "drawn"
    assert Seating.objects.get().draw == row
    assert check_log() == []
    assert facts.check_chain() == []


def test_the_published_document_holds_and_the_whole_one_explains_every_seat() -> None:
    day = cast_b.closed(8, classes=2)
    cast_b.drawn(day)
    outcomes = {solver.KIND: solver.places_of}

    public = json.loads(json.dumps(published.document(Draw.objects.get().uid)))
    whole = json.loads(json.dumps(queries.document(day.plan, day.host())))

    assert {"blind", "inputs", "outcome"}.isdisjoint(public)
    assert [str(check.verdict) for check in judging.judge(whole, outcomes)] == [
        *["holds"] * 7,
        "unknown",
    ]
    assert "fails" not in {str(check.verdict) for check in judging.judge(public, outcomes)}
    seat_of = {
        one.registration_id: (one.seat.room_id, one.seat.number)
        for one in SeatAssignment.objects.select_related("seat")
    }
    assert {key: (room, desk) for key, room, desk in whole["outcome"]} == seat_of


def test_a_site_cannot_draw_alone_nor_be_its_own_witness() -> None:
    day = opened()

    with pytest.raises(WitnessFirst):
        drawing.alone(day.plan, actor=day.host(), now=AFTER_CLOSE)
    with pytest.raises(NotPermitted):
        drawing.witness(day.plan, actor=day.host(), now=AFTER_CLOSE)
    both = replace(
        day.officer(), organisation_id=day.host().organisation_id, person_id=day.host().person_id
    )
    with pytest.raises(draws.NotIndependent):
        drawing.witness(day.plan, actor=both, now=AFTER_CLOSE)
    assert not Seating.objects.exists()


def test_one_draw_at_a_time_and_none_from_the_same_lists_again() -> None:
    day = opened()

    with pytest.raises(draws.DrawUnderWay):
        drawing.begin(day.plan, actor=day.staff(), now=AFTER_CLOSE)
    drawing.witness(day.plan, actor=day.officer(), now=AFTER_CLOSE)
    for actor in (day.officer(), day.host()):
        drawing.reveal(day.plan, actor=actor, now=AFTER_CLOSE)
    with pytest.raises(drawing.SeatsHold):
        drawing.begin(day.plan, actor=day.host(), now=AFTER_CLOSE)


def test_a_secret_is_shown_once_by_its_own_party_after_the_freeze() -> None:
    day = opened()

    with pytest.raises(Refusal) as refusal:
        drawing.reveal(day.plan, actor=day.host(), now=AFTER_CLOSE)
    assert refusal.value.code == "illegal-step"
    drawing.witness(day.plan, actor=day.officer(), now=AFTER_CLOSE)
    with pytest.raises(draws.NotYourSecret):
        drawing.reveal(day.plan, actor=day.staff(), now=AFTER_CLOSE)
    assert drawing.reveal(day.plan, actor=day.host(), now=AFTER_CLOSE) is False
    with pytest.raises(draws.NotYourSecret):
        drawing.reveal(day.plan, actor=day.host(), now=AFTER_CLOSE)
    assert drawing.reveal(day.plan, actor=day.officer(), now=AFTER_CLOSE) is True


def test_a_secret_that_the_platform_keeps_is_nowhere_in_clear_before_it_is_shown() -> None:
    frozen()

    shares = DrawShare.objects.all()
    assert [share.secret for share in shares] == ["", ""]
    assert len({share.secret_sealed for share in shares}) == 2
    assert all("." in share.secret_sealed for share in shares)


def test_a_witness_that_trusts_nobody_keeps_the_secret() -> None:
    day = opened()
    made = commitment(Draw.objects.get().uid.bytes, Party.WITNESS, SECRET).hex()
    with pytest.raises(SecretMalformed):
        drawing.witness(day.plan, actor=day.officer(), now=AFTER_CLOSE, own="my secret")

    drawing.witness(day.plan, actor=day.officer(), now=AFTER_CLOSE, own=f" {made}\n")

    assert DrawShare.objects.get(party="witness").secret_sealed == ""
    drawing.reveal(day.plan, actor=day.host(), now=AFTER_CLOSE)
    with pytest.raises(draws.SecretMissing):
        drawing.reveal(day.plan, actor=day.officer(), now=AFTER_CLOSE)
    with pytest.raises(NotAsCommitted):
        drawing.reveal(day.plan, actor=day.officer(), now=AFTER_CLOSE, own="00" * 32)
    assert drawing.reveal(day.plan, actor=day.officer(), now=AFTER_CLOSE, own=SECRET.hex())
    proof = seats.recompute(day.plan)
    assert proof is not None
    assert proof.proved


def test_a_witness_that_stays_away_voids_the_draw_and_the_site_may_draw_alone() -> None:
    day = opened()
    assert drawing.void_overdue(now=AFTER_CLOSE + 3 * DAY) == 0
    late = AFTER_CLOSE + 3 * DAY + timedelta(seconds=1)
    with pytest.raises(draws.TooLate):
        drawing.witness(day.plan, actor=day.officer(), now=late)

    assert drawing.void_overdue(now=late) == 1

    row = Draw.objects.get()
    assert (row.state, row.fault) == ("void", "witness-absent")
    assert Entry.objects.get(kind="draw.voided").leaf == (
        f"shuzheng-log/v1\ndraw.voided\npublic {row.uid.hex} witness-absent\n"
    )
    drawing.alone(day.plan, actor=day.host(), now=late)
    row.refresh_from_db()
    assert row.state == "alone"
    assert Entry.objects.get(kind="draw.alone").index == row.alone_index
    assert SeatAssignment.objects.count() == 3
    assert Fact.objects.filter(verb="assessment.seating.planned_alone").count() == 1
    with pytest.raises(Refusal):
        drawing.alone(day.plan, actor=day.host(), now=late)
    proof = seats.recompute(day.plan)
    assert proof is not None
    assert proof.proved
    whole = queries.document(day.plan, day.host())
    checks = {one.name: one for one in judging.judge(whole, {solver.KIND: solver.places_of})}
    assert checks["outcome"].verdict == "holds"
    assert checks["order of the entries"].why == (
        "the draw was voided: witness-absent, then drawn by one party alone"
    )
    assert check_log() == []


@pytest.mark.parametrize(
    ("shows", "fault", "may"),
    [
        ("host", "witness-withheld", True),
        ("officer", "organiser-withheld", False),
        ("", "both-withheld", False),
    ],
)
def test_a_withheld_secret_voids_the_draw_and_never_helps_whoever_withheld_it(
    shows: str, fault: str, *, may: bool
) -> None:
    day = frozen()
    if shows:
        drawing.reveal(day.plan, actor=getattr(day, shows)(), now=AFTER_CLOSE)
    late = AFTER_CLOSE + 4 * DAY

    assert drawing.void_overdue(now=late) == 1

    assert Draw.objects.get().fault == fault
    if may:
        drawing.alone(day.plan, actor=day.host(), now=late)
    else:
        with pytest.raises(WitnessFirst):
            drawing.alone(day.plan, actor=day.host(), now=late)
        drawing.begin(day.plan, actor=day.host(), now=late)


@pytest.mark.parametrize(
    ("ahead", "within"),
    [
        (timedelta(days=30), timedelta(days=3)),
        (timedelta(days=7), timedelta(days=3)),
        (timedelta(days=6, hours=23), timedelta(days=1)),
        (timedelta(days=2), timedelta(days=1)),
        (timedelta(days=1), timedelta(hours=2)),
        (timedelta(0), timedelta(hours=2)),
    ],
)
def test_the_nearer_the_sitting_the_less_a_party_may_take(
    ahead: timedelta, within: timedelta
) -> None:
    assert rules.answer_by(MORNING, MORNING + ahead) == MORNING + within


@pytest.mark.staged
def test_who_leaves_between_freeze_and_secrets_has_a_seat_in_no_locked_seating() -> None:
    day = frozen(4)
    Registration.objects.filter(pk=day.candidates[1]).update(state="withdrawn")
    for actor in (day.host(), day.officer()):
        drawing.reveal(day.plan, actor=actor, now=AFTER_CLOSE)

    with pytest.raises(seating.DrawnFromOther):
        seating.lock(day.plan, actor=day.host(), now=AFTER_CLOSE)
    cast_b.drawn(day)
    assert seating.lock(day.plan, actor=day.host(), now=AFTER_CLOSE) == 3


@pytest.mark.staged
def test_nothing_is_frozen_or_drawn_for_a_plan_that_was_put_off_meanwhile() -> None:
    day = opened()
    Plan.objects.filter(pk=day.plan).update(state="postponed")

    with pytest.raises(drawing.NotClosedYet):
        drawing.witness(day.plan, actor=day.officer(), now=AFTER_CLOSE)


def test_what_was_changed_in_secret_is_found() -> None:
    day = cast_b.closed(4)
    cast_b.drawn(day)
    row, uid = Draw.objects.get(), Draw.objects.get().uid
    Draw.objects.filter(pk=row.pk).update(seed="00" * 32, inputs={"candidates": []})
    DrawShare.objects.filter(party="witness").update(secret="11" * 32)

    proof = seats.recompute(day.plan)

    assert proof is not None
    assert not proof.seed_drawn
    index = DrawShare.objects.get(party="witness").revealed_index
    assert check_log() == [
        f"entry {index} does not say what stands of the draw {uid}",
        f"the inputs of the draw {uid} are not those that were frozen",
        f"the secret of the witness of the draw {uid} does not fit",
        f"the seed of the draw {uid} does not follow from its secrets",
    ]


def test_erasing_what_was_drawn_from_leaves_the_log_whole() -> None:
    day = cast_b.closed(4)
    cast_b.drawn(day)

    Draw.objects.update(blind="", inputs={})

    assert check_log() == []
    assert "inputs" not in published.document(Draw.objects.get().uid, whole=True)


def test_only_the_office_and_the_department_are_witnesses() -> None:
    day = opened()

    for role in (Role.AUDITOR, Role.CITY_OFFICER, Role.LIAISON, Role.INVIGILATOR):
        actor = cast.actor(role, day.here.office, person_id=77)
        with pytest.raises(Refusal) as refusal:
            drawing.witness(day.plan, actor=actor, now=AFTER_CLOSE)
        assert refusal.value.status in {403, 404}
    drawing.witness(
        day.plan,
        actor=cast.actor(Role.PROVINCIAL_ADMIN, day.here.office, person_id=78),
        now=AFTER_CLOSE,
    )


@pytest.mark.usefixtures("several_at_once")
@pytest.mark.django_db(transaction=True)
def test_two_witnesses_at_once_and_one_takes_part() -> None:
    day = opened()
    barrier, outcomes = Barrier(2), []

    def take_part(person: int) -> None:
        barrier.wait()
        try:
            actor = replace(day.officer(), person_id=person)
            drawing.witness(day.plan, actor=actor, now=AFTER_CLOSE)
            outcomes.append("witness")
        except Refusal as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=take_part, args=(key,)) for key in (71, 72)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes.count("witness") == 1
    assert DrawShare.objects.filter(party="witness").count() == 1
    assert check_log() == []


@pytest.mark.usefixtures("several_at_once")
@pytest.mark.django_db(transaction=True)
def test_both_secrets_at_once_give_one_seating() -> None:
    day = frozen(4)
    barrier = Barrier(2)

    def show(actor: str) -> None:
        barrier.wait()
        try:
            for _ in range(2):  # whoever was beaten to it presses again
                try:
                    drawing.reveal(day.plan, actor=getattr(day, actor)(), now=AFTER_CLOSE)
                except Refusal:
                    continue
        finally:
            connection.close()

    threads = [Thread(target=show, args=(who,)) for who in ("host", "officer")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Draw.objects.get().state == "drawn"
    assert SeatAssignment.objects.count() == 4
    assert check_log() == []
    assert isinstance(Draw.objects.get().ended_at, datetime)
