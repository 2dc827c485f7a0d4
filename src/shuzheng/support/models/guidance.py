"""Guidance, help and questions of institutions (R-250, R-221, R-026)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from shuzheng.kernel.actor import Reach
from shuzheng.support.rules import guidance, question

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

LONG = 2_000


class OfInstitutionQuerySet(models.QuerySet[Any]):
    """Rows of one institution each, narrowed by who is asking."""

    def within(self, actor: Actor) -> Self:
        """Keep those of the actor's institution or area."""
        if actor.reach is Reach.PROVINCE:
            return self
        if actor.reach is Reach.AREA:
            return self.filter(institution__division__code__startswith=actor.area)
        if actor.reach is Reach.ORGANISATION:
            return self.filter(institution_id=actor.organisation_id)
        return self.none()


class Guidance(models.Model):
    """One guidance: how, when, on what, and what is asked for."""

    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="guidance"
    )
    given_by = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="guidance_given"
    )
    state = models.CharField(max_length=20, choices=[(s, s) for s in guidance.State])
    way = models.CharField(max_length=20, choices=[(w, w) for w in guidance.Way])
    given_on = models.DateField()
    subject = models.CharField(max_length=150)
    words = models.TextField(max_length=LONG)
    follow_up = models.CharField(max_length=500, blank=True)
    due_on = models.DateField(null=True)
    told = models.TextField(max_length=LONG, blank=True)
    told_on = models.DateField(null=True)
    outcome = models.CharField(max_length=500, blank=True)
    closed_on = models.DateField(null=True)

    objects = OfInstitutionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=list(guidance.State)), name="support_guidance_state"
            ),
        )
        indexes = (models.Index(fields=("state", "due_on"), name="support_guidance_due"),)

    def __str__(self) -> str:
        return self.subject


class Help(models.Model):
    """Help for an institution that carries out badly: training, helper, plan."""

    institution = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="helps")
    state = models.CharField(max_length=20, choices=[(s, s) for s in guidance.HelpState])
    ground = models.CharField(max_length=20, choices=[(g, g) for g in guidance.Ground])
    reason = models.CharField(max_length=500)
    training = models.CharField(max_length=200)
    training_on = models.DateField()
    helper = models.CharField(max_length=150)
    plan = models.TextField(max_length=LONG)
    opened_on = models.DateField()
    until = models.DateField()
    held_on = models.DateField(null=True)
    managers = models.PositiveIntegerField(null=True)
    outcome = models.TextField(max_length=LONG, blank=True)
    closed_on = models.DateField(null=True)

    objects = OfInstitutionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("institution",),
                condition=Q(state=guidance.HelpState.UNDER_WAY),
                name="support_help_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(guidance.HelpState)), name="support_help_state"
            ),
        )

    def __str__(self) -> str:
        return f"help for {self.institution_id}"


class Question(models.Model):
    """A question of an institution; `is_shared` answers are read by all of them, without names."""

    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="questions"
    )
    state = models.CharField(max_length=20, choices=[(s, s) for s in question.State])
    topic = models.CharField(max_length=20, choices=[(t, t) for t in question.Topic])
    title = models.CharField(max_length=150)
    words = models.TextField(max_length=LONG)
    asked_on = models.DateField()
    due_on = models.DateField()
    answer = models.TextField(max_length=LONG, blank=True)
    answered_on = models.DateField(null=True)
    is_shared = models.BooleanField(default=False)

    objects = OfInstitutionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=list(question.State)), name="support_question_state"
            ),
        )
        indexes = (models.Index(fields=("state", "due_on"), name="support_question_due"),)

    def __str__(self) -> str:
        return self.title
