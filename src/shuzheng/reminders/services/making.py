"""Read the facts on from where the last run stopped, and tell whom each concerns.

Each fact is told in a transaction of its own together with moving the bookmark, and a reminder is
unique for a person and a fact: a run that is killed, or one beside another, leaves the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from shuzheng.foundation import bulk, concerns
from shuzheng.foundation.models import Fact, FactSubject, FollowerCursor
from shuzheng.identity.queries import reaching
from shuzheng.kernel import periods
from shuzheng.reminders.models import Digest, Reminder
from shuzheng.reminders.rules import digest, table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from shuzheng.reminders.rules.telling import Telling

BOOKMARK: Final = "reminders.facts"
AT_ONCE: Final = 200
ROWS_AT_ONCE: Final = 5_000
FIELDS: Final = ("fact_id", "person_id", "organisation_id", "whom", "key")

Row = tuple[int, int, int | None, str, int]


def read_on(now: datetime) -> int:
    """Tell of the next facts, some hundred at most; returns how many, 0 once all are told."""
    tellings = table.by_verb()
    stood, _ = FollowerCursor.objects.get_or_create(name=BOOKMARK)
    waiting = Fact.objects.filter(
        seq__gt=stood.seq, verb__in=sorted(tellings), at__gte=now - digest.TOLD_FOR
    )
    done = 0
    for fact in waiting.order_by("seq")[:AT_ONCE]:
        _tell(fact, tellings[fact.verb], periods.day(now))
        done += 1
    return done


@transaction.atomic
def _tell(fact: Fact, tellings: tuple[Telling, ...], today: date) -> None:
    bookmark = FollowerCursor.objects.filter(name=BOOKMARK, seq__lt=fact.seq)
    if not bookmark.update(seq=fact.seq):
        return
    for telling in tellings:
        for keys in _rows(fact, telling.subject):
            bulk.insert(Reminder, FIELDS, _recipients(fact, telling, keys, today), pass_over=True)


def _rows(fact: Fact, label: str) -> Iterator[list[int]]:
    """Yield the keys of the rows of a table that a fact is about, some thousand at once."""
    own, _, key = fact.subject.partition(":")
    found = {int(key)} if own == label and key.isdigit() and int(key) else set[int]()
    if fact.subjects_count:
        rows = FactSubject.objects.filter(fact=fact, subject__startswith=f"{label}:")
        for (subject,) in rows.values_list("subject").order_by("pk").iterator(ROWS_AT_ONCE):
            found.add(int(subject.rpartition(":")[2]))
            if len(found) == ROWS_AT_ONCE:
                yield sorted(found)
                found = set()
    if found:
        yield sorted(found)


def _recipients(fact: Fact, telling: Telling, keys: list[int], today: date) -> list[Row]:
    """Return the reminders of one telling: never of the actor, nor of what one's own party did."""
    if telling.kind is not None:
        parties = reaching.organisations_of(telling.kind)
        pairs = [(key, party) for key in keys for party in parties]
    else:
        pairs = concerns.of(telling.subject, telling.whom, keys)
    if telling.roles:
        return _at(fact, telling, pairs, today)
    held = reaching.with_account({person for _, person in pairs})
    first = {person: key for key, person in reversed(pairs)}
    return [
        (fact.seq, person, None, telling.whom, key)
        for person, key in first.items()
        if person in held and person != fact.person_id
    ]


def _at(fact: Fact, telling: Telling, pairs: list[tuple[int, int]], today: date) -> list[Row]:
    first = {party: key for key, party in reversed(pairs) if party != fact.organisation_id}
    who = reaching.members(list(first), telling.roles, periods.day(fact.at), today)
    chosen = {person: party for party, person in reversed(who) if person != fact.person_id}
    return [
        (fact.seq, person, party, telling.whom, first[party]) for person, party in chosen.items()
    ]


@transaction.atomic
def forget(now: datetime) -> int:
    """Delete reminders and digests that are a year old; returns how many reminders."""
    before = now - digest.KEPT_FOR
    Digest.objects.filter(on__lt=periods.day(before)).delete()
    return Reminder.objects.filter(fact__at__lt=before).delete()[0]
