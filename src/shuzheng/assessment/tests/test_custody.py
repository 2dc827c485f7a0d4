"""Papers in sealed packages: two people, the seal, the hour, and every hand in the log."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from shuzheng.assessment.access.custody import NoSuchPackage
from shuzheng.assessment.access.plans import NoSuchPlan
from shuzheng.assessment.models import CustodyStep, LoggedStep, PaperPackage
from shuzheng.assessment.queries import custody as queries
from shuzheng.assessment.queries import evidence
from shuzheng.assessment.rules import custody as rules
from shuzheng.assessment.rules import sitting
from shuzheng.assessment.rules.custody import PACKAGE, State, Verb
from shuzheng.assessment.services import custody, sittings
from shuzheng.assessment.tests import cast_b
from shuzheng.assessment.tests.cast_b import AFTER_CLOSE, EVENING, MORNING
from shuzheng.foundation import facts, rulebooks
from shuzheng.identity.models import Person
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests import cast
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep

EARLY = MORNING - timedelta(minutes=25)
AT_NIGHT = MORNING - timedelta(hours=9)


def packed(day: cast_b.Day, *seals: str) -> list[PaperPackage]:
    """Seal packages of twenty copies for the theory part."""
    held = [(mark, 20) for mark in seals]
    custody.seal(day.session(), day.here.site, held, actor=day.staff(), now=AFTER_CLOSE)
    return list(PaperPackage.objects.filter(seal__in=seals).order_by("seal"))


def kept(day: cast_b.Day, *seals: str) -> list[PaperPackage]:
    """Bring sealed packages into the site's safe."""
    rows = packed(day, *seals)
    for row in rows:
        custody.send(row.pk, "机要专送", actor=day.staff(), now=AFTER_CLOSE)
        custody.receive(row.pk, row.seal, "保管乙", actor=day.host(), now=AT_NIGHT)
    return rows


@pytest.mark.rule("R-103")
def test_a_seal_is_the_one_that_was_put_on() -> None:
    rules.check_seal("F0012", "F0012")
    rules.check_seal("F0012", " f00 12 ")
    for read in ("F0013", "F001", "F00122", ""):
        with pytest.raises(rules.SealDiffers):
            rules.check_seal("F0012", read)


@pytest.mark.rule("R-103")
def test_a_package_is_opened_from_half_an_hour_before_its_sitting() -> None:
    starts = datetime(2026, 4, 18, 1, 0, tzinfo=UTC)
    book = rulebooks.current()

    assert rules.opens_at(starts, book) == datetime(2026, 4, 18, 0, 30, tzinfo=UTC)
    rules.check_opening(starts, datetime(2026, 4, 18, 0, 30, tzinfo=UTC), book)
    with pytest.raises(rules.TooEarlyToOpen):
        rules.check_opening(starts, datetime(2026, 4, 18, 0, 29, 59, tzinfo=UTC), book)


@pytest.mark.rule("R-103")
@pytest.mark.parametrize(
    "states",
    [
        [],
        [State.CANCELLED],
        [State.OPENED],
        [State.KEPT, State.OPENED],
        [State.BROKEN, State.OPENED],
    ],
)
def test_a_paper_begins_from_a_package_that_was_opened(states: list[State]) -> None:
    rules.check_begin(states)


@pytest.mark.rule("R-103")
@pytest.mark.parametrize(
    "state", [State.KEPT, State.SENT, State.SEALED, State.BROKEN, State.RETURNED]
)
def test_a_paper_does_not_begin_from_packages_that_nobody_opened(state: State) -> None:
    with pytest.raises(rules.PapersUnopened):
        rules.check_begin([state])


def test_an_opened_package_is_never_sealed_again_and_a_broken_one_never_opened() -> None:
    assert PACKAGE.verbs(State.OPENED) == {Verb.TAKE_BACK}
    assert PACKAGE.verbs(State.BROKEN) == {Verb.TAKE_BACK}
    assert PACKAGE.verbs(State.RETURNED) == frozenset()
    assert PACKAGE.verbs(State.CANCELLED) == frozenset()


