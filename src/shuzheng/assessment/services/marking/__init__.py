"""Acts on marks: two blind markers, a third beyond the gap, machines, the lock. Rule: R-104."""

from shuzheng.assessment.services.marking.entering import (
    Entered,
    enter,
    judge,
)
from shuzheng.assessment.services.marking.machines import (
    take_machine_marks,
)
from shuzheng.assessment.services.marking.settling import (
    NothingToLock,
    NotSecondMarked,
    adjudicate,
    lock,
)
from shuzheng.assessment.services.marking.writing import (
    CellChanged,
    Entry,
    MarkedByMachine,
    MarksRefused,
    NotMarking,
)

__all__ = [
    "CellChanged",
    "Entered",
    "Entry",
    "MarkedByMachine",
    "MarksRefused",
    "NotMarking",
    "NotSecondMarked",
    "NothingToLock",
    "adjudicate",
    "enter",
    "judge",
    "lock",
    "take_machine_marks",
]
