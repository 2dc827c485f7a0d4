"""What a cut says of each pilot institution, for a room above that decides on figures."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Sum

from shuzheng.insight.core.dimensions import EVERY_YEAR, ScopeKind
from shuzheng.insight.models import CutCohort, CutPlan, CutRow, CutUse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

Counted = tuple[int, int]
"""How many, of how many."""


def pilots(cut_id: int) -> list[int]:
    """Return the institutions with a filing on file in the year of a cut, by id."""
    rows = CutUse.objects.filter(cut_id=cut_id, is_pilot=True).order_by("institution_id")
    return list(rows.values_list("institution_id", flat=True).distinct())


def acquisition(cut_id: int) -> Mapping[int, Counted]:
    """Return each institution's holders, of its students ever accepted (K-02)."""
    rows = CutCohort.objects.filter(
        cut_id=cut_id, scope=ScopeKind.INSTITUTION, dimension="", entry_year=EVERY_YEAR
    )
    return {
        int(key): (holders, students)
        for key, holders, students in rows.values_list("key", "holders", "students")
        if key
    }


def completion(cut_id: int, year: int, since: date, until: date) -> Mapping[int, Counted]:
    """Return each institution's accepted registrations of some months, of its plan less refusals.

    K-39 of the filing of `year`: only certificates for which it names a headcount, and what they
    were registered for from `since` to `until`, whole months; institutions without are left out.
    """
    plans: dict[Counted, int] = {}
    rows = CutPlan.objects.filter(cut_id=cut_id, year=year, planned__isnull=False)
    values = rows.values_list("institution_id", "certificate_type_id", "planned", "refused")
    for institution, certificate, planned, refused in values:
        plans[institution, certificate] = max(0, (planned or 0) - refused)
    accepted: defaultdict[int, int] = defaultdict(int)
    months = CutRow.objects.filter(cut_id=cut_id, month__gte=since, month__lte=until)
    counted = months.filter(institution__isnull=False).order_by()
    for row in counted.values("institution_id", "certificate_type_id").annotate(
        accepted_of=Sum("accepted"),
        withdrawn_of=Sum("withdrawn"),
        refunded_of=Sum("refunded"),
        cancelled_of=Sum("cancelled"),
        deferred_of=Sum("deferred"),
    ):
        if (row["institution_id"], row["certificate_type_id"]) in plans:
            gone = row["withdrawn_of"] + row["refunded_of"]
            gone += row["cancelled_of"] + row["deferred_of"]
            accepted[row["institution_id"]] += row["accepted_of"] - gone
    planned_of: defaultdict[int, int] = defaultdict(int)
    for (institution, _), planned in plans.items():
        planned_of[institution] += planned
    return {one: (accepted[one], planned) for one, planned in planned_of.items()}
