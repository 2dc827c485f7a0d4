"""What may be done to pilots, and by which role."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from shuzheng.identity.rules.kinds import Role


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    ROUND_OPEN = "pilots:round:open"
    LEADER_VIEW = "pilots:leader:view"
    FILING_VIEW = "pilots:filing:view"
    FILING_WRITE = "pilots:filing:write"
    FILING_RETURN = "pilots:filing:return"
    FILING_FILE = "pilots:filing:file"
    FILING_SUSPEND = "pilots:filing:suspend"
    ENTRY_VIEW = "pilots:entry:view"
    ENTRY_REVIEW = "pilots:entry:review"
    ALLIANCE_NAME = "pilots:alliance:name"
    ALLIANCE_SIGN = "pilots:alliance:sign"
    ACTIVITY_VIEW = "pilots:activity:view"
    ACTIVITY_REPORT = "pilots:activity:report"
    ACTIVITY_ANSWER = "pilots:activity:answer"
    REPORT_VIEW = "pilots:report:view"
    REPORT_WRITE = "pilots:report:write"
    REPORT_ANSWER = "pilots:report:answer"
    ORGAN_VIEW = "pilots:organ:view"
    ORGAN_WRITE = "pilots:organ:write"
    LIAISON_VIEW = "pilots:liaison:view"
    CONTACT_VIEW = "pilots:contact:view"
    CONTACT_NAME = "pilots:contact:name"
    PROBLEM_VIEW = "pilots:problem:view"
    PROBLEM_REPORT = "pilots:problem:report"
    PROBLEM_ANSWER = "pilots:problem:answer"
    CASE_VIEW = "pilots:case:view"
    CASE_OPEN = "pilots:case:open"
    CASE_VERIFY = "pilots:case:verify"
    CASE_OVERSEE = "pilots:case:oversee"
    CASE_AGAINST = "pilots:case:against"
    TRACKING_VIEW = "pilots:tracking:view"
    TRACKING_WRITE = "pilots:tracking:write"
    OUTSIDE_VIEW = "pilots:outside:view"
    OUTSIDE_RECORD = "pilots:outside:record"


GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: {
        Permission.ROUND_OPEN,
        Permission.LEADER_VIEW,
        Permission.FILING_VIEW,
        Permission.FILING_SUSPEND,
        Permission.ENTRY_VIEW,
        Permission.ACTIVITY_VIEW,
        Permission.REPORT_VIEW,
        Permission.ORGAN_VIEW,
        Permission.CONTACT_VIEW,
        Permission.PROBLEM_VIEW,
        Permission.CASE_VIEW,
        Permission.CASE_OVERSEE,
        Permission.TRACKING_VIEW,
        Permission.OUTSIDE_VIEW,
    },
    Role.OFFICE_OFFICER: {
        Permission.ROUND_OPEN,
        Permission.LEADER_VIEW,
        Permission.FILING_VIEW,
        Permission.FILING_RETURN,
        Permission.FILING_FILE,
        Permission.ENTRY_VIEW,
        Permission.ALLIANCE_NAME,
        Permission.ACTIVITY_VIEW,
        Permission.ACTIVITY_ANSWER,
        Permission.REPORT_VIEW,
        Permission.REPORT_ANSWER,
        Permission.ORGAN_VIEW,
        Permission.LIAISON_VIEW,
        Permission.CONTACT_VIEW,
        Permission.PROBLEM_VIEW,
        Permission.PROBLEM_ANSWER,
        Permission.CASE_VIEW,
        Permission.CASE_VERIFY,
        Permission.TRACKING_VIEW,
        Permission.OUTSIDE_VIEW,
    },
    Role.CITY_OFFICER: {
        Permission.LEADER_VIEW,
        Permission.FILING_VIEW,
        Permission.FILING_RETURN,
        Permission.ENTRY_VIEW,
        Permission.REPORT_VIEW,
        Permission.ORGAN_VIEW,
        Permission.CONTACT_VIEW,
        Permission.CONTACT_NAME,
        Permission.PROBLEM_VIEW,
        Permission.TRACKING_VIEW,
        Permission.OUTSIDE_VIEW,
    },
    Role.INSTITUTION_ADMIN: {
        Permission.FILING_VIEW,
        Permission.FILING_WRITE,
        Permission.ENTRY_VIEW,
        Permission.ENTRY_REVIEW,
        Permission.REPORT_VIEW,
        Permission.REPORT_WRITE,
        Permission.ORGAN_VIEW,
        Permission.ORGAN_WRITE,
        Permission.PROBLEM_VIEW,
        Permission.PROBLEM_REPORT,
        Permission.CASE_VIEW,
        Permission.CASE_OPEN,
        Permission.TRACKING_VIEW,
        Permission.TRACKING_WRITE,
        Permission.OUTSIDE_VIEW,
        Permission.OUTSIDE_RECORD,
    },
    Role.LIAISON: {
        Permission.FILING_VIEW,
        Permission.FILING_WRITE,
        Permission.ENTRY_VIEW,
        Permission.ENTRY_REVIEW,
        Permission.REPORT_VIEW,
        Permission.REPORT_WRITE,
        Permission.ORGAN_VIEW,
        Permission.ORGAN_WRITE,
        Permission.PROBLEM_VIEW,
        Permission.PROBLEM_REPORT,
        Permission.CASE_VIEW,
        Permission.CASE_OPEN,
        Permission.TRACKING_VIEW,
        Permission.TRACKING_WRITE,
        Permission.OUTSIDE_VIEW,
        Permission.OUTSIDE_RECORD,
    },
    Role.ALLIANCE_LEAD: {
        Permission.ACTIVITY_VIEW,
        Permission.ALLIANCE_SIGN,
        Permission.LIAISON_VIEW,
    },
    Role.ORGANISATION_STAFF: {
        Permission.ACTIVITY_VIEW,
        Permission.ACTIVITY_REPORT,
        Permission.LIAISON_VIEW,
        Permission.CASE_AGAINST,
    },
}
"""Which role holds which permission here."""
