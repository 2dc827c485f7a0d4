"""What must hold before a plan opens for registration, and again before its seats are locked.

Rules: R-100 (the list), R-034, R-050, R-056, R-057, R-090, R-097, R-121, R-122, R-127. Source:
handbook 2.6 and 3.6. Every fact here is a dated record that the party named by the rule entered;
nothing counts because nobody said no. Each failing condition is a refusal of its own name, and the
pages show all conditions, held or not, in the order of this package.
"""

from __future__ import annotations

from shuzheng.assessment.rules.opening.guards import (
    Guard,
    assessors_needed,
    check,
    opening_guards,
    seating_guards,
)
from shuzheng.assessment.rules.opening.records import (
    Assessor,
    Counts,
    Entry,
    Facts,
    Report,
    Room,
    Site,
)

__all__ = [
    "Assessor",
    "Counts",
    "Entry",
    "Facts",
    "Guard",
    "Report",
    "Room",
    "Site",
    "assessors_needed",
    "check",
    "opening_guards",
    "seating_guards",
]
