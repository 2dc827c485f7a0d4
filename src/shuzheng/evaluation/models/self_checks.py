"""Self-checks of institutions, and what they found."""

from __future__ import annotations

from django.db import models

from shuzheng.evaluation.rules.self_check import Found, State


class SelfCheck(models.Model):
    """One self-check of an institution; `texts` by principle."""

    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="self_checks"
    )
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    texts = models.JSONField(default=dict)
    file = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="self_checks"
    )
    begun_on = models.DateField()
    submitted_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="evaluation_selfcheck_state"
            ),
            models.UniqueConstraint(
                fields=("institution", "year"),
                condition=models.Q(state=State.WRITTEN),
                name="evaluation_selfcheck_one_being_written",
            ),
        )
        indexes = (models.Index(fields=("institution", "year"), name="evaluation_selfcheck_year"),)

    def __str__(self) -> str:
        return f"self-check {self.pk} of {self.institution_id}"


class SelfFinding(models.Model):
    """Something that an institution found of itself, until it is put right."""

    check_of = models.ForeignKey(SelfCheck, models.PROTECT, related_name="findings")
    state = models.CharField(max_length=20, choices=[(s, s) for s in Found])
    text = models.CharField(max_length=500)
    measure = models.CharField(max_length=500)
    due_on = models.DateField()
    done = models.CharField(max_length=500, blank=True)
    done_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(Found)), name="evaluation_selffinding_state"
            ),
        )

    def __str__(self) -> str:
        return f"finding {self.pk} of {self.check_of_id}"
