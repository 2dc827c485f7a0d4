"""Who holds a role anywhere, and to which organisations persons belong, on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.foundation import bulk
from shuzheng.identity.models import Membership
from shuzheng.identity.queries import capacities
from shuzheng.identity.rules.kinds import Role

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who acts for an organisation: in which role, and for which area ("" is none)."""

    person_id: int
    name: str
    role: Role
    organisation_id: int
    organisation: str
    area: str


def holders(role: Role, on: date) -> dict[int, UUID]:
    """Return who holds a role on a day: each person's permanent identifier, by id."""
    rows = _in_force(on).filter(role=role).order_by("person_id")
    return dict(rows.values_list("person_id", "person__uid"))


def parties_of(
    person_ids: Collection[int], on: date, *, without: Role
) -> dict[int, frozenset[int]]:
    """Return the organisations of these persons, but for what they hold `without` there."""
    if not person_ids:
        return {}
    found: defaultdict[int, set[int]] = defaultdict(set)
    rows = _in_force(on).filter(person__in=bulk.among(person_ids)).exclude(role=without)
    for person, organisation in rows.values_list("person_id", "organisation_id"):
        if organisation is not None:
            found[person].add(organisation)
    return {person: frozenset(parties) for person, parties in found.items()}


def ever_of(person_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Return the organisations that persons belong or ever belonged to, in whatever role."""
    rows = Membership.objects.filter(person__in=bulk.among(person_ids)).exclude(organisation=None)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for person, organisation in rows.values_list("person_id", "organisation"):
        found[person].add(organisation)
    return {person: frozenset(held) for person, held in found.items()}


def staff(roles: Collection[Role], on: date) -> list[Staff]:
    """Return who acts for an organisation in one of these roles on a day, by organisation."""
    rows = (
        _in_force(on)
        .filter(role__in=list(roles), organisation__isnull=False)
        .select_related("organisation__division", "person")
        .order_by("organisation__code", "pk")
    )
    return [
        Staff(
            row.person_id,
            row.person.name,
            Role(row.role),
            row.organisation.pk,
            row.organisation.name,
            capacities.area_of(row),
        )
        for row in rows
        if row.organisation
    ]


def _in_force(on: date) -> QuerySet[Membership]:
    return Membership.objects.filter(Q(until=None) | Q(until__gte=on), since__lte=on)
