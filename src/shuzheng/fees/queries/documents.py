"""Who reads which document of fees, besides the organisation that handed it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.fees import access
from shuzheng.fees.access import Permission
from shuzheng.fees.models import CeilingWaiver
from shuzheng.fees.queries import claims
from shuzheng.foundation import files

if TYPE_CHECKING:
    from uuid import UUID

    from shuzheng.kernel.actor import Actor


@files.readable_with
def readable(uid: UUID, actor: Actor) -> bool:
    """Return whether the actor may read an agreement's papers, a waiver or a claim's proof."""
    papers = access.agreements(actor).filter(Q(minutes__uid=uid) | Q(document__uid=uid))
    if papers.exists() or claims.reads_proof(uid, actor):
        return True
    seen = actor.may(Permission.CEILING_VIEW)
    return seen and CeilingWaiver.objects.filter(document__uid=uid).exists()
