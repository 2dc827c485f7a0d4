"""Alliances, and the reports of events before they are held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from shuzheng.pilots.rules import activity, alliance

if TYPE_CHECKING:
    from shuzheng.catalogue.rules.levels import Level


class Alliance(models.Model):
    """The institutions that use one certificate, led by one of them (R-253).

    At most one of `lead` and `acting_lead` is set, none once it is dissolved; `terms` keep all.
    """

    certificate_type = models.OneToOneField(
        "catalogue.CertificateType", models.PROTECT, related_name="alliance"
    )
    name = models.CharField(max_length=100)
    state = models.CharField(max_length=20, choices=[(s, s) for s in alliance.State])
    lead = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="alliances_led"
    )
    acting_lead = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="alliances_acted_for"
    )
    named_on = models.DateField()
    formed_on = models.DateField(null=True)
    dissolved_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(alliance.State)), name="pilots_alliance_state"
            ),
        )

    def __str__(self) -> str:
        return self.name


class LeadTerm(models.Model):
    """Who led an alliance or acted for it, from one day to another; `until` is its last day."""

    alliance = models.ForeignKey(Alliance, models.PROTECT, related_name="terms")
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="lead_terms"
    )
    is_acting = models.BooleanField()
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("alliance",),
                condition=models.Q(until=None),
                name="pilots_leadterm_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} for {self.alliance_id}"


class ActivityReport(models.Model):
    """An organisation's report of an event in the province, filed jointly with the alliance."""

    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="activity_reports"
    )
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="activity_reports"
    )
    number = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=30, choices=[(k, k) for k in activity.EventKind])
    title = models.CharField(max_length=150)
    place = models.CharField(max_length=150)
    levels = models.JSONField(default=list)
    headcount = models.PositiveIntegerField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=20, choices=[(s, s) for s in activity.State])
    organisation_signed_on = models.DateField(null=True)
    alliance_signed_on = models.DateField(null=True)
    alliance_asked_on = models.DateField(null=True)
    asked_proof = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="activity_reports_asked"
    )
    submitted_on = models.DateField(null=True)
    noted_on = models.DateField(null=True)
    noted_by_silence = models.BooleanField(default=False)
    objection = models.CharField(max_length=500, blank=True)
    summary = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(activity.State)),
                name="pilots_activityreport_state",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="pilots_activityreport_dates",
            ),
        )

    def __str__(self) -> str:
        return self.number

    def covers(self, level: Level) -> bool:
        """Return whether the report names this level."""
        return level.value in self.levels
