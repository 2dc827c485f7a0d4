"""Campaigns before the draw, and what keeps an inspector from a party."""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.quality.rules.campaign import Ground, State, TargetKind


class Campaign(models.Model):
    """A campaign of inspections; `pool` is who stood in its lot: ids by code and by tag."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    title = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=[(k, k) for k in TargetKind])
    targets = models.PositiveSmallIntegerField()
    team = models.PositiveSmallIntegerField()
    sections = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    planned_at = models.DateTimeField()
    pool = models.JSONField(default=dict)
    draw = models.ForeignKey(
        "transparency.Draw", models.PROTECT, null=True, related_name="campaigns"
    )
    drawn_at = models.DateTimeField(null=True)
    cancelled_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="quality_campaign_state"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(TargetKind)), name="quality_campaign_kind"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Tie(models.Model):
    """That an inspector has kin at a party, or was in contact with it, as he or she declared."""

    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="ties")
    organisation = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="ties")
    ground = models.CharField(max_length=20, choices=[(g, g) for g in Ground])
    declared_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "organisation", "ground"), name="quality_tie_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ground__in=[Ground.KIN, Ground.CONTACT]),
                name="quality_tie_ground",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ground} of {self.person_id}"
