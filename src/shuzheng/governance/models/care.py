"""Who is in charge of a certificate in the office, and what reviews found (R-013)."""

from __future__ import annotations

from django.db import models


class Charge(models.Model):
    """That an officer has charge of a certificate, and when it is reviewed next."""

    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="charges"
    )
    officer = models.ForeignKey("identity.Person", models.PROTECT, related_name="charges")
    review_on = models.DateField()
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("certificate_type",),
                condition=models.Q(until=None),
                name="governance_charge_one",
            ),
        )

    def __str__(self) -> str:
        return f"charge of {self.certificate_type_id}"


class CertificateReview(models.Model):
    """What a review of a certificate's pilot work found; never changed."""

    charge = models.ForeignKey(Charge, models.PROTECT, related_name="reviews")
    due_on = models.DateField()
    reviewed_on = models.DateField()
    found = models.TextField()
    next_on = models.DateField()

    def __str__(self) -> str:
        return f"review {self.reviewed_on}"
