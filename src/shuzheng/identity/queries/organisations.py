"""Reads of organisations and divisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.identity.models import Department, Division, Organisation, OrganisationName

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from shuzheng.kernel.actor import Actor

CITY_DIGITS = 4


@dataclass(frozen=True, slots=True)
class OrganisationBrief:
    """An organisation as other rooms see it."""

    id: int
    uid: str
    code: str
    name: str
    kind: str
    institution_kind: str
    division_code: str
    division_name: str
    city_code: str
    is_demonstration: bool
    lead_flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class City:
    """A prefecture-level city, or a county that the province administers directly."""

    code: str
    name: str
    directly_administered: bool


def brief(ids: Iterable[int]) -> dict[int, OrganisationBrief]:
    """Return the organisations with these ids."""
    rows = Organisation.objects.filter(pk__in=set(ids)).select_related("division")
    return {row.pk: _brief(row) for row in rows}


def by_code(code: str) -> OrganisationBrief | None:
    """Return the organisation with this code, or None."""
    row = Organisation.objects.filter(code=code).select_related("division").first()
    return _brief(row) if row else None


def by_name(name: str) -> OrganisationBrief | None:
    """Return the organisation that bears exactly this name, or None."""
    row = Organisation.objects.filter(name=name).select_related("division").first()
    return _brief(row) if row else None


def listing(*, actor: Actor, kind: str = "") -> list[OrganisationBrief]:
    """Return the organisations within the actor's reach, by code."""
    rows = Organisation.objects.within(actor).select_related("division").order_by("code")
    if kind:
        rows = rows.filter(kind=kind)
    return [_brief(row) for row in rows]


def of_kind(kind: str) -> list[OrganisationBrief]:
    """Return every organisation of a kind, by code: the list is public."""
    rows = Organisation.objects.filter(kind=kind, ended_on=None).select_related("division")
    return [_brief(row) for row in rows.order_by("code")]


def name_on(organisation_id: int, day: date) -> str:
    """Return the name an organisation bore on `day`; its first one for days before that."""
    names = OrganisationName.objects.filter(organisation_id=organisation_id)
    borne = names.filter(Q(until=None) | Q(until__gte=day), since__lte=day).first()
    row = borne or names.order_by("since").first()
    return row.name if row else ""


def with_departments(ids: Iterable[int]) -> set[int]:
    """Return which of these institutions have departments (二级院系)."""
    rows = Department.objects.filter(organisation_id__in=set(ids))
    return set(rows.values_list("organisation_id", flat=True))


def cities(province: str) -> list[City]:
    """Return a province's prefecture-level cities by code (`province`: two digits)."""
    rows = Division.objects.filter(level="city", code__startswith=province).order_by("code")
    return [City(row.code, row.name, directly_administered=False) for row in rows]


def _brief(row: Organisation) -> OrganisationBrief:
    return OrganisationBrief(
        id=row.pk,
        uid=str(row.uid),
        code=row.code,
        name=row.name,
        kind=row.kind,
        institution_kind=row.institution_kind,
        division_code=row.division_id,
        division_name=row.division.full_name,
        city_code=f"{row.division_id[:CITY_DIGITS]}00",
        is_demonstration=row.is_demonstration,
        lead_flags=tuple(row.lead_flags),
    )
