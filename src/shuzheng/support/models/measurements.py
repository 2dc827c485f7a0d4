"""Measurements of unevenness, what sheets say for them, and their frozen tables (R-241)."""

from __future__ import annotations

from django.db import models

from shuzheng.support.rules.measurement import State
from shuzheng.support.rules.unevenness import Measure


class Measurement(models.Model):
    """The conditions of some whole months; one measurement a period."""

    since = models.DateField()
    until = models.DateField(unique=True)
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    opened_on = models.DateField()
    frozen_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="support_measurement_state"
            ),
        )

    def __str__(self) -> str:
        return f"conditions from {self.since} to {self.until}"


class SheetAmount(models.Model):
    """One amount of one institution from a sheet, with its source; spending is in fen."""

    measurement = models.ForeignKey(Measurement, models.PROTECT, related_name="amounts")
    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="support_amounts"
    )
    measure = models.CharField(max_length=20, choices=[(m, m) for m in Measure])
    amount = models.PositiveBigIntegerField()
    source = models.CharField(max_length=200)
    as_of = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("measurement", "institution", "measure"), name="support_sheetamount_once"
            ),
            models.CheckConstraint(
                condition=models.Q(measure__in=list(Measure)), name="support_sheetamount_measure"
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure} of {self.institution_id} in {self.measurement_id}"


class FrozenTable(models.Model):
    """The table of a measurement as canonical JSON; append-only."""

    measurement = models.OneToOneField(Measurement, models.PROTECT, related_name="frozen")
    text = models.TextField()
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"table of {self.measurement_id}"
