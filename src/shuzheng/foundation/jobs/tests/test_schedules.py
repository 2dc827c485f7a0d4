"""Scheduled work: when it is due, and that each period is served once."""

from __future__ import annotations

import itertools
import threading
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation import jobs, rulebooks
from shuzheng.foundation.jobs import rhythms, schedules
from shuzheng.foundation.jobs.tests import work
from shuzheng.foundation.models import Job, ScheduleMark
from shuzheng.kernel.periods import Calendar

if TYPE_CHECKING:
    from shuzheng.foundation.jobs.rhythms import Rhythm

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)),
    workdays=frozenset({date(2026, 10, 10)}),
)
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
DAILY = "foundation.test.daily"


def at(text: str) -> datetime:
    """Read an instant in the province's time."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def days(rhythm: Rhythm, after: str, until: str) -> list[str]:
    return [period.key for period in rhythm.due(at(after), at(until), CALENDAR)]


def test_a_daily_period_is_due_at_its_hour_in_the_province() -> None:
    rhythm = rhythms.Days(time(6))
    (period,) = rhythm.due(at("2026-11-20T06:00"), at("2026-11-21T06:00"), CALENDAR)
    assert period == rhythms.Period(
        "2026-11-21", date(2026, 11, 21), datetime(2026, 11, 20, 22, tzinfo=UTC)
    )
    assert days(rhythm, "2026-11-20T06:00", "2026-11-21T05:59") == []


def test_daily_work_of_working_days_rests_on_holidays_and_works_on_make_up_days() -> None:
    rhythm = rhythms.Days(time(6), working_days_only=True)
    assert days(rhythm, "2026-09-29T12:00", "2026-10-12T12:00") == [
        "2026-09-30",
        "2026-10-08",
        "2026-10-09",
        "2026-10-10",
        "2026-10-12",
    ]


def test_a_day_of_the_month_that_falls_on_a_holiday_is_due_on_the_next_working_day() -> None:
    rhythm = rhythms.Days(time(6), days=frozenset({1}), working_days_only=True)
    (period,) = rhythm.due(at("2026-09-20T00:00"), at("2026-10-20T00:00"), CALENDAR)
    assert (period.key, period.due_at) == ("2026-10-01", at("2026-10-08T06:00"))


def test_reminders_on_several_days_of_each_month() -> None:
    rhythm = rhythms.Days(time(8), days=frozenset({9, 11, 24, 26}))
    assert days(rhythm, "2026-11-10T00:00", "2026-12-10T00:00") == [
        "2026-11-11",
        "2026-11-24",
        "2026-11-26",
        "2026-12-09",
    ]


def test_the_31st_of_a_short_month_is_its_last_day() -> None:
    rhythm = rhythms.Days(time(6), days=frozenset({31}))
    assert days(rhythm, "2026-01-15T00:00", "2026-05-01T00:00") == [
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
    ]


def test_half_yearly_work_is_due_in_its_months_only() -> None:
    rhythm = rhythms.Days(time(6), days=frozenset({1}), months=frozenset({1, 7}))
    assert days(rhythm, "2026-01-02T00:00", "2027-08-01T00:00") == [
        "2026-07-01",
        "2027-01-01",
        "2027-07-01",
    ]


def test_hours_and_minutes_are_counted_from_midnight() -> None:
    assert days(rhythms.Minutes(60), "2026-11-21T06:00", "2026-11-21T08:30") == [
        "2026-11-20T23:00",
        "2026-11-21T00:00",
    ]
    assert days(rhythms.Minutes(20), "2026-11-21T06:10", "2026-11-21T06:59") == [
        "2026-11-20T22:20",
        "2026-11-20T22:40",
    ]


@given(
    start=st.integers(0, 330 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes)),
    cuts=st.lists(st.integers(0, 60 * 24 * 40), max_size=6),
    rhythm=st.sampled_from(
        [
            rhythms.Days(time(6)),
            rhythms.Days(time(23, 59), working_days_only=True),
            rhythms.Days(time(0), days=frozenset({1, 31}), working_days_only=True),
            rhythms.Minutes(45),
            rhythms.Minutes(60, working_days_only=True),
        ]
    ),
)
def test_however_time_is_cut_no_period_is_lost_and_none_comes_twice(
    start: datetime, cuts: list[int], rhythm: Rhythm
) -> None:
    end = start + timedelta(days=40)
    stops = [start, *(start + timedelta(minutes=cut) for cut in sorted(cuts)), end]
    pieces = [
        period
        for after, until in itertools.pairwise(stops)
        for period in rhythm.due(after, until, CALENDAR)
    ]
    assert sorted(pieces, key=lambda p: p.key) == sorted(
        rhythm.due(start, end, CALENDAR), key=lambda p: p.key
    )
    assert len({period.key for period in pieces}) == len(pieces)


def runs() -> list[str]:
    return [str(job.arguments["on"]) for job in Job.objects.filter(name=DAILY).order_by("pk")]


@pytest.mark.django_db
def test_the_first_tick_serves_the_period_that_is_due_and_no_older_one() -> None:
    jobs.tick(at("2026-11-21T10:00"), CALENDAR)
    assert runs() == ["2026-11-21"]


@pytest.mark.django_db
def test_a_second_tick_in_the_same_period_changes_nothing() -> None:
    for hour in ("06:00", "06:01", "23:00"):
        jobs.tick(at(f"2026-11-21T{hour}"), CALENDAR)
    assert runs() == ["2026-11-21"]


@pytest.mark.django_db
def test_periods_missed_while_nothing_ran_are_caught_up() -> None:
    jobs.tick(at("2026-11-21T10:00"), CALENDAR)
    jobs.tick(at("2026-11-24T05:00"), CALENDAR)
    assert runs() == ["2026-11-21", "2026-11-22", "2026-11-23"]


@pytest.mark.django_db
def test_at_most_a_month_of_missed_days_is_caught_up_and_it_is_the_newest() -> None:
    jobs.tick(at("2026-01-05T10:00"), CALENDAR)
    jobs.tick(at("2026-11-21T10:00"), CALENDAR)
    assert len(runs()) == 32
    assert runs()[1] == "2026-10-22"


@pytest.mark.django_db
def test_the_function_receives_the_day_of_its_period() -> None:
    jobs.tick(at("2026-11-21T10:00"), CALENDAR)
    jobs.run_waiting(at("2026-11-21T10:00"))
    job = Job.objects.get(name=DAILY)
    assert (job.state, job.result, job.user_id) == ("succeeded", {"on": "2026-11-21"}, 0)


def test_two_processes_ticking_at_once_serve_a_period_once(several_at_once: None) -> None:
    del several_at_once
    together, faults = threading.Barrier(2), list[BaseException]()

    def tick() -> None:
        try:
            together.wait()
            jobs.tick(at("2026-11-21T10:00"), CALENDAR)
        except BaseException as error:  # noqa: BLE001 - shown by the test below
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=tick) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert runs() == ["2026-11-21"]
    assert ScheduleMark.objects.filter(name=DAILY).count() == 1


@pytest.mark.django_db
def test_old_marks_are_forgotten_but_never_the_newest_of_a_schedule() -> None:
    jobs.tick(at("2026-11-20T10:00"), CALENDAR)
    jobs.tick(at("2026-11-21T10:00"), CALENDAR)
    schedules.forget_before(at("2027-11-21T10:00"))
    left = ScheduleMark.objects.filter(name=DAILY).values_list("period", flat=True)
    assert list(left) == ["2026-11-21"]


@pytest.mark.django_db
def test_tidying_is_itself_scheduled_and_keeps_what_is_young() -> None:
    now = at("2026-11-21T10:00")
    job = jobs.enqueue("foundation.test.count", {"rows": 1}, actor=work.XU, now=now)
    jobs.run_waiting(now)
    jobs.tick(now + timedelta(days=366), rulebooks.calendar())
    jobs.run_waiting(now + timedelta(days=366))
    assert not Job.objects.filter(pk=job.pk).exists()
    assert Job.objects.filter(name="foundation.jobs.tidy", state="succeeded").exists()
