"""Tables of organs and plan."""

from shuzheng.governance.models.milestones import Milestone, Postponement
from shuzheng.governance.models.plans import Plan, PlanRow

__all__ = ["Milestone", "Plan", "PlanRow", "Postponement"]
