"""Marks, results and score reviews. Marks and scores are whole hundredths of a mark."""

from __future__ import annotations

from django.db import models

from shuzheng.assessment.models.plans import Component
from shuzheng.assessment.models.registrations import Registration
from shuzheng.assessment.models.seats import Incident
from shuzheng.assessment.rules import marking, result, review
from shuzheng.foundation.models import NationalRecord


class MarkingSheet(models.Model):
    """One candidate's part, from unmarked to locked."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="sheets")
    component = models.ForeignKey(Component, models.PROTECT, related_name="sheets")
    state = models.CharField(max_length=20, choices=[(s, s) for s in marking.State])
    agreed = models.PositiveIntegerField(null=True)
    version = models.PositiveSmallIntegerField(default=1)
    version_reason = models.CharField(max_length=200, blank=True)
    locked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("registration", "component"), name="assessment_markingsheet_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(marking.State)),
                name="assessment_markingsheet_state",
            ),
        )

    def __str__(self) -> str:
        return f"sheet {self.pk}"


class Mark(models.Model):
    """What one marker gave: round 1, 2 or 3 (adjudication), 0 for a machine's mark."""

    sheet = models.ForeignKey(MarkingSheet, models.PROTECT, related_name="marks")
    round = models.PositiveSmallIntegerField()
    points = models.PositiveIntegerField()
    marker = models.ForeignKey(
        "identity.Person", models.PROTECT, null=True, related_name="marks_given"
    )
    marked_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("sheet", "round"), name="assessment_mark_round_once"),
            models.UniqueConstraint(fields=("sheet", "marker"), name="assessment_mark_marker_once"),
        )

    def __str__(self) -> str:
        return f"mark {self.pk}"


class Result(NationalRecord):
    """What a candidate's marks come to under the pass rule, with the trace that shows why."""

    registration = models.OneToOneField(Registration, models.PROTECT, related_name="result")
    state = models.CharField(max_length=20, choices=[(s, s) for s in result.State])
    outcome = models.CharField(max_length=20, choices=[(o, o) for o in result.Outcome])
    score = models.PositiveIntegerField(null=True)
    passed = models.BooleanField()
    trace = models.JSONField(default=list)
    version = models.PositiveSmallIntegerField(default=1)
    version_reason = models.CharField(max_length=200, blank=True)
    computed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    review_until = models.DateField(null=True)
    rule_since = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(result.State)), name="assessment_result_state"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=list(result.Outcome)),
                name="assessment_result_outcome",
            ),
        )

    def __str__(self) -> str:
        return f"result {self.pk}"


class ScoreReview(models.Model):
    """A candidate's request to have a published score checked (成绩复核)."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=20, choices=[(s, s) for s in review.State])
    reason = models.CharField(max_length=500)
    requested_on = models.DateField()
    answer_due_on = models.DateField(null=True)
    checker = models.ForeignKey(
        "identity.Person", models.PROTECT, null=True, related_name="reviews_checked"
    )
    answer = models.CharField(max_length=500, blank=True)
    answered_on = models.DateField(null=True)
    escalated = models.PositiveSmallIntegerField(default=0)
    escalation_reason = models.CharField(max_length=500, blank=True)
    office_answer = models.CharField(max_length=500, blank=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("registration",),
                condition=~models.Q(state__in=("refused", "closed")),
                name="assessment_scorereview_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(review.State)),
                name="assessment_scorereview_state",
            ),
        )

    def __str__(self) -> str:
        return f"review {self.pk}"


class MisconductAppeal(models.Model):
    """A candidate's appeal against a finding of misconduct, heard by the office."""

    incident = models.OneToOneField(Incident, models.PROTECT, related_name="appeal")
    state = models.CharField(max_length=20, choices=[(s, s) for s in review.AppealState])
    reason = models.CharField(max_length=500)
    lodged_on = models.DateField()
    hearer = models.ForeignKey(
        "identity.Person", models.PROTECT, null=True, related_name="appeals_heard"
    )
    heard_on = models.DateField(null=True)
    decision_reason = models.CharField(max_length=500, blank=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(review.AppealState)),
                name="assessment_misconductappeal_state",
            ),
        )

    def __str__(self) -> str:
        return f"appeal {self.pk}"
