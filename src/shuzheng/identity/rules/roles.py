"""Which role belongs to which kind of organisation, and for whom one may issue a code. Pure.

Source: handbook 6.3; GB/T 22239-2019 level 3 (least privilege, three separate administrators).
What a newcomer would get wrong: an institution's administrator may give roles in the institution,
but never a role whose reach is the province; and a one-time code opens an account, so whoever may
issue one to a person may act as that person until it is found out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shuzheng.identity.rules.kinds import (
    LEARNER_ROLES,
    SECOND_FACTOR_ROLES,
    OrganisationKind,
    Role,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_PROVINCE: Final = frozenset(
    {
        Role.PROVINCIAL_ADMIN,
        Role.OFFICE_OFFICER,
        Role.INSPECTOR,
        Role.SYSTEM_ADMIN,
        Role.SECURITY_ADMIN,
        Role.AUDITOR,
    }
)

HELD_AT: Final = {
    OrganisationKind.PROVINCIAL_DEPARTMENT: _PROVINCE,
    OrganisationKind.COORDINATION_OFFICE: _PROVINCE,
    OrganisationKind.CITY_BUREAU: frozenset({Role.CITY_OFFICER}),
    OrganisationKind.DIRECTLY_ADMINISTERED_COUNTY_BUREAU: frozenset({Role.CITY_OFFICER}),
    OrganisationKind.INSTITUTION: frozenset(
        {
            Role.INSTITUTION_ADMIN,
            Role.LIAISON,
            Role.TEACHER,
            Role.ALLIANCE_LEAD,
            Role.SITE_ADMIN,
            Role.INVIGILATOR,
            Role.ASSESSOR,
            Role.STUDENT,
        }
    ),
    OrganisationKind.EVALUATION_ORGANISATION: frozenset(
        {
            Role.ORGANISATION_STAFF,
            Role.ORGANISATION_ISSUER,
            Role.SITE_ADMIN,
            Role.INVIGILATOR,
            Role.ASSESSOR,
        }
    ),
    OrganisationKind.ENTERPRISE: frozenset({Role.ENTERPRISE_USER}),
}
"""The roles that people hold in each kind of organisation."""

HELD_ALONE: Final = frozenset({Role.SOCIAL_LEARNER, Role.GUARDIAN})
"""The roles that belong to no organisation."""


def belongs(role: Role, kind: OrganisationKind | None) -> bool:
    """Return whether `role` is held in an organisation of `kind` (None: in no organisation)."""
    return role in (HELD_ALONE if kind is None else HELD_AT[kind])


def staff_roles(kind: OrganisationKind) -> tuple[Role, ...]:
    """Return the roles of an organisation's staff, in their usual order."""
    return tuple(role for role in Role if role in HELD_AT[kind] and role not in LEARNER_ROLES)


def may_issue(held: Iterable[tuple[int, Role]], *, here: int, guards: bool, appoints: bool) -> bool:
    """Return whether one may issue a one-time code to a person who holds these roles.

    `held` are pairs (organisation, role) in force; `here` is the issuer's organisation, 0 for the
    whole province; `guards` is whether the issuer may issue to holders of the guarded roles,
    `appoints` whether the issuer may grant roles.
    """
    for organisation, role in held:
        if role in LEARNER_ROLES:
            continue
        if role in SECOND_FACTOR_ROLES and not guards:
            return False
        if here and organisation != here:
            return False
        if here and role is Role.INSTITUTION_ADMIN and not appoints:
            return False
    return True
