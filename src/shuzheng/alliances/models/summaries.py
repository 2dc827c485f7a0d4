"""Summaries of alliances, period by period (R-198)."""

from __future__ import annotations

from django.db import models

from shuzheng.alliances.rules.summary import State
from shuzheng.pilots.rules.reporting import Answer


class SummaryPeriod(models.Model):
    """A period that summaries were asked for."""

    since = models.DateField(unique=True)
    until = models.DateField()
    due_on = models.DateField()
    reminded_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"summaries from {self.since} to {self.until}"


class Summary(models.Model):
    """What an alliance's lead says of one period; `lead` and figures freeze with it."""

    period = models.ForeignKey(SummaryPeriod, models.PROTECT, related_name="summaries")
    alliance = models.ForeignKey("pilots.Alliance", models.PROTECT, related_name="summaries")
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    situation = models.TextField(blank=True)
    results = models.TextField(blank=True)
    suggestions = models.TextField(blank=True)
    figures = models.JSONField(default=dict)
    lead = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="alliance_summaries"
    )
    document = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="alliance_summaries"
    )
    submitted_on = models.DateField(null=True)
    answer_due_on = models.DateField(null=True)
    answer = models.CharField(max_length=20, blank=True, choices=[(a, a) for a in Answer])
    words = models.TextField(blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("period", "alliance"), name="alliances_summary_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="alliances_summary_state"
            ),
        )
        indexes = (models.Index(fields=("state", "answer_due_on"), name="alliances_summary_due"),)

    def __str__(self) -> str:
        return f"summary {self.pk} of {self.alliance_id}"
