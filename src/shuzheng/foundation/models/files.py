"""Documents that parties hand in as evidence."""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.foundation.sealing import Place


class StoredFile(models.Model):
    """One file as it was handed in: never changed, found by its digest.

    The bytes lie in `body`, in the database, so that a backup of the database is a backup of the
    evidence and a rolled-back act leaves nothing behind. Where `key_sealed` holds a key the file is
    sealed: `body` is encrypted under it, `digest` is that of the encrypted bytes, and the name that
    its owner gave it was not kept.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    body = models.BinaryField()
    key_sealed = models.TextField(blank=True)
    organisation_id = models.BigIntegerField()
    user_id = models.BigIntegerField()
    stored_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("digest",), name="foundation_file_digest"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.size} bytes)"

    def place(self) -> Place:
        """Return where the key of a sealed file belongs."""
        return Place("foundation_storedfile", "key", str(self.uid))
