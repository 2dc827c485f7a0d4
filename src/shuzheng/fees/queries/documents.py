"""Who reads which document of fees, besides the organisation that handed it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.fees import access
from shuzheng.fees.access import Permission
from shuzheng.fees.models import CeilingWaiver
from shuzheng.foundation import files

if TYPE_CHECKING:
    from uuid import UUID

    from shuzheng.kernel.actor import Actor


@files.readable_with
def readable(uid: UUID, actor: Actor) -> bool:
    """Return whether the actor may read an agreement's papers or a waiver; no proof of a claim."""
    papers = access.agreements(actor).filter(Q(minutes__uid=uid) | Q(document__uid=uid))
    if papers.exists():
        return True
    seen = actor.may(Permission.CEILING_VIEW)
    return seen and CeilingWaiver.objects.filter(document__uid=uid).exists()
