"""How an institution takes up a certificate: its own entry review, dated and documented."""

from __future__ import annotations

from django.db import models

from shuzheng.pilots.rules.entry import State


class InstitutionCertificate(models.Model):
    """A certificate in an institution, from proposal to exit."""

    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="certificates_in_use"
    )
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="institutions"
    )
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    approved_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("institution", "certificate_type"),
                name="pilots_institutioncertificate_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)),
                name="pilots_institutioncertificate_state",
            ),
        )

    def __str__(self) -> str:
        return f"{self.certificate_type_id} at {self.institution_id}"


class EntryReview(models.Model):
    """One entry review by the institution's expert body: sheets, weights, score, minutes."""

    entry = models.ForeignKey(InstitutionCertificate, models.PROTECT, related_name="reviews")
    experts = models.JSONField(default=list)
    weights = models.JSONField(default=dict)
    pass_mark = models.PositiveSmallIntegerField()
    sheets = models.JSONField(default=list)
    score = models.PositiveIntegerField()
    passed = models.BooleanField()
    reviewed_on = models.DateField()
    minutes = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, related_name="entry_reviews"
    )
    rule_since = models.DateField()

    def __str__(self) -> str:
        return f"review of {self.entry_id} on {self.reviewed_on}"
