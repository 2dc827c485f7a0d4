"""Who grants qualifications, and who sees them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.workforce.models import Qualification

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    QUALIFICATION_GRANT = "workforce:qualification:grant"
    QUALIFICATION_REVOKE = "workforce:qualification:revoke"
    QUALIFICATION_VIEW = "workforce:qualification:view"
    RECUSAL_DECLARE = "workforce:recusal:declare"


GRANTS: Final = {
    Role.ORGANISATION_STAFF: {
        Permission.QUALIFICATION_GRANT,
        Permission.QUALIFICATION_REVOKE,
        Permission.QUALIFICATION_VIEW,
        Permission.RECUSAL_DECLARE,
    },
    Role.PROVINCIAL_ADMIN: {Permission.QUALIFICATION_VIEW},
    Role.OFFICE_OFFICER: {Permission.QUALIFICATION_VIEW},
    Role.SITE_ADMIN: {Permission.RECUSAL_DECLARE},
    Role.ASSESSOR: {Permission.RECUSAL_DECLARE},
}
"""Qualifications are granted by the organisation whose certificate they are for."""


class NoSuchQualification(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-qualification"
    status = 404
    template = "There is no such qualification."


def within(actor: Actor) -> QuerySet[Qualification]:
    """Return the qualifications that the actor's capacity covers."""
    if actor.reach is Reach.PROVINCE:
        return Qualification.objects.all()
    if actor.reach is Reach.ORGANISATION:
        return Qualification.objects.filter(organisation_id=actor.organisation_id)
    return Qualification.objects.none()


def qualification(qualification_id: int, actor: Actor, permission: Permission) -> Qualification:
    """Fetch a qualification within the actor's reach."""
    row = within(actor).filter(pk=qualification_id).first()
    if row is None:
        raise NoSuchQualification
    actor.require(permission)
    return row
