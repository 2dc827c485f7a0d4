"""Restrictions: what a party may not do, on which ground, by which decision."""

from __future__ import annotations

from django.db import models

from shuzheng.standing.rules.restrictions import Kind


class Restriction(models.Model):
    """One decision against one organisation; lifted, never deleted."""

    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="restrictions"
    )
    kind = models.CharField(max_length=30, choices=[(k, k) for k in Kind])
    year = models.PositiveSmallIntegerField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    ground = models.CharField(max_length=10)
    reason = models.CharField(max_length=500)
    decision_number = models.CharField(max_length=60)
    decision = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="restrictions"
    )
    lifted_on = models.DateField(null=True)
    lifted_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "kind", "year", "decision_number"),
                name="standing_restriction_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(Kind)), name="standing_restriction_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.organisation_id}"
