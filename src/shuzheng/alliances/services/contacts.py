"""An organisation names its contact; lead and office log their contacts with it (R-251, R-095)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.alliances import access
from shuzheng.alliances.access import Permission
from shuzheng.alliances.models import Contact, LogEntry
from shuzheng.alliances.queries import contacts as queries
from shuzheng.alliances.rules import contact as rules
from shuzheng.foundation import facts
from shuzheng.foundation.moves import MovedMeanwhile
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.rules import organs

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Made:
    """A contact that was made."""

    topic: rules.Topic
    way: rules.Way
    made_on: date
    text: str


@applies("R-251")
@transaction.atomic
def name(person: str, phone: str, *, actor: Actor, now: datetime) -> None:
    """Name the contact of the actor's organisation; whoever was named before stays on record."""
    actor.require(Permission.CONTACT_NAME)
    here, today = actor.organisation_id, periods.day(now)
    rules.check_engaged(here, queries.engaged())
    row = Contact(organisation_id=here, name=person, phone=organs.check_phone(phone), since=today)
    try:
        with transaction.atomic():
            Contact.objects.filter(organisation_id=here, until=None).update(until=today)
            row.save()
    except IntegrityError:
        raise MovedMeanwhile from None
    facts.record("alliances.contact.named", row, actor=actor, now=now)


@applies("R-251", "R-095")
@transaction.atomic
def log(
    organisation_id: int,
    given: Made,
    alliance_id: int | None = None,
    *,
    actor: Actor,
    now: datetime,
) -> int:
    """Log a contact: as the lead of an alliance of the organisation, or as the office."""
    access.loggable(organisation_id, alliance_id, actor)
    today = periods.day(now)
    rules.check_made(given.made_on, today)
    row = LogEntry.objects.create(
        organisation_id=organisation_id,
        alliance_id=alliance_id,
        topic=given.topic,
        way=given.way,
        made_on=given.made_on,
        text=given.text,
        logged_on=today,
    )
    facts.record("alliances.contact.logged", row, actor=actor, now=now, topic=given.topic.value)
    return row.pk
