"""Who can reach which registration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shuzheng.assessment.models import Registration
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from shuzheng.assessment.access.permissions import Permission
    from shuzheng.kernel.actor import Actor


class NoSuchRegistration(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-registration"
    status = 404
    template = "There is no such registration."


def reachable(registration_id: int, actor: Actor) -> Registration:
    """Fetch a registration within the actor's reach; what may be done with it is asked next."""
    rows = Registration.objects.within(actor).filter(pk=registration_id)
    row = rows.select_related("plan__certificate_type", "person").first()
    if row is None:
        raise NoSuchRegistration
    return row


def registration(registration_id: int, actor: Actor, permission: Permission) -> Registration:
    """Fetch a registration within reach, for a purpose the actor is permitted."""
    row = reachable(registration_id, actor)
    actor.require(permission)
    return row


def drafted_here(registration_id: int, actor: Actor, permission: Permission) -> Registration:
    """Fetch a registration that the actor's own institution has made."""
    row = reachable(registration_id, actor)
    actor.require(permission)
    if row.institution_id != actor.organisation_id:
        raise NoSuchRegistration
    return row


def held_here(registration_id: int, actor: Actor, permission: Permission) -> Registration:
    """Fetch a registration in a plan of the actor's own organisation."""
    row = reachable(registration_id, actor)
    actor.require(permission)
    if row.plan.organisation_id != actor.organisation_id:
        raise NoSuchRegistration
    return row
