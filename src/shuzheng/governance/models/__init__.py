"""Tables of organs and plan."""

from shuzheng.governance.models.bodies import Guidance, Meeting, Member
from shuzheng.governance.models.care import CertificateReview, Charge
from shuzheng.governance.models.milestones import Milestone, Postponement
from shuzheng.governance.models.panels import Panel, Seat
from shuzheng.governance.models.plans import Plan, PlanRow
from shuzheng.governance.models.pool import Expert, Interest

__all__ = [
    "CertificateReview",
    "Charge",
    "Expert",
    "Guidance",
    "Interest",
    "Meeting",
    "Member",
    "Milestone",
    "Panel",
    "Plan",
    "PlanRow",
    "Postponement",
    "Seat",
]
