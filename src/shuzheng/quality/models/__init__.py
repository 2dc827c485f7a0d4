"""Campaigns, their inspections, and what these found."""

from shuzheng.quality.models.campaigns import Campaign, Tie
from shuzheng.quality.models.findings import Finding, FindingFile
from shuzheng.quality.models.inspections import Inspection, TeamMember

__all__ = ["Campaign", "Finding", "FindingFile", "Inspection", "TeamMember", "Tie"]
