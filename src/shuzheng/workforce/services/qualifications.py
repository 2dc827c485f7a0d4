"""Grant and revoke qualifications. Rule: R-144."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.catalogue.queries import certificates
from shuzheng.foundation import facts
from shuzheng.kernel import periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies
from shuzheng.workforce import access
from shuzheng.workforce.access import Permission
from shuzheng.workforce.models import Qualification

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.catalogue.rules.levels import Level
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
    actor.require(Permission.QUALIFICATION_GRANT)
    certificate = certificates.brief([certificate_type_id]).get(certificate_type_id)
    if certificate is None or certificate.organisation_id != actor.organisation_id:
        raise NotYourCertificate
    if level not in certificate.levels:
        raise LevelNotOffered(certificate=certificate.name)
    if expires_on < issued_on:
        raise ExpiresBeforeIssue
    here = Qualification.objects.filter(organisation_id=actor.organisation_id, number=number)
    if here.exists():
        raise NumberTaken(number=number)
    row = Qualification.objects.create(
        person_id=person_id,
        organisation_id=actor.organisation_id,
        certificate_type_id=certificate_type_id,
        level=level,
        kind=kind,
        background=background,
        number=number,
        issued_on=issued_on,
        expires_on=expires_on,
        document_id=document_id,
    )
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
def revoke(qualification_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Revoke a qualification from today on; marks given before stay."""
    row = access.qualification(qualification_id, actor, Permission.QUALIFICATION_REVOKE)
    held = Qualification.objects.filter(pk=row.pk, revoked_on=None)
    if not held.update(revoked_on=periods.day(now), revoked_reason=reason):
        raise RevokedAlready(number=row.number)
    facts.record("workforce.qualification.revoked", row, actor=actor, now=now, number=row.number)
