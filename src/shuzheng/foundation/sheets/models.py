"""Workbooks on their way in.

A file of a roster is personal data in bulk. Its bytes lie encrypted under a key of their own, which
is itself sealed, so that re-sealing on a key rotation touches no file, and deleting the key row
destroys the file. What the check shows of it is sealed too; counts and row numbers are not.
"""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.foundation.sealing import Place
from shuzheng.foundation.sheets.lifecycle import State

PARTS = ("original", "unpacked", "marked", "rest")


class Upload(models.Model):
    """One file that somebody handed in for one import.

    `definition` names the import and `context` what it is for (row ids, never personal data).
    `good` is the set of rows that may be taken; `preview_sealed` what the check page shows.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    definition = models.CharField(max_length=80)
    context = models.JSONField(default=dict)
    state = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in State], default=State.UPLOADED.value
    )
    filename = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    user_id = models.BigIntegerField()
    membership_id = models.BigIntegerField()
    organisation_id = models.BigIntegerField()
    uploaded_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    counts = models.JSONField(default=dict)
    good = models.TextField(blank=True)
    columns = models.JSONField(default=dict)
    preview_sealed = models.TextField(blank=True)
    refusal_sealed = models.TextField(blank=True)
    result = models.JSONField(default=dict)
    job_uid = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in State]),
                name="foundation_upload_state",
            ),
        )
        indexes = (
            models.Index(fields=("digest", "definition"), name="foundation_upload_digest"),
            models.Index(fields=("expires_at",), name="foundation_upload_expiry"),
        )

    def __str__(self) -> str:
        return f"{self.definition} {self.uid}"

    def place(self, field: str) -> Place:
        """Return where a sealed field of this row belongs."""
        return Place("foundation_upload", field, str(self.uid))


class UploadPart(models.Model):
    """An upload's file, its rows, or a workbook made from it, each under a key of its own."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="parts")
    part = models.CharField(max_length=10, choices=[(p, p) for p in PARTS])
    key_sealed = models.TextField()
    body = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("upload", "part"), name="foundation_uploadpart_once"),
            models.CheckConstraint(
                condition=models.Q(part__in=PARTS), name="foundation_uploadpart_part"
            ),
        )

    def __str__(self) -> str:
        return f"{self.part} of {self.upload_id}"
