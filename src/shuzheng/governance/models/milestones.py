"""Milestones of a year's plan, and each move of a due day (R-008)."""

from __future__ import annotations

from django.db import models

from shuzheng.governance.rules.milestone import Content, State


class Milestone(models.Model):
    """One milestone. `said` is what came of it: what was reached, or why it was called off.

    `owner` is published; `owner_party` is the same body where it is on the platform.
    """

    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=150)
    content = models.CharField(max_length=20, choices=[(c, c) for c in Content])
    owner = models.CharField(max_length=100)
    owner_party = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="milestones"
    )
    due_on = models.DateField()
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    begun_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    said = models.TextField(blank=True)
    document = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="milestones"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("year", "name"), name="governance_milestone_once"),
        )
        indexes = (models.Index(fields=("state", "due_on"), name="governance_milestone_due"),)

    def __str__(self) -> str:
        return self.name


class Postponement(models.Model):
    """That a due day was moved: from when to when, why; never changed."""

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="postponements")
    was = models.DateField()
    due_on = models.DateField()
    reason = models.CharField(max_length=300)
    moved_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.was} → {self.due_on}"
