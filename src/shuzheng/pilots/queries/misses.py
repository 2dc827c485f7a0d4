"""What each institution's reports count as, in the order of time (R-193)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from shuzheng.foundation import bulk
from shuzheng.pilots.models import Report
from shuzheng.pilots.rules import reporting as rules
from shuzheng.pilots.rules.reporting import Filed, Outcome, State

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from shuzheng.kernel.rulebook import Rulebook

    Row = list[tuple[date, Outcome]]


def outcomes(institution_ids: Collection[int], today: date, book: Rulebook) -> Mapping[int, Row]:
    """Return what the reports of these institutions count as, by institution, oldest first."""
    if not institution_ids:
        return {}
    rows = Report.objects.filter(institution__in=bulk.among(institution_ids))
    found: defaultdict[int, Row] = defaultdict(list)
    values = rows.order_by("period__due_on").values_list(
        "institution_id", "period__due_on", "state", "entered_on"
    )
    for institution, due_on, state, entered_on in values:
        report = Filed(due_on, State(state), entered_on)
        found[institution].append((due_on, rules.outcome(report, today, book)))
    return found


def in_a_row(institution_ids: Collection[int], today: date, book: Rulebook) -> Mapping[int, int]:
    """Return how many reports in a row each of these institutions has missed by now."""
    found = outcomes(institution_ids, today, book)
    return {institution: rules.in_a_row(row) for institution, row in found.items()}
