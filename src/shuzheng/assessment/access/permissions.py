"""What may be done in assessment, and which role may do it.

The first half is of sites, plans and registrations; the second of seats, sittings, marks, results.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from shuzheng.identity.rules.kinds import Role


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    SITE_VIEW = "assessment:site:view"
    SITE_REGISTER = "assessment:site:register"
    SITE_APPLY = "assessment:site:apply"
    SITE_OPINE = "assessment:site:opine"
    SITE_REVIEW = "assessment:site:review"
    SITE_RECORD = "assessment:site:record"
    SITE_CHECK = "assessment:site:check"
    SITE_LIMIT = "assessment:site:limit"
    SITE_CLOSE = "assessment:site:close"
    CENTRE_DESIGNATE = "assessment:centre:designate"
    PLAN_VIEW = "assessment:plan:view"
    PLAN_WRITE = "assessment:plan:write"
    PLAN_CANCEL = "assessment:plan:cancel"
    REGISTRATION_VIEW = "assessment:registration:view"
    REGISTRATION_DRAFT = "assessment:registration:draft"
    REGISTRATION_ENTER = "assessment:registration:enter"
    REGISTRATION_CONFIRM = "assessment:registration:confirm"
    REGISTRATION_CONSENT = "assessment:registration:consent"
    REGISTRATION_DEFER = "assessment:registration:defer"
    REGISTRATION_REPORT = "assessment:registration:report"
    CLASS_VIEW = "assessment:class:view"

    SEATING_VIEW = "assessment:seating:view"
    SEATING_PLAN = "assessment:seating:plan"
    SEATING_WITNESS = "assessment:seating:witness"
    TICKET_ISSUE = "assessment:ticket:issue"
    TICKET_PRINT = "assessment:ticket:print"
    SITTING_VIEW = "assessment:sitting:view"
    SITTING_RECORD = "assessment:sitting:record"
    SITTING_END = "assessment:sitting:end"
    CUSTODY_PACK = "assessment:custody:pack"
    CUSTODY_KEEP = "assessment:custody:keep"
    COST_VIEW = "assessment:cost:view"
    COST_KEEP = "assessment:cost:keep"
    MISCONDUCT_DECIDE = "assessment:misconduct:decide"
    MARK_GIVE = "assessment:mark:give"
    MARK_VIEW = "assessment:mark:view"
    MARK_TAKE = "assessment:mark:take"
    MARK_LOCK = "assessment:mark:lock"
    RESULT_VIEW = "assessment:result:view"
    RESULT_PUBLISH = "assessment:result:publish"
    RESULT_OWN = "assessment:result:own"
    REVIEW_ASK = "assessment:review:ask"
    REVIEW_ANSWER = "assessment:review:answer"
    REVIEW_DECIDE = "assessment:review:decide"


_SCHOOL: Final = frozenset(
    {
        Permission.SITE_VIEW,
        Permission.SITE_REGISTER,
        Permission.SITE_APPLY,
        Permission.SITE_OPINE,
        Permission.SITE_CHECK,
        Permission.SITE_CLOSE,
        Permission.PLAN_VIEW,
        Permission.REGISTRATION_VIEW,
        Permission.REGISTRATION_DRAFT,
        Permission.REGISTRATION_REPORT,
        Permission.SEATING_VIEW,
        Permission.TICKET_PRINT,
        Permission.SITTING_VIEW,
        Permission.COST_VIEW,
        Permission.COST_KEEP,
        Permission.RESULT_VIEW,
    }
)

_LEARNER: Final = frozenset(
    {
        Permission.REGISTRATION_ENTER,
        Permission.REGISTRATION_CONFIRM,
        Permission.TICKET_PRINT,
        Permission.RESULT_OWN,
        Permission.REVIEW_ASK,
    }
)

GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: {
        Permission.SITE_VIEW,
        Permission.SITE_LIMIT,
        Permission.CENTRE_DESIGNATE,
        Permission.PLAN_VIEW,
        Permission.REGISTRATION_VIEW,
        Permission.SEATING_VIEW,
        Permission.SEATING_WITNESS,
        Permission.SITTING_VIEW,
        Permission.COST_VIEW,
        Permission.RESULT_VIEW,
    },
    Role.OFFICE_OFFICER: {
        Permission.SITE_VIEW,
        Permission.SITE_RECORD,
        Permission.SITE_LIMIT,
        Permission.SITE_CLOSE,
        Permission.CENTRE_DESIGNATE,
        Permission.PLAN_VIEW,
        Permission.REGISTRATION_VIEW,
        Permission.SEATING_VIEW,
        Permission.SEATING_WITNESS,
        Permission.SITTING_VIEW,
        Permission.COST_VIEW,
        Permission.RESULT_VIEW,
        Permission.REVIEW_DECIDE,
    },
    Role.CITY_OFFICER: {
        Permission.SITE_VIEW,
        Permission.PLAN_VIEW,
        Permission.COST_VIEW,
    },
    Role.INSTITUTION_ADMIN: _SCHOOL,
    Role.LIAISON: _SCHOOL,
    Role.TEACHER: {
        Permission.PLAN_VIEW,
        Permission.CLASS_VIEW,
    },
    Role.ALLIANCE_LEAD: {
        Permission.SITE_VIEW,
        Permission.SITE_OPINE,
    },
    Role.ORGANISATION_STAFF: {
        Permission.SITE_VIEW,
        Permission.SITE_REVIEW,
        Permission.SITE_LIMIT,
        Permission.SITE_CLOSE,
        Permission.PLAN_VIEW,
        Permission.PLAN_WRITE,
        Permission.PLAN_CANCEL,
        Permission.REGISTRATION_VIEW,
        Permission.REGISTRATION_DEFER,
        Permission.REGISTRATION_REPORT,
        Permission.SEATING_VIEW,
        Permission.SEATING_PLAN,
        Permission.TICKET_PRINT,
        Permission.SITTING_VIEW,
        Permission.SITTING_END,
        Permission.CUSTODY_PACK,
        Permission.MISCONDUCT_DECIDE,
        Permission.MARK_VIEW,
        Permission.MARK_TAKE,
        Permission.MARK_LOCK,
        Permission.RESULT_VIEW,
        Permission.RESULT_PUBLISH,
        Permission.REVIEW_ANSWER,
    },
    Role.ORGANISATION_ISSUER: {
        Permission.PLAN_VIEW,
        Permission.RESULT_VIEW,
    },
    Role.SITE_ADMIN: {
        Permission.SITE_VIEW,
        Permission.SITE_REGISTER,
        Permission.SITE_CHECK,
        Permission.PLAN_VIEW,
        Permission.REGISTRATION_VIEW,
        Permission.SEATING_VIEW,
        Permission.SEATING_PLAN,
        Permission.TICKET_ISSUE,
        Permission.TICKET_PRINT,
        Permission.SITTING_VIEW,
        Permission.SITTING_RECORD,
        Permission.SITTING_END,
        Permission.CUSTODY_KEEP,
        Permission.COST_VIEW,
        Permission.COST_KEEP,
    },
    Role.INVIGILATOR: {
        Permission.PLAN_VIEW,
        Permission.SEATING_VIEW,
        Permission.SITTING_VIEW,
        Permission.SITTING_RECORD,
    },
    Role.ASSESSOR: {
        Permission.PLAN_VIEW,
        Permission.MARK_GIVE,
        Permission.MARK_LOCK,
    },
    Role.STUDENT: _LEARNER,
    Role.SOCIAL_LEARNER: _LEARNER,
    Role.GUARDIAN: {
        Permission.REGISTRATION_CONSENT,
        Permission.TICKET_PRINT,
        Permission.RESULT_OWN,
        Permission.REVIEW_ASK,
    },
}
"""Which role holds which permission here."""
