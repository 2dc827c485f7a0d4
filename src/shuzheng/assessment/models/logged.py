"""What assessment has told the evidence log, beside the rows that it is about."""

from __future__ import annotations

from django.db import models

from shuzheng.assessment.core.steps import Kind
from shuzheng.assessment.models.plans import Plan
from shuzheng.assessment.models.registrations import Registration


class LoggedStep(models.Model):
    """One step as the log commits to it: the payload, and the entry's place.

    The salt lies with the entry. Emptying salt and payload erases what was said; the database
    itself refuses every other change. `registration` is empty where the step is of a whole plan.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="logged_steps")
    registration = models.ForeignKey(
        Registration, models.PROTECT, null=True, related_name="logged_steps"
    )
    kind = models.CharField(max_length=30, choices=[(k, k) for k in Kind])
    part = models.CharField(max_length=32, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    payload = models.TextField(blank=True)
    log_index = models.BigIntegerField(unique=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("registration", "kind", "part", "version"),
                name="assessment_loggedstep_once",
            ),
            models.UniqueConstraint(
                fields=("plan", "kind", "version"),
                condition=models.Q(registration=None),
                name="assessment_loggedstep_plan_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} at {self.log_index}"
