"""Issuers' keys and their changes, status lists, certificates, proposed revocations.

The signed text of a certificate is stored as it was signed and is never signed again: rendering a
paper or a page only reads it.
"""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.catalogue.rules.levels import Level
from shuzheng.credentials.rules import keys as key_rules
from shuzheng.credentials.rules.status import FORFEITING, LIVE, Ground, State, Verb
from shuzheng.foundation.models import NationalRecord
from shuzheng.foundation.sealing import Place


class IssuerKey(models.Model):
    """A signing key of an evaluation organisation, or of the province for whole records.

    Its private part is sealed with the key file, or lies in the PKCS#11 token with this label,
    where it is named by the key's `uid`.

    Of a stolen key only what stands among the first `compromised_size` entries of the evidence log,
    those of before `compromised_at`, is still believed (docs/trust-file.md).
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="issuer_keys"
    )
    did = models.CharField(max_length=256)
    multikey = models.CharField(max_length=64, unique=True)
    private_sealed = models.TextField(blank=True, default="")
    token = models.CharField(max_length=32, blank=True, default="")
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    last_signed_at = models.DateTimeField(null=True)
    compromised_at = models.DateTimeField(null=True)
    compromised_size = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organisation",),
                condition=models.Q(valid_until=None),
                name="credentials_issuerkey_one_current",
            ),
            models.CheckConstraint(
                condition=models.Q(private_sealed="") ^ models.Q(token=""),
                name="credentials_issuerkey_one_place",
            ),
            models.CheckConstraint(
                condition=models.Q(compromised_at=None, compromised_size=None)
                | models.Q(
                    valid_until__isnull=False,
                    compromised_at__isnull=False,
                    compromised_size__gte=0,
                ),
                name="credentials_issuerkey_compromised",
            ),
        )

    def __str__(self) -> str:
        return f"{self.did}#{self.multikey}"

    def place(self) -> Place:
        """Return where the sealed private key belongs."""
        return Place("credentials_issuerkey", "private", str(self.uid))


class Sm2Key(models.Model):
    """A key for the second proof of certificates, beside the signing key in whose time it lies.

    It ends with that key at the latest, and is stolen when that one is: both lie under one key
    file, so whoever read the one had the other. It never lies in a token.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    key = models.ForeignKey(IssuerKey, models.PROTECT, related_name="sm2_keys")
    multikey = models.CharField(max_length=64, unique=True)
    private_sealed = models.TextField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("key",),
                condition=models.Q(valid_until=None),
                name="credentials_sm2key_one_current",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key_id} {self.multikey}"

    def place(self) -> Place:
        """Return where the sealed private key belongs."""
        return Place("credentials_sm2key", "private", str(self.uid))


class KeyChange(models.Model):
    """A proposal to end a key, by one person, until another one decides on it.

    `since` is when a stolen key got lost; a rotation has none. `answer` says why it was declined.
    The proposal to make the first key of the province is about no key yet.
    """

    key = models.ForeignKey(IssuerKey, models.PROTECT, null=True, related_name="changes")
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="key_changes"
    )
    kind = models.CharField(max_length=12, choices=[(k, k) for k in key_rules.Kind])
    state = models.CharField(max_length=12, choices=[(s, s) for s in key_rules.State])
    reason = models.CharField(max_length=500)
    since = models.DateTimeField(null=True)
    proposed_by_id = models.BigIntegerField()
    proposed_by_organisation_id = models.BigIntegerField()
    proposed_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organisation",),
                condition=models.Q(state=key_rules.State.PROPOSED),
                name="credentials_keychange_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(key_rules.State)),
                name="credentials_keychange_state",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=key_rules.Kind.ROTATION, since=None, key__isnull=False)
                | models.Q(kind=key_rules.Kind.THEFT, since__isnull=False, key__isnull=False)
                | models.Q(kind=key_rules.Kind.FIRST, since=None, key=None),
                name="credentials_keychange_since",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.key_id}"


class StatusList(models.Model):
    """A bitstring of one organisation and purpose; certificates hold random places in it."""

    token = models.CharField(max_length=22, unique=True)
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="status_lists"
    )
    purpose = models.CharField(max_length=12)
    size = models.PositiveIntegerField()
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


class StatusChange(models.Model):
    """Why a certificate was put under enquiry, cleared, replaced or printed again.

    Its organisation, the office and the holder read the reason; the public does not.
    """

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="changes")
    verb = models.CharField(max_length=12, choices=[(v, v) for v in Verb])
    ground = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=500)
    proof = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, null=True, related_name="certificate_changes"
    )
    done_by_id = models.BigIntegerField()
    done_by_organisation_id = models.BigIntegerField()
    done_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.verb} {self.certificate_id}"


class LoggedChange(models.Model):
    """A change of status as the evidence log commits to it: the payload, and the entry's place.

    The salt lies with the entry. Emptying salt and payload erases what was said; the database
    itself refuses every other change.
    """

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="logged_changes")
    payload = models.TextField(blank=True)
    log_index = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return f"change of {self.certificate_id} at {self.log_index}"


class Revocation(models.Model):
    """A proposal to revoke, by the organisation, until the office confirms or drops it."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="revocations")
    ground = models.CharField(max_length=20, choices=[(g, g) for g in Ground])
    reason = models.CharField(max_length=500)
    heard_on = models.DateField()
    proposed_by_id = models.BigIntegerField()
    proposed_at = models.DateTimeField()
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("certificate",),
                condition=models.Q(decided_at=None),
                name="credentials_revocation_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"revocation of {self.certificate_id}"
