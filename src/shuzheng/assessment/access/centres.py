"""Who can reach which designation of a provincial assessment centre."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.assessment.models import Centre
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from shuzheng.assessment.access.permissions import Permission
    from shuzheng.kernel.actor import Actor


class NoSuchCentre(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-centre"
    status = 404
    template = "There is no such provincial assessment centre."


def centre(centre_id: int, actor: Actor, permission: Permission) -> Centre:
    """Fetch a designation within the actor's reach, for a purpose the actor is permitted."""
    rows = Centre.objects.within(actor).filter(pk=centre_id)
    row = rows.select_related("site__institution").first()
    if row is None:
        raise NoSuchCentre
    actor.require(permission)
    return row
