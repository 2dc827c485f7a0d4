"""Record what a pilot institution is given ahead of others, and withdraw it (R-024)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.foundation import facts, moves
from shuzheng.kernel import periods
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.queries import filings
from shuzheng.support import access
from shuzheng.support.access import Permission
from shuzheng.support.models import Preference
from shuzheng.support.rules import preference as rules
from shuzheng.support.rules.preference import PREFERENCE, Kind, Verb

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Given:
    """One preference as a form gives it; `fen` is whole fen, for money only."""

    institution_id: int
    kind: Kind
    title: str
    words: str
    since: date
    until: date | None = None
    fen: int | None = None
    number: str = ""
    document_id: int | None = None


@applies("R-024")
@transaction.atomic
def record(given: Given, *, actor: Actor, now: datetime) -> int:
    """Record a preference that the actor's own party gives; returns its id.

    Refuses institutions beyond reach, those that are not in the pilot, an amount or a term that
    does not fit, and what is on record already.
    """
    actor.require(Permission.PREFERENCE_RECORD)
    one, today = access.institution(given.institution_id, actor), periods.day(now)
    year = rules.pilot_year(given.since, today)
    if one.id not in filings.filed(year):
        raise rules.NoPilotInstitution(institution=one.name, year=year)
    rules.check(given.kind, given.fen, given.since, given.until)
    rules.check_paper(given.number, attached=given.document_id is not None)
    try:
        with transaction.atomic():
            row = Preference.objects.create(
                institution_id=one.id,
                given_by_id=actor.organisation_id,
                state=PREFERENCE.initial,
                kind=given.kind,
                title=given.title.strip(),
                words=given.words.strip(),
                fen=given.fen,
                since=given.since,
                until=given.until,
                number=given.number.strip(),
                document_id=given.document_id,
                recorded_on=today,
            )
    except IntegrityError:
        raise rules.RecordedAlready(institution=one.name) from None
    facts.record(
        "support.preference.recorded",
        row,
        actor=actor,
        now=now,
        kind=given.kind.value,
        fen=given.fen,
    )
    return row.pk


@applies("R-024")
@transaction.atomic
def withdraw(pk: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Withdraw as its giver what stays in sight with the reason."""
    row = access.preference(pk, actor, Permission.PREFERENCE_RECORD)
    rules.check_giver(row.given_by_id, actor.organisation_id)
    rules.check_reason(reason)
    moved = moves.move(
        row, PREFERENCE, Verb.WITHDRAW, reason=reason.strip(), withdrawn_on=periods.day(now)
    )
    facts.record("support.preference.withdrawn", row, actor=actor, now=now, moved=moved)
