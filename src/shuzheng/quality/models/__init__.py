"""Campaigns, their inspections, what these found, and vetoes."""

from shuzheng.quality.models.campaigns import Campaign, Tie
from shuzheng.quality.models.findings import Finding, FindingFile
from shuzheng.quality.models.inspections import Inspection, TeamMember
from shuzheng.quality.models.vetoes import Veto

__all__ = ["Campaign", "Finding", "FindingFile", "Inspection", "TeamMember", "Tie", "Veto"]
