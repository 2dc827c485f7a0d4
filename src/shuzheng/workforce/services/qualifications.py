"""Grant and revoke qualifications. Rule: R-144."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import facts
from shuzheng.identity.services import persons
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.workforce import access
from shuzheng.workforce.access import Permission
from shuzheng.workforce.models import Qualification

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from shuzheng.catalogue.rules.levels import Level
    from shuzheng.identity.services.persons import Found, PersonRow
    from shuzheng.kernel.actor import Actor
    from shuzheng.workforce.rules.qualifications import Background, Kind


class NotYourCertificate(Refusal):
    """An organisation qualifies people for its own certificates only."""

    code = "not-your-certificate"
    status = 403
    template = "This certificate belongs to another evaluation organisation."


class LevelNotOffered(Refusal):
    """The certificate has no such level."""

    code = "level-not-offered"
    template = "{certificate} has no such level."


class ExpiresBeforeIssue(Refusal):
    """A qualification expires after it is issued."""

    code = "expires-before-issue"
    template = "The qualification would expire before it is issued."


class NumberTaken(Refusal):
    """The organisation has given this number before."""

    code = "qualification-number-taken"
    status = 409
    template = "The number {number} has been given to another qualification."


class RevokedAlready(Refusal):
    """The qualification was revoked before."""

    code = "revoked-already"
    status = 409
    template = "The qualification {number} was revoked before."


AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What a qualification says, but for whose it is."""

    certificate_type_id: int
    level: Level
    kind: Kind
    background: Background
    number: str
    issued_on: date
    expires_on: date


@applies("R-144")
@transaction.atomic
def grant(  # noqa: PLR0913 - a qualification has this many particulars
    person_id: int,
    *,
    certificate_type_id: int,
    level: Level,
    kind: Kind,
    background: Background,
    number: str,
    issued_on: date,
    expires_on: date,
    document_id: int,
    actor: Actor,
    now: datetime,
) -> int:
    """Grant a qualification for a certificate of the actor's organisation; returns its id."""
    particulars = Particulars(
        certificate_type_id=certificate_type_id,
        level=level,
        kind=kind,
        background=background,
        number=number,
        issued_on=issued_on,
        expires_on=expires_on,
    )
    [row] = _make([(person_id, particulars)], document_id, actor)
    facts.record(
        "workforce.qualification.granted",
        row,
        actor=actor,
        now=now,
        number=number,
        expires_on=expires_on.isoformat(),
    )
    return row.pk


@transaction.atomic
def grant_by_document(
    row: PersonRow, particulars: Particulars, *, document_id: int, actor: Actor, now: datetime
) -> Found:
    """Find or register a person by identity document and grant him or her a qualification.

    Where the document is known under another name nothing is granted: it is a case for the office.
    """
    actor.require(Permission.QUALIFICATION_GRANT)
    here = actor.organisation_id
    [found] = persons.register([row], organisation_id=here, actor=actor, now=now)
    if found.person_id:
        grant(
            found.person_id,
            certificate_type_id=particulars.certificate_type_id,
            level=particulars.level,
            kind=particulars.kind,
            background=particulars.background,
            number=particulars.number,
            issued_on=particulars.issued_on,
            expires_on=particulars.expires_on,
            document_id=document_id,
            actor=actor,
            now=now,
        )
    return found


@applies("R-144")
@transaction.atomic
def grant_all(
    rows: Sequence[tuple[int, Particulars]], *, document_id: int, actor: Actor, now: datetime
) -> int:
    """Grant many qualifications on one document, all or none; returns how many."""
    made = _make(rows, document_id, actor)
    if made:
        facts.record(
            "workforce.qualifications.granted",
            made[0],
            actor=actor,
            now=now,
            passages=(facts.Passage(facts.name_of(row)) for row in made),
            count=len(made),
        )
    return len(made)


def _make(
    rows: Sequence[tuple[int, Particulars]], document_id: int, actor: Actor
) -> list[Qualification]:
    actor.require(Permission.QUALIFICATION_GRANT)
    _check([particulars for _, particulars in rows], actor)
    access.document(document_id, actor)
    made = [
        Qualification(
            person_id=person_id,
            organisation_id=actor.organisation_id,
            certificate_type_id=one.certificate_type_id,
            level=one.level,
            kind=one.kind,
            background=one.background,
            number=one.number,
            issued_on=one.issued_on,
            expires_on=one.expires_on,
            document_id=document_id,
        )
        for person_id, one in rows
    ]
    try:
        with transaction.atomic():
            return Qualification.objects.bulk_create(made, batch_size=AT_ONCE)
    except IntegrityError:  # a colleague gave one of the numbers a moment before us
        _check([particulars for _, particulars in rows], actor)
        raise


def _check(rows: Sequence[Particulars], actor: Actor) -> None:
    known = certificates.brief({row.certificate_type_id for row in rows})
    for row in rows:
        certificate = known.get(row.certificate_type_id)
        if certificate is None or certificate.organisation_id != actor.organisation_id:
            raise NotYourCertificate
        if row.level not in certificate.levels:
            raise LevelNotOffered(certificate=certificate.name)
        if row.expires_on < row.issued_on:
            raise ExpiresBeforeIssue
    numbers = Counter(row.number for row in rows)
    twice = [number for number, count in numbers.items() if count > 1]
    for number in [*twice, *sorted(taken_numbers(numbers, actor.organisation_id))]:
        raise NumberTaken(number=number)


def taken_numbers(numbers: Iterable[str], organisation_id: int) -> set[str]:
    """Return those of these numbers that the organisation has given before."""
    rows = Qualification.objects.filter(organisation_id=organisation_id)
    return set(rows.filter(number__in=list(numbers)).values_list("number", flat=True))


@transaction.atomic
def revoke(qualification_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Revoke a qualification from today on; marks given before stay."""
    row = access.qualification(qualification_id, actor, Permission.QUALIFICATION_REVOKE)
    held = Qualification.objects.filter(pk=row.pk, revoked_on=None)
    if not held.update(revoked_on=periods.day(now), revoked_reason=reason):
        raise RevokedAlready(number=row.number)
    facts.record("workforce.qualification.revoked", row, actor=actor, now=now, number=row.number)
