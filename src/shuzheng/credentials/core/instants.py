"""Instants as credentials write them: `dateTimeStamp` of XML Schema 1.1, always with an offset.

A certificate's own date is written with the province's offset, so that the day on the paper can be
read in the text; everything else is written in UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal

FIRST_YEAR, LAST_YEAR = 1900, 2999
_FORM = re.compile(
    r"(\d{4})-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)",
    re.ASCII,
)


class BadInstant(Refusal):
    """A text is not a date and time with an offset."""

    code = "instant"
    template = "“{text}” is not a date and time with an offset, such as 2026-07-15T00:00:00+08:00."


def read(text: object) -> datetime:
    """Return the instant that `text` writes (aware); refuse anything else."""
    form = _FORM.fullmatch(text) if isinstance(text, str) else None
    if form is None or not FIRST_YEAR <= int(form[1]) <= LAST_YEAR:
        raise BadInstant(text=str(text)[:40])
    try:
        return datetime.fromisoformat(form[0])
    except ValueError:
        raise BadInstant(text=form[0]) from None


def at(seconds: float) -> datetime:
    """Return the instant so many seconds after 1970 began; ValueError where no date is."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError):
        raise ValueError(f"{seconds} is no instant") from None


def write(instant: datetime) -> str:
    """Return `instant` (aware) in UTC, to the second."""
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def write_local(instant: datetime) -> str:
    """Return `instant` (aware) in the province's time, to the second."""
    return instant.astimezone(periods.SHANGHAI).isoformat(timespec="seconds")


def day(instant: datetime) -> str:
    """Return the province's calendar day at `instant`, such as 2026-07-15."""
    return periods.day(instant).isoformat()
