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

    Two batches that draw at once may meet; the unique constraint then refuses the later one, which
    is run again.
    """
    for row in _lists(organisation_id, purpose):
        field = f"{purpose}_index"
        taken = set(
            Certificate.objects.filter(**{f"{purpose}_list": row}).values_list(field, flat=True)
        )
        if (len(taken) + count) * FULL_AT[1] <= row.size * FULL_AT[0]:
            return _draw(row, taken, count)
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


def _draw(row: StatusList, taken: set[int], count: int) -> list[Slot]:
    found: list[int] = []
    while len(found) < count:
        index = secrets.randbelow(row.size)
        if index not in taken:
            taken.add(index)
            found.append(index)
    url = url_of(row)
    return [Slot(row.pk, url, index) for index in found]
