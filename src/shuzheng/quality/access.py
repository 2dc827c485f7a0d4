"""Who plans, witnesses, carries out and sees inspections; what is sealed only its team sees."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from shuzheng.foundation import files
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal
from shuzheng.quality.models import Campaign, Finding, FindingFile, Inspection, Tie, Veto
from shuzheng.quality.rules.inspection import UNREPORTED, State

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
    INSPECTION_ANSWER = "quality:inspection:answer"
    FINDING_DECIDE = "quality:finding:decide"
    VETO_DECIDE = "quality:veto:decide"


_SEES: Final = frozenset({Permission.INSPECTION_VIEW})
_ANSWERS: Final = frozenset({*_SEES, Permission.INSPECTION_ANSWER})

GRANTS: Final = {
    Role.OFFICE_OFFICER: {
        Permission.CAMPAIGN_VIEW,
        Permission.CAMPAIGN_PLAN,
        Permission.INSPECTION_VIEW,
        Permission.FINDING_DECIDE,
    },
    Role.PROVINCIAL_ADMIN: {
        Permission.CAMPAIGN_VIEW,
        Permission.CAMPAIGN_WITNESS,
        Permission.INSPECTION_VIEW,
        Permission.VETO_DECIDE,
    },
    Role.INSPECTOR: {Permission.INSPECTION_VIEW, Permission.INSPECTION_CONDUCT},
    Role.CITY_OFFICER: _SEES,
    Role.INSTITUTION_ADMIN: _ANSWERS,
    Role.LIAISON: _ANSWERS,
    Role.SITE_ADMIN: _SEES,
    Role.ORGANISATION_STAFF: _ANSWERS,
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


class NoSuchVeto(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-veto"
    status = 404
    template = "There is no such veto."


class NoSuchFinding(Refusal):
    """Out of reach, not reported yet and nonexistent look the same from outside."""

    code = "no-such-finding"
    status = 404
    template = "There is no such finding."


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


def findings(actor: Actor) -> QuerySet[Finding]:
    """Return the findings that the actor may know of: the team its own, others from the report.

    Those that no inspection found are known to the province, the city and the party at once.
    """
    reached = inspections(actor)
    if actor.may(Permission.INSPECTION_CONDUCT):
        return Finding.objects.filter(inspection__in=reached.order_by().values("pk"))
    reported = reached.exclude(state__in=UNREPORTED).order_by()
    direct = Q(inspection=None)
    if actor.reach is Reach.AREA:
        direct &= Q(party__division__code__startswith=actor.area)
    elif actor.reach is not Reach.PROVINCE:
        direct &= Q(party=actor.organisation_id if actor.reach is Reach.ORGANISATION else None)
        direct &= Q(party__isnull=False)
    return Finding.objects.filter(Q(inspection__in=reported.values("pk")) | direct)


def finding(pk: int, actor: Actor, permission: Permission) -> Finding:
    """Fetch a finding that the actor may know of, for a purpose that is permitted."""
    row = findings(actor).select_related("inspection").filter(pk=pk).first()
    if row is None:
        raise NoSuchFinding
    actor.require(permission)
    return row


def vetoes(actor: Actor) -> QuerySet[Veto]:
    """Return the vetoes for findings that the actor may know of."""
    return Veto.objects.filter(finding__in=findings(actor).order_by().values("pk"))


def veto(pk: int, actor: Actor, permission: Permission) -> Veto:
    """Fetch a veto that the actor may know of, for a purpose that is permitted."""
    rows = vetoes(actor).select_related("finding__inspection__site", "finding__inspection__party")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NoSuchVeto
    actor.require(permission)
    return row


@files.readable_with
def _document(uid: UUID, actor: Actor) -> bool:
    """Let whoever may know of a finding or a report read the documents about it."""
    if not actor.may(Permission.INSPECTION_VIEW):
        return False
    about = FindingFile.objects.filter(file__uid=uid, finding__in=findings(actor).values("pk"))
    shown = inspections(actor)
    if not actor.may(Permission.INSPECTION_CONDUCT):
        shown = shown.exclude(state__in=UNREPORTED)
    signed = Q(team_signature__uid=uid) | Q(party_signature__uid=uid)
    return about.exists() or shown.filter(Q(record__uid=uid) | signed).exists()


def ties(actor: Actor) -> QuerySet[Tie]:
    """Return what the actor declared."""
    actor.require(Permission.INSPECTION_CONDUCT)
    return Tie.objects.filter(person_id=actor.person_id)
