"""Reminders, how people wish to be told, and the digests that went out.

A reminder holds no words: the kind of its fact says them, and whom the row led to. A digest row is
written before the digest leaves, so that two runs, or one that was killed, never send it twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from shuzheng.foundation import sealing
from shuzheng.foundation.sealing import Place
from shuzheng.reminders.rules.digest import Channel

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """Reminders, narrowed by who is asking."""

    def within(self, actor: Actor) -> Self:
        """Keep those of the person who acts, in whatever capacity."""
        return self.filter(person_id=actor.person_id)


class Reminder(models.Model):
    """That a fact was told to a person.

    `whom` is the way by which the fact's row led here and `key` that row; `organisation` is for
    which party the person was told, None for oneself.
    """

    fact = models.ForeignKey("foundation.Fact", models.PROTECT, related_name="reminders")
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="reminders")
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="reminders"
    )
    whom = models.CharField(max_length=30)
    key = models.BigIntegerField()
    read_at = models.DateTimeField(null=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "fact"), name="reminders_reminder_once"),
        )
        indexes = (
            models.Index(
                fields=("person", "fact"),
                condition=models.Q(read_at=None),
                name="reminders_reminder_unread",
            ),
        )

    def __str__(self) -> str:
        return f"fact {self.fact_id} to {self.person_id}"


class Wish(models.Model):
    """By which channels a person wishes the daily digest, and the address for mails, sealed."""

    person = models.OneToOneField("identity.Person", models.PROTECT, primary_key=True)
    mail = models.BooleanField(default=True)
    sms = models.BooleanField(default=False)
    messenger = models.BooleanField(default=False)
    address_sealed = models.TextField(blank=True)
    address_masked = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"wish of {self.person_id}"

    def place(self) -> Place:
        """Return where the sealed address belongs."""
        return Place("reminders_wish", "address", str(self.person_id))

    @property
    def address(self) -> str:
        """The address, opened for a mail; never for a page."""
        return sealing.unseal(self.address_sealed, self.place())


class Digest(models.Model):
    """One person's digest of one day by one channel; `until` is the last fact it counts.

    Neither `sent_at` nor `failed_at`: a run died while it was sending, and nobody knows.
    """

    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="digests")
    on = models.DateField()
    channel = models.CharField(max_length=20, choices=[(c, c) for c in Channel])
    until = models.BigIntegerField()
    tries = models.PositiveSmallIntegerField(default=1)
    began_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "on", "channel"), name="reminders_digest_once_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | models.Q(failed_at=None),
                name="reminders_digest_sent_or_failed",
            ),
        )
        indexes = (models.Index(fields=("on",), name="reminders_digest_day"),)

    def __str__(self) -> str:
        return f"digest {self.pk}"
