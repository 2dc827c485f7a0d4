"""What the log stores: entries and checkpoints, which never change, and tiles computed from them.

The database is the source of truth; the files under `LOG_DIR` can be made again from it. The
database itself refuses to change or delete entries and checkpoints (`foundation.append_only`); only
an entry's salt can be emptied, which erases what its commitment hid. Tiles are a cache: the widest
form of each is kept, and every narrower one is its beginning.
"""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One statement, at its place in the log. It waits until a checkpoint covers its index.

    `leaf` is the entry's bytes, which are ASCII, as text: binary columns take four times as long to
    insert in bulk.
    """

    index = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=60)
    leaf = models.TextField()
    salt = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("kind", "index"), name="transparency_entry_kind"),)

    def __str__(self) -> str:
        return f"entry {self.index} {self.kind}"


class Checkpoint(models.Model):
    """A signed head of the log. `previous_size` is unique: two cannot follow the same one."""

    size = models.BigIntegerField(primary_key=True)
    previous_size = models.BigIntegerField(unique=True)
    root = models.BinaryField()
    note = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(previous_size__gte=0, size__gt=models.F("previous_size")),
                name="transparency_checkpoint_grows",
            ),
        )

    def __str__(self) -> str:
        return f"checkpoint of {self.size} entries"


class Tile(models.Model):
    """The hashes of one tile, as many as the newest checkpoint has."""

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("level", "index"), name="transparency_tile_once"),
        )

    def __str__(self) -> str:
        return f"tile {self.level}/{self.index}"


class Cosignature(models.Model):
    """The line by which a witness has cosigned a checkpoint. `witness` is its verifier key.

    `signed_at` is by the clock of the witness, `received_at` by ours.
    """

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="cosignatures")
    witness = models.CharField(max_length=400)
    line = models.TextField()
    signed_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("checkpoint", "witness"), name="transparency_cosignature_once"
            ),
        )

    def __str__(self) -> str:
        return f"cosignature of {self.checkpoint_id} entries"


class Witness(models.Model):
    """How things stand with a witness, by its verifier key: nothing that counts as evidence.

    `size` is the newest checkpoint that it is known to have cosigned, and `cosigned_at` when;
    `refusal` says why it last refused, `refused_size` which checkpoint of ours, and `known_size`
    what it said to have seen. `silent_since` is set while it gives no answer that can be used.
    """

    key = models.CharField(max_length=400, unique=True)
    size = models.BigIntegerField(default=0)
    cosigned_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=20, blank=True)
    refused_size = models.BigIntegerField(default=0)
    known_size = models.BigIntegerField(null=True)
    refused_at = models.DateTimeField(null=True)
    silent_since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"witness {self.key}"
