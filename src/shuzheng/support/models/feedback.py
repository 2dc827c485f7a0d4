"""What institutions say of skill standards, and the answers (R-058)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from shuzheng.kernel.actor import Reach
from shuzheng.support.rules.feedback import Matter, Outcome, State

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

LONG = 2_000


class FeedbackQuerySet(models.QuerySet[Any]):
    """Feedback, narrowed by who is asking."""

    def within(self, actor: Actor) -> Self:
        """Keep what the actor's institution gave and what its organisation answers."""
        if actor.reach is Reach.PROVINCE:
            return self
        if actor.reach is Reach.ORGANISATION:
            own = actor.organisation_id
            return self.filter(
                Q(institution_id=own) | Q(standard__certificate_type__organisation_id=own)
            )
        return self.none()


class Feedback(models.Model):
    """What one institution says of one version of a standard; `requirement` where it is on one."""

    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="standard_feedback"
    )
    standard = models.ForeignKey(
        "catalogue.StandardVersion", models.PROTECT, related_name="feedback"
    )
    requirement = models.ForeignKey(
        "catalogue.SkillRequirement", models.PROTECT, null=True, related_name="feedback"
    )
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    matter = models.CharField(max_length=20, choices=[(m, m) for m in Matter])
    words = models.TextField(max_length=LONG)
    given_on = models.DateField()
    due_on = models.DateField()
    outcome = models.CharField(max_length=20, choices=[(o, o) for o in Outcome], blank=True)
    answer = models.TextField(max_length=LONG, blank=True)
    answered_on = models.DateField(null=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=list(State)), name="support_feedback_state"
            ),
            models.CheckConstraint(
                condition=Q(state=State.ANSWERED, outcome__in=list(Outcome))
                & Q(answered_on__isnull=False)
                | ~Q(state=State.ANSWERED) & Q(outcome="", answered_on__isnull=True),
                name="support_feedback_answered",
            ),
        )
        indexes = (models.Index(fields=("state", "due_on"), name="support_feedback_due"),)

    def __str__(self) -> str:
        return f"{self.matter} of {self.standard_id}"
