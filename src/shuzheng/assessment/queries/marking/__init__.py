"""The marking grid, the gaps that wait for a third person, and how far marking is.

Blind by construction: a mark leaves this package to whoever gave it, or once both marks of a
sheet are given (`rules.marking.may_see`). Names never leave it: a candidate is a seat and a ticket
number. Whoever adds a query here keeps both promises; `tests/test_blind.py` looks for breaches.
"""

from shuzheng.assessment.queries.marking.machines import (
    MachineLine,
    MachinePart,
    machine,
    machine_sheets,
    part,
)
from shuzheng.assessment.queries.marking.overview import (
    Gap,
    MarkingPlan,
    Progress,
    gap,
    gaps,
    progress,
    waiting,
    waiting_count,
)
from shuzheng.assessment.queries.marking.rooms import (
    AFTER_BOTH,
    Cell,
    Grid,
    Part,
    RoomChoice,
    Row,
    Stage,
    grid,
)

__all__ = [
    "AFTER_BOTH",
    "Cell",
    "Gap",
    "Grid",
    "MachineLine",
    "MachinePart",
    "MarkingPlan",
    "Part",
    "Progress",
    "RoomChoice",
    "Row",
    "Stage",
    "gap",
    "gaps",
    "grid",
    "machine",
    "machine_sheets",
    "part",
    "progress",
    "waiting",
    "waiting_count",
]
