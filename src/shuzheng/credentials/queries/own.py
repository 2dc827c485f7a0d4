"""A holder's own certificates that are in force, for what the holder does with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.catalogue.rules.levels import Level
from shuzheng.credentials.access import Permission
from shuzheng.credentials.models import Certificate
from shuzheng.credentials.rules.status import LIVE
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class InForce:
    """One of one's own certificates; a ward's is none of them."""

    id: int
    number: str
    certificate: str
    level: Level


def in_force(actor: Actor) -> list[InForce]:
    """Return one's own certificates that are in force or under enquiry, newest first."""
    actor.require(Permission.CERTIFICATE_OWN)
    if actor.reach is not Reach.SELF:
        return []
    rows = Certificate.objects.filter(person_id=actor.person_id, state__in=LIVE)
    found = rows.order_by("-issued_on", "-pk").values_list(
        "pk", "number", "certificate_type__short_name", "level"
    )
    return [InForce(pk, number, name, Level(level)) for pk, number, name, level in found]
