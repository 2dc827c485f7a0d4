"""Load the ceilings of assessment cost; grant written leave to pass one. Rule: R-122.

The figures of 教职成厅函〔2020〕11号 are not public: the table starts empty, and each row names the
document it comes from. A loaded ceiling is never changed: a new figure has a new first day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.catalogue.queries import certificates
from shuzheng.fees.access import Permission
from shuzheng.fees.models import CeilingWaiver, CostCeiling
from shuzheng.fees.services.agreements import MOST_FEN
from shuzheng.foundation import facts
from shuzheng.kernel import money
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from shuzheng.kernel.actor import Actor


class CeilingOfNothing(Refusal):
    """A ceiling belongs to a certificate and one of its levels."""

    code = "ceiling-of-nothing"
    template = "Line {line}: the catalogue has no such certificate and level."
    rule = "R-122"


class CeilingOutOfRange(Refusal):
    """A ceiling is an amount above 0 that can be a fee."""

    code = "ceiling-out-of-range"
    template = "Line {line}: the ceiling must lie between 0.01 and {most} yuan."
    rule = "R-122"


class CeilingStands(Refusal):
    """What was loaded for a day is not changed."""

    code = "ceiling-stands"
    status = 409
    template = (
        "Line {line}: a ceiling of {price} yuan since {since} is loaded already; "
        "give the new figure a later first day."
    )
    rule = "R-122"


class DocumentMissing(Refusal):
    """A ceiling and a waiver name the document they come from."""

    code = "ceiling-document-missing"
    template = "Line {line}: name the document that the ceiling comes from."
    rule = "R-122"


class WaiverBackwards(Refusal):
    """A waiver ends after it begins."""

    code = "waiver-backwards"
    template = "The waiver would end before it begins."
    rule = "R-122"


class WaiverNumberTaken(Refusal):
    """Each waiver has its own number."""

    code = "waiver-number-taken"
    status = 409
    template = "A waiver with the number {number} is on file already."
    rule = "R-122"


class WaiverOutOfRange(Refusal):
    """A waiver allows an amount that can be a fee."""

    code = "waiver-out-of-range"
    template = "The waiver must allow between 0.01 and {most} yuan."
    rule = "R-122"


class WaiverOfNothing(Refusal):
    """A waiver belongs to a certificate and one of its levels."""

    code = "waiver-of-nothing"
    template = "The catalogue has no such certificate and level."
    rule = "R-122"


@dataclass(frozen=True, slots=True)
class CeilingRow:
    """One line of a ceiling table; `price_fen` in fen, valid from `since` on."""

    certificate_type_id: int
    level: str
    since: date
    price_fen: int
    document_number: str


@applies("R-122")
@transaction.atomic
def load(rows: Sequence[CeilingRow], *, actor: Actor, now: datetime) -> int:
    """Load ceilings; returns how many are new. A line that is loaded already changes nothing."""
    actor.require(Permission.CEILING_LOAD)
    known = certificates.brief({row.certificate_type_id for row in rows})
    stands = {
        (one.certificate_type_id, one.level, one.since): one.price_fen
        for one in CostCeiling.objects.filter(certificate_type_id__in=known)
    }
    fresh: list[CostCeiling] = []
    for line, row in enumerate(rows, start=1):
        certificate = known.get(row.certificate_type_id)
        if certificate is None or row.level not in certificate.levels:
            raise CeilingOfNothing(line=line)
        if not 0 < row.price_fen <= MOST_FEN:
            raise CeilingOutOfRange(line=line, most=money.yuan(MOST_FEN))
        if not row.document_number.strip():
            raise DocumentMissing(line=line)
        key = (row.certificate_type_id, row.level, row.since)
        if stands.setdefault(key, row.price_fen) != row.price_fen:
            raise CeilingStands(line=line, price=money.yuan(stands[key]), since=row.since)
        fresh.append(_ceiling(row))
    return _store(fresh, actor=actor, now=now)


def differs(row: CeilingRow) -> bool:
    """Return whether another ceiling is loaded for the same certificate, level and day."""
    here = CostCeiling.objects.filter(
        certificate_type_id=row.certificate_type_id, level=row.level, since=row.since
    )
    return here.exclude(price_fen=row.price_fen).exists()


@applies("R-122")
@transaction.atomic
def grant_waiver(  # noqa: PLR0913 - a waiver has this many particulars
    certificate_type_id: int,
    level: str,
    *,
    number: str,
    since: date,
    until: date,
    limit_fen: int,
    document_id: int,
    actor: Actor,
    now: datetime,
) -> int:
    """Put the provincial department's written leave on file; returns its id."""
    actor.require(Permission.WAIVER_GRANT)
    certificate = certificates.brief([certificate_type_id]).get(certificate_type_id)
    if certificate is None or level not in certificate.levels:
        raise WaiverOfNothing
    if until < since:
        raise WaiverBackwards
    if not 0 < limit_fen <= MOST_FEN:
        raise WaiverOutOfRange(most=money.yuan(MOST_FEN))
    try:
        with transaction.atomic():
            row = CeilingWaiver.objects.create(
                certificate_type_id=certificate_type_id,
                level=level,
                number=number,
                since=since,
                until=until,
                limit_fen=limit_fen,
                document_id=document_id,
            )
    except IntegrityError:
        raise WaiverNumberTaken(number=number) from None
    facts.record(
        "fees.waiver.granted",
        row,
        actor=actor,
        now=now,
        number=number,
        limit=money.yuan(limit_fen),
    )
    return row.pk


def _ceiling(row: CeilingRow) -> CostCeiling:
    return CostCeiling(
        certificate_type_id=row.certificate_type_id,
        level=row.level,
        since=row.since,
        price_fen=row.price_fen,
        document_number=row.document_number.strip(),
    )


def _store(rows: Sequence[CostCeiling], *, actor: Actor, now: datetime) -> int:
    before = CostCeiling.objects.count()
    CostCeiling.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    made = CostCeiling.objects.count() - before
    newest = CostCeiling.objects.order_by("-pk").first()
    if made and newest is not None:
        facts.record("fees.ceilings.loaded", newest, actor=actor, now=now, count=made)
    return made
