"""Work that does not fit in a request, and which scheduled periods have been served.

A job's `arguments` and `result` never hold personal data; the words of a refusal may, so they are
sealed. `state` moves only by `foundation.jobs.lifecycle`; the states are written out here because
the package of jobs itself stands on these models (a test holds the two together).
"""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.foundation.sealing import Place

STATES = ("queued", "running", "stopping", "succeeded", "refused", "failed", "cancelled")


class Job(models.Model):
    """One piece of work that somebody, or the clock, asked for.

    `attempt` counts its starts since it was last asked for. While it runs, `lease` names the run
    that holds it and `leased_until` is when that run must have been heard of; `doubted_at` is when
    it was first found silent. `dispatch` is the newest entry for it in the queue of django-tasks.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    name = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    user_id = models.BigIntegerField()
    membership_id = models.BigIntegerField()
    organisation_id = models.BigIntegerField()
    state = models.CharField(max_length=20, choices=[(s, s) for s in STATES], default="queued")
    attempt = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField()
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    enqueued_at = models.DateTimeField()
    run_after = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    lease = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True)
    doubted_at = models.DateTimeField(null=True)
    dispatch = models.UUIDField(null=True)
    result = models.JSONField(default=dict)
    refusal_sealed = models.TextField(blank=True)
    error_code = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=STATES), name="foundation_job_state"
            ),
        )
        indexes = (
            models.Index(fields=("state", "run_after"), name="foundation_job_waiting"),
            models.Index(fields=("user_id", "enqueued_at"), name="foundation_job_requester"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.uid}"

    def place(self) -> Place:
        """Return where the sealed words of this job's refusal belong."""
        return Place("foundation_job", "refusal", str(self.uid))


class ScheduleMark(models.Model):
    """That one period of one schedule has been served; its uniqueness makes it served once."""

    name = models.CharField(max_length=80)
    period = models.CharField(max_length=20)
    due_at = models.DateTimeField()
    marked_at = models.DateTimeField()
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="marks")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("name", "period"), name="foundation_schedulemark_once"),
        )
        indexes = (models.Index(fields=("name", "due_at"), name="foundation_schedulemark_due"),)

    def __str__(self) -> str:
        return f"{self.name} {self.period}"
