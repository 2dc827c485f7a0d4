"""Who is in the pilot and since when, as far as the duty to report goes (R-190, R-196)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from shuzheng.pilots.models import Filing, ReportBreak, ReportPeriod
from shuzheng.pilots.rules import report_periods as calendar
from shuzheng.pilots.rules.report_periods import Break, Spell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def spells(period: calendar.ReportPeriod) -> Mapping[int, list[Spell]]:
    """Return when each institution was in the pilot around a period: one entry for each stretch.

    A filing is in force in its own year, from the day it was filed and while it does not rest.
    """
    years = {period.since.year, period.due_on.year}
    rows = Filing.objects.filter(year__in=years, filed_on__isnull=False).prefetch_related("rests")
    found: defaultdict[int, list[Spell]] = defaultdict(list)
    for row in rows:
        found[row.institution_id].extend(_stretches(row))
    return found


def open_periods() -> list[calendar.ReportPeriod]:
    """Return the periods whose misses are not counted yet, oldest first."""
    rows = ReportPeriod.objects.filter(closed_at=None).order_by("due_on")
    return [calendar.ReportPeriod(*days) for days in rows.values_list("since", "until", "due_on")]


def breaks() -> list[Break]:
    """Return every break that the office has declared."""
    return [Break(*days) for days in ReportBreak.objects.values_list("since", "until")]


def _stretches(row: Filing) -> Iterator[Spell]:
    begins = max(row.filed_on or date(row.year, 1, 1), date(row.year, 1, 1))
    ends = min(row.ended_on or date(row.year + 1, 1, 1), date(row.year + 1, 1, 1))
    for rest in sorted(row.rests.all(), key=lambda one: one.since):
        if begins < rest.since:
            yield Spell(begins, min(rest.since, ends))
        begins = max(begins, rest.until or ends)
    if begins < ends:
        yield Spell(begins, ends)
