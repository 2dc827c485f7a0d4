"""Layout plans of alliances: one edition after another, none overwritten (R-091)."""

from __future__ import annotations

from django.db import models

from shuzheng.alliances.rules.layout import Principle


class LayoutPlan(models.Model):
    """One edition of an alliance's plan for a year; the newest is in force."""

    alliance = models.ForeignKey("pilots.Alliance", models.PROTECT, related_name="layouts")
    year = models.PositiveSmallIntegerField()
    edition = models.PositiveSmallIntegerField()
    lead = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="alliance_layouts"
    )
    made_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("alliance", "year", "edition"), name="alliances_layoutplan_edition"
            ),
        )

    def __str__(self) -> str:
        return f"layout {self.year} of {self.alliance_id}, edition {self.edition}"


class LayoutRow(models.Model):
    """What an edition plans for one city, and why."""

    plan = models.ForeignKey(LayoutPlan, models.PROTECT, related_name="rows")
    city = models.ForeignKey("identity.Division", models.PROTECT, related_name="layout_rows")
    planned = models.PositiveSmallIntegerField()
    principle = models.CharField(
        max_length=20, blank=True, choices=[(one, one) for one in Principle]
    )
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "city"), name="alliances_layoutrow_once"),
        )

    def __str__(self) -> str:
        return f"{self.city_id} in layout {self.plan_id}"
