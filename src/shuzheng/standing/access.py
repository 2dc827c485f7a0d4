"""Who may restrict a party, and who may see that it is restricted."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.refusals import Refusal
from shuzheng.standing.models import Restriction

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    RESTRICTION_IMPOSE = "standing:restriction:impose"
    RESTRICTION_LIFT = "standing:restriction:lift"


GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: {Permission.RESTRICTION_IMPOSE, Permission.RESTRICTION_LIFT},
}
"""Only the provincial department decides on standing (handbook 6.3)."""


class NoSuchRestriction(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-restriction"
    status = 404
    template = "There is no such decision."


def restriction(restriction_id: int, actor: Actor, permission: Permission) -> Restriction:
    """Fetch a restriction that the actor may act on."""
    actor.require(permission)
    row = Restriction.objects.filter(pk=restriction_id).first()
    if row is None:
        raise NoSuchRestriction
    return row
