"""Ceilings, waivers, fee agreements, hardship, settlements. Money is whole fen.

Hardship and the ground on which a fee was settled are seen by nobody who need not see them: no
other room reads them, lists show only that a fee is settled.
"""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.catalogue.rules.levels import Level
from shuzheng.fees.rules import agreement, exemption, hardship
from shuzheng.foundation.sealing import Place


class CostCeiling(models.Model):
    """The highest price of a certificate's level (R-122); the table starts empty (handbook 4.1)."""

    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="ceilings"
    )
    level = models.CharField(max_length=20, choices=[(x, x) for x in Level])
    since = models.DateField()
    price_fen = models.PositiveIntegerField()
    document_number = models.CharField(max_length=60)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("certificate_type", "level", "since"), name="fees_costceiling_once"
            ),
        )

    def __str__(self) -> str:
        return f"ceiling of {self.certificate_type_id} {self.level}"


class CeilingWaiver(models.Model):
    """The provincial department's written leave to pass a ceiling or to do without one."""

    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="ceiling_waivers"
    )
    level = models.CharField(max_length=20, choices=[(x, x) for x in Level])
    number = models.CharField(max_length=60, unique=True)
    since = models.DateField()
    until = models.DateField()
    limit_fen = models.PositiveIntegerField()
    document = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, related_name="ceiling_waivers"
    )

    def __str__(self) -> str:
        return self.number


class FeeAgreement(models.Model):
    """The fee of one certificate and level for a year, agreed by alliance lead and organisation.

    `items` lists what the price consists of, as [name, fen]; nothing else may be charged (R-120).
    """

    number = models.CharField(max_length=24, unique=True)
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="fee_agreements"
    )
    level = models.CharField(max_length=20, choices=[(x, x) for x in Level])
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="fee_agreements"
    )
    lead = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="fee_agreements_led"
    )
    state = models.CharField(max_length=20, choices=[(s, s) for s in agreement.State])
    price_fen = models.PositiveIntegerField()
    items = models.JSONField(default=list)
    since = models.DateField()
    until = models.DateField()
    experts = models.JSONField(default=list)
    appraised_on = models.DateField(null=True)
    minutes = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="fee_appraisals"
    )
    negotiating_since = models.DateField(null=True)
    lead_signed_on = models.DateField(null=True)
    organisation_signed_on = models.DateField(null=True)
    document = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="fee_agreements"
    )
    filed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("certificate_type", "level", "since"),
                condition=models.Q(state__in=("filed", "in_force")),
                name="fees_feeagreement_one_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(agreement.State)), name="fees_feeagreement_state"
            ),
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="fees_feeagreement_dates"
            ),
        )

    def __str__(self) -> str:
        return self.number


class Stance(models.Model):
    """Whether an institution that uses the certificate joins an agreement or dissents (3.13)."""

    agreement = models.ForeignKey(FeeAgreement, models.CASCADE, related_name="stances")
    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="fee_stances"
    )
    joins = models.BooleanField()
    reason = models.CharField(max_length=300, blank=True)
    declared_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement", "institution"), name="fees_stance_once"),
        )

    def __str__(self) -> str:
        return f"stance of {self.institution_id}"


class HardshipClaim(models.Model):
    """A claim of hardship; its kind is sealed, because it says what a family lives with.

    So are the office's answer and the appeal: people write there what they would tell nobody else.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="hardship_claims")
    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="hardship_claims"
    )
    state = models.CharField(max_length=20, choices=[(s, s) for s in hardship.State])
    kind_sealed = models.TextField()
    since = models.DateField()
    until = models.DateField()
    proof = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="hardship_claims"
    )
    lodged_on = models.DateField()
    decided_on = models.DateField(null=True)
    answer_sealed = models.TextField(blank=True)
    appeal_sealed = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "institution", "since"),
                condition=~models.Q(
                    state__in=(hardship.State.REFUSED, hardship.State.REFUSED_FINALLY)
                ),
                name="fees_hardshipclaim_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(hardship.State)), name="fees_hardshipclaim_state"
            ),
        )

    def __str__(self) -> str:
        return f"claim {self.pk}"

    def place(self, field: str = "kind") -> Place:
        """Return where a sealed field belongs: its kind, answer or appeal."""
        return Place("fees_hardshipclaim", field, str(self.uid))


class Settlement(models.Model):
    """What one registration owed, and how it was settled; `reference` is its uid.

    It keeps what decided the charge (day, kind, pilot), because a claim that is decided later
    changes it: `pay_back_fen` is what the candidate then gets back.
    """

    reference = models.UUIDField(unique=True)
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="settlements")
    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="settlements"
    )
    agreement = models.ForeignKey(FeeAgreement, models.PROTECT, related_name="settlements")
    candidate_kind = models.CharField(
        max_length=20, choices=[(k, k) for k in exemption.CandidateKind]
    )
    pilot_student = models.BooleanField()
    registered_on = models.DateField()
    ground = models.CharField(max_length=20, choices=[(g, g) for g in exemption.Ground])
    price_fen = models.PositiveIntegerField()
    owed_fen = models.PositiveIntegerField()
    settled_at = models.DateTimeField(null=True)
    paid_fen = models.PositiveIntegerField(default=0)
    receipt = models.CharField(max_length=60, blank=True)
    pay_back_fen = models.PositiveIntegerField(default=0)
    paid_back_at = models.DateTimeField(null=True)
    refunded_at = models.DateTimeField(null=True)
    rule_since = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(pay_back_fen__lte=models.F("paid_fen")),
                name="fees_settlement_back_within_paid",
            ),
        )

    def __str__(self) -> str:
        return f"settlement {self.pk}"
