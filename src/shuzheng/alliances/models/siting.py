"""Proposals of where to add sites, each with what it rests on (R-091, R-092, R-093)."""

from __future__ import annotations

from django.db import models

from shuzheng.alliances.rules.layout import Principle


class SitingProposal(models.Model):
    """One proposal; rows never change, a later one stands beside it.

    `inputs` is everything that it was computed from, `digest` its SHA-256. `value` and `bound` are
    in steps of one learner. `before` and `after` say how far sites reach.
    """

    made_at = models.DateTimeField()
    inputs = models.JSONField()
    digest = models.CharField(max_length=64)
    value = models.FloatField()
    bound = models.FloatField()
    before = models.JSONField()
    after = models.JSONField()

    def __str__(self) -> str:
        return f"proposal {self.pk} of sites"


class SitingRow(models.Model):
    """A site to add: a certificate at an institution."""

    proposal = models.ForeignKey(SitingProposal, models.PROTECT, related_name="rows")
    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="siting_rows"
    )
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="siting_rows"
    )
    city = models.ForeignKey("identity.Division", models.PROTECT, related_name="siting_rows")
    learners = models.PositiveIntegerField()
    institutions = models.PositiveIntegerField()
    fills = models.BooleanField()
    principle = models.CharField(max_length=20, choices=[(one, one) for one in Principle])

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("proposal", "institution", "certificate_type"),
                name="alliances_sitingrow_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.certificate_type_id} at {self.institution_id} in {self.proposal_id}"
