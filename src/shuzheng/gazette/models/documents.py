"""Documents, one row a version; their attachments; what they can be found by."""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.gazette.rules import documents as rules
from shuzheng.kernel.actor import Actor, Reach


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents, narrowed by who is asking."""

    def within(self, actor: Actor) -> DocumentQuerySet:
        """Keep all for the province; for a party what it was sent."""
        if actor.reach is Reach.PROVINCE:
            return self
        if actor.organisation_id and actor.reach in {Reach.ORGANISATION, Reach.AREA}:
            return self.filter(
                state__in=list(rules.OUT), receipts__organisation_id=actor.organisation_id
            )
        return self.none()

    def openly(self) -> DocumentQuerySet:
        """Keep what anybody may see."""
        return self.filter(publicity=rules.Publicity.PUBLIC, state__in=list(rules.OUT))


class Document(models.Model):
    """One version of a document. `number` is empty until it is published, if it is our own.

    `issuer` is the organisation of ours that issues it, `issuer_name` the name it bore or another
    body's. `recipient_kinds` and `recipient_ids` are the wish of a draft; who was written to is in
    the receipts. `search_text` is what a search reads, in normal form.
    """

    kind = models.CharField(max_length=20, choices=[(k, k) for k in rules.Kind])
    publicity = models.CharField(max_length=12, choices=[(p, p) for p in rules.Publicity])
    topic = models.CharField(max_length=12, blank=True, choices=[(t, t) for t in rules.Topic])
    title = models.CharField(max_length=150)
    body = models.TextField(blank=True)
    issued_by = models.CharField(max_length=12, choices=[(i, i) for i in rules.Issuer])
    issuer = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="documents_issued"
    )
    issuer_name = models.CharField(max_length=100)
    number = models.CharField(max_length=40, blank=True)
    series = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    dated_on = models.DateField(null=True)
    version = models.PositiveSmallIntegerField(default=1)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    correction = models.CharField(max_length=500, blank=True)
    recipient_kinds = models.JSONField(default=list)
    recipient_ids = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=[(s, s) for s in rules.State])
    revision = models.PositiveIntegerField(default=1)
    drafted_by_id = models.BigIntegerField()
    edited_by_id = models.BigIntegerField()
    approved_by_id = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    search_text = models.TextField(blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("number", "version"),
                condition=~models.Q(number="") & ~models.Q(state=rules.State.DISCARDED),
                name="gazette_document_number_once",
            ),
            models.UniqueConstraint(
                fields=("series", "year", "serial", "version"),
                condition=models.Q(serial__isnull=False) & ~models.Q(state=rules.State.DISCARDED),
                name="gazette_document_serial_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(rules.State)), name="gazette_document_state"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(rules.Kind)), name="gazette_document_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(publicity__in=list(rules.Publicity)),
                name="gazette_document_publicity",
            ),
        )
        indexes = (
            models.Index(fields=("publicity", "state", "dated_on"), name="gazette_document_openly"),
            models.Index(fields=("state", "changed_at"), name="gazette_document_desk"),
        )

    def __str__(self) -> str:
        return self.number or self.title


class Attachment(models.Model):
    """A file that goes with a document; a correction takes the files of what it corrects along."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    document = models.ForeignKey(Document, models.CASCADE, related_name="attachments")
    file = models.ForeignKey("foundation.StoredFile", models.PROTECT, related_name="published_with")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("document", "file"), name="gazette_attachment_once"),
        )

    def __str__(self) -> str:
        return f"{self.uid} of {self.document_id}"


class Gram(models.Model):
    """A character, or two neighbours, of a document that has been given out."""

    gram = models.CharField(max_length=2)
    document = models.ForeignKey(Document, models.CASCADE, related_name="grams", db_index=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("gram", "document"), name="gazette_gram_once"),
        )
        indexes = (models.Index(fields=("document",), name="gazette_gram_document"),)

    def __str__(self) -> str:
        return self.gram
