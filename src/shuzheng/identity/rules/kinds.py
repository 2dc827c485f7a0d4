"""Kinds of party, of institution and of role, and how far each role sees.

Rules: R-003 (kinds of institution; 技工学校 are ruled out by name), R-023 (a city sees only its own
area), R-062 (kinds of evaluation organisation), R-252 (kinds of enterprise). Source: handbook 1.1
and 6.3. System, security and audit administrators are three separate roles (GB/T 22239-2019,
level 3): no membership may give one person two of them.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final

from shuzheng.kernel.actor import Reach
from shuzheng.kernel.wording import N_


class OrganisationKind(StrEnum):
    """What an organisation is in the programme."""

    PROVINCIAL_DEPARTMENT = auto()
    COORDINATION_OFFICE = auto()
    CITY_BUREAU = auto()
    DIRECTLY_ADMINISTERED_COUNTY_BUREAU = auto()
    INSTITUTION = auto()
    EVALUATION_ORGANISATION = auto()
    ENTERPRISE = auto()


class InstitutionKind(StrEnum):
    """What kind of school or university an institution is."""

    SECONDARY_VOCATIONAL = auto()
    PROVINCIAL_SECONDARY = auto()
    HIGHER_VOCATIONAL = auto()
    VOCATIONAL_UNDERGRADUATE_PILOT = auto()
    APPLIED_UNDERGRADUATE = auto()
    OPEN_UNIVERSITY = auto()
    TECHNICIAN_SCHOOL = auto()


class EnterpriseKind(StrEnum):
    """What kind of enterprise an enterprise is (R-252)."""

    ORDINARY = auto()
    GLOBAL_500 = auto()
    STATE_OWNED = auto()
    PRIVATE = auto()
    FOREIGN_FUNDED = auto()


class EvaluationKind(StrEnum):
    """What kind of body an evaluation organisation is (R-062)."""

    COMPANY = auto()
    ASSOCIATION = auto()
    INSTITUTE = auto()
    PUBLIC_BODY = auto()
    PRIVATE_NON_PROFIT = auto()


class DocumentKind(StrEnum):
    """What an identity document is. A project default; see the reference data's notes."""

    RESIDENT_IDENTITY_CARD = auto()
    HONG_KONG_MACAO_PERMIT = auto()
    TAIWAN_PERMIT = auto()
    RESIDENCE_PERMIT = auto()
    PASSPORT = auto()
    FOREIGN_PERMANENT_RESIDENT = auto()


class Role(StrEnum):
    """In what role a person acts."""

    PROVINCIAL_ADMIN = auto()
    OFFICE_OFFICER = auto()
    CITY_OFFICER = auto()
    INSTITUTION_ADMIN = auto()
    LIAISON = auto()
    TEACHER = auto()
    ORGANISATION_STAFF = auto()
    ORGANISATION_ISSUER = auto()
    ALLIANCE_LEAD = auto()
    SITE_ADMIN = auto()
    INVIGILATOR = auto()
    ASSESSOR = auto()
    INSPECTOR = auto()
    ENTERPRISE_USER = auto()
    STUDENT = auto()
    SOCIAL_LEARNER = auto()
    GUARDIAN = auto()
    SYSTEM_ADMIN = auto()
    SECURITY_ADMIN = auto()
    AUDITOR = auto()


LEARNER_ROLES: Final = frozenset({Role.STUDENT, Role.SOCIAL_LEARNER, Role.GUARDIAN})
"""Roles whose holders activate with a one-time code and see only themselves or their wards."""

SECOND_FACTOR_ROLES: Final = frozenset(
    {
        Role.PROVINCIAL_ADMIN,
        Role.OFFICE_OFFICER,
        Role.ORGANISATION_ISSUER,
        Role.SYSTEM_ADMIN,
        Role.SECURITY_ADMIN,
        Role.AUDITOR,
    }
)
"""Roles that sign in with a second factor outside the demonstration."""

SEPARATED_ROLES: Final = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
"""Roles of which one person holds at most one, and no other staff role beside it."""

REACH: Final = {
    Role.PROVINCIAL_ADMIN: Reach.PROVINCE,
    Role.OFFICE_OFFICER: Reach.PROVINCE,
    Role.CITY_OFFICER: Reach.AREA,
    Role.INSTITUTION_ADMIN: Reach.ORGANISATION,
    Role.LIAISON: Reach.ORGANISATION,
    Role.TEACHER: Reach.ORGANISATION,
    Role.ORGANISATION_STAFF: Reach.ORGANISATION,
    Role.ORGANISATION_ISSUER: Reach.ORGANISATION,
    Role.ALLIANCE_LEAD: Reach.ORGANISATION,
    Role.SITE_ADMIN: Reach.ORGANISATION,
    Role.INVIGILATOR: Reach.ORGANISATION,
    Role.ASSESSOR: Reach.ORGANISATION,
    Role.INSPECTOR: Reach.ORGANISATION,
    Role.ENTERPRISE_USER: Reach.ORGANISATION,
    Role.STUDENT: Reach.SELF,
    Role.SOCIAL_LEARNER: Reach.SELF,
    Role.GUARDIAN: Reach.SELF,
    Role.SYSTEM_ADMIN: Reach.NOBODY,
    Role.SECURITY_ADMIN: Reach.PROVINCE,
    Role.AUDITOR: Reach.PROVINCE,
}

