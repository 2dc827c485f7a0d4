"""Bi-weekly reports, the periods they belong to, breaks, and suggestions made in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from shuzheng.kernel.actor import Reach
from shuzheng.pilots.rules.reporting import Answer, Excuse, State

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor


class ReportPeriod(models.Model):
    """A period that was opened; closed once its due day was over and misses were counted."""

    due_on = models.DateField(unique=True)
    since = models.DateField()
    until = models.DateField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"reports due on {self.due_on}"


class ReportBreak(models.Model):
    """Days for which the office asks for no reports (R-196), both included."""

    since = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=500)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="pilots_reportbreak_days"
            ),
        )

    def __str__(self) -> str:
        return f"break from {self.since} to {self.until}"


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports, narrowed by who is asking."""

    def within(self, actor: Actor) -> Self:
        """Keep the reports of institutions that the actor's capacity covers."""
        if actor.reach is Reach.PROVINCE:
            return self
        if actor.reach is Reach.AREA:
            return self.filter(institution__division__code__startswith=actor.area)
        if actor.reach is Reach.ORGANISATION:
            return self.filter(institution_id=actor.organisation_id)
        return self.none()


class Report(models.Model):
    """One institution's report for one period.

    `edition` counts the savings of the text, so that two editors do not overwrite each other.
    `figures` are prefilled until the report is filed and frozen with it.
    """

    institution = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="reports")
    period = models.ForeignKey(ReportPeriod, models.PROTECT, related_name="reports")
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    progress = models.TextField(blank=True)
    experience = models.TextField(blank=True)
    cases = models.TextField(blank=True)
    problems = models.TextField(blank=True)
    suggestions = models.TextField(blank=True)
    edition = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    figures = models.JSONField(default=dict)
    figures_at = models.DateTimeField(null=True)
    submitted_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    accepted_by_silence = models.BooleanField(default=False)
    returned_reason = models.CharField(max_length=500, blank=True)
    excuse = models.CharField(max_length=20, blank=True, choices=[(e, e) for e in Excuse])
    excuse_reason = models.CharField(max_length=500, blank=True)
    entered_on = models.DateField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("period", "institution"), name="pilots_report_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="pilots_report_state"
            ),
        )
        indexes = (
            models.Index(fields=("institution", "state"), name="pilots_report_school"),
            models.Index(fields=("state", "submitted_on"), name="pilots_report_waiting"),
        )

    def __str__(self) -> str:
        return f"report of {self.institution_id} for {self.period_id}"


class Suggestion(models.Model):
    """A policy suggestion as it was filed, and what the office answered (R-199)."""

    report = models.OneToOneField(Report, models.PROTECT, related_name="suggestion")
    answer_due_on = models.DateField()
    answer = models.CharField(max_length=20, blank=True, choices=[(a, a) for a in Answer])
    words = models.TextField(blank=True)
    answered_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"suggestion of report {self.report_id}"
