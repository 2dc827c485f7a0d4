"""Register and rename organisations. Names are kept by date."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from shuzheng.foundation import facts
from shuzheng.identity import access
from shuzheng.identity.access import Permission
from shuzheng.identity.models import Department, Division, Organisation, OrganisationName
from shuzheng.kernel import identifiers, periods
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from datetime import date, datetime

    from shuzheng.identity.rules.kinds import InstitutionKind, OrganisationKind
    from shuzheng.kernel.actor import Actor


class CodeTaken(Refusal):
    """Another organisation has this code."""

    code = "organisation-code-taken"
    status = 409
    template = "The code {organisation} belongs to another organisation."


class BadCreditCode(Refusal):
    """A unified social credit code that fails its check."""

    code = "bad-credit-code"
    template = "{number} is not a valid unified social credit code."


class NoSuchDivision(Refusal):
    """A division code that is not in the catalogue."""

    code = "no-such-division"
    template = "There is no division with the code {division}."


class NameInThePast(Refusal):
    """A new name must begin after the present one did."""

    code = "name-in-the-past"
    template = "The new name must begin after {since}."


@transaction.atomic
def register(  # noqa: PLR0913 - an organisation has this many particulars
    *,
    kind: OrganisationKind,
    code: str,
    name: str,
    division_code: str,
    actor: Actor,
    now: datetime,
    institution_kind: InstitutionKind | str = "",
    credit_code: str = "",
    is_demonstration: bool = False,
    source: str = "",
    confidence: str = "",
) -> int:
    """Register an organisation; returns its id."""
    actor.require(Permission.ORGANISATION_REGISTER)
    if credit_code and not identifiers.credit_code_is_valid(credit_code):
        raise BadCreditCode(number=credit_code)
    if not Division.objects.filter(code=division_code).exists():
        raise NoSuchDivision(division=division_code)
    if Organisation.objects.filter(code=code).exists():
        raise CodeTaken(organisation=code)
    row = Organisation.objects.create(
        kind=kind,
        code=code,
        name=name,
        division_id=division_code,
        institution_kind=institution_kind,
        credit_code=credit_code,
        is_demonstration=is_demonstration,
        source=source,
        confidence=confidence,
    )
    OrganisationName.objects.create(organisation=row, name=name, since=periods.day(now))
    facts.record("identity.organisation.registered", row, actor=actor, now=now, name=name)
    return row.pk


@transaction.atomic
def rename(organisation_id: int, name: str, since: date, *, actor: Actor, now: datetime) -> None:
    """Give an organisation a new name from `since` on; papers of earlier days keep the old one."""
    row = access.organisation(organisation_id, actor, Permission.ORGANISATION_RENAME)
    last = row.names.order_by("-since").first()
    if last is not None:
        if since <= last.since:
            raise NameInThePast(since=last.since)
        row.names.filter(pk=last.pk).update(until=since - timedelta(days=1))
    OrganisationName.objects.create(organisation=row, name=name, since=since)
    if since <= periods.day(now):
        Organisation.objects.filter(pk=row.pk).update(name=name)
    facts.record("identity.organisation.renamed", row, actor=actor, now=now, name=name)


@transaction.atomic
def ensure_department(organisation_id: int, name: str) -> int:
    """Return the id of an institution's department, made if it is new. Part of larger acts."""
    row, _ = Department.objects.get_or_create(organisation_id=organisation_id, name=name)
    return row.pk
