"""What a cut counted for some rows, so that a page can hold the two against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.insight.core.dimensions import Dimension
from shuzheng.insight.queries.dashboard import reading
from shuzheng.insight.queries.rows_of import Of, group

if TYPE_CHECKING:
    from shuzheng.insight.queries.rows_of import Wanted


def counted(cut_id: int, wanted: Wanted) -> int | None:
    """Return how many of these rows the cut counted; None where it was not asked so narrowly."""
    narrowed = {name: key for name, key in wanted.narrowed.items() if key}
    kind = group(wanted.of)
    if kind == Of.STUDENTS:
        return _students(cut_id, wanted, narrowed)
    if kind == Of.USES:
        return reading.uses_in_force(cut_id, wanted.scope, narrowed)
    counts = reading.total(cut_id, wanted.scope, wanted.year, narrowed)
    return {
        Of.REGISTERED: counts.registered,
        Of.SAT: counts.sat - counts.disputed,
        Of.PASSED: counts.passed,
        Of.ISSUED: counts.issued,
        Of.IN_FORCE: counts.in_force,
    }[wanted.of]


def _students(cut_id: int, wanted: Wanted, narrowed: dict[str, str]) -> int | None:
    """Persons cannot be added up, so only what the cut counted by itself is known."""
    if len(narrowed) > 1 or Dimension.KIND in narrowed:
        return None
    dimension, key = next(iter(narrowed.items()), ("", ""))
    found = reading.cohorts(cut_id, wanted.scope, dimension).get(key)
    if found is None:
        return 0 if dimension == Dimension.COHORT or not dimension else None
    return found.numerator if wanted.of == Of.HOLDERS else found.denominator
