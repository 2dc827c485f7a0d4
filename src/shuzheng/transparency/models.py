"""What the log stores: entries and checkpoints, which never change, and tiles computed from them.

The database is the source of truth; the files under `LOG_DIR` can be made again from it. The
database itself refuses to change or delete entries and checkpoints (`foundation.append_only`); only
an entry's salt can be emptied, which erases what its commitment hid. Tiles are a cache: the widest
form of each is kept, and every narrower one is its beginning.
"""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.foundation.sealing import Place
from shuzheng.transparency.core.draws import Party
from shuzheng.transparency.rules import draw


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
        # Looked for by kind are those in clear, which have no salt: some among millions.
        indexes = (
            models.Index(
                fields=("kind", "index"),
                condition=models.Q(salt=""),
                name="transparency_entry_clear",
            ),
        )

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


class Draw(models.Model):
    """A draw by two parties; every step is an entry of the log, whose index stands here.

    `subject` is what is drawn for, as facts name it, and `title` what the public calls it. `inputs`
    holds no name of anybody; with `blind` it gives `digest`. Secrets and digests are hex.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    title = models.CharField(max_length=100)
    state = models.CharField(max_length=20, choices=[(s, s) for s in draw.State])
    blind = models.CharField(max_length=64, blank=True)
    inputs = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    fault = models.CharField(max_length=30, blank=True, choices=[(f, f) for f in draw.Fault])
    opened_at = models.DateTimeField()
    opened_index = models.BigIntegerField(unique=True)
    commit_by = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)
    frozen_index = models.BigIntegerField(null=True, unique=True)
    reveal_by = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    voided_index = models.BigIntegerField(null=True, unique=True)
    alone_index = models.BigIntegerField(null=True, unique=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "subject"),
                condition=~models.Q(state__in=sorted(draw.OVER)),
                name="transparency_draw_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(draw.State)), name="transparency_draw_state"
            ),
        )
        indexes = (models.Index(fields=("kind", "subject"), name="transparency_draw_subject"),)

    def __str__(self) -> str:
        return f"draw {self.uid}"


class DrawShare(models.Model):
    """What one party brings to a draw: a commitment, and later its secret.

    `secret_sealed` is the secret that the platform keeps for the party, empty where the party keeps
    it; `name` is the organisation's, which the public reads.
    """

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="shares")
    party = models.CharField(max_length=10, choices=[(p, p) for p in Party])
    name = models.CharField(max_length=150)
    person_id = models.BigIntegerField()
    organisation_id = models.BigIntegerField()
    commitment = models.CharField(max_length=64)
    secret_sealed = models.TextField(blank=True)
    secret = models.CharField(max_length=64, blank=True)
    committed_at = models.DateTimeField()
    committed_index = models.BigIntegerField(unique=True)
    revealed_at = models.DateTimeField(null=True)
    revealed_index = models.BigIntegerField(null=True, unique=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("draw", "party"), name="transparency_drawshare_party"),
            models.UniqueConstraint(
                fields=("draw", "organisation_id"), name="transparency_drawshare_organisation"
            ),
            models.UniqueConstraint(
                fields=("draw", "person_id"), name="transparency_drawshare_person"
            ),
        )

    def __str__(self) -> str:
        return f"{self.party} of draw {self.draw_id}"

    def place(self) -> Place:
        """Return where the sealed secret belongs."""
        return Place("transparency_drawshare", "secret", f"{self.draw.uid}/{self.party}")
