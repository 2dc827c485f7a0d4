"""The clock, read at doors only: pages, commands, jobs. Acts, rules and queries take `now`."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Return this instant, in UTC."""
    return datetime.now(UTC)
