"""Who may restrict a party, and who may see that it is restricted."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from shuzheng.foundation import files
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.standing.models import Notice, Restriction

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    RESTRICTION_IMPOSE = "standing:restriction:impose"
    RESTRICTION_LIFT = "standing:restriction:lift"
    RESTRICTION_VIEW = "standing:restriction:view"
    NOTICE_VIEW = "standing:notice:view"
    NOTICE_PREPARE = "standing:notice:prepare"
    NOTICE_DECIDE = "standing:notice:decide"
    NOTICE_ANSWER = "standing:notice:answer"


_VIEW: Final = frozenset({Permission.RESTRICTION_VIEW})
_ANSWER: Final = frozenset({*_VIEW, Permission.NOTICE_VIEW, Permission.NOTICE_ANSWER})

GRANTS: Final = {
    Role.PROVINCIAL_ADMIN: {
        Permission.RESTRICTION_IMPOSE,
        Permission.RESTRICTION_LIFT,
        Permission.RESTRICTION_VIEW,
        Permission.NOTICE_VIEW,
        Permission.NOTICE_DECIDE,
    },
    Role.OFFICE_OFFICER: {*_VIEW, Permission.NOTICE_VIEW, Permission.NOTICE_PREPARE},
    Role.CITY_OFFICER: {Permission.NOTICE_VIEW},
    Role.INSTITUTION_ADMIN: _ANSWER,
    Role.LIAISON: _ANSWER,
    Role.ORGANISATION_STAFF: _VIEW,
    Role.ORGANISATION_ISSUER: _VIEW,
}
"""Only the provincial department decides on standing (handbook 6.3); it and the party see it.

The office prepares notices; a city sees those against institutions of its area.
"""


class NoSuchRestriction(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-restriction"
    status = 404
    template = "There is no such decision."


class NoSuchNotice(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-notice"
    status = 404
    template = "There is no such notice."


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


def notices(actor: Actor) -> QuerySet[Notice]:
    """Return the notices against institutions that the actor's capacity covers."""
    actor.require(Permission.NOTICE_VIEW)
    rows = Notice.objects.all()
    if actor.reach is Reach.PROVINCE:
        return rows
    if actor.reach is Reach.AREA:
        return rows.filter(organisation__division__code__startswith=actor.area)
    if actor.reach is Reach.ORGANISATION:
        return rows.filter(organisation_id=actor.organisation_id)
    return rows.none()


def notice(notice_id: int, actor: Actor, permission: Permission) -> Notice:
    """Fetch a notice within the actor's reach, for a purpose the actor is permitted."""
    row = notices(actor).filter(pk=notice_id).first()
    if row is None:
        raise NoSuchNotice
    actor.require(permission)
    return row


@files.readable_with
def _own_decision(uid: UUID, actor: Actor) -> bool:
    """Let a restricted party read the decision against it."""
    if not actor.may(Permission.RESTRICTION_VIEW):
        return False
    return within(actor).filter(decision__uid=uid).exists()
