"""Who plans, witnesses, carries out and sees inspections; what is sealed only its team sees."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.quality.models import Campaign, Inspection, Tie
from shuzheng.quality.rules.inspection import State

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    CAMPAIGN_VIEW = "quality:campaign:view"
    CAMPAIGN_PLAN = "quality:campaign:plan"
    CAMPAIGN_WITNESS = "quality:campaign:witness"
    INSPECTION_VIEW = "quality:inspection:view"
    INSPECTION_CONDUCT = "quality:inspection:conduct"


_INSPECTED: Final = frozenset({Permission.INSPECTION_VIEW})

GRANTS: Final = {
    Role.OFFICE_OFFICER: {
        Permission.CAMPAIGN_VIEW,
        Permission.CAMPAIGN_PLAN,
        Permission.INSPECTION_VIEW,
    },
    Role.PROVINCIAL_ADMIN: {
        Permission.CAMPAIGN_VIEW,
        Permission.CAMPAIGN_WITNESS,
        Permission.INSPECTION_VIEW,
    },
    Role.INSPECTOR: {Permission.INSPECTION_VIEW, Permission.INSPECTION_CONDUCT},
    Role.CITY_OFFICER: _INSPECTED,
    Role.INSTITUTION_ADMIN: _INSPECTED,
    Role.LIAISON: _INSPECTED,
    Role.SITE_ADMIN: _INSPECTED,
    Role.ORGANISATION_STAFF: _INSPECTED,
}


class NoSuchCampaign(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-campaign"
    status = 404
    template = "There is no such campaign."


class NoSuchInspection(Refusal):
    """Out of reach, sealed and nonexistent look the same from outside."""

    code = "no-such-inspection"
    status = 404
    template = "There is no such inspection."


def campaigns(actor: Actor) -> QuerySet[Campaign]:
    """Return the campaigns; their targets are not in them."""
    actor.require(Permission.CAMPAIGN_VIEW)
    return Campaign.objects.all()


def campaign(pk: int, actor: Actor, permission: Permission) -> Campaign:
    """Fetch a campaign for a purpose that the actor is permitted."""
    row = campaigns(actor).filter(pk=pk).first()
    if row is None:
        raise NoSuchCampaign
    actor.require(permission)
    return row


def drawn_for(subject: str) -> Campaign:
    """Return the campaign that a draw is for, as the platform itself looks it up."""
    return Campaign.objects.get(pk=int(subject.rpartition(":")[2]))


def open_campaigns() -> QuerySet[Campaign]:
    """Return the campaigns that the public may know of: those whose draw was opened."""
    return Campaign.objects.filter(draw__isnull=False)


def open_campaign(uid: UUID) -> Campaign:
    """Fetch a campaign that the public may know of."""
    row = open_campaigns().filter(uid=uid).first()
    if row is None:
        raise NoSuchCampaign
    return row


def inspections(actor: Actor) -> QuerySet[Inspection]:
    """Return the inspections that the actor may know of.

    Whoever is in the team sees it from the draw on. All others, the office and the department
    included, see it from the arrival on: the province all, a city its area's, a party its own.
    """
    actor.require(Permission.INSPECTION_VIEW)
    rows = Inspection.objects.all()
    known = rows.exclude(state=State.SEALED)
    if actor.may(Permission.INSPECTION_CONDUCT):
        return rows.filter(
            pk__in=rows.filter(members__person_id=actor.person_id).order_by().values("pk")
        )
    if actor.reach is Reach.PROVINCE:
        return known
    held = known.exclude(state=State.CALLED_OFF)
    if actor.reach is Reach.AREA:
        return held.filter(party__division__code__startswith=actor.area)
    if actor.reach is Reach.ORGANISATION:
        return held.filter(party_id=actor.organisation_id)
    return rows.none()


def inspection(pk: int, actor: Actor, permission: Permission) -> Inspection:
    """Fetch an inspection that the actor may know of, for a purpose that is permitted."""
    row = inspections(actor).select_related("campaign").filter(pk=pk).first()
    if row is None:
        raise NoSuchInspection
    actor.require(permission)
    return row


def ties(actor: Actor) -> QuerySet[Tie]:
    """Return what the actor declared."""
    actor.require(Permission.INSPECTION_CONDUCT)
    return Tie.objects.filter(person_id=actor.person_id)
