"""Sealed packages of papers, and every hand through which they went."""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.assessment.models.plans import Plan, PlanSession
from shuzheng.assessment.models.sites import Site
from shuzheng.assessment.rules import custody


class PaperPackage(models.Model):
    """A sealed package with the papers of one sitting for one site (试卷袋)."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="packages")
    session = models.ForeignKey(PlanSession, models.PROTECT, related_name="packages")
    site = models.ForeignKey(Site, models.PROTECT, related_name="packages")
    seal = models.CharField(max_length=40)
    copies = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=[(s, s) for s in custody.State])

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "seal"), name="assessment_package_seal_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=list(custody.State)), name="assessment_package_state"
            ),
            models.CheckConstraint(
                condition=models.Q(copies__gte=1), name="assessment_package_copies"
            ),
        )

    def __str__(self) -> str:
        return self.seal


class CustodyStep(models.Model):
    """That a package was sealed (verb empty), or what was done with it, by whom, before whom."""

    package = models.ForeignKey(PaperPackage, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=20, blank=True)
    done_by_id = models.BigIntegerField()
    done_by_organisation_id = models.BigIntegerField()
    second = models.CharField(max_length=50, blank=True)
    note = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField()
    log_index = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return f"{self.verb or 'sealed'} {self.package_id}"
