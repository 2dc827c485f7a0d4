"""Devices from which many accounts were activated, and whose accounts they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q

from shuzheng.identity.access import Permission
from shuzheng.identity.models import Activation
from shuzheng.identity.queries import accounts, enrolments, organisations

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from shuzheng.identity.queries.accounts import BusyDevice
    from shuzheng.kernel.actor import Actor

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ActivationLine:
    """One account activated, or recovered, from a device."""

    name: str
    document_masked: str
    organisation: str
    class_name: str
    method: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DevicePage:
    """A busy device and the accounts made on it within the day, newest first."""

    device: BusyDevice
    lines: list[ActivationLine]


def busy(actor: Actor, now: datetime) -> list[DevicePage]:
    """Return the devices from which many accounts were activated in the last day."""
    actor.require(Permission.ACTIVATION_WATCH)
    devices = accounts.busy_devices(now)
    if not devices:
        return []
    of_any = reduce(or_, (Q(device_index__startswith=one.device) for one in devices))
    rows = Activation.objects.filter(of_any, at__gte=now - accounts.WATCHED_FOR)
    found = list(rows.select_related("person").order_by("-at")[:MOST_SHOWN])
    lines = _lines(found)
    return [
        DevicePage(
            device,
            [
                line
                for row, line in zip(found, lines, strict=True)
                if row.device_index.startswith(device.device)
            ],
        )
        for device in devices
    ]


def _lines(rows: Sequence[Activation]) -> list[ActivationLine]:
    studying = enrolments.current(row.person_id for row in rows)
    parties = organisations.brief(one.organisation_id for one in studying.values())
    lines = []
    for row in rows:
        place = studying.get(row.person_id)
        lines.append(
            ActivationLine(
                row.person.name,
                row.person.document_masked,
                parties[place.organisation_id].name if place else "",
                place.class_name if place else "",
                row.method,
                row.at,
            )
        )
    return lines
