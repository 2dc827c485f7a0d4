"""Issuers' keys, their further keys for SM2 and RSA, and proposals to end a key."""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.credentials.rules import keys as key_rules
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


class RsaKey(models.Model):
    """A key for the older token of Open Badges, beside the signing key in whose time it lies.

    It ends with that key at the latest, and is stolen when that one is, as a key for SM2. `modulus`
    is written as a JWK writes it, and `thumbprint` names the key (`core.rsa`).
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    key = models.ForeignKey(IssuerKey, models.PROTECT, related_name="rsa_keys")
    thumbprint = models.CharField(max_length=43, unique=True)
    modulus = models.TextField()
    private_sealed = models.TextField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("key",),
                condition=models.Q(valid_until=None),
                name="credentials_rsakey_one_current",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key_id} {self.thumbprint}"

    def place(self) -> Place:
        """Return where the sealed private key belongs."""
        return Place("credentials_rsakey", "private", str(self.uid))


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
