"""Days end at midnight in the province, and working days follow the announced calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.kernel.periods import SHANGHAI, Calendar, day, end_of, start_of

# A made-up week: Thursday 2 and Friday 3 July are holidays, Sunday 5 July is worked instead.
CALENDAR = Calendar(
    holidays=frozenset({date(2026, 7, 2), date(2026, 7, 3)}),
    workdays=frozenset({date(2026, 7, 5)}),
)


@pytest.mark.parametrize(
    ("now", "on"),
    [
        (datetime(2026, 3, 12, 15, 59, 59, tzinfo=UTC), date(2026, 3, 12)),
        (datetime(2026, 3, 12, 16, 0, tzinfo=UTC), date(2026, 3, 13)),
        (datetime(2026, 3, 12, 23, 59, tzinfo=SHANGHAI), date(2026, 3, 12)),
        (datetime(2025, 12, 31, 16, 0, tzinfo=UTC), date(2026, 1, 1)),
    ],
)
def test_the_day_changes_at_16_utc(now: datetime, on: date) -> None:
    assert day(now) == on


def test_a_day_ends_at_24_00_in_the_province() -> None:
    assert end_of(date(2026, 3, 12)) == datetime(2026, 3, 12, 16, 0, tzinfo=UTC)
    assert start_of(date(2026, 3, 12)) == datetime(2026, 3, 11, 16, 0, tzinfo=UTC)


@given(st.dates(date(1992, 1, 1), date(2200, 1, 1)))
def test_one_day_ends_as_the_next_begins(on: date) -> None:
    assert end_of(on) == start_of(on + timedelta(days=1))
    assert day(start_of(on)) == on
    assert day(end_of(on) - timedelta(microseconds=1)) == on


@pytest.mark.parametrize(
    ("on", "works"),
    [
        (date(2026, 7, 1), True),
        (date(2026, 7, 2), False),
        (date(2026, 7, 4), False),
        (date(2026, 7, 5), True),
        (date(2026, 7, 12), False),
    ],
)
def test_holidays_rest_and_make_up_days_work(on: date, works: bool) -> None:  # noqa: FBT001
    assert CALENDAR.works(on) is works


@pytest.mark.parametrize(
    ("start", "working_days", "on"),
    [
        (date(2026, 7, 1), 0, date(2026, 7, 1)),
        (date(2026, 7, 1), 1, date(2026, 7, 5)),
        (date(2026, 7, 1), 2, date(2026, 7, 6)),
        (date(2026, 7, 4), 1, date(2026, 7, 5)),
        (date(2026, 7, 2), 0, date(2026, 7, 2)),
    ],
)
def test_a_deadline_counts_working_days_after_the_day_it_starts(
    start: date, working_days: int, on: date
) -> None:
    assert CALENDAR.after(start, working_days) == on


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(1, 60))
def test_a_deadline_falls_on_a_working_day_with_the_others_before_it(
    start: date, working_days: int
) -> None:
    on = CALENDAR.after(start, working_days)
    passed = [start + timedelta(days=n) for n in range(1, (on - start).days + 1)]

    assert CALENDAR.works(on)
    assert sum(map(CALENDAR.works, passed)) == working_days
