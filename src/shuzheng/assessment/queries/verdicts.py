"""What a plan's marks come to under its pass rule, computed for many candidates at once (R-109)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from shuzheng.assessment.models import Attendance, MarkingSheet, MisconductAppeal
from shuzheng.assessment.queries import markers
from shuzheng.assessment.rules import passing, result, review
from shuzheng.assessment.rules import registration as registrations
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from shuzheng.assessment.models import Plan

OPEN_APPEALS = (review.AppealState.LODGED, review.AppealState.HEARD)


@applies("R-109")
def compute(row: Plan, only: int | None = None) -> dict[int, result.Computed]:
    """Return every ticketed candidate's result (or that of one), by registration.

    Refuses while a mark of somebody who took part is not locked.
    """
    candidates = row.registrations.filter(state=registrations.State.TICKETED)
    if only is not None:
        candidates = candidates.filter(pk=only)
    keys = list(candidates.order_by("pk").values_list("pk", flat=True))
    sheets = MarkingSheet.objects.filter(registration__in=candidates)
    rows = sheets.values_list("registration_id", "component__code", "state", "agreed")
    marks: dict[int, dict[str, int | None]] = defaultdict(dict)
    states = []
    for key, code, state, agreed in rows:
        marks[key][code] = agreed
        states.append(state)
    result.check_locked(states)
    sittings: dict[int, list[str]] = defaultdict(list)
    for key, state in Attendance.objects.filter(registration__in=candidates).values_list(
        "registration_id", "state"
    ):
        sittings[key].append(state)
    appeals = set(
        MisconductAppeal.objects.filter(
            incident__attendance__registration__in=candidates, state__in=OPEN_APPEALS
        ).values_list("incident__attendance__registration_id", flat=True)
    )
    components = [markers.pure(part) for part in row.components.order_by("pk")]
    rule = passing.parse(row.pass_rule, [part.code for part in components])
    return {
        key: result.compute(sittings[key], marks[key], components, rule, appeal_open=key in appeals)
        for key in keys
    }


def trace(found: result.Computed) -> list[dict[str, Any]]:
    """Return why a result is what it is, clause by clause, as it is kept."""
    if found.verdict is None:
        return []
    return [
        {
            "clause": one.clause,
            "held": one.held,
            "left": one.left,
            "right": one.right,
            "missing": list(one.missing),
            "failed": one in found.verdict.failed,
        }
        for one in found.verdict.findings
    ]
