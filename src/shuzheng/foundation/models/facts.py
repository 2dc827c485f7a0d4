"""The facts: an append-only, hash-chained record of every act.

A fact's `data` never holds personal data. What is personal lies sealed in `FactPayload`, behind a
salted commitment in the fact, so that shredding it leaves the chain whole. A bulk act is one fact
with one `FactSubject` per subject. The database itself refuses to change or delete them
(`foundation.append_only`).
"""

from __future__ import annotations

from django.db import models


class Fact(models.Model):
    """One act by one actor on one subject, chained to the fact before it."""

    seq = models.BigIntegerField(primary_key=True)
    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    user_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    organisation_id = models.BigIntegerField()
    role = models.CharField(max_length=40)
    at = models.DateTimeField()
    data = models.JSONField(default=dict)
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40, blank=True)
    commitment = models.CharField(max_length=64, blank=True)
    subjects_count = models.PositiveIntegerField(default=0)
    subjects_digest = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = (
            models.Index(fields=("subject", "seq"), name="foundation_fact_subject"),
            models.Index(fields=("verb", "seq"), name="foundation_fact_verb"),
            models.Index(fields=("organisation_id", "seq"), name="foundation_fact_party"),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.subject}"


class FactSubject(models.Model):
    """One subject of a bulk fact: where it was and where it went.

    The database does not look each row's fact up, of which a bulk act has hundreds of thousands:
    the fact's hash covers its subjects, and a subject without a fact is a fault of the chain.
    """

    fact = models.ForeignKey(Fact, models.PROTECT, related_name="subjects", db_constraint=False)
    subject = models.CharField(max_length=120)
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = (models.Index(fields=("subject",), name="foundation_factsubject_subject"),)

    def __str__(self) -> str:
        return f"{self.subject} in fact {self.fact_id}"


class FactPayload(models.Model):
    """The personal part of a fact, sealed; both fields are emptied when it is shredded."""

    fact = models.OneToOneField(Fact, models.PROTECT, primary_key=True, related_name="payload")
    salt = models.CharField(max_length=64, blank=True)
    body = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"payload of fact {self.fact_id}"


class FollowerCursor(models.Model):
    """How far one follower has read the facts."""

    name = models.CharField(max_length=80, primary_key=True)
    seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} at {self.seq}"
