"""The whole records that somebody can have: one's own, and those of a guardian's wards."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuzheng.credentials import access
from shuzheng.credentials.access import NoSuchCertificate, Permission
from shuzheng.credentials.models import IssuerKey, KeyChange, LearnerRecord
from shuzheng.credentials.queries import compiling, publisher
from shuzheng.credentials.rules.keys import Kind, State
from shuzheng.identity.queries import organisations, persons
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Reach

if TYPE_CHECKING:
    from datetime import datetime

    from shuzheng.credentials.models import Certificate
    from shuzheng.credentials.queries.compiling import Item
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one person's record holds as of now, and what is left out.

    `signed_at` is when the record was signed that is still good; None where the next one is new.
    """

    person_id: int
    name: str
    is_own: bool
    held: tuple[Item, ...]
    left: tuple[Item, ...]
    is_partial: bool
    signed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Records:
    """Everything that the page shows. `publisher` signs; `can_sign` says whether it can now."""

    publisher: str
    can_sign: bool
    sheets: tuple[Sheet, ...]


def records(actor: Actor, now: datetime) -> Records:
    """Return one's own record and those of one's wards; refuses whoever holds no certificates."""
    actor.require(Permission.RECORD_MAKE)
    if actor.reach is not Reach.SELF:
        raise NoSuchCertificate
    party = publisher.organisation()
    name = organisations.name_on(party.id, periods.day(now))
    key = _key(party.id)
    rows: defaultdict[int, list[Certificate]] = defaultdict(list)
    for row in access.within(actor).select_related("certificate_type", "key"):
        rows[row.person_id].append(row)
    names = persons.brief(rows)
    kept = {row.person_id: row for row in LearnerRecord.objects.filter(person_id__in=rows)}
    sheets = []
    for person, held in sorted(rows.items(), key=lambda one: (one[0] != actor.person_id, one[0])):
        found = compiling.contents(held, names[person].name, now)
        last = kept.get(person)
        is_same = (
            last is not None
            and key is not None
            and compiling.is_same(last, found, names[person].name, key, name)
        )
        sheets.append(
            Sheet(
                person_id=person,
                name=names[person].name,
                is_own=person == actor.person_id,
                held=found.held,
                left=found.left,
                is_partial=found.is_partial,
                signed_at=last.issued_at if last is not None and is_same else None,
            )
        )
    return Records(name, key is not None, tuple(sheets))


def _key(organisation_id: int) -> IssuerKey | None:
    """Return the key that signs records now; None without one, or while it is reported stolen."""
    reported = KeyChange.objects.filter(
        organisation_id=organisation_id, kind=Kind.THEFT, state=State.PROPOSED
    )
    if reported.exists():
        return None
    return IssuerKey.objects.filter(organisation_id=organisation_id, valid_until=None).first()
