"""Links by which a holder shows certificates to somebody, and each time one was opened.

Only the hash of a link's secret is kept: whoever reads the database opens none of them.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from shuzheng.kernel.actor import Reach
from shuzheng.reliance.rules.sharing import Extent, State

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor


class ShareQuerySet(models.QuerySet["Share"]):
    """Shared links, narrowed by who is asking."""

    def within(self, actor: Actor) -> Self:
        """Keep one's own and one's wards'; nobody else reads them."""
        if actor.reach is not Reach.SELF:
            return self.none()
        ward = Q(
            person__guardianships__guardian_id=actor.person_id, person__guardianships__until=None
        )
        return self.filter(Q(person_id=actor.person_id) | ward).distinct()


class Share(models.Model):
    """One link: whose certificates, how much of them, for whom and what, until when.

    `party` is set where the recipient is an enterprise that is registered here.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="shares")
    state = models.CharField(
        max_length=12, choices=[(s, s) for s in State], default=State.AWAITING.value
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    recipient = models.CharField(max_length=100)
    party = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="shares_received"
    )
    extent = models.CharField(
        max_length=8, choices=[(e, e) for e in Extent], default=Extent.WHOLE.value
    )
    purpose = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    consented_by_id = models.BigIntegerField(null=True)
    consented_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    certificates = models.ManyToManyField(
        "credentials.Certificate", related_name="shares", through="ShareItem"
    )

    objects = ShareQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="reliance_share_state"
            ),
            models.CheckConstraint(
                condition=models.Q(extent__in=list(Extent)), name="reliance_share_extent"
            ),
        )
        indexes = (
            models.Index(fields=("person", "made_at"), name="reliance_share_mine"),
            models.Index(fields=("state", "expires_at"), name="reliance_share_expiry"),
        )

    def __str__(self) -> str:
        return f"share {self.uid}"


class ShareItem(models.Model):
    """That a link shows a certificate."""

    share = models.ForeignKey(Share, models.PROTECT, related_name="items")
    certificate = models.ForeignKey(
        "credentials.Certificate", models.PROTECT, related_name="share_items"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("share", "certificate"), name="reliance_shareitem_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.certificate_id} in {self.share_id}"


class Opening(models.Model):
    """That a link was opened, by which enterprise where one was signed in."""

    share = models.ForeignKey(Share, models.PROTECT, related_name="openings")
    at = models.DateTimeField()
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="shares_opened"
    )

    class Meta:
        indexes = (models.Index(fields=("share", "at"), name="reliance_opening_when"),)

    def __str__(self) -> str:
        return f"opening of {self.share_id}"
