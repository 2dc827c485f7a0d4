"""Who reads the papers of sites, besides the organisation that handed them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.assessment.access import Permission
from shuzheng.assessment.models import RoomCheck, Site, SiteApproval
from shuzheng.foundation import files

if TYPE_CHECKING:
    from uuid import UUID

    from shuzheng.kernel.actor import Actor


@files.readable_with
def readable(uid: UUID, actor: Actor) -> bool:
    """Return whether the actor may read a room's checklist or a site's review, within reach."""
    if not actor.may(Permission.SITE_VIEW):
        return False
    checked = RoomCheck.objects.filter(document__uid=uid, room__site__in=Site.objects.within(actor))
    return checked.exists() or SiteApproval.objects.within(actor).filter(review__uid=uid).exists()
