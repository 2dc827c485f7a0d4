"""Qualifications of assessors and trainers, conflicts of interest, policies on teachers."""

from __future__ import annotations

from django.db import models

from shuzheng.catalogue.rules.levels import Level
from shuzheng.foundation.models import NationalRecord
from shuzheng.workforce.rules.qualifications import Background, Ground, Kind


class Qualification(NationalRecord):
    """A dated qualification that an evaluation organisation granted to a person, on a document."""

    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="qualifications")
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="qualifications_granted"
    )
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="qualifications"
    )
    level = models.CharField(max_length=20, choices=[(x, x) for x in Level])
    kind = models.CharField(max_length=20, choices=[(k, k) for k in Kind])
    background = models.CharField(max_length=20, choices=[(b, b) for b in Background])
    number = models.CharField(max_length=40)
    issued_on = models.DateField()
    expires_on = models.DateField()
    document = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, related_name="qualifications"
    )
    revoked_on = models.DateField(null=True)
    revoked_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "number"), name="workforce_qualification_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("issued_on")),
                name="workforce_qualification_dates",
            ),
        )
        indexes = (
            models.Index(fields=("certificate_type", "kind"), name="workforce_qualification_for"),
        )

    def __str__(self) -> str:
        return self.number


class Recusal(models.Model):
    """That an assessor must not mark a candidate, as declared by either or by the organisation."""

    assessor = models.ForeignKey("identity.Person", models.PROTECT, related_name="recusals")
    candidate = models.ForeignKey("identity.Person", models.PROTECT, related_name="recused_by")
    ground = models.CharField(max_length=20, choices=[(g, g) for g in Ground])
    declared_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("assessor", "candidate"), name="workforce_recusal_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessor_id} for {self.candidate_id}"


class PolicyOrders(models.Model):
    """What a policy on teachers orders, as it was recorded; the newest `revision` holds.

    `document` is one version of a published document. Rows never change.
    """

    document = models.ForeignKey("gazette.Document", models.PROTECT, related_name="+")
    revision = models.PositiveSmallIntegerField()
    departments = models.JSONField(default=list)
    in_force_on = models.DateField()
    workload = models.TextField(blank=True)
    programmes = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("document", "revision"), name="workforce_policyorders_once"
            ),
        )

    def __str__(self) -> str:
        return f"orders of document {self.document_id}, revision {self.revision}"