LABELS: Final = {
    OrganisationKind.PROVINCIAL_DEPARTMENT: N_("Provincial education department"),
    OrganisationKind.COORDINATION_OFFICE: N_("Coordination office"),
    OrganisationKind.CITY_BUREAU: N_("City education bureau"),
    OrganisationKind.DIRECTLY_ADMINISTERED_COUNTY_BUREAU: N_(
        "Education bureau of a directly administered county"
    ),
    OrganisationKind.INSTITUTION: N_("Institution"),
    OrganisationKind.EVALUATION_ORGANISATION: N_("Evaluation organisation"),
    OrganisationKind.ENTERPRISE: N_("Enterprise"),
    InstitutionKind.SECONDARY_VOCATIONAL: N_("Secondary vocational school"),
    InstitutionKind.PROVINCIAL_SECONDARY: N_("Provincial secondary vocational school"),
    InstitutionKind.HIGHER_VOCATIONAL: N_("Higher vocational college"),
    InstitutionKind.VOCATIONAL_UNDERGRADUATE_PILOT: N_("Vocational undergraduate pilot"),
    InstitutionKind.APPLIED_UNDERGRADUATE: N_("Applied university"),
    InstitutionKind.OPEN_UNIVERSITY: N_("Open university"),
    InstitutionKind.TECHNICIAN_SCHOOL: N_("Technician school"),
    EnterpriseKind.ORDINARY: N_("Ordinary enterprise"),
    EnterpriseKind.GLOBAL_500: N_("Enterprise of the Fortune Global 500"),
    EnterpriseKind.STATE_OWNED: N_("State-owned enterprise"),
    EnterpriseKind.PRIVATE: N_("Private enterprise"),
    EnterpriseKind.FOREIGN_FUNDED: N_("Foreign-funded enterprise"),
    EvaluationKind.COMPANY: N_("Company"),
    EvaluationKind.ASSOCIATION: N_("Industry association"),
    EvaluationKind.INSTITUTE: N_("Research institute"),
    EvaluationKind.PUBLIC_BODY: N_("Public body"),
    EvaluationKind.PRIVATE_NON_PROFIT: N_("Private non-profit"),
    DocumentKind.RESIDENT_IDENTITY_CARD: N_("Resident identity card"),
    DocumentKind.HONG_KONG_MACAO_PERMIT: N_("Permit of Hong Kong and Macao residents"),
    DocumentKind.TAIWAN_PERMIT: N_("Permit of Taiwan residents"),
    DocumentKind.RESIDENCE_PERMIT: N_("Residence permit of Hong Kong, Macao and Taiwan residents"),
    DocumentKind.PASSPORT: N_("Passport"),
    DocumentKind.FOREIGN_PERMANENT_RESIDENT: N_("Permanent residence card of foreigners"),
    Role.PROVINCIAL_ADMIN: N_("Provincial department"),
    Role.OFFICE_OFFICER: N_("Officer of the coordination office"),
    Role.CITY_OFFICER: N_("Officer of the city bureau"),
    Role.INSTITUTION_ADMIN: N_("Administrator of the institution"),
    Role.LIAISON: N_("Liaison"),
    Role.TEACHER: N_("Teacher"),
    Role.ORGANISATION_STAFF: N_("Staff of the evaluation organisation"),
    Role.ORGANISATION_ISSUER: N_("Certificate issuer"),
    Role.ALLIANCE_LEAD: N_("Alliance lead"),
    Role.SITE_ADMIN: N_("Site administrator"),
    Role.INVIGILATOR: N_("Invigilator"),
    Role.ASSESSOR: N_("Assessor"),
    Role.INSPECTOR: N_("Inspector"),
    Role.ENTERPRISE_USER: N_("Verifier of the enterprise"),
    Role.STUDENT: N_("Student"),
    Role.SOCIAL_LEARNER: N_("Social learner"),
    Role.GUARDIAN: N_("Guardian"),
    Role.SYSTEM_ADMIN: N_("System administrator"),
    Role.SECURITY_ADMIN: N_("Security administrator"),
    Role.AUDITOR: N_("Audit administrator"),
}
"""The English word of every kind and role; doors translate it."""
