"""Who may restrict a party, and who may see that it is restricted."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from shuzheng.foundation import files
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.standing.models import Restriction

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    RESTRICTION_IMPOSE = "standing:restriction:impose"
    RESTRICTION_LIFT = "standing:restriction:lift"
    RESTRICTION_VIEW = "standing:restriction:view"


_VIEW: Final = frozenset({Permission.RESTRICTION_VIEW})

GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: {
        Permission.RESTRICTION_IMPOSE,
        Permission.RESTRICTION_LIFT,
        Permission.RESTRICTION_VIEW,
    },
    Role.OFFICE_OFFICER: _VIEW,
    Role.INSTITUTION_ADMIN: _VIEW,
    Role.LIAISON: _VIEW,
    Role.ORGANISATION_STAFF: _VIEW,
    Role.ORGANISATION_ISSUER: _VIEW,
}
"""Only the provincial department decides on standing (handbook 6.3); it and the party see it."""


class NoSuchRestriction(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-restriction"
    status = 404
    template = "There is no such decision."


def within(actor: Actor) -> QuerySet[Restriction]:
    """Return the restrictions that the actor's capacity covers: the province's, or one's own."""
    actor.require(Permission.RESTRICTION_VIEW)
    if actor.reach is Reach.PROVINCE:
        return Restriction.objects.all()
    if actor.reach is Reach.ORGANISATION:
        return Restriction.objects.filter(organisation_id=actor.organisation_id)
    return Restriction.objects.none()


def restriction(restriction_id: int, actor: Actor, permission: Permission) -> Restriction:
    """Fetch a restriction that the actor may act on."""
    actor.require(permission)
    row = Restriction.objects.filter(pk=restriction_id).first()
    if row is None:
        raise NoSuchRestriction
    return row


@files.readable_with
def _own_decision(uid: UUID, actor: Actor) -> bool:
    """Let a restricted party read the decision against it."""
    if not actor.may(Permission.RESTRICTION_VIEW):
        return False
    return within(actor).filter(decision__uid=uid).exists()
