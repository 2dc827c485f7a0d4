"""Tables of organs and plan."""

from shuzheng.governance.models.bodies import Guidance, Meeting, Member
from shuzheng.governance.models.care import CertificateReview, Charge
from shuzheng.governance.models.milestones import Milestone, Postponement
from shuzheng.governance.models.plans import Plan, PlanRow

__all__ = [
    "CertificateReview",
    "Charge",
    "Guidance",
    "Meeting",
    "Member",
    "Milestone",
    "Plan",
    "PlanRow",
    "Postponement",
]
