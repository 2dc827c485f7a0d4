"""What the pages of reminders show: the own ones, how one is told, how letters fared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Q
from django.urls import reverse

from shuzheng.foundation.ui import listing
from shuzheng.identity.queries import organisations, persons
from shuzheng.kernel import periods
from shuzheng.reminders import access
from shuzheng.reminders.access import Permission
from shuzheng.reminders.adapters import sending
from shuzheng.reminders.models import Digest
from shuzheng.reminders.rules import table
from shuzheng.reminders.rules.telling import Topic

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.foundation.ui.listing import Found, Wish
    from shuzheng.kernel.actor import Actor
    from shuzheng.reminders.models import Reminder
    from shuzheng.reminders.rules.digest import Channel
    from shuzheng.reminders.rules.telling import Telling

VIEWS: Final = ("unread", "all")
ORDERS: Final = {"at": "fact_id"}
LATELY: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """One reminder: its words and topic, when it happened, for which other party, whereto.

    `url` is "" where the present capacity cannot see the thing; `party` is "" for the own one.
    """

    id: int
    fact: int
    words: str
    topic: Topic
    at: datetime
    is_read: bool
    party: str
    url: str


@dataclass(frozen=True, slots=True)
class Told:
    """How a person is told: what was chosen, and by what he or she can be reached."""

    mail: bool
    sms: bool
    messenger: bool
    address: str
    phone: str
    offered: frozenset[Channel]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of the letters of the last days."""

    sent: int
    failed: int
    unknown: int


def unread(actor: Actor) -> int:
    """Return how many reminders the actor has not read: one query, on every page."""
    return access.reminders(actor).filter(read_at=None).count()


def counts(actor: Actor) -> dict[str, int]:
    """Return how many reminders each view holds."""
    every = Count("pk")
    return access.reminders(actor).aggregate(all=every, unread=Count("pk", Q(read_at=None)))


def lines(actor: Actor, wish: Wish, topic: str = "") -> Found[ReminderLine]:
    """Return one page of the actor's own reminders."""
    rows = access.reminders(actor).select_related("fact")
    if wish.view == "unread":
        rows = rows.filter(read_at=None)
    if topic:
        rows = rows.filter(fact__verb__in=sorted(table.verbs_of(Topic(topic))))
    found = listing.cut(rows.order_by(*wish.order(ORDERS)), wish)
    others = {row.organisation_id for row in found.rows if row.organisation_id}
    parties = organisations.brief(others - {actor.organisation_id})
    shown = [
        _line(row, telling, actor, parties[row.organisation_id].name)
        if row.organisation_id in parties
        else _line(row, telling, actor, "")
        for row in found.rows
        if (telling := table.FOUND.get((row.fact.verb, row.whom)))
    ]
    return listing.Found(shown, found.total, found.page)


def _line(row: Reminder, telling: Telling, actor: Actor, party: str) -> ReminderLine:
    sees = actor.role in telling.seen_by
    if telling.roles:
        sees = sees and row.organisation_id == actor.organisation_id
    url = ""
    if sees and telling.page:
        url = reverse(telling.page, args=[row.key] if telling.by_key else [])
    return ReminderLine(
        row.pk,
        row.fact_id,
        telling.words,
        telling.topic,
        row.fact.at,
        row.read_at is not None,
        party,
        url,
    )


def newest(actor: Actor) -> int:
    """Return the newest fact that the actor was told of, 0 if none."""
    found = access.reminders(actor).order_by("-fact_id").values_list("fact_id", flat=True).first()
    return found or 0


def told(actor: Actor) -> Told:
    """Return how the actor is told, with address and telephone masked."""
    row = access.wish(actor)
    phone = persons.brief([actor.person_id])[actor.person_id].phone_masked
    return Told(
        row.mail, row.sms, row.messenger, row.address_masked, phone, frozenset(sending.ways())
    )


def delivery(actor: Actor, now: datetime) -> Delivery:
    """Return how the letters of the last seven days fared. For the system administrator."""
    actor.require(Permission.DELIVERY_OVERSEE)
    rows = Digest.objects.filter(on__gt=periods.day(now - LATELY))
    found = rows.aggregate(
        sent=Count("pk", Q(sent_at__isnull=False)),
        failed=Count("pk", Q(failed_at__isnull=False)),
        unknown=Count("pk", Q(sent_at=None, failed_at=None)),
    )
    return Delivery(**found)
