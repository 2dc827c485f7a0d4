"""Who can reach results, reviews and appeals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.assessment.models import (
    Incident,
    MisconductAppeal,
    Registration,
    Result,
    ScoreReview,
)
from shuzheng.kernel.actor import Reach
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from uuid import UUID

    from shuzheng.assessment.access.permissions import Permission
    from shuzheng.kernel.actor import Actor


class NoSuchResult(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-result"
    status = 404
    template = "There is no such result."


class NoSuchReview(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-review"
    status = 404
    template = "There is no such review."


class NoSuchAppeal(Refusal):
    """Out of reach and nonexistent look the same from outside."""

    code = "no-such-appeal"
    status = 404
    template = "There is no such appeal."


def own_registration(uid: UUID, actor: Actor, permission: Permission) -> Registration:
    """Fetch the actor's own registration, or a ward's."""
    rows = Registration.objects.within(actor).filter(uid=uid)
    row = rows.select_related("plan", "person").first()
    if row is None or actor.reach is not Reach.SELF:
        raise NoSuchResult
    actor.require(permission)
    return row


def held_result(result_id: int, actor: Actor, permission: Permission) -> Result:
    """Fetch a result of a plan of the actor's own organisation."""
    rows = Result.objects.filter(
        pk=result_id, registration__plan__organisation_id=actor.organisation_id
    )
    row = rows.select_related("registration__plan").first()
    if row is None:
        raise NoSuchResult
    actor.require(permission)
    return row


def own_incident(incident_id: int, actor: Actor, permission: Permission) -> Incident:
    """Fetch a decided case against the actor, or against a ward."""
    mine = Registration.objects.within(actor)
    rows = Incident.objects.filter(pk=incident_id, attendance__registration__in=mine)
    row = rows.select_related("attendance__registration__plan").first()
    if row is None or actor.reach is not Reach.SELF:
        raise NoSuchAppeal
    actor.require(permission)
    return row


def review(review_id: int, actor: Actor, permission: Permission) -> ScoreReview:
    """Fetch a review: the candidate's own, the organisation's, or (escalated) the office's."""
    mine = Q(registration__in=Registration.objects.within(actor))
    if actor.reach is Reach.ORGANISATION:
        mine = Q(registration__plan__organisation_id=actor.organisation_id)
    elif actor.reach is Reach.PROVINCE:
        mine = Q(escalated__gt=0)
    row = (
        ScoreReview.objects.filter(mine, pk=review_id).select_related("registration__plan").first()
    )
    if row is None:
        raise NoSuchReview
    actor.require(permission)
    return row


def appeal(appeal_id: int, actor: Actor, permission: Permission) -> MisconductAppeal:
    """Fetch an appeal; the office hears them all."""
    if actor.reach is not Reach.PROVINCE:
        raise NoSuchAppeal
    rows = MisconductAppeal.objects.filter(pk=appeal_id)
    row = rows.select_related("incident__attendance__registration__plan").first()
    if row is None:
        raise NoSuchAppeal
    actor.require(permission)
    return row