@pytest.mark.django_db
@pytest.mark.rule("R-103")
@pytest.mark.rule("R-110")
def test_every_hand_through_which_a_package_goes_is_on_record_and_in_the_log() -> None:
    day = cast_b.running(2)
    [row] = kept(day, "F0012")
    custody.unseal(row.pk, "f0012", "监考乙", actor=day.host(), now=EARLY)
    custody.take_back(row.pk, "保管丙", actor=day.staff(), now=EVENING)

    row.refresh_from_db()
    steps = CustodyStep.objects.order_by("log_index")
    assert row.state == "returned"
    assert list(steps.values_list("verb", "second", "note")) == [
        ("", "", ""),
        ("send", "", "机要专送"),
        ("receive", "保管乙", ""),
        ("open", "监考乙", ""),
        ("take_back", "保管丙", ""),
    ]
    logged = LoggedStep.objects.filter(kind="paper.package").order_by("log_index")
    told = [json.loads(one.payload) for one in logged]
    assert [one["state"] for one in told] == ["sealed", "sent", "kept", "opened", "returned"]
    assert told[0]["previous"] is None
    assert [one["previous"] for one in told[1:]] == [one.log_index for one in logged][:-1]
    assert {one["package"] for one in told} == {str(row.uid)}
    assert list(evidence.faults()) == []
    assert facts.check_chain() == []


@pytest.mark.django_db
@pytest.mark.staged
def test_a_package_moved_behind_the_logs_back_is_found() -> None:
    day = cast_b.running(1)
    [row] = kept(day, "F0012")
    PaperPackage.objects.update(state="opened")

    assert list(evidence.faults()) == [f"package {row.uid} is not where the log was told"]


@pytest.mark.django_db
@pytest.mark.rule("R-103")
def test_two_people_receive_and_open_a_package_and_compare_its_seal() -> None:
    day = cast_b.running(1)
    [row] = packed(day, "F0012")
    custody.send(row.pk, "机要专送", actor=day.staff(), now=AFTER_CLOSE)
    own = Person.objects.get(pk=day.here.assessors[0])
    keeper = cast.actor(Role.SITE_ADMIN, day.here.college, person_id=own.pk)

    with pytest.raises(sittings.SecondNameMissing):
        custody.receive(row.pk, "F0012", " ", actor=keeper, now=AT_NIGHT)
    with pytest.raises(sitting.SamePerson):
        custody.receive(row.pk, "F0012", own.name, actor=keeper, now=AT_NIGHT)
    with pytest.raises(rules.SealDiffers):
        custody.receive(row.pk, "F0021", "保管乙", actor=keeper, now=AT_NIGHT)
    custody.receive(row.pk, "F0012", "保管乙", actor=keeper, now=AT_NIGHT)
    with pytest.raises(rules.TooEarlyToOpen):
        custody.unseal(row.pk, "F0012", "监考乙", actor=keeper, now=AT_NIGHT)
    with pytest.raises(rules.SealDiffers):
        custody.unseal(row.pk, "F0021", "监考乙", actor=keeper, now=EARLY)

    row.refresh_from_db()
    assert row.state == "kept"
    assert CustodyStep.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.rule("R-103")
def test_a_sitting_begins_only_from_an_opened_package() -> None:
    day = cast_b.running(1)
    [row] = kept(day, "F0012")
    door, ids = day.invigilator(), [day.attendance(0).pk]
    sittings.check_in(day.session(), ids, "监考乙", actor=door, now=EARLY)

    with pytest.raises(rules.PapersUnopened):
        sittings.begin(day.session(), actor=door, now=MORNING)
    custody.unseal(row.pk, "F0012", "监考乙", actor=day.host(), now=MORNING)

    assert sittings.begin(day.session(), actor=door, now=MORNING) == 1


