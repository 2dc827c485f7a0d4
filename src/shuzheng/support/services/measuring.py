"""Open a measurement of conditions, take what sheets say, freeze it (R-241).

Pilot students and seats are counted by the platform at the moment of freezing, hours, spending and
qualified teachers come by sheet with their source. What is frozen is one canonical text, whose
digest stands in the fact.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.assessment.queries import volumes
from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import facts, moves, rulebooks
from shuzheng.identity.queries import organisations
from shuzheng.identity.rules import leading
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel import canonical, periods
from shuzheng.kernel.rulebook import applies
from shuzheng.pilots.queries import entries, filings
from shuzheng.support import access
from shuzheng.support.access import Permission
from shuzheng.support.models import FrozenTable, Measurement, SheetAmount
from shuzheng.support.rules import measurement as rules
from shuzheng.support.rules import unevenness
from shuzheng.support.rules.measurement import MEASUREMENT, State, Verb
from shuzheng.support.rules.unevenness import Amount, Institution, Measure, Table

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from shuzheng.identity.queries.organisations import OrganisationBrief
    from shuzheng.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Said:
    """What a sheet says of one institution; None is not said."""

    institution_id: int
    amounts: dict[Measure, int]
    source: str
    as_of: date


@applies("R-241")
@transaction.atomic
def open_measurement(*, actor: Actor, now: datetime) -> int:
    """Open the measurement of the months before this one; returns its id."""
    actor.require(Permission.MEASUREMENT_MAKE)
    today = periods.day(now)
    since, until = rules.period(today, rulebooks.current())
    try:
        with transaction.atomic():
            row = Measurement.objects.create(
                since=since, until=until, state=MEASUREMENT.initial, opened_on=today
            )
    except IntegrityError:
        raise rules.MeasuredAlready(since=since, until=until) from None
    facts.record(
        "support.measurement.opened",
        row,
        actor=actor,
        now=now,
        since=since.isoformat(),
        until=until.isoformat(),
    )
    return row.pk


@applies("R-241")
@transaction.atomic
def tell(pk: int, said: Sequence[Said], *, actor: Actor, now: datetime) -> int:
    """Take amounts from a sheet; what it names replaces what was there."""
    row = open_one(pk, actor)
    made = [
        SheetAmount(
            measurement=row,
            institution_id=one.institution_id,
            measure=measure,
            amount=amount,
            source=one.source,
            as_of=one.as_of,
        )
        for one in said
        for measure, amount in one.amounts.items()
    ]
    SheetAmount.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["measurement", "institution", "measure"],
        update_fields=["amount", "source", "as_of"],
        batch_size=500,
    )
    facts.record("support.amounts.imported", row, actor=actor, now=now, count=len(made))
    return len(made)


@applies("R-241")
@transaction.atomic
def freeze(pk: int, *, actor: Actor, now: datetime) -> str:
    """Freeze the table of a measurement; returns its digest."""
    row = open_one(pk, actor)
    table = _gather(row, periods.day(now))
    if not any(one.students for one in table.institutions):
        raise rules.NobodyToMeasure(since=row.since, until=row.until)
    moved = moves.move(row, MEASUREMENT, Verb.FREEZE, frozen_on=periods.day(now))
    text = canonical.dumps(rules.plain(table))
    digest = sha256(text).hexdigest()
    FrozenTable.objects.create(measurement=row, text=text.decode(), digest=digest, frozen_at=now)
    facts.record(
        "support.measurement.frozen",
        row,
        actor=actor,
        now=now,
        moved=moved,
        count=len(table.institutions),
        digest=digest,
    )
    return digest


def open_one(pk: int, actor: Actor) -> Measurement:
    """Fetch a measurement that still takes figures."""
    row = access.measurement(pk, actor, Permission.MEASUREMENT_MAKE)
    MEASUREMENT.after(State(row.state), Verb.FREEZE)
    return row


def _gather(row: Measurement, today: date) -> Table:
    """Return the table of every institution that is in the pilot or has pilot students."""
    students = volumes.students(row.since, row.until)
    every = {one.id: one for one in organisations.of_kind(OrganisationKind.INSTITUTION)}
    filed = filings.in_force(every, row.until.year)
    taking_part = {pk: one for pk, one in every.items() if pk in filed or students.get(pk)}
    seats, fields, told = volumes.seats(today), _fields(taking_part), _told(row)
    return Table(
        row.since,
        row.until,
        unevenness.terms(today, rulebooks.current()),
        tuple(
            _institution(one, students.get(pk, 0), fields[pk], told[pk], seats.get(pk, 0), today)
            for pk, one in taking_part.items()
        ),
    )


def _institution(
    one: OrganisationBrief,
    students: int,
    fields: tuple[str, ...],
    told: dict[Measure, Amount],
    seats: int,
    today: date,
) -> Institution:
    return Institution(
        code=one.code,
        name=one.name,
        city=one.city_code,
        students=students,
        fields=fields,
        leads=bool(leading.counted(one.lead_flags, today, rulebooks.current())),
        amounts={**told, Measure.SEATS: Amount(seats, "", today)},
    )


def _told(row: Measurement) -> defaultdict[int, dict[Measure, Amount]]:
    found: defaultdict[int, dict[Measure, Amount]] = defaultdict(dict)
    for one in SheetAmount.objects.filter(measurement=row):
        found[one.institution_id][Measure(one.measure)] = Amount(one.amount, one.source, one.as_of)
    return found


def _fields(institution_ids: Collection[int]) -> defaultdict[int, tuple[str, ...]]:
    """Return the fields of the certificates that each institution uses."""
    used = entries.used_by_each(institution_ids)
    kinds = certificates.brief(set().union(*used.values()))
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    for institution, ids in used.items():
        found[institution] = tuple(sorted({kinds[pk].field for pk in ids} - {""}))
    return found
