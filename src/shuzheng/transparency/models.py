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
