"""Send each person one digest a day by each way he or she chose.

The row of a digest is written and committed before the letter leaves. A letter that was refused is
tried again by the next run of its day; of one whose run was killed nobody knows whether it left, so
it is not sent again: its reminders are counted once more on the next day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q

from shuzheng.identity.queries import reaching
from shuzheng.kernel import periods
from shuzheng.reminders.adapters import sending
from shuzheng.reminders.models import Digest, Reminder, Wish
from shuzheng.reminders.queries import letters
from shuzheng.reminders.rules import digest
from shuzheng.reminders.rules.digest import Channel, Wishes

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime


@dataclass
class Tally:
    """How many letters left, and how many did not."""

    sent: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to one person: through what, to which address or number."""

    channel: Channel
    way: sending.Way
    to: str


def send_due(now: datetime, check: Callable[[], None] = lambda: None) -> Tally:
    """Send the digests of today that were not sent yet; `check` is called between two people."""
    tally, today = Tally(), periods.day(now)
    done = _done(today)
    for wish in _reachable():
        check()
        ways = _ways(wish, done)
        speech = reaching.languages([wish.person_id]) if ways else {}
        for one in ways if speech else ():
            _send(wish.person_id, one, speech[wish.person_id], today, now, tally)
    return tally


def _done(today: date) -> set[tuple[int, str]]:
    """Return who has had a digest of today by which way, or may have had one."""
    rows = Digest.objects.filter(on=today, failed_at=None)
    return set(rows.values_list("person_id", "channel"))


def _reachable() -> list[Wish]:
    """Return the wishes of who can be reached at all and has something unread."""
    unread = Reminder.objects.filter(person=OuterRef("person"), read_at=None)
    by_mail = Q(mail=True) & ~Q(address_sealed="")
    rows = Wish.objects.filter(by_mail | Q(sms=True) | Q(messenger=True)).filter(Exists(unread))
    return list(rows.order_by("pk"))


def _ways(wish: Wish, done: set[tuple[int, str]]) -> list[_Way]:
    here = {
        channel: way
        for channel, way in sending.ways().items()
        if (wish.person_id, channel) not in done
    }
    phone = ""
    if (wish.sms or wish.messenger) and set(here) - {Channel.MAIL}:
        phone = reaching.phones([wish.person_id]).get(wish.person_id, "")
    chosen = digest.channels(
        Wishes(wish.mail, wish.sms, wish.messenger, bool(wish.address_sealed), bool(phone)), here
    )
    return [
        _Way(channel, here[channel], wish.address if channel is Channel.MAIL else phone)
        for channel in chosen
    ]


def _send(person: int, one: _Way, language: str, today: date, now: datetime, tally: Tally) -> None:
    earlier = Digest.objects.filter(person=person, channel=one.channel, sent_at__isnull=False)
    told = earlier.aggregate(until=Max("until"))["until"] or 0
    counts, until = letters.unread(person, told)
    if not counts:
        return
    row = _claim(person, one.channel, until, today, now)
    if row is None:
        return
    try:
        one.way.send(one.to, letters.letter(counts, language, key=f"digest-{row.pk}"))
    except sending.Undelivered:
        Digest.objects.filter(pk=row.pk).update(failed_at=now)
        tally.failed += 1
    else:
        Digest.objects.filter(pk=row.pk).update(sent_at=now)
        tally.sent += 1


@transaction.atomic
def _claim(person: int, channel: Channel, until: int, today: date, now: datetime) -> Digest | None:
    """Take the right to send a digest of today, which one run has; None where another has it."""
    row, fresh = Digest.objects.get_or_create(
        person_id=person,
        on=today,
        channel=channel,
        defaults={"until": until, "began_at": now},
    )
    if fresh:
        return row
    if row.failed_at is None or not digest.may_try(row.on, today, row.tries):
        return None
    here = Digest.objects.filter(pk=row.pk, failed_at__isnull=False, tries=row.tries)
    again = here.update(failed_at=None, tries=F("tries") + 1, until=until, began_at=now)
    return row if again else None
