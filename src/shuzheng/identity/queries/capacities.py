"""In which capacities a person may act, and the actor each of them makes.

A person with several memberships chooses one; a membership that has ended or not begun makes none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.foundation import grants
from shuzheng.identity.models import Membership, User
from shuzheng.identity.rules import kinds
from shuzheng.kernel import periods
from shuzheng.kernel.actor import Actor, Reach

if TYPE_CHECKING:
    from datetime import date, datetime

CITY_DIGITS, COUNTY_DIGITS = 4, 6


@dataclass(frozen=True, slots=True)
class Capacity:
    """One membership in force: what it is called and the actor it makes."""

    id: int
    role: str
    role_label: str
    organisation: str
    actor: Actor


def of(user: User, today: date) -> tuple[Capacity, ...]:
    """Return the capacities of `user` on `today`, oldest membership first."""
    rows = (
        Membership.objects.filter(person_id=user.person_id, since__lte=today)
        .filter(Q(until=None) | Q(until__gte=today))
        .select_related("organisation__division")
        .order_by("pk")
    )
    return tuple(_capacity(user, row) for row in rows)


def again(user_id: int, membership_id: int, now: datetime) -> Actor | None:
    """Return the actor of a capacity chosen earlier, or None where it has ended since."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    held = of(user, periods.day(now)) if user else ()
    return next((one.actor for one in held if one.id == membership_id), None)


def _capacity(user: User, row: Membership) -> Capacity:
    role = kinds.Role(row.role)
    organisation = row.organisation
    return Capacity(
        id=row.pk,
        role=role,
        role_label=kinds.LABELS[role],
        organisation=organisation.name if organisation else "",
        actor=Actor(
            user_id=user.pk,
            person_id=row.person_id,
            organisation_id=row.organisation_id or 0,
            role=role,
            permissions=grants.of(role),
            reach=kinds.REACH[role],
            area=area_of(row),
            department_id=row.department_id or 0,
            membership_id=row.pk,
        ),
    )


def area_of(row: Membership) -> str:
    """Return the division prefix a bureau answers for: its city, or its own county; else ""."""
    if kinds.REACH[kinds.Role(row.role)] is not Reach.AREA:
        return ""
    if row.organisation is None:
        return "none"
    division = row.organisation.division
    digits = COUNTY_DIGITS if division.directly_administered else CITY_DIGITS
    return division.code[:digits]
