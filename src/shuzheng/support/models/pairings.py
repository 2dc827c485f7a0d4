"""Pairings of institutions, their actions and their half-yearly checks (R-240)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from shuzheng.kernel.actor import Reach
from shuzheng.support.rules.pairing import OPEN, Judgement, Result, State, Word

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor

LONG = 2_000


class PairingQuerySet(models.QuerySet["Pairing"]):
    """Pairings, narrowed by who is asking."""

    def within(self, actor: Actor) -> Self:
        """Keep those in which the actor's institution stands, or one of the actor's area."""
        if actor.reach is Reach.PROVINCE:
            return self
        if actor.reach is Reach.AREA:
            area = actor.area
            return self.filter(
                Q(helper__division__code__startswith=area)
                | Q(helped__division__code__startswith=area)
            )
        if actor.reach is Reach.ORGANISATION:
            here = actor.organisation_id
            return self.filter(Q(helper_id=here) | Q(helped_id=here))
        return self.none()


class Pairing(models.Model):
    """One institution helps another for a term. `reason` says why these two, where no rule does.

    `before` and `after` are the helped one's figures at the beginning and at the evaluation.
    """

    helper = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="helping")
    helped = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="helped_by")
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    measurement = models.ForeignKey(
        "support.Measurement", models.PROTECT, null=True, related_name="pairings"
    )
    reason = models.CharField(max_length=500, blank=True)
    measures = models.JSONField(default=list)
    since = models.DateField()
    until = models.DateField()
    shares = models.JSONField(default=list)
    words = models.TextField(max_length=LONG)
    goal = models.TextField(max_length=LONG)
    proposed_on = models.DateField()
    answer_until = models.DateField()
    helper_word = models.CharField(max_length=20, blank=True, choices=[(w, w) for w in Word])
    helper_said = models.CharField(max_length=500, blank=True)
    helper_on = models.DateField(null=True)
    helped_word = models.CharField(max_length=20, blank=True, choices=[(w, w) for w in Word])
    helped_said = models.CharField(max_length=500, blank=True)
    helped_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    decision = models.CharField(max_length=500, blank=True)
    before = models.JSONField(default=dict)
    evaluation_due_on = models.DateField(null=True)
    evaluated_on = models.DateField(null=True)
    result = models.CharField(max_length=20, blank=True, choices=[(r, r) for r in Result])
    evaluation = models.TextField(max_length=LONG, blank=True)
    early_reason = models.CharField(max_length=500, blank=True)
    after = models.JSONField(default=dict)
    ended_on = models.DateField(null=True)
    ending = models.CharField(max_length=500, blank=True)

    objects = PairingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("helper", "helped"),
                condition=Q(state__in=sorted(OPEN)),
                name="support_pairing_once",
            ),
            models.CheckConstraint(
                condition=~Q(helper=models.F("helped")), name="support_pairing_of_two"
            ),
            models.CheckConstraint(
                condition=Q(until__gt=models.F("since")), name="support_pairing_term"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(State)), name="support_pairing_state"
            ),
        )

    def __str__(self) -> str:
        return f"{self.helper_id} helps {self.helped_id}"


class Action(models.Model):
    """Something that the two agreed to do, or did; told by one of them."""

    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="actions")
    title = models.CharField(max_length=150)
    due_on = models.DateField()
    planned_by = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="actions_planned"
    )
    done_on = models.DateField(null=True)
    told_by = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="actions_told"
    )
    told_on = models.DateField(null=True)
    persons = models.PositiveIntegerField(null=True)
    hours = models.PositiveIntegerField(null=True)
    words = models.TextField(max_length=LONG, blank=True)
    document = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="support_actions"
    )

    class Meta:
        indexes = (models.Index(fields=("due_on",), name="support_action_due"),)

    def __str__(self) -> str:
        return self.title


class Check(models.Model):
    """A half-yearly check: asked for by the clock, written by the office, with the figures then."""

    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="checks")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    due_on = models.DateField()
    reminded_on = models.DateField(null=True)
    written_on = models.DateField(null=True)
    judgement = models.CharField(max_length=20, blank=True, choices=[(j, j) for j in Judgement])
    words = models.TextField(max_length=LONG, blank=True)
    figures = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("pairing", "number"), name="support_check_once"),
        )

    def __str__(self) -> str:
        return f"check {self.number} of {self.pairing_id}"
