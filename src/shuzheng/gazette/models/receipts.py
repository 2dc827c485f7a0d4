"""Who was written to, and who has signed for it."""

from __future__ import annotations

from django.db import models

from shuzheng.gazette.models.documents import Document


class Receipt(models.Model):
    """One organisation that one document was sent to. `signed_by_id` is a person.

    Written when the document goes out and never added to; signed once.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="receipts")
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="documents_received"
    )
    addressed_as = models.CharField(max_length=40)
    signed_at = models.DateTimeField(null=True)
    signed_by_id = models.BigIntegerField(null=True)
    reminded_on = models.DateField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("document", "organisation"), name="gazette_receipt_once"
            ),
        )
        indexes = (
            models.Index(fields=("organisation", "signed_at"), name="gazette_receipt_inbox"),
        )

    def __str__(self) -> str:
        return f"{self.document_id} to {self.organisation_id}"
