"""What others found of a party: the ministry's monitoring, and third parties."""

from __future__ import annotations

from django.db import models

from shuzheng.evaluation.rules.third_party import State


class MinistryResult(models.Model):
    """One result of the ministry's monitoring of one party, as its document says it."""

    party = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="ministry_results"
    )
    year = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=100)
    result = models.CharField(max_length=500)
    document = models.CharField(max_length=200)
    dated_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("party", "year", "subject"), name="evaluation_ministryresult_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} of {self.party_id} in {self.year}"


class ThirdParty(models.Model):
    """An evaluation that the department commissioned; `site` where a site is evaluated."""

    party = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="third_party_evaluations"
    )
    site = models.ForeignKey(
        "assessment.Site", models.PROTECT, null=True, related_name="third_party_evaluations"
    )
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    evaluator = models.CharField(max_length=100)
    subject = models.CharField(max_length=200)
    contract = models.CharField(max_length=60)
    commissioned_on = models.DateField()
    declaration = models.TextField(blank=True)
    declaration_file = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="independence_declared"
    )
    declared_on = models.DateField(null=True)
    result = models.TextField(blank=True)
    score = models.PositiveSmallIntegerField(null=True)
    report = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="third_party_reports"
    )
    reported_on = models.DateField(null=True)
    called_off_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="evaluation_thirdparty_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.REPORTED) | models.Q(declared_on__isnull=False),
                name="evaluation_thirdparty_independent",
            ),
        )

    def __str__(self) -> str:
        return f"third-party evaluation {self.pk}"
