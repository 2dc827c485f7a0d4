"""What may be done in assessment, and who can reach which site, plan and registration."""

from shuzheng.assessment.access.permissions import GRANTS, Permission

__all__ = ["GRANTS", "Permission"]
