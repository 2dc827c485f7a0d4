"""Who sees what: everybody the own reminders and nobody else's, whatever the capacity."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from shuzheng.identity.rules.kinds import Role
from shuzheng.kernel.refusals import Refusal
from shuzheng.reminders.models import Reminder, Wish

if TYPE_CHECKING:
    from shuzheng.kernel.actor import Actor
    from shuzheng.reminders.models import ReminderQuerySet


class Permission(StrEnum):
    """Permissions, as room:noun:verb."""

    DELIVERY_OVERSEE = "reminders:delivery:oversee"


GRANTS: Final = {Role.SYSTEM_ADMIN: {Permission.DELIVERY_OVERSEE}}


class NoSuchReminder(Refusal):
    """Somebody else's and nonexistent look the same from outside."""

    code = "no-such-reminder"
    status = 404
    template = "There is no such reminder."


def reminders(actor: Actor) -> ReminderQuerySet:
    """Return the actor's own reminders; of whoever has not signed in there are none."""
    return Reminder.objects.within(actor) if actor.person_id else Reminder.objects.none()


def reminder(pk: int, actor: Actor) -> Reminder:
    """Fetch one of the actor's own reminders."""
    row = reminders(actor).filter(pk=pk).first()
    if row is None:
        raise NoSuchReminder
    return row


def wish(actor: Actor) -> Wish:
    """Return how the actor wishes to be told; an unsaved row where nothing was chosen yet."""
    found = Wish.objects.filter(pk=actor.person_id).first()
    return found or Wish(person_id=actor.person_id)
