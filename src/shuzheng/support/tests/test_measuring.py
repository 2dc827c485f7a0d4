"""Measurements: opened once a period, filled by sheet, frozen with what the platform counts."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256

import pytest
from django.db import DatabaseError, transaction

from shuzheng.assessment.models import Site, SiteApproval
from shuzheng.assessment.queries import volumes
from shuzheng.assessment.tests import cast as assessed
from shuzheng.foundation.models import Fact
from shuzheng.foundation.ui import listing
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor
from shuzheng.kernel.actor import NotPermitted
from shuzheng.kernel.lifecycle import IllegalStep
from shuzheng.standing.rules.restrictions import Kind
from shuzheng.standing.services import restrictions
from shuzheng.support import access
from shuzheng.support.models import FrozenTable, Measurement
from shuzheng.support.queries import conditions
from shuzheng.support.rules import measurement as rules
from shuzheng.support.rules.unevenness import Measure
from shuzheng.support.services import measuring
from shuzheng.support.services.measuring import Said
from shuzheng.support.tests import cast

pytestmark = pytest.mark.django_db

ALL = listing.Wish("all", "low", size=100)


@pytest.fixture
def here() -> cast.Here:
    return cast.build()


@pytest.mark.rule("R-241")
def test_a_period_is_measured_once_by_the_office(here: cast.Here) -> None:
    del here
    pk = measuring.open_measurement(actor=cast.OFFICE, now=cast.at(7, 2))
    row = Measurement.objects.get(pk=pk)
    assert (row.since, row.until, row.state) == (date(2025, 7, 1), date(2026, 6, 30), "open")
    with pytest.raises(rules.MeasuredAlready):
        measuring.open_measurement(actor=cast.OFFICE, now=cast.at(7, 30))
    with pytest.raises(NotPermitted):
        measuring.open_measurement(actor=cast.DEPARTMENT, now=cast.at(8, 1))
    assert conditions.waiting(cast.OFFICE, cast.at(8, 1)) is None
    assert conditions.waiting(cast.OFFICE, cast.at(1, 4, 2027)) == (
        date(2026, 1, 1),
        date(2026, 12, 31),
    )


@pytest.mark.rule("R-241")
def test_without_pilot_students_there_is_nothing_to_measure(here: cast.Here) -> None:
    del here
    pk = measuring.open_measurement(actor=cast.OFFICE, now=cast.at(7, 2))
    with pytest.raises(rules.NobodyToMeasure):
        measuring.freeze(pk, actor=cast.OFFICE, now=cast.at(7, 3))
    assert Measurement.objects.get().state == "open"


@pytest.mark.rule("R-241")
def test_a_site_that_a_decision_bars_or_whose_approval_ran_out_has_no_seats() -> None:
    there, today = assessed.province(), date(2026, 3, 2)
    site = Site.objects.get(pk=there.site)
    assert volumes.seats(today)[there.college] > 0

    SiteApproval.objects.filter(site=site).update(approved_until=today)
    assert volumes.seats(today)[there.college] > 0
    assert volumes.seats(date(2026, 3, 3)) == {}
    assert volumes.hosts(date(2026, 3, 3)) == set()
    SiteApproval.objects.filter(site=site).update(approved_until=None)
    restrictions.impose(
        there.college,
        Kind.SUSPENSION,
        since=today,
        ground="R-212",
        reason="检查发现",
        decision_number="演示罚1号",
        site_code=site.code,
        actor=actor(Role.PROVINCIAL_ADMIN),
        now=cast.at(3, 2),
    )
    assert volumes.seats(date(2026, 3, 1))[there.college] > 0
    assert len(volumes.hosts(date(2026, 3, 1))) == 1
    assert volumes.seats(today) == {}
    assert volumes.hosts(today) == set()


@pytest.mark.rule("R-241")
def test_what_is_counted_and_what_sheets_say_is_frozen_word_for_word() -> None:
    there = assessed.province()
    plan = there.opened()
    for serial in range(1, 7):
        assessed.accepted(there, plan, serial)
    assessed.drafted(there, plan, 7)
    seats = volumes.seats(date(2026, 4, 3))[there.college]
    assert volumes.students(date(2026, 3, 1), date(2026, 3, 31)) == {there.college: 6}
    assert volumes.students(date(2026, 2, 1), date(2026, 2, 28)) == {}

    pk = measuring.open_measurement(actor=cast.OFFICE, now=cast.at(4, 1))
    said = Said(
        there.college,
        {Measure.HOURS: 90, Measure.SPENDING: 60_000},
        cast.SOURCE,
        cast.at(3, 31).date(),
    )
    assert measuring.tell(pk, [said], actor=cast.OFFICE, now=cast.at(4, 2)) == 2
    again = Said(there.college, {Measure.HOURS: 120}, cast.SOURCE, cast.at(3, 31).date())
    measuring.tell(pk, [again], actor=cast.OFFICE, now=cast.at(4, 2))
    digest = measuring.freeze(pk, actor=cast.OFFICE, now=cast.at(4, 3))
    with pytest.raises(IllegalStep):
        measuring.tell(pk, [again], actor=cast.OFFICE, now=cast.at(4, 4))

    frozen = FrozenTable.objects.get()
    assert digest == frozen.digest == sha256(frozen.text.encode()).hexdigest()
    [row] = [one for one in json.loads(frozen.text)["institutions"] if one["students"]]
    assert {name: one["amount"] for name, one in row["amounts"].items()} == {
        "hours": 120,
        "spending": 60_000,
        "seats": seats,
    }
    [line] = conditions.every(pk, cast.OFFICE, listing.Wish("measured", "low"))
    assert line.figures == {
        Measure.HOURS: "20.0",
        Measure.SPENDING: "100.00",
        Measure.TEACHERS: "",
        Measure.SEATS: f"{seats / 6:.2f}",
    }
    fact = Fact.objects.get(verb="support.measurement.frozen")
    assert fact.data["digest"] == digest
    with pytest.raises(DatabaseError), transaction.atomic():
        FrozenTable.objects.update(text="{}")


@pytest.mark.rule("R-241")
def test_each_sees_its_own_row_and_the_city_its_area(here: cast.Here) -> None:
    pk = cast.measured(date(2026, 6, 30), 100)

    def seen(who: object) -> list[str]:
        return [one.code for one in conditions.every(pk, who, ALL)]  # type: ignore[arg-type]

    assert seen(cast.OFFICE) == ["S2", "S1", "S3"]
    assert seen(cast.city("3402")) == ["S2"]
    assert seen(here.liaison(here.weak)) == ["S2"]
    assert seen(here.liaison(here.strong)) == ["S1"]
    assert conditions.of(here.weak) == {"until": "2026-06-30", "hours": "10.0"}
    assert conditions.low_in(here.weak) == (Measure.HOURS,)
    opened = measuring.open_measurement(actor=cast.OFFICE, now=cast.at(8, 3))
    with pytest.raises(access.NoSuchMeasurement):
        conditions.detail(opened, here.liaison(here.weak))
    with pytest.raises(NotPermitted):
        conditions.lines(actor(Role.STUDENT))


@pytest.mark.rule("R-240")
def test_the_proposal_counts_who_helps_already(here: cast.Here) -> None:
    pk = cast.measured(date(2025, 12, 31), 100)
    [one] = conditions.proposals(pk, cast.OFFICE, cast.at(3, 1))
    assert (one.helped, one.helper, one.measures) == (
        "秋浦职业学校",
        "江淮职业学院",
        (Measure.HOURS,),
    )
    cast.proposed(here)
    assert conditions.proposals(pk, cast.OFFICE, cast.at(3, 3)) == []
