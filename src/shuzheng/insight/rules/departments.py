"""What a department (二级院系) of an institution sees of itself, from counts of one cut.

Rule: R-040. Source: 国家试点方案问答摘要, where a department reports that all its majors take part,
its pass rate, and that this stands among the first of the school. A department is ranked by its
pass rate (K-01) within its institution and one year; departments with the same rate share a place,
and one without a sitting has none. Outside the institution figures of fewer than five persons are
not shown (handbook 5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from shuzheng.insight.rules.figures import MAJORS_COVERED, Share
from shuzheng.insight.rules.suppression import LEAST
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Mapping

K = TypeVar("K")


@applies("R-040")
def majors_covered(assessed: int, majors: int) -> Share:
    """Return the share of a department's majors of which a student was assessed in the year."""
    return Share(MAJORS_COVERED, assessed, majors)


@applies("R-040")
def places(rates: Mapping[K, Share]) -> dict[K, int]:
    """Return the place of each department by pass rate, counted from 1; none without data."""
    values = {key: rate.value for key, rate in rates.items() if rate.value is not None}
    return {
        key: 1 + sum(other > value for other in values.values()) for key, value in values.items()
    }


@applies("R-040")
def is_hidden(persons: int, *, own: bool) -> bool:
    """Return whether figures of so many persons are kept from whoever is outside."""
    return not own and 0 < persons < LEAST
