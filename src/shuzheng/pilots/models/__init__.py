"""Filings, certificates in institutions, alliances, activity reports."""

from shuzheng.pilots.models.activities import ActivityReport, Alliance
from shuzheng.pilots.models.entries import EntryReview, InstitutionCertificate
from shuzheng.pilots.models.filings import (
    Filing,
    FilingItem,
    FilingReturn,
    FilingRound,
    FilingVersion,
    LeadingGroupMember,
)

__all__ = [
    "ActivityReport",
    "Alliance",
    "EntryReview",
    "Filing",
    "FilingItem",
    "FilingReturn",
    "FilingRound",
    "FilingVersion",
    "InstitutionCertificate",
    "LeadingGroupMember",
]
