"""Random places in status lists: a place tells nothing about when or in which order one got it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from shuzheng.credentials.core import statuslist
from shuzheng.credentials.models import Certificate, StatusList
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

FULL_AT = 4, 5
TOKEN_BYTES = 16


class BatchTooLarge(Refusal):
    """More certificates in one act than a status list has free places."""

    code = "status-batch-too-large"
    template = "At most {most} certificates are issued in one go."


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a list: the list's id and address, and the index."""

    list_id: int
    url: str
    index: int


@transaction.atomic
def draw(organisation_id: int, purpose: str, count: int) -> list[Slot]:
    """Return `count` free random places of an organisation's newest list, or of a new one.

    Part of an act that holds the lock of the fact chain, so two batches never draw at once; the
    unique constraint is what makes sure.
    """
    for row in _lists(organisation_id, purpose):
        held = Certificate.objects.filter(**{f"{purpose}_list": row}).count()
        if (held + count) * FULL_AT[1] <= row.size * FULL_AT[0]:
            url = url_of(row)
            return [Slot(row.pk, url, index) for index in _free(row, purpose, count)]
    raise BatchTooLarge(most=statuslist.SMALLEST * FULL_AT[0] // FULL_AT[1])


def url_of(row: StatusList) -> str:
    """Return the address under which a status list is published for ever."""
    return f"{settings.PUBLIC_URL}/status/{row.token}"


def _lists(organisation_id: int, purpose: str) -> Iterator[StatusList]:
    rows = StatusList.objects.filter(organisation_id=organisation_id, purpose=purpose)
    newest = rows.order_by("-pk").first()
    if newest is not None:
        yield newest
    yield StatusList.objects.create(
        token=secrets.token_urlsafe(TOKEN_BYTES),
        organisation_id=organisation_id,
        purpose=purpose,
        size=statuslist.SMALLEST,
    )


def _free(row: StatusList, purpose: str, count: int) -> list[int]:
    """Return free places in the order in which chance named them."""
    found: dict[int, None] = {}
    while len(found) < count:
        drawn = [secrets.randbelow(row.size) for _ in range(count - len(found))]
        taken = _taken(row, purpose, drawn)
        found |= dict.fromkeys(index for index in drawn if index not in taken)
    return list(found)


def _taken(row: StatusList, purpose: str, places: list[int]) -> set[int]:
    """Return which of these places are taken: only they are asked for, however full the list is."""
    field = f"{purpose}_index"
    rows = Certificate.objects.filter(**{f"{purpose}_list": row, f"{field}__in": places})
    return set(rows.values_list(field, flat=True))