@pytest.mark.django_db
@pytest.mark.rule("R-103")
def test_a_reported_seal_ends_the_package_and_another_one_is_sent() -> None:
    day = cast_b.running(1)
    [row] = kept(day, "F0012")

    with pytest.raises(sittings.ReasonMissing):
        custody.report(row.pk, " ", actor=day.host(), now=EARLY)
    custody.report(row.pk, "封条有撕裂痕迹", actor=day.host(), now=EARLY)
    with pytest.raises(IllegalStep):
        custody.unseal(row.pk, "F0012", "监考乙", actor=day.host(), now=EARLY)
    [other] = kept(day, "F0013")
    custody.unseal(other.pk, "F0013", "监考乙", actor=day.host(), now=EARLY)

    row.refresh_from_db()
    assert row.state == "broken"


@pytest.mark.django_db
def test_what_cannot_be_packed_is_refused_and_nothing_is_kept() -> None:
    day = cast_b.seated(1)
    staff = day.staff()

    for held in ([], [(" ", 20)], [(f"F{n}", 1) for n in range(51)]):
        with pytest.raises(custody.NothingPacked):
            custody.seal(day.session(), day.here.site, held, actor=staff, now=AFTER_CLOSE)
    with pytest.raises(custody.SealUsed):
        custody.seal(
            day.session(), day.here.site, [("F1", 5), ("f 1", 5)], actor=staff, now=AFTER_CLOSE
        )
    with pytest.raises(custody.NotASite):
        custody.seal(day.session(), 0, [("F1", 5)], actor=staff, now=AFTER_CLOSE)

    assert PaperPackage.objects.count() == 0
    assert LoggedStep.objects.filter(kind="paper.package").count() == 0


@pytest.mark.django_db
@pytest.mark.staged
def test_papers_are_packed_once_registration_is_closed() -> None:
    day = cast_b.seated(1)
    row = day.row()
    row.state = "open"
    row.save()

    with pytest.raises(rules.NotPackedNow):
        packed(day, "F0012")


@pytest.mark.django_db
def test_only_the_organisation_packs_and_only_its_site_opens() -> None:
    day = cast_b.running(1)
    [row] = packed(day, "F0012")
    other = cast.actor(Role.SITE_ADMIN, day.here.organisation, person_id=77)

    foreign = cast.actor(Role.ORGANISATION_STAFF, day.here.college, person_id=79)
    with pytest.raises(NotPermitted):
        custody.seal(day.session(), day.here.site, [("F9", 1)], actor=day.host(), now=AFTER_CLOSE)
    with pytest.raises(NoSuchPlan):
        custody.seal(day.session(), day.here.site, [("F9", 1)], actor=foreign, now=AFTER_CLOSE)
    with pytest.raises(NoSuchPackage):
        custody.send(row.pk, "机要专送", actor=day.host(), now=AFTER_CLOSE)
    custody.send(row.pk, "机要专送", actor=day.staff(), now=AFTER_CLOSE)
    with pytest.raises(NoSuchPackage):
        custody.receive(row.pk, "F0012", "保管乙", actor=other, now=AT_NIGHT)
    with pytest.raises(NoSuchPackage):
        custody.receive(row.pk, "F0012", "保管乙", actor=day.staff(), now=AT_NIGHT)
    with pytest.raises(NotPermitted):
        custody.receive(row.pk, "F0012", "保管乙", actor=day.invigilator(), now=AT_NIGHT)
    with pytest.raises(NoSuchPackage):
        queries.package(row.pk, cast.actor(Role.LIAISON, 987_654, person_id=78))
    assert [one.seal for one in queries.of_plan(day.plan, day.officer())] == ["F0012"]


@pytest.mark.django_db
def test_a_package_cancelled_before_it_left_does_not_count() -> None:
    day = cast_b.running(1)
    [row] = packed(day, "F0012")
    custody.cancel(row.pk, "份数有误", actor=day.staff(), now=AFTER_CLOSE)

    with pytest.raises(IllegalStep):
        custody.send(row.pk, "机要专送", actor=day.staff(), now=AFTER_CLOSE)
    door, ids = day.invigilator(), [day.attendance(0).pk]
    sittings.check_in(day.session(), ids, "监考乙", actor=door, now=EARLY)
    assert sittings.begin(day.session(), actor=door, now=MORNING) == 1
