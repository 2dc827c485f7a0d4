"""Acts of the assessment day, from the start to the beginning of marking."""

from shuzheng.assessment.services.sittings.door import (
    NobodyChosen,
    NotRunning,
    NotTheDay,
    ReasonMissing,
    SeatsChanged,
    SecondNameMissing,
    begin,
    check_in,
    correct,
    hand_in,
    readable,
    record_absence,
    record_illness,
    refuse_late,
    start,
)
from shuzheng.assessment.services.sittings.incidents import (
    CaseOpenAlready,
    NotACase,
    NotHeard,
    decide,
    report_incident,
)
from shuzheng.assessment.services.sittings.scoring import (
    NotOverYet,
    SittingsOpen,
    admit_to_marking,
    begin_scoring,
)

__all__ = [
    "CaseOpenAlready",
    "NobodyChosen",
    "NotACase",
    "NotHeard",
    "NotOverYet",
    "NotRunning",
    "NotTheDay",
    "ReasonMissing",
    "SeatsChanged",
    "SecondNameMissing",
    "SittingsOpen",
    "admit_to_marking",
    "begin",
    "begin_scoring",
    "check_in",
    "correct",
    "decide",
    "hand_in",
    "readable",
    "record_absence",
    "record_illness",
    "refuse_late",
    "report_incident",
    "start",
]
