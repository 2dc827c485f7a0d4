"""Vetoes, from the proposal of a team to what became of them."""

from __future__ import annotations

from django.db import models

from shuzheng.quality.models.findings import Finding
from shuzheng.quality.rules.veto import OVER, Ground, State


class Veto(models.Model):
    """A veto for one grave finding.

    Who took a step (a person's id) is kept because somebody else takes the next.
    """

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="vetoes")
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    ground = models.CharField(max_length=30, choices=[(g, g) for g in Ground])
    reason = models.CharField(max_length=500)
    proposed_on = models.DateField()
    proposed_by = models.BigIntegerField()
    heard_on = models.DateField(null=True)
    statement = models.TextField(blank=True)
    heard_recorded_by = models.BigIntegerField(null=True)
    decided_on = models.DateField(null=True)
    decided_by = models.BigIntegerField(null=True)
    decision_reason = models.CharField(max_length=500, blank=True)
    number = models.CharField(max_length=60, blank=True)
    review_on = models.DateField(null=True)
    enforced_on = models.DateField(null=True)
    enforced_by = models.BigIntegerField(null=True)
    restriction = models.OneToOneField(
        "standing.Restriction", models.PROTECT, null=True, related_name="veto"
    )
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("finding",),
                condition=~models.Q(state__in=sorted(OVER)),
                name="quality_veto_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="quality_veto_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.IN_FORCE) | models.Q(restriction__isnull=False),
                name="quality_veto_bars",
            ),
        )

    def __str__(self) -> str:
        return f"veto {self.pk}"
