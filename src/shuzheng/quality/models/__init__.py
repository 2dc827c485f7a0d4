"""Campaigns and their inspections."""

from shuzheng.quality.models.campaigns import Campaign, Tie
from shuzheng.quality.models.inspections import Inspection, TeamMember

__all__ = ["Campaign", "Inspection", "TeamMember", "Tie"]
