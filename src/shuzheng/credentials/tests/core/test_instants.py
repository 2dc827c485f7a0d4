"""Instants carry an offset, or they are not read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuzheng.credentials.core import instants
from shuzheng.kernel import periods


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-07-15T00:00:00Z", datetime(2026, 7, 15, tzinfo=UTC)),
        ("2026-07-15T08:00:00+08:00", datetime(2026, 7, 15, tzinfo=UTC)),
        ("2026-07-15T00:00:00.25-14:00", datetime(2026, 7, 15, 14, 0, 0, 250_000, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read_with_its_offset(text: str, instant: datetime) -> None:
    assert instants.read(text) == instant


@pytest.mark.parametrize(
    "text",
    [
        None,
        20260715,
        "",
        "2026-07-15",
        "2026-07-15T00:00:00",
        "2026-07-15 00:00:00Z",
        "2026-07-15T00:00:00z",
        "2026-07-15T24:00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-07-15T00:00:60Z",
        "2026-07-15T00:00:00+15:00",
        "2026-07-15T00:00:00+0800",
        "2026-W29-3T00:00:00Z",
        "0001-01-01T00:00:00+08:00",
        "9999-12-31T23:59:59-14:00",
        "2026-07-15T00:00:00Z\n",
        "２０２６-07-15T00:00:00Z",
    ],
)
def test_anything_else_is_refused(text: object) -> None:
    with pytest.raises(instants.BadInstant):
        instants.read(text)


def test_a_certificates_date_shows_the_day_in_the_province() -> None:
    instant = datetime(2026, 7, 14, 16, 0, tzinfo=UTC)

    assert instants.write(instant) == "2026-07-14T16:00:00Z"
    assert instants.write_local(instant) == "2026-07-15T00:00:00+08:00"
    assert instants.day(instant) == "2026-07-15"


@settings(deadline=None)
@given(
    st.datetimes(datetime(1901, 1, 1), datetime(2999, 1, 1)),  # noqa: DTZ001 - made aware below
    st.integers(-14 * 60, 14 * 60),
)
def test_what_is_written_reads_back(moment: datetime, offset: int) -> None:
    instant = (moment.replace(tzinfo=UTC) - timedelta(minutes=offset)).replace(microsecond=0)

    assert instants.read(instants.write(instant)) == instant
    assert instants.read(instants.write_local(instant.astimezone(periods.SHANGHAI))) == instant
