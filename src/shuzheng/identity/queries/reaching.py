"""Whom a message can reach: who holds an account, in which roles for whom, and by which number.

A telephone number is opened here for a message that its holder asked for, and goes to the channel
and nowhere else; pages show it masked (`persons.brief`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.foundation import bulk, sealing
from shuzheng.identity.models import Membership, Organisation, Person, User

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from shuzheng.identity.rules.kinds import OrganisationKind, Role


def members(
    organisation_ids: Collection[int], roles: Collection[Role], since: date, on: date
) -> list[tuple[int, int]]:
    """Return the pairs (organisation, person) of who acts for these organisations in a role.

    In force on both days, the first and the last of them, and with an account that is active.
    """
    rows = Membership.objects.filter(
        Q(until=None) | Q(until__gte=on),
        organisation__in=bulk.among(organisation_ids),
        role__in=list(roles),
        since__lte=since,
        person__user__is_active=True,
    )
    found = rows.order_by("organisation_id", "person_id")
    return list(found.values_list("organisation_id", "person_id").distinct())


def with_account(person_ids: Collection[int]) -> set[int]:
    """Return those of these persons who have an active account."""
    rows = User.objects.filter(person__in=bulk.among(person_ids), is_active=True)
    return set(rows.values_list("person_id", flat=True))


def organisations_of(kind: OrganisationKind) -> list[int]:
    """Return the ids of the organisations of a kind."""
    return list(Organisation.objects.filter(kind=kind).values_list("pk", flat=True))


def languages(person_ids: Collection[int]) -> dict[int, str]:
    """Return the language that each person's account is kept in, "" where none was chosen."""
    rows = User.objects.filter(person__in=bulk.among(person_ids), is_active=True)
    return dict(rows.values_list("person_id", "language"))


def phones(person_ids: Collection[int]) -> dict[int, str]:
    """Return whole telephone numbers, for a message to their holders; never for a page."""
    rows = Person.objects.filter(pk__in=bulk.among(person_ids)).exclude(phone_sealed="")
    return {row.pk: sealing.unseal(row.phone_sealed, row.place("phone")) for row in rows}
