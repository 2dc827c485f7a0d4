"""A fixed cast for the tests of identity and of the rooms above it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from shuzheng.foundation import grants
from shuzheng.identity.models import Division, Organisation, OrganisationName
from shuzheng.identity.rules.kinds import REACH, OrganisationKind, Role
from shuzheng.kernel import identifiers
from shuzheng.kernel.actor import Actor

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
"""Noon on Monday 2 March 2026 in the province."""


def city(code: str = "340100", name: str = "合肥市") -> Division:
    """Return a city, made with its province if need be."""
    Division.objects.get_or_create(
        code="340000", defaults={"name": "安徽省", "level": "province", "full_name": "安徽省"}
    )
    row, _ = Division.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "level": "city",
            "full_name": f"安徽省{name}",
            "parent_id": "340000",
        },
    )
    return row


def organisation(
    code: str,
    kind: OrganisationKind = OrganisationKind.INSTITUTION,
    *,
    name: str = "",
    division: str = "340100",
    institution_kind: str = "higher_vocational",
) -> int:
    """Return the id of a new organisation of the cast."""
    city(division)
    row = Organisation.objects.create(
        kind=kind,
        code=code,
        name=name or f"演示{code}",
        division_id=division,
        institution_kind=institution_kind if kind == OrganisationKind.INSTITUTION else "",
        is_demonstration=True,
    )
    OrganisationName.objects.create(organisation=row, name=row.name, since=date(2020, 1, 1))
    return row.pk


def actor(role: Role, organisation_id: int = 0, *, person_id: int = 1, area: str = "") -> Actor:
    """Return somebody in a role, with exactly the permissions that the role is granted."""
    return Actor(
        user_id=person_id,
        person_id=person_id,
        organisation_id=organisation_id,
        role=role,
        permissions=grants.of(role),
        reach=REACH[role],
        area=area,
    )


def identity_number(serial: int, born: str = "20080101") -> str:
    """Return a valid identity number under a division code that nobody has."""
    first = f"349900{born}{serial:03d}"
    return first + identifiers.identity_check(first)
