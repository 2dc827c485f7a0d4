"""Plans of the province, one edition of a year after another, and the rows of their lists."""

from __future__ import annotations

from django.db import models

from shuzheng.governance.rules.plan import UNFINISHED, List, State


class Plan(models.Model):
    """One edition of a year's plan (R-009). `revision` counts what was written while drafting."""

    year = models.PositiveSmallIntegerField()
    edition = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    aims = models.TextField()
    industries = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)
    drafted_on = models.DateField()
    fixed_on = models.DateField(null=True)
    fixed_by = models.ForeignKey(
        "identity.Person", models.PROTECT, null=True, related_name="plans_fixed"
    )
    digest = models.CharField(max_length=64, blank=True)
    log_index = models.BigIntegerField(null=True)
    published_on = models.DateField(null=True)
    document = models.ForeignKey(
        "gazette.Document", models.PROTECT, null=True, related_name="plans"
    )
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("year", "edition"), name="governance_plan_edition"),
            models.UniqueConstraint(
                fields=("year",),
                condition=models.Q(state__in=sorted(UNFINISHED)),
                name="governance_plan_one_unfinished",
            ),
            models.UniqueConstraint(
                fields=("year",),
                condition=models.Q(state=State.IN_FORCE),
                name="governance_plan_one_in_force",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}/{self.edition}"


class PlanRow(models.Model):
    """One row of a fixed list, as it was on the day of fixing."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=20, choices=[(one, one) for one in List])
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    place = models.CharField(max_length=60, blank=True)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "kind", "code"), name="governance_row_once"),
        )

    def __str__(self) -> str:
        return self.name
