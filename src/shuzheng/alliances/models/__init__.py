"""Tables of alliances."""

from shuzheng.alliances.models.contacts import Contact, LogEntry
from shuzheng.alliances.models.joint import JointBody, JointPartner, JointVersion
from shuzheng.alliances.models.layouts import LayoutPlan, LayoutRow
from shuzheng.alliances.models.meetings import Minutes
from shuzheng.alliances.models.siting import SitingProposal, SitingRow
from shuzheng.alliances.models.summaries import Summary, SummaryPeriod

__all__ = [
    "Contact",
    "JointBody",
    "JointPartner",
    "JointVersion",
    "LayoutPlan",
    "LayoutRow",
    "LogEntry",
    "Minutes",
    "SitingProposal",
    "SitingRow",
    "Summary",
    "SummaryPeriod",
]
