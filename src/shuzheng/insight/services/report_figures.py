"""Hand the figures of the days of a report down to whoever writes it (R-191)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.insight.queries import report_figures
from shuzheng.pilots.queries import duty
from shuzheng.pilots.services import report_answers

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.kernel.actor import Actor


def hand_down(*, actor: Actor, now: datetime) -> int:
    """Fill in the figures of every period that is not closed; returns how many reports got any."""
    filled = 0
    for period in duty.open_periods():
        figures = report_figures.of_days(period.since, period.until)
        filled += report_answers.prefill(period.due_on, figures, actor=actor, now=now)
    return filled
