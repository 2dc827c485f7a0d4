"""Inspections that were drawn, and their teams."""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.quality.models.campaigns import Campaign
from shuzheng.quality.rules.inspection import Heard, Signature, State


class Inspection(models.Model):
    """One target of a campaign: the party that answers, and its site where a site is inspected.

    `code` is the target's in the draw; `payload` is what the log commits to at `log_index`;
    `answers` and `remarks` are by item of the form; `place` is where the form was last saved, as a
    phone told it (`rules.on_site.place`).
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="inspections")
    code = models.CharField(max_length=40)
    party = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="inspections")
    site = models.ForeignKey(
        "assessment.Site", models.PROTECT, null=True, related_name="inspections"
    )
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    payload = models.TextField()
    log_index = models.BigIntegerField(unique=True)
    arrived_at = models.DateTimeField(null=True)
    called_off_reason = models.CharField(max_length=500, blank=True)
    answers = models.JSONField(default=dict)
    remarks = models.JSONField(default=dict)
    place = models.CharField(max_length=40, blank=True)
    report = models.TextField(blank=True)
    reported_on = models.DateField(null=True)
    signature = models.CharField(max_length=20, blank=True, choices=[(s, s) for s in Signature])
    record = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="inspections"
    )
    team_signature = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="inspections_signed_for"
    )
    party_signature = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="inspections_signed"
    )
    heard_by = models.DateField(null=True)
    heard = models.CharField(max_length=20, blank=True, choices=[(h, h) for h in Heard])
    statement = models.TextField(blank=True)
    confirmed_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("campaign", "code"), name="quality_inspection_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="quality_inspection_state"
            ),
        )

    def __str__(self) -> str:
        return f"inspection {self.uid}"


class TeamMember(models.Model):
    """An inspector of a team; the first that was drawn leads it."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="members")
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="inspecting")
    leads = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("inspection", "person"), name="quality_teammember_once"
            ),
            models.UniqueConstraint(
                fields=("inspection",),
                condition=models.Q(leads=True),
                name="quality_teammember_one_leads",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} in {self.inspection_id}"
