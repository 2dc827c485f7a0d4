"""Who holds a role anywhere, and to which organisations persons belong, on a day."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.foundation import bulk
from shuzheng.identity.models import Membership

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from shuzheng.identity.rules.kinds import Role


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


def _in_force(on: date) -> QuerySet[Membership]:
    return Membership.objects.filter(Q(until=None) | Q(until__gte=on), since__lte=on)
