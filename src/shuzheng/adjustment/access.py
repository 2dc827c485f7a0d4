"""Who prepares a year's review, who decides it, and from when on others see it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from shuzheng.adjustment.models import Review
from shuzheng.adjustment.rules.review import PUBLIC
from shuzheng.foundation import files
from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.kernel.actor import Actor


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    REVIEW_VIEW = "adjustment:review:view"
    REVIEW_PREPARE = "adjustment:review:prepare"
    REVIEW_DECIDE = "adjustment:review:decide"
    OWN_VIEW = "adjustment:own:view"
    FIT_VIEW = "adjustment:fit:view"


_OWN: Final = frozenset({Permission.OWN_VIEW, Permission.FIT_VIEW})

GRANTS: Final = {
    Role.OFFICE_OFFICER: {Permission.REVIEW_VIEW, Permission.REVIEW_PREPARE, Permission.FIT_VIEW},
    Role.PROVINCIAL_ADMIN: {Permission.REVIEW_VIEW, Permission.REVIEW_DECIDE, Permission.FIT_VIEW},
    Role.INSTITUTION_ADMIN: _OWN,
    Role.LIAISON: _OWN,
    Role.ORGANISATION_STAFF: _OWN,
}
"""The office prepares, the department decides; a party sees what a list on show means for it."""


class NoSuchReview(Refusal):
    """Not there, and not to be seen yet, look the same from outside."""

    code = "no-such-review"
    status = 404
    template = "There is no such review."


def reviews(actor: Actor) -> QuerySet[Review]:
    """Return the reviews, in whatever state."""
    actor.require(Permission.REVIEW_VIEW)
    return Review.objects.all()


def review(pk: int, actor: Actor, permission: Permission) -> Review:
    """Fetch a review for a purpose that the actor is permitted."""
    row = reviews(actor).select_related("publicity", "decision").filter(pk=pk).first()
    if row is None:
        raise NoSuchReview
    actor.require(permission)
    return row


def open_reviews() -> QuerySet[Review]:
    """Return the reviews whose list is, or was, on public show."""
    return Review.objects.filter(state__in=sorted(PUBLIC))


def open_review(uid: UUID) -> Review:
    """Fetch a review that anybody may see."""
    row = open_reviews().select_related("publicity", "decision").filter(uid=uid).first()
    if row is None:
        raise NoSuchReview
    return row


@files.readable_with
def _minutes(uid: UUID, actor: Actor) -> bool:
    """Let the office and the department read the minutes of the experts."""
    if not actor.may(Permission.REVIEW_VIEW):
        return False
    return reviews(actor).filter(minutes__uid=uid).exists()
