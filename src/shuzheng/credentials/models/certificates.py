"""Certificates, the status lists that they have places in, and whole records.

The signed text of a certificate is stored as it was signed and is never signed again: rendering a
paper or a page only reads it.
"""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.catalogue.rules.levels import Level
from shuzheng.credentials.models.keys import IssuerKey
from shuzheng.credentials.rules.status import FORFEITING, LIVE, State
from shuzheng.foundation.models import NationalRecord


class StatusList(models.Model):
    """A bitstring of one organisation and purpose; certificates hold random places in it.

    `given` has a bit for each place, the lowest of a byte first, that is set once it was given.
    """

    token = models.CharField(max_length=22, unique=True)
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="status_lists"
    )
    purpose = models.CharField(max_length=12)
    size = models.PositiveIntegerField()
    given = models.BinaryField(default=b"")
    document = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)
    is_stale = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.purpose} {self.token}"


class NumberSeries(models.Model):
    """The last serial given for a year, certificate and level; numbers are never used again."""

    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=6)
    level = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("year", "code", "level"), name="credentials_numberseries_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.code} {self.level}: {self.last}"


class Certificate(NationalRecord):
    """A certificate issued to a person (证书, 张), with the bytes that were signed.

    `first_issued_on` is the day of the first of those that replaced one another: figures count the
    newest of them, in the month of the first. `code` is what the QR code on paper says, signed, in
    hex; "" for a certificate from before there were such codes, until the clock signs it. One from
    before there were messages has no `message_list`.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    number = models.CharField(max_length=20, unique=True)
    token = models.CharField(max_length=22, unique=True)
    state = models.CharField(max_length=12, choices=[(s, s) for s in State])
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="certificates_issued"
    )
    result = models.ForeignKey("assessment.Result", models.PROTECT, related_name="certificates")
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="certificates")
    institution = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="certificates_of_students"
    )
    plan = models.ForeignKey("assessment.Plan", models.PROTECT, related_name="certificates")
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, related_name="certificates"
    )
    level = models.CharField(max_length=20, choices=[(x, x) for x in Level])
    module = models.CharField(max_length=60, blank=True)
    candidate_kind = models.CharField(max_length=20)
    holder = models.CharField(max_length=50)
    issued_at = models.DateTimeField()
    issued_on = models.DateField()
    first_issued_on = models.DateField()
    credential = models.TextField()
    key = models.ForeignKey(IssuerKey, models.PROTECT, related_name="certificates")
    template_version = models.CharField(max_length=20)
    font_version = models.CharField(max_length=40)
    salt = models.CharField(max_length=64)
    log_index = models.BigIntegerField(unique=True)
    code = models.TextField(blank=True, default="")
    revocation_list = models.ForeignKey(
        StatusList, models.PROTECT, related_name="revocable_certificates"
    )
    revocation_index = models.PositiveIntegerField()
    suspension_list = models.ForeignKey(
        StatusList, models.PROTECT, related_name="suspendable_certificates"
    )
    suspension_index = models.PositiveIntegerField()
    message_list = models.ForeignKey(
        StatusList, models.PROTECT, null=True, related_name="told_certificates"
    )
    message_index = models.PositiveIntegerField(null=True)
    state_since = models.DateTimeField()
    state_ground = models.CharField(max_length=20, blank=True)
    decision_number = models.CharField(max_length=40, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    copies = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("result",),
                condition=models.Q(state__in=sorted(LIVE)),
                name="credentials_certificate_one_live",
            ),
            models.UniqueConstraint(
                fields=("revocation_list", "revocation_index"),
                name="credentials_certificate_revocation_slot",
            ),
            models.UniqueConstraint(
                fields=("suspension_list", "suspension_index"),
                name="credentials_certificate_suspension_slot",
            ),
            models.UniqueConstraint(
                fields=("message_list", "message_index"),
                condition=models.Q(message_list__isnull=False),
                name="credentials_certificate_message_slot",
            ),
            models.UniqueConstraint(
                fields=("organisation", "official_number"),
                condition=~models.Q(official_number=""),
                name="credentials_certificate_official_number",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="credentials_certificate_state"
            ),
        )
        indexes = (
            models.Index(fields=("plan", "state"), name="credentials_certificate_plan"),
            models.Index(fields=("issued_on", "level"), name="credentials_certificate_month"),
            models.Index(fields=("institution", "state"), name="credentials_certificate_school"),
            models.Index(
                fields=("id",), condition=models.Q(code=""), name="credentials_cert_uncoded"
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def status_lists(self) -> frozenset[int]:
        """Return the ids of the status lists in which the certificate has a place."""
        held = (self.revocation_list_id, self.suspension_list_id, self.message_list_id)
        return frozenset(pk for pk in held if pk is not None)


BEYOND_THEFT = models.Q(key__compromised_size__lte=models.F("log_index"))
"""Certificates that no longer verify: logged only after their key was stolen."""

TAKEN = models.Q(state__in=LIVE) | models.Q(state=State.REVOKED, state_ground__in=FORFEITING)
"""Certificates beside which the same result earns no other one (R-109)."""


class LearnerRecord(models.Model):
    """A person's whole record as it was last signed; the next one takes its place."""

    uid = models.UUIDField(unique=True)
    person = models.OneToOneField("identity.Person", models.PROTECT, related_name="learner_record")
    key = models.ForeignKey(IssuerKey, models.PROTECT, related_name="records")
    issued_at = models.DateTimeField()
    document = models.TextField()

    def __str__(self) -> str:
        return str(self.uid)
