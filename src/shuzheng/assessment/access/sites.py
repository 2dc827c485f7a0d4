"""Who can reach which site, room and approval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.assessment.models import Room, Site, SiteApproval
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from shuzheng.assessment.access.permissions import Permission
    from shuzheng.kernel.actor import Actor


class NoSuchSite(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-site"
    status = 404
    template = "There is no such site."


class NoSuchRoom(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-room"
    status = 404
    template = "There is no such room."


class NoSuchApproval(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-site-approval"
    status = 404
    template = "There is no such application for a site."


def site(site_id: int, actor: Actor, permission: Permission) -> Site:
    """Fetch a site within the actor's reach, for a purpose the actor is permitted."""
    row = Site.objects.within(actor).filter(pk=site_id).select_related("institution").first()
    if row is None:
        raise NoSuchSite
    actor.require(permission)
    return row


def own_site(site_id: int, actor: Actor, permission: Permission) -> Site:
    """Fetch a site of the actor's own institution: its rooms and checks are its own affair."""
    row = site(site_id, actor, permission)
    if row.institution_id != actor.organisation_id:
        raise NoSuchSite
    return row


def own_room(room_id: int, actor: Actor, permission: Permission) -> Room:
    """Fetch a room of a site of the actor's own institution."""
    rows = Room.objects.filter(pk=room_id, site__institution_id=actor.organisation_id)
    row = rows.select_related("site__institution").first()
    if row is None:
        raise NoSuchRoom
    actor.require(permission)
    return row


def approval(approval_id: int, actor: Actor, permission: Permission) -> SiteApproval:
    """Fetch an application or approval within the actor's reach."""
    rows = SiteApproval.objects.within(actor).filter(pk=approval_id)
    row = rows.select_related("site__institution", "certificate_type").first()
    if row is None:
        raise NoSuchApproval
    actor.require(permission)
    return row
