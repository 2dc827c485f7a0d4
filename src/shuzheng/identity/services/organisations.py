"""Register and rename organisations. Names are kept by date."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from shuzheng.foundation import facts, rulebooks
from shuzheng.identity import access
from shuzheng.identity.access import Permission
from shuzheng.identity.models import Department, Division, Organisation, OrganisationName
from shuzheng.identity.rules import leading
from shuzheng.identity.rules.kinds import OrganisationKind
from shuzheng.kernel import identifiers, periods
from shuzheng.kernel.refusals import Refusal
from shuzheng.kernel.rulebook import applies

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from shuzheng.identity.rules.kinds import EnterpriseKind, InstitutionKind
    from shuzheng.kernel.actor import Actor


AT_ONCE = 500


class CodeTaken(Refusal):
    """Another organisation has this code."""

    code = "organisation-code-taken"
    status = 409
    template = "The code {organisation} belongs to another organisation."


class BadCreditCode(Refusal):
    """A unified social credit code that fails its check."""

    code = "bad-credit-code"
    template = "{number} is not a valid unified social credit code."


class CreditCodeTaken(Refusal):
    """Another organisation has this unified social credit code."""

    code = "credit-code-taken"
    status = 409
    template = "The unified social credit code {number} belongs to another organisation."


class EnterpriseUnnamed(Refusal):
    """An enterprise is known by its unified social credit code, and its kind is kept."""

    code = "enterprise-unnamed"
    template = "An enterprise is registered with its kind and its unified social credit code."
    rule = "R-252"


class NoSuchDivision(Refusal):
    """A division code that is not in the catalogue."""

    code = "no-such-division"
    template = "There is no division with the code {division}."


class NameInThePast(Refusal):
    """A new name must begin after the present one did."""

    code = "name-in-the-past"
    template = "The new name must begin after {since}."


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    """An organisation as a form or a sheet gives it."""

    kind: OrganisationKind
    code: str
    name: str
    division_code: str
    institution_kind: InstitutionKind | str = ""
    enterprise_kind: EnterpriseKind | str = ""
    credit_code: str = ""
    lead_flags: tuple[str, ...] = ()
    is_demonstration: bool = False
    source: str = ""
    confidence: str = ""


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
    enterprise_kind: EnterpriseKind | str = "",
    credit_code: str = "",
    is_demonstration: bool = False,
    source: str = "",
    confidence: str = "",
) -> int:
    """Register an organisation; returns its id."""
    actor.require(Permission.ORGANISATION_REGISTER)
    row = OrganisationRow(
        kind=kind,
        code=code,
        name=name,
        division_code=division_code,
        institution_kind=institution_kind,
        enterprise_kind=enterprise_kind,
        credit_code=credit_code,
        is_demonstration=is_demonstration,
        source=source,
        confidence=confidence,
    )
    [made] = _make([row], periods.day(now))
    facts.record("identity.organisation.registered", made, actor=actor, now=now, name=name)
    return made.pk


@transaction.atomic
def register_all(rows: Sequence[OrganisationRow], *, actor: Actor, now: datetime) -> list[int]:
    """Register many organisations in a handful of statements, all or none; returns their ids.

    Refuses, before writing anything, a bad or taken credit code, an unknown division and a code
    that is taken, by an organisation or by another row, and a lead flag that does not count today.
    """
    actor.require(Permission.ORGANISATION_REGISTER)
    made = _make(rows, periods.day(now))
    if made:
        facts.record(
            "identity.organisations.registered",
            made[0],
            actor=actor,
            now=now,
            passages=(facts.Passage(facts.name_of(row)) for row in made),
            count=len(made),
        )
    return [row.pk for row in made]


def _make(rows: Sequence[OrganisationRow], today: date) -> list[Organisation]:
    _check(rows)
    flags = [_flags(row, today) for row in rows]
    try:
        with transaction.atomic():
            made = Organisation.objects.bulk_create(
                (
                    Organisation(
                        kind=row.kind,
                        code=row.code,
                        name=row.name,
                        division_id=row.division_code,
                        institution_kind=row.institution_kind,
                        enterprise_kind=row.enterprise_kind,
                        credit_code=row.credit_code,
                        lead_flags=flagged,
                        is_demonstration=row.is_demonstration,
                        source=row.source,
                        confidence=row.confidence,
                    )
                    for row, flagged in zip(rows, flags, strict=True)
                ),
                batch_size=AT_ONCE,
            )
    except IntegrityError:  # somebody registered one of them a moment before us
        _check(rows)
        raise
    OrganisationName.objects.bulk_create(
        (OrganisationName(organisation=row, name=row.name, since=today) for row in made),
        batch_size=AT_ONCE,
    )
    return made


@applies("R-252")
def _check(rows: Sequence[OrganisationRow]) -> None:
    for row in rows:
        is_enterprise = row.kind == OrganisationKind.ENTERPRISE
        if is_enterprise and not (row.enterprise_kind and row.credit_code):
            raise EnterpriseUnnamed
    credits_ = [row.credit_code for row in rows if row.credit_code]
    for number in credits_:
        if not identifiers.credit_code_is_valid(number):
            raise BadCreditCode(number=number)
    for division in sorted(unknown_divisions(row.division_code for row in rows)):
        raise NoSuchDivision(division=division)
    codes = [row.code for row in rows]
    for code in [*_twice(codes), *taken_codes(codes)]:
        raise CodeTaken(organisation=code)
    for number in [*_twice(credits_), *taken_credit_codes(credits_)]:
        raise CreditCodeTaken(number=number)


@applies("R-004")
def _flags(row: OrganisationRow, today: date) -> list[str]:
    if row.lead_flags and row.kind != OrganisationKind.INSTITUTION:
        raise leading.OnlyInstitutionsLead
    return [str(one) for one in leading.checked(row.lead_flags, today, rulebooks.current())]


def _twice(values: Iterable[str]) -> list[str]:
    return sorted(value for value, count in Counter(values).items() if count > 1)


def taken_codes(codes: Iterable[str]) -> list[str]:
    """Return those of these codes that an organisation has."""
    rows = Organisation.objects.filter(code__in=set(codes))
    return sorted(rows.values_list("code", flat=True))


def taken_credit_codes(numbers: Iterable[str]) -> list[str]:
    """Return those of these unified social credit codes that an organisation has."""
    rows = Organisation.objects.filter(credit_code__in={number for number in numbers if number})
    return sorted(rows.values_list("credit_code", flat=True))


def unknown_divisions(codes: Iterable[str]) -> set[str]:
    """Return those of these division codes that the catalogue does not have."""
    wanted = set(codes)
    known = Division.objects.filter(code__in=wanted).values_list("code", flat=True)
    return wanted - set(known)


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
def begin_names(*, actor: Actor, now: datetime) -> int:
    """Let names that were given for today or before become the present ones; returns how many.

    Done every day by the clock: a new name may be registered before it begins.
    """
    today = periods.day(now)
    borne = OrganisationName.objects.filter(Q(until=None) | Q(until__gte=today), since__lte=today)
    rows = list(borne.exclude(name=F("organisation__name")).select_related("organisation"))
    for row in rows:
        Organisation.objects.filter(pk=row.organisation_id).update(name=row.name)
    if rows:
        passages = [facts.Passage(facts.name_of(row.organisation)) for row in rows]
        facts.record(
            "identity.names.begun",
            rows[0].organisation,
            actor=actor,
            now=now,
            passages=passages,
            count=len(rows),
        )
    return len(rows)


@transaction.atomic
def ensure_department(organisation_id: int, name: str) -> int:
    """Return the id of an institution's department, made if it is new. Part of larger acts."""
    row, _ = Department.objects.get_or_create(organisation_id=organisation_id, name=name)
    return row.pk
