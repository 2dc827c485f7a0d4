"""Publicity periods, what is on show in them, and objections. Who objects lies sealed."""

from __future__ import annotations

import uuid

from django.db import models

from shuzheng.foundation.sealing import Place
from shuzheng.gazette.models.documents import Document
from shuzheng.gazette.rules import publicity as rules


class Period(models.Model):
    """The time in which a document's content can be objected to; `days` are working days."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="period")
    days = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=[(s, s) for s in rules.State])
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(rules.State)), name="gazette_period_state"
            ),
        )
        indexes = (models.Index(fields=("state", "until"), name="gazette_period_running"),)

    def __str__(self) -> str:
        return f"period of {self.document_id}"


class Subject(models.Model):
    """One thing on show, in the order of the list."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="subjects")
    text = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="shown_in"
    )
    certificate_type = models.ForeignKey(
        "catalogue.CertificateType", models.PROTECT, null=True, related_name="shown_in"
    )

    def __str__(self) -> str:
        return self.text


class Objection(models.Model):
    """What somebody objects. `code_index` finds it by the code that only its author has."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    period = models.ForeignKey(Period, models.PROTECT, related_name="objections")
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="objections")
    code_index = models.CharField(max_length=64, unique=True)
    text_sealed = models.TextField()
    name_sealed = models.TextField(blank=True)
    contact_sealed = models.TextField(blank=True)
    lodged_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=[(s, s) for s in rules.ObjectionState])
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=list(rules.ObjectionState)),
                name="gazette_objection_state",
            ),
        )

    def __str__(self) -> str:
        return f"objection {self.uid}"

    def place(self, field: str) -> Place:
        """Return where a sealed field of this objection belongs."""
        return Place("gazette_objection", field, str(self.uid))
