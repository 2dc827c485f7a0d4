"""Contacts that organisations name, and the log of contacts with them (R-251, R-095)."""

from __future__ import annotations

from django.db import models

from shuzheng.alliances.rules.contact import Topic, Way


class Contact(models.Model):
    """Whom an organisation named for the office and the alliances; an office number by rule."""

    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="alliance_contacts"
    )
    name = models.CharField(max_length=50)
    phone = models.CharField(max_length=30)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organisation",),
                condition=models.Q(until=None),
                name="alliances_contact_one",
            ),
        )

    def __str__(self) -> str:
        return f"contact {self.pk} of {self.organisation_id}"


class LogEntry(models.Model):
    """One contact with an organisation, by an alliance's lead, or by the office (no alliance)."""

    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="contacts_logged"
    )
    alliance = models.ForeignKey(
        "pilots.Alliance", models.PROTECT, null=True, related_name="contacts_logged"
    )
    topic = models.CharField(max_length=20, choices=[(one, one) for one in Topic])
    way = models.CharField(max_length=20, choices=[(one, one) for one in Way])
    made_on = models.DateField()
    text = models.TextField()
    logged_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(made_on__lte=models.F("logged_on")),
                name="alliances_logentry_made",
            ),
        )

    def __str__(self) -> str:
        return f"contact with {self.organisation_id} on {self.made_on}"
