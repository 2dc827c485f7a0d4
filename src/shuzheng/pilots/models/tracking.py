"""Tracking of certificates in use, round by round (R-052)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from shuzheng.kernel.actor import Reach
from shuzheng.pilots.rules.tracking import State

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor


class TrackingRound(models.Model):
    """A round that was opened; due on its last day."""

    since = models.DateField(unique=True)
    until = models.DateField()
    reminded_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"tracking from {self.since} to {self.until}"


class TrackingQuerySet(models.QuerySet["Tracking"]):
    """Tracking, narrowed by who is asking."""

    def within(self, actor: Actor) -> models.QuerySet[Tracking]:
        """Keep what belongs to institutions that the actor's capacity covers."""
        if actor.reach is Reach.PROVINCE:
            return self
        if actor.reach is Reach.AREA:
            return self.filter(entry__institution__division__code__startswith=actor.area)
        if actor.reach is Reach.ORGANISATION:
            return self.filter(entry__institution_id=actor.organisation_id)
        return self.none()


class Tracking(models.Model):
    """What an institution says of one certificate in one round; figures freeze with it."""

    round = models.ForeignKey(TrackingRound, models.PROTECT, related_name="trackings")
    entry = models.ForeignKey(
        "pilots.InstitutionCertificate", models.PROTECT, related_name="trackings"
    )
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    organisation = models.TextField(blank=True)
    training = models.TextField(blank=True)
    assessment = models.TextField(blank=True)
    figures = models.JSONField(default=dict)
    recorded_on = models.DateField(null=True)

    objects = TrackingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "entry"), name="pilots_tracking_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="pilots_tracking_state"
            ),
        )

    def __str__(self) -> str:
        return f"tracking of {self.entry_id} in {self.round_id}"
