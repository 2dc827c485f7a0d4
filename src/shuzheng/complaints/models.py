"""Cases, what is said in them, whom they are about; who complains lies sealed in a table aside.

No row of a case leads to a person who complains: `Complainant` holds name and contact sealed, and
for somebody who was signed in a keyed hash of the person, never the person.
"""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.complaints.rules import receipt
from shuzheng.complaints.rules.complaint import Kind, Outcome, State, Urgency
from shuzheng.complaints.rules.effects import Effect
from shuzheng.foundation import sealing
from shuzheng.foundation.sealing import Place


class Complaint(models.Model):
    """One enquiry, complaint or opinion. What was written lies sealed, each text in its column.

    `owner` and `officer` are the organisation and the person who handle it; `about` is what the
    complainant wrote where nothing was chosen. `change` is public: it names no person.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    number = models.CharField(max_length=20, unique=True)
    secret_index = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=20, choices=[(k, k) for k in Kind])
    urgency = models.CharField(
        max_length=20, choices=[(u, u) for u in Urgency], default=Urgency.ORDINARY
    )
    state = models.CharField(max_length=20, choices=[(s, s) for s in State])
    about = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="complaints_about"
    )
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, null=True, related_name="complaints"
    )
    plan = models.ForeignKey(
        "assessment.Plan", models.PROTECT, null=True, related_name="complaints"
    )
    site = models.ForeignKey(
        "assessment.Site", models.PROTECT, null=True, related_name="complaints"
    )
    text_sealed = models.TextField()
    received_at = models.DateTimeField()
    accept_due_on = models.DateField()
    answer_due_on = models.DateField()
    owner = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="complaints_owned"
    )
    officer = models.ForeignKey(
        "identity.Person", models.PROTECT, null=True, related_name="complaints_owned"
    )
    accepted_on = models.DateField(null=True)
    reason_sealed = models.TextField(blank=True)
    outcome = models.CharField(max_length=20, blank=True, choices=[(o, o) for o in Outcome])
    answer_sealed = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.BigIntegerField(null=True)
    heard_until = models.DateField(null=True)
    change = models.TextField(blank=True)
    is_satisfied = models.BooleanField(null=True)
    review_sealed = models.TextField(blank=True)
    closed_on = models.DateField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    flagged_at = models.DateTimeField(null=True)
    flag_cleared_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(State)), name="complaints_complaint_state"
            ),
            models.CheckConstraint(
                condition=models.Q(owner=None, officer=None)
                | models.Q(owner__isnull=False, officer__isnull=False),
                name="complaints_complaint_owned_by_both",
            ),
        )
        indexes = (
            models.Index(fields=("state", "answer_due_on"), name="complaints_complaint_due"),
        )

    def __str__(self) -> str:
        return self.number

    def place(self, field: str) -> Place:
        """Return where a sealed field of this case belongs."""
        return Place("complaints_complaint", field, str(self.uid))

    def opened(self, field: str) -> str:
        """Return one of the sealed texts: text, reason, answer or review."""
        return sealing.unseal(getattr(self, f"{field}_sealed"), self.place(field))

    def sealed(self, field: str, text: str) -> str:
        """Return what the sealed column of one of the texts holds."""
        return sealing.seal(text, self.place(field))

    @staticmethod
    def index_of(number: str, secret: str) -> str:
        """Return what finds a case by its receipt: both parts, however they are spaced."""
        joined = f"{receipt.plain(number)} {receipt.plain(secret)}"
        return sealing.index("complaints.receipt", joined)


class Complainant(models.Model):
    """Who complains, if it was said: only the owner of the case opens it, by an act of its own."""

    complaint = models.OneToOneField(Complaint, models.PROTECT, related_name="complainant")
    name_sealed = models.TextField(blank=True)
    contact_sealed = models.TextField(blank=True)
    person_index = models.CharField(max_length=64, blank=True, db_index=True)

    def __str__(self) -> str:
        return f"complainant of {self.complaint_id}"

    def place(self, field: str) -> Place:
        """Return where a sealed field belongs: bound to the row of the case."""
        return Place("complaints_complainant", field, str(self.complaint_id))

    @staticmethod
    def index_of(person_id: int) -> str:
        """Return what finds the cases of a person who was signed in."""
        return sealing.index("complaints.complainant", str(person_id))


class Concerned(models.Model):
    """A party that a complaint or opinion is about; it reads what the owner asks, nothing else."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="concerned")
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="concerned_by"
    )
    question = models.TextField(blank=True)
    asked_on = models.DateField(null=True)
    statement = models.TextField(blank=True)
    stated_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("complaint", "organisation"), name="complaints_concerned_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} concerned by {self.complaint_id}"


class Message(models.Model):
    """A word that was added to a case, by the complainant or by who handles it."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="messages")
    is_from_complainant = models.BooleanField()
    text_sealed = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"message {self.uid}"

    def place(self) -> Place:
        """Return where the sealed text belongs."""
        return Place("complaints_message", "text", str(self.uid))


class Attachment(models.Model):
    """A file that the complainant handed in; it lies encrypted and only the owner opens it."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="attachments")
    file = models.ForeignKey(
        "foundation.StoredFile", models.PROTECT, related_name="about_complaints"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("complaint", "file"), name="complaints_attachment_once"
            ),
        )

    def __str__(self) -> str:
        return f"file {self.file_id} of {self.complaint_id}"


class Consequence(models.Model):
    """What followed from a case in another room; a pointer names nothing there."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="consequences")
    effect = models.CharField(max_length=20, choices=[(e, e) for e in Effect])
    finding = models.ForeignKey(
        "quality.Finding", models.PROTECT, null=True, related_name="complaints"
    )
    case = models.ForeignKey("pilots.Case", models.PROTECT, null=True, related_name="complaints")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("complaint", "effect"), name="complaints_consequence_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.effect} of {self.complaint_id}"
