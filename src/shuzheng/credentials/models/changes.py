"""What happens to a certificate later: changes, proposed revocations, an appeal against one."""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.credentials.models.certificates import Certificate
from shuzheng.credentials.rules import appeals
from shuzheng.credentials.rules.status import Ground, Verb
from shuzheng.foundation.sealing import Place


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


class RevocationAppeal(models.Model):
    """The holder's appeal against a revocation, once for each certificate, to the department.

    What holder, organisation and department say is sealed: people write there what they would tell
    nobody else. So are the documents.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="appeal")
    revocation = models.OneToOneField(Revocation, models.PROTECT, related_name="appeal")
    state = models.CharField(max_length=12, choices=[(s, s) for s in appeals.State])
    grounds_sealed = models.TextField()
    documents = models.ManyToManyField(
        "foundation.StoredFile", related_name="revocation_appeals_backed"
    )
    lodged_by_id = models.BigIntegerField()
    lodged_on = models.DateField()
    due_on = models.DateField()
    statement_sealed = models.TextField(blank=True)
    stated_by_id = models.BigIntegerField(null=True)
    stated_at = models.DateTimeField(null=True)
    answer_sealed = models.TextField(blank=True)
    decided_by_id = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(appeals.State)),
                name="credentials_revocationappeal_state",
            ),
            models.CheckConstraint(
                condition=models.Q(state=appeals.State.LODGED, closed_at=None)
                | (~models.Q(state=appeals.State.LODGED) & models.Q(closed_at__isnull=False)),
                name="credentials_revocationappeal_closed",
            ),
        )

    def __str__(self) -> str:
        return f"appeal for {self.certificate_id}"

    def place(self, field: str) -> Place:
        """Return where a sealed field belongs: the grounds, the statement or the answer."""
        return Place("credentials_revocationappeal", field, str(self.uid))
