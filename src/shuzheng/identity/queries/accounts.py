"""Reads of accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Max

from shuzheng.identity.models import Activation, ActivationCode, User

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

WATCHED_FOR = timedelta(days=1)
MANY = 5


@dataclass(frozen=True, slots=True)
class BusyDevice:
    """A device from which many accounts were activated within a day."""

    device: str
    count: int
    last_at: datetime


def user(user_id: int) -> User:
    """Return the account with this id, for signing it in."""
    return User.objects.get(pk=user_id)


def without_account(person_ids: Iterable[int]) -> set[int]:
    """Return those of these persons who have no account yet."""
    wanted = set(person_ids)
    return wanted - set(
        User.objects.filter(person_id__in=wanted).values_list("person_id", flat=True)
    )


def with_open_code(person_ids: Iterable[int], now: datetime) -> set[int]:
    """Return those of these persons who hold a code that still works."""
    rows = ActivationCode.objects.filter(
        person_id__in=list(person_ids), used_at=None, revoked_at=None, expires_at__gt=now
    )
    return set(rows.values_list("person_id", flat=True))


def busy_devices(now: datetime) -> list[BusyDevice]:
    """Return the devices from which many accounts were activated in the last day, busiest first.

    A class room's shared computer looks the same as a clerk who activates for others: the office
    looks into it, the platform only shows it.
    """
    rows = (
        Activation.objects.filter(at__gte=now - WATCHED_FOR)
        .values("device_index")
        .annotate(count=Count("pk"), last_at=Max("at"))
        .filter(count__gte=MANY)
        .order_by("-count")
    )
    return [BusyDevice(row["device_index"][:8], row["count"], row["last_at"]) for row in rows]
