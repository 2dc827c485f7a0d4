"""Filings, certificates in institutions, alliances, activity reports, bi-weekly reports."""

from shuzheng.pilots.models.activities import ActivityReport, Alliance, LeadTerm
from shuzheng.pilots.models.cases import Case, Problem
from shuzheng.pilots.models.entries import EntryReview, InstitutionCertificate
from shuzheng.pilots.models.examples import Example
from shuzheng.pilots.models.filings import (
    Filing,
    FilingItem,
    FilingRest,
    FilingReturn,
    FilingRound,
    FilingVersion,
    LeadingGroupMember,
)
from shuzheng.pilots.models.organs import (
    BureauContact,
    LeadingGroup,
    Liaison,
    PartyRecord,
    PilotUnit,
    Risk,
    UnitDuty,
)
from shuzheng.pilots.models.outside import OutsideRecord
from shuzheng.pilots.models.reports import Report, ReportBreak, ReportPeriod, Suggestion
from shuzheng.pilots.models.tracking import Tracking, TrackingRound

__all__ = [
    "ActivityReport",
    "Alliance",
    "BureauContact",
    "Case",
    "EntryReview",
    "Example",
    "Filing",
    "FilingItem",
    "FilingRest",
    "FilingReturn",
    "FilingRound",
    "FilingVersion",
    "InstitutionCertificate",
    "LeadTerm",
    "LeadingGroup",
    "LeadingGroupMember",
    "Liaison",
    "OutsideRecord",
    "PartyRecord",
    "PilotUnit",
    "Problem",
    "Report",
    "ReportBreak",
    "ReportPeriod",
    "Risk",
    "Suggestion",
    "Tracking",
    "TrackingRound",
    "UnitDuty",
]
