"""Lists of certificates that an enterprise had checked, and how much of a day it has used.

What was asked and answered holds names, so it lies encrypted under a key of its own until its time
is over; that so many were checked, with which outcomes, stays.
"""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.foundation.sealing import Place
from shuzheng.kernel.actor import Actor, Reach
from shuzheng.reliance.rules.checking import Channel, State


class CheckQuerySet(models.QuerySet["Check"]):
    """Checks, narrowed by who is asking."""

    def within(self, actor: Actor) -> CheckQuerySet:
        """Keep those of the actor's own enterprise; all, for the province."""
        if actor.reach is Reach.PROVINCE:
            return self
        if actor.reach is Reach.ORGANISATION:
            return self.filter(organisation_id=actor.organisation_id)
        return self.none()


class Check(models.Model):
    """One list. `body` holds its pairs while it waits, then what was said of each.

    `outcomes` counts its rows by outcome, once it is answered.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="certificate_checks"
    )
    channel = models.CharField(max_length=12, choices=[(c, c) for c in Channel])
    state = models.CharField(
        max_length=12, choices=[(s, s) for s in State], default=State.WAITING.value
    )
    asked_by_id = models.BigIntegerField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    asked = models.PositiveIntegerField()
    outcomes = models.JSONField(default=dict)
    key_sealed = models.TextField(blank=True)
    body = models.BinaryField()
    expires_at = models.DateTimeField()

    objects = CheckQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(channel__in=list(Channel)), name="reliance_check_channel"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="reliance_check_state"
            ),
        )
        indexes = (
            models.Index(fields=("organisation", "asked_at"), name="reliance_check_mine"),
            models.Index(fields=("expires_at",), name="reliance_check_expiry"),
        )

    def __str__(self) -> str:
        return f"check {self.uid}"

    def place(self) -> Place:
        """Return where the sealed key of the body belongs."""
        return Place("reliance_check", "body", str(self.uid))


class Allowance(models.Model):
    """How many pairs an enterprise asked about on a day, and how many of them led to nothing."""

    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="check_allowances"
    )
    on = models.DateField()
    asked = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("organisation", "on"), name="reliance_allowance_once"),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} on {self.on}"
