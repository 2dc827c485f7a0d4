"""Record what an institution held outside the pilot, and withdraw it (R-043)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import facts, moves
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots import access
from shuzheng.pilots.access import Permission
from shuzheng.pilots.models import OutsideRecord
from shuzheng.pilots.queries import entries, filings
from shuzheng.pilots.rules import outside as rules
from shuzheng.pilots.rules.filing import State as Filed
from shuzheng.pilots.rules.outside import OUTSIDE, Kind, Verb

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


TAKING_PART: Final = frozenset({Filed.FILED, Filed.SUSPENDED})
"""A filing that is suspended still belongs to the pilot: what runs goes on in it."""


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that was held, as a form gives it; both days belong to it."""

    kind: Kind
    certificate: str
    issuer: str
    persons: int
    since: date
    until: date
    words: str = ""
    document_id: int | None = None


@applies("R-043")
@transaction.atomic
def record(held: Held, *, actor: Actor, now: datetime) -> int:
    """Record what the actor's own institution held outside the pilot; returns its id.

    Refuses what belongs to the pilot, a number or days that cannot be, and what is on record.
    """
    actor.require(Permission.OUTSIDE_RECORD)
    here, today = actor.organisation_id, periods.day(now)
    rules.check(held.persons, held.since, held.until, today)
    for year in range(held.since.year, held.until.year + 1):
        rules.check_outside(held.certificate, year, _in_pilot(here, year))
    try:
        with transaction.atomic():
            row = OutsideRecord.objects.create(
                institution_id=here,
                state=OUTSIDE.initial,
                kind=held.kind,
                certificate=held.certificate.strip(),
                issuer=held.issuer.strip(),
                persons=held.persons,
                since=held.since,
                until=held.until,
                words=held.words.strip(),
                document_id=held.document_id,
                recorded_on=today,
            )
    except IntegrityError:
        raise rules.RecordedAlready from None
    facts.record(
        "pilots.outside.recorded",
        row,
        actor=actor,
        now=now,
        kind=held.kind.value,
        persons=held.persons,
    )
    return row.pk


@applies("R-043")
@transaction.atomic
def withdraw(pk: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Withdraw a record of the actor's own institution; it stays in sight with the reason."""
    row = access.outside(pk, actor, Permission.OUTSIDE_RECORD)
    rules.check_reason(reason)
    moved = moves.move(
        row, OUTSIDE, Verb.WITHDRAW, reason=reason.strip(), withdrawn_on=periods.day(now)
    )
    facts.record("pilots.outside.withdrawn", row, actor=actor, now=now, moved=moved)


def _in_pilot(institution: int, year: int) -> list[str]:
    """Return by what names the certificates go that an institution uses in the year's pilot."""
    if filings.state_of(institution, year) not in TAKING_PART:
        return []
    found = certificates.brief(entries.used_by(institution)).values()
    return [name for one in found for name in (one.name, one.short_name, one.code)]
